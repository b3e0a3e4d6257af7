"""What the companies of a group come to together: use and savings, and the measures that several of them have."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework.measures import PROPOSED, ROUGH
from klimabesog.casework.steps.layers import NEW_PROPOSAL
from klimabesog.energy.economics import Payback, payback_text
from klimabesog.partnership.joint import JointMeasure, Share, joint_measures
from klimabesog.partnership.status import counts_as_done
from klimabesog.values.errors import KlimabesogError

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.visit import Visit

__all__ = [
    "CompanyEffect",
    "JointMeasure",
    "Payback",
    "Share",
    "Together",
    "company_effect",
    "payback_text",
    "together",
]


@dataclass(frozen=True)
class CompanyEffect:
    """What a company's case comes to: `visit` the one it goes by, "" for none; kWh and kg CO2e a year after overlap.

    `found`: (key, title, share) of each proposed measure that can be computed. `readable`: its forms are here.
    `rough`: some of the saving is a rule of thumb.
    """

    company: str
    visit: str = ""
    use_kwh: float = 0.0
    use_co2_kg: float = 0.0
    saving_kwh: float = 0.0
    saving_co2_kg: float = 0.0
    done_co2_kg: float = 0.0
    rough: bool = False
    found: tuple[tuple[str, str, Share], ...] = ()
    readable: bool = True


@dataclass(frozen=True)
class Together:
    """Sums over companies, and their joint measures; `visited` of them have a visit that could be read."""

    companies: int
    visited: int
    use_kwh: float
    use_co2_kg: float
    saving_kwh: float
    saving_co2_kg: float
    done_co2_kg: float
    rough: bool
    joint: tuple[JointMeasure, ...]


def company_effect(casebook: Casebook, company: str) -> CompanyEffect:
    """What one company comes to. Opens its visit beside the one the officer has open: some hundredths of a second."""
    row = casebook.steps(company).case_visit
    if row is None:
        return CompanyEffect(company)
    try:
        visit = casebook.look_at(row.id)
        return _effect(company, visit)
    except KlimabesogError:  # its forms have not come with the case
        return CompanyEffect(company, row.id, readable=False)


def together(effects: Iterable[CompanyEffect]) -> Together:
    """All of them."""
    known = list(effects)
    return Together(
        companies=len(known),
        visited=sum(bool(one.visit) and one.readable for one in known),
        use_kwh=math.fsum(one.use_kwh for one in known),
        use_co2_kg=math.fsum(one.use_co2_kg for one in known),
        saving_kwh=math.fsum(one.saving_kwh for one in known),
        saving_co2_kg=math.fsum(one.saving_co2_kg for one in known),
        done_co2_kg=math.fsum(one.done_co2_kg for one in known),
        rough=any(one.rough for one in known),
        joint=tuple(joint_measures(share for one in known for share in one.found)),
    )


def _effect(company: str, visit: Visit) -> CompanyEffect:
    book, base = visit.measure_book, visit.screening.baseline
    stacked, done = book.stacked(), book.carried_out()
    return CompanyEffect(
        company=company,
        visit=visit.id,
        use_kwh=base.kwh,
        use_co2_kg=base.co2_kg,
        saving_kwh=stacked.after.kwh,
        saving_co2_kg=stacked.after.co2_kg,
        done_co2_kg=done.after.co2_kg,
        rough=any(result.measure.accuracy == ROUGH for result in stacked.measures),
        found=tuple(_shares(company, visit)),
    )


def _shares(company: str, visit: Visit) -> Iterable[tuple[str, str, Share]]:
    """Each measure that is proposed, and not carried out already."""
    book = visit.measure_book
    forms = {form.id: form for form in book.instances()}
    for result in book.stacked().measures:
        form, measure = forms[result.measure.id], result.measure
        if counts_as_done(str(book.fields(measure.id).get("status") or PROPOSED)):
            continue
        free = form.form_id == NEW_PROPOSAL
        key = f"{form.form_id}:{_plain(measure.title)}" if free else form.form_id
        share = Share(
            company=company,
            measures=1,
            kwh=result.after.kwh,
            kroner=result.after.kr,
            net=result.net_kr,
            co2_kg=result.after.co2_kg,
            investment=measure.paid,
            rough=measure.accuracy == ROUGH,
        )
        yield key, measure.title if free else form.definition.title, share


def _plain(title: str) -> str:
    """A free measure is the same as another of the same title, however it is written."""
    return " ".join(title.split()).casefold()
