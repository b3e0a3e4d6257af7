"""What an officer changes in a document before it is issued, and the document with these changes.

Nothing here touches an answer: the case stays as it is, and the document is made anew from it each time.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

from klimabesog.reports.catalogue import kind_of
from klimabesog.reports.model import Paper, Reworded, SectionChoice
from klimabesog.reports.wording import Sentence

P = TypeVar("P", bound=Paper)

NO_SECTION = SectionChoice("")
"""Stands where every section was left out: without any choice a document prints them all."""
BEST = 3
LONG_ENOUGH = 10
"""Letters of an answer that is looked for elsewhere: shorter ones, such as "Ja", stand everywhere."""


@dataclass(frozen=True)
class Hideable:
    """An answer that may be kept out of a document; `place` is the chapter or area that it stands in."""

    key: str
    place: str
    question: str
    answer: str


@dataclass(frozen=True)
class Edits:
    """The changes; each left as it is by default. `comments` are by section, `hidden` are keys of `Hideable`."""

    introduction: str | None = None
    order: tuple[str, ...] = ()
    left_out: frozenset[str] = frozenset()
    comments: Mapping[str, str] = field(default_factory=dict)
    best: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()
    rewordings: tuple[Reworded, ...] = ()

    def applied(self, paper: P) -> P:
        """The document with the changes."""
        if self == Edits():
            return paper
        changed: dict[str, Any] = {"rewordings": self.rewordings}
        if self.introduction is not None:
            changed["introduction"] = self.introduction
        if kind_of(paper.TYPE).sections:
            changed["sections"] = self.sections(paper)
        if self.best and best_of(paper):
            changed["best"] = self.best
        shown: P = _without(paper, self.hidden) if self.hidden else paper
        return replace(shown, **changed)

    def sections(self, paper: Paper) -> tuple[SectionChoice, ...]:
        """The sections as they are printed, those left out not among them."""
        kept = [each for each in self.all_sections(paper) if each.id not in self.left_out]
        return tuple(kept) or (NO_SECTION,)

    def all_sections(self, paper: Paper) -> list[SectionChoice]:
        """Every section of the document in the officer's order; one that is new since stands after what it follows."""
        usual = {choice.id: choice for choice in kind_of(paper.TYPE).choices(paper)}
        order = [name for name in self.order if name in usual]
        before = ""
        for name in usual:
            if name not in order:
                order.insert(order.index(before) + 1 if before else 0, name)
            before = name
        return [SectionChoice(name, self.comments.get(name, usual[name].comment)) for name in order]

    def stale(self, sentences: Sequence[Sentence]) -> tuple[Reworded, ...]:
        """Rewordings whose text is no longer what the document says, in sections that are printed."""
        printed = {(one.section, one.text) for one in sentences}
        shown = {section for section, _text in printed}
        return tuple(
            each
            for each in self.rewordings
            if each.section in shown and (each.section, each.original) not in printed
        )


def best_of(paper: Paper) -> tuple[str, ...] | None:
    """Ids of the measures that stand first, None for a document without such."""
    measures, best = getattr(paper, "measures", None), getattr(paper, "best", None)
    if best is None or not measures:
        return None
    return tuple(best) or tuple(measure.id for measure in measures[:BEST])


def hideable(paper: Paper) -> list[Hideable]:
    """The answers of a document that may be kept out of it, in its order."""
    return [
        Hideable(key, place, _question(item), str(item.answer)) for key, place, item in _answers(paper, "")
    ]


def still_said(
    plain: Paper, edits: Edits, sentences: Sequence[Sentence]
) -> list[tuple[Hideable, tuple[str, ...]]]:
    """Confidential answers of which a part, of some length, is printed all the same, and in which sections."""
    found = []
    for one in hideable(plain):
        parts = [part.strip() for part in re.split(r"[\n,;]", one.answer) if len(part.strip()) >= LONG_ENOUGH]
        if one.key in edits.hidden and parts:
            where = dict.fromkeys(s.section for s in sentences if any(part in s.printed for part in parts))
            found += [(one, tuple(where))] if where else []
    return found


def _answers(value: Any, place: str) -> Iterator[tuple[str, str, Any]]:
    """Key, place and answer of all that is printed unless it is hidden, wherever it stands in a model."""
    if getattr(value, "visibility", "") == "rapport":
        yield _key(place, value), place, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _answers(item, place)
    elif is_dataclass(value):
        here = str(getattr(value, "title", "") or getattr(value, "name", "") or place)
        for each in fields(value):
            yield from _answers(getattr(value, each.name), here)


def _without(value: Any, hidden: Collection[str], place: str = "") -> Any:
    """The model with these answers marked as confidential, so that nothing prints or freezes them."""
    if getattr(value, "visibility", "") == "rapport":
        return replace(value, visibility="fortrolig") if _key(place, value) in hidden else value
    if isinstance(value, tuple):
        return tuple(_without(item, hidden, place) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        here = str(getattr(value, "title", "") or getattr(value, "name", "") or place)
        inside = {each.name: _without(getattr(value, each.name), hidden, here) for each in fields(value)}
        return replace(value, **inside)
    return value


def _question(answer: Any) -> str:
    return str(getattr(answer, "question", "") or getattr(answer, "text", ""))


def _key(place: str, answer: Any) -> str:
    """Names an answer by where it stands and what was asked: the same on every laptop, and no word of it."""
    return hashlib.sha256(f"{place}\n{_question(answer)}".encode()).hexdigest()[:20]
