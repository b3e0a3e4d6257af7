"""Where a saving comes from: kWh, kr. and CO2e of one measure, stream by stream, and of all together."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.casework.figurewords import amount, share_of, tonnes
from klimabesog.casework.measures import ROUGH
from klimabesog.casework.provenance import inputs
from klimabesog.casework.provenance.case import Case, View
from klimabesog.casework.provenance.factors import rate_line
from klimabesog.casework.provenance.values import (
    ALONE,
    CARRIED_OUT,
    EMISSION,
    PRICE,
    SAVED_CO2,
    SAVED_KR,
    SAVED_KWH,
    USE_KWH,
    Explanation,
    Line,
    Number,
    Term,
)
from klimabesog.casework.provenance.writing import (
    CO2,
    KR,
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
from klimabesog.energy.carriers import carrier_name, end_use_name
from klimabesog.energy.effects import Effect
from klimabesog.energy.stacking import StackResult, StreamEffect
from klimabesog.energy.streams import CONVERT, MONEY
from klimabesog.partnership.layers import ESTIMATE, LAYERS
from klimabesog.values.texts import _

UNITS = {SAVED_KWH: KWH, SAVED_KR: KR, SAVED_CO2: CO2}
_NAMES = {SAVED_KWH: "Sparet energi", SAVED_KR: "Besparelse", SAVED_CO2: "Mindre udledning"}
_SMALLEST = 0.5
"""Kr., kWh or kg: a smaller difference is none."""


def saving(case: Case, number: Number) -> Explanation:
    """What is saved in a year, by all measures or by one."""
    return _together(case, number) if not number.of else _of_one(case, number)


def size(effect: Effect, kind: str) -> float:
    """The kWh, kr. or kg CO2e of an effect."""
    return {SAVED_KWH: effect.kwh, SAVED_KR: effect.kr, SAVED_CO2: effect.co2_kg}[kind]


def shown(kind: str, value: float, rough: bool) -> str:
    """A saving as the window shows it."""
    if kind == SAVED_CO2:
        return f"{tonnes(value, rough)} t CO₂e/år"
    return f"{amount(value, rough)} {'kWh' if kind == SAVED_KWH else 'kr.'}/år"


# -- all measures --------------------------------------------------------------------------------------------------


def _together(case: Case, number: Number) -> Explanation:
    stack = case.stack(number.part)
    effect, unit = (stack.alone if number.part == ALONE else stack.after), UNITS[number.kind]
    lines = [
        line(
            result.measure.title,
            size(result.alone if number.part == ALONE else result.after, number.kind),
            unit,
            origin=WORKED_OUT,
            accuracy=result.measure.accuracy,
            on=Number(number.kind, result.measure.id, number.part),
        )
        for result in stack.measures
    ]
    value, rough = size(effect, number.kind), any(r.measure.accuracy == ROUGH for r in stack.measures)
    return Explanation(
        number=number,
        title=f"{_(_NAMES[number.kind])} · {_part_name(number.part)}",
        shown=shown(number.kind, value, rough) if lines else "–",
        value=value if lines else None,
        how=_how_together(number.part, bool(lines)),
        formula=formula([product(one) for one in lines], value, unit) if lines else None,
        lines=tuple(lines),
        notes=tuple(_notes_together(case, number, stack, value)) if lines else (),
        accuracy=stack.accuracy if lines else "",
    )


def _part_name(part: str) -> str:
    return {ALONE: _("tiltagene hver for sig"), CARRIED_OUT: _("gennemførte tiltag")}.get(part) or _(
        "alle tiltag, fratrukket overlap"
    )


def _how_together(part: str, any_there: bool) -> str:
    if part == CARRIED_OUT:
        done = _("Summen af de tiltag, der er gennemført.")
        return done if any_there else _("Der er ikke gennemført noget tiltag endnu.")
    if not any_there:
        return _("Der er ikke noget tiltag, der kan regnes ud, endnu.")
    if part == ALONE:
        return _("Summen af det, hvert tiltag ville spare, hvis det var det eneste.")
    return _("Summen af det, tiltagene sparer, når de virker efter hinanden på det samme forbrug.")


def _notes_together(case: Case, number: Number, stack: StackResult, value: float) -> Iterator[str]:
    unit, alone = UNITS[number.kind], size(stack.alone, number.kind)
    if number.part != ALONE and alone - value > _SMALLEST:
        yield _("Hver for sig ville tiltagene spare {alone}; {gone} af det er overlap.").format(
            alone=measured(alone, unit), gone=measured(alone - value, unit)
        )
    if number.kind == SAVED_KWH and (part := share_of(value, case.screening.baseline.kwh)):
        yield _("Det er {share} af årsforbruget på {use}.").format(
            share=part, use=measured(case.screening.baseline.kwh, KWH)
        )
    yield from stack.notes
    if number.kind != SAVED_KWH:
        yield case.frozen()


# -- one measure ---------------------------------------------------------------------------------------------------


def _of_one(case: Case, number: Number) -> Explanation:
    view, title = case.view(number.of, number.part), case.estimate(number.of).measure.title
    if view is None:
        return _not_yet(case, number, title)
    terms = list({SAVED_KWH: _kwh, SAVED_KR: _kr, SAVED_CO2: _co2}[number.kind](case, number, view))
    value, layer = size(view.effect, number.kind), case.layer(number.of, number.part)
    own = number.kind == SAVED_KWH and layer == ESTIMATE
    return Explanation(
        number=number,
        title=f"{_named(number)} · {title}",
        shown=shown(number.kind, value, view.result.measure.accuracy == ROUGH),
        value=value,
        how=_how(case, number, view, layer),
        formula=unless_plain(terms, value, UNITS[number.kind]),
        lines=lines_of(terms),
        inputs=tuple(_told(case, number.of)) if own else tuple(_estimate(case, number, layer)),
        wording=case.estimate(number.of).texts["ud_formel"] if own else "",
        notes=tuple(_notes(case, number, view, layer)),
        accuracy=view.result.measure.accuracy,
    )


def _told(case: Case, measure: str) -> Iterator[Line]:
    """What the measure's form was told, but for prices: they make no kWh."""
    yield from (one for one in inputs.told(case.visit.form(measure)) if not one.unit.startswith("kr."))


