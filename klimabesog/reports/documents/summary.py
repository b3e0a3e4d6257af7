"""The one-page summary of a screening: key figures, the three best measures, before and after, what happens next.

Exactly one page, whatever the data: it is tried with more and more left out, until it fits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, ClassVar

from klimabesog.reports import figures, theme
from klimabesog.reports.documents.kind import Kind
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import (
    ENERGY_AUDIT_LIMIT_KWH,
    Action,
    ScreeningReport,
    SectionChoice,
    baseline_sum,
    best_measures,
    published,
)
from klimabesog.reports.pagebreaks import is_heading
from klimabesog.reports.sections import front
from klimabesog.reports.sections.masthead import heading, masthead, numbers_of, visited
from klimabesog.reports.tagged.boxes import stack_height
from klimabesog.reports.text import clipped, rich
from klimabesog.values.texts import _, ngettext

ROOM = theme.BODY_HEIGHT - 2
"""Height of the page's body in points, a little less."""


@dataclass(frozen=True, kw_only=True)
class Summary(ScreeningReport):
    """What the summary shows of a screening report; the rest of the report is left empty.

    `proposals`: how many proposals there are in the report. `next_meeting`: ISO date, "" when none is agreed.
    """

    TYPE: ClassVar[str] = "resume"

    sections: tuple[SectionChoice, ...] = ()
    proposals: int = 0
    next_meeting: str = ""


@dataclass(frozen=True)
class Detail:
    """How much is printed: characters of the introduction and of other texts, actions, steps of measures, the chart."""

    introduction: int
    text: int
    actions: int
    notes: bool = True
    chart: bool = True
    gap: float = 22
    before: float = 14


DETAILS = (
    Detail(900, 220, 6),
    Detail(600, 160, 6, gap=14, before=11),
    Detail(400, 120, 5, gap=8, before=9),
    Detail(400, 120, 6, notes=False, gap=8, before=9),
    Detail(300, 110, 4, notes=False, gap=4, before=6),
    Detail(300, 110, 3, notes=False, gap=4, before=6),
    Detail(200, 90, 3, notes=False, chart=False, gap=8, before=9),
    Detail(90, 60, 1, notes=False, chart=False, gap=4, before=6),
)
"""From everything to what always has room. The measures' own next steps go before the steps agreed on."""


def _page(kit: Kit, paper: Summary) -> list[Any]:
    """The fullest page that fits."""
    fitting = (each for each in DETAILS if _height(_written(kit.trial(), paper, each)) <= ROOM)
    return _written(kit, paper, next(fitting, DETAILS[-1]))


def _height(items: list[Any]) -> float:
    """What the page needs: at a heading, the space after what stands before it counts too (see `pagebreaks`)."""
    both = (min(one.getSpaceAfter(), two.getSpaceBefore()) for one, two in pairwise(items) if is_heading(two))
    return float(stack_height(items, theme.WIDTH) + sum(both))


def _shortened(paper: Summary, detail: Detail) -> Summary:
    """The three best and the first actions alone, every text within bounds."""
    three = tuple(
        replace(
            measure,
            title=clipped(measure.title, detail.text),
            next_step=clipped(measure.next_step, detail.text) if detail.notes else "",
        )
        for measure in best_measures(paper)
    )
    most = detail.text
    actions = tuple(
        Action(clipped(a.what, most), clipped(a.responsible, 40), clipped(a.deadline, 20), "")
        for a in paper.actions[: detail.actions]
    )
    baseline = tuple(
        replace(line, carrier=clipped(line.carrier, 30), source=clipped(line.source, 20))
        for line in paper.baseline
    )
    company = replace(
        paper.company,
        name=clipped(paper.company.name, 60),
        cvr=clipped(paper.company.cvr, 20),
        p_number=clipped(paper.company.p_number, 20),
    )
    municipality = replace(
        paper.municipality,
        name=clipped(paper.municipality.name, 60),
        department=clipped(paper.municipality.department, 60),
        contact=clipped(paper.municipality.contact, 140),
    )
    introduction = clipped(paper.introduction, detail.introduction)
    return replace(
        paper,
        measures=three,
        best=(),
        actions=actions,
        baseline=baseline,
        author="",  # whom to ask stands at the foot
        company=company,
        municipality=municipality,
        introduction=introduction,
        journal_number=clipped(paper.journal_number, 30),
        base_year=clipped(paper.base_year, 10),
        factor_set=clipped(paper.factor_set, 60),
        price_basis=clipped(paper.price_basis, 30),
        target=replace(paper.target, year=clipped(paper.target.year, 10)) if paper.target else None,
    )


