"""Each measure on about half a page: what we saw, what we suggest, how it is calculated, what comes next."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.cards import Card, Pills
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount, Input, Measure, ScreeningReport
from klimabesog.reports.tagged.boxes import Columns, stack_height
from klimabesog.reports.text import rich
from klimabesog.values import danish
from klimabesog.values.texts import _

PHOTO_COLUMN, GAP = 150.0, 20.0
MOST_BESIDE = 600
"""Letters of text that may stand in the narrow column beside the calculation."""
WIDEST_PHOTO = 150.0
MOST_PHOTOS = 2
"""So many photos stand under the words or the calculation; more have a column of their own."""


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    parts = kit.chapter(_("Forslagene uddybet"), "uddybning")
    if not report.measures:
        return parts + kit.missing(_("Der er endnu ingen forslag at uddybe."))
    parts += kit.text(_("Besparelserne er om året og for hvert forslag for sig."), "note")
    for number, measure in enumerate(report.measures, 1):
        parts += _measure(kit, number, measure)
    return parts


def _measure(kit: Kit, number: int, measure: Measure) -> list[Any]:
    heading = kit.section(f"{number}. {measure.title}", f"forslag-{number}")
    return kit.keep(
        [
            *heading,
            Pills(_labels(measure), after=9),
            kit.cards(_cards(measure), size=13.5),
            *_body(kit, measure),
            kit.space(8),
        ],
        most=260,
    )


def _labels(measure: Measure) -> list[str]:
    classes = {"A": _("Klasse A: målt"), "B": _("Klasse B: mærkeplade"), "C": _("Klasse C: skøn")}
    return [
        label
        for label in (
            measure.area,
            measure.place,
            *measure.tags,
            classes[measure.accuracy],
            *_lasting(measure),
        )
        if label
    ]


def _cards(measure: Measure) -> list[Card]:
    return [
        Card(_("Sparer energi"), figures.with_unit(measure.alone.kwh, "kWh")),
        Card(_("Sparer kroner"), figures.with_unit(measure.alone.kroner, "kr.")),
        Card(_("Sparer udledning"), _tonnes(measure)),
        Card(_("Investering"), figures.with_unit(measure.investment, "kr.")),
        Card(_("Tilbagebetaling"), figures.payback(measure.payback)),
    ]


def _lasting(measure: Measure) -> list[str]:
    """Lifetime and other operating cost, where they are known."""
    life = (
        _("Levetid {years} år").format(years=danish.format_number(measure.lifetime))
        if measure.lifetime
        else ""
    )
    operation = measure.operation
    running = ""
    if operation.value:
        pattern = _("Drift {amount} dyrere") if operation.value > 0 else _("Drift {amount} billigere")
        size = Amount(abs(operation.value), operation.accuracy)
        running = pattern.format(amount=figures.with_unit(size, "kr./år"))
    return [line for line in (life, running) if line]


def _tonnes(measure: Measure) -> str:
    amount = measure.alone.co2_kg
    return figures.tonnes(amount) if amount.value is None else f"{figures.tonnes(amount)}\u00a0{figures.CO2}"


def _body(kit: Kit, measure: Measure) -> list[Any]:
    """Words beside the calculation; where they are long, or the photos many, one below the other with photos beside."""
    words, numbers = _words(kit, measure), _remarks(kit, measure)
    length = len(measure.seen) + len(measure.proposal)
    narrow = bool(measure.inputs) and 0 < length <= MOST_BESIDE
    if narrow and len(measure.photos) <= MOST_PHOTOS:
        return [_side_by_side(kit, measure, [*words, *numbers])]
    after = _next_step(kit, measure)
    if measure.photos:
        width = theme.WIDTH - PHOTO_COLUMN - GAP
        photos = kit.photos(measure.photos, measure.title, width=PHOTO_COLUMN, abreast=1)
        beside = [[*words, *_calculation(kit, measure, width), *numbers], photos]
        return [Columns(beside, [width, PHOTO_COLUMN], GAP), *after]
    return [Columns([[*words, *_calculation(kit, measure, theme.WIDTH), *numbers]], [theme.WIDTH], 0), *after]


def _side_by_side(kit: Kit, measure: Measure, words: list[Any]) -> Columns:
    """Words with the next step beside the calculation; a photo or two under the shorter of them."""
    left = (theme.WIDTH - GAP) * 0.5
    right = theme.WIDTH - GAP - left
    stacks = [[*words, *_next_step(kit, measure)], _calculation(kit, measure, right)]
    widths = [left, right]
    if measure.photos:
        heights = [stack_height(stack, width) for stack, width in zip(stacks, widths, strict=True)]
        shorter = heights.index(min(heights))
        width = min(widths[shorter], WIDEST_PHOTO * len(measure.photos))
        stacks[shorter] += kit.photos(measure.photos, measure.title, width=width, abreast=len(measure.photos))
    return Columns(stacks, widths, GAP)


def _words(kit: Kit, measure: Measure) -> list[Any]:
    parts: list[Any] = []
    for title, text in ((_("Hvad vi så"), measure.seen), (_("Hvad vi foreslår"), measure.proposal)):
        if text:
            parts += [kit.sub(title), *kit.text(text, "answer")]
    return parts


def _remarks(kit: Kit, measure: Measure) -> list[Any]:
    carriers = "; ".join(f"{name} {figures.with_unit(amount, 'kWh/år')}" for name, amount in measure.carriers)
    return [
        *kit.text(measure.counted, "boxed"),
        *kit.run_in(_("Usikkerhed"), measure.uncertainty, "boxed"),
        *kit.run_in(_("Over levetiden"), figures.worth(measure.worth), "note"),
        *kit.run_in(_("Andre fordele"), measure.other_benefits, "boxed"),
        *kit.run_in(_("Overlap"), _overlap(measure), "note"),
        *kit.run_in(_("Fordelt på energi"), carriers if len(measure.carriers) > 1 else "", "note"),
    ]


def _overlap(measure: Measure) -> str:
    alone, stacked = measure.alone, measure.stacked
    if stacked is None or stacked.kwh.value is None or stacked.kwh.value == alone.kwh.value:
        return measure.overlap
    rest = _("Fratrukket overlap: {kwh}.").format(kwh=figures.with_unit(stacked.kwh, "kWh/år"))
    return f"{measure.overlap} {rest}".strip()


def _calculation(kit: Kit, measure: Measure, width: float) -> list[Any]:
    heading = kit.sub(_("Sådan er der regnet"))
    formula = kit.run_in(_("Regnestykke"), measure.formula, "note")
    if not measure.inputs:
        missing = kit.text(_("Beregningen er ikke vist: der er ingen indtastede tal."), "note")
        return [heading, *(formula or missing)]
    rows = [(i.label, _value(i), _source(i)) for i in measure.inputs]
    name = _("Besparelse om året") if measure.estimate is None else _("Vores skøn om året")
    comes_to = (measure.estimate or measure.alone).kwh
    result = (rich("<b>{}</b>", name), figures.with_unit(comes_to, "kWh"), "")
    shares = (190, 95, 200) if width == theme.WIDTH else (100, 84, 84)
    columns = [
        Column(title, share, right)
        for title, share, right in zip(
            (_("Tal"), _("Værdi"), _("Kilde")), shares, (False, True, False), strict=True
        )
    ]
    table = kit.table(
        columns,
        [*rows, result],
        sums=1,
        strong=1,
        width=width,
        after=5,
        close=width < theme.WIDTH,
        summary=_("Tal bag beregningen med enhed og kilde"),
    )
    return [heading, table, *formula]


def _value(entry: Input) -> str:
    if entry.value is None:
        return figures.DASH
    if isinstance(entry.value, str):
        return entry.value
    text = danish.format_number(entry.value, entry.decimals).replace("-", figures.MINUS)
    return f"{text}\u00a0{entry.unit}" if entry.unit else text


def _source(entry: Input) -> str:
    if entry.accuracy is None:
        return entry.source
    return f"{entry.source} ({entry.accuracy})" if entry.source else entry.accuracy


def _next_step(kit: Kit, measure: Measure) -> list[Any]:
    details = " · ".join(
        filter(
            None,
            (
                _("Ansvarlig: {name}").format(name=measure.responsible) if measure.responsible else "",
                _("Frist: {date}").format(date=figures.year_date(measure.deadline))
                if measure.deadline
                else "",
            ),
        )
    )
    items = kit.run_in(_("Næste skridt"), measure.next_step) + kit.text(details, "note")
    return [kit.panel(items)] if items else []
