"""Backups in the data folder: made by themselves, thinned out by date, looked into, and restored.

They are encrypted with the store's own key and lie in `sikkerhedskopier/`, named by when and why they were taken.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal, NamedTuple

from klimabesog.casework import kinds
from klimabesog.casework.casebook import DATABASE, Casebook
from klimabesog.casework.opening import Place, key_of
from klimabesog.casework.saving import free_name, not_saved
from klimabesog.store import Event, Store
from klimabesog.store.driver import WrongKey
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.texts import _

FOLDER = "sikkerhedskopier"
DAILY, IMPORT, UPGRADE, MANUAL = "daglig", "import", "opgradering", "manuel"
REASONS = (DAILY, IMPORT, UPGRADE, MANUAL)
DAYS, WEEKS, MONTHS = 7, 4, 12
"""How many days, weeks and months back the newest backup of each is kept."""

BETWEEN_IMPORTS = timedelta(hours=1)
"""A shared folder brings something every few minutes: one copy an hour is enough to go back to."""

Keep = Literal["all", "others", "none"]

CLEANED = "kopier_renset"
"""Setting: how much was erased when the copies were last cleaned."""

_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?:-\d+)? ({'|'.join(REASONS)})\.db")
_STAMP = "%Y-%m-%d %H.%M.%S"


class Backup(NamedTuple):
    """A backup in the folder: when (local time) and why it was taken, and how large it is in bytes."""

    path: Path
    taken: datetime
    reason: str
    size: int

    @property
    def why(self) -> str:
        """The reason in the person's words."""
        return {
            DAILY: _("Dagens sikkerhedskopi"),
            IMPORT: _("Før en import"),
            UPGRADE: _("Før en opdatering af programmet"),
            MANUAL: _("Taget af dig"),
        }[self.reason]


class Preview(NamedTuple):
    """What restoring would change, compared with the data as they are now.

    `lost_*`: what is here now and not in the backup; `back_*`: what is in the backup and not here now (deleted
    since).  Companies by name, visits by company and date.  `own_changes` and `others_changes` count the events
    made since, on this laptop and on others.  `present` is False where the present data cannot be read.
    """

    companies: int
    visits: int
    lost_companies: tuple[str, ...]
    lost_visits: tuple[str, ...]
    back_companies: tuple[str, ...]
    back_visits: tuple[str, ...]
    own_changes: int
    others_changes: int
    present: bool


class Restored(NamedTuple):
    """Where the replaced data lie now, and how many of their events were taken over."""

    aside: Path
    taken_over: int


# -- making ----------------------------------------------------------------------------------------


def folder(data_dir: Path) -> Path:
    """Where a data folder's backups lie."""
    return data_dir / FOLDER


def list_backups(place: Place) -> list[Backup]:
    """The backups of a data folder, newest first."""
    return _listed(place.data_dir)


