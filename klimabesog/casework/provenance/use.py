"""Where a year's use comes from: the bills as they were typed, each carrier, and all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from klimabesog.casework import outline
from klimabesog.casework.entities import rows_by_entity
from klimabesog.casework.provenance.case import Case
from klimabesog.casework.provenance.factors import figure_line, heating_line, rate_line
from klimabesog.casework.provenance.values import (
    EMISSION,
    PRICE,
    USE_CO2,
    USE_KR,
    USE_KWH,
    Asked,
    Explanation,
    Line,
    Number,
    Term,
)
from klimabesog.casework.provenance.writing import (
    CO2,
    KR,
    KWH,
    WORKED_OUT,
    formula,
    line,
    lines_of,
    product,
    unless_plain,
)
from klimabesog.energy.accuracy import SOURCES
from klimabesog.energy.baseline import Baseline, CarrierTotal, RowResult
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.units import shown_unit
from klimabesog.values.danish import format_date, format_unit
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

UNITS = {USE_KWH: KWH, USE_KR: KR, USE_CO2: CO2}
_NAMES = {USE_KWH: "Forbrug", USE_KR: "Energiudgift", USE_CO2: "Udledning"}
_OF_YEAR = {USE_KWH: "Årsforbrug {year}", USE_KR: "Energiudgift {year}", USE_CO2: "Udledning {year}"}


def use(case: Case, number: Number) -> Explanation:
    """A year's use in kWh, kr. or kg CO2e: of everything, of a carrier, or on one bill."""
    baseline = case.screening.baseline
    if not number.of:
        return _whole(case, number)
    total = next((total for total in baseline.carriers if total.carrier == number.of), None)
    if total is None:
        return _bill(case, number, _row(case, number.of))
    rows = [row for row in baseline.rows if row.counted and row.row.carrier == number.of]
    if len(rows) == 1:
        return _bill(case, number, rows[0])
    return _carrier(number, total, rows, case.screening.year)


def _row(case: Case, bill: str) -> RowResult:
    found = next((row for row in case.screening.baseline.rows if row.row.id == bill), None)
    if found is None:
        raise InputError(_("Rækken i forbruget findes ikke længere, eller den er ikke fyldt ud."))
    return found


# -- all of it, and one carrier ------------------------------------------------------------------------------------


def _whole(case: Case, number: Number) -> Explanation:
    baseline = case.screening.baseline
    unit = UNITS[number.kind]
    lines = [
        line(
            carrier_name(total.carrier),
            amount,
            unit,
            origin=WORKED_OUT,
            accuracy=total.accuracy,
            on=Number(number.kind, total.carrier),
        )
        for total in baseline.carriers
        if (amount := _amount(total, number.kind)) is not None
    ]
    value = _sum(baseline, number.kind)
    how = _("Summen af de energier, virksomheden bruger på et år.")
    return Explanation(
        number=number,
        title=_(_OF_YEAR[number.kind]).format(year=baseline.year),
        shown=_shown(value, unit) if lines else "–",
        value=value if lines else None,
        how=how if lines else _("Forbruget er ikke skrevet endnu."),
        formula=unless_plain([product(one) for one in lines], value, unit),
        lines=tuple(lines),
        notes=(*_unknown(baseline, number.kind), *case.screening.problems, *baseline.notes, case.frozen()),
        accuracy=baseline.accuracy if lines else "",
    )


def _amount(total: CarrierTotal, kind: str) -> float | None:
    return {USE_KWH: total.kwh, USE_KR: total.kr, USE_CO2: total.co2_kg}[kind]


def _sum(baseline: Baseline, kind: str) -> float:
    return {USE_KWH: baseline.kwh, USE_KR: baseline.kr, USE_CO2: baseline.co2_kg}[kind]


def _unknown(baseline: Baseline, kind: str) -> Iterator[str]:
    """Carriers that are in the kWh and not in the kr.; unknown emissions are told by the baseline itself."""
    for total in baseline.carriers:
        if kind == USE_KR and total.kr is None:
            yield _("Prisen på {carrier} er ukendt og ikke med i summen.").format(
                carrier=carrier_name(total.carrier).lower()
            )


def _carrier(number: Number, total: CarrierTotal, rows: list[RowResult], year: int) -> Explanation:
    unit, value = UNITS[number.kind], _amount(total, number.kind)
    lines = [
        line(
            _period(row),
            part,
            unit,
            origin=_source(row),
            accuracy=row.accuracy,
            on=Number(number.kind, row.row.id),
        )
        for row in rows
        if (part := _part(row, number.kind)) is not None
    ]
    return Explanation(
        number=number,
        title=f"{_(_OF_YEAR[number.kind]).format(year=year)} · {carrier_name(total.carrier)}",
        shown=_shown(value, unit),
        value=value,
        how=_("Summen af de rækker i forbruget, der handler om {carrier}.").format(
            carrier=carrier_name(total.carrier).lower()
        ),
        formula=None if value is None else formula([product(one) for one in lines], value, unit),
        lines=tuple(lines),
        accuracy=total.accuracy,
    )


def _shown(value: float | None, unit: str) -> str:
    return "–" if value is None else format_unit(value, unit)


