"""The sheets Energi and Forudsætninger: what is used, and what every number rests on, as the report has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from klimabesog.exchange.workbook import AMOUNT, EXACT, LONG, WHOLE, Cell, Column, Sheet, Shown
from klimabesog.reports.model import CarrierUse, Factor, Measure, ScreeningReport, baseline_sum
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.screening import Screening

NO_VISIT = "Der er intet besøg endnu."

ENERGY = (
    Column("Energi", width=26),
    Column("Basisår", width=9),
    Column("Periode", width=24),
    Column("Mængde", AMOUNT, 13),
    Column("Enhed", width=8),
    Column("Forbrug (kWh/år)", WHOLE, 14),
    Column("Udgift (kr./år)", WHOLE, 14),
    Column("Udledning (kg CO₂e/år)", WHOLE, 15),
    Column("Forbrug efter alle tiltag (kWh/år)", WHOLE, 16),
    Column("Kilde", width=14),
    Column("Klasse", width=8),
    Column("Regninger", width=13),
)
ASSUMPTIONS = (
    Column("Art", width=19),
    Column("Emne", LONG, 34),
    Column("Hvad", LONG, 38),
    Column("Værdi (enheden står til højre)", EXACT, 20),
    Column("Enhed", width=15),
    Column("År", width=8),
    Column("Klasse", width=8),
    Column("Kilde eller forklaring", LONG, 70),
)


def energy_sheet(report: ScreeningReport | None) -> Sheet:
    """Each carrier in the base year with its source, and what is left after all measures."""
    if report is None or not report.baseline:
        return Sheet("Energi", ENERGY, empty=_("Forbruget skrives i besøget. Der er intet endnu."))
    sums = [baseline_sum(report, name).value for name in ("kwh", "kroner", "co2_kg", "kwh_after")]
    total: tuple[Cell, ...] = (_("I alt"), report.base_year, None, None, None, *sums, None, None, None)
    return Sheet("Energi", ENERGY, tuple(_use(use, report.base_year) for use in report.baseline), total)


def _use(use: CarrierUse, year: str) -> tuple[Cell, ...]:
    return (
        use.carrier,
        year,
        use.period,
        use.amount.value,
        use.unit,
        use.kwh.value,
        use.kroner.value,
        use.co2_kg.value,
        use.kwh_after.value,
        use.source,
        use.kwh.accuracy,
        use.meter,
    )


def assumption_sheet(report: ScreeningReport | None, screening: Screening | None) -> Sheet:
    """Factors and prices with their source, what each measure is computed from, and the method."""
    name = "Forudsætninger"
    if report is None or screening is None:
        return Sheet(name, ASSUMPTIONS, empty=_(NO_VISIT))
    rows = [row for factor in report.factors for row in _factor(factor, report.factor_set)]
    rows += [_interest(screening)]
    rows += [row for measure in report.measures for row in _measure(measure)]
    rows += [(_("Metode"), None, None, None, None, None, None, text) for text in report.conditions]
    return Sheet(name, ASSUMPTIONS, tuple(rows), kept=2)


def _factor(factor: Factor, factor_set: str) -> Iterator[tuple[Cell, ...]]:
    kind, of = _("Faktor og pris"), factor.carrier
    co2 = " ".join(part for part in (factor.source, f"[{factor_set}]" if factor_set else "") if part)
    if factor.unit != "kWh":
        yield (
            kind,
            of,
            _("Energi pr. enhed"),
            factor.kwh_per_unit,
            f"kWh/{factor.unit}",
            None,
            None,
            factor_set,
        )
    yield kind, of, _("Pris"), factor.price_kr_kwh, "kr./kWh", factor.year, None, factor.price_source
    yield kind, of, _("Udledning"), factor.co2_kg_kwh, "kg CO₂e/kWh", factor.year, None, co2


def _interest(screening: Screening) -> tuple[Cell, ...]:
    words = _("Kalkulationsrente"), screening.interest * 100, "%"
    return (_("Økonomi"), _("Nutidsværdi"), *words, None, None, _("Faste priser, uden moms."))


def _measure(measure: Measure) -> Iterator[tuple[Cell, ...]]:
    """What went into a measure's calculation, its formula, and how sure it is."""
    kind = _("Tiltag")
    for given in measure.inputs:
        numeric = EXACT if given.decimals else WHOLE
        value = Shown(given.value, LONG if isinstance(given.value, str) else numeric)
        yield kind, measure.title, given.label, value, given.unit, None, given.accuracy, given.source
    for what, text in ((_("Formel"), measure.formula), (_("Sikkerhed"), measure.uncertainty)):
        if text:
            yield kind, measure.title, what, None, None, None, measure.accuracy, text
