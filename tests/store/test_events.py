"""Events from outside: read exactly, refused whole, kept when they are of a newer program."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.store import Blob, Event, NewerEvent, Store
from klimabesog.store import store as store_module
from klimabesog.store.event import SCHEMA, from_json, pack, to_json, unpack
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id

DEVICE = derived_id("device")
RECORD = derived_id("record")
Opened = Callable[..., Store]

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def event(**changed: Any) -> dict[str, Any]:
    """A right event as a bundle has it, with something changed."""
    right = {
        "id": derived_id("event"),
        "device": DEVICE,
        "seq": 1,
        "hlc": f"1795000000000-00000-{DEVICE}",
        "actor": "anna",
        "schema": 1,
        "context": None,
        "undoes": None,
        "sets": [{"record": RECORD, "field": "navn", "value": "A", "bases": []}],
    }
    return right | changed


def one(**changed: Any) -> dict[str, Any]:
    """A right event whose one change is changed."""
    return event(sets=[event()["sets"][0] | changed])


@given(values)
def test_an_event_reads_back(value: Any) -> None:
    known = from_json(json.dumps(one(value=value)))
    assert isinstance(known, Event)
    assert from_json(to_json(known)) == known
    assert tuple(unpack(pack(known.sets))) == known.sets


@pytest.mark.parametrize(
    "wrong",
    [
        event(id="x"),
        event(device=new_id()),
        event(seq=0),
        event(seq=True),
        event(seq=2**53),
        event(seq="1"),
        event(hlc=f"9999999999999-00000-{DEVICE}"),
        event(hlc=1),
        event(actor=None),
        event(actor="x" * 1001),
        event(schema=0),
        event(context="x"),
        event(undoes=1),
        event(sets=[]),
        event(sets=None),
        event(sets=event()["sets"] * 2),
        one(record="x"),
        one(field="a\nb"),
        one(field=7),
        one(field="x" * 1001),
        one(field="@kind", value=7),
        one(field="@deleted", value={DEVICE: -1}),
        one(field="@deleted", value={DEVICE: []}),
        one(field="@deleted", value=[DEVICE]),
        one(bases="abc"),
        one(bases=[None]),
        one(value="x" * 4_000_001),
        one(value=json.loads("[" * 50 + "]" * 50)),
        {},
        [],
        "x",
        None,
    ],
)
def test_what_is_not_exactly_an_event_is_refused(wrong: Any) -> None:
    with pytest.raises(InputError, match="ikke kan læses"):
        from_json(json.dumps(wrong))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        "[" * 100_000,
        json.dumps(one(value="\ud800")),
        to_json(from_json(json.dumps(event()))).replace('"A"', "1e999"),
    ],
)  # type: ignore[arg-type]
def test_what_is_not_proper_json_is_refused(line: str) -> None:
    with pytest.raises(InputError):
        from_json(line)


def test_newer_events_wait_and_are_replayed(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = from_json(json.dumps(event(schema=SCHEMA + 1, extra={"new": True})))
    assert isinstance(newer, NewerEvent)
    with opened() as store:
        applied = store.apply([newer])
        assert (applied.new, applied.quarantined) == (0, 1)
        assert store.apply([newer]).quarantined == 0
        assert store.vector() == {DEVICE: 1}
        assert store.newer_events() == [newer]
        assert store.newer_events({DEVICE: 1}) == []
        assert store.record(RECORD) is None
    monkeypatch.setattr("klimabesog.store.event.SCHEMA", 9)
    monkeypatch.setattr("klimabesog.store.log.SCHEMA", 9)
    monkeypatch.setattr(store_module, "SCHEMA", 9)
    upgraded = opened()
    known = upgraded.record(RECORD)
    assert known is not None
    assert known.fields["navn"] == "A"
    assert (upgraded.newer_events(), upgraded.vector()) == ([], {DEVICE: 1})


def test_a_failed_import_changes_nothing(store: Store) -> None:
    def events() -> Any:
        yield from_json(json.dumps(event()))
        raise InputError("Filen er beskadiget.")

    with pytest.raises(InputError):
        store.apply(events(), [Blob(b"photo", "image/png")])
    assert store.vector() == {}
    assert store.record(RECORD) is None
    assert store.apply([from_json(json.dumps(event()))]).records == {RECORD}


def test_a_base_that_comes_later_falls_when_it_comes(store: Store) -> None:
    first = from_json(json.dumps(event()))
    second = {"id": derived_id("second"), "seq": 2, "hlc": f"1795000000001-00000-{DEVICE}"}
    later = from_json(json.dumps(one(value="B", bases=[event()["hlc"]]) | second))
    store.apply([later])
    store.apply([first])
    assert [head.value for head in store.heads(RECORD, "navn")] == ["B"]
    assert store.conflicts() == []
    assert [version.value for version in store.history(RECORD, "navn")] == ["B", "A"]
    known = store.record(RECORD)
    assert known is not None
    assert (known.created_hlc, known.changed_hlc) == (event()["hlc"], second["hlc"])


def test_a_cloned_device_with_one_stamp_twice_converges(opened: Opened) -> None:
    twins = [from_json(json.dumps(one(value=value) | {"id": derived_id(value)})) for value in ("A", "B")]
    named = {"id": derived_id("later"), "seq": 2, "hlc": f"1795000000001-00000-{DEVICE}"}
    later = from_json(json.dumps(one(value="C", bases=[event()["hlc"]]) | named))
    shown = []
    for n, order in enumerate(([*twins, later], [later, *twins], [twins[1], later, twins[0]])):
        store = opened(str(n))
        store.apply(order)
        shown.append([head.value for head in store.heads(RECORD, "navn")])
    assert shown == [["C"]] * 3
