"""A folder that all laptops see: everything arrives once, whatever the folder, the clock or the sync client do."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework import sharedfolder
from klimabesog.casework.backups import IMPORT, list_backups
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.opening import Place
from klimabesog.casework.sharedfolder import SharedFolder, chosen_folder
from klimabesog.casework.sharing import Sharing
from klimabesog.exchange import folder as exchange_folder
from klimabesog.exchange.folder import Memory
from klimabesog.values.errors import InputError, SurroundingsError
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import electricity, leaks, photo

SUFFIX = ".klimabesog"


def files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file())


def names(book: Casebook) -> list[str]:
    return [row.name for row in book.companies()]


def company(book: Casebook, name: str) -> str:
    return book.save_company({"navn": name})


def test_what_one_does_the_other_sees(team: Callable[[str], Casebook], place: Path) -> None:
    anna, bo = team("anna"), team("bo")
    visit = anna.start_visit(company(anna, "Smedjen"), "2026-11-20")
    electricity(visit)
    visit.answer("tjekliste", "/data/try/try_01", "nej")
    visit.add_photo(photo(), visit.findings("tjekliste", "/data/try/try_01")[0].id)
    leaks(visit)
    sent = SharedFolder(anna, place).sync_now()
    assert (sent.came, sent.problems) == (0, ())
    assert sent.went == sum(anna.desk.store.vector().values())
    got = SharedFolder(bo, place).sync_now()
    assert (got.came, got.visits) == (sent.went, (visit.id,))
    theirs = bo.visit(visit.id)
    assert theirs.result() == visit.result()
    assert theirs.measures() == visit.measures()
    assert bo.visits() == anna.visits()
    assert theirs.photo_bytes(theirs.photos()[0].sha256) == visit.photo_bytes(visit.photos()[0].sha256)
    assert SharedFolder(anna).sync_now().came == 0
    company(bo, "Bageriet")
    assert SharedFolder(bo).sync_now().went == 1
    assert SharedFolder(anna).sync_now().came == 1
    assert names(anna) == names(bo) == ["Bageriet", "Smedjen"]


def test_files_lie_in_a_folder_per_laptop_and_are_never_written_again(
    team: Callable[[str], Casebook], place: Path
) -> None:
    anna = team("anna")
    folder = SharedFolder(anna, place)
    seen: dict[Path, bytes] = {}
    for name in ("Smedjen", "Bageriet", "Garveriet"):
        company(anna, name)
        folder.sync_now()
        folder.sync_now()
        assert all(path.read_bytes() == data for path, data in seen.items())
        seen = {path: path.read_bytes() for path in files(place)}
    assert [path.relative_to(place).as_posix() for path in seen] == [
        f"{anna.desk.store.device}/0000000{n}-0000000{n}{SUFFIX}" for n in (1, 2, 3)
    ]


def test_nothing_can_be_read_in_the_folder(team: Callable[[str], Casebook], place: Path) -> None:
    anna = team("anna")
    company(anna, "Hemmelighedsfabrikken")
    SharedFolder(anna, place).sync_now()
    assert files(place)
    assert not any(b"Hemmelighed" in path.read_bytes() for path in files(place))


def test_a_backup_is_taken_before_what_colleagues_did_comes_in(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    SharedFolder(anna, place).sync_now()
    for backup in list_backups(Place(bo.data_dir)):
        backup.path.unlink()

    def full(*_arguments: object) -> None:
        raise SurroundingsError("Disken er fuld.")

    with monkeypatch.context() as patch:
        patch.setattr(sharedfolder, "before_import", full)
        outcome = SharedFolder(bo, place).sync_now()
    assert (outcome.came, outcome.problems) == (0, ("Disken er fuld.",))
    assert names(bo) == []
    assert SharedFolder(bo).sync_now().came
    assert names(bo) == ["Smedjen"]
    (backup,) = list_backups(Place(bo.data_dir))
    assert backup.reason == IMPORT
    SharedFolder(bo).sync_now()
    assert list_backups(Place(bo.data_dir)) == [backup], "a round that brings nothing needs none"


def test_three_laptops_and_one_that_passes_on(
    team: Callable[[str], Casebook], place: Path, tmp_path: Path
) -> None:
    """What came by mail from a laptop that never reaches the folder is passed on by whoever got it."""
    anna, bo, cilia = team("anna"), team("bo"), team("cilia")
    visit = anna.start_visit(company(anna, "Smedjen"), "2026-11-20")
    company(anna, "Uden for sagen")
    Sharing(anna).export(tmp_path / f"en sag{SUFFIX}", visit.id)
    Sharing(bo).take_in(tmp_path / f"en sag{SUFFIX}")
    went = SharedFolder(bo, place).sync_now().went
    assert went > 0
    assert SharedFolder(bo).sync_now().went == 0
    SharedFolder(cilia, place).sync_now()
    assert names(cilia) == ["Smedjen"]
    SharedFolder(anna, place).sync_now()
    SharedFolder(bo).sync_now()
    SharedFolder(cilia).sync_now()
    assert names(anna) == names(bo) == names(cilia) == ["Smedjen", "Uden for sagen"]
    assert [SharedFolder(book).sync_now().went for book in (anna, bo, cilia)] == [0, 0, 0]


def test_a_file_that_is_still_arriving_is_waited_for(team: Callable[[str], Casebook], place: Path) -> None:
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    SharedFolder(anna, place).sync_now()
    (path,) = files(place)
    whole = path.read_bytes()
    folder = SharedFolder(bo, place)
    for there in (b"", whole[:20], whole[: len(whole) // 2], whole[:-1], bytes(len(whole))):
        path.write_bytes(there)
        outcome = folder.sync_now()
        assert (outcome.came, outcome.waiting, outcome.problems) == (0, 1, ())
    path.write_bytes(whole)
    assert (folder.sync_now().came, folder.status().waiting) == (1, 0)


def test_a_file_that_never_gets_whole_is_named(
    open_casebook: OpenCasebook, team: Callable[[str], Casebook], place: Path
) -> None:
    bo = team("bo")
    (place / "x").mkdir()
    (place / "x" / f"1{SUFFIX}").write_bytes(b"")
    folder = SharedFolder(bo, place)
    assert folder.sync_now().problems == ()
    bo.desk.clock.now += 25 * 3_600_000  # type: ignore[attr-defined]
    assert "ikke hel efter et døgn" in folder.sync_now().problems[0]
    assert folder.status().problems


@pytest.mark.parametrize(
    "copy",
    [
        "00000001-00000001 (1)",
        "00000001-00000001-ANNAS-PC",
        "00000001-00000001 (conflicted copy 2026-11-20 091500)",
        "00000001-00000001 (Annas konfliktkopi 2026-11-20)",
        "00000001-00000001_conflict-20261120-091500",
        "Kopi af 00000001-00000001",
    ],
)
def test_a_sync_clients_copies_are_harmless(team: Callable[[str], Casebook], place: Path, copy: str) -> None:
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    SharedFolder(anna, place).sync_now()
    (path,) = files(place)
    shutil.copyfile(path, path.with_name(copy + SUFFIX))
    shutil.copytree(path.parent, place / f"{path.parent.name} (1)")
    for book in (bo, anna):
        SharedFolder(book, place).sync_now()
        assert names(book) == ["Smedjen"]
        assert SharedFolder(book).sync_now().went == 0
    company(anna, "Bageriet")
    SharedFolder(anna).sync_now()
    SharedFolder(bo).sync_now()
    assert names(bo) == ["Bageriet", "Smedjen"]


def test_what_is_no_bundle_is_left_alone(
    team: Callable[[str], Casebook], place: Path, tmp_path: Path
) -> None:
    """Drafts, hidden files, other people's documents, and links that lead out of the folder."""
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    Sharing(anna).export(tmp_path / f"ude{SUFFIX}")
    inside = place / "noget"
    inside.mkdir()
    for name in (
        "x.klimabesog.tmp",
        ".x.klimabesog",
        "~x.klimabesog",
        "Referat.docx",
        "desktop.ini",
        "x.klimabesog.part",
    ):
        shutil.copyfile(tmp_path / f"ude{SUFFIX}", inside / name)
    (inside / f"link{SUFFIX}").symlink_to(tmp_path / f"ude{SUFFIX}")
    (place / "mappelink").symlink_to(tmp_path)
    (inside / f"mappe{SUFFIX}").mkdir()
    before = files(place)
    outcome = SharedFolder(bo, place).sync_now()
    assert (outcome.came, outcome.waiting, outcome.problems) == (0, 0, ())
    assert set(before) <= set(files(place))


