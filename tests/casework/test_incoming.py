"""A colleague's file: what it says before anything of it is taken in, and what stands in its way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from klimabesog.casework import backups, incoming, kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.incoming import Incoming, OtherKey, PasswordNeeded
from klimabesog.casework.intake import Intake
from klimabesog.casework.municipality import make_profile
from klimabesog.casework.opening import Place
from klimabesog.casework.sharedfiles import is_shared_file
from klimabesog.casework.sharing import Sharing
from klimabesog.exchange import folder, sealed
from klimabesog.store import Change
from klimabesog.store.event import from_json, to_json
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import new_id
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import CHECKLIST, INTERVIEW, TIGHT, WORK, photo

WORDS = "hest batteri hæfteklamme"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})


@pytest.fixture
def anna(team: Callable[[str], Casebook]) -> Casebook:
    return team("anna")


@pytest.fixture
def bo(anna: Casebook, team: Callable[[str], Casebook]) -> Casebook:
    return team("bo")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Fra Anna.klimabesog"


def looked(book: Casebook, path: Path, password: str | None = None) -> incoming.Offer:
    one = Incoming(book, path)
    try:
        return one.look(password)
    finally:
        one.close()


def exchanged(sender: Casebook, receiver: Casebook, file: Path) -> None:
    Sharing(sender).export(file)
    Sharing(receiver).take_in(file)


# -- what it would bring -----------------------------------------------------------------------------------------------


def test_it_says_from_whom_how_much_and_about_whom_and_takes_nothing_in(
    anna: Casebook, bo: Casebook, file: Path
) -> None:
    visit = anna.start_visit(anna.save_company({"navn": "Smedjen"}), "2026-11-20")
    exchanged(anna, bo, file)
    before = bo.desk.store.vector()
    visit.answer(INTERVIEW, WORK, "Laver smedejern")
    anna.save_company({"navn": "Bageriet"})
    info = Sharing(anna).export(file)
    offer = looked(bo, file)
    assert (offer.officer, offer.known, offer.own, offer.removed) == ("Anna", True, False, False)
    assert (offer.changes, offer.new, offer.newer, offer.erasures) == (info.events, 2, 0, 0)
    assert offer.companies == ("Bageriet", "Smedjen")
    assert offer.visits == ("Smedjen, 20.11.2026",)
    assert offer.newest is not None
    assert offer.newest.date().isoformat() == "2026-11-20"
    assert bo.desk.store.vector() == before
    Sharing(bo).take_in(file)
    again = looked(bo, file)
    assert (again.new, again.companies, again.visits) == (0, (), ())


def test_from_a_laptop_that_was_never_heard_of(anna: Casebook, bo: Casebook, file: Path) -> None:
    anna.start_visit(anna.save_company({"navn": "Smedjen"}), "2026-11-20")
    Sharing(anna).export(file)
    offer = looked(bo, file)
    assert (offer.officer, offer.known) == ("Anna", False)
    assert offer.new == offer.changes
    assert offer.visits == ("Smedjen, 20.11.2026",)


def test_the_own_file(anna: Casebook, file: Path) -> None:
    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file)
    offer = looked(anna, file)
    assert (offer.own, offer.new) == (True, 0)


def test_from_a_laptop_that_was_taken_out(anna: Casebook, bo: Casebook, file: Path) -> None:
    anna.save_company({"navn": "Smedjen"})
    exchanged(anna, bo, file)
    Sharing(bo).remove_laptop(anna.desk.store.device)
    assert not looked(bo, file).removed, "what it wrote until then is as good as it was"
    anna.save_company({"navn": "Bageriet"})
    Sharing(anna).export(file)
    assert looked(bo, file).removed


def test_what_a_newer_program_and_an_erasure_bring_is_named(anna: Casebook, bo: Casebook, file: Path) -> None:
    company = anna.save_company({"navn": "Smedjen"})
    exchanged(anna, bo, file)
    event = json.loads(to_json(next(anna.desk.store.events())))
    anna.desk.store.apply([from_json(json.dumps(event | {"id": new_id(), "device": new_id(), "schema": 99}))])
    anna.desk.store.erase([company], actor="Anna")
    Sharing(anna).export(file)
    offer = looked(bo, file)
    assert (offer.new, offer.newer, offer.erasures) == (2, 1, 1)
    Sharing(bo).take_in(file)
    assert looked(bo, file).new == 0


@pytest.mark.parametrize("value", [5, "", [], {"a": None}, None, "i går"], ids=repr)
def test_names_that_make_no_sense_are_told_as_well_as_they_can_be(
    anna: Casebook, bo: Casebook, file: Path, value: object
) -> None:
    company, visit = new_id(), new_id()
    changes = [Change(company, "@kind", kinds.COMPANY), Change(company, "navn", value)]
    changes += [
        Change(visit, "@kind", kinds.VISIT),
        Change(visit, "virksomhed", value),
        Change(visit, "dato", value),
    ]
    anna.desk.store.commit(changes, actor="", context=new_id())
    Sharing(anna).export(file)
    offer = looked(bo, file)
    assert offer.new == 1
    assert offer.officer == ""
    assert all(isinstance(name, str) and name for name in (*offer.companies, *offer.visits))


# -- taking it in ------------------------------------------------------------------------------------------------------


def test_once_looked_at_the_stick_may_be_pulled_out(anna: Casebook, bo: Casebook, file: Path) -> None:
    visit = anna.start_visit(anna.save_company({"navn": "Smedjen"}), "2026-11-20")
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.add_photo(photo(), visit.findings(CHECKLIST, TIGHT)[0].id)
    Sharing(anna).export(file)
    one = Incoming(bo, file)
    one.look()
    file.unlink()
    taken = one.take()
    one.close()
    assert taken.visits == (visit.id,)
    theirs = bo.visit(visit.id)
    assert theirs.photo_bytes(theirs.photos()[0].sha256) == visit.photo_bytes(visit.photos()[0].sha256)
    Intake(bo).settle()
    assert bo.visits() == anna.visits()


def test_the_copy_goes_with_the_file(
    anna: Casebook, bo: Casebook, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "midlertidig"
    temp.mkdir()
    monkeypatch.setattr(incoming.tempfile, "tempdir", str(temp))
    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file)
    one = Incoming(bo, file)
    one.look()
    one.look()
    assert len(list(temp.iterdir())) == 1
    one.close()
    assert list(temp.iterdir()) == []
    one.close()


def test_closed_while_a_worker_looks_it_lets_go_when_that_is_done(
    anna: Casebook, bo: Casebook, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "midlertidig"
    temp.mkdir()
    monkeypatch.setattr(incoming.tempfile, "tempdir", str(temp))
    begun, hold = Event(), Event()

    def slow(path: Path, secret: sealed.Secret, into: Path) -> object:
        begun.set()
        assert hold.wait(10)
        return fetch(path, secret, into)

    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file)
    fetch = folder.fetch
    monkeypatch.setattr(folder, "fetch", slow)
    one = Incoming(bo, file)
    worker = Thread(target=one.look)
    worker.start()
    assert begun.wait(10)
    one.close()
    assert list(temp.iterdir()), "it is still being read"
    hold.set()
    worker.join()
    assert list(temp.iterdir()) == []


def test_a_backup_is_taken_before_unless_there_is_a_young_one(
    anna: Casebook, bo: Casebook, file: Path
) -> None:
    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file)
    one = Incoming(bo, file)
    for _time in range(2):
        one.back_up()
        assert [backup.reason for backup in backups.list_backups(Place(bo.data_dir))] == [backups.IMPORT]


def test_what_is_to_be_settled_of_it(anna: Casebook, bo: Casebook, file: Path) -> None:
    """What was split before counts no more; a company made twice does."""
    first = anna.start_visit(anna.save_company({"navn": "Smedjen"}), "2026-11-20")
    second = anna.start_visit(anna.save_company({"navn": "Bageriet"}), "2026-11-21")
    exchanged(anna, bo, file)
    first.answer(INTERVIEW, WORK, "Anna skriver")
    bo.visit(first.id).answer(INTERVIEW, WORK, "Bo skriver")
    exchanged(anna, bo, file)
    second.answer(INTERVIEW, WORK, "Anna skriver igen")
    bo.visit(second.id).answer(INTERVIEW, WORK, "Bo skriver igen")
    anna.save_company({"navn": "Møllen", "cvr": "10150817"})
    bo.save_company({"navn": "Møllen A/S", "cvr": "10150817"})
    Sharing(anna).export(file)
    one = Incoming(bo, file)
    one.look()
    assert one.to_settle(one.take()) == 2
    one.look()
    assert one.to_settle(one.take()) == 0
    one.close()


# -- what stands in its way --------------------------------------------------------------------------------------------


def test_a_file_for_outsiders_asks_for_its_password(
    anna: Casebook, open_casebook: OpenCasebook, file: Path
) -> None:
    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file, password=WORDS)
    one = Incoming(open_casebook("fremmed"), file)
    with pytest.raises(PasswordNeeded, match="adgangssætning"):
        one.look()
    with pytest.raises(OtherKey, match="Adgangssætningen er forkert"):
        one.look("hest batteri forkert")
    assert one.look(WORDS).companies == ("Smedjen",)
    assert one.take().came == 1
    one.close()


def big(book: Casebook) -> None:
    """More than one chunk's worth of photo."""
    book.desk.store.commit(
        [Change(new_id(), "foto", book.desk.store.put_blob(bytes(range(256)) * 8192, "image/jpeg"))], actor=""
    )


