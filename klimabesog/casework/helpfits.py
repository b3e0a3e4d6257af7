"""Which of the municipality's texts of help fit a visit: its measures, what was seen, and the company itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from klimabesog.casework.areas import AREAS
from klimabesog.casework.helptexts import HelpText, HelpTexts
from klimabesog.casework.measures import REJECTED, area_of_form
from klimabesog.casework.scope import proposed_branch
from klimabesog.casework.visitviews import Finding, MeasureRow
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visit import Visit


@dataclass(frozen=True)
class Fit:
    """A text with what it fits in a visit: instances of measures, and focus areas; neither: it is for everybody."""

    text: HelpText
    measures: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()


def branch_of(visit: Visit) -> str:
    """The branch of the visit's company: as chosen, else as its industry code says; "" unknown."""
    fields = visit.companies.record(visit.company.id).fields
    return visit.scope.branch or proposed_branch(fields)


def for_measure(visit: Visit, instance: str) -> tuple[HelpText, ...]:
    """The texts that fit one measure, current or not."""
    form, branch = visit.form(instance), branch_of(visit)
    area = area_of_form(form)
    return tuple(t for t in HelpTexts(visit.desk).all() if t.is_for(branch) and t.fits(form.form_id, area))


def for_finding(visit: Visit, finding: Finding) -> tuple[HelpText, ...]:
    """The texts that fit what was seen at a checkpoint: its area, or a measure suggested there; current or not."""
    texts = HelpTexts(visit.desk).all()
    if not texts:
        return ()
    branch = branch_of(visit)
    forms = (*finding.suggestions, *(visit.form(instance).form_id for instance in finding.measures))
    return tuple(
        text
        for text in texts
        if text.is_for(branch) and (text.fits("", finding.area) or any(text.fits(form, "") for form in forms))
    )


def for_visit(visit: Visit) -> tuple[Fit, ...]:
    """Every text that fits the visit, in the order of the texts; current or not."""
    texts, branch = HelpTexts(visit.desk).all(), branch_of(visit)
    if not texts:
        return ()
    rows = [row for row in visit.measures() if row.status != REJECTED]
    seen = {finding.area for finding in visit.all_findings()}
    fits = (_fit(text, rows, seen) for text in texts if text.is_for(branch))
    return tuple(fit for fit in fits if fit is not None)


def current(visit: Visit, today: date) -> tuple[Fit, ...]:
    """Those that may be shown to the company."""
    return tuple(fit for fit in for_visit(visit) if fit.text.is_current(today))


def _fit(text: HelpText, rows: list[MeasureRow], seen: set[str]) -> Fit | None:
    measures = tuple(row.instance for row in rows if text.fits(row.form_id, row.area))
    areas = tuple(area for area in AREAS if area in seen and area in text.areas)
    return Fit(text, measures, areas) if measures or areas or text.is_general else None


def reason(visit: Visit, fit: Fit) -> str:
    """Why a text is shown: "Passer til »LED i hal 1« og Varme"; "" where it is for everybody."""
    titles = [f"»{visit.measure_book.title(instance)}«" for instance in fit.measures]
    words = [*titles, *(_(AREAS[area]) for area in fit.areas)]
    return _("Passer til {what}").format(what=", ".join(words)) if words else ""
