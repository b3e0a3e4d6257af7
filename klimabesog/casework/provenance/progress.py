"""Where the progress towards a target comes from: what is proposed, or reached, against the base year's emission."""

from __future__ import annotations

from klimabesog.casework.provenance.case import Case
from klimabesog.casework.provenance.values import (
    CARRIED_OUT,
    SAVED_CO2,
    USE_CO2,
    Explanation,
    Number,
)
from klimabesog.casework.provenance.writing import CO2, PERCENT, WORKED_OUT, formula, line, lines_of, product
from klimabesog.casework.steps.target import percent
from klimabesog.partnership.target import share_of_base
from klimabesog.values.texts import _


def reduction(case: Case, number: Number) -> Explanation:
    """The share of the base year's emission that the measures proposed, or carried out, save."""
    reached = number.part == CARRIED_OUT
    title = _("Fald i udledningen, nået") if reached else _("Fald i udledningen, foreslået")
    base, stack = case.screening.baseline.co2_kg, case.stack(number.part)
    share = share_of_base(stack.after.co2_kg, base)
    if share is None:
        return Explanation(number, title, "–", None, _("Udledningen i basisåret kendes ikke endnu."))
    saved = line(
        _("Gennemførte tiltag") if reached else _("Alle tiltag, fratrukket overlap"),
        stack.after.co2_kg,
        CO2,
        origin=WORKED_OUT,
        accuracy=stack.accuracy if stack.measures else "",
        on=Number(SAVED_CO2, "", number.part),
    )
    label = _("Udledning {year}").format(year=case.screening.baseline.year)
    whole = line(label, base, CO2, origin=WORKED_OUT, on=Number(USE_CO2))
    terms = [product(saved, over=[whole])]
    return Explanation(
        number=number,
        title=title,
        shown=percent(share),
        value=share,
        how=_how(reached),
        formula=formula(terms, share, PERCENT),
        lines=lines_of(terms),
        notes=(case.frozen(),),
        accuracy=stack.accuracy if stack.measures else "",
    )


def _how(reached: bool) -> str:
    if reached:
        return _("Det, de gennemførte tiltag sparer, som en del af udledningen i basisåret.")
    return _("Det, alle tiltag kan spare, som en del af udledningen i basisåret. Gennemførte tiltag er med.")
