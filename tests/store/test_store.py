"""What a store promises: what was committed shows, is kept, and can be taken back."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.store import Blob, Change, Store, driver
from klimabesog.store.event import DELETED
from klimabesog.values.ids import derived_id, new_id

COMPANY = derived_id("company")
VISIT = derived_id("visit")
Opened = Callable[..., Store]


def company(store: Store, **fields: object) -> None:
    changes = [Change(COMPANY, "@kind", "virksomheder"), *(Change(COMPANY, f, v) for f, v in fields.items())]
    store.commit(changes, actor="anna", context=COMPANY)


def fields(store: Store) -> dict[str, object]:
    known = store.record(COMPANY)
    assert known is not None
    return dict(known.fields)


def test_a_commit_shows_and_survives_closing(opened: Opened) -> None:
    with opened() as store:
        event = store.commit(
            [Change(COMPANY, "@kind", "virksomheder"), Change(COMPANY, "navn", "Å/S")], actor="anna"
        )
        device = store.device
    again = opened()
    known = again.record(COMPANY)
    assert known is not None
    assert (known.kind, dict(known.fields), known.deleted) == ("virksomheder", {"navn": "Å/S"}, False)
    assert known.created_hlc == known.changed_hlc == event.hlc
    assert again.event(event.id) == event
    assert (again.device, again.vector()) == (device, {device: 1})
    assert again.event(new_id()) is None
    assert again.record(new_id()) is None


def test_opening_and_reading_write_nothing(opened: Opened, tmp_path: Path) -> None:
    with opened() as store:
        company(store, navn="A")
        store.tidy()
    before = (tmp_path / "a" / "data.db").read_bytes()
    with opened() as store:
        store.records("virksomheder")
        store.search("A")
        store.vector()
    assert (tmp_path / "a" / "data.db").read_bytes() == before


@pytest.mark.parametrize(
    "value", [None, True, 0, 1.5, 2**60, "", "æ\n\0", [1, {"a": None}], {"amount": 1.5, "unit": "kWh"}]
)
def test_every_json_value_comes_back_as_it_was(store: Store, value: object) -> None:
    company(store, værdi=value)
    store.commit([Change(COMPANY, "/data/rep/x.y-z", value)], actor="anna")
    assert fields(store) == {"værdi": value, "/data/rep/x.y-z": value}


@pytest.mark.parametrize(
    "change",
    [
        Change("not an id", "navn", 1),
        Change(COMPANY, "", 1),
        Change(COMPANY, 'quo"te', 1),
        Change(COMPANY, "back\\slash", 1),
        Change(COMPANY, "line\nbreak", 1),
        Change(COMPANY, "navn", float("nan")),
        Change(COMPANY, "navn", "half a pair \ud800"),
        Change(COMPANY, "navn", 1, ("not a stamp",)),
        Change(COMPANY, "@kind", None),
        Change(COMPANY, "@deleted", {"x": 1}),
    ],
)
def test_what_no_store_can_hold_is_refused_whole(store: Store, change: Change) -> None:
    company(store, navn="A")
    with pytest.raises(ValueError, match=r"\w"):
        store.commit([Change(COMPANY, "by", "Horsens"), change], actor="anna")
    assert fields(store) == {"navn": "A"}
    assert store.vector() == {store.device: 1}
    with pytest.raises(ValueError, match="not an event"):
        store.commit([], actor="anna")


def test_history_is_newest_first_and_says_who(store: Store) -> None:
    company(store, navn="A")
    store.commit([Change(COMPANY, "navn", "B"), Change(COMPANY, "by", "Horsens")], actor="bo")
    assert [(v.value, v.actor) for v in store.history(COMPANY, "navn")] == [("B", "bo"), ("A", "anna")]
    assert {v.field for v in store.history(COMPANY)} == {"@kind", "navn", "by"}
    assert store.history(COMPANY, "aldrig brugt") == []
    version = store.version(COMPANY, "navn")
    assert version is not None
    assert (version.value, version.device) == ("B", store.device)
    assert store.version(COMPANY, "aldrig brugt") is None


def test_lists_are_found_by_kind_link_and_value(store: Store) -> None:
    company(store, navn="A", cvr="10103940")
    for n in range(3):
        visit = derived_id("visit", str(n))
        changes = {
            "@kind": "besoeg",
            "virksomhed": COMPANY,
            "dato": f"2026-01-0{n + 1}",
            "antal": n,
            "slut": None,
        }
        store.commit([Change(visit, field, value) for field, value in changes.items()], actor="anna")
    assert [r.fields["antal"] for r in store.records("besoeg")] == [0, 1, 2]
    assert len(store.records("besoeg", virksomhed=COMPANY)) == 3
    assert len(store.records("besoeg", virksomhed=COMPANY, antal=1)) == 1
    assert len(store.records("besoeg", slut=None, antal=2)) == 1
    assert store.records("besoeg", virksomhed=VISIT) == []
    assert store.records("virksomheder", virksomhed=COMPANY) == []
    assert [r.id for r in store.records("virksomheder", cvr="10103940")] == [COMPANY]
    assert store.records("ukendt") == []
    with pytest.raises(ValueError, match="plain"):
        store.records("besoeg", antal=[1])


def test_a_link_follows_its_field(store: Store) -> None:
    company(store, gruppe=VISIT)
    assert store.records("virksomheder", gruppe=VISIT)
    store.commit([Change(COMPANY, "gruppe", None)], actor="anna")
    assert not store.records("virksomheder", gruppe=VISIT)
    store.commit([Change(COMPANY, "gruppe", COMPANY)], actor="anna")
    assert store.records("virksomheder", gruppe=COMPANY)


def test_a_change_set_may_be_large(store: Store) -> None:
    many = {f"/data/f{n}": "x" * 50 for n in range(500)}
    company(store, navn="A")
    store.commit([Change(COMPANY, field, value) for field, value in many.items()], actor="anna")
    assert fields(store) == {"navn": "A", **many}


def half_an_import(store: Store) -> None:
    with store.together():
        store.commit([Change(COMPANY, "nyt felt", "B")], actor="anna")
        raise RuntimeError


def test_many_commits_may_become_durable_together(opened: Opened) -> None:
    with opened() as store:
        with store.together():
            company(store, navn="A")
            with pytest.raises(ValueError, match="not an event"):
                store.commit([Change(VISIT, "@kind", "besoeg"), Change(VISIT, 'quo"te', 1)], actor="anna")
            store.commit([Change(COMPANY, "by", "Horsens")], actor="anna")
            assert store.search("Horsens") == []
        assert len(store.search("Horsens")) == 1
        with pytest.raises(RuntimeError):
            half_an_import(store)
        store.commit([Change(COMPANY, "navn", "C")], actor="anna")
    again = opened()
    assert fields(again) == {"navn": "C", "by": "Horsens"}
    assert again.vector() == {again.device: 3}
    assert again.record(VISIT) is None
    assert again.check() == []


# -- undo and delete ----------------------------------------------------------------------------------------------


def test_undo_brings_back_what_showed(store: Store) -> None:
    company(store, navn="A")
    edit = store.commit([Change(COMPANY, "navn", "B"), Change(COMPANY, "by", "Horsens")], actor="anna")
    undo = store.commit(store.inverse(edit.id), actor="anna", undoes=edit.id)
    assert fields(store) == {"navn": "A", "by": None}
    assert undo.undoes == edit.id
    store.commit(store.inverse(undo.id), actor="anna", undoes=undo.id)
    assert fields(store) == {"navn": "B", "by": "Horsens"}
    with pytest.raises(KeyError):
        store.inverse(new_id())


def test_undoing_a_creation_deletes_and_back(store: Store) -> None:
    company(store, navn="A")
    (made,) = store.events()
    undo = store.commit(store.inverse(made.id), actor="anna", undoes=made.id)
    assert store.records("virksomheder") == []
    assert [r.deleted for r in store.records("virksomheder", deleted=True)] == [True]
    store.commit(store.inverse(undo.id), actor="anna", undoes=undo.id)
    assert [dict(r.fields) for r in store.records("virksomheder")] == [{"navn": "A"}]


def test_an_edit_the_deleter_had_not_seen_revives(opened: Opened) -> None:
    anna, bo = opened("anna", lambda: 2_000_000_000_000), opened("bo", lambda: 1_000_000_000_000)
    company(anna, navn="A")
    bo.apply(anna.events())
    bo.commit([Change(COMPANY, "navn", "B")], actor="bo")
    anna.commit([Change(COMPANY, DELETED, True)], actor="anna")
    assert anna.records("virksomheder") == []
    anna.apply(bo.events())
    bo.apply(anna.events())
    assert [r.fields["navn"] for r in anna.records("virksomheder")] == ["B"]
    assert [r.fields["navn"] for r in bo.records("virksomheder")] == ["B"]
    bo.commit([Change(COMPANY, DELETED, True)], actor="bo")
    anna.apply(bo.events())
    assert anna.records("virksomheder") == bo.records("virksomheder") == []


def test_deleting_what_came_without_its_neighbours_deletes(opened: Opened) -> None:
    """A bundle of one case leaves gaps in a device's numbers; what was seen beyond them counts as seen."""
    anna, bo = opened("anna"), opened("bo")
    anna.commit([Change(VISIT, "@kind", "besoeg")], actor="anna")
    company(anna, navn="A")
    bo.apply(anna.events(context=COMPANY))
    assert bo.vector() == {}
    bo.commit([Change(COMPANY, DELETED, True)], actor="bo")
    assert bo.records("virksomheder") == []
    anna.apply(bo.events())
    assert anna.records("virksomheder") == []


