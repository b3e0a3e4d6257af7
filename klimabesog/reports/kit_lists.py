"""Lists, notes and what stands inside a line: links, page references, words in another language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from klimabesog.reports.kit_words import WordKit
from klimabesog.reports.tagged.flowables import ListItem, Note
from klimabesog.reports.text import Markup, markup

if TYPE_CHECKING:
    from klimabesog.reports.theme import Theme

SCHEMES = ("http", "https", "mailto")
Entry = str | tuple[str, Sequence[Any]]
"""A text of a list, or a text with the entries beneath it."""

INDENT = 15.0


class ListKit(WordKit):
    """The part of the kit for lists and notes. The texts of entries and notes may be plain or Markup."""

    look: Theme
    styles: dict[str, Any]

    def __init__(self) -> None:
        self._notes: list[str] = []
        self._printed = 0

    # ------------------------------------------------------------ lists

    def bullets(self, entries: Iterable[Entry], style: str = "body") -> list[Any]:
        """A list with bullets; an entry may be (text, entries beneath it)."""
        return self._list(list(entries), style, 0, None, numbered=False)

    def numbered(self, entries: Iterable[Entry], style: str = "body") -> list[Any]:
        """A list with 1. 2. 3.; the entries beneath one are a) b) c)."""
        return self._list(list(entries), style, 0, None, numbered=True)

    def _list(
        self, entries: Sequence[Entry], style: str, depth: int, under: ListItem | None, *, numbered: bool
    ) -> list[Any]:
        indent = INDENT * depth
        look = self.styles[style].clone(
            f"item{depth}",
            leftIndent=indent + (16 if numbered else 12),
            bulletIndent=indent + 1,
            spaceAfter=3,
        )
        group, items = object(), []
        for number, entry in enumerate(entries):
            text, beneath = (entry, ()) if isinstance(entry, str) else entry
            item = ListItem(self.said(text), look, group, _label(number, depth, numbered), under=under)
            items += [item, *self._list(beneath, style, depth + 1, item, numbered=numbered)]
        return items

    # ------------------------------------------------------------ inside a line

    def link(self, words: str, address: str) -> Markup:
        """Words that lead to an address on the net or a mail address; plain words when it is neither."""
        if urlsplit(address).scheme.lower() not in SCHEMES:
            return markup(words)
        return self._reference(address, markup(words))

    def link_to(self, words: str, bookmark: str) -> Markup:
        """Words that lead to a bookmark of this document."""
        return self._reference(f"#{bookmark}", markup(words))

    def foreign(self, words: str, language: str) -> Markup:
        """Words in another language ("en", "de"), read aloud as such."""
        return Markup(f'<a href="lang:{escape(language)}">{markup(words)}</a>')

    def _reference(self, target: str, words: Markup) -> Markup:
        return Markup(f'<a href="{escape(target)}" color="{self.look.accent}"><u>{words}</u></a>')

    # ------------------------------------------------------------ notes

    def note(self, text: str) -> Markup:
        """The raised number that leads to a note; `notes` prints the notes themselves."""
        self._notes.append(text)
        number = len(self._notes)
        mark = f'<a href="#note-{number}" color="{self.look.accent}"><super>{number}</super></a>'
        return Markup(mark)

    def notes(self, style: str = "small") -> list[Any]:
        """The notes that were not printed yet: at the end of a chapter or beneath a table."""
        look = self.styles[style].clone("note", leftIndent=14, bulletIndent=0)
        first, self._printed = self._printed, len(self._notes)
        return [
            Note(self.said(text), look, str(number), f"note-{number}")
            for number, text in enumerate(self._notes[first:], first + 1)
        ]


def _label(number: int, depth: int, numbered: bool) -> str:
    if not numbered:
        return "•" if depth % 2 == 0 else "–"
    return f"{number + 1}." if depth % 2 == 0 else f"{_letters(number)})"


def _letters(number: int) -> str:
    """0, 1 … 25, 26 as a, b … z, aa."""
    rest, letter = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(97 + letter)
