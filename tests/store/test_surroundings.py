"""What the machine may do to a store is said in one sentence, and leaves nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3

from klimabesog.store import Change, Store, driver, schema
from klimabesog.store.driver import foreseen
from klimabesog.store.lock import AlreadyOpen
from klimabesog.values.errors import SurroundingsError
from klimabesog.values.ids import derived_id, new_id

COMPANY = derived_id("company")
Opened = Callable[..., Store]


def commit(store: Store, value: object) -> None:
    kind = [] if store.record(COMPANY) else [Change(COMPANY, "@kind", "virksomheder")]
    store.commit([*kind, Change(COMPANY, "navn", value)], actor="anna")


def assert_goes_on(store: Store, shown: object) -> None:
    """Memory and file agree after a failure, and the next commit works."""
    known = store.record(COMPANY)
    assert known is not None
    assert known.fields["navn"] == shown
    before = store.vector()[store.device]
    commit(store, "videre")
    assert store.vector() == {store.device: before + 1}
    assert store.check() == []


def test_a_full_disk(store: Store) -> None:
    commit(store, "A")
    (pages,) = store._db.execute("PRAGMA page_count").fetchone()
    store._db.execute(f"PRAGMA max_page_count = {pages + 1}")
    with pytest.raises(SurroundingsError, match=r"Disken er fuld.*Frigør plads"):
        store.commit([Change(new_id(), "felt som aldrig før", "x" * 100_000)], actor="anna")
    with pytest.raises(SurroundingsError, match="Disken er fuld"):
        store.put_blob(b"x" * 100_000)
    store._db.execute("PRAGMA max_page_count = 1000000")
    assert_goes_on(store, "A")


def test_a_disk_that_turned_read_only(store: Store) -> None:
    commit(store, "A")
    store._db.execute("PRAGMA query_only = ON")
    with pytest.raises(SurroundingsError, match="skriveadgang"):
        commit(store, "B")
    store._db.execute("PRAGMA query_only = OFF")
    assert_goes_on(store, "A")


def test_a_file_someone_else_holds(store: Store, key: bytes) -> None:
    commit(store, "A")
    other = driver.connect(store.path, key)
    other.execute("BEGIN IMMEDIATE")
    store._db.execute("PRAGMA busy_timeout = 10")
    with pytest.raises(SurroundingsError, match="låst af et andet program"):
        commit(store, "B")
    other.execute("ROLLBACK")
    other.close()
    assert_goes_on(store, "A")


def test_two_programs_on_one_store(store: Store, key: bytes) -> None:
    with pytest.raises(AlreadyOpen, match="allerede åbent"):
        Store.open(store.path, key)
    store.close()
    Store.open(store.path, key).close()


def test_a_wrong_key(store: Store, capfd: pytest.CaptureFixture[str]) -> None:
    commit(store, "A")
    store.close()
    with pytest.raises(driver.WrongKey, match="gendannelsesnøglen"):
        Store.open(store.path, bytes(32))
    assert capfd.readouterr() == ("", "")


def test_a_folder_that_cannot_be(tmp_path: Path, key: bytes) -> None:
    (tmp_path / "fil").write_text("x")
    with pytest.raises(SurroundingsError, match="Giv adgang"):
        Store.open(tmp_path / "fil" / "data.db", key)
    (tmp_path / "mappe.db").mkdir()
    with pytest.raises(SurroundingsError, match="kan ikke åbnes"):
        Store.open(tmp_path / "mappe.db", key)


def test_a_damaged_file(store: Store, key: bytes) -> None:
    for n in range(50):
        store.commit([Change(new_id(), "navn", f"{n}" * 200)], actor="anna")
    store.close()
    data = bytearray(store.path.read_bytes())
    for place in range(5000, len(data), 2048):
        data[place] ^= 255
    store.path.write_bytes(data)
    with pytest.raises(SurroundingsError, match="sikkerhedskopi"), Store.open(store.path, key) as damaged:
        list(damaged.events())


def test_a_file_of_a_newer_program_can_be_read(store: Store, key: bytes) -> None:
    commit(store, "Anker")
    sha = store.put_blob(b"foto")
    store.tidy()
    store._db.execute("ALTER TABLE record ADD COLUMN noget TEXT")
    store._db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    store.close()
    before = store.path.read_bytes()
    with Store.open(store.path, key) as newer:
        assert newer.read_only
        assert "nyere udgave" in newer.notices[0]
        known = newer.record(COMPANY)
        assert known is not None
        assert known.fields["navn"] == "Anker"
        assert len(newer.search("anker")) == len(newer.records("virksomheder")) == 1
        for write in (
            lambda: commit(newer, "B"),
            lambda: newer.put_blob(b"andet"),
            lambda: newer.apply([]),
            lambda: newer.erase([COMPANY], actor="anna"),
            newer.rebuild,
        ):
            with pytest.raises(SurroundingsError, match=r"nyere udgave.*Opdater"):
                write()
        newer.set_setting("sted", "her")
        newer.put_computed("sum", "k", {(COMPANY, "kwh"): 1})
        assert (newer.setting("sted"), newer.computed(COMPANY), newer.blob(sha)) == (None, {}, b"foto")
    assert store.path.read_bytes() == before


def test_a_file_of_a_program_that_keeps_things_otherwise(store: Store, key: bytes) -> None:
    store._db.execute("ALTER TABLE event RENAME COLUMN sets TO indhold")
    store._db.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    store.close()
    for look in (Store.open, Store.peek):
        with pytest.raises(SurroundingsError, match="nyere udgave"):
            look(store.path, key)


def test_a_backup_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    commit(store, "A")
    with pytest.raises(SurroundingsError, match="kan ikke åbnes"):
        store.backup(tmp_path / "mangler" / "b.db")
    assert_goes_on(store, "A")


def test_an_index_that_cannot_follow_does_not_undo_a_commit(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("klimabesog.store.store.WAITING", 1)

    def full() -> None:
        raise SurroundingsError("Disken er fuld.")

    monkeypatch.setattr(store, "tidy", full)
    commit(store, "A")
    assert store.vector() == {store.device: 1}


def test_an_error_of_our_own_is_not_dressed_up(store: Store) -> None:
    with pytest.raises(driver.OperationalError, match="no such table"), driver.foreseen(store.path):
        store._db.execute("SELECT * FROM nonsense")


def test_an_error_without_a_code_is_known_by_its_words(tmp_path: Path) -> None:
    """So a backup's errors come: the driver gives them no code."""
    with pytest.raises(SurroundingsError, match="Disken svarer ikke"), foreseen(tmp_path / "a.db"):
        raise sqlcipher3.OperationalError("disk I/O error")
    with pytest.raises(sqlcipher3.OperationalError), foreseen(tmp_path / "a.db"):
        raise sqlcipher3.OperationalError("no such column: a")