# -- conflicts ----------------------------------------------------------------------------------------------------


def test_a_conflict_keeps_both_until_one_names_both(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    company(anna, navn="A")
    bo.apply(anna.events())
    anna.commit([Change(COMPANY, "navn", "B")], actor="anna")
    bo.commit([Change(COMPANY, "navn", "C")], actor="bo")
    anna.apply(bo.events())
    bo.apply(anna.events())
    (conflict,) = anna.conflicts()
    assert anna.conflicts(COMPANY) == bo.conflicts() == [conflict]
    assert anna.conflicts(VISIT) == []
    assert (conflict.kind, conflict.field) == ("virksomheder", "navn")
    assert fields(anna)["navn"] == fields(bo)["navn"] == conflict.heads[0].value
    anna.commit([Change(COMPANY, "navn", "D")], actor="anna")
    assert len(anna.conflicts()) == 1
    heads = anna.heads(COMPANY, "navn")
    anna.commit([Change(COMPANY, "navn", "E", tuple(head.hlc for head in heads))], actor="anna")
    bo.apply(anna.events())
    assert anna.conflicts() == bo.conflicts() == []
    assert fields(bo)["navn"] == "E"


def test_the_same_value_twice_is_no_conflict(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    for store in (anna, bo):
        company(store, navn="A")
    anna.apply(bo.events())
    assert anna.conflicts() == []
    assert len(anna.heads(COMPANY, "navn")) == 2


# -- copies, other connections ------------------------------------------------------------------------------------


def test_a_copied_file_takes_a_device_id_of_its_own(opened: Opened, tmp_path: Path, key: bytes) -> None:
    original = opened()
    company(original, navn="A")
    original.backup(tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db", key) as copy:
        assert copy.device != original.device
        assert fields(copy) == {"navn": "A"}
        copy.commit([Change(COMPANY, "navn", "B")], actor="bo")
        device = copy.device
        original.apply(copy.events())
    with Store.open(tmp_path / "copy.db", key) as copy:
        assert copy.device == device
    assert fields(original) == {"navn": "B"}


def test_a_backup_in_the_datas_place_gets_a_journal(store: Store, tmp_path: Path, key: bytes) -> None:
    """One file by itself has none; without it a reader would hold the writer up."""
    company(store, navn="A")
    store.backup(tmp_path / "kopi.db")
    with Store.open(tmp_path / "kopi.db", key) as copy:
        with copy.reader() as reader:
            company(copy, navn="B")
            assert reader.vector() == copy.vector()
        assert (tmp_path / "kopi.db-wal").exists()


def test_meeting_events_under_our_own_id_makes_us_take_another(opened: Opened, tmp_path: Path) -> None:
    """Someone wrote an old copy over the file in place: nothing told us, but the colleagues know more of us."""
    original, colleague = opened("a"), opened("b")
    company(original, navn="A")
    device = original.device
    old = list(original.events())
    lost = original.commit([Change(COMPANY, "navn", "B")], actor="anna")
    original.close()
    for file in (tmp_path / "a").iterdir():
        file.unlink()
    restored = opened("a")
    restored._set_meta("device", device)
    restored.device = device
    colleague.apply([*old, lost])
    restored.apply(colleague.events())
    assert restored.device != device
    assert fields(restored) == {"navn": "B"}


def test_a_reader_sees_what_is_committed_from_another_thread(store: Store) -> None:
    company(store, navn="A")
    seen: list[object] = []

    def read() -> None:
        reader = store.reader()
        seen.append(reader.vector())
        done.set()
        more.wait(10)
        seen.extend([fields(reader), reader.vector(), reader.search("Bæver")])
        try:
            company(reader, navn="C")
        except Exception as error:
            seen.append(type(error).__name__)
        reader.close()

    done, more = threading.Event(), threading.Event()
    thread = threading.Thread(target=read)
    thread.start()
    assert done.wait(10)
    store.commit([Change(COMPANY, "navn", "Bæver")], actor="anna")
    store.tidy()
    more.set()
    thread.join(10)
    assert seen[:3] == [{store.device: 1}, {"navn": "Bæver"}, {store.device: 2}]
    assert len(seen[3]) == 1  # type: ignore[arg-type]
    assert seen[4] == "SurroundingsError"


# -- beside the records -------------------------------------------------------------------------------------------


def test_blobs_are_kept_once(store: Store) -> None:
    sha = store.put_blob(b"photo", "image/jpeg")
    assert store.put_blob(b"photo", "image/png") == sha
    assert (store.blob(sha), store.blob_mime(sha), store.blob_size(sha)) == (b"photo", "image/jpeg", 5)
    assert store.has_blob(sha)
    assert not store.has_blob("0" * 64)
    for read in (store.blob, store.blob_mime, store.blob_size):
        with pytest.raises(KeyError):
            read("0" * 64)


def test_calculated_values_are_replaced_per_source(store: Store) -> None:
    company(store, navn="A")
    assert store.computed_key("sums") is None
    store.put_computed("sums", "k1", {(COMPANY, "kwh"): 1.5, (COMPANY, "kr"): 2, (VISIT, "kwh"): 3})
    store.put_computed("rank", "r1", {(COMPANY, "plads"): 1})
    assert store.computed(COMPANY) == {"kwh": 1.5, "kr": 2, "plads": 1}
    store.put_computed("sums", "k2", {(COMPANY, "kwh"): 7})
    assert (store.computed_key("sums"), store.computed(COMPANY)) == ("k2", {"kwh": 7, "plads": 1})
    assert store.computed(VISIT) == {}
    assert store.computed_of_kind("virksomheder") == {COMPANY: {"kwh": 7, "plads": 1}}
    assert len(list(store.events())) == 1


def test_settings_stay_on_this_laptop(opened: Opened) -> None:
    with opened() as store:
        assert store.setting("mappe") is None
        assert store.setting("mappe", "C:") == "C:"
        store.set_setting("mappe", {"sti": "å"})
        store.set_setting("mappe", {"sti": "ø"})
        assert list(store.events()) == []
    assert opened().setting("mappe") == {"sti": "ø"}


def test_rebuilding_from_the_log_changes_nothing(store: Store) -> None:
    company(store, navn="Æblegård", gruppe=VISIT)
    store.commit([Change(COMPANY, "navn", "Øgård")], actor="anna")
    before = store.record(COMPANY), store.history(COMPANY), store.records("virksomheder", gruppe=VISIT)
    store.rebuild()
    assert (
        store.record(COMPANY),
        store.history(COMPANY),
        store.records("virksomheder", gruppe=VISIT),
    ) == before
    assert [hit.record for hit in store.search("øg")] == [COMPANY]
    assert store.check() == []


def test_nothing_typed_lies_in_clear(store: Store, tmp_path: Path) -> None:
    company(store, navn="Hemmelighedskræmmeren")
    store.put_blob(b"fotografiets bytes")
    store.search("hemmelig")
    store.backup(tmp_path / "backup.db")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"data.db", "data.db-wal", "backup.db"} <= {path.name for path in files}
    for path in files:
        data = path.read_bytes().lower()
        assert not any(
            word in data for word in (b"hemmeligheds", b"fotografiets", b"virksomheder", b"sqlite")
        )


def test_a_key_has_32_bytes(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32"):
        driver.connect(tmp_path / "x.db", b"short")


def test_an_import_leaves_the_journal_to_a_worker(opened: Opened) -> None:
    """Photos that came are durable in the journal; a reader brings them into the file, and then all is as before."""
    anna, bo = opened("anna"), opened("bo")
    company(anna, navn="Anker")
    bo.apply(anna.events(), [Blob(os.urandom(6_000_000))])
    company(bo, navn="Bo")
    assert bo.path.stat().st_size < 3_000_000
    with bo.reader() as reader:
        reader.settle_journal()
    bo.settle_journal()
    assert bo.path.stat().st_size > 6_000_000
    for n in range(600):
        company(bo, navn=f"Bo {n}")
    assert bo.path.with_name(bo.path.name + "-wal").stat().st_size < 12_000_000
