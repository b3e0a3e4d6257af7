"""The desk: the open store, who works at it, and the one way to write to it and be told of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from klimabesog.casework import cpr
from klimabesog.casework.views import Changes, Officer
from klimabesog.store import Change, Event, Record, Store
from klimabesog.values.clock import Clock, hlc_time, system_clock
from klimabesog.values.danish import format_time

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
        self._overruling = False
        self._no_cpr: set[str] = set()

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
        settles: bool = True,
    ) -> Event | None:
        """Commit one change-set (durable on return); nothing at all is written for an empty one.

        Who writes in a field that colleagues filled differently has seen what each of them said, and settles it; an
        undo does not, nor does what no person looks at (`settles=False`).
        Raises CprFound, with nothing written, for a possible CPR number in a free field of a record.
        """
        sets = tuple(changes)
        if not sets:
            return None
        if undoes is None:
            self._refuse_cpr(sets)
            sets = tuple(self._settling(sets)) if settles else sets
        event = self.store.commit(sets, actor=self.actor, context=context, undoes=undoes)
        if context:
            self._latest[context] = event.hlc
        return event

    def _settling(self, sets: tuple[Change, ...]) -> Iterator[Change]:
        """The changes, each naming every version that stands where several do."""
        split = {record: self._split_fields(record) for record in {change.record for change in sets}}
        for change in sets:
            heads = split[change.record].get(change.field) if change.bases is None else None
            yield change._replace(bases=heads) if heads else change

    def _split_fields(self, record: str) -> dict[str, tuple[str, ...]]:
        """The stamps of all standing versions of each field of a record that has several values."""
        clashes = self.store.conflicts(record)
        return {clash.field: tuple(head.hlc for head in clash.heads) for clash in clashes}

    def blank(self, steps: Iterable[tuple[str | None, Sequence[Change]]]) -> list[Event]:
        """Take single versions away for good, and say something else in their place (`Store.blank`)."""
        events = self.store.blank(steps, actor=self.actor)
        self._latest |= {event.context: event.hlc for event in events if event.context}
        return events

    # -- possible CPR numbers ---------------------------------------------------------------------

    @contextmanager
    def overruling_cpr(self) -> Iterator[None]:
        """What is written inside is kept as it is: the person has said that its numbers are no CPR numbers."""
        before, self._overruling = self._overruling, True
        try:
            yield
        finally:
            self._overruling = before

    def is_no_cpr(self, numbers: Iterable[str]) -> None:
        """The person has said that these numbers (as written) are none: they are not asked about again in this run."""
        self._no_cpr.update(numbers)

    def refuse_cpr_in(self, text: str, known: str = "", field: str = "") -> None:
        """CprFound for a possible CPR number in a free text that is not saved already."""
        if not self._overruling:
            cpr.check_text(text, "\n".join((known, *self._no_cpr)), field)

    def _refuse_cpr(self, sets: tuple[Change, ...]) -> None:
        for change in sets:
            for name, text in cpr.texts([(change.field, change.value)]):
                if not self._overruling and cpr.find_cpr(text):
                    stored = self.store.record(change.record)
                    self.refuse_cpr_in(text, str(stored.fields.get(name) or "") if stored else "", name)

    def saved_at(self, context: str) -> str:
        """The stamp of the newest change in a visit or company, "" before the first."""
        if context not in self._latest:
            self._latest[context] = max(
                (event.hlc for event in self.store.events(context=context)), default=""
            )
        return self._latest[context]

    def saved_time(self, context: str) -> str:
        """Clock time of the newest change in a visit or company, "14.05"; "" before the first."""
        newest = self.saved_at(context)
        return format_time(hlc_time(newest).strftime("%H:%M")) if newest else ""

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
