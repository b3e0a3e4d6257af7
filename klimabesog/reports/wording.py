"""Other words for what a document prints: an officer's, in place of the program's, and a list of what was printed.

A rewording names the text it stands for. When that text is another now, because an answer or a number changed, the
new text is printed and the rewording rests: a number can't go stale behind an old sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass

from klimabesog.reports.model import Paper, Reworded
from klimabesog.reports.text import Markup, markup, paragraphs, plain

_ELEMENT = re.compile(r"<(a|b|i|u|super|sub|font)\b[^>]*>.*?</\1>", re.DOTALL)
_NOTE = 'href="#note-'


@dataclass(frozen=True)
class Sentence:
    """A text as the program wrote it (plain), in the section it stands in ("" before the first), and as printed."""

    section: str
    text: str
    printed: str


class Wording:
    """The rewordings of one document, and what was printed in one pass."""

    def __init__(self, reworded: Iterable[Reworded] = (), own: Iterable[str] = ()) -> None:
        self.section = ""
        self._words = {(each.section, each.original): each.text for each in reworded if each.text.strip()}
        self._own = frozenset(part for text in own for part in paragraphs(text))
        self._printed: dict[tuple[str, str], str] = {}

    @classmethod
    def of(cls, paper: Paper) -> Wording:
        """The wording of a paper; what the officer wrote for this document alone is no text to reword."""
        own = [paper.introduction, *(choice.comment for choice in paper.sections), *paper.corrections]
        return cls(paper.rewordings, own)

    def aside(self) -> Wording:
        """The same rewordings; what is said to it is not printed here."""
        return deepcopy(self)

    def said(self, text: str) -> str:
        """The text to print in place of one: Markup for Markup, plain for plain."""
        original = plain(Markup(text.replace("<br/>", "\n"))) if isinstance(text, Markup) else text
        if original in self._own or not any(map(str.isalpha, original)):
            return text
        place = (self.section, original)
        words = self._words.get(place)
        self._printed[place] = original if words is None else words
        if words is None:
            return text
        return _redone(text, words) if isinstance(text, Markup) else words

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What was printed, in the order it came, each text of a section once."""
        return tuple(Sentence(section, text, said) for (section, text), said in self._printed.items())


def _redone(original: Markup, words: str) -> Markup:
    """The new words, with the links and emphasis of the original on those of its words that stand in them still.

    The number of a note stays, at the end if need be.
    """
    parts, rest = [], words
    for element in _ELEMENT.finditer(original):
        marked = plain(Markup(element[0]))
        before, found, after = rest.partition(marked)
        if found and _NOTE not in element[0]:
            parts += [markup(before), element[0]]
            rest = after
        elif _NOTE in element[0]:
            rest = rest.removesuffix(marked)
            parts += [markup(rest), element[0]]
            rest = ""
    return Markup("".join([*parts, markup(rest)]))
