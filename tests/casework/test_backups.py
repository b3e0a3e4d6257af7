"""Backups: made when they should be, thinned out by date, looked into, restored, and free of what was erased."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from klimabesog.casework import backups
from klimabesog.casework.backups import (
    DAILY,
    FOLDER,
    IMPORT,
    UPGRADE,
    before_import,
    daily,
    forget_in_copies,
    list_backups,
    make_backup,
    preview,
    restore,
    thin_out,
)
from klimabesog.casework.casebook import DATABASE
from klimabesog.casework.nameplaces import find_places
from klimabesog.casework.opening import Damaged, Place, key_of, open_casebook
from klimabesog.casework.redaction import redact
from klimabesog.store import Change, Event, Store, schema
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.ids import new_id

NOW = datetime(2026, 11, 22, 14, 5, 30)


@pytest.fixture
def folder(tmp_path: Path) -> Place:
    return Place(tmp_path / "data")


def add(place: Place, name: str) -> str:
    with open_casebook(place) as book:
        return book.save_company({"navn": name})


def names(place: Place) -> list[str]:
    with open_casebook(place) as book:
        return [row.name for row in book.companies()]


def backed_up(place: Place) -> Path:
    with open_casebook(place) as book:
        return make_backup(book.desk.store, book.data_dir).path


def a_colleagues(place: Place, name: str, tmp_path: Path) -> list[Event]:
    """A company that a colleague made, taken in here."""
    with Store.open(tmp_path / f"{name}.db", bytes(32)) as other:
        other.commit([Change(c := new_id(), "@kind", "virksomheder"), Change(c, "navn", name)], actor="bo")
        events = list(other.events())
    with open_casebook(place) as book:
        book.desk.store.apply(events)
    return events


# -- when ------------------------------------------------------------------------------------------


def test_one_a_day_and_one_before_imports(folder: Place) -> None:
    add(folder, "A")
    with open_casebook(folder) as book:
        store, where = book.desk.store, book.data_dir
        first = daily(store, where, NOW)
        assert first
        assert (first.path.name, first.reason) == ("2026-11-22 14.05.30 daglig.db", DAILY)
        assert daily(store, where, NOW + timedelta(hours=23)) is None
        assert before_import(store, where, NOW + timedelta(minutes=59)) is None
        imported = before_import(store, where, NOW + timedelta(minutes=61))
        assert imported
        assert imported.reason == IMPORT
        assert daily(store, where, NOW + timedelta(hours=26)) is not None
        listed = list_backups(folder)
        assert [b.reason for b in listed] == [DAILY, IMPORT]  # the first of the day has gone
        assert [b.taken for b in listed] == sorted((b.taken for b in listed), reverse=True)
        assert all(b.why and b.size > 0 for b in listed)


def test_two_in_one_second(folder: Place) -> None:
    with open_casebook(folder) as book:
        both = [make_backup(book.desk.store, book.data_dir, DAILY, NOW) for _n in range(2)]
    assert [b.path.name for b in both] == ["2026-11-22 14.05.30 daglig.db", "2026-11-22 14.05.30-2 daglig.db"]
    assert [b.path for b in list_backups(folder)] == [both[1].path, both[0].path]


def test_a_backup_from_the_future_does_not_keep_the_days_from_being_taken(folder: Place) -> None:
    add(folder, "A")
    with open_casebook(folder) as book:
        assert daily(book.desk.store, book.data_dir, NOW + timedelta(days=400))
        assert daily(book.desk.store, book.data_dir, NOW)


def test_from_a_worker_while_the_officer_writes(folder: Place) -> None:
    with open_casebook(folder) as book:
        book.save_company({"navn": "A"})
        reader = book.desk.store.reader()
        backup = make_backup(reader, book.data_dir)
        reader.close()
        book.save_company({"navn": "B"})
    restore(folder, backup.path, keep="none")
    assert names(folder) == ["A"]


def test_before_an_older_file_is_migrated(folder: Place) -> None:
    add(folder, "A")
    with open_casebook(folder) as book:
        db = book.desk.store._db
        for index in (
            *map(schema.listing, schema.LISTED),
            *map(schema.summing, schema.SUMMED),
            "event_context",
        ):
            db.execute(f"DROP INDEX {index}")
        db.execute("DROP TABLE erased")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'context_and_erasure'")
        db.execute("PRAGMA user_version = 1")
    assert names(folder) == ["A"]
    (backup,) = list_backups(folder)
    assert backup.reason == UPGRADE
    with Store.peek(backup.path, key_of(folder)) as old:
        assert schema.version(old._db) == 1
    assert preview(folder, backup.path).own_changes == 0


def test_before_companies_are_imported(folder: Place, tmp_path: Path) -> None:
    table = tmp_path / "liste.csv"
    table.write_text("navn;by\nSmedjen;Horsens\n", encoding="utf-8")
    with open_casebook(folder) as book:
        book.import_companies(table)
    (backup,) = list_backups(folder)
    assert backup.reason == IMPORT
    assert preview(folder, backup.path).lost_companies == ("Smedjen",)


def test_no_room_for_it(folder: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    add(folder, "A")

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    with open_casebook(folder) as book:
        monkeypatch.setattr("klimabesog.store.copying.os.replace", full)
        with pytest.raises(SurroundingsError, match="disken er fuld"):
            make_backup(book.desk.store, book.data_dir)
    assert list((folder.data_dir / FOLDER).iterdir()) == []


# -- thinning out ----------------------------------------------------------------------------------


def test_days_weeks_and_months_are_kept(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    for day in range(500):
        for hour in (9, 15):
            taken = NOW.replace(hour=hour) - timedelta(days=day)
            (tmp_path / FOLDER / f"{taken:%Y-%m-%d %H.%M.%S} daglig.db").write_bytes(b"x")
    (tmp_path / FOLDER / "mine noter.txt").write_text("bliver liggende")
    thin_out(tmp_path, NOW.replace(hour=16))
    kept = [backup.taken for backup in backups._listed(tmp_path)]
    days = {taken.date() for taken in kept}
    assert all((NOW - timedelta(days=n)).date() in days for n in range(7))
    assert len({taken.strftime("%G-%V") for taken in kept}) >= 4
    assert len({taken.strftime("%Y-%m") for taken in kept}) == 12
    assert all(taken.hour == 15 for taken in kept[2:])
    assert 12 + 7 <= len(kept) <= 7 + 4 + 12 + 1
    assert (tmp_path / FOLDER / "mine noter.txt").exists()
    assert thin_out(tmp_path, NOW.replace(hour=16)) == []


def test_the_newest_stays_however_old(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "2019-01-01 08.00.00 manuel.db").write_bytes(b"x")
    assert thin_out(tmp_path, NOW) == []


# -- looking, restoring ----------------------------------------------------------------------------


def test_a_preview_names_what_would_change(folder: Place, tmp_path: Path) -> None:
    add(folder, "A")
    gone = add(folder, "Slettes")
    backup = backed_up(folder)
    with open_casebook(folder) as book:
        book.delete_record(gone)
        company = book.save_company({"navn": "Ny"})
        book.start_visit(company, "20.11.2026")
        a_visit = len(list(book.desk.store.events()))
        seen = preview(folder, backup)  # while it is open
    a_colleagues(folder, "Kollegas", tmp_path)
    later = preview(folder, backup)
    assert (seen.companies, seen.visits, seen.present) == (2, 0, True)
    assert (seen.lost_companies, seen.back_companies) == (("Ny",), ("Slettes",))
    assert (seen.lost_visits, seen.back_visits) == (("Ny 2026-11-20",), ())
    assert (seen.own_changes, seen.others_changes) == (a_visit - 2, 0)
    assert later.lost_companies == ("Kollegas", "Ny")
    assert (later.own_changes, later.others_changes) == (seen.own_changes, 1)
    assert names(folder) == ["A", "Kollegas", "Ny"]


def test_a_preview_of_something_else(folder: Place, tmp_path: Path) -> None:
    add(folder, "A")
    (tmp_path / "tekst.db").write_text("Kære Bo" * 1000, encoding="utf-8")
    (tmp_path / "tom.db").touch()
    for name in ("tekst.db", "tom.db", "findes ikke.db", "."):
        with pytest.raises(InputError):
            preview(folder, tmp_path / name)
    assert not (tmp_path / "findes ikke.db").exists()


@pytest.mark.parametrize(
    ("keep", "shown"),
    [("others", ["A", "Kollegas"]), ("all", ["A", "B", "Kollegas"]), ("none", ["A"])],
)
def test_what_was_made_since(folder: Place, tmp_path: Path, keep: backups.Keep, shown: list[str]) -> None:
    add(folder, "A")
    backup = backed_up(folder)
    add(folder, "B")
    events = a_colleagues(folder, "Kollegas", tmp_path)
    with open_casebook(folder) as book:
        book.desk.store.set_setting("holdnoegle", "nyere")
        before = book.desk.store.device
    restored = restore(folder, backup, keep=keep)
    assert names(folder) == shown
    assert restored.taken_over == len(shown) - 1
    with open_casebook(folder) as book:
        assert book.desk.store.device != before
        assert book.desk.store.setting("holdnoegle") == "nyere"
        book.desk.store.apply(events)
    assert "Kollegas" in names(folder)
    restore(folder, restored.aside)
    assert names(folder) == ["A", "B", "Kollegas"]


def test_an_erasure_outlives_every_restoring(folder: Place) -> None:
    company = add(folder, "Rumlepot")
    add(folder, "A")
    backup = backed_up(folder)
    with open_casebook(folder) as book:
        book.desk.store.erase([company], actor="anna")
    restore(folder, backup, keep="none")
    assert names(folder) == ["A"]


def test_copies_are_rewritten_without_what_was_erased(folder: Place) -> None:
    company = add(folder, "Rumlepot")
    first = backed_up(folder)
    aside = restore(folder, first, keep="all").aside
    broken = folder.data_dir / FOLDER / "2020-01-01 08.00.00 daglig.db"
    broken.write_bytes(b"ikke en database" * 500)
    key = key_of(folder)
    with open_casebook(folder) as book:
        book.desk.store.erase([company], actor="anna")
        assert forget_in_copies(book, key) == [broken]
    for copy in (first, aside):
        with Store.peek(copy, key) as store:
            assert store.record(company) is None
            assert store.is_erased(company)
            assert store.check() == []
    assert list_backups(folder)[0].path == first
    assert sorted(path.name for path in (folder.data_dir / FOLDER).iterdir()) == sorted(
        [first.name, broken.name]
    )


def test_a_name_that_was_taken_out_of_texts_goes_from_copies_and_outlives_restoring(folder: Place) -> None:
    company = add(folder, "Rumlepots Smedje")
    add(folder, "A")
    first = backed_up(folder)
    steps: list[tuple[int, int]] = []
    with open_casebook(folder) as book:
        assert backups.are_cleaned(book.desk.store)
        redact(book, ["Rumlepot"], find_places(book, ["Rumlepot"]))
        assert not backups.are_cleaned(book.desk.store)
        restored = make_backup(book.desk.store, book.data_dir).path
        assert forget_in_copies(book, key_of(folder), lambda done, of: steps.append((done, of))) == []
        assert backups.are_cleaned(book.desk.store)
    assert steps == [(0, 2), (1, 2)]
    for copy in (first, restored):
        with Store.peek(copy, key_of(folder)) as store:
            said = [version.value for version in store.history(company, "navn")]
            assert said == ["[navn fjernet]s Smedje", None]
    with open_casebook(folder) as book:
        book.desk.store.commit([Change(company, "navn", "Rumlepot igen")], actor="anna")
    restore(folder, first, keep="none")
    assert names(folder) == ["[navn fjernet]s Smedje", "A"]


def test_an_old_backup_learns_of_the_blanking_when_it_is_restored(folder: Place) -> None:
    """Also one that was never cleaned, because the program was closed before it came to it."""
    company = add(folder, "Rumlepots Smedje")
    backup = backed_up(folder)
    with open_casebook(folder) as book:
        redact(book, ["Rumlepot"], find_places(book, ["Rumlepot"]))
    restore(folder, backup, keep="none")
    with open_casebook(folder) as book:
        said = [version.value for version in book.desk.store.history(company, "navn")]
        assert said == ["[navn fjernet]s Smedje", None]
        assert not backups.are_cleaned(book.desk.store)


# -- data that are gone ----------------------------------------------------------------------------


@pytest.mark.parametrize("lose", [Path.unlink, lambda path: path.write_bytes(b"")])
def test_lost_data_are_not_begun_anew_beside_their_backups(
    folder: Place, lose: Callable[[Path], object]
) -> None:
    add(folder, "A")
    backed_up(folder)
    lose(folder.data_dir / DATABASE)
    with pytest.raises(Damaged, match="sikkerhedskopi"):
        open_casebook(folder)
