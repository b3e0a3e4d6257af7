"""A person's name taken out of what was written, for good and on every laptop, in all versions there ever were.

What shows says "[navn fjernet]" in the name's place; versions that say it are blanked in the log (`Store.blank`).
Issued documents stay as they were filed, and so does who wrote what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.erasure import NAME, REASONS, note_deletion
from klimabesog.casework.letters import redaction_letter
from klimabesog.casework.nameplaces import At, Look, Place, Progress
from klimabesog.casework.personfiles import Unread
from klimabesog.casework.visitviews import DocumentRow
from klimabesog.store import Change
from klimabesog.store.event import BLANKED
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook


@dataclass(frozen=True)
class Redacted:
    """What was done: the deletion record, how many places and versions, the visits whose texts changed, the letter."""

    deletion: str
    places: int
    versions: int
    visits: tuple[str, ...]
    letter: str

    @property
    def came(self) -> int:
        """So many changes that what is open is to read."""
        return self.versions


def redact(
    casebook: Casebook,
    needles: Sequence[str],
    chosen: Sequence[Place],
    kept: Sequence[Place] = (),
    *,
    why: str = "anmodning",
    unread: Sequence[Unread] = (),
    progress: Progress = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
    beginning: Callable[[], None] = lambda: None,
) -> Redacted | None:
    """Take the person's name out of the chosen places, on this laptop now and on the others when they share.

    What is written is worked out from the log as it stands, then done in one transaction, a change-set for each visit
    or company, so that a case shared alone carries its own and no other's. Until `beginning` is called it may be
    cancelled, and then nothing has changed and None is returned. The figures follow, and the caller carries the erasure
    into the backups (`backups.forget_in_copies`). `kept` are the other places, and `unread` the files that could not be
    searched: the letter tells of them.
    InputError when nothing is chosen, or nothing of it names the person any more.
    """
    if why not in REASONS:
        raise ValueError(why)
    look = Look(casebook, needles)
    steps: dict[str | None, _Step] = {}
    touched: list[Place] = []
    for number, place in enumerate(place for place in chosen if not place.why_not):
        if cancelled():
            return None
        progress(number, len(chosen))
        step = steps.setdefault(look.context(place.record), _Step())
        if step.take(look, (place.at, *place.beside)):
            touched.append(place)
    if not touched:
        raise InputError(_("Vælg mindst ét sted, hvor navnet skal fjernes."))
    beginning()
    done = _carry_out(casebook, needles[0], steps, touched, why, progress)
    return replace(done, letter=_letter(casebook, needles[0], touched, kept, unread))


class _Step:
    """What becomes one change-set."""

    def __init__(self) -> None:
        self._changes: dict[At, Change] = {}
        self._gone: dict[str, dict[str, list[str]]] = {}

    def take(self, look: Look, places: Iterable[At]) -> int:
        """Take these fields in; how many versions go."""
        versions = 0
        for record, field in places:
            changes, stamps = look.changes(record, field)
            if stamps:
                self._changes |= {(change.record, change.field): change for change in changes}
                self._gone.setdefault(record, {})[field] = list(dict.fromkeys(stamps))
                versions += len(stamps)
        return versions

    @property
    def versions(self) -> int:
        """How many versions go."""
        return sum(len(stamps) for fields in self._gone.values() for stamps in fields.values())

    def sets(self) -> list[Change]:
        """The changes of the step; none when nothing of it names the person."""
        return [*self._changes.values(), *(Change(r, BLANKED, fields) for r, fields in self._gone.items())]


def _carry_out(
    casebook: Casebook,
    person: str,
    steps: dict[str | None, _Step],
    touched: list[Place],
    why: str,
    progress: Progress,
) -> Redacted:
    from klimabesog.casework.intake import Intake

    intake, store = Intake(casebook), casebook.desk.store
    intake.begin()
    events = casebook.desk.blank((context, step.sets()) for context, step in steps.items() if step.versions)
    deletion = note_deletion(casebook, events[-1], NAME, why, Counter(place.kind for place in touched))
    intake.touch(frozenset(change.record for event in events for change in event.sets))
    visits = intake.end().visits
    for done, _visit in enumerate(intake.settling()):
        progress(done, max(len(visits), done + 1))
    store.scrub()  # calculated values that said it otherwise were worked out anew
    return Redacted(
        deletion=deletion,
        places=len(touched),
        versions=sum(step.versions for step in steps.values()),
        visits=visits,
        letter="",
    )


def _letter(
    casebook: Casebook, person: str, touched: Sequence[Place], kept: Sequence[Place], unread: Sequence[Unread]
) -> str:
    documents = [place for place in kept if place.kind == kinds.DOCUMENT and place.why_not]
    return redaction_letter(
        casebook,
        person,
        len(touched),
        list(_rows(casebook, documents)),
        sum(bool(place.record) for place in kept) - len(documents),
        is_officer=any(not place.record for place in kept),
        unread=unread,
    )


def _rows(casebook: Casebook, documents: Iterable[Place]) -> Iterator[DocumentRow]:
    for place in documents:
        yield from (row for row in casebook.documents.of(place.spot.company) if row.id == place.record)
