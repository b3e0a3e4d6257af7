"""What an officer sees when changing a document: its sections, texts, answers and measures, and what no longer fits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from klimabesog.casework.papers.edits import Edits, Hideable, best_of, hideable, still_said
from klimabesog.reports.catalogue import kind_of
from klimabesog.reports.model import Paper, Reworded
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.document import Document
    from klimabesog.reports.wording import Sentence

__all__ = ["CLOSING", "Editable", "Reworded", "SectionLine", "editable"]

CLOSING = "slut"


@dataclass(frozen=True)
class SectionLine:
    """A section in the officer's order. `usual`: its comment as the case has it; `page` 0: prints nothing."""

    id: str
    title: str
    comment: str
    usual: str
    left_out: bool
    page: int


@dataclass(frozen=True)
class Editable:
    """All of it. `measures` are (id, title) pairs in their ranking, none for a document without; `said_anyway` are
    confidential answers that stand elsewhere too, with the names of the sections."""

    sections: tuple[SectionLine, ...]
    introduction: str
    usual_introduction: str
    measures: tuple[tuple[str, str], ...]
    best: tuple[str, ...]
    answers: tuple[Hideable, ...]
    hidden: frozenset[str]
    sentences: tuple[Sentence, ...]
    stale: tuple[Reworded, ...]
    said_anyway: tuple[tuple[Hideable, str], ...]

    def title(self, section: str) -> str:
        """What a section is called, also what stands before the first and after the last."""
        known = {line.id: line.title for line in self.sections}
        return known.get(section) or (_("Slutningen") if section == CLOSING else _("Begyndelsen"))

    def page(self, section: str) -> int:
        """The page a section begins on, 1 where it is not known."""
        return next((line.page for line in self.sections if line.id == section), 1) or 1


def editable(plain: Paper, paper: Paper, edits: Edits, document: Document) -> Editable:
    """What can be changed in a document, as it was just made."""
    names = {section.id: section.title() for section in kind_of(paper.TYPE).sections}
    usual = {choice.id: choice.comment for choice in kind_of(paper.TYPE).choices(plain)}
    lines = tuple(
        SectionLine(
            choice.id,
            names.get(choice.id, choice.id),
            choice.comment,
            usual.get(choice.id, ""),
            choice.id in edits.left_out,
            document.starts.get(choice.id, 0),
        )
        for choice in (edits.all_sections(plain) if names else ())
    )
    places = {name: number for number, name in enumerate(["", *(line.id for line in lines), CLOSING])}
    sentences = sorted(document.sentences, key=lambda one: places.get(one.section, len(places)))
    measures: Any = getattr(paper, "measures", ()) if best_of(plain) is not None else ()
    shown = Editable(
        sections=lines,
        introduction=paper.introduction,
        usual_introduction=plain.introduction,
        measures=tuple((measure.id, measure.title) for measure in measures),
        best=best_of(paper) or (),
        answers=tuple(hideable(plain)),
        hidden=edits.hidden,
        sentences=tuple(sentences),
        stale=edits.stale(sentences),
        said_anyway=(),
    )
    said = still_said(plain, edits, sentences)
    anyway = tuple((one, ", ".join(shown.title(section) for section in where)) for one, where in said)
    return replace(shown, said_anyway=anyway)
