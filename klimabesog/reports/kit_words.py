"""Texts on their way through the kit: in the officer's words where there are some."""

from __future__ import annotations

from klimabesog.reports.text import Markup, markup
from klimabesog.reports.wording import Wording


class WordKit:
    """The part of the kit that every text passes."""

    wording: Wording

    def said(self, text: str) -> Markup:
        """A text as markup, in the officer's words where there are some; for what is set without the kit's methods."""
        return markup(self.wording.said(text))
