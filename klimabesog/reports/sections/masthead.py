"""The head of a document's first page: who hands it out, its title, whom it is about, and its facts in one line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.album import LOGO_BOX
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Company, Municipality, Paper, Visit
from klimabesog.reports.photos import size_of
from klimabesog.reports.svg.drawing import Drawing
from klimabesog.reports.svg.figure import DrawingFigure
from klimabesog.reports.tagged.boxes import Columns
from klimabesog.reports.tagged.flowables import Picture, Text
from klimabesog.values.texts import _


def masthead(
    kit: Kit, paper: Paper, title: str, about: str, facts: Iterable[str] = (), *, room: float = 40
) -> list[Any]:
    """The head; `room` is the space above the title in points. Empty facts are left out."""
    half = theme.WIDTH / 2
    date = kit.text(figures.year_date(paper.date), "date", fixed=True)
    line = Columns([brand(kit, paper.municipality), date], (half, half), 0)
    known = [fact for fact in (*facts, *version_facts(paper)) if fact]
    return [
        line,
        kit.space(room),
        Text(kit.said(title), kit.styles["title"], "H1"),
        *kit.text(about, "subtitle"),
        *kit.text(" · ".join(known), "note", fixed=True),
        *(kit.text(_("Udarbejdet af {author}").format(author=paper.author), "note") if paper.author else []),
        kit.space(14),
    ]


def version_facts(paper: Paper) -> list[str]:
    """ "Kladde, version 1" or "Version 2", and the journal number where there is one."""
    state = _("Kladde, version {number}") if paper.draft else _("Version {number}")
    filed = _("Journalnr. {number}").format(number=paper.journal_number) if paper.journal_number else ""
    return [state.format(number=paper.version), *([filed] if filed else [])]


def brand(kit: Kit, municipality: Municipality) -> list[Any]:
    """The municipality's logo, else its name and department."""
    logo = kit.album.logo(municipality.logo) if municipality.logo else None
    name = " · ".join(filter(None, (municipality.name, municipality.department))) or _("Klimabesøg")
    if logo is None:
        return kit.text(name, "brand", fixed=True)
    alternative = _("Logo: {name}").format(name=name)
    if isinstance(logo, Drawing):
        return [DrawingFigure(logo, *LOGO_BOX, alternative)]
    width, height = size_of(logo)
    scale = min(LOGO_BOX[0] / width, LOGO_BOX[1] / height)
    return [Picture(logo, width * scale, height * scale, alternative)]


def numbers_of(company: Company) -> list[str]:
    """CVR and P-number, those that are known."""
    return [
        f"CVR {company.cvr}" if company.cvr else "",
        f"P-nr. {company.p_number}" if company.p_number else "",
    ]


def visited(visit: Visit) -> str:
    """ "Besøg den 20. november 2026 kl. 10.05"; "" without a date."""
    if not visit.date:
        return ""
    when = figures.year_date(visit.date)
    if visit.time_from:
        when += _(" kl. {time}").format(time=figures.clock(visit.time_from))
    return _("Besøg den {when}").format(when=when)


def heading(kit: Kit, title: str, *, before: float = 16, compact: bool = False) -> Text:
    """A heading without a number, for documents of a page or two; it stays with what follows."""
    style = kit.styles["sub" if compact else "section"].clone("plain_heading", spaceBefore=before)
    text = Text(kit.said(title), style, "H2")
    text.keepWithNext = 1
    return text
