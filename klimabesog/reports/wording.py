"""Other words for what a document prints: an officer's, in place of the program's, and a list of what was printed.

A rewording names the text it stands for. When that text is another now, because an answer or a number changed, the
new text is printed and the rewording rests: a number can't go stale behind an old sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from klimabesog.reports.model import Paper, Reworded
from klimabesog.reports.text import Markup, markup, paragraphs

_TAG = re.compile(r"<(?!br/>)[^>]*>")
_LEAD = re.compile(r"<b>(.*?)</b>", re.DOTALL)


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

    def said(self, text: str) -> str:
        """The text to print in place of one: Markup for Markup, plain for plain."""
        original = plain(text) if isinstance(text, Markup) else text
        if original in self._own or not any(map(str.isalpha, original)):
            return text
        place = (self.section, original)
        words = self._words.get(place)
        self._printed[place] = original if words is None else words
        if words is None:
            return text
        return _with_lead(text, words) if isinstance(text, Markup) else words

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What was printed, in the order it came, each text of a section once."""
        return tuple(Sentence(section, text, said) for (section, text), said in self._printed.items())


def plain(text: Markup) -> str:
    """The words of paragraph markup."""
    return unescape(_TAG.sub("", text).replace("<br/>", "\n"))


def _with_lead(original: Markup, words: str) -> Markup:
    """The new words; what stood in bold at the beginning stays bold while they begin with it."""
    lead = _LEAD.match(original)
    head = plain(Markup(lead[1])) if lead else ""
    if lead and words.startswith(head):
        return Markup(f"<b>{lead[1]}</b>{markup(words[len(head) :])}")
    return markup(words)
