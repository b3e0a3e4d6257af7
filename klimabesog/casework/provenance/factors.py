"""Where the numbers behind a visit come from: prices, emissions, heating values and the rate of present values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from klimabesog.casework.factorlines import KIND_NAMES, FactorLine, kind_name, line_of, row_number
from klimabesog.casework.factorsets import RATE
from klimabesog.casework.provenance.case import Case
from klimabesog.casework.provenance.values import (
    EMISSION,
    HEATING,
    PRICE,
    USE_KR,
    USE_KWH,
    Explanation,
    Line,
    Number,
    Term,
)
from klimabesog.casework.provenance.writing import (
    CO2_KWH,
    KR,
    KR_KWH,
    KWH,
    PERCENT,
    WORKED_OUT,
    formula,
    line,
    lines_of,
    measured,
    product,
    unless_plain,
)
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.economics import INTEREST as MINISTRY_RATE
from klimabesog.energy.factors import (
    BOUNDARIES,
    CERTAINTIES,
    COMPANY,
    OWN,
    REGIONS,
    FactorRow,
    FactorSet,
    Figure,
)
from klimabesog.energy.units import shown_unit
from klimabesog.values.danish import format_percent
from klimabesog.values.texts import _

_UNITS = {PRICE: KR_KWH, EMISSION: CO2_KWH}
_ENERGY = {PRICE: "kr.", EMISSION: "kg CO₂e"}


# -- of a factor set, without a visit ------------------------------------------------------------------------------


def factor_explanation(factors: FactorSet, number: Number) -> Explanation:
    """A price, an emission or a heating value (`part`: its unit) of a set, as it is read in the set's year."""
    figure = _figure(factors, number)
    unit = f"kWh/{shown_unit(number.part)}" if number.kind == HEATING else _UNITS[number.kind]
    title = f"{kind_name(number.kind)} · {carrier_name(number.of)}"
    if figure is None:
        how = _("Der er ikke noget tal for {carrier} i sættet.")
        return Explanation(number, title, "–", None, how.format(carrier=carrier_name(number.of).lower()))
    terms = _terms(factors, number, figure)
    return Explanation(
        number=number,
        title=title,
        shown=_shown(factors, number, figure, unit),
        value=figure.value,
        how=_how(number.kind, figure),
        formula=unless_plain(terms, figure.value, unit),
        lines=lines_of(terms),
        notes=tuple(_notes(factors, number, figure)),
    )


def number_of_line(line: FactorLine) -> Number:
    """The number that a line of the page "Faktorer og priser", or of "Tallene bag", shows."""
    return Number(line.kind, line.carrier, line.unit if line.kind == HEATING else "")


def _figure(factors: FactorSet, number: Number) -> Figure | None:
    if number.kind == HEATING:
        return factors.kwh_per_unit(number.of, number.part)
    return factors.price(number.of) if number.kind == PRICE else factors.co2(number.of)


def _shown(factors: FactorSet, number: Number, figure: Figure, unit: str) -> str:
    """As the table has it, and per kWh where that is another number."""
    own, per_kwh = line_of(factors, number.kind, number.of, figure), measured(figure.value, unit)
    if number.kind == HEATING or own.unit == KWH:
        return per_kwh
    return f"{own.number} = {per_kwh}"


def _how(kind: str, figure: Figure) -> str:
    if figure.row is None:
        return _("En omregning, der ligger fast ved definition.")
    if figure.later is not None:
        return _("Læst på den rette linje mellem de to år, som kilden giver.")
    source = {COMPANY: _("Oplyst for virksomheden."), OWN: _("Kommunens eget tal.")}
    return source.get(figure.row.use) or {
        PRICE: _("Prisen i tabellen, som bruges, hvor der ikke er en regning."),
        EMISSION: _("Tallet i tabellen for, hvad en kWh udleder."),
        HEATING: _("Tallet i tabellen for, hvor megen energi der er i én enhed."),
    }.get(kind, "")


