"""Sharing through a folder that all laptops see (stick, network drive, OneDrive, Nextcloud), a round at a time.

A round has three steps, so that a slow drive never holds the window up: `begin` and `finish` in the store's thread,
`Round.run` in a worker.  `sync_now` does all of it at once, for scripts.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from klimabesog.casework.backups import before_import
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.intake import Intake
from klimabesog.casework.laptops import Laptops, written_after
from klimabesog.casework.teamkeys import TeamKeys
from klimabesog.exchange import folder as shared
from klimabesog.exchange.folder import Arrival, FolderAway, FolderFull, Found, Memory
from klimabesog.exchange.sealed import OtherKey
from klimabesog.store import Store
from klimabesog.values.clock import local_time
from klimabesog.values.errors import InputError, KlimabesogError
from klimabesog.values.texts import _, ngettext

__all__ = ["FolderAway", "FolderFull", "Outcome", "Round", "SharedFolder", "Status", "chosen_folder"]

FOLDER = "delt_mappe"
"""Setting: the folder's path."""
STATE = "delt_mappe_tilstand"
"""Setting: {hukommelse, delt, vaek, problemer, enhed, egen_disk, ud}."""

HOUR = 3600 * 1000
LATE, LATE_KEY = 24 * HOUR, HOUR
"""A file that is not whole, or does not open with our keys, is named after this many ms."""


@dataclass(frozen=True)
class Outcome:
    """What a round did: events that came in and went out, files not whole yet, sentences about what is wrong."""

    came: int = 0
    went: int = 0
    visits: tuple[str, ...] = ()
    waiting: int = 0
    problems: tuple[str, ...] = ()
    away: bool = False
    more: bool = False
    """There is more to read: go on with another round."""


@dataclass(frozen=True)
class Status:
    """How sharing stands, without looking at the folder.

    `shared`: when everything of this laptop was last in the folder. `to_send`: changes made here since.
    """

    folder: Path | None
    shared: datetime | None
    to_send: int
    waiting: int
    away: bool
    problems: tuple[str, ...]
    text: str
    """"Delt 14.05", or why not, in a few words."""


