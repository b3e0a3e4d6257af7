"""Where present values and internal rates come from: every krone of a measure's life, in kroner of today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from klimabesog.casework.figurewords import amount
from klimabesog.casework.measures import ROUGH
from klimabesog.casework.provenance.case import Case, View
from klimabesog.casework.provenance.economy import net_line, not_counted, price_line, question
from klimabesog.casework.provenance.values import INTEREST, IRR, NPV, Explanation, Line, Number, Term
from klimabesog.casework.provenance.writing import (
    KR,
    WORKED_OUT,
    YEARS,
    formula,
    line,
    lines_of,
    measured,
    product,
)
from klimabesog.energy.economics import (
    Outlay,
    Worth,
    flows_of,
    net_present_value,
    rate_text,
    worth,
    worth_together,
)
from klimabesog.energy.stacking import StackResult
from klimabesog.values.danish import format_percent
from klimabesog.values.texts import _

NAMES = {NPV: "Nutidsværdi", IRR: "Intern rente"}


def valued(case: Case, number: Number) -> Explanation:
    """The present value or the internal rate, of one measure or of all."""
    if not number.of:
        return _together(case, number)
    view = case.view(number.of, number.part)
    return not_counted(case, number) if view is None else _of_one(case, number, view)


# -- one measure ---------------------------------------------------------------------------------------------------


def _of_one(case: Case, number: Number, view: View) -> Explanation:
    measure, rate = view.result.measure, case.screening.interest
    value, rough = worth(view.result.outlay, rate), measure.accuracy == ROUGH
    if number.kind == NPV:
        found = _npv(case, number, view, value, rough=rough)
    else:
        found = _irr(case, number, view, value, rough=rough)
    if found.value is None and value.npv is None:
        return replace(found, asked=question(case, number, "ud_levetid", "ud_investering", "ind_investering"))
    return replace(found, accuracy=measure.accuracy)


def _npv(case: Case, number: Number, view: View, value: Worth, *, rough: bool) -> Explanation:
    if value.npv is None:
        return Explanation(number, "", "–", None, value.reason)
    terms = list(_discounted(case, number, view, case.screening.interest))
    return Explanation(
        number=number,
        title="",
        shown=f"{amount(value.npv, rough)} kr.",
        value=value.npv,
        how=_("Besparelserne i hele levetiden, regnet om til nutidens kroner, minus det, tiltaget koster."),
        formula=formula(terms, value.npv, KR),
        lines=lines_of(terms),
    )


def _irr(case: Case, number: Number, view: View, value: Worth, *, rough: bool) -> Explanation:
    shown = rate_text(value.irr, value.irr_word, rough)
    if value.irr is None:
        return Explanation(number, "", shown, None, value.reason)
    terms = list(_discounted(case, number, view, value.irr))
    return Explanation(
        number=number,
        title="",
        shown=shown,
        value=value.irr,
        how=_("Den rente, hvor besparelserne netop er det værd, som tiltaget koster: nutidsværdien er 0 kr."),
        formula=formula(terms, 0.0, KR),
        lines=lines_of(terms),
    )


def _discounted(case: Case, number: Number, view: View, rate: float) -> Iterator[Term]:
    """What is saved each year, what comes once more on the way, and what is paid now, in kr. of today at a rate."""
    outlay = view.result.outlay
    assert outlay.lifetime is not None
    assert outlay.yearly is not None
    one_krone = net_present_value(rate, flows_of(Outlay(0.0, 1.0, outlay.lifetime)))
    label = _("1 kr. om året i {years}").format(years=measured(outlay.lifetime, YEARS))
    years = replace(_today(case, label, one_krone, rate), asked=question(case, number, "ud_levetid"))
    yield product(net_line(number, outlay.yearly, view.result.measure.operation), years)
    for year, kr in outlay.later:
        yield _once(case, outlay.lifetime, year, kr, rate)
    yield product(price_line(number, outlay.paid or 0.0), minus=True)


def _once(case: Case, lifetime: float, year: float, kr: float, rate: float) -> Term:
    """What comes once more on the way: a replacement, or what is left at the end."""
    at = flows_of(Outlay(0.0, 0.0, lifetime, later=((year, 1.0),)))
    label = _("Udskiftning i år {n}") if kr < 0 else _("Værdi tilbage i år {n}")
    once = line(label.format(n=round(year)), abs(kr), KR, origin=_("Tiltaget"))
    today = _today(case, _("1 kr. i år {n}").format(n=round(year)), net_present_value(rate, at), rate)
    return product(once, today, minus=kr < 0)


def _today(case: Case, label: str, value: float, rate: float) -> Line:
    """What 1 kr. that comes later is worth today; on to the rate where it is the visit's."""
    source = _("ved {rate} om året").format(rate=format_percent(rate))
    on = Number(INTEREST) if rate == case.screening.interest else None
    return line(label, value, "", origin=_("Regneregel"), source=source, on=on)


# -- all measures --------------------------------------------------------------------------------------------------


def _together(case: Case, number: Number) -> Explanation:
    stack, rate = case.stack(number.part), case.screening.interest
    value = worth_together([result.outlay for result in stack.measures], rate)
    rough = any(result.measure.accuracy == ROUGH for result in stack.measures)
    if value.npv is None:
        how = value.reason or _("Der er ikke noget tiltag, der kan regnes ud, endnu.")
        return Explanation(number, "", "–", None, how)
    if number.kind == IRR:
        return _irr_together(number, stack, value, rough=rough)
    terms = [product(one) for one in _each(number, stack, rate)]
    return Explanation(
        number=number,
        title="",
        shown=f"{amount(value.npv, rough)} kr.",
        value=value.npv,
        how=_("Summen af, hvad hvert tiltag er værd i dag over sin egen levetid."),
        formula=formula(terms, value.npv, KR),
        lines=lines_of(terms),
        accuracy=stack.accuracy,
    )


def _irr_together(number: Number, stack: StackResult, value: Worth, *, rough: bool) -> Explanation:
    shown = rate_text(value.irr, value.irr_word, rough)
    if value.irr is None:
        return Explanation(number, "", shown, None, value.reason)
    terms = [product(one) for one in _each(number, stack, value.irr)]
    return Explanation(
        number=number,
        title="",
        shown=shown,
        value=value.irr,
        how=_(
            "Den rente, hvor alle tiltag tilsammen netop er det værd, som de koster: nutidsværdien er 0 kr."
        ),
        formula=formula(terms, 0.0, KR),
        lines=lines_of(terms),
        notes=(_("Linjerne er, hvad hvert tiltag er værd i dag ved den rente."),),
        accuracy=stack.accuracy,
    )


def _each(number: Number, stack: StackResult, rate: float) -> Iterator[Line]:
    """What each measure is worth today at a rate."""
    for result in stack.measures:
        yield line(
            result.measure.title,
            worth(result.outlay, rate).npv,
            KR,
            origin=WORKED_OUT,
            accuracy=result.measure.accuracy,
            on=number._replace(of=result.measure.id),
        )