def changed(data: bytes, place: int) -> bytes:
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("cut", "beskadiget. Bed om at få den sendt igen"),
        ("changed", "beskadiget. Bed om at få den sendt igen"),
        ("stranger", "anden kommune"),
        ("text", "ikke en Klimabesøg-fil"),
        ("profile", "."),
        ("newer", "nyere udgave"),
        ("empty", "ikke en Klimabesøg-fil"),
        ("gone", "Tjek, at den findes"),
        ("folder", "kan ikke læses"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence_and_nothing_changes(
    anna: Casebook, bo: Casebook, open_casebook: OpenCasebook, file: Path, damage: str, sentence: str
) -> None:
    sender = open_casebook("fremmed") if damage == "stranger" else anna
    big(sender)
    Sharing(sender).export(file)
    whole = file.read_bytes()
    assert len(whole) > 2 * sealed.CHUNK
    if damage in ("gone", "folder"):
        file.unlink()
    if damage == "folder":
        file.mkdir()
    elif damage == "profile":
        shutil.move(make_profile(anna, file.with_suffix(".kommuneprofil"), WORDS), file)
    elif damage not in ("gone", "stranger"):
        contents = {
            "cut": whole[:-500],
            "changed": changed(whole, sealed.CHUNK + 5000),
            "text": b"Kaere Bo, her er det. " * 10,
            "newer": sealed.MAGIC[:-1] + b"\x09" + whole[len(sealed.MAGIC) :],
            "empty": b"",
        }
        file.write_bytes(contents[damage])
    before = bo.desk.store.vector()
    with pytest.raises(InputError) as refused:
        looked(bo, file)
    assert sentence in str(refused.value)
    assert bo.desk.store.vector() == before


def test_of_a_small_file_a_cut_may_be_another_team(anna: Casebook, bo: Casebook, file: Path) -> None:
    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file)
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(OtherKey, match="beskadiget eller lavet til en anden kommune"):
        looked(bo, file)


def test_no_room_for_the_copy(
    anna: Casebook, bo: Casebook, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    anna.save_company({"navn": "Smedjen"})
    Sharing(anna).export(file)
    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(SurroundingsError, match="ikke plads"):
        looked(bo, file)


def test_files_known_by_name() -> None:
    names = {
        "Smedjen.klimabesog": True,
        "PROFIL.KOMMUNEPROFIL": True,
        "Smedjen.pdf": False,
        "klimabesog": False,
    }
    assert {name: is_shared_file(Path(name)) for name in names} == names