def _written(kit: Kit, whole: Summary, detail: Detail) -> list[Any]:
    paper = _shortened(whole, detail)
    left_out = len(whole.actions) - len(paper.actions)
    facts = [*numbers_of(paper.company), visited(paper.visit)]
    name = paper.company.name or _("Virksomheden er ikke navngivet")
    return [
        *masthead(kit, paper, _("Energiscreening på én side"), name, facts, room=detail.gap),
        *kit.text(" ".join(paper.introduction.split())),
        *front.key_figures(kit, paper, after=6),
        *front.best(kit, paper, before=detail.before),
        *_others(kit, paper),
        *(front.chart(kit, paper, before=detail.before, after=2) if detail.chart else []),
        *_next(kit, paper, left_out, before=detail.before),
        kit.panel(_about(kit, paper), before=8, after=0),
    ]


def _others(kit: Kit, paper: Summary) -> list[Any]:
    """How many proposals the report has beside the three."""
    rest = paper.proposals - len(paper.measures)
    if rest <= 0:
        return []
    words = ngettext(
        "Der står {n} forslag mere i rapporten. Nøgletallene er for dem alle.",
        "Der står {n} forslag mere i rapporten. Nøgletallene er for dem alle.",
        rest,
    )
    return [kit.space(4), *kit.text(words.format(n=rest), "note")]


def _next(kit: Kit, paper: Summary, left_out: int, *, before: float) -> list[Any]:
    title = heading(kit, _("Det sker der nu"), before=before)
    lines = [_step(action) for action in paper.actions]
    if left_out:
        words = ngettext("{n} skridt mere står i rapporten.", "{n} skridt mere står i rapporten.", left_out)
        lines.append(words.format(n=left_out))
    if paper.next_meeting:
        lines.append(_("Vi tales ved igen den {date}.").format(date=figures.year_date(paper.next_meeting)))
    if not lines:
        return [title, *kit.text(_("Der er ikke aftalt næste skridt endnu."), "note")]
    return [title, *kit.bullets(lines, "boxed")]


def _step(action: Action) -> str:
    """ "Få tilbud på LED. Jens Hede, senest 11.12.2026." """
    when = _("senest {date}").format(date=figures.short_date(action.deadline)) if action.deadline else ""
    who = ", ".join(filter(None, (action.responsible, when)))
    what = action.what.rstrip(".")
    return f"{what}. {who}." if who else f"{what}."


def _about(kit: Kit, paper: Summary) -> list[Any]:
    """Where the numbers come from, what the summary is, and whom to ask."""
    sources = rich("<b>{}</b> {}", _("Hvor tallene kommer fra."), " ".join(_sources(paper)))
    asked = paper.municipality.contact or paper.municipality.name
    contact = rich("<b>{}</b> {}", _("Spørgsmål?"), _("Kontakt {who}.").format(who=asked)) if asked else ""
    return [*kit.text(sources, "boxed"), *(kit.text(contact, "boxed") if contact else [])]


def _sources(paper: Summary) -> Iterator[str]:
    billed = [line for line in paper.baseline if line.kwh.value is not None]
    if billed:
        said = _(", ").join(sorted({line.source for line in billed if line.source})[:3]) or _("det, I har oplyst")
        yield _("Forbruget er fra {year} (kilde: {where}).").format(year=paper.base_year, where=said)
    yield _("»ca.« er et skøn efter tommelfingerregler.")
    yield _("Beløb er {basis}.").format(basis=paper.price_basis)
    if paper.factor_set:
        yield _("Udledningen er regnet med faktorsættet {factors}.").format(factors=paper.factor_set)
    yield _("Alle forudsætninger står i rapporten. Det er en energiscreening, ikke et energisyn.")
    if (baseline_sum(paper, "kwh").value or 0) > ENERGY_AUDIT_LIMIT_KWH:
        yield _("I bruger over 10 TJ om året og er omfattet af lovens krav om energisyn og klimasyn.")


KIND = Kind[Summary](
    about=lambda paper: paper.company.name or _("uden navn"), opening=_page, published=published
)