def _named(number: Number) -> str:
    name = _(_NAMES[number.kind])
    if number.part in LAYERS:
        return _("{name}, {layer}").format(name=name, layer=_(LAYERS[number.part]).lower())
    return _("{name}, alene").format(name=name) if number.part == ALONE else name


def _not_yet(case: Case, number: Number, title: str) -> Explanation:
    """A measure without figures, or one that does not count."""
    there = number.part not in LAYERS and case.is_rejected(number.of)
    if there:
        how = _("Tiltaget er fravalgt og tæller ikke med.")
    elif number.part in LAYERS and number.part != ESTIMATE:
        how = _("Der er ikke skrevet noget tal endnu ({layer}).").format(layer=_(LAYERS[number.part]).lower())
    elif number.part == CARRIED_OUT:
        how = _("Tiltaget er ikke gennemført endnu.")
    else:
        how = case.estimate(number.of).problem or _("Tallet kan ikke regnes ud endnu: tiltaget mangler tal.")
    missing = () if there else tuple(inputs.missing(case.visit.form(number.of)))
    return Explanation(number, f"{_named(number)} · {title}", "–", None, how, inputs=missing)


def _how(case: Case, number: Number, view: View, layer: str) -> str:
    """One sentence on how the number arises; of a later layer who wrote it and when."""
    if layer != ESTIMATE:
        return f"{case.written(number.of, layer)}."
    if number.kind == SAVED_KR:
        own = any(part.stream.money is not None for part in view.parts)
        return _("Beløbet, som tiltaget siger.") if own else _("De sparede kWh ganget med prisen pr. kWh.")
    if number.kind == SAVED_CO2:
        return _("De sparede kWh ganget med det, hver kWh udleder.")
    if any(part.stream.kind == CONVERT for part in view.parts):
        return _("Den energi, der spares, minus den, der bruges i stedet.")
    if any(part.stream.share is not None for part in view.parts):
        return _("En andel af det forbrug, som tiltaget virker på.")
    return _("Regnet ud af tallene i tiltaget.")


# -- kWh -----------------------------------------------------------------------------------------------------------


def _kwh(case: Case, number: Number, view: View) -> Iterator[Term]:
    for part in view.parts:
        if part.draw is None:
            continue
        factors = _drawn(case, number, part)
        yield product(*factors)
        if part.stream.kind == CONVERT and part.stream.efficiency:
            yield product(*factors, over=[_efficiency(part)], minus=True)


def _drawn(case: Case, number: Number, part: StreamEffect) -> tuple[Line, ...]:
    """What a stream takes: a share of what there is, or its kWh as far as there are so many."""
    draw, stream = part.draw, part.stream
    assert draw is not None
    if stream.share is not None:
        share = line(_("Andel, der spares"), stream.share, PERCENT, origin=_("Tiltaget"))
        return _left(case, number, part), share
    if draw.capped:
        return (_left(case, number, part),)
    label = _("Regnet ud i tiltaget ({place})").format(place=_place(part))
    return (line(label, draw.taken, KWH, origin=_("Regneregel")),)


