"""Which documents can be made of a visit, of a company, or of the municipality's companies together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from klimabesog.casework.steps.keys import FOLLOW_UP
from klimabesog.reports.catalogue import entry
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.papers.edits import Edits
    from klimabesog.casework.papers.subject import Subject
    from klimabesog.reports.model import Paper

Level = Literal["besoeg", "virksomhed", "trin", "kommune"]
"""What a document is made of: a visit, a company, a follow-up (a step that there are several of), or all companies."""


@dataclass(frozen=True)
class Offer:
    """A type of document (its id in `reports.catalogue`), what it is made of, and the module here that assembles it.

    The module has `assemble(subject) -> Paper`, and `lacking(subject) -> str`: the Danish sentence that says what must
    be done before the document can be made, "" when nothing is in the way.
    """

    type: str
    level: Level
    module: str
    reads_all: bool = False
    """Whether it reads many cases: a day, a group and a theme can be chosen (`Subject.until` …), and its `assemble`
    takes `progress` and `cancelled` too."""

    @property
    def title(self) -> str:
        """The document's name."""
        return entry(self.type).title()

    def lacking(self, subject: Subject) -> str:
        """What must be done first, in one sentence; "" when the document can be made."""
        if self.level == "besoeg" and not subject.visit:
            return _("Start et besøg først.")
        return str(self._module().lacking(subject))

    def assemble(self, subject: Subject) -> Paper:
        """The document's model as things stand, a draft, with the officer's changes to it (`papers.draft`).

        InputError when something must be done first.
        """
        return self.edits(subject).applied(self.plain(subject))

    def edits(self, subject: Subject) -> Edits:
        """The officer's changes to the document."""
        from klimabesog.casework.papers.draft import edits_of

        return edits_of(subject.book.desk, self.type, subject.topic)

    def plain(
        self,
        subject: Subject,
        progress: Callable[[float], None] = lambda _part: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> Paper:
        """The document's model as the case has it, without the officer's changes.

        One about all companies reads many cases: it tells `progress` 0 to 1, and raises BuildCancelled as soon as
        `cancelled()` is true.
        """
        if sentence := self.lacking(subject):
            raise InputError(sentence)
        watched = (progress, cancelled) if self.reads_all else ()
        paper: Paper = self._module().assemble(subject, *watched)
        return paper

    def _module(self) -> Any:
        return import_module(f"klimabesog.casework.papers.{self.module}")


OFFERS = (
    Offer("invitation", "virksomhed", "invitation"),
    Offer("persondata", "virksomhed", "privacy"),
    Offer("moedebekraeftelse", "besoeg", "confirmation"),
    Offer("papirskema", "virksomhed", "paper_form"),
    Offer("papirskema_blank", "kommune", "paper_form"),
    Offer("screeningsrapport", "besoeg", "screening"),
    Offer("resume", "besoeg", "summary"),
    Offer("samtalereferat", "besoeg", "handout"),
    Offer("partnerskabsaftale", "virksomhed", "agreement"),
    Offer("raadgiveroplaeg", "virksomhed", "brief"),
    Offer("klimahandlingsplan", "virksomhed", "plan"),
    Offer("opfoelgningsrapport", "trin", "followup"),
    Offer("portefoeljerapport", "kommune", "portfolio", reads_all=True),
)


def offer(type_: str) -> Offer:
    """The offer of a type. InputError names the types there are."""
    known = {each.type: each for each in OFFERS}
    if type_ not in known:
        raise InputError(
            _("Der er ingen dokumenttype, der hedder {type}. Vælg en af disse: {known}.").format(
                type=type_, known=", ".join(known)
            )
        )
    return known[type_]


def subjects(subject: Subject, level: Level) -> Iterator[Subject]:
    """What documents of a level can be about, within a company: its visits or its follow-ups, the newest first, the
    company, or neither."""
    from klimabesog.casework.papers.subject import Subject as About

    if level == "kommune":
        yield About(subject.book)
    elif level == "virksomhed":
        yield About(subject.book, subject.company)
    elif level == "trin":
        steps = [subject.step] if subject.step else _follow_ups(subject)
        yield from (About(subject.book, subject.company, step=step) for step in steps)
    else:
        visits = [subject.visit] if subject.visit else [v.id for v in subject.book.visits(subject.company)]
        yield from (About(subject.book, subject.company, visit) for visit in visits)


def _follow_ups(subject: Subject) -> list[str]:
    """The follow-ups of a company that were begun, the newest first."""
    begun = subject.book.steps(subject.company).follow_ups()
    return [f"{FOLLOW_UP}:{fields['nummer']}" for fields in reversed(begun)]
