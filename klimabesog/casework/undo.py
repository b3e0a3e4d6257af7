"""Undo and redo within one visit, read from the log itself, so that both work across a restart.

An undo is an ordinary event that sets the former values again and names the event it undoes; a redo makes the
same decision anew and names the undo. Only this device's own events are undone.
"""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.instance import LATER
from klimabesog.store import Change, Event
from klimabesog.store.event import DELETED
from klimabesog.values.texts import _


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
        step = self._next_undo()
        if step is not None:
            self._desk.write(self._desk.store.inverse(step.id), context=self._context, undoes=step.id)
        return step

    def redo(self) -> Event | None:
        """Do again what was last undone; returns that step."""
        undo = self._next_redo()
        if undo is None or undo.undoes is None:
            return None
        step = self._desk.store.event(undo.undoes)
        assert step is not None
        self._desk.write([_again(change) for change in step.sets], context=self._context, undoes=undo.id)
        return step

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
        """The start of the visit itself is not a step to undo."""
        return not any(c.field == "@kind" and c.value in (kinds.VISIT, kinds.SCREENING) for c in event.sets)


def _again(change: Change) -> Change:
    """The same decision made anew, by someone who sees what shows now."""
    return Change(
        change.record, change.field, True if change.field == DELETED and change.value else change.value
    )


def describe(event: Event, label_of: Callable[[str, str], str]) -> str:
    """One Danish sentence that names what an event touched, for "Fortrudt: …"."""
    for change in event.sets:
        if change.field.startswith("/"):
            return _("Svaret på “{label}”").format(label=label_of(change.record, change.field))
        if change.field.startswith(LATER):
            return _("Mærket “spørg senere”")
    kind = next((c.value for c in event.sets if c.field == "@kind"), None)
    if kind in kinds.NAMES:
        return _("Nyt {kind}").format(kind=kinds.NAMES[str(kind)])
    if any(c.field == "@deleted" for c in event.sets):
        return _("Fjernelsen")
    return _("Den seneste ændring")