def _left(case: Case, number: Number, part: StreamEffect) -> Line:
    """The use that a stream finds."""
    assert part.draw is not None
    first = number.part in (ALONE, *LAYERS) or not case.stack(number.part).result(number.of).overlaps
    words = _("Forbrug ({place})") if first else _("Tilbage efter de tiltag, der virker før ({place})")
    carrier = part.stream.carrier
    known = part.draw.left is not None
    return line(
        words.format(place=_place(part)),
        part.draw.left if known else part.draw.taken,
        KWH,
        origin=WORKED_OUT if known else _("Ikke kendt"),
        source=_of_what(case, number, part),
        on=Number(USE_KWH, carrier) if known and carrier in case.screening.baseline.use() else None,
    )


def _of_what(case: Case, number: Number, part: StreamEffect) -> str:
    """What there was before any measure, and how that is known."""
    state = case.stack("" if number.part in LAYERS else number.part).before_state
    place = (part.stream.end_use, part.stream.carrier)
    whole = state.total(part.stream.carrier)
    if place in state.cells and place[0]:
        given = place in {(split.end_use, split.carrier) for split in case.screening.splits}
        said = _("{kwh} efter fordelingen på anvendelser") if given else _("{kwh} efter tiltagenes egne tal")
        return said.format(kwh=measured(state.cells[place], KWH))
    if whole is None or state.is_split(part.stream.carrier):
        return _("det, der ikke er fordelt på andre anvendelser") if whole is not None else ""
    return _("hele forbruget er {kwh}").format(kwh=measured(whole, KWH))


def _place(part: StreamEffect) -> str:
    """ "el til trykluft", "diesel"."""
    carrier = carrier_name(part.stream.carrier).lower()
    if not part.stream.end_use:
        return carrier
    return _("{carrier} til {use}").format(carrier=carrier, use=end_use_name(part.stream.end_use).lower())


def _efficiency(part: StreamEffect) -> Line:
    label = _("Nyt anlægs virkningsgrad i forhold til det gamle")
    return line(label, part.stream.efficiency, "", origin=_("Tiltaget"))


# -- kr. and CO2e --------------------------------------------------------------------------------------------------


def _kr(case: Case, number: Number, view: View) -> Iterator[Term]:
    for part in view.parts:
        money = part.stream.money
        if money is not None:
            own = line(_("Beløb om året"), money, KR, origin=_("Tiltaget"))
            kept = part.effect.kr / money if money else 1.0
            yield product(own) if part.stream.kind == MONEY or kept == 1 else product(own, _kept(kept))
            continue
        for code, kwh in part.effect.saved.items():
            if kwh and case.screening.rates.of(code).price is not None:
                saved = _saved(number, code, kwh, view)
                yield product(saved, rate_line(case, PRICE, code), minus=kwh < 0)


def _kept(share: float) -> Line:
    return line(_("Del af det, der kan spares"), share, PERCENT, origin=WORKED_OUT)


def _co2(case: Case, number: Number, view: View) -> Iterator[Term]:
    for code, kwh in view.effect.saved.items():
        if kwh and case.screening.rates.of(code).co2 is not None:
            yield product(_saved(number, code, kwh, view), rate_line(case, EMISSION, code), minus=kwh < 0)


def _saved(number: Number, code: str, kwh: float, view: View) -> Line:
    """kWh less, or more, of a carrier; on to the measure's kWh."""
    words = _("Mindre {carrier}") if kwh > 0 else _("Mere {carrier}")
    label, accuracy = words.format(carrier=carrier_name(code).lower()), view.result.measure.accuracy
    on = number._replace(kind=SAVED_KWH)
    return line(label, abs(kwh), KWH, origin=WORKED_OUT, accuracy=accuracy, on=on)


# -- notes ---------------------------------------------------------------------------------------------------------


def _estimate(case: Case, number: Number, layer: str) -> Iterator[Line]:
    """The estimate of the visit, beside a later layer that counts."""
    if layer == ESTIMATE or case.life(number.of).estimate is None:
        return
    before = case.view(number.of, ESTIMATE)
    if before is not None:
        value = size(before.effect, number.kind)
        on = number._replace(part=ESTIMATE)
        yield line(_("Vores skøn fra besøget"), value, UNITS[number.kind], origin=WORKED_OUT, on=on)


def _notes(case: Case, number: Number, view: View, layer: str) -> Iterator[str]:
    result, unit = view.result, UNITS[number.kind]
    alone, after = size(result.alone, number.kind), size(result.after, number.kind)
    overlapping = number.part not in (ALONE, *LAYERS) and bool(result.overlap)
    if overlapping and abs(alone - after) > _SMALLEST:
        yield _("Alene sparede det {alone}; {gone} af det har andre tiltag taget.").format(
            alone=measured(alone, unit), gone=measured(alone - after, unit)
        )
    yield from (note for note in result.notes if overlapping or note != result.overlap)
    if note := case.life(number.of).note():
        yield note
    if number.part in LAYERS:
        yield _("Tallet er for tiltaget alene, uden overlap med de andre.")
    if number.kind != SAVED_KWH:
        yield case.frozen()
