"""Who changed what in a visit, newest first, and taking one change back where it still stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.undo import LASTING, describe
from klimabesog.casework.views import Changes
from klimabesog.casework.whereabouts import Spot, Whereabouts
from klimabesog.store import Change, Event
from klimabesog.store.event import DELETED, KIND
from klimabesog.values.clock import hlc_time
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.visit import Visit


@dataclass(frozen=True)
class Step:
    """One change a person made: what, who, when (local time); `value` is what was written, as it reads.

    `spot` is where; `undoable` says whether some of it still shows and can be taken back.
    """

    event: str
    what: str
    value: str
    who: str
    when: datetime
    own: bool
    spot: Spot
    undoable: bool


def visit_history(
    casebook: Casebook, visit: str, who: str | None = None, limit: int | None = None
) -> list[Step]:
    """Every change of a visit, or of one person in it, newest first; `limit` gives only the newest."""
    where = Whereabouts(casebook)
    events = [event for event in casebook.desk.store.events(context=visit) if who in (None, event.actor)]
    events.sort(key=lambda event: event.hlc, reverse=True)
    return [_step(casebook, where, visit, event) for event in events[:limit]]


def visit_people(casebook: Casebook, visit: str) -> list[str]:
    """Who has changed something in a visit, by name."""
    names = {event.actor for event in casebook.desk.store.events(context=visit)}
    return sorted(names - {""}, key=str.casefold)


def take_back(casebook: Casebook, visit: str, event: str) -> str:
    """Undo one change, whoever made it, as far as it still shows; returns what it was. The visit's undo redoes it.

    InputError when nothing of it shows any more.
    """
    step = casebook.desk.store.event(event)
    changes = list(_inverse(casebook, visit, step)) if step is not None else []
    if step is None or not changes:
        raise InputError(_("Ændringen kan ikke fortrydes: der er skrevet noget andet siden."))
    opened = casebook.look_at(visit)
    what = _what(Whereabouts(casebook), step)
    with casebook.desk.overruling_cpr():  # it has been saved before
        casebook.desk.write(changes, context=visit)
    follow(casebook, opened, frozenset(change.record for change in changes))
    return what


def follow(casebook: Casebook, visit: Visit, records: frozenset[str]) -> None:
    """An opened visit reads these records anew, and everyone is told."""
    visit.reload(records)
    visit.recompute()
    casebook.desk.tell(Changes(records, frozenset(kinds.NAMES), visit.id))


def _step(casebook: Casebook, where: Whereabouts, visit: str, event: Event) -> Step:
    change = _telling(event)
    return Step(
        event=event.id,
        what=_what(where, event),
        value=where.shown(change.record, change.field, change.value) if change else "",
        who=event.actor,
        when=hlc_time(event.hlc),
        own=event.device == casebook.desk.store.device,
        spot=where.spot(change.record, change.field) if change else Spot(visit=visit),
        undoable=_can_be_taken_back(casebook, visit, event),
    )


def _what(where: Whereabouts, event: Event) -> str:
    change = _telling(event)
    if event.erases:
        return _("Et navn er fjernet for altid")
    if (gone := _deleted(event)) is not None:
        text = where.deleted(gone.record)
    elif change is not None and change.field.startswith("/"):
        text = _("Svaret på “{label}”").format(label=where.spot(change.record, change.field).label)
    else:
        text = describe(event, lambda record, path: where.spot(record, path).label)
        made = any(c.field == KIND for c in event.sets)
        if change is not None and not made and text == _("Den seneste ændring"):
            text = where.spot(change.record, change.field).label
    return _("Fortrudt: {what}").format(what=text) if event.undoes else text


def _deleted(event: Event) -> Change | None:
    """The first deletion of an event that says nothing else."""
    if any(not change.field.startswith("@") or change.field == KIND for change in event.sets):
        return None
    return next((change for change in event.sets if change.field == DELETED and change.value), None)


def _telling(event: Event) -> Change | None:
    """The change that says most of what a person did: an answer, else a text, else the first.

    With the first answer in a form its defaults are written too, before it.
    """
    answers = [change for change in event.sets if change.field.startswith("/")]
    if answers and any((c.field, c.value) == (KIND, kinds.INSTANCE) for c in event.sets):
        return answers[-1]
    ordered = sorted(
        (change for change in event.sets if not change.field.startswith("@")),
        key=lambda c: (not c.field.startswith("/"), c.field not in ("tekst", "tekst_rapport", "sted", "status")),
    )
    return ordered[0] if ordered else None


def _can_be_taken_back(casebook: Casebook, visit: str, step: Event) -> bool:
    """Whether `_inverse` has anything to say, without asking what was before."""
    if step.erases or any(c.field == KIND and c.value in LASTING for c in step.sets):
        return False
    made = {c.record for c in step.sets if c.field == KIND}
    for change in step.sets:
        if change.field == KIND:
            if _untouched_since(casebook, change.record, step):
                return True
        elif change.field == DELETED:
            if change.record != visit and next(_restored(casebook, change), None) is not None:
                return True
        elif change.record not in made and _shows(casebook, change, step):
            return True
    return False


def _inverse(casebook: Casebook, visit: str, step: Event) -> Iterator[Change]:
    """What takes back what still shows of a change; not the visit's beginning, nor an issued document."""
    if not _can_be_taken_back(casebook, visit, step):
        return
    before = {(c.record, c.field): c.value for c in casebook.desk.store.inverse(step.id)}
    made = {c.record for c in step.sets if c.field == KIND}
    for change in step.sets:
        record, field = change.record, change.field
        if field == KIND:
            if _untouched_since(casebook, record, step):
                yield Change(record, DELETED, True)
        elif field == DELETED:
            if record != visit:
                yield from _restored(casebook, change)
        elif record not in made and _shows(casebook, change, step):
            yield Change(record, field, before.get((record, field)))


def _untouched_since(casebook: Casebook, record: str, step: Event) -> bool:
    """Whether a record that a step made stands as it was made."""
    known = casebook.desk.store.record(record)
    return known is not None and not known.deleted and known.changed_hlc == step.hlc


def _shows(casebook: Casebook, change: Change, step: Event) -> bool:
    shown = casebook.desk.store.version(change.record, change.field)
    return shown is not None and shown.event == step.id


def _restored(casebook: Casebook, change: Change) -> Iterator[Change]:
    """A deletion is taken back while the record is deleted, a restoring while it stands."""
    record = casebook.desk.store.record(change.record)
    if record is not None and record.deleted == (change.value is not None):
        yield Change(change.record, DELETED, None if record.deleted else True)
