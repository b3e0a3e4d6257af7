"""The sheet Virksomhed: who it is, how far the case is, and the figures that the report and the page open with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from klimabesog.casework.workbooks.columns import CO2, KR, KWH
from klimabesog.exchange.workbook import DAY, LONG, ONE, PERCENT, WHOLE, Cell, Column, Sheet, Shown
from klimabesog.partnership.checks import shown_cvr
from klimabesog.partnership.steps import STATES
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from datetime import date

    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.measures import Measures
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit
    from klimabesog.energy.stacking import StackResult
    from klimabesog.reports.model import ScreeningReport

COLUMNS = (
    Column("Emne", width=20),
    Column("Hvad", LONG, 46),
    Column("Oplysning", LONG, 34),
    Column("Bemærkning", LONG, 60),
)
Line = tuple[Cell, Cell, Cell, Cell]


def company_sheet(
    casebook: Casebook, book: StepBook, report: ScreeningReport | None, changed: date, author: str
) -> Sheet:
    """Facts, steps, target and key figures, a line each."""
    lines = [*_facts(casebook, book, report), *_steps(book)]
    if report is not None and book.visit is not None:
        lines += [*_target(book), *_totals(report, book.visit), *layer_lines(book.visit.measure_book)]
    lines.append((_("Regnearket"), _("Sagen er senest ændret"), Shown(changed, DAY), author))
    return Sheet("Virksomhed", COLUMNS, tuple(lines), kept=2)


def _facts(casebook: Casebook, book: StepBook, report: ScreeningReport | None) -> Iterator[Line]:
    row, kind = casebook.registry.row(book.company), _("Virksomhed")
    fields = casebook.registry.record(book.company).fields
    known: list[tuple[str, Cell]] = [
        (_("Navn"), row.name),
        (_("CVR-nummer"), shown_cvr(row.cvr)),
    ]
    if report is not None:
        company = report.company
        known += [
            (_("P-nummer"), company.p_number),
            (_("Adresse"), company.address),
            (_("Branche"), company.branch),
            (_("Ansatte"), _shown(company.employees, WHOLE)),
            (_("Areal (m²)"), _shown(company.area_m2, WHOLE)),
            (_("Ejerforhold"), company.ownership),
            (_("Driftstid"), company.operating_hours),
            (_("Opvarmning"), company.heating),
        ]
    else:
        address = ", ".join(str(fields.get(name) or "") for name in ("adresse", "postnr", "by"))
        known.append((_("Adresse"), address.strip(", ")))
    for what, value in known:
        if value not in (None, ""):
            yield kind, what, value, None


def _shown(value: float | None, form: str) -> Cell:
    return None if value is None else Shown(value, form)


def _steps(book: StepBook) -> Iterator[Line]:
    for state in book.track():
        title = f"{state.step.number}. {state.step.title}"
        yield _("Trin"), title, _(STATES[state.state]), state.note


def _target(book: StepBook) -> Iterator[Line]:
    target, kind = book.target(), _("Mål")
    yield kind, _("Aftalens mål"), target.aim, target.sentence
    if target.share is not None:
        yield kind, _("Mål (mindre udledning)"), Shown(target.share, PERCENT), None
        yield kind, _("Foreslået og gennemført i alt"), Shown(target.proposed, PERCENT), None
        yield kind, _("Nået"), Shown(target.done, PERCENT), None


def _totals(report: ScreeningReport, visit: Visit) -> Iterator[Line]:
    strip, totals, kind = visit.result(), report.totals, _("Nøgletal")
    year = report.base_year
    for what, value in (
        (_("Årsforbrug {year} (kWh)"), strip.consumption_kwh),
        (_("Udgift til energi {year} (kr.)"), strip.consumption_kroner),
        (_("Udledning {year} (kg CO₂e)"), strip.consumption_co2_kg),
    ):
        yield kind, what.format(year=year), Shown(value, WHOLE), None
    for when, effect in ((_("Før overlap"), totals.before), (_("Fratrukket overlap"), totals.after)):
        amounts = ((KWH, effect.kwh), (KR, effect.kroner), (CO2, effect.co2_kg))
        for what, amount in amounts:
            yield kind, f"{when}: {what}", Shown(amount.value, WHOLE), None
    yield kind, _("Investering (kr.)"), Shown(totals.investment.value, WHOLE), None
    years = totals.payback.years.value
    payback: Cell = totals.payback.word if years is None else Shown(years, ONE)
    yield kind, _("Tilbagebetaling (år)"), payback, None
    yield kind, _("Nutidsværdi (kr.)"), Shown(totals.worth.npv.value, WHOLE), None
    yield kind, _("Intern rente"), totals.worth.irr, None


def layer_lines(measures: Measures) -> Iterator[Line]:
    """What was agreed on, and what has been reached, after overlap."""
    for kind, result in (
        (_("Aftalt"), measures.agreed_together()),
        (_("Realiseret"), measures.carried_out()),
    ):
        for what, value in sums(result):
            yield kind, what[:1].upper() + what[1:], Shown(value, WHOLE), None


def sums(result: StackResult) -> tuple[tuple[str, float | None], ...]:
    """What measures come to together, after overlap, and what they cost."""
    after = result.after
    return ((KWH, after.kwh), (KR, after.kr), (CO2, after.co2_kg), ("investering (kr.)", result.investment))