@dataclass
class Round:
    """One round: made by `begin`, run in a worker, ended by `finish`."""

    folder: Path
    data_dir: Path
    now: datetime
    store: Store
    keys: list[bytes]
    memory: Memory
    began: int
    """When it began (ms): what was committed until then is out when the round has gone well."""
    own_disk: int | None
    """The number of the disk the folder must not lie on, when it lay on another: an empty mount point is not it."""
    removed: dict[str, int]
    """Of laptops taken out, the last event taken from them unasked."""
    arrivals: list[Arrival] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    went: int = 0
    away: bool = False
    more: bool = False
    complete: bool = False
    until: int = 0
    """The last own event that is out."""
    disk: int | None = None
    _temp: tempfile.TemporaryDirectory[str] | None = None

    def run(self, cancelled: Callable[[], bool] = lambda: False) -> Round:
        """Read what is new and write what the folder lacks; in any thread. Errors of the folder are in the outcome."""
        try:
            self._reach()
            found = shared.scan(self.folder)
            shared.forget_gone(self.memory, found)
            self._read(found, cancelled)
            self._back_up()
            if not self.more and not cancelled():
                self._write(found, cancelled)
        except FolderAway:
            self.away = True
        except KlimabesogError as error:
            self.problems.append(str(error))
        return self

    def close(self) -> None:
        """Close and drop what was brought to the own disk."""
        for arrival in self.arrivals:
            arrival.bundle.close()
        if self._temp is not None:
            self._temp.cleanup()
            self._temp = None

    def _place(self) -> Path:
        """A folder on the own disk; what lies there is sealed."""
        if self._temp is None:
            self._temp = tempfile.TemporaryDirectory(prefix="klimabesog-", ignore_cleanup_errors=True)
        return Path(self._temp.name)

    def _reach(self) -> None:
        try:
            self.disk = _disk(self.folder)
        except OSError as error:
            raise FolderAway(_("Den delte mappe kan ikke nås lige nu.")) from error
        if self.own_disk is not None and self.disk == self.own_disk:
            raise FolderAway(_("Den delte mappe kan ikke nås lige nu."))

    def _read(self, found: list[Found], cancelled: Callable[[], bool]) -> None:
        place = self._place() / "ind"
        place.mkdir(exist_ok=True)
        size = 0
        for file in shared.unread(self.memory, found):
            if cancelled():
                return
            if len(self.arrivals) >= shared.ROUND_FILES or (self.arrivals and size > shared.ROUND_BYTES):
                self.more = True
                return
            if self._fetch(file, place):
                size += file.size

    def _fetch(self, file: Found, place: Path) -> bool:
        try:
            bundle = shared.fetch(file.path, self.keys, place)
        except (InputError, OSError) as error:
            self._note_unread(file, error)
            return False
        if written_after(self.removed, bundle.info):
            bundle.close()
            self.problems.append(
                _(
                    "Filen {name} er fra en computer, der er fjernet, og er skrevet bagefter. "
                    "Hent den selv ind, hvis du ved, hvem der har skrevet den."
                ).format(name=file.path.name)
            )
            return False
        self.memory.waiting.pop(file.key, None)
        self.arrivals.append(Arrival(file.key, file.size, bundle))
        return True

    def _back_up(self) -> None:
        """The backup before an import; without one nothing is taken in, and the files wait for the next round."""
        if not self.arrivals:
            return
        try:
            with self.store.reader() as reader:
                before_import(reader, self.data_dir, self.now)
        except KlimabesogError:
            for arrival in self.arrivals:
                arrival.bundle.close()
            self.arrivals.clear()
            raise

    def _note_unread(self, file: Found, error: Exception) -> None:
        """Not whole, it is waited for; named when it has been so for long. Of a small file a key that is not here
        looks like a cut."""
        since = self.memory.waiting.setdefault(file.key, self.began)
        other_key = isinstance(error, OtherKey)
        if other_key and (file.size > shared.SURELY_BEGUN or self.began - since > LATE_KEY):
            self.problems.append(
                _(
                    "{name} er låst med en nøgle, som denne computer ikke har. Åbn kommunens nyeste profilfil."
                ).format(name=file.path.name)
            )
        elif self.began - since > LATE:
            self.problems.append(
                _("{name} er ikke hel efter et døgn. Bed om, at den deles igen.").format(name=file.path.name)
            )

    def _write(self, found: list[Found], cancelled: Callable[[], bool]) -> None:
        place = self._place() / "ud"
        place.mkdir(exist_ok=True)
        with self.store.reader() as reader:
            self.until = reader.vector().get(reader.device, 0)
            covered = self.memory.covers()
            for arrival in self.arrivals:
                covered.take(arrival.bundle.info.holds)
            self.went = self._put(reader, shared.missing(reader, covered), place, cancelled)
            self.complete = not cancelled()
            self._clear(reader, found, place, cancelled)
            small = shared.too_many(self.memory, shared.scan(self.folder))
            if small and self.complete:
                wanted = shared.holdings_of(self.memory, small)
                self._put(reader, shared.among(reader, wanted), place, cancelled)
                if not cancelled():
                    shared.archive(small)

    def _clear(self, reader: Store, found: list[Found], place: Path, cancelled: Callable[[], bool]) -> None:
        """Replaces the own files that hold what was erased since."""
        erasures = [event.id for event in reader.erasures()]
        if cancelled() or set(erasures) <= set(self.memory.erasures):
            return
        old = shared.outdated(self.memory, found, reader.device, shared.blanked(reader))
        wanted = shared.holdings_of(self.memory, [file for file in old if file.key in self.memory.files])
        self._put(reader, shared.among(reader, wanted), place, cancelled)
        if not cancelled():
            shared.remove(self.memory, old)
            self.memory.erasures = erasures

    def _put(
        self, reader: Store, events: Iterator[shared.AnyEvent], place: Path, cancelled: Callable[[], bool]
    ) -> int:
        return shared.write(reader, events, self.keys[0], self.folder, self.memory, place, cancelled)


