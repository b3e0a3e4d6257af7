"""Sharing between laptops: bundles out and in, and recomputing what a colleague's answers changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import BundleInfo, export_bundle, import_bundle, verify_bundle
from klimabesog.store import Conflict, keys
from klimabesog.store.recovery import parse_recovery, recovery_text

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
        """Write everything (or one visit or company) to a bundle file."""
        return export_bundle(self._store, path, self.team_key, context=context)

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
