"""The sheets Handlingsplan and Opfølgning: what was decided, and what came of it, follow-up by follow-up."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from klimabesog.casework import outline
from klimabesog.casework.areas import AREAS
from klimabesog.casework.steps.bills import BillLine, bill_report
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.steps.keys import FOLLOW_UP, PLAN
from klimabesog.casework.steps.layers import LayerRow, layer_rows
from klimabesog.casework.steps.standing import standing
from klimabesog.casework.workbooks.columns import CO2, KR, KWH
from klimabesog.energy.carriers import carrier_name
from klimabesog.exchange.workbook import DAY, LONG, ONE, WHOLE, Cell, Column, Sheet
from klimabesog.partnership.layers import AGREED
from klimabesog.partnership.status import MEASURE_STATUSES, PROPOSED, REJECTION_REASONS
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit
    from klimabesog.casework.visitviews import MeasureRow
    from klimabesog.energy.effects import Effect

PRIORITIES = {"1": "Først", "2": "Derefter", "3": "Når der er tid"}

PLAN_COLUMNS = (
    Column("Tiltag", LONG, 36),
    Column("Indsatsområde", width=18),
    Column("Status", width=14),
    Column("Prioritet", width=14),
    Column("Ansvarlig", LONG, 20),
    Column("Frist", DAY, 12),
    Column(f"Aftalt {KWH}", WHOLE, 13),
    Column(f"Aftalt {KR}", WHOLE, 13),
    Column(f"Aftalt {CO2}", WHOLE, 14),
    Column("Aftalt investering (kr.)", WHOLE, 13),
    Column("Gennemført", DAY, 12),
    Column("Fravalgt fordi", LONG, 24),
    Column("Bemærkning", LONG, 44),
)
_MEASURES, _BILLS, _EMISSION = "Tiltagene", "Nye regninger mod basisåret", "Udledning i forhold til basisåret"
FOLLOW_UP_COLUMNS = (
    Column("Opfølgning", WHOLE, 11),
    Column("Dato", DAY, 12),
    Column("Art", width=12),
    Column("Emne", LONG, 36),
    Column("Status", width=14, band=_MEASURES),
    *(Column(f"Nået, fratrukket overlap: {what}", WHOLE, 14, _MEASURES) for what in (KWH, KR, CO2)),
    Column("Svaret: besparelse (kWh/år)", WHOLE, 14, _MEASURES),
    Column("Andel af det aftalte (%)", ONE, 12, _MEASURES),
    Column("Betalt (kr.)", WHOLE, 12, _MEASURES),
    Column("Vist ved", width=20, band=_MEASURES),
    Column("Barrierer", LONG, 26, _MEASURES),
    Column("Ny frist", DAY, 12, _MEASURES),
    Column("Bemærkning", LONG, 40, _MEASURES),
    Column("Basisår (kWh)", WHOLE, 12, _BILLS),
    Column("Nu (kWh)", WHOLE, 12, _BILLS),
    Column("Ændring (kWh)", WHOLE, 12, _BILLS),
    Column("Heraf vejr (kWh)", WHOLE, 12, _BILLS),
    Column("Heraf aktivitet (kWh)", WHOLE, 12, _BILLS),
    Column("Resten (kWh)", WHOLE, 12, _BILLS),
    Column("Egen indsats (kg CO₂e/år)", WHOLE, 14, _EMISSION),
    Column("Andre faktorer (kg CO₂e/år)", WHOLE, 14, _EMISSION),
)


# -- the plan ------------------------------------------------------------------------------------------------------


def plan_sheet(book: StepBook, visit: Visit | None) -> Sheet:
    """Measures that were decided on: agreed, put off or rejected; what was agreed alone, without the overlap."""
    rows: list[tuple[Cell, ...]] = []
    if visit is not None:
        remarks = {r.measure: r.said("bemaerkning") for r in layer_rows(book.form(PLAN).session)}
        decided = [row for row in visit.measures() if row.status != PROPOSED or _agreed(visit, row)]
        rows = [_planned(visit, row, remarks.get(row.id, "")) for row in decided]
    return Sheet(
        "Handlingsplan", PLAN_COLUMNS, tuple(rows), empty=_("Der er ikke besluttet noget om tiltagene endnu.")
    )


def _agreed(visit: Visit, row: MeasureRow) -> bool:
    return visit.measure_book.life(row.instance).agreed is not None


def _planned(visit: Visit, row: MeasureRow, remark: str) -> tuple[Cell, ...]:
    measures, fields = visit.measure_book, visit.measure_book.fields(row.instance)
    estimate, life = measures.lives()[row.instance]
    result = measures.alone(estimate, life.layer(AGREED))
    agreed = (
        (result.alone.kwh, result.alone.kr, result.alone.co2_kg, result.measure.paid)
        if result
        else (None,) * 4
    )
    return (
        row.title,
        AREAS.get(row.area, row.area),
        MEASURE_STATUSES.get(row.status, row.status),
        PRIORITIES.get(str(fields.get("prioritet") or ""), ""),
        row.responsible,
        _day(row.deadline),
        *agreed,
        _day(fields.get("gennemfoert")),
        REJECTION_REASONS.get(str(fields.get("fravalgt_grund") or ""), ""),
        remark,
    )


def _day(iso: Any) -> Cell:
    """A date cell; what is no date stays as it was written."""
    try:
        return date.fromisoformat(str(iso)) if iso else None
    except ValueError:
        return str(iso)


# -- follow-ups ----------------------------------------------------------------------------------------------------


def follow_up_sheet(book: StepBook) -> Sheet:
    """Of each follow-up its measures, its bills by carrier, and own effort apart from other factors."""
    rows = [row for fields in book.follow_ups() for row in _followed(book, fields)]
    titles = tuple(column.title for column in FOLLOW_UP_COLUMNS)
    return Sheet(
        "Opfølgning",
        FOLLOW_UP_COLUMNS,
        tuple(tuple(row.get(title) for title in titles) for row in rows),
        kept=4,
        empty=_("Der er ikke fulgt op endnu."),
        wide=True,
    )


def _followed(book: StepBook, fields: dict[str, Any]) -> Iterator[dict[str, Cell]]:
    number = int(fields["nummer"])
    key = f"{FOLLOW_UP}:{number}"
    head: dict[str, Cell] = {"Opfølgning": number, "Dato": _day(fields.get("dato"))}
    titles, reached = _titles(book), _reached(book, key)
    for row in layer_rows(book.form(key).session):
        if row.measure in titles:
            result = reached.get(row.measure, {})
            yield {**head, "Art": _("Tiltag"), "Emne": titles[row.measure], **result, **_became(row)}
    if reached:
        yield {**head, "Art": _("Tiltag"), "Emne": _("I alt"), **_whole(reached)}
    report = bill_report(book, key)
    for line in report.lines if report else ():
        yield {**head, "Art": _("Energi"), "Emne": line.name, **_bills(line)}
    if report is not None and report.total is not None:
        yield {**head, "Art": _("Energi"), "Emne": report.total.name, **_bills(report.total)}
    yield from ({**head, "Art": _("Udledning"), **row} for row in _emission(book, key))


def _titles(book: StepBook) -> dict[str, str]:
    visit = book.visit
    if visit is None:
        return {}
    measures = visit.measure_book
    return {measures.record(i.id): measures.title(i.id) for i in measures.instances()}


def _reached(book: StepBook, key: str) -> dict[str, dict[str, Cell]]:
    """What the measures carried out by then came to after overlap, by record; as things stood at that follow-up."""
    visit, at = book.visit, standing(book, key)
    if visit is None or at is None:
        return {}
    return {visit.measure_book.record(one.measure.id): _effect(one.after) for one in at.done.measures}


def _effect(effect: Effect) -> dict[str, Cell]:
    amounts = ((KWH, effect.kwh), (KR, effect.kr), (CO2, effect.co2_kg))
    return {f"Nået, fratrukket overlap: {what}": value for what, value in amounts}


def _whole(reached: Mapping[str, Mapping[str, Cell]]) -> dict[str, Cell]:
    """The sums of what was reached."""
    titles = next(iter(reached.values()))
    return {title: math.fsum(float(str(row[title])) for row in reached.values()) for title in titles}


def _became(row: LayerRow) -> dict[str, Cell]:
    """What a follow-up says of a measure."""
    return {
        "Status": _text(row, "status"),
        "Svaret: besparelse (kWh/år)": _number(row, "realiseret_kwh"),
        "Andel af det aftalte (%)": _number(row, "realiseret_procent"),
        "Betalt (kr.)": _number(row, "ud_investering"),
        "Vist ved": _text(row, "dokumentation"),
        "Barrierer": _text(row, "barrierer"),
        "Ny frist": _day(row.said("frist")),
        "Bemærkning": _text(row, "bemaerkning"),
    }


def _text(row: LayerRow, name: str) -> str:
    node = row.node.child(name)
    return outline.answer_text(node) if node is not None and node.relevant else ""


def _number(row: LayerRow, name: str) -> float | None:
    said = row.said(name)
    return float(said) if said else None


def _bills(line: BillLine) -> dict[str, Cell]:
    if not line.says_much:
        return {"Bemærkning": line.verdict}
    return {
        "Bemærkning": line.verdict,
        "Basisår (kWh)": line.base,
        "Nu (kWh)": line.now,
        "Ændring (kWh)": line.change,
        "Heraf vejr (kWh)": line.weather,
        "Heraf aktivitet (kWh)": line.activity,
        "Resten (kWh)": line.rest,
    }


def _emission(book: StepBook, key: str) -> Iterator[dict[str, Cell]]:
    """Own effort and the factors' part up to a follow-up, by carrier and together."""
    effort = effort_of(book, key)
    if effort is None:
        return
    for one in effort.carriers:
        if one.parts is not None:
            yield _parts(carrier_name(one.carrier), one.parts.own, one.parts.factors)
    yield {**_parts(_("I alt"), effort.parts.own, effort.parts.factors), "Bemærkning": effort.sentence}


def _parts(name: str, own: float, factors: float) -> dict[str, Cell]:
    return {"Emne": name, "Egen indsats (kg CO₂e/år)": own, "Andre faktorer (kg CO₂e/år)": factors}