def test_an_emptied_folder_deletes_nothing_and_is_filled_again(
    team: Callable[[str], Casebook], place: Path
) -> None:
    anna, bo, new = team("anna"), team("bo"), team("cilia")
    company(anna, "Smedjen")
    company(bo, "Bageriet")
    for book in (anna, bo, anna):
        SharedFolder(book, place).sync_now()
    shutil.rmtree(place)
    place.mkdir()
    assert SharedFolder(anna).sync_now().went == 2
    SharedFolder(bo).sync_now()
    assert names(anna) == names(bo) == ["Bageriet", "Smedjen"]
    SharedFolder(new, place).sync_now()
    assert names(new) == ["Bageriet", "Smedjen"]


def test_a_folder_that_is_away_is_a_state(team: Callable[[str], Casebook], place: Path) -> None:
    anna = team("anna")
    folder = SharedFolder(anna, place)
    company(anna, "Smedjen")
    assert folder.status().text == "Ikke delt endnu"
    folder.sync_now()
    assert folder.status().text.startswith("Delt ")
    assert folder.status().to_send == 0
    place.rename(place.with_name("væk"))
    company(anna, "Bageriet")
    outcome = folder.sync_now()
    assert (outcome.away, outcome.problems) == (True, ())
    assert (folder.status().away, folder.status().to_send) == (True, 1)
    assert folder.status().text == "1 ændring venter på mappen"
    assert not place.exists()
    place.with_name("væk").rename(place)
    assert (folder.sync_now().went, folder.status().away, folder.status().to_send) == (1, False, 0)