def make_backup(store: Store, data_dir: Path, reason: str = MANUAL, now: datetime | None = None) -> Backup:
    """Take a backup now, and thin out the old ones.

    `store` may be a `Store.reader()` of the calling thread, so that a worker does it while the officer works on.
    SurroundingsError when there is no room or no access: then nothing has changed.
    """
    now = now or datetime.now()
    path = _new_name(data_dir, reason, now)
    with _written(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        store.backup(path)
    thin_out(data_dir, now)
    return _backup_at(path) or Backup(path, now, reason, path.stat().st_size)


def daily(store: Store, data_dir: Path, now: datetime | None = None) -> Backup | None:
    """Take the day's backup, unless the last one is younger than a day; for an idle moment after the start."""
    return _unless_younger(store, data_dir, DAILY, timedelta(days=1), now)


def before_import(store: Store, data_dir: Path, now: datetime | None = None) -> Backup | None:
    """Take a backup before something is taken in, unless the last one is younger than an hour."""
    return _unless_younger(store, data_dir, IMPORT, BETWEEN_IMPORTS, now)


def _unless_younger(
    store: Store, data_dir: Path, reason: str, age: timedelta, now: datetime | None
) -> Backup | None:
    """A backup from the future (a clock that was wrong) does not count as young."""
    now = now or datetime.now()
    if any(timedelta(0) <= now - backup.taken < age for backup in _listed(data_dir)):
        return None
    return make_backup(store, data_dir, reason, now)


def thin_out(data_dir: Path, now: datetime | None = None) -> list[Path]:
    """Delete the backups that are not worth their room; returns their paths.

    Kept are those of the last 24 hours, and the newest of each of the last 7 days, 4 weeks and 12 months in which
    one was taken; the newest stays in any case.
    """
    backups = _listed(data_dir)
    kept = _worth_keeping(backups, now or datetime.now())
    gone = [backup.path for backup in backups if backup not in kept]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def _worth_keeping(backups: list[Backup], now: datetime) -> set[Backup]:
    """`backups` newest first."""
    kept = {backup for backup in backups if abs(now - backup.taken) < timedelta(days=1)} | set(backups[:1])
    for pattern, many in (("%Y-%m-%d", DAYS), ("%G-%V", WEEKS), ("%Y-%m", MONTHS)):
        newest: dict[str, Backup] = {}
        for backup in backups:
            newest.setdefault(backup.taken.strftime(pattern), backup)
        kept.update(list(newest.values())[:many])
    return kept


def _listed(data_dir: Path) -> list[Backup]:
    paths = folder(data_dir).glob("*.db")
    found = [backup for path in paths if (backup := _backup_at(path))]
    return sorted(found, key=lambda backup: (backup.taken, backup.path.name), reverse=True)


def _backup_at(path: Path) -> Backup | None:
    """None for a file that is no backup of ours."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        return Backup(path, datetime.strptime(match[1], _STAMP), match[2], path.stat().st_size)
    except (ValueError, OSError):
        return None


def _new_name(data_dir: Path, reason: str, now: datetime) -> Path:
    stamp, number = now.strftime(_STAMP), 1
    path = folder(data_dir) / f"{stamp} {reason}.db"
    while path.exists():
        number += 1
        path = path.with_name(f"{stamp}-{number} {reason}.db")
    return path


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """Turns what stands in the way of writing `path` into one sentence, and leaves no half file."""
    try:
        yield
    except OSError as error:
        raise not_saved(path, error) from error
    finally:
        path.with_name(path.name + ".tmp").unlink(missing_ok=True)


# -- looking into one ------------------------------------------------------------------------------


def preview(place: Place, backup: Path, passphrase: str | None = None) -> Preview:
    """What restoring a backup would change; the data may be open meanwhile, and nothing is written.

    InputError for a file that is no backup of these data, or is damaged.
    """
    key = key_of(place, passphrase)
    with _readable(backup, key) as then:
        try:
            with Store.peek(place.database, key) as now:
                return _compared(then, now)
        except SurroundingsError:
            return _compared(then, None)


@contextmanager
def _readable(backup: Path, key: bytes) -> Iterator[Store]:
    """The backup, opened for reading only."""
    try:
        usable = (
            backup.is_file() and backup.stat().st_size > 0
        )  # SQLite takes an empty file for a new database
    except OSError:
        usable = False
    if not usable:
        raise _unreadable(backup)
    try:
        with Store.peek(backup, key) as store:
            yield store
    except SurroundingsError as error:
        raise InputError(str(error)) from error


def _unreadable(backup: Path) -> InputError:
    return InputError(_("{name} kan ikke læses. Vælg en anden sikkerhedskopi.").format(name=backup.name))


def _compared(then: Store, now: Store | None) -> Preview:
    companies, visits = _named(then)
    here_companies, here_visits = _named(now) if now else ({}, {})
    own = others = 0
    if now is not None:
        known = then.event_ids()
        for device, event in now.event_ids_by_device():
            if event not in known:
                own, others = (own + 1, others) if device == now.device else (own, others + 1)
    return Preview(
        len(companies),
        len(visits),
        _only(here_companies, companies),
        _only(here_visits, visits),
        _only(companies, here_companies) if now else (),
        _only(visits, here_visits) if now else (),
        own,
        others,
        now is not None,
    )


def _named(store: Store) -> tuple[dict[str, str], dict[str, str]]:
    """Names of the companies and of the visits, by id."""
    companies = {r.id: str(r.fields.get("navn") or "") for r in store.records(kinds.COMPANY)}
    visits = {
        r.id: f"{companies.get(str(r.fields.get('virksomhed')), '')} {r.fields.get('dato') or ''}".strip()
        for r in store.records(kinds.VISIT)
    }
    return companies, visits


def _only(these: dict[str, str], those: dict[str, str]) -> tuple[str, ...]:
    """The names of what is among these and not among those."""
    return tuple(sorted(name for record, name in these.items() if record not in those))


# -- restoring -------------------------------------------------------------------------------------


def restore(place: Place, backup: Path, passphrase: str | None = None, *, keep: Keep = "others") -> Restored:
    """Put a backup in place of the data, which must be closed; what was there is set aside, never deleted.

    `keep`: what of the work made since the backup is taken over: "all" of it (a union: then only deletions of
    the file itself are mended), what "others" made (the default: only this laptop goes back), or "none".  Erasures
    are always taken over: what was to be forgotten stays forgotten.  What others hold of this laptop's later work
    comes back when they share.
    The backup is opened and checked first: InputError, and nothing replaced, when it is damaged, empty or made
    under another key.  AlreadyOpen while the data are open.
    """
    import tempfile

    key = key_of(place, passphrase)
    with tempfile.TemporaryDirectory(dir=place.data_dir) as scratch:
        copy, whole = Path(scratch) / DATABASE, Path(scratch) / "hel.db"
        _copy(backup, copy)
        aside = free_name(place.database.with_stem(f"{place.database.stem} (før gendannelse)"))
        with Store.open(copy, key) as store, Store.open(place.database, key) as present:
            if problems := store.check():
                raise InputError(_("Sikkerhedskopien er beskadiget: {problem}").format(problem=problems[0]))
            taken_over = _take_over(store, present, keep)
            store.backup(whole)
            present.backup(aside)
        put_in_place(whole, place.database)
    return Restored(aside, taken_over)


def _take_over(store: Store, present: Store, keep: Keep) -> int:
    """Brings later events, and the settings of this laptop, from the present data into the restored ones."""
    own = present.own_devices()

    def wanted(event: Event) -> bool:
        return event.erases or keep == "all" or (keep == "others" and event.device not in own)

    known = store.event_ids()
    later = [event for event in present.events() if event.id not in known and wanted(event)]
    applied = store.apply(later, present.blobs_of(later))
    for name, value in present.settings().items():
        store.set_setting(name, value)
    return applied.new


def put_in_place(database: Path, target: Path) -> None:
    """A closed database takes another's name; what belonged to the old one's journal goes."""
    for leftover in ("-wal", "-shm"):
        target.with_name(target.name + leftover).unlink(missing_ok=True)
    os.replace(database, target)


def _copy(source: Path, target: Path) -> None:
    import shutil

    try:
        shutil.copyfile(source, target)
    except OSError as error:
        raise _unreadable(source) from error
    if target.stat().st_size == 0:
        raise _unreadable(source)


# -- erasure and a new key -------------------------------------------------------------------------


def copies(data_dir: Path) -> list[Path]:
    """Every other file of the data folder that is a database: backups, and what was set aside."""
    beside = (path for path in data_dir.glob("*.db") if path.name != DATABASE)
    return sorted([*folder(data_dir).glob("*.db"), *beside])


def are_cleaned(store: Store) -> bool:
    """Whether everything that was erased here, or came erased from colleagues, has been taken out of the copies."""
    return store.count_erased() == int(store.setting(CLEANED) or 0)


def note_cleaned(store: Store, erased: int) -> None:
    """The copies are free of what was erased when so much was (`Store.count_erased`)."""
    store.set_setting(CLEANED, erased)


def forget_in_copies(
    casebook: Casebook, key: bytes, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> list[Path]:
    """Carry every erasure into the backups and the files set aside; returns those it could not be carried into.

    A damaged copy cannot be rewritten: the person decides whether it is deleted.
    """
    store, paths = casebook.desk.store, copies(casebook.data_dir)
    erased, failed = store.count_erased(), []
    for done, path in enumerate(paths):
        progress(done, len(paths))
        if not forget_in_copy(store, path, key):
            failed.append(path)
    note_cleaned(store, erased)
    return failed


def forget_in_copy(store: Store, path: Path, key: bytes) -> bool:
    """Carry every erasure of a store (or a `Store.reader()`) into one copy; whether that could be done."""
    erasures = store.erasures()

    def rewrite(draft: Path, whole: Path) -> None:
        with Store.open(draft, key) as copy:
            copy.apply(erasures)
            copy.backup(whole)

    return not _rewritten([path], rewrite)


def encrypt_copies(paths: Iterable[Path], old: bytes, new: bytes) -> list[Path]:
    """Encrypt copies under another key, those that are not already; returns those that could not be."""

    def rewrite(draft: Path, whole: Path) -> None:
        try:
            with Store.peek(draft, new) as store:
                store.backup(whole)
        except WrongKey:
            with Store.peek(draft, old) as store:
                store.backup(whole, key=new)

    return _rewritten(paths, rewrite)


def _rewritten(paths: Iterable[Path], rewrite: Callable[[Path, Path], None]) -> list[Path]:
    """Rewrite copies one by one, each whole or not at all; returns those that failed."""
    import tempfile

    failed = []
    for path in paths:
        with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
            draft, whole = Path(scratch) / "kopi.db", Path(scratch) / "hel.db"
            try:
                _copy(path, draft)
                rewrite(draft, whole)
                os.replace(whole, path)
            except (SurroundingsError, InputError, OSError):
                failed.append(path)
    return failed
