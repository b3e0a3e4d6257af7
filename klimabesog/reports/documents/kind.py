"""What a type of document is: how its opening and its sections are written from a model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Paper, Photo, SectionChoice
from klimabesog.reports.sections import contents
from klimabesog.values.texts import _

CLOSING = "slut"
"""What the texts after the last section are kept under."""

M = TypeVar("M", bound=Paper)
Writer = Callable[[Kit, M], list[Any]]


def nothing(_kit: Kit, _paper: Paper) -> list[Any]:
    """Writes nothing."""
    return []


@dataclass(frozen=True)
class Section(Generic[M]):
    """A part that an officer can move, leave out and comment; without anything to say it writes nothing."""

    id: str
    title: Callable[[], str]
    write: Writer[M]


@dataclass(frozen=True)
class Kind(Generic[M]):
    """How documents of one type are written. The model names its type by its `TYPE`."""

    about: Callable[[M], str]
    """Whom or what it is about, for the file's title and the foot of each page."""
    opening: Writer[M]
    """Everything before the sections (title, key figures); the introduction is its to print."""
    sections: tuple[Section[M], ...] = ()
    closing: Writer[M] = nothing
    contents: bool = False
    """Whether a list of contents stands after the opening."""
    photos: Callable[[M], tuple[Photo, ...]] = lambda _model: ()
    """Every photo it shows, in the order of the pages."""
    published: Callable[[M], M] = lambda model: model
    """The same model without anything internal or confidential."""
    warnings: Callable[[M], Sequence[str]] = lambda _model: ()
    """What the officer should know before handing it out, one Danish sentence each."""

    def story(self, kit: Kit, paper: M) -> list[Any]:
        """The whole document as flowables."""
        body = [flowable for choice in self.choices(paper) for flowable in self._section(kit, paper, choice)]
        corrections = _corrections(kit, paper)
        listed = contents.write(kit, kit.headings) if self.contents else []
        opening = self._part(kit, paper, "", self.opening)
        return [*opening, *listed, *body, *self._part(kit, paper, CLOSING, self.closing), *corrections]

    def choices(self, paper: M) -> tuple[SectionChoice, ...]:
        """The sections as they are printed."""
        return paper.sections or tuple(SectionChoice(section.id) for section in self.sections)

    def _section(self, kit: Kit, paper: M, choice: SectionChoice) -> list[Any]:
        section = next((s for s in self.sections if s.id == choice.id), None)
        parts = self._part(kit, paper, section.id, section.write) if section else []
        if not parts:
            return []
        heading, *rest = parts
        return kit.with_first_block([heading, *kit.text(choice.comment), *rest])

    def _part(self, kit: Kit, paper: M, name: str, write: Writer[M]) -> list[Any]:
        """What a part writes, its texts kept under its name; where it begins is noted."""
        kit.wording.section = name
        before = len(kit.headings)
        parts = write(kit, paper)
        if parts:
            kit.starts[name] = kit.headings[before].bookmark if len(kit.headings) > before else ""
        return parts


def _corrections(kit: Kit, paper: Paper) -> list[Any]:
    """What is another than in the version before."""
    if not paper.corrections:
        return []
    heading = kit.unnumbered(
        _("Rettelser siden version {number}").format(number=paper.corrects or paper.version - 1), "rettelser"
    )
    return kit.keep([heading, *kit.bullets(paper.corrections)])
