"""What was erased goes from the shared folder too, and no old file brings it back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.nameplaces import find_places
from klimabesog.casework.redaction import redact
from klimabesog.casework.sharedfolder import SharedFolder
from klimabesog.casework.sharing import Sharing
from klimabesog.exchange.bundle import verify_bundle


def test_what_was_erased_goes_from_every_laptops_files(
    team: Callable[[str], Casebook], place: Path, tmp_path: Path
) -> None:
    """Files that hold what was erased are replaced, on the laptop that erased and on those that hear of it."""
    anna, bo, new = team("anna"), team("bo"), team("cilia")
    keep, gone = (anna.save_company({"navn": name}) for name in ("Smedjen", "Forsvundne Petersen"))
    SharedFolder(anna, place).sync_now()
    SharedFolder(bo, place).sync_now()
    bo.save_company({"navn": "Forsvundne Petersen og Søn"}, gone)
    SharedFolder(bo).sync_now()
    SharedFolder(anna).sync_now()
    old = {path: path.read_bytes() for path in files(place)}
    anna.desk.store.erase([gone], actor="anna")
    for book in (anna, bo, anna):
        SharedFolder(book).sync_now()
    assert "Petersen" not in told(anna, files(place), tmp_path)
    assert "Smedjen" in told(anna, files(place), tmp_path)
    for path, data in old.items():  # someone puts the old files back
        path.with_name(f"gammel {path.name}").write_bytes(data)
    SharedFolder(bo).sync_now()
    SharedFolder(new, place).sync_now()
    SharedFolder(anna).sync_now()
    assert [row.id for row in anna.companies()] == [row.id for row in bo.companies()] == [keep]
    assert [row.id for row in new.companies()] == [keep]
    assert [SharedFolder(book).sync_now().went for book in (anna, bo, new)] == [0, 0, 0]


def test_a_name_that_was_taken_out_goes_from_every_laptops_files(
    team: Callable[[str], Casebook], place: Path, tmp_path: Path
) -> None:
    """Only files that held it are written anew; a second blanking clears what came since, and then nothing is left."""
    anna, bo, new = team("anna"), team("bo"), team("cilia")
    company = anna.save_company({"navn": "Smedjen"})
    SharedFolder(anna, place).sync_now()
    SharedFolder(bo, place).sync_now()
    untouched = files(place)
    anna.save_contact(company, {"name": "Ida Åkjær", "role": "Direktør"})
    bo.save_contact(company, {"name": "Bo Holm", "role": "Mester for Ida Åkjær"})
    for book in (anna, bo, anna):
        SharedFolder(book).sync_now()
    old = {path: path.read_bytes() for path in files(place)}
    needles = ["Ida Åkjær"]
    for book in (anna, bo):
        redact(book, needles, find_places(book, needles))
        bo.save_contact(company, {"name": "Ida Åkjær igen"})
        for other in (anna, bo, anna):
            SharedFolder(other).sync_now()
    redact(anna, needles, find_places(anna, needles))
    for book in (anna, bo, anna):
        SharedFolder(book).sync_now()
    assert "Åkjær" not in told(anna, files(place), tmp_path)
    assert "Direktør" in told(anna, files(place), tmp_path)
    assert set(untouched) <= set(files(place))
    for path, data in old.items():  # someone puts the old files back
        path.with_name(f"gammel {path.name}").write_bytes(data)
    SharedFolder(new, place).sync_now()
    for book in (bo, anna):
        SharedFolder(book).sync_now()
    names = {contact.name for book in (anna, bo, new) for contact in book.registry.contacts(company)}
    assert names == {"[navn fjernet]", "Bo Holm", "[navn fjernet] igen"}
    assert len({book.desk.store.derived() for book in (anna, bo, new)}) == 1
    assert [SharedFolder(book).sync_now().went for book in (anna, bo, new)] == [0, 0, 0]


def files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def told(book: Casebook, paths: list[Path], tmp_path: Path) -> str:
    """Everything the files say to someone with the team's key."""
    texts = []
    for path in paths:
        with verify_bundle(path, Sharing(book).team_key) as bundle:
            texts += [repr(event) for event in bundle.events()]
    return "\n".join(texts)
