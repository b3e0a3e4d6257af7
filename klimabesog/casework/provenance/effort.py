"""Where a company's own effort, and what other factors do to its emission, come from: carrier by carrier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework.provenance.values import OTHER_FACTORS, OWN_EFFORT, Explanation, Number
from klimabesog.casework.provenance.writing import (
    CO2,
    CO2_KWH,
    KWH,
    WORKED_OUT,
    line,
    lines_of,
    measured,
    product,
    unless_plain,
)
from klimabesog.casework.steps.effort import Effort, effort_of
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.effort import CarrierParts, Parts
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook

EFFORT = {OWN_EFFORT: "Egen indsats", OTHER_FACTORS: "Andre faktorer"}


def explain_effort(book: StepBook, key: str, number: Number) -> Explanation:
    """Where the parts of the sentence about own effort come from. InputError when there is no effort to tell of."""
    effort = effort_of(book, key)
    if effort is None:
        raise InputError(_("Der er ikke gennemført tiltag, eller opfølgningen mangler sin dato."))
    if not number.of:
        return _whole(effort, number)
    for one in effort.carriers:
        if one.carrier == number.of and one.parts is not None:
            return _carrier(effort, one, one.parts, number)
    raise InputError(_("Energien har ikke længere både en gammel og en ny faktor."))


def _value(parts: Parts, number: Number) -> float:
    return parts.own if number.kind == OWN_EFFORT else parts.factors


def _whole(effort: Effort, number: Number) -> Explanation:
    lines = [
        line(
            carrier_name(one.carrier),
            _value(one.parts, number),
            CO2,
            origin=WORKED_OUT,
            on=Number(number.kind, one.carrier),
        )
        for one in effort.carriers
        if one.parts is not None and (one.parts.own or one.parts.factors)
    ]
    value = _value(effort.parts, number)
    unknown = [carrier_name(one.carrier).lower() for one in effort.carriers if one.parts is None]
    return Explanation(
        number=number,
        title=_(EFFORT[number.kind]),
        shown=measured(value, CO2),
        value=value,
        how=_how(effort, number),
        formula=unless_plain([product(one) for one in lines], value, CO2),
        lines=tuple(lines),
        notes=(_("Ikke med, fordi en faktor mangler: {names}.").format(names=", ".join(unknown)),) if unknown else (),
    )


def _how(effort: Effort, number: Number) -> str:
    if number.kind == OWN_EFFORT:
        return _("Det, de gennemførte tiltag gør ved udledningen, med de faktorer besøget regner med.")
    words = _("Det, udledningen ændrer sig, fordi faktorerne i {later} er andre end i {base}.")
    return words.format(later=effort.later, base=effort.base_year)


def _carrier(effort: Effort, one: CarrierParts, parts: Parts, number: Number) -> Explanation:
    before = line(_("Forbrug {year}").format(year=effort.base_year), one.use_before, KWH, origin=WORKED_OUT)
    after = line(_("Forbrug efter de gennemførte tiltag"), one.use_after, KWH, origin=WORKED_OUT)
    assert one.factors is not None
    old = line(_("Udledning {year}").format(year=effort.base_year), one.factors[0], CO2_KWH)
    new = line(_("Udledning {year}").format(year=effort.later), one.factors[1], CO2_KWH)
    own = number.kind == OWN_EFFORT
    terms = (
        [product(after, old), product(before, old, minus=True)]
        if own
        else [product(after, new), product(after, old, minus=True)]
    )
    value = _value(parts, number)
    return Explanation(
        number=number,
        title=f"{_(EFFORT[number.kind])} · {carrier_name(one.carrier)}",
        shown=measured(value, CO2),
        value=value,
        how=_how(effort, number),
        formula=unless_plain(terms, value, CO2),
        lines=lines_of(terms),
    )
