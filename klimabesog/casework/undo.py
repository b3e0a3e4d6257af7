"""Undo and redo within one visit, read from the log itself, so that both work across a restart.

An undo is an ordinary event that sets the former values again and names the event it undoes; a redo makes the
same decision anew and names the undo. Only this device's own events are undone, and of those only what no colleague
has changed since.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.instance import COMMENT, LATER, MARKS, VERSION
from klimabesog.casework.scope import BRANCH, EXTENT, OPENED
from klimabesog.energy.carriers import carrier_name
from klimabesog.store import Change, Event
from klimabesog.store.event import DELETED, KIND
from klimabesog.values.texts import _

LASTING = frozenset({kinds.VISIT, kinds.SCREENING, kinds.DOCUMENT})
"""What is not undone: the visit itself, and a document once it is issued."""


SKIPPED = "sprunget_over"
"""The field of a step that says why it is skipped."""
ADVISER_FILE = "raadgiver_fil"
"""The field of a partnership that says which file of an adviser's was taken in last."""


class UndoStack:
    """What can be undone and redone in one visit (or other context)."""

    def __init__(self, desk: Desk, context: str) -> None:
        self._desk, self._context = desk, context
        self._done: list[Event] = []
        self._undone: list[Event] = []
        self._seen = 0

    def can_undo(self) -> bool:
        """Whether there is a step of this device to undo."""
        return self._next_undo() is not None

    def can_redo(self) -> bool:
        """Whether the last thing done was an undo."""
        return self._next_redo() is not None

    def undo(self) -> Event | None:
        """Take back the last step; returns it, None when there is none."""
        while step := self._next_undo():
            if self._desk.write(self._inverse(step), context=self._context, undoes=step.id):
                return step
            self._done.remove(step)  # a colleague has changed all of it since
        return None

    def redo(self) -> Event | None:
        """Do again what was last undone; returns that step."""
        undo = self._next_redo()
        if undo is None or undo.undoes is None:
            return None
        step = self._desk.store.event(undo.undoes)
        assert step is not None
        passing = _passing(step)
        again = [
            _again(change)
            for change in step.sets
            if self._is_ours(change) and (change.record not in passing or change.field == DELETED)
        ]
        self._desk.write(again, context=self._context, undoes=undo.id)
        return step

    def _inverse(self, step: Event) -> Iterator[Change]:
        """What takes the step back.

        A record it made is deleted and emptied, so that it can begin anew; but one that a colleague has written in
        stays, and only our answers in it go. One that it made only to take it away stands again: a row that the form
        began with.
        """
        before = {(c.record, c.field): c.value for c in self._desk.store.inverse(step.id)}
        made = {change.record for change in step.sets if change.field == KIND}
        shared = {record for record in made if not self._is_made_by_us(record)}
        passing = _passing(step)
        for change in step.sets:
            place = (change.record, change.field)
            if change.record in passing:
                if change.field == DELETED:
                    yield Change(*place, None)
                continue
            if change.record in shared and not change.field.startswith(("/", *MARKS)):
                continue
            if change.field == KIND:
                yield Change(change.record, DELETED, True)
            elif self._is_ours(change):
                restored = change.field == DELETED and change.value is None
                yield Change(*place, True if restored else before.get(place))

    def _is_ours(self, change: Change) -> bool:
        """Whether what shows in the field now was written on this device."""
        shown = self._desk.store.version(change.record, change.field)
        return shown is None or shown.device == self._desk.store.device

    def _is_made_by_us(self, record: str) -> bool:
        """Whether nobody else has written in the record."""
        store = self._desk.store
        return all(version.device == store.device for version in store.history(record))

    def _next_undo(self) -> Event | None:
        done, _undone = self._stacks()
        return done[-1] if done else None

    def _next_redo(self) -> Event | None:
        _done, undone = self._stacks()
        return undone[-1] if undone else None

    def _stacks(self) -> tuple[list[Event], list[Event]]:
        """Steps that stand, and the undos that can be redone; only events new since the last call are read."""
        for event in self._new_events():
            self._seen = event.seq
            self._take(event)
        return self._done, self._undone

    def _take(self, event: Event) -> None:
        if event.undoes and any(step.id == event.undoes for step in self._done):
            self._done = [step for step in self._done if step.id != event.undoes]
            self._undone.append(event)
        elif event.undoes and any(undo.id == event.undoes for undo in self._undone):
            self._undone = [undo for undo in self._undone if undo.id != event.undoes]
            self._done.append(event)
        elif self._undoable(event):
            self._done.append(event)
            self._undone = []

    def _new_events(self) -> list[Event]:
        store = self._desk.store
        since = {**store.vector(), store.device: self._seen}
        own = (event for event in store.events(since, context=self._context) if event.device == store.device)
        return sorted(own, key=lambda event: event.seq)

    def _undoable(self, event: Event) -> bool:
        """Neither the start or deletion of the visit itself nor an issued document nor an erasure is a step to undo."""
        return not event.erases and not any(
            (c.field == KIND and c.value in LASTING) or (c.record, c.field) == (self._context, DELETED)
            for c in event.sets
        )


