"""The contents list, filled from the headings of the pass before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from klimabesog.reports import theme
from klimabesog.reports.kit import Heading, Kit
from klimabesog.reports.tagged.flowables import ContentsLine, Text
from klimabesog.reports.text import markup
from klimabesog.values.texts import _


def write(kit: Kit, headings: Sequence[Heading]) -> list[Any]:
    """The heading and a line for each chapter and each section that has a place."""
    title = Text(markup(_("Indhold")), kit.styles["chapter"].clone("contents", spaceBefore=0), "H2")
    return [title, *(_line(kit, heading) for heading in headings), kit.space(8)]


def _line(kit: Kit, heading: Heading) -> ContentsLine:
    page, chapter = kit.page_of(heading.bookmark), heading.level == 0
    spoken = _("{title}, side {page}").format(title=heading.title.replace("\u00a0\u00a0", " "), page=page)
    return ContentsLine(
        heading.bookmark,
        heading.title,
        page,
        group="contents",
        spoken=spoken,
        font=theme.SEMIBOLD if chapter else theme.REGULAR,
        size=10.2 if chapter else 9.4,
        leading=17.5 if chapter else 13.6,
        indent=0 if chapter else 14,
    )
