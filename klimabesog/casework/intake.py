"""What every import does, by file or through the folder: events taken in, and the figures they touch worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.laptops import Laptops
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import Bundle
from klimabesog.values.errors import InputError

UNSETTLED = "genberegn"
"""Setting: visits whose figures wait to be worked out after an import, and whether an import was cut off."""

FIGURES = frozenset({kinds.VISIT, kinds.MEASURE, kinds.CONSUMPTION})
"""Kinds whose calculated fields are others once the figures are worked out."""


class Taken(NamedTuple):
    """What came: events that are new here, and the visits and records they touch."""

    came: int = 0
    visits: tuple[str, ...] = ()
    records: frozenset[str] = frozenset()
    quarantined: int = 0
    """Events of a newer program, kept until this one is updated."""


class Intake:
    """One import into a casebook, on the store's thread: `add` each file, then `end`; figures wait for `settling`."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._store = casebook.desk.store
        self._taken: Taken | None = None

    def begin(self) -> None:
        """Say first that figures may be out of date: an import that is cut off after its events is made up for."""
        if self._taken is None:
            self._taken = Taken()
            self._make_up()
            self._store.set_setting(UNSETTLED, {"besoeg": self._unsettled(), "afbrudt": True})

    def add(self, bundle: Bundle) -> None:
        """Take in a verified file: whole or not at all; the same one twice changes nothing."""
        self.begin()
        applied = self._store.apply(bundle.events(), bundle.blobs())
        Laptops(self._casebook.desk).hear(bundle.info.device, bundle.info.until)
        before = self._taken or Taken()
        self._taken = Taken(
            before.came + applied.new,
            records=before.records | applied.records,
            quarantined=before.quarantined + applied.quarantined,
        )

    def touch(self, records: frozenset[str]) -> None:
        """These records were changed beneath what is open, by something else than a file."""
        before = self._taken or Taken()
        self._taken = before._replace(records=before.records | records)

    def end(self) -> Taken:
        """All files are in: note the visits whose figures `settling` works out, and tell the window."""
        if self._taken is None:
            return Taken()
        records = self._taken.records
        visits = self._touched(records)
        self._keep_unsettled(list(dict.fromkeys([*self._unsettled(), *visits])))
        if records:
            self._casebook.forget_opened()
            self._casebook.desk.tell(Changes(records, frozenset(kinds.NAMES)))
        return self._taken._replace(visits=tuple(visit for visit in visits if not self._is_deleted(visit)))

    def take(self, bundle: Bundle) -> Taken:
        """Take in one verified file."""
        try:
            self.add(bundle)
        finally:  # a file that is refused has changed nothing, and no figures wait for it
            taken = self.end()
        return taken

    def _is_deleted(self, record: str) -> bool:
        known = self._store.record(record)
        return known is None or known.deleted

    # -- figures -------------------------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Work out all figures that wait."""
        for _step in self.settling():
            pass

    def settling(self) -> Iterator[None]:
        """The figures that wait, a visit at a time, for idle moments: `next()` does one. Lists are told at the end.

        A visit whose form has not come yet waits for the next import.
        """
        self._make_up()
        settled: set[str] = set()
        for visit in self._unsettled():
            if self._settled(visit):
                self._keep_unsettled([other for other in self._unsettled() if other != visit])
                settled.add(visit)
            yield
        if settled:
            self._casebook.desk.tell(Changes(frozenset(settled), FIGURES))

    def _make_up(self) -> None:
        """After an import that was cut off any visit's figures may be out of date."""
        if (self._store.setting(UNSETTLED) or {}).get("afbrudt"):
            self._keep_unsettled(sorted(self._visit_ids()))

    def _settled(self, visit: str) -> bool:
        record = self._store.record(visit)
        if record is None or record.kind != kinds.VISIT:
            return True
        try:
            self._casebook.look_at(visit).recompute()
        except (InputError, KeyError):
            return False
        return True

    def _keep_unsettled(self, visits: list[str]) -> None:
        self._store.set_setting(UNSETTLED, {"besoeg": visits, "afbrudt": False})

    def _unsettled(self) -> list[str]:
        return list((self._store.setting(UNSETTLED) or {}).get("besoeg", ()))

    # -- whose figures -------------------------------------------------------------------------------------------------

    def _touched(self, records: frozenset[str]) -> tuple[str, ...]:
        """Visits that any of the records belongs to."""
        return tuple(sorted({visit for record in records for visit in self._visits_of(record)}))

    def _visits_of(self, record: str) -> set[str]:
        """The visits whose figures rest on a record: its own, those of its screening or of its company."""
        passed: set[str] = set()  # a colleague's records may point in a ring
        known = self._store.record(record)
        while known is not None and known.id not in passed:
            passed.add(known.id)
            if known.kind == kinds.VISIT:
                return {known.id}
            if known.kind == kinds.SCREENING:
                return self._visit_ids(screening=known.id)
            if known.kind == kinds.COMPANY:
                return self._visit_ids(virksomhed=known.id)
            above = next((known.fields[name] for name in _ABOVE if known.fields.get(name)), None)
            known = self._store.record(str(above)) if above else None
        return set()

    def _visit_ids(self, **where: str) -> set[str]:
        """Deleted ones too: a colleague may bring them back."""
        equals: dict[str, Any] = dict(where)
        return {visit.id for visit in self._store.records(kinds.VISIT, deleted=True, **equals)}


_ABOVE = ("besoeg", "instans", "screening", "virksomhed")
"""Fields that say what a record belongs to, the nearest first."""
