"""What a colleague's file would bring, told before anything of it is taken in: from whom, how much, about whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.laptops import Laptops, written_after
from klimabesog.exchange.bundle import Bundle
from klimabesog.store import Event, NewerEvent, Store
from klimabesog.store.event import KIND
from klimabesog.values.clock import hlc_time
from klimabesog.values.danish import format_date

NAMING = frozenset({KIND, "navn", "virksomhed", "dato"})
"""Fields that say what a company or visit is called."""


@dataclass(frozen=True)
class Offer:
    """What a verified file says, compared with what is here.

    `officer` works at the laptop that wrote it, "" when nobody can tell; `known`: that laptop has been heard of before.
    `companies` and `visits` are the names of those that its new changes touch, as far as they can be told.
    """

    officer: str
    own: bool
    known: bool
    removed: bool
    """Its laptop was taken out, and it was written afterwards."""
    newest: datetime | None
    """When its newest change was made (local time)."""
    changes: int
    new: int
    newer: int
    """New changes that only a newer program understands."""
    erasures: int
    """New erasures: what a colleague has erased for ever goes here too."""
    companies: tuple[str, ...]
    visits: tuple[str, ...]


def offer_of(desk: Desk, bundle: Bundle) -> Offer:
    """What the file would bring to this desk, whose store may be a reader of the calling thread."""
    store, laptops = desk.store, Laptops(desk)
    here = store.event_ids() | {event.id for event in store.newer_events()}
    news = _News(store)
    actor, newest = "", ""
    for event in bundle.events():
        if isinstance(event, Event):
            newest = max(newest, event.hlc)
            actor = event.actor if event.device == bundle.info.device else actor
        if event.id not in here:
            news.add(event)
    laptop = next((one for one in laptops.all() if one.device == bundle.info.device), None)
    return Offer(
        officer=(laptop.officer if laptop else "") or actor,
        own=bundle.info.device in store.own_devices(),
        known=laptop is not None,
        removed=written_after(laptops.removed(), bundle.info),
        newest=hlc_time(newest) if newest else None,
        changes=bundle.info.events,
        new=news.count,
        newer=news.newer,
        erasures=news.erasures,
        companies=news.companies(),
        visits=news.visits(),
    )


class _News:
    """Events that are not here yet: how many, and which companies and visits they touch."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.count = self.newer = self.erasures = 0
        self._touched: set[str] = set()
        self._said: dict[str, dict[str, tuple[str, Any]]] = {}
        """Of each record, what the file says last in the fields that name it: (stamp, value)."""

    def add(self, event: Event | NewerEvent) -> None:
        """One more."""
        self.count += 1
        if isinstance(event, NewerEvent):
            self.newer += 1
            return
        self.erasures += event.erases
        if event.context:
            self._touched.add(event.context)
        for change in event.sets:
            if change.field in NAMING:
                fields = self._said.setdefault(change.record, {})
                if event.hlc >= fields.get(change.field, ("",))[0]:
                    fields[change.field] = (event.hlc, change.value)

    def companies(self) -> tuple[str, ...]:
        """The names of the companies touched, also by way of a visit."""
        records = self._of(kinds.COMPANY) | {
            self._field(visit, "virksomhed") for visit in self._of(kinds.VISIT)
        }
        return _sorted({self._field(record, "navn") for record in records})

    def visits(self) -> tuple[str, ...]:
        """The visits touched: "Smedjen, 20.11.2026"."""
        return _sorted({self._visit(record) for record in self._of(kinds.VISIT)})

    def _visit(self, record: str) -> str:
        name = self._field(self._field(record, "virksomhed"), "navn")
        return ", ".join(part for part in (name, _day(self._field(record, "dato"))) if part)

    def _of(self, kind: str) -> set[str]:
        """Those of a kind; one that is here keeps the kind it has."""
        return {record for record in self._touched | self._said.keys() if self._kind(record) == kind}

    def _kind(self, record: str) -> str:
        known = self._store.record(record)
        return known.kind if known is not None else self._field(record, KIND)

    def _field(self, record: str, field: str) -> str:
        """What the file says, else what is here."""
        if field in self._said.get(record, {}):
            return str(self._said[record][field][1] or "")
        known = self._store.record(record) if record else None
        return str(known.fields.get(field) or "") if known is not None else ""


def _day(text: str) -> str:
    try:
        return format_date(text)
    except ValueError:
        return text


def _sorted(names: set[str]) -> tuple[str, ...]:
    return tuple(sorted(names - {""}, key=str.casefold))