def test_an_empty_mount_point_is_not_the_folder(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The stick lay on a disk of its own; without it the same path is an empty folder on the laptop's own disk."""
    anna = team("anna")
    company(anna, "Smedjen")
    monkeypatch.setattr(sharedfolder, "_disk", lambda path: -1 if path == place else os.stat(path).st_dev)
    folder = SharedFolder(anna, place)
    assert folder.sync_now().went == 1
    monkeypatch.undo()
    shutil.rmtree(place)
    place.mkdir()
    assert folder.sync_now().away
    assert files(place) == []


@pytest.mark.parametrize(
    ("code", "words"), [("ENOSPC", "fuld"), ("EACCES", "ikke skrives"), ("EROFS", "ikke skrives")]
)
def test_a_full_or_closed_folder_is_said_and_tried_again(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch, code: str, words: str
) -> None:
    import errno

    anna = team("anna")
    company(anna, "Smedjen")
    folder = SharedFolder(anna, place)

    def refuse(*_args: object) -> None:
        raise OSError(getattr(errno, code), "no")

    monkeypatch.setattr(exchange_folder.shutil, "copyfileobj", refuse)
    outcome = folder.sync_now()
    assert words in outcome.problems[0]
    assert (outcome.went, folder.status().to_send, files(place)) == (0, 1, [])
    monkeypatch.undo()
    assert (folder.sync_now().went, folder.status().problems) == (1, ())


def test_the_network_goes_down_between_two_files(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written until then stands and is not written again."""
    monkeypatch.setattr(exchange_folder, "PART_EVENTS", 1)
    anna, bo = team("anna"), team("bo")
    for name in ("Smedjen", "Bageriet", "Garveriet"):
        company(anna, name)
    real, calls = exchange_folder.shutil.copyfileobj, iter(range(100))

    def once(*args: object) -> None:
        if next(calls) == 1:
            raise OSError(5, "down")
        real(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(exchange_folder.shutil, "copyfileobj", once)
    folder = SharedFolder(anna, place)
    outcome = folder.sync_now()
    assert outcome.away
    assert len(files(place)) == 1
    assert folder.sync_now().went == 2
    assert SharedFolder(bo, place).sync_now().came == 3
    assert len(files(place)) == 3


def test_a_slow_folder_does_not_hold_up_the_writer(team: Callable[[str], Casebook], place: Path) -> None:
    """The round runs in a thread of its own while the officer goes on; nothing done meanwhile is lost or claimed."""
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    folder = SharedFolder(anna, place)
    started, go_on = threading.Event(), threading.Event()
    round_ = folder.begin()

    def cancelled() -> bool:
        started.set()
        go_on.wait(20)
        return False

    worker = threading.Thread(target=round_.run, args=(cancelled,))
    worker.start()
    assert started.wait(20)
    company(anna, "Bageriet")
    go_on.set()
    worker.join()
    folder.finish(round_)
    waiting = folder.status().to_send
    assert waiting in (0, 1)
    assert folder.sync_now().went == waiting
    SharedFolder(bo, place).sync_now()
    assert names(bo) == ["Bageriet", "Smedjen"]


def test_many_small_files_become_one_and_the_old_are_kept(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_folder, "COMPACT_ABOVE", 5)
    anna, bo, new = team("anna"), team("bo"), team("cilia")
    folder = SharedFolder(anna, place)
    for n in range(8):
        company(anna, f"Virksomhed {n}")
        folder.sync_now()
        SharedFolder(bo, place).sync_now()
    own = place / anna.desk.store.device
    assert len(list(own.glob(f"*{SUFFIX}"))) <= 5
    assert len(list((own / "arkiv").iterdir())) >= 6
    assert SharedFolder(bo).sync_now().went == 0
    assert SharedFolder(new, place).sync_now().came == 8
    assert names(new) == names(anna) == names(bo)
    assert not (place / bo.desk.store.device).exists()


def test_a_large_log_goes_out_in_parts_and_comes_in_in_rounds(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange_folder, "PART_EVENTS", 3)
    monkeypatch.setattr(exchange_folder, "ROUND_FILES", 2)
    anna, bo = team("anna"), team("bo")
    for n in range(20):
        company(anna, f"Virksomhed {n:02d}")
    assert SharedFolder(anna, place).sync_now().went == 20
    assert len(files(place)) == 7
    folder = SharedFolder(bo, place)
    first = folder.finish(folder.begin().run())
    assert (first.came, first.more) == (6, True)
    assert (folder.sync_now().came, names(bo)) == (14, names(anna))


def test_photos_split_the_parts(
    team: Callable[[str], Casebook], place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    anna, bo = team("anna"), team("bo")
    visit = anna.start_visit(company(anna, "Smedjen"), "2026-11-20")
    for colour in ("teal", "red", "blue"):
        visit.add_photo(photo(colour))
    monkeypatch.setattr(exchange_folder, "PART_BYTES", 1000)
    SharedFolder(anna, place).sync_now()
    assert len(files(place)) >= 3
    SharedFolder(bo, place).sync_now()
    theirs = bo.visit(visit.id)
    assert [theirs.photo_bytes(p.sha256) for p in theirs.photos()] == [
        visit.photo_bytes(p.sha256) for p in visit.photos()
    ]


def test_a_laptop_restored_under_a_new_id_shares_what_the_old_one_had_not(
    team: Callable[[str], Casebook], open_casebook: OpenCasebook, place: Path, tmp_path: Path
) -> None:
    """Two copies of one laptop wrote different events under the same numbers; both come through."""
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    SharedFolder(anna, place).sync_now()
    anna.backup(tmp_path / "kopi.db")
    company(anna, "Kun på den første")
    SharedFolder(anna).sync_now()
    former = anna.desk.store.device
    (tmp_path / "klon").mkdir()
    shutil.copyfile(tmp_path / "kopi.db", tmp_path / "klon" / "klimabesog.db")
    clone = Casebook.open(tmp_path / "klon", anna.desk.store._key)
    try:
        assert clone.desk.store.device != former
        company(clone, "Kun på kopien")
        SharedFolder(clone).sync_now()
        for book in (bo, anna):
            SharedFolder(book, place).sync_now()
        SharedFolder(clone).sync_now()
        assert names(anna) == names(bo) == names(clone) == ["Kun på den første", "Kun på kopien", "Smedjen"]
        assert [SharedFolder(book).sync_now().went for book in (anna, bo, clone)] == [0, 0, 0]
    finally:
        clone.close()


def test_a_memory_that_cannot_be_read_costs_only_reading_again(
    team: Callable[[str], Casebook], place: Path
) -> None:
    anna, bo = team("anna"), team("bo")
    company(anna, "Smedjen")
    SharedFolder(anna, place).sync_now()
    SharedFolder(bo, place).sync_now()
    for nonsense in ({"hukommelse": {"filer": 3}}, {"hukommelse": None}, {}):
        bo.desk.store.set_setting("delt_mappe_tilstand", nonsense)
        assert (SharedFolder(bo).sync_now().came, names(bo)) == (0, ["Smedjen"])
    memory = Memory.from_json(bo.desk.store.setting("delt_mappe_tilstand")["hukommelse"])
    assert Memory.from_json(memory.as_json()) == memory
    assert memory.files


def test_which_folder(team: Callable[[str], Casebook], place: Path, tmp_path: Path) -> None:
    anna = team("anna")
    with pytest.raises(InputError, match="ikke valgt"):
        SharedFolder(anna).sync_now()
    with pytest.raises(InputError, match="findes ikke"):
        SharedFolder(anna, tmp_path / "mangler")
    with pytest.raises(InputError, match="datamappe"):
        SharedFolder(anna, anna.data_dir)
    assert chosen_folder(anna) is None
    folder = SharedFolder(anna, place)
    assert chosen_folder(anna) == place
    folder.forget()
    assert SharedFolder(anna).status().text == "Deles ikke"


def test_a_laptop_that_was_removed(team: Callable[[str], Casebook], place: Path) -> None:
    """Its old files still count, its new ones wait for someone to say yes, and it can't read what is new."""
    anna, bo = team("anna"), team("bo")
    company(bo, "Fra Bo")
    SharedFolder(bo, place).sync_now()
    SharedFolder(anna, place).sync_now()
    Sharing(anna).remove_laptop(bo.desk.store.device)
    company(anna, "Nyt efter Bo")
    SharedFolder(anna).sync_now()
    company(bo, "Skrevet bagefter")
    assert SharedFolder(bo).sync_now().came == 0
    outcome = SharedFolder(anna).sync_now()
    assert "fjernet" in outcome.problems[0]
    assert names(bo) == ["Fra Bo", "Skrevet bagefter"]
    assert names(anna) == ["Fra Bo", "Nyt efter Bo"]
    late = max(files(place / bo.desk.store.device))
    Sharing(anna).take_in(late)
    assert names(anna) == ["Fra Bo", "Nyt efter Bo", "Skrevet bagefter"]
