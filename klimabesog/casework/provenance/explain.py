"""`explain(visit, number)`: where a number that a person sees comes from. Nothing is worked out before it is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.casework.provenance import economy, progress, worth
from klimabesog.casework.provenance.case import Case
from klimabesog.casework.provenance.factors import carrier_number, interest, set_number
from klimabesog.casework.provenance.savings import saving
from klimabesog.casework.provenance.use import use
from klimabesog.casework.provenance.values import (
    EMISSION,
    HEATING,
    INTEREST,
    INVESTMENT,
    IRR,
    NET_KR,
    NPV,
    PAYBACK,
    PRICE,
    REDUCTION,
    SAVED_CO2,
    SAVED_KR,
    SAVED_KWH,
    USE_CO2,
    USE_KR,
    USE_KWH,
    Explanation,
    Number,
)
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms

_BY_KIND: dict[str, Callable[[Case, Number], Explanation]] = {
    **dict.fromkeys((USE_KWH, USE_KR, USE_CO2), use),
    **dict.fromkeys((SAVED_KWH, SAVED_KR, SAVED_CO2), saving),
    **dict.fromkeys((INVESTMENT, PAYBACK, NET_KR), economy.economy),
    **dict.fromkeys((NPV, IRR), worth.valued),
    **dict.fromkeys((PRICE, EMISSION, HEATING), carrier_number),
    INTEREST: interest,
    REDUCTION: progress.reduction,
}


_NAMES = {**economy.NAMES, **worth.NAMES}
"""Kinds whose explanations are named here: by the kind and the measure."""


def explain(visit: VisitForms, number: Number) -> Explanation:
    """Where a number of a visit comes from. InputError when what it is of is gone; KeyError for an unknown kind."""
    case = Case(visit)
    found = _BY_KIND[number.kind](case, number)
    if found.value is not None and found.shown.startswith(_("ca.")):
        rounded = _("Tallet er et skøn. Derfor vises det som »ca.« med to cifre.")
        found = replace(found, notes=(*found.notes, rounded))
    if number.kind not in _NAMES:
        return found
    whose = case.estimate(number.of).measure.title if number.of else _("alle tiltag")
    return replace(found, title=f"{_(_NAMES[number.kind])} · {whose}")


def explain_set(visit: VisitForms, number: Number) -> Explanation:
    """Where a number of the visit's set comes from, also where the bills go before it."""
    return set_number(Case(visit), number)
