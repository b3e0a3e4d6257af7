"""Every released schema opens: fixtures of them are upgraded, and say the same as before."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from klimabesog.store import Change, Store, schema
from klimabesog.values.ids import derived_id

FIXTURES = Path(__file__).parents[1] / "data" / "stores"
KEY = bytes(range(32))
COMPANY, VISIT, NOTE = derived_id("company"), derived_id("visit"), derived_id("deleted")


@pytest.fixture(params=sorted(FIXTURES.glob("version-*.db")), ids=lambda path: path.stem)
def released(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copy(request.param, tmp_path / "data.db"))


def test_there_is_one_for_every_version_before_this() -> None:
    known = {int(path.stem.removeprefix("version-")) for path in FIXTURES.glob("version-*.db")}
    assert known >= set(range(1, schema.VERSION))


def test_it_says_the_same_after_the_upgrade(released: Path) -> None:
    with Store.peek(released, KEY) as before:
        events, version = list(before.events()), schema.version(before._db)
    asked: list[int] = []
    with Store.open(released, KEY, before_migration=lambda s: asked.append(len(list(s.events())))) as store:
        assert asked == ([len(events)] if version < schema.VERSION else [])
        assert schema.version(store._db) == schema.VERSION
        assert list(store.events()) == events
        company, note = store.record(COMPANY), store.record(NOTE)
        assert company
        assert note
        assert dict(company.fields) == {"navn": "Ældre Smedje", "cvr": "10103940", "by": "Horsens"}
        assert note.deleted
        assert [(c.field, {h.value for h in c.heads}) for c in store.conflicts()] == [
            ("/data/bel/bel_01", {None, "nej"})
        ]
        (visit,) = store.records("besoeg", virksomhed=COMPANY)
        assert store.blob(visit.fields["foto"]) == b"et foto"
        assert store.computed(VISIT) == {"kwh": 12.5}
        assert store.setting("medarbejder") == {"navn": "Anna"}
        assert [hit.record for hit in store.search("smedje")] == [COMPANY]
        assert len(store.newer_events()) == 1
        assert store.table("virksomheder", ["navn"]) == [(COMPANY, "Ældre Smedje")]
        assert [e.context for e in store.events(context=VISIT)] == [VISIT] * 6
        assert store.check() == []
        digest = store.derived()
        store.rebuild()
        assert store.derived() == digest
        store.commit([Change(COMPANY, "navn", "Smedjen")], actor="bo")
    with Store.open(released, KEY) as again:
        assert again.device == again.own_devices()[-1]
        assert len(list(again.events())) == len(events) + 1


def test_an_upgraded_file_has_the_tables_of_a_new_one(released: Path, tmp_path: Path) -> None:
    query = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite%' ORDER BY 1"

    def tables(path: Path) -> list[tuple[str, str]]:
        with Store.open(path, KEY) as store:
            rows = store._db.execute(query).fetchall()
            numbers = dict(store._db.execute("SELECT 'kind_n = ' || n, text FROM name").fetchall())
        return [(name, _named(sql or "", numbers)) for name, sql in rows]

    assert tables(released) == tables(tmp_path / "new.db")


def _named(sql: str, numbers: dict[str, str]) -> str:
    """The statement with a kind's name for its number, which differs from file to file."""
    head, found, number = sql.rpartition("kind_n = ")
    return head + numbers[found + number] if found and "INDEX" in sql else sql