def _part(row: RowResult, kind: str) -> float | None:
    return {USE_KWH: row.kwh, USE_KR: row.kr, USE_CO2: row.co2_kg}[kind]


# -- one bill ------------------------------------------------------------------------------------------------------


def _bill(case: Case, number: Number, row: RowResult) -> Explanation:
    how, terms = {USE_KWH: _kwh, USE_KR: _kr, USE_CO2: _co2}[number.kind](case, row)
    unit, value = UNITS[number.kind], _part(row, number.kind)
    carrier = carrier_name(row.row.carrier)
    found = Explanation(
        number=number,
        title=" · ".join(part for part in (_(_NAMES[number.kind]), carrier, _period(row)) if part),
        shown=_shown(value, unit),
        value=value,
        how=how,
        formula=unless_plain(terms, value, unit),
        lines=lines_of(terms),
        notes=(*row.notes, *(() if row.counted else (_not_counted(row, case.screening.year),))),
        accuracy=row.accuracy if number.kind != USE_KR or row.price is None else "C",
        asked=_asked(case, row, "kroner" if number.kind == USE_KR else "maengde"),
    )
    return replace(found, notes=(*found.notes, *_of_carrier(case, number, row)))


def _of_carrier(case: Case, number: Number, row: RowResult) -> Iterator[str]:
    """What the baseline remarks on the whole carrier: another year, another boundary."""
    if row.counted and number.kind in (USE_KWH, USE_CO2):
        name = carrier_name(row.row.carrier)
        yield from (note for note in case.screening.baseline.notes if note.startswith(f"{name}:"))


def _not_counted(row: RowResult, year: int) -> str:
    return _("Rækken er fra {year} og tæller ikke med i basisåret {base}.").format(year=row.year, base=year)


Parts = tuple[str, list[Term]]
"""How a number of a bill arises, and what it is made of."""


def _kwh(case: Case, row: RowResult) -> Parts:
    amount = _typed(case, row, _("Mængde"), row.row.amount, shown_unit(row.row.unit), "maengde")
    if row.heating_value.value == 1 and row.heating_value.row is None:
        return _("Mængden er skrevet i kWh."), [product(amount)]
    how = _("Mængden ganget med, hvor mange kWh der er i én {unit}.").format(unit=shown_unit(row.row.unit))
    return how, [product(amount, heating_line(row.row.carrier, row.heating_value, row.row.unit))]


def _kr(case: Case, row: RowResult) -> Parts:
    entered, unit = row.row, shown_unit(row.row.unit)
    if entered.cost is not None:
        cost = _typed(case, row, _("Beløb"), entered.cost, KR, "kroner")
        return _("Beløbet for perioden, uden moms, som det er skrevet."), [product(cost)]
    if entered.price is not None:
        amount = _typed(case, row, _("Mængde"), entered.amount, unit, "maengde")
        price = _typed(case, row, _("Pris pr. enhed"), entered.price, f"kr./{unit}", "pris_pr_enhed")
        return _("Mængden ganget med prisen pr. enhed."), [product(amount, price)]
    if row.price is None:
        return _("Prisen mangler: hverken regningen eller tabellen har en."), []
    counts = case.screening.rates.of(entered.carrier).price == row.price.value
    on = Number(PRICE, entered.carrier) if counts else None
    usual = figure_line(PRICE, entered.carrier, row.price, on)
    how = _("Der er ikke skrevet noget beløb, så kWh er ganget med prisen bag besøget.")
    return how, [product(_kwh_line(row), usual)]


def _co2(case: Case, row: RowResult) -> Parts:
    if row.emission is None:
        return _("Udledningen er ukendt: tabellen har intet tal for den."), []
    how = _("kWh ganget med det, hver kWh udleder.")
    return how, [product(_kwh_line(row), rate_line(case, EMISSION, row.row.carrier))]


def _kwh_line(row: RowResult) -> Line:
    return line(
        _("Forbrug"), row.kwh, KWH, origin=_source(row), accuracy=row.accuracy, on=Number(USE_KWH, row.row.id)
    )


def _typed(case: Case, row: RowResult, label: str, value: float, unit: str, question: str) -> Line:
    """A figure as it was typed, with its source and period, and the question it stands in."""
    return line(
        label,
        value,
        unit,
        origin=_source(row),
        source=_period(row),
        accuracy=row.accuracy,
        asked=_asked(case, row, question),
    )


def _source(row: RowResult) -> str:
    return _(SOURCES.get(row.row.source, "Kilden mangler"))


def _period(row: RowResult) -> str:
    """ "01.01.2025 – 31.12.2025", else the year."""
    if row.row.start and row.row.end:
        return f"{format_date(row.row.start)} – {format_date(row.row.end)}"
    return str(row.year or _("uden periode"))


def _asked(case: Case, row: RowResult, question: str) -> Asked | None:
    """Where a figure of a bill is typed."""
    found = rows_by_entity(case.visit.session(outline.BASELINE)).get(row.row.id)
    node = found.child(question) if found is not None else None
    return Asked(outline.BASELINE, node.ref) if node is not None else None
