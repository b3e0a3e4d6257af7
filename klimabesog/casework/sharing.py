"""Sharing between laptops: bundles out and in, and recomputing what a colleague's answers changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.backups import before_import
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.factorsets import SET
from klimabesog.casework.laptops import KnownOf, Laptop, Laptops
from klimabesog.casework.steps.keys import partnership_id
from klimabesog.casework.teamkeys import TeamKeys
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import BundleInfo, export_bundle, verify_bundle
from klimabesog.exchange.sealed import Password, PasswordNeeded, Secret
from klimabesog.store import Conflict, Event
from klimabesog.store.recovery import parse_recovery, recovery_text
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _

__all__ = ["Imported", "KnownOf", "Laptop", "PasswordNeeded", "Sharing"]

RECEIVERS = "delt_med"
"""Setting: of each receiver the vector that the last export for it reached."""

UNSETTLED = "genberegn"
"""Setting: visits whose figures wait to be worked out after an import, and whether an import was cut off."""


@dataclass(frozen=True)
class Imported:
    """What an import brought: new events, the visits they touch, and the conflicts that stand."""

    new: int
    visits: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    quarantined: int = 0
    """Events of a newer program, kept until this one is updated."""


class Sharing:
    """Bundles of one casebook, sealed with the keys that the officers of one municipality share."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._store = casebook.desk.store
        self.keys = TeamKeys(casebook.desk)
        self._laptops = Laptops(casebook.desk)

    # -- keys ----------------------------------------------------------------------------------------------------------

    @property
    def team_key(self) -> bytes:
        """The team's key; made the first time and kept in the encrypted store."""
        return self.keys.current

    def set_team_key(self, key: bytes) -> None:
        """Take the key that a colleague's laptop shows; older ones still open older files."""
        self.keys.use(key)

    @property
    def team_key_text(self) -> str:
        """The team's key as groups to read out or print."""
        return recovery_text(self.team_key)

    def join_team(self, typed: str) -> None:
        """Take the team's key as a colleague's laptop shows it; InputError says which group is wrong."""
        self.set_team_key(parse_recovery(typed))

    # -- laptops -------------------------------------------------------------------------------------------------------

    def laptops(self) -> list[Laptop]:
        """This laptop and those heard of, the latest first."""
        return self._laptops.all()

    def known_of(self, device: str) -> KnownOf:
        """The cases and persons a lost laptop knew, for a printed list."""
        return self._laptops.known_of(device)

    def remove_laptop(self, device: str) -> None:
        """Take a laptop out: from now on files are sealed with a new key, which goes to the others in a new profile."""
        self._laptops.remove(device)
        self.keys.renew()

    # -- out -----------------------------------------------------------------------------------------------------------

    def verify(self, path: Path, *, password: str | None = None) -> BundleInfo:
        """What a bundle says of itself, once every byte of it has been verified."""
        with verify_bundle(path, self._secret(password)) as bundle:
            return bundle.info

    def export(self, path: Path, context: str | None = None, *, password: str | None = None) -> BundleInfo:
        """Write everything to a bundle file, or one visit or company with the forms and factors it was made with.

        `password`: for someone outside the team, at least 12 characters. InputError when there is no such visit or
        company, or the password is too short.
        """
        events = None if context is None else self._case(context)
        return export_bundle(self._store, path, self._seal(password), events=events)

    def export_new(self, path: Path, receiver: str) -> BundleInfo:
        """Write what has come since the last export for this receiver (a name of the officer's own choosing).

        The first time that is everything. A file that got lost is made up for by `export`.
        """
        reached = dict(self._store.setting(RECEIVERS) or {})
        info = export_bundle(self._store, path, self._seal(None), reached.get(receiver))
        self._store.set_setting(RECEIVERS, {**reached, receiver: dict(info.until)})
        return info

    def _seal(self, password: str | None) -> bytes | Password:
        return self.keys.current if password is None else Password(password)

    def _secret(self, password: str | None) -> Secret:
        return self.keys.every if password is None else Password(password)

    def _case(self, record: str) -> list[Event]:
        """What was done in a visit and its company, or in a company and its visits; and their forms."""
        known = self._store.record(record)
        if known is None or known.kind not in (kinds.VISIT, kinds.COMPANY):
            raise InputError(_("Der findes intet besøg og ingen virksomhed med det nummer."))
        company = str(known.fields["virksomhed"]) if known.kind == kinds.VISIT else record
        companies = self._casebook.registry.twins.all_of(company)
        contexts = {record, *companies, *map(partnership_id, companies)}
        if known.kind == kinds.COMPANY:
            contexts |= {visit for one in companies for visit in self._visit_ids(virksomhed=one)}
        done = {event.id: event for context in contexts for event in self._store.events(context=context)}
        used = self._forms(contexts) | self._step_forms(companies) | self._factor_sets(contexts)
        forms = {event.id: event for form in used for event in self._made(form)}
        return sorted({**forms, **done}.values(), key=lambda event: event.hlc)

    def _factor_sets(self, contexts: set[str]) -> set[str]:
        """Records of the factor sets that the screenings of these visits were computed with."""
        visits = [visit for context in contexts if (visit := self._store.record(context))]
        screenings = {str(visit.fields["screening"]) for visit in visits if visit.fields.get("screening")}
        frozen = [version.value for one in screenings for version in self._store.history(one, SET)]
        return {derived_id(kinds.FACTORS, str(sha256)) for sha256 in frozen if sha256}

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

    def _step_forms(self, companies: Iterable[str]) -> set[str]:
        """Records of the form versions that these companies' steps use."""
        records = (r for one in companies for r in self._store.records(kinds.INSTANCE, virksomhed=one))
        return {str(record.fields.get("skema")) for record in records if record.fields.get("trin")}

    def _made(self, record: str) -> Iterator[Event]:
        """The events that a record stands in."""
        for version in self._store.history(record):
            if event := self._store.event(version.event):
                yield event

    # -- in ------------------------------------------------------------------------------------------------------------

    def take_in(self, path: Path, *, password: str | None = None) -> Imported:
        """Take in a colleague's bundle: whole or not at all; the same one twice changes nothing.

        PasswordNeeded for one made for outsiders, InputError for one that is damaged or another team's.
        """
        desk = self._casebook.desk
        with verify_bundle(path, self._secret(password), keep=True) as bundle:
            before_import(self._store, desk.data_dir, desk.now())
            self.begin_import()
            applied = self._store.apply(bundle.events(), bundle.blobs())
            self._laptops.hear(bundle.info.device, bundle.info.until)
        visits = self.end_import(applied.records)
        self.settle()
        self._casebook.desk.tell(Changes(applied.records, frozenset(kinds.NAMES)))
        return Imported(applied.new, visits, tuple(self._store.conflicts()), applied.quarantined)

    def begin_import(self) -> None:
        """Say first that figures may be out of date: an import that is cut off after its events is made up for."""
        self._make_up()
        self._store.set_setting(UNSETTLED, {"besoeg": self._unsettled(), "afbrudt": True})

    def end_import(self, records: frozenset[str]) -> tuple[str, ...]:
        """The log changed: the visits these records belong to, whose figures `settle` works out."""
        self._casebook.forget_opened()
        visits = self._touched(records)
        self._keep_unsettled(list(dict.fromkeys([*self._unsettled(), *visits])))
        return tuple(visit for visit in visits if not self._is_deleted(visit))

    def _is_deleted(self, record: str) -> bool:
        known = self._store.record(record)
        return known is None or known.deleted

    def settle(self) -> None:
        """Work out all figures that wait."""
        for _step in self.settling():
            pass

    def settling(self) -> Iterator[None]:
        """The figures that wait, a visit at a time, for idle moments: `next()` does one.

        A visit whose form has not come yet waits for the next import.
        """
        self._make_up()
        for visit in self._unsettled():
            if self._settled(visit):
                self._keep_unsettled([other for other in self._unsettled() if other != visit])
            yield

    def _make_up(self) -> None:
        """After an import that was cut off any visit's figures may be out of date."""
        if (self._store.setting(UNSETTLED) or {}).get("afbrudt"):
            self._keep_unsettled(sorted(self._visit_ids()))

    def _settled(self, visit: str) -> bool:
        record = self._store.record(visit)
        if record is None or record.kind != kinds.VISIT:
            return True
        try:
            self._casebook.visit(visit).recompute()
        except (InputError, KeyError):
            self._casebook.forget_opened()
            return False
        return True

    def _keep_unsettled(self, visits: list[str]) -> None:
        self._store.set_setting(UNSETTLED, {"besoeg": visits, "afbrudt": False})

    def _unsettled(self) -> list[str]:
        return list((self._store.setting(UNSETTLED) or {}).get("besoeg", ()))

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
