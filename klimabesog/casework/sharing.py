"""Sharing between laptops: the team's keys, its laptops, and bundle files out and in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.casework.backups import before_import
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.factorsets import SET
from klimabesog.casework.intake import Intake
from klimabesog.casework.laptops import KnownOf, Laptop, Laptops
from klimabesog.casework.steps.keys import partnership_id
from klimabesog.casework.teamkeys import TeamKeys
from klimabesog.exchange.bundle import BundleInfo, export_bundle, verify_bundle
from klimabesog.exchange.sealed import SHORTEST_PASSWORD, Password, PasswordNeeded, Secret, checked
from klimabesog.store import Conflict, Event, NewerEvent
from klimabesog.store.recovery import parse_recovery, recovery_text
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _

__all__ = [
    "SHORTEST_PASSWORD", "BundleInfo", "Imported", "KnownOf", "Laptop", "PasswordNeeded", "Sharing", "Stopped",
]  # fmt: skip

RECEIVERS = "delt_med"
"""Setting: of each receiver the vector that the last export for it reached."""


Exporter = Callable[[Path, Callable[[], bool]], BundleInfo]


class Stopped(Exception):
    """The person no longer wants the file; nothing was written."""


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

    def secret(self, password: str | None = None) -> Secret:
        """What opens a file: the password given for it, else every key of the team."""
        return self.keys.every if password is None else Password(password)

    # -- laptops -------------------------------------------------------------------------------------------------------

    def laptops(self) -> list[Laptop]:
        """This laptop and those heard of, the latest first."""
        return self._laptops.all()

    def colleagues(self) -> list[Laptop]:
        """The laptops of others that share, the latest first; not those taken out, nor a former id of this one."""
        own = set(self._store.own_devices())
        return [laptop for laptop in self.laptops() if laptop.device not in own and not laptop.removed]

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
        with verify_bundle(path, self.secret(password)) as bundle:
            return bundle.info

    def export(self, path: Path, context: str | None = None, *, password: str | None = None) -> BundleInfo:
        """Write everything to a bundle file, or one visit or company with the forms and factors it was made with.

        `password`: for someone outside the team, at least 12 characters. InputError when there is no such visit or
        company, or the password is too short.
        """
        return self.exporter(context, password=password)(path, _never)

    def export_new(self, path: Path, receiver: str) -> BundleInfo:
        """Write what has come since the last export for this receiver: a laptop, or a name of the officer's choosing.

        The first time that is everything; what a laptop is known to have is left out. A file that got lost is made up
        for by `export`.
        """
        info = self.exporter(receiver=receiver)(path, _never)
        self.note_sent(receiver, info)
        return info

    def exporter(
        self, context: str | None = None, *, receiver: str | None = None, password: str | None = None
    ) -> Exporter:
        """What writes such a file, for any thread: it takes the path, and what tells whether to stop (Stopped then).

        InputError at once for a password too short. Follow a file for a receiver by `note_sent`.
        """
        if password is not None:
            checked(Password(password))
        store, folder = self._store, self._casebook.data_dir
        seal = self.keys.current if password is None else Password(password)
        since = {} if receiver is None else self._reached(receiver)

        def write(path: Path, stopped: Callable[[], bool]) -> BundleInfo:
            with Casebook(store.reader(), folder) as beside:
                events = Sharing(beside)._chosen(context, since)
                return export_bundle(beside.desk.store, path, seal, since, events=_until(stopped, events))

        return write

    def note_sent(self, receiver: str, info: BundleInfo) -> None:
        """The receiver has been given the file: the next one takes up from there."""
        sent = dict(self._store.setting(RECEIVERS) or {})
        self._store.set_setting(RECEIVERS, {**sent, receiver: dict(info.until)})

    def lacks(self, receiver: str) -> int:
        """How many changes the next export for this receiver would hold."""
        reached = self._reached(receiver)
        return sum(max(0, last - reached.get(device, 0)) for device, last in self._store.vector().items())

    def _reached(self, receiver: str) -> dict[str, int]:
        """What the receiver has: by what was sent before, and by a laptop's own word."""
        sent = (self._store.setting(RECEIVERS) or {}).get(receiver, {})
        has = self._laptops.has(receiver)
        return {device: max(sent.get(device, 0), has.get(device, 0)) for device in {*sent, *has}}

    def _chosen(self, context: str | None, since: Mapping[str, int]) -> Iterator[Event | NewerEvent]:
        """The events of a case, or what a device with this vector lacks; read when they are written."""
        if context is not None:
            yield from self._case(context)
            return
        yield from self._store.events(since)
        yield from self._store.newer_events(since)

    def _case(self, record: str) -> list[Event]:
        """What was done in a visit and its company, or in a company and its visits; and their forms."""
        known = self._store.record(record)
        if known is None or known.kind not in (kinds.VISIT, kinds.COMPANY):
            raise InputError(_("Der findes intet besøg og ingen virksomhed med det nummer."))
        company = str(known.fields["virksomhed"]) if known.kind == kinds.VISIT else record
        companies = self._casebook.registry.twins.all_of(company)
        contexts = {record, *companies, *map(partnership_id, companies)}
        if known.kind == kinds.COMPANY:
            contexts |= {visit for one in companies for visit in self._visits_of(one)}
        contexts |= self._drafts(companies, record if known.kind == kinds.VISIT else "")
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

    def _drafts(self, companies: Iterable[str], visit: str) -> set[str]:
        """Records of the changes to these companies' documents, of one visit's where it is given."""
        of = {"besoeg": visit} if visit else {}
        store = self._store
        found = (store.records(kinds.DRAFTING, deleted=True, virksomhed=one, **of) for one in companies)
        return {record.id for records in found for record in records}

    def _visits_of(self, company: str) -> set[str]:
        """Deleted ones too: the colleague is to hear of the deletion."""
        return {visit.id for visit in self._store.records(kinds.VISIT, deleted=True, virksomhed=company)}

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
        """Take in a colleague's bundle and work out its figures, all at once, for scripts (`Incoming` is the window's).

        Whole or not at all; the same one twice changes nothing. PasswordNeeded for one made for outsiders, InputError
        for one that is damaged or another team's.
        """
        desk, intake = self._casebook.desk, Intake(self._casebook)
        with verify_bundle(path, self.secret(password), keep=True) as bundle:
            before_import(self._store, desk.data_dir, desk.now())
            taken = intake.take(bundle)
        intake.settle()
        return Imported(taken.came, taken.visits, tuple(self._store.conflicts()), taken.quarantined)


def _until(stopped: Callable[[], bool], events: Iterable[Event | NewerEvent]) -> Iterator[Event | NewerEvent]:
    for event in events:
        if stopped():
            raise Stopped
        yield event


def _never() -> bool:
    return False
