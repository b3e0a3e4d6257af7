"""The desk: the open store, who works at it, and the one way to write to it and be told of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path

from klimabesog.casework.views import Changes, Officer
from klimabesog.store import Change, Event, Record, Store
from klimabesog.values.clock import Clock, system_clock

Subscriber = Callable[[Changes], None]


class Desk:
    """An open store with its officer. Everything that casework writes goes through `write`.

    Subscribers are called on the calling thread after each operation, with what it changed.
    """

    def __init__(self, store: Store, data_dir: Path, clock: Clock = system_clock) -> None:
        self.store = store
        self.data_dir = data_dir
        self.clock = clock
        self._subscribers: list[Subscriber] = []
        self._latest: dict[str, str] = {}
        self._officer: Officer | None = None

    @property
    def officer(self) -> Officer | None:
        """Who works at this laptop; None until the welcome has been answered."""
        if self._officer is None and (known := self.store.setting("medarbejder")):
            self._officer = Officer(**known)
        return self._officer

    def set_officer(self, officer: Officer) -> None:
        """Keep the officer on this device (each event names its actor, so the log needs no more)."""
        self.store.set_setting("medarbejder", officer._asdict())
        self._officer = officer
        self.tell(Changes(kinds=frozenset({"medarbejder"})))

    @property
    def actor(self) -> str:
        """The name written on events."""
        officer = self.officer
        return officer.name if officer else ""

    def now(self) -> datetime:
        """The local wall clock, to the second."""
        return datetime.fromtimestamp(self.clock() // 1000)

    def subscribe(self, callback: Subscriber) -> Callable[[], None]:
        """Call `callback` after each operation; returns the function that ends it."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback)

    def tell(self, changes: Changes) -> None:
        """Tell every subscriber what changed."""
        for subscriber in tuple(self._subscribers):
            subscriber(changes)

    def write(
        self,
        changes: Iterable[Change],
        *,
        context: str | None = None,
        undoes: str | None = None,
    ) -> Event | None:
        """Commit one change-set (durable on return); nothing at all is written for an empty one."""
        sets = tuple(changes)
        if not sets:
            return None
        event = self.store.commit(sets, actor=self.actor, context=context, undoes=undoes)
        if context:
            self._latest[context] = event.hlc
        return event

    def saved_at(self, context: str) -> str:
        """The stamp of the newest change in a visit or company, "" before the first."""
        if context not in self._latest:
            self._latest[context] = max(
                (event.hlc for event in self.store.events(context=context)), default=""
            )
        return self._latest[context]

    def save_record(
        self, record: str, kind: str, fields: Mapping[str, object], *, context: str | None = None
    ) -> Event | None:
        """Write the fields that differ from what is stored, creating the record when it is new."""
        return self.write(self.differences(record, kind, fields), context=context)

    def differences(self, record: str, kind: str, fields: Mapping[str, object]) -> list[Change]:
        """The changes that bring `record` to `fields`; its kind first when it does not exist yet."""
        stored = self.store.record(record)
        known = stored.fields if stored else {}
        new = [] if stored else [Change(record, "@kind", kind)]
        return new + [
            Change(record, name, value) for name, value in fields.items() if known.get(name) != value
        ]

    def fields(self, record: Record) -> dict[str, object]:
        """A record as everyone sees it: what people decided, and over it what was computed from it."""
        return {**record.fields, **self.store.computed(record.id)}

    def delete(self, record: str, *, context: str | None = None) -> Event | None:
        """Delete a record; any change this device has not seen brings it back, visibly."""
        return self.write([Change(record, "@deleted", True)], context=context)
