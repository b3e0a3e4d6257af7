"""Where the figures of a group of companies come from: company by company."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from klimabesog.casework.groups.joint import CompanyEffect, JointMeasure, payback_text, together
from klimabesog.casework.provenance.values import (
    CARRIED_OUT,
    INVESTMENT,
    PAYBACK,
    SAVED_CO2,
    SAVED_KR,
    SAVED_KWH,
    USE_KWH,
    Explanation,
    Line,
    Number,
)
from klimabesog.casework.provenance.writing import (
    CO2,
    KR,
    KWH,
    WORKED_OUT,
    YEARS,
    formula,
    line,
    lines_of,
    measured,
    product,
    unless_plain,
)
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

SUMS = {
    Number(USE_KWH): ("use_kwh", KWH, "Forbrug i basisåret"),
    Number(SAVED_KWH): ("saving_kwh", KWH, "Foreslået, fratrukket overlap"),
    Number(SAVED_CO2): ("saving_co2_kg", CO2, "Mindre udledning, foreslået"),
    Number(SAVED_CO2, "", CARRIED_OUT): ("done_co2_kg", CO2, "Mindre udledning, nået"),
}
"""The group's own figures: the field of a company's effect, its unit, its name."""
JOINT = {SAVED_KWH: ("kwh", KWH), SAVED_KR: ("kroner", KR), SAVED_CO2: ("co2_kg", CO2), INVESTMENT: ("investment", KR)}
"""Kinds of a joint measure's figures (`of`: its key): the field of a company's share, and its unit."""


def explain_group(effects: Sequence[CompanyEffect], names: Mapping[str, str], number: Number) -> Explanation:
    """Where a figure of a group comes from; `names` by company. InputError when a joint measure is none any more."""
    if not number.of:
        return _sum(effects, names, number)
    joint = next((one for one in together(effects).joint if one.key == number.of), None)
    if joint is None:
        raise InputError(_("Tiltaget er ikke længere fælles for flere."))
    return _payback(joint, number) if number.kind == PAYBACK else _shared(joint, names, number)


def _sum(effects: Sequence[CompanyEffect], names: Mapping[str, str], number: Number) -> Explanation:
    field, unit, title = SUMS[number]
    known = [one for one in effects if one.visit and one.readable]
    lines = [line(names[one.company], getattr(one, field), unit, origin=WORKED_OUT) for one in known]
    left = [names[one.company] for one in effects if one not in known]
    note = _("Ikke regnet med, fordi der intet besøg er at gå ud fra: {names}.").format(names=", ".join(left))
    return _added(number, _(title), lines, unit, (note,) if left else ())


def _shared(joint: JointMeasure, names: Mapping[str, str], number: Number) -> Explanation:
    field, unit = JOINT[number.kind]
    lines = [line(names[one.company], getattr(one, field), unit, origin=WORKED_OUT) for one in joint.shares]
    note = _("Hver virksomheds tal er fratrukket overlap med dens egne øvrige tiltag.")
    return _added(number, joint.title, lines, unit, (note,))


def _added(number: Number, title: str, lines: Sequence[Line], unit: str, notes: tuple[str, ...]) -> Explanation:
    known = [one.value for one in lines if one.value is not None]
    value = math.fsum(known) if len(known) == len(lines) else None
    return Explanation(
        number=number,
        title=title,
        shown=measured(value, unit),
        value=value,
        how=_("Summen af virksomhedernes tal. De står på hver virksomheds side med det, de bygger på."),
        formula=unless_plain([product(one) for one in lines], value, unit),
        lines=tuple(lines),
        notes=notes,
    )


def _payback(joint: JointMeasure, number: Number) -> Explanation:
    """Investment over the yearly saving less dearer operation, of all as one purchase."""
    value, outlay = joint.payback.years, joint.investment
    net = math.fsum(share.net for share in joint.shares)
    investment = line(_("Investering"), outlay, KR, origin=WORKED_OUT, on=Number(INVESTMENT, joint.key))
    saved = line(_("Sparet om året, minus dyrere drift"), net, KR, origin=WORKED_OUT)
    terms = [product(investment, over=[saved])]
    return Explanation(
        number=number,
        title=joint.title,
        shown=payback_text(joint.payback),
        value=value,
        how=_("Investeringen delt med det, virksomhederne sparer om året, som ét samlet køb."),
        formula=formula(terms, value, YEARS) if value is not None and outlay else None,
        lines=lines_of(terms),
    )
