"""Sharing between laptops: bundles out and in, and recomputing what a colleague's answers changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import BundleInfo, export_bundle, import_bundle, verify_bundle
from klimabesog.store import Conflict, Event, keys
from klimabesog.store.recovery import parse_recovery, recovery_text
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

TEAM_KEY = "holdnoegle"


@dataclass(frozen=True)
class Imported:
    """What an import brought: new events, the visits they touch, and the conflicts that stand."""

    new: int
    visits: tuple[str, ...]
    conflicts: tuple[Conflict, ...]


class Sharing:
    """Bundles of one casebook, sealed with the key that the officers of one municipality share."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._store = casebook.desk.store

    @property
    def team_key(self) -> bytes:
        """The team's key; made the first time and kept in the encrypted store."""
        known = self._store.setting(TEAM_KEY)
        if known is None:
            self.set_team_key(keys.new_key())
            known = self._store.setting(TEAM_KEY)
        return bytes.fromhex(str(known))

    def set_team_key(self, key: bytes) -> None:
        """Take the key that a colleague's laptop shows."""
        self._store.set_setting(TEAM_KEY, key.hex())

    @property
    def team_key_text(self) -> str:
        """The team's key as groups to read out or print."""
        return recovery_text(self.team_key)

    def join_team(self, typed: str) -> None:
        """Take the team's key as a colleague's laptop shows it; InputError says which group is wrong."""
        self.set_team_key(parse_recovery(typed))

    def verify(self, path: Path) -> BundleInfo:
        """What a bundle says of itself, once every byte of it has been verified."""
        with verify_bundle(path, self.team_key) as bundle:
            return bundle.info

    def export(self, path: Path, context: str | None = None) -> BundleInfo:
        """Write everything to a bundle file, or one visit or company with the forms and factors it was made with.

        InputError when there is no such visit or company.
        """
        events = None if context is None else self._case(context)
        return export_bundle(self._store, path, self.team_key, events=events)

    def _case(self, record: str) -> list[Event]:
        """What was done in a visit and its company, or in a company and its visits; and their forms."""
        known = self._store.record(record)
        if known is None or known.kind not in (kinds.VISIT, kinds.COMPANY):
            raise InputError(_("Der findes intet besøg og ingen virksomhed med det nummer."))
        if known.kind == kinds.VISIT:
            contexts = {str(known.fields["virksomhed"]), record}
        else:
            visits = self._store.records(kinds.VISIT, deleted=True, virksomhed=record)
            contexts = {record, *(visit.id for visit in visits)}
        done = {event.id: event for context in contexts for event in self._store.events(context=context)}
        forms = {event.id: event for form in self._forms(contexts) for event in self._made(form)}
        return sorted({**forms, **done}.values(), key=lambda event: event.hlc)

    def _forms(self, contexts: set[str]) -> set[str]:
        """Records of the form versions that these visits were begun with or use now."""
        visits = [visit for context in contexts if (visit := self._store.record(context))]
        pinned = {str(v) for visit in visits for v in (visit.fields.get("skemaer") or {}).values()}
        used = {
            str(instance.fields.get("skema"))
            for visit in visits
            for instance in self._store.records(kinds.INSTANCE, besoeg=visit.id)
        }
        return pinned | used

    def _made(self, record: str) -> Iterator[Event]:
        """The events that a record stands in."""
        for version in self._store.history(record):
            if event := self._store.event(version.event):
                yield event

    def take_in(self, path: Path) -> Imported:
        """Take in a colleague's bundle: whole or not at all; the same one twice changes nothing."""
        applied = import_bundle(self._store, path, self.team_key)
        self._casebook.forget_opened()
        visits = self._touched(applied.records)
        for visit in visits:
            self._casebook.visit(visit).recompute()
        self._casebook.desk.tell(Changes(applied.records, frozenset(kinds.NAMES)))
        return Imported(applied.new, visits, tuple(self._store.conflicts()))

    def _touched(self, records: frozenset[str]) -> tuple[str, ...]:
        """Visits that any of the records belongs to."""
        found = {visit for record in records if (visit := self._visit_of(record))}
        return tuple(sorted(found))

    def _visit_of(self, record: str) -> str | None:
        """The visit a record is, or belongs to directly or through its form instance."""
        known = self._store.record(record)
        if known is None:
            return None
        if known.kind == kinds.VISIT:
            return None if known.deleted else known.id
        above = known.fields.get("besoeg") or known.fields.get("instans")
        return self._visit_of(str(above)) if above else None
