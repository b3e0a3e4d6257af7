"""The append-only log: writing events down, reading them back, and what has been seen of each device."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from klimabesog.store.driver import Connection
from klimabesog.store.event import PLAIN_SCHEMA, SCHEMA, Event, NewerEvent, pack, unpack
from klimabesog.values.clock import COUNTER_LIMIT

_AT_ONCE = 2000
_COLUMNS = "e.id, e.device_n, e.seq, e.hlc, e.actor, e.schema, e.context, e.undoes, e.sets"


def stamp_number(hlc: str) -> int:
    """The time of a clock stamp known to be one, as the integer the tables hold."""
    return int(hlc[:13]) * COUNTER_LIMIT + int(hlc[14:19])


def stamp_device(hlc: str) -> str:
    """The device of a clock stamp known to be one."""
    return hlc[20:]


def stamp_text(number: int, device: str) -> str:
    """The clock stamp that `stamp_number` and a device stand for."""
    return f"{number // COUNTER_LIMIT:013d}-{number % COUNTER_LIMIT:05d}-{device}"


class Log:
    """The log of one database; what it keeps in memory is dropped by `forget` when a transaction failed."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
        self.forget()

    def forget(self) -> None:
        """Drops everything remembered, so that memory never says more than the file."""
        self._device_ids: dict[int, str] = {}
        self._device_numbers: dict[str, int] = {}
        self._unbroken: dict[str, int] = {}
        self._last_seqs: dict[str, int] = {}
        self._latest: str | None = None

    # -- devices and stamps -----------------------------------------------------------------------

    def device_id(self, n: int) -> str:
        """The device with this number."""
        if n not in self._device_ids:
            for number, device in self._db.execute("SELECT n, id FROM device"):
                self._device_ids[number] = device
                self._device_numbers[device] = number
        return self._device_ids[n]

    def device_number(self, device: str, *, add: bool = False) -> int | None:
        """The device's number; None if the log has nothing of it (with `add` it gets one)."""
        if device not in self._device_numbers:
            row = self._db.execute("SELECT n FROM device WHERE id = ?", (device,)).fetchone()
            if row is None and not add:
                return None
            n = row[0] if row else self._db.execute("INSERT INTO device(id) VALUES (?)", (device,)).lastrowid
            self._device_numbers[device], self._device_ids[n] = n, device
        return self._device_numbers[device]

    def stamp(self, number: int, device_n: int) -> str:
        """The clock stamp as text."""
        return stamp_text(number, self._device_ids.get(device_n) or self.device_id(device_n))

    def latest(self) -> str | None:
        """The latest stamp in the log, of whichever device.

        Read from each device's last event: a device's stamps rise with its sequence numbers.
        """
        if self._latest is None:
            rows = self._db.execute(
                "SELECT (SELECT hlc FROM event WHERE device_n = d.n ORDER BY seq DESC LIMIT 1), d.n"
                " FROM device d"
            )
            self._latest = max(
                (self.stamp(hlc, n) for hlc, n in rows.fetchall() if hlc is not None), default=None
            )
        return self._latest

    def last_seq(self, device: str) -> int:
        """The device's highest sequence number here; 0 for none."""
        if device not in self._last_seqs:
            n = self.device_number(device)
            found = self._db.execute("SELECT max(seq) FROM event WHERE device_n = ?", (n,)).fetchone()
            self._last_seqs[device] = int(found[0] or 0)
        return self._last_seqs[device]

    # -- writing ----------------------------------------------------------------------------------

    def has(self, event: str) -> bool:
        """Whether the log holds this event."""
        return self._db.execute("SELECT 1 FROM event WHERE id = ?", (event,)).fetchone() is not None

    def append(self, event: Event) -> int:
        """Writes an event that is not yet there; returns its number, which rises with arrival."""
        device_n = self.device_number(event.device, add=True)
        self._remember_seq(event.device, event.seq)
        row = (event.id, device_n, event.seq, stamp_number(event.hlc), event.actor, event.schema)
        cursor = self._db.execute(
            "INSERT INTO event(id, device_n, seq, hlc, actor, schema, context, undoes, sets)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, event.context, event.undoes, pack(event.sets)),
        )
        if self._latest is None or event.hlc > self._latest:
            self.latest()
            self._latest = max(self._latest or "", event.hlc)
        return cursor.lastrowid

    def _remember_seq(self, device: str, seq: int) -> None:
        """Moves the ends on for the next in line; anything else is looked up again when asked for."""
        last = self.last_seq(device)
        if not self._unbroken.get(device, -1) == last == seq - 1:
            self._unbroken.pop(device, None)
        else:
            self._unbroken[device] = seq
        self._last_seqs[device] = max(last, seq)

    def set_aside(self, event: NewerEvent) -> bool:
        """Keeps an event of a newer program; False if it was there."""
        row = (event.id, event.device, event.seq, event.schema, event.raw)
        return self._db.execute("INSERT OR IGNORE INTO quarantine VALUES (?, ?, ?, ?, ?)", row).rowcount > 0

    def take_understood(self) -> list[str]:
        """The set-aside events this program understands by now, removed from quarantine."""
        rows = self._db.execute("SELECT raw FROM quarantine WHERE schema <= ?", (SCHEMA,)).fetchall()
        self._db.execute("DELETE FROM quarantine WHERE schema <= ?", (SCHEMA,))
        return [raw for (raw,) in rows]

    # -- reading ----------------------------------------------------------------------------------

    def event(self, event: str) -> Event | None:
        """The event with this id."""
        row = self._db.execute(f"SELECT {_COLUMNS} FROM event e WHERE e.id = ?", (event,)).fetchone()
        return self._event(row) if row else None

    def numbered(self, n: int) -> Event:
        """The event with a number of this log."""
        return self._event(self._db.execute(f"SELECT {_COLUMNS} FROM event e WHERE e.n = ?", (n,)).fetchone())

    def changes(self, n: int) -> dict[tuple[str, str], Any]:
        """The values an event number set, by (record, field)."""
        (text,) = self._db.execute("SELECT sets FROM event WHERE n = ?", (n,)).fetchone()
        return {(change.record, change.field): change.value for change in unpack(text)}

    def all(self, after: int = 0) -> Iterator[tuple[int, Event]]:
        """Events with their numbers in order of arrival, those after a number."""
        for n, *row in self._db.execute(
            f"SELECT e.n, {_COLUMNS} FROM event e WHERE e.n > ? ORDER BY e.n", (after,)
        ):
            yield n, self._event(row)

    def events(self, since: Mapping[str, int] | None = None, context: str | None = None) -> Iterator[Event]:
        """Events in order of arrival: those a device with the vector `since` lacks, of one context if given."""
        for n in self._numbers(since or {}, context):
            yield self.numbered(n)

    def saying(self, says: Callable[[str], bool]) -> Iterator[Event]:
        """Events of which the actor's name or the packed changes pass a test; others are not even parsed."""
        last = 0
        query = f"SELECT e.n, {_COLUMNS} FROM event e WHERE e.n > ? ORDER BY e.n LIMIT {_AT_ONCE}"
        while rows := self._db.execute(
            query, (last,)
        ).fetchall():  # in portions: nothing stays open between them
            last = rows[-1][0]
            for _n, *row in rows:
                if (row[-1] and says(row[-1])) or says(row[4]):
                    yield self._event(row)

    def not_plain(self) -> list[Event]:
        """Events of a format after the first: those that erase, and those that lost something; in order of arrival."""
        query = f"SELECT {_COLUMNS} FROM event e WHERE e.schema > ? ORDER BY e.n"
        return [self._event(row) for row in self._db.execute(query, (PLAIN_SCHEMA,)).fetchall()]

    def ids(self) -> Iterator[tuple[str, str]]:
        """Device and id of every event."""
        for device_n, event in self._db.execute("SELECT device_n, id FROM event"):
            yield self.device_id(device_n), event

    def newer(self, since: Mapping[str, int] | None = None) -> list[NewerEvent]:
        """The events in quarantine that a device with the vector `since` lacks."""
        rows = self._db.execute("SELECT id, device, seq, schema, raw FROM quarantine ORDER BY device, seq")
        return [NewerEvent(*row) for row in rows if row[2] > (since or {}).get(row[1], 0)]

    def _numbers(self, since: Mapping[str, int], context: str | None) -> list[int]:
        devices = self._db.execute("SELECT n, id FROM device").fetchall()
        wanted, numbers = "device_n = ? AND seq > ?", []
        for n, device in devices:
            given: list[object] = [n, since.get(device, 0)]
            if context is not None:
                found = self._db.execute(
                    f"SELECT n FROM event WHERE context = ? AND +{wanted}", (context, *given)
                )
            else:
                found = self._db.execute(f"SELECT n FROM event WHERE {wanted}", given)
            numbers += [number for (number,) in found]
        return sorted(numbers)

    def _event(self, row: Any) -> Event:
        event, device_n, seq, hlc, actor, schema, context, undoes, sets = row
        device = self.device_id(device_n)
        stamp = self.stamp(hlc, device_n)
        return Event(event, device, seq, stamp, actor, schema, context, undoes, tuple(unpack(sets)))

    # -- vectors ----------------------------------------------------------------------------------

    def vector(self) -> dict[str, int]:
        """Of each device the last sequence number before the first gap, set-aside events counted as here.

        Not the highest: a bundle of one case leaves gaps, and what lies in them must still be asked for.
        """
        devices = [
            d for (d,) in self._db.execute("SELECT id FROM device UNION SELECT device FROM quarantine")
        ]
        held = {device: self._past_quarantine(device, self.unbroken(device)) for device in devices}
        return {device: seq for device, seq in held.items() if seq}

    def unbroken(self, device: str) -> int:
        """The last sequence number before the first gap among the device's events in the log."""
        if device not in self._unbroken:
            n = self.device_number(device)
            query = "SELECT count(DISTINCT seq), max(seq) FROM event WHERE device_n = ?"
            count, last = self._db.execute(query, (n,)).fetchone()
            self._unbroken[device] = last or 0 if count == (last or 0) else self._before_gap(n)
        return self._unbroken[device]

    def _before_gap(self, device_n: int | None) -> int:
        last = 0
        for (seq,) in self._db.execute(
            "SELECT DISTINCT seq FROM event WHERE device_n = ? ORDER BY seq", (device_n,)
        ):
            if seq != last + 1:
                break
            last = seq
        return last

    def _past_quarantine(self, device: str, last: int) -> int:
        """How far the unbroken part reaches when the set-aside events fill their gaps."""
        aside = {s for (s,) in self._db.execute("SELECT seq FROM quarantine WHERE device = ?", (device,))}
        if not aside:
            return last
        query = "SELECT 1 FROM event WHERE device_n = ? AND seq = ?"
        n = self.device_number(device)
        while last + 1 in aside or self._db.execute(query, (n, last + 1)).fetchone():
            last += 1
        return last
