"""The translated texts of a form (itext), read one language at a time when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from klimabesog.xforms.definition import Text
from klimabesog.xforms.xmltree import split_tag

if TYPE_CHECKING:
    from lxml import etree

Entry = dict[str, Text]
"""Form of the value ('' for the plain text, 'guidance', 'image', …) -> text."""


class Languages:
    """Language names in the form's order, the default one, and the texts by id.

    `has_outputs`: whether any text shows answers, so that it changes with them.
    """

    def __init__(
        self, translations: list[etree._Element], read_text: Callable[[etree._Element], Text]
    ) -> None:
        self._elements = {str(element.get("lang")): element for element in translations}
        self._tables: dict[str, dict[str, Entry]] = {}
        self._read_text = read_text
        self.names = tuple(self._elements)
        marked = [name for name, element in self._elements.items() if element.get("default") is not None]
        self.has_outputs = any(next(element.iter("{*}output"), None) is not None for element in translations)
        self.default = (marked or list(self.names) or [""])[0]

    def entry(self, language: str, key: str) -> Entry:
        """The forms of one text; empty when the form has no such text."""
        table = self._tables.get(language)
        if table is None:
            table = self._tables[language] = self._read(language)
        return table.get(key, {})

    def _read(self, language: str) -> dict[str, Entry]:
        element = self._elements.get(language)
        table: dict[str, Entry] = {}
        for text in [] if element is None else element:
            if isinstance(text.tag, str) and split_tag(text.tag)[1] == "text":
                table[str(text.get("id"))] = {
                    str(value.get("form") or ""): self._read_text(value)
                    for value in text
                    if isinstance(value.tag, str)
                }
        return table
