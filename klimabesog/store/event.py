"""What a person or an import decided: events and their changes, as values and as JSON.

`from_json` reads what came from outside and refuses everything that is not exactly an event, because one
malformed event in the log would be carried to every laptop.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from klimabesog.values.clock import parse_hlc
from klimabesog.values.errors import InputError
from klimabesog.values.ids import is_id
from klimabesog.values.texts import _

SCHEMA = 3
"""The event format understood here; events with a higher one wait in quarantine for a newer program."""

PLAIN_SCHEMA, BLANKED_SCHEMA, BLANKING_SCHEMA = 1, 2, 3
"""The format an event is written in: erasures of records, and events that lost something to any erasure, need the
second; blankings of single versions the third, because a program of the second would take "@blanked" for a field."""

KIND = "@kind"
DELETED = "@deleted"
ERASED = "@erased"
BLANKED = "@blanked"
ERASING = frozenset({ERASED, BLANKED})
"""Fields that take away for good what was said of a record: all of it, or single versions.  No part of the record."""

MAX_SETS = 20_000
MAX_VALUE = 4_000_000
MAX_DEPTH = 40
MAX_NAME = 1000


class Change(NamedTuple):
    """One field of one record set to a value.

    `bases` are the versions (clock stamps) the person saw; None, for `commit` only, the one shown now.
    """

    record: str
    field: str
    value: Any
    bases: tuple[str, ...] | None = None


class Event(NamedTuple):
    """One change-set: everything one person decided in one moment."""

    id: str
    device: str
    seq: int
    hlc: str
    actor: str
    schema: int
    context: str | None
    undoes: str | None
    sets: tuple[Change, ...]

    @property
    def erases(self) -> bool:
        """Whether it takes something away for good: records, or single versions."""
        return any(change.field in ERASING for change in self.sets)


class NewerEvent(NamedTuple):
    """An event of a newer program: kept as it came, understood after an upgrade."""

    id: str
    device: str
    seq: int
    schema: int
    raw: str


class Version(NamedTuple):
    """One value a field has had: `hlc` names it, `event` and `device` tell where it came from."""

    hlc: str
    value: Any
    actor: str
    event: str
    device: str
    field: str = ""


class Conflict(NamedTuple):
    """A field with several values nobody has seen together; heads newest first, the first one shows."""

    record: str
    kind: str
    field: str
    heads: tuple[Version, ...]


class Applied(NamedTuple):
    """What an import brought: new events, the records they touched, and newer events set aside."""

    new: int
    records: frozenset[str] = frozenset()
    quarantined: int = 0


# -- JSON ------------------------------------------------------------------------------------------

dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
"""Compact JSON; ValueError for NaN and infinity."""

canonical = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True
).encode
"""JSON that is equal when the values are."""


def pack(sets: Iterable[Change]) -> str:
    """Changes as the log holds them: [[record, {field: value}, {field: bases}], ...]."""
    records: dict[str, tuple[dict[str, Any], dict[str, list[str]]]] = {}
    for change in sets:
        values, bases = records.setdefault(change.record, ({}, {}))
        values[change.field] = change.value
        if change.bases:
            bases[change.field] = list(change.bases)
    return dumps([[r, v, b] if b else [r, v] for r, (v, b) in records.items()])


def unpack(text: str | None) -> Iterator[Change]:
    """The changes `pack` wrote; none for an event that was blanked."""
    for record, values, *rest in json.loads(text) if text else ():
        bases = rest[0] if rest else {}
        for name, value in values.items():
            yield Change(record, name, value, tuple(bases.get(name, ())))


def to_json(event: Event) -> str:
    """One line of a bundle."""
    return dumps(
        {
            "id": event.id,
            "device": event.device,
            "seq": event.seq,
            "hlc": event.hlc,
            "actor": event.actor,
            "schema": event.schema,
            "context": event.context,
            "undoes": event.undoes,
            "sets": [
                {"record": c.record, "field": c.field, "value": c.value, "bases": list(c.bases or ())}
                for c in event.sets
            ],
        }
    )


def from_json(line: str) -> Event | NewerEvent:
    """The event on one line of a bundle; InputError for anything else."""
    try:
        data = json.loads(line)
        _require(isinstance(data, dict))
        _require(is_id(data["id"]) and is_id(data["device"]))
        _require(_whole(data["seq"], 1) and _whole(data["schema"], 1))
        if data["schema"] > SCHEMA:
            _encodable(line)
            return NewerEvent(data["id"], data["device"], data["seq"], data["schema"], line)
        return _event(data)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError(
            _("Filen rummer en hændelse, der ikke kan læses. Bed om at få den sendt igen.")
        ) from error


def check_sets(sets: tuple[Change, ...], *, schema: int = SCHEMA, blanked: bool = False) -> None:
    """ValueError unless the changes are ones every program of the format can store.

    None at all only where they were blanked.
    """
    _require(blanked or bool(sets))
    _require(len(sets) <= MAX_SETS)
    _require(all(schema >= _NEEDED.get(c.field, PLAIN_SCHEMA) for c in sets))
    _require(len({(c.record, c.field) for c in sets}) == len(sets))
    for change in sets:
        _require(is_id(change.record) and _is_name(change.field))
        _require(change.field != KIND or _is_name(change.value))
        _require(change.field != DELETED or _is_seen(change.value))
        _require(change.field != ERASED or _are_hashes(change.value))
        _require(change.field != BLANKED or _are_versions(change.value))
        _require(len(change.bases or ()) <= 1000)
        for base in change.bases or ():
            parse_hlc(base)
        _check_value(change.value)


def _event(data: Mapping[str, Any]) -> Event:
    stamp = parse_hlc(data["hlc"])
    _require(stamp.device == data["device"])
    _require(isinstance(data["actor"], str) and len(data["actor"]) <= MAX_NAME)
    _encodable(data["actor"])
    _require(all(data[name] is None or is_id(data[name]) for name in ("context", "undoes")))
    sets = tuple(Change(c["record"], c["field"], c["value"], tuple(c["bases"])) for c in data["sets"])
    check_sets(sets, schema=data["schema"], blanked=data["schema"] >= BLANKED_SCHEMA)
    return Event(
        id=data["id"],
        device=data["device"],
        seq=data["seq"],
        hlc=data["hlc"],
        actor=data["actor"],
        schema=data["schema"],
        context=data["context"],
        undoes=data["undoes"],
        sets=sets,
    )


_NEEDED = {ERASED: BLANKED_SCHEMA, BLANKED: BLANKING_SCHEMA}
"""The format that a field needs."""


def _require(condition: bool) -> None:
    if not condition:
        raise ValueError("not an event of this program")


def _whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**53


def _is_name(text: object) -> bool:
    """A field's or kind's name: it goes into a JSON path, so no quotes, backslashes or control characters."""
    return (
        isinstance(text, str)
        and 0 < len(text) <= MAX_NAME
        and text.isprintable()
        and not {'"', "\\"} & set(text)
    )


def _is_seen(value: object) -> bool:
    """A deleter's vector as `Fold.seen` makes it, or null for restored."""
    if value is None:
        return True
    if not isinstance(value, dict) or not all(map(is_id, value)):
        return False
    return all(
        _whole(seen, 0) or (isinstance(seen, list) and bool(seen) and all(_whole(s, 0) for s in seen))
        for seen in value.values()
    )


def _check_value(value: object) -> None:
    if isinstance(value, (dict, list)):
        _require(_depth(value) <= MAX_DEPTH)
    text = dumps(value)
    _require(len(text) <= MAX_VALUE)
    _encodable(text)


def _are_hashes(value: object) -> bool:
    """The blobs that go with an erasure."""
    return isinstance(value, list) and all(isinstance(v, str) and len(v) == 64 for v in value)


def _are_versions(value: object) -> bool:
    """What a blanking takes away: of each field the clock stamps of some versions; none of the store's own fields."""
    if not isinstance(value, dict) or not value:
        return False
    return all(
        _is_name(field) and not field.startswith("@") and _are_stamps(stamps)
        for field, stamps in value.items()
    )


def _are_stamps(value: object) -> bool:
    if not isinstance(value, list) or not value or not all(isinstance(stamp, str) for stamp in value):
        return False
    for stamp in value:
        parse_hlc(stamp)
    return len(set(value)) == len(value)


def _encodable(text: str) -> None:
    """ValueError (UnicodeEncodeError) for half surrogate pairs, which no database file can hold."""
    text.encode("utf-8")


def _depth(value: object) -> int:
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(_depth, children), default=0)