class SharedFolder:
    """The shared folder of one casebook; without `path` the one chosen before (`chosen_folder`)."""

    def __init__(self, casebook: Casebook, path: Path | None = None) -> None:
        self._casebook = casebook
        self._store = casebook.desk.store
        self.path = path or chosen_folder(casebook)
        if path is not None and path != chosen_folder(casebook):
            self._choose(path)

    def _choose(self, path: Path) -> None:
        """Share through this folder from now on. InputError for one that can't be it."""
        if not path.is_dir():
            raise InputError(
                _("Mappen {path} findes ikke. Vælg en mappe, som alle kan nå.").format(path=path)
            )
        data = self._casebook.data_dir.resolve()
        if data == path.resolve() or data in path.resolve().parents:
            raise InputError(_("Den delte mappe må ikke ligge i programmets egen datamappe. Vælg en anden."))
        self._store.set_setting(STATE, None)
        self._store.set_setting(FOLDER, str(path))

    def forget(self) -> None:
        """Share through no folder any more; what lies there stays."""
        self._store.set_setting(FOLDER, None)
        self._store.set_setting(STATE, None)
        self.path = None

    # -- a round -------------------------------------------------------------------------------------------------------

    def sync_now(self, cancelled: Callable[[], bool] = lambda: False) -> Outcome:
        """Read and write until nothing is left; work out what changed. Holds the thread as long as it takes."""
        outcome = Outcome(more=True)
        while outcome.more and not cancelled():
            one = self.finish(self.begin().run(cancelled))
            outcome = Outcome(
                came=outcome.came + one.came,
                went=outcome.went + one.went,
                visits=tuple(sorted({*outcome.visits, *one.visits})),
                waiting=one.waiting,
                problems=one.problems,
                away=one.away,
                more=one.more,
            )
        Intake(self._casebook).settle()
        return outcome

    def begin(self) -> Round:
        """A round, to be run in a worker. InputError when no folder is chosen."""
        if self.path is None:
            raise InputError(_("Der er ikke valgt en delt mappe. Vælg den under Indstillinger."))
        state = self._state()
        memory = Memory.from_json(state.get("hukommelse"))
        last = state.get("enhed")
        if last and last != self._store.device and last not in memory.former:
            memory.former.append(str(last))
        own = _disk(self._casebook.data_dir)
        return Round(
            folder=self.path,
            data_dir=self._casebook.data_dir,
            now=self._casebook.desk.now(),
            store=self._store,
            keys=TeamKeys(self._casebook.desk).every,
            memory=memory,
            began=self._casebook.desk.clock(),
            own_disk=own if state.get("anden_disk") else None,
            removed=Laptops(self._casebook.desk).removed(),
        )

    def finish(self, done: Round) -> Outcome:
        """Take in what the round read, and remember how far it came; figures wait for `Intake.settling`."""
        intake, more = Intake(self._casebook), done.more
        problems = list(done.problems)
        erased = self._store.count_erased()
        try:
            for arrival in done.arrivals:
                intake.add(arrival.bundle)
                own = arrival.key.startswith(f"{self._store.device}/")
                done.memory.files[arrival.key] = shared.Known(arrival.size, arrival.bundle.info.holds, own)
        except KlimabesogError as error:  # no room, a locked file: the rest comes with a later round
            problems.append(str(error))
            more = False
        finally:
            done.close()
        taken = intake.end()
        self._remember(done, problems)
        more = more or self._store.count_erased() > erased  # own files may hold what a colleague erased
        waiting = len(done.memory.waiting)
        return Outcome(taken.came, done.went, taken.visits, waiting, tuple(problems), done.away, more)

    def _remember(self, done: Round, problems: list[str]) -> None:
        state = self._state()
        own = _disk(self._casebook.data_dir)
        new = {**state, "vaek": done.away, "problemer": problems, "enhed": self._store.device}
        new["hukommelse"] = done.memory.as_json()
        if not done.away:
            new["anden_disk"] = done.disk != own
        if done.complete:
            new |= {"delt": done.began, "ud": done.until}
        if new != state:
            self._store.set_setting(STATE, new)

    # -- how it stands -------------------------------------------------------------------------------------------------

    def status(self) -> Status:
        """How sharing stands; reads only this laptop's own store."""
        state = self._state()
        shared_at = local_time(int(state["delt"])) if state.get("delt") else None
        sent = int(state.get("ud") or 0) if state.get("enhed") == self._store.device else 0
        to_send = max(0, self._store.vector().get(self._store.device, 0) - sent)
        waiting = len((state.get("hukommelse") or {}).get("venter", ()))
        away, problems = bool(state.get("vaek")), tuple(state.get("problemer") or ())
        text = _text(self.path, shared_at, self._casebook.desk.now(), to_send, away)
        return Status(self.path, shared_at, to_send, waiting, away, problems, text)

    def _state(self) -> dict[str, Any]:
        return dict(self._store.setting(STATE) or {})


def _disk(path: Path) -> int:
    """The number of the disk that a folder lies on."""
    return os.stat(path).st_dev


def chosen_folder(casebook: Casebook) -> Path | None:
    """The folder this laptop shares through; None when there is none."""
    path = casebook.desk.store.setting(FOLDER)
    return Path(path) if path else None


def _text(folder: Path | None, shared_at: datetime | None, now: datetime, to_send: int, away: bool) -> str:
    if folder is None:
        return _("Deles ikke")
    if away and to_send:
        waiting = ngettext("{n} ændring venter på mappen", "{n} ændringer venter på mappen", to_send)
        return waiting.format(n=to_send)
    if shared_at is None:
        return _("Ikke delt endnu")
    if shared_at.date() == now.date():
        return _("Delt {time}").format(time=f"{shared_at:%H.%M}")
    return _("Delt {day}").format(day=f"{shared_at.day}.{shared_at.month}.{shared_at.year}")