class Undoing(ABC):
    """Undo and redo as a page offers them, for whatever keeps its changes in a context of its own: `_undo` is its
    stack, `_reverted` tells who looks."""

    _undo: UndoStack

    @property
    def can_undo(self) -> bool:
        """Whether this laptop has a change to take back."""
        return self._undo.can_undo()

    @property
    def can_redo(self) -> bool:
        """Whether the last thing done was to take one back."""
        return self._undo.can_redo()

    def undo(self) -> str | None:
        """Take this laptop's last change back; returns what it was, None when there is none."""
        return self._told(self._undo.undo())

    def redo(self) -> str | None:
        """Do again what was last taken back; returns what it was, None when there is nothing."""
        return self._told(self._undo.redo())

    def _told(self, step: Event | None) -> str | None:
        if step is None:
            return None
        self._reverted(step)
        return describe(step, self._label_of)

    @abstractmethod
    def _reverted(self, step: Event) -> None:
        """Read anew what the step touched, and tell of it."""

    def _label_of(self, record: str, field: str) -> str:
        """What a question is called."""
        return field.rsplit("/", 1)[-1]


def _passing(step: Event) -> set[str]:
    """The records that a step made only to take them away: rows that a form began with and nobody answered in."""
    made = {change.record for change in step.sets if change.field == KIND}
    return made & {change.record for change in step.sets if change.field == DELETED}


def _again(change: Change) -> Change:
    """The same decision made anew, by someone who sees what shows now."""
    gone = change.field == DELETED and change.value is not None
    return Change(change.record, change.field, True if gone else change.value)


def describe(event: Event, label_of: Callable[[str, str], str]) -> str:
    """One Danish sentence that names what an event touched, for "Fortrudt: …"."""
    fields = {(change.record, change.field) for change in event.sets}
    for record, field in fields:
        if field == VERSION and not fields & {(record, KIND), (record, DELETED)}:
            return _("Flytningen til en ny version af skemaet")
    if any(field == ADVISER_FILE for _record, field in fields):
        return _("Rådgiverens tal fra regnearket")
    begun = any((c.field, c.value) == (KIND, kinds.INSTANCE) for c in event.sets)
    # a form's defaults are written before its first answer
    for change in reversed(event.sets) if begun else event.sets:
        if change.field.startswith("/"):
            return _("Svaret på “{label}”").format(label=label_of(change.record, change.field))
        if change.field.startswith(LATER):
            return _("Mærket “spørg senere”")
        if change.field.startswith(COMMENT):
            path = change.field.removeprefix(COMMENT)
            return _("Kommentaren til “{label}”").format(label=label_of(change.record, path))
        if change.record == event.context and change.field.startswith((EXTENT, BRANCH, OPENED)):
            return _("Valget af, hvad besøget spørger om")
    if any(c.field == SKIPPED for c in event.sets):
        return _("Valget om at springe over")
    kind = next((c.value for c in event.sets if c.field == KIND), None)
    if kind is None and (named := next(filter(None, map(_numbers, event.sets)), "")):
        return named
    if kind in kinds.NAMES:
        new = _("Ny {kind}") if kind in kinds.COMMON_GENDER else _("Nyt {kind}")
        return new.format(kind=kinds.NAMES[str(kind)])
    if any(c.field == DELETED for c in event.sets):
        return _("Fjernelsen")
    return _("Den seneste ændring")


def _numbers(change: Change) -> str:
    """What a change of the numbers behind a visit was; "" for another change."""
    if change.field.startswith("egen:"):
        return _("Tallet for {carrier}").format(carrier=carrier_name(change.field.rpartition(":")[2]).lower())
    words = {
        "faktorsaet": _("Skiftet af faktorer og priser"),
        "kalkulationsrente": _("Kalkulationsrenten"),
        "raekkefoelge": _("Rækkefølgen af tiltag"),
    }
    return words.get(change.field, "")
