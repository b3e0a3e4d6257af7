"""Search finds every record that has the words, with Danish letters told apart."""

from __future__ import annotations

import pytest

from klimabesog.store import Change, Store
from klimabesog.store.event import DELETED
from klimabesog.values.ids import derived_id, new_id


@pytest.fixture
def filled(store: Store) -> Store:
    texts = {
        "a": ("virksomheder", {"navn": "Ålborg Ærter A/S", "cvr": "10103940"}),
        "b": ("virksomheder", {"navn": "Aalborg Bageri"}),
        "c": (
            "noter",
            {"tekst": {"da": "Lækagen i trykluft hvæser ved den gamle kompressor i hallen mod nord"}},
        ),
        "d": (
            "noter",
            {"tekst": ["alborg", '50% "off" NEAR(x) * -y'], "link": derived_id("a"), "svar": "ja"},
        ),
    }
    for name, (kind, fields) in texts.items():
        record = derived_id(name)
        changes = [Change(record, "@kind", kind), *(Change(record, f, v) for f, v in fields.items())]
        store.commit(changes, actor="anna")
    return store


def found(store: Store, text: str, kinds: list[str] | None = None) -> str:
    names = {derived_id(name): name for name in "abcd"}
    return "".join(sorted(names[hit.record] for hit in store.search(text, kinds)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ålborg", "a"),
        ("Ålb", "a"),
        ("alb", "d"),
        ("aalborg", "b"),
        ("ærter ålborg", "a"),
        ("ærter bageri", ""),
        ("101039", "a"),
        ("LÆKAGEN komp", "c"),
        ("komp lækagen", ""),
        ("a/s", "a"),
        ('"', ""),
        ("", ""),
        ("50% off", "d"),
        ("50% o", ""),
        ("ålborg a", "a"),
        ('"off" near(x', "d"),
        ("*", ""),
        ("a\u030algorg"[:3], "a"),
        (derived_id("a"), ""),
        ("ja", ""),
    ],
)
def test_words_are_found_as_they_are_written(filled: Store, text: str, names: str) -> None:
    assert found(filled, text) == names


def test_kinds_narrow_the_search(filled: Store) -> None:
    assert found(filled, "al", ["noter"]) == "d"
    assert found(filled, "al", ["virksomheder", "ukendt"]) == ""
    assert found(filled, "al", []) == ""


def test_the_snippet_shows_where(filled: Store) -> None:
    (hit,) = filled.search("gamle")
    assert hit.kind == "noter"
    assert hit.snippet == "Lækagen i trykluft hvæser ved den gamle kompressor i hallen mod nord"
    (hit,) = filled.search("lækagen")
    assert hit.snippet.startswith("Lækagen i")
    assert hit.snippet.endswith("…")


def test_the_index_follows_changes_and_deletes(filled: Store) -> None:
    record = derived_id("b")
    filled.commit([Change(record, "navn", "Nordby Mølle")], actor="anna")
    assert (found(filled, "aalborg"), found(filled, "mølle")) == ("", "b")
    delete = filled.commit([Change(record, DELETED, True)], actor="anna")
    assert found(filled, "mølle") == ""
    filled.commit(filled.inverse(delete.id), actor="anna")
    assert found(filled, "mølle") == "b"
    filled.commit([Change(record, "navn", None)], actor="anna")
    assert found(filled, "mølle") == ""


def test_the_index_catches_up_by_itself(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("klimabesog.store.store.WAITING", 10)
    for n in range(25):
        store.commit([Change(new_id(), "navn", f"ord{n}")], actor="anna")
    assert store._index.waiting() == 5
    store.tidy()
    assert store._index.waiting() == 0


def test_of_very_many_the_newest_show(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("klimabesog.store.search._WEIGHED", 3)
    records = [new_id() for _n in range(5)]
    for record in records:
        store.commit([Change(record, "@kind", "noter"), Change(record, "navn", "ens")], actor="anna")
    assert [hit.record for hit in store.search("ens", limit=2)] == records[:-3:-1]


def test_the_limit_holds(store: Store) -> None:
    store.commit([Change(new_id(), "navn", "ens") for _n in range(20)], actor="anna")
    assert store.search("ens") == []
    for _n in range(8):
        store.commit([Change(r := new_id(), "@kind", "noter"), Change(r, "navn", "ens")], actor="anna")
    assert len(store.search("ens", limit=5)) == 5
