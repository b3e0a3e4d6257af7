"""The laptops that share with this one: when they were last heard of, what each knew, and taking one out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes
from klimabesog.exchange.bundle import BundleInfo
from klimabesog.store import Event, Record
from klimabesog.store.event import KIND
from klimabesog.values.clock import local_time
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _

LAPTOP = "baerbare"
"""The kind of the record that says a laptop was taken out; its id is derived from the device's."""

HEARD = "hoert_fra"
"""Setting: of each device what it had when it last wrote (a vector), and when that came here (ms)."""


@dataclass(frozen=True)
class Laptop:
    """A device: who worked at it, when its last work and its last word came, whether it was taken out."""

    device: str
    officer: str
    own: bool
    last_work: datetime | None
    """The newest change made there that is here."""
    heard: datetime | None
    """When it last shared with this one."""
    removed: bool


@dataclass(frozen=True)
class KnownCase:
    """A company that stood on a laptop, with its persons and its visits' dates.

    `certain`: the laptop's own word says so. Otherwise it was shared since, and may have reached it.
    """

    company: str
    name: str
    cvr: str
    persons: tuple[str, ...]
    visits: tuple[str, ...]
    certain: bool


@dataclass(frozen=True)
class KnownOf:
    """What a lost laptop knew, for a printed list; companies by name."""

    laptop: Laptop
    cases: tuple[KnownCase, ...]


class Laptops:
    """The devices of one desk's log."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._store = desk.store

    # -- who there is --------------------------------------------------------------------------------------------------

    def all(self) -> list[Laptop]:
        """Every device that has written something, the one heard of last first."""
        last = self._last_events()
        devices = {self._store.device, *last, *self._heard()}
        found = [self._laptop(device, last.get(device)) for device in devices]
        return sorted(found, key=lambda laptop: (not laptop.own, -_stamp(laptop.heard or laptop.last_work)))

    def hear(self, device: str, vector: Mapping[str, int]) -> None:
        """A bundle came from the device, which had this when it wrote it. An older one takes nothing back."""
        heard = self._heard()
        known: Mapping[str, int] = heard.get(device, {}).get("har", {})
        has = {d: max(known.get(d, 0), vector.get(d, 0)) for d in {*known, *vector}}
        if has != known:
            heard[device] = {"har": has, "tid": self._desk.clock()}
            self._store.set_setting(HEARD, heard)

    def has(self, device: str) -> dict[str, int]:
        """What the device is known to have; empty if it never wrote."""
        return dict(self._heard().get(device, {}).get("har", {}))

    def _heard(self) -> dict[str, Any]:
        return dict(self._store.setting(HEARD) or {})

    def _last_events(self) -> dict[str, Event]:
        """Of each device its newest event here: the log up to all but its last number leaves that one."""
        before = {device: seq - 1 for device, seq in self._store.vector().items()}
        last: dict[str, Event] = {}
        for event in self._store.events(before):
            if event.device not in last or event.seq > last[event.device].seq:
                last[event.device] = event
        return last

    def _laptop(self, device: str, last: Event | None) -> Laptop:
        heard = self._heard().get(device)
        return Laptop(
            device=device,
            officer=last.actor if last else "",
            own=device == self._store.device,
            last_work=local_time(int(last.hlc[:13])) if last else None,
            heard=local_time(int(heard["tid"])) if heard else None,
            removed=self.removed_at(device) is not None,
        )

    # -- taking one out ------------------------------------------------------------------------------------------------

    def remove(self, device: str) -> None:
        """Note for everyone that a laptop is out; what it wrote until now stays.

        InputError for this one or a stranger.
        """
        if device == self._store.device:
            raise InputError(_("Det er denne computer. Fjern den fra en kollegas."))
        if device not in {laptop.device for laptop in self.all()}:
            raise InputError(_("Computeren er ikke kendt her. Vælg en fra listen."))
        record = _record(device)
        fields = {"enhed": device, "indtil": self._store.vector().get(device, 0)}
        self._desk.save_record(record, LAPTOP, fields)
        self._desk.tell(Changes(frozenset({record}), frozenset({LAPTOP})))

    def removed_at(self, device: str) -> int | None:
        """The last event of the device that was here when it was taken out; None for one that is not."""
        record = self._store.record(_record(device))
        if record is None or record.deleted or "indtil" not in record.fields:
            return None
        return int(record.fields["indtil"])

    def removed(self) -> dict[str, int]:
        """Of each laptop taken out its last event that was here then."""
        taken_out = {laptop.device for laptop in self.all() if laptop.removed}
        return {device: self.removed_at(device) or 0 for device in taken_out}

    # -- what one knew -------------------------------------------------------------------------------------------------

    def known_of(self, device: str) -> KnownOf:
        """The cases and persons that stood on a laptop. InputError for a stranger."""
        laptop = next((laptop for laptop in self.all() if laptop.device == device), None)
        if laptop is None:
            raise InputError(_("Computeren er ikke kendt her. Vælg en fra listen."))
        had = self.has(device)
        certain = self._made_within(device, had)
        cases = [self._case(record, certain) for record in self._store.records(kinds.COMPANY, deleted=True)]
        return KnownOf(
            laptop, tuple(sorted(cases, key=lambda case: (not case.certain, case.name.casefold())))
        )

    def _made_within(self, device: str, had: Mapping[str, int]) -> set[str]:
        """Records whose first event the device had, by its own word or because it made them itself."""
        return {
            change.record
            for event in self._store.events()
            if event.device == device or event.seq <= had.get(event.device, 0)
            for change in event.sets
            if change.field == KIND
        }

    def _case(self, company: Record, certain: set[str]) -> KnownCase:
        contacts = self._store.records(kinds.CONTACT, deleted=True, virksomhed=company.id)
        visits = self._store.records(kinds.VISIT, deleted=True, virksomhed=company.id)
        persons = dict.fromkeys(_persons(contacts, visits))
        return KnownCase(
            company=company.id,
            name=str(company.fields.get("navn") or ""),
            cvr=str(company.fields.get("cvr") or ""),
            persons=tuple(persons),
            visits=tuple(sorted(str(visit.fields.get("dato") or "") for visit in visits)),
            certain=company.id in certain,
        )


def written_after(removed: Mapping[str, int], info: BundleInfo) -> bool:
    """Whether a file is of a laptop taken out (`Laptops.removed`) and holds something from after that."""
    late = any(info.holds.last(device) > last for device, last in removed.items())
    return late and info.device in removed


def _persons(contacts: list[Record], visits: list[Record]) -> Iterator[str]:
    """Contacts as "Name, phone, e-mail", and who took part in visits."""
    for contact in contacts:
        parts = [str(contact.fields.get(name) or "") for name in ("navn", "telefon", "epost")]
        yield ", ".join(part for part in parts if part)
    for visit in visits:
        if participants := str(visit.fields.get("deltagere") or "").strip():
            yield participants


def _record(device: str) -> str:
    return derived_id(LAPTOP, device)


def _stamp(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