def _terms(factors: FactorSet, number: Number, figure: Figure) -> list[Term]:
    """The rows a figure rests on, and how they make it up: by year, and per kWh."""
    if figure.row is None:
        label = _("kWh i én {unit}").format(unit=shown_unit(number.part))
        return [product(line(label, figure.value, figure.unit, origin=_("Ved definition")))]
    if figure.later is None:
        return [_row_term(factors, number, figure.row)]
    shares = ((figure.row, 1 - figure.share), (figure.later, figure.share))
    return [
        Term((*_row_term(factors, number, row).factors, *product(_weight(row, share)).factors))
        for row, share in shares
    ]


def _weight(row: FactorRow, share: float) -> Line:
    return line(_("Vægt af {year}").format(year=row.year), share, PERCENT)


def _row_term(factors: FactorSet, number: Number, row: FactorRow) -> Term:
    """A row of the set per kWh (or, of a heating value, per the unit asked for)."""
    own, unit = _row_line(row), shown_unit(row.unit)
    if number.kind == HEATING:
        times = factors.kwh_per_unit(number.of, number.part).value / row.value
        wanted = shown_unit(number.part)
        label = _("{small} i én {unit}").format(small=unit, unit=wanted)
        return product(own) if times == 1 else product(own, line(label, times, f"{unit}/{wanted}"))
    per_unit = factors.kwh_per_unit(number.of, row.unit)
    if per_unit.value == 1:
        return product(own)
    return product(own, over=[heating_line(number.of, per_unit, row.unit)])


def heating_line(carrier: str, per_unit: Figure, unit: str) -> Line:
    """How many kWh there are in one unit of a carrier."""
    return line(
        _("kWh i én {unit}").format(unit=shown_unit(unit)),
        per_unit.value,
        f"kWh/{shown_unit(unit)}",
        origin=_origin(per_unit.row) if per_unit.row else _("Ved definition"),
        source=_source(per_unit.row) if per_unit.row else "",
        on=Number(HEATING, carrier, unit),
    )


def _row_line(row: FactorRow) -> Line:
    """A row as the source has it, with year, address and how sure it is."""
    return Line(
        label=f"{_(KIND_NAMES[row.kind])} {row.year or ''}".strip(),
        value=row.value,
        unit=f"{_ENERGY.get(row.kind, 'kWh')}/{shown_unit(row.unit)}",
        text=row_number(row),
        origin=_origin(row),
        source=_source(row),
        url=row.url,
    )


def _origin(row: FactorRow) -> str:
    """ "Kommunens tal", "Oplyst for virksomheden", "Tabel, høj sikkerhed", "Tabel, skøn"."""
    if row.use == COMPANY:
        return _("Oplyst for virksomheden")
    if row.use == OWN and row.certainty == "egen":
        return _("Kommunens tal")
    if row.certainty == "skoen":
        return _("Tabel, skøn")
    sure = _(CERTAINTIES.get(row.certainty, row.certainty)).lower()
    return _("Tabel, {sure} sikkerhed").format(sure=sure)


def _source(row: FactorRow) -> str:
    """Where a row comes from: source, grid area, and the year of the source where it is not the row's own."""
    where = _(REGIONS.get(row.variant, ""))
    published = _("udgivet {year}").format(year=row.source_year) if row.source_year else ""
    return ", ".join(part for part in (row.source, where, published) if part)


def _notes(factors: FactorSet, number: Number, figure: Figure) -> Iterator[str]:
    """Interpolation, boundary, and what the source remarks."""
    if figure.note:
        yield figure.note
    if number.kind == EMISSION and figure.row is not None:
        here, set_boundary = _(BOUNDARIES[figure.boundary]).lower(), _(BOUNDARIES[factors.boundary]).lower()
        if figure.boundary == factors.boundary:
            yield _("Grænse: {boundary}, som for de øvrige tal.").format(boundary=here)
        else:
            said = _("Grænse: {boundary}, mens de øvrige tal er for {other}.")
            yield said.format(boundary=here, other=set_boundary)
    if number.kind == PRICE:
        yield _("Prisen er uden moms.")
    if figure.row is not None and figure.row.note:
        yield figure.row.note


