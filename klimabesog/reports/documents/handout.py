"""The handout of the interview: what was agreed and promised, who does what, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar

from klimabesog.reports import figures
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Action, Answer, Chapter, Company, Paper, Visit
from klimabesog.reports.sections.masthead import heading, masthead, numbers_of, visited
from klimabesog.values.texts import _


@dataclass(frozen=True, kw_only=True)
class Handout(Paper):
    """What may be handed on of a visit's interview.

    `agreed`: what both are agreed on, in their words. `theirs`, `ours` and `together`: next steps of the company, of
    the municipality and of both. `company_promises` and `municipality_promises`: those of the partnership agreement;
    `promised` is its ISO date of signing, "" while it is not signed. `next_meeting`: ISO date.
    """

    TYPE: ClassVar[str] = "samtalereferat"

    company: Company = field(default_factory=Company)
    visit: Visit = field(default_factory=Visit)
    agreed: str = ""
    theirs: tuple[Action, ...] = ()
    ours: tuple[Action, ...] = ()
    together: tuple[Action, ...] = ()
    next_meeting: str = ""
    company_promises: tuple[str, ...] = ()
    municipality_promises: tuple[str, ...] = ()
    promised: str = ""
    interview: tuple[Chapter, ...] = ()


def _opening(kit: Kit, paper: Handout) -> list[Any]:
    facts = [*numbers_of(paper.company), visited(paper.visit)]
    return [
        *masthead(kit, paper, _("Det talte vi om"), paper.company.name or _("uden navn"), facts, room=22),
        *kit.text(paper.introduction),
    ]


def _agreed(kit: Kit, paper: Handout) -> list[Any]:
    title = heading(kit, _("Det er vi enige om"))
    if not paper.agreed:
        return [title, *kit.missing(_("Der er ikke skrevet noget om, hvad vi blev enige om."))]
    return [title, kit.panel(kit.text(paper.agreed), before=2)]


def _steps(kit: Kit, paper: Handout) -> list[Any]:
    """Who does what next, the company's first, and when we meet again."""
    title = heading(kit, _("Næste skridt"))
    again = _("Vi tales ved igen den {date}.").format(date=figures.year_date(paper.next_meeting))
    if not paper.theirs and not paper.ours and not paper.together:
        return [title, *(kit.text(again) if paper.next_meeting else kit.missing(_nothing()))]
    return [
        title,
        *_table(kit, _("Det gør I"), paper.theirs),
        *_table(kit, _("Det gør kommunen"), paper.ours),
        *_table(kit, _("Det gør vi sammen"), paper.together),
        *(kit.text(again) if paper.next_meeting else []),
    ]


def _nothing() -> str:
    return _("Der er ikke aftalt næste skridt endnu.")


def _table(kit: Kit, title: str, actions: Sequence[Action]) -> list[Any]:
    if not actions:
        return []
    columns = (Column(title, 283), Column(_("Hvem"), 120), Column(_("Senest"), 80))
    rows = [
        (a.what, a.responsible or figures.DASH, figures.short_date(a.deadline) or figures.DASH)
        for a in actions
    ]
    return [kit.table(columns, rows, summary=title)]


def _promises(kit: Kit, paper: Handout) -> list[Any]:
    """What both promise each other in the agreement; nothing while there is none."""
    if not paper.company_promises and not paper.municipality_promises:
        return []
    state = (
        _("Det står i partnerskabsaftalen, skrevet under den {date}.").format(
            date=figures.year_date(paper.promised)
        )
        if paper.promised
        else _(
            "Det står i udkastet til partnerskabsaftalen. Det gælder først, når vi begge har skrevet under."
        )
    )
    return [
        heading(kit, _("Det lover vi hinanden")),
        *kit.text(state, "note"),
        *_list(kit, _("I lover"), paper.company_promises),
        *_list(kit, _("Kommunen lover"), paper.municipality_promises),
    ]


def _list(kit: Kit, title: str, lines: Sequence[str]) -> list[Any]:
    return kit.keep([kit.sub(title, "H3"), *kit.bullets(lines)], most=150) if lines else []


def _said(kit: Kit, paper: Handout) -> list[Any]:
    title = heading(kit, _("Det sagde I"))
    if not paper.interview:
        return [title, *kit.missing(_("Der er ingen svar fra samtalen, som må skrives her."))]
    parts: list[Any] = [
        title,
        *kit.text(_("Er noget skrevet forkert, så sig til, så retter vi det."), "note"),
    ]
    columns = (Column(_("Spørgsmål"), 213), Column(_("Svar"), 270))
    for chapter in paper.interview:
        rows = [(answer.question, _answer(answer)) for answer in chapter.answers]
        table = kit.table(columns, rows, header=False, summary=chapter.title)
        parts += kit.keep([kit.sub(chapter.title, "H3"), table], most=150)
    return parts


def _answer(answer: Answer) -> str:
    return "\n".join(filter(None, (answer.answer, answer.note))) or _("Ikke besvaret")


def _last(kit: Kit, paper: Handout) -> list[Any]:
    asked = paper.municipality.contact or paper.municipality.name
    contact = _("Spørgsmål? Kontakt {who}.").format(who=asked) if asked else ""
    words = " ".join(filter(None, (paper.visit.opening, contact)))
    return [kit.panel(kit.text(words, "boxed"), before=14)] if words else []


def _published(paper: Handout) -> Handout:
    """Without what is internal or confidential."""
    chapters = (
        replace(chapter, answers=tuple(a for a in chapter.answers if a.visibility == "rapport"))
        for chapter in paper.interview
    )
    return replace(paper, interview=tuple(chapter for chapter in chapters if chapter.answers))


KIND = Kind[Handout](
    about=lambda paper: paper.company.name or _("uden navn"),
    opening=_opening,
    sections=(
        Section("enighed", lambda: _("Det er vi enige om"), _agreed),
        Section("skridt", lambda: _("Næste skridt"), _steps),
        Section("loefter", lambda: _("Det lover vi hinanden"), _promises),
        Section("samtale", lambda: _("Det sagde I"), _said),
    ),
    closing=_last,
    published=_published,
)
