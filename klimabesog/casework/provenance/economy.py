"""Where a measure's price, its yearly saving after operation, and its payback come from; and those of all together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from klimabesog.casework.figurewords import amount, years
from klimabesog.casework.measures import ROUGH
from klimabesog.casework.provenance import inputs
from klimabesog.casework.provenance.case import Case, View
from klimabesog.casework.provenance.values import (
    ALONE,
    INVESTMENT,
    NET_KR,
    PAYBACK,
    SAVED_KR,
    Asked,
    Explanation,
    Line,
    Number,
)
from klimabesog.casework.provenance.writing import (
    KR,
    WORKED_OUT,
    YEARS,
    formula,
    line,
    lines_of,
    listed,
    product,
    unless_plain,
)
from klimabesog.energy.economics import AT_ONCE, NEVER, Payback
from klimabesog.energy.stacking import StackResult
from klimabesog.energy.streams import Measure
from klimabesog.partnership.layers import ESTIMATE, LAYERS
from klimabesog.values.danish import format_kr
from klimabesog.values.texts import _

NAMES = {INVESTMENT: "Investering", PAYBACK: "Tilbagebetaling", NET_KR: "Besparelse efter drift"}
_PRICE_QUESTIONS = ("ud_investering", "ind_investering", "ind_pris")


def economy(case: Case, number: Number) -> Explanation:
    """The investment, the net saving or the payback, of one measure or of all."""
    if not number.of:
        return _ALL[number.kind](case, number)
    view = case.view(number.of, number.part)
    return not_counted(case, number) if view is None else _ONE[number.kind](case, number, view)


def not_counted(case: Case, number: Number) -> Explanation:
    """A measure that lacks figures, or was turned down."""
    if case.is_rejected(number.of):
        return Explanation(number, "", "–", None, _("Tiltaget er fravalgt og tæller ikke med."))
    how = _("Tallet kan ikke regnes ud endnu: tiltaget mangler tal.")
    missing = tuple(inputs.missing(case.visit.form(number.of)))
    return Explanation(number, "", "–", None, how, inputs=missing)


def question(case: Case, number: Number, *names: str) -> Asked | None:
    """The first of these questions of the measure that is asked."""
    return inputs.question(case.visit.form(number.of), names) if number.of else None


# -- investment ----------------------------------------------------------------------------------------------------


def _investment(case: Case, number: Number, view: View) -> Explanation:
    measure, paid = view.result.measure, view.result.measure.paid
    if paid is None:
        asked = question(case, number, *_PRICE_QUESTIONS)
        return Explanation(number, "", "–", None, _("Investeringen mangler."), asked=asked)
    price, *taken_off = _outlay(case, number, measure)
    terms = [product(price), *(product(one, minus=True) for one in taken_off)]
    return Explanation(
        number=number,
        title="",
        shown=format_kr(paid),
        value=paid,
        how=_("Prisen minus tilskud.") if taken_off else _("Prisen, som den er skrevet i tiltaget."),
        formula=unless_plain(terms, paid, KR),
        lines=lines_of(terms),
        inputs=tuple(_unit_prices(case, number)),
        notes=(_("Beløbet er uden moms."),),
        accuracy=measure.accuracy,
    )


def _outlay(case: Case, number: Number, measure: Measure) -> Iterator[Line]:
    """The price, and what is taken off it."""
    layer = case.layer(number.of, number.part)
    origin = _("Tiltaget") if layer == ESTIMATE else case.written(number.of, layer)
    price, subsidy = question(case, number, *_PRICE_QUESTIONS), question(case, number, "ud_tilskud")
    own = layer == ESTIMATE
    yield line(_("Investering"), measure.investment, KR, origin=origin, asked=price if own else None)
    if measure.subsidy:
        yield line(_("Tilskud"), measure.subsidy, KR, origin=origin, asked=subsidy if own else None)


def _unit_prices(case: Case, number: Number) -> Iterator[Line]:
    """What the form was told of prices, where it works the investment out itself."""
    form = case.visit.form(number.of)
    if case.layer(number.of, number.part) == ESTIMATE and not inputs.question(form, ["ud_investering"]):
        yield from (one for one in inputs.told(form) if one.unit.startswith("kr."))


def _all_investments(case: Case, number: Number) -> Explanation:
    stack = case.stack(number.part)
    lines = [
        line(
            result.measure.title,
            result.measure.paid,
            KR,
            origin=WORKED_OUT,
            accuracy=result.measure.accuracy,
            on=number._replace(of=result.measure.id),
        )
        for result in stack.measures
        if result.measure.paid is not None
    ]
    if not lines or stack.investment is None:
        return Explanation(number, "", "–", None, _("Ingen af tiltagene har en investering endnu."))
    return Explanation(
        number=number,
        title="",
        shown=format_kr(stack.investment),
        value=stack.investment,
        how=_("Summen af tiltagenes investeringer, fratrukket tilskud."),
        formula=formula([product(one) for one in lines], stack.investment, KR),
        lines=tuple(lines),
        notes=tuple(filter(None, [_without_price(stack)])),
        accuracy=stack.accuracy,
    )


def _without_price(stack: StackResult) -> str:
    """Says for which measures the investment is missing; "" for none."""
    names = [result.measure.title for result in stack.measures if result.measure.investment is None]
    return _("Investeringen mangler for {names}.").format(names=listed(names)) if names else ""


# -- what is left after operation ----------------------------------------------------------------------------------


def _net(case: Case, number: Number, view: View) -> Explanation:
    measure = view.result.measure
    return _net_of(number, view.effect.kr, measure.operation, measure.accuracy)


def _all_net(case: Case, number: Number) -> Explanation:
    stack = case.stack(number.part)
    return _net_of(number, stack.after.kr, stack.operation, stack.accuracy)


def _net_of(number: Number, saved: float, operation: float, accuracy: str) -> Explanation:
    kr = line(_("Sparet på energi"), saved, KR, origin=WORKED_OUT, on=number._replace(kind=SAVED_KR))
    label = _("Dyrere drift") if operation > 0 else _("Billigere drift")
    other = line(label, abs(operation), KR, origin=_("Tiltaget"))
    terms = [product(kr), *([product(other, minus=operation > 0)] if operation else [])]
    value = saved - operation
    return Explanation(
        number=number,
        title="",
        shown=f"{amount(value, accuracy == ROUGH)} kr./år",
        value=value,
        how=_("Det, der spares på energi, når ændringen i andre driftsudgifter er regnet med."),
        formula=unless_plain(terms, value, KR),
        lines=lines_of(terms),
        accuracy=accuracy,
    )


def net_line(number: Number, net: float, operation: float) -> Line:
    """The yearly saving that a payback or a present value rests on."""
    kind = NET_KR if operation else SAVED_KR
    return line(_("Besparelse om året"), net, KR, origin=WORKED_OUT, on=number._replace(kind=kind))


def price_line(number: Number, paid: float) -> Line:
    """The investment that they rest on."""
    return line(_("Investering"), paid, KR, origin=WORKED_OUT, on=number._replace(kind=INVESTMENT))


# -- payback -------------------------------------------------------------------------------------------------------


class _Paid(NamedTuple):
    """What a payback is made of: kr. paid (None: not known), kr. a year, and of those the change of operation."""

    paid: float | None
    net: float
    operation: float


def _payback(case: Case, number: Number, view: View) -> Explanation:
    result, measure = view.result, view.result.measure
    payback = result.payback_alone if number.part in (ALONE, *LAYERS) else result.payback
    parts = _Paid(measure.paid, view.effect.kr - measure.operation, measure.operation)
    found = _paid_back(number, payback, parts, rough=measure.accuracy == ROUGH)
    if measure.paid is None:
        return replace(found, asked=question(case, number, *_PRICE_QUESTIONS))
    return replace(found, accuracy=measure.accuracy)


def _all_paybacks(case: Case, number: Number) -> Explanation:
    stack = case.stack(number.part)
    if not stack.measures:
        return Explanation(number, "", "–", None, _("Der er ikke noget tiltag, der kan regnes ud, endnu."))
    missing = _without_price(stack)
    parts = _Paid(None if missing else stack.investment, stack.after.kr - stack.operation, stack.operation)
    found = _paid_back(number, stack.payback, parts, rough=False)
    return replace(found, how=missing or found.how, accuracy=stack.accuracy)


def _paid_back(number: Number, payback: Payback, parts: _Paid, *, rough: bool) -> Explanation:
    saved = net_line(number, parts.net, parts.operation)
    price = None if parts.paid is None else price_line(number, parts.paid)
    shown = years(payback.years, payback.word, rough)
    if price is None or payback.word or payback.years is None:
        lines = (saved,) if price is None else (price, saved)
        why = _why(payback.word, known=price is not None)
        return Explanation(number, "", shown, payback.years, why, lines=lines)
    how = _("Investeringen delt med det, der spares på et år. Renter er ikke regnet med.")
    terms = [product(price, over=[saved])]
    found = formula(terms, payback.years, YEARS)
    return Explanation(number, "", shown, payback.years, how, found, lines_of(terms))


def _why(word: str, *, known: bool) -> str:
    """What the word in a payback's place means."""
    if not known:
        return _("Investeringen mangler.")
    if word == AT_ONCE:
        return _("Der er ikke noget at betale tilbage: besparelsen kommer straks.")
    if word == NEVER:
        return _("Besparelsen tjener aldrig investeringen hjem.")
    return _("Der er hverken investering eller besparelse.")


_ONE = {INVESTMENT: _investment, NET_KR: _net, PAYBACK: _payback}
_ALL = {INVESTMENT: _all_investments, NET_KR: _all_net, PAYBACK: _all_paybacks}