# -- in a visit ----------------------------------------------------------------------------------------------------


def carrier_number(case: Case, number: Number) -> Explanation:
    """A price, an emission or a heating value as the visit is computed with."""
    if number.kind == PRICE and (paid := _paid(case, number)) is not None:
        return paid
    return set_number(case, number)


def set_number(case: Case, number: Number) -> Explanation:
    """The same as the visit's set has it, whatever the bills say."""
    factors = case.screening.factors
    found = factor_explanation(factors, number)
    by_definition = number.kind == HEATING and factors.kwh_per_unit(number.of, number.part).row is None
    return found if by_definition else replace(found, notes=(*found.notes, case.frozen()))


def rate_line(case: Case, kind: str, carrier: str) -> Line:
    """The price or emission of a carrier, as a part of another number: its source in short, and on to all of it."""
    figure = case.screening.factors.price(carrier) if kind == PRICE else case.screening.factors.co2(carrier)
    if kind == PRICE and _paid(case, Number(PRICE, carrier)) is not None:
        total = next(total for total in case.screening.baseline.carriers if total.carrier == carrier)
        return line(
            _rate_label(kind, carrier),
            total.price,
            KR_KWH,
            origin=_("Regningerne"),
            accuracy=total.accuracy,
            on=Number(PRICE, carrier),
        )
    assert figure is not None
    return figure_line(kind, carrier, figure, Number(kind, carrier))


def figure_line(kind: str, carrier: str, figure: Figure, on: Number | None) -> Line:
    """A number of the set as a part of another one."""
    row = figure.row
    return line(
        _rate_label(kind, carrier),
        figure.value,
        _UNITS[kind],
        origin=_origin(row) if row else "",
        source=_source(row) if row else "",
        on=on,
    )


def _rate_label(kind: str, carrier: str) -> str:
    words = _("Pris på {carrier}") if kind == PRICE else _("Udledning af {carrier}")
    return words.format(carrier=carrier_name(carrier).lower())


def _paid(case: Case, number: Number) -> Explanation | None:
    """The average of what the bills say; None where a price was stated for the company, or there is no bill."""
    baseline, stated = case.screening.baseline, case.screening.factors.agreed_price(number.of)
    total = next((total for total in baseline.carriers if total.carrier == number.of), None)
    rows = [row for row in baseline.rows if row.counted and row.row.carrier == number.of]
    billed = any(row.kr is not None and row.price is None for row in rows)
    if total is None or total.price is None or stated is not None or not billed:
        return None
    kr = line(_("Kr. i alt"), total.kr, KR, origin=WORKED_OUT, on=Number(USE_KR, number.of))
    whole = Number(USE_KWH, number.of) if total.priced_kwh == total.kwh else None
    use = line(_("kWh, hvor prisen er kendt"), total.priced_kwh, KWH, origin=WORKED_OUT, on=whole)
    return Explanation(
        number=number,
        title=f"{kind_name(PRICE)} · {carrier_name(number.of)}",
        shown=measured(total.price, KR_KWH),
        value=total.price,
        how=_("Det, virksomheden betalte i gennemsnit: regningen går forud for prisen i tabellen."),
        formula=formula([product(kr, over=[use])], total.price, KR_KWH),
        lines=(kr, use),
        notes=(_("Prisen er uden moms."),),
        accuracy=total.accuracy,
    )


def interest(case: Case, number: Number) -> Explanation:
    """The rate of present values."""
    rate = case.screening.interest
    text = format_percent(rate)
    source = _("Finansministeriet, samfundsøkonomisk kalkulationsrente for år 0–35, 7. januar 2021")
    if rate != MINISTRY_RATE:
        source = case.chosen(RATE)
    return Explanation(
        number=number,
        title=_("Kalkulationsrente"),
        shown=text,
        value=rate,
        how=_("Den rente, som penge i de kommende år regnes om til i dag med."),
        lines=(Line(_("Kalkulationsrente"), rate, PERCENT, text, _("Regneregel"), source),),
        notes=(_("Renten er real: priserne er faste, og pristigninger er trukket fra."),),
    )
