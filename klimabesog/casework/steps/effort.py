"""Own effort and other factors: what a company's measures did to its emission, and what the factors did by themselves.

The target is reckoned with the factors frozen at the visit, so that nobody reaches it because the grid became cleaner.
What other factors do is shown apart: those in force now, read for the year of a follow-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework.factorsets import FactorSets
from klimabesog.casework.screening import postal_code_of
from klimabesog.casework.steps.keys import FOLLOW_UP
from klimabesog.casework.steps.standing import Standing, standing
from klimabesog.energy.effort import CarrierParts, Parts, emission_parts, total
from klimabesog.values.danish import format_number
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook


@dataclass(frozen=True)
class Effort:
    """A change of emission since the base year, in kg CO2e a year; negative is less. `later`: the factors' year."""

    base_year: int
    later: int
    carriers: tuple[CarrierParts, ...]

    @property
    def parts(self) -> Parts:
        """Own effort and the factors' part, of all carriers whose factors are known."""
        return total(self.carriers)

    @property
    def sentence(self) -> str:
        """ "Egen indsats: -6.723 kg CO₂e om året. Andre faktorer i 2028 end i 2025 giver -15.220 kg oveni."."""
        return _(
            "Egen indsats: {own} kg CO₂e om året. Andre faktorer i {later} end i {base} giver {factors} kg oveni."
        ).format(
            own=_signed(self.parts.own),
            later=self.later,
            base=self.base_year,
            factors=_signed(self.parts.factors),
        )


def effort_of(book: StepBook, key: str = "", at: Standing | None = None) -> Effort | None:
    """The change up to a follow-up, the newest when none is named; `at`: how it stood then, when that is known already.

    None for another form, a follow-up without a date, or while nothing was carried out.
    """
    days = {f"{FOLLOW_UP}:{fields['nummer']}": str(fields.get("dato") or "") for fields in book.follow_ups()}
    visit, day = book.visit, days.get(key or max(days, default=""), "")
    if visit is None or not day:
        return None
    at = at or standing(book, key or max(days))
    if at is None or not at.done.measures:
        return None
    done = at.done
    screening, year = visit.screening, int(day[:4])
    before = screening.baseline.use()
    after = {change.carrier: before.get(change.carrier, 0.0) - change.saved for change in done.carriers}
    now = FactorSets(book.desk).factors.for_year(year).for_place(postal_code_of(book.desk, book.company))
    later = now.for_company(screening.stated)
    return Effort(screening.year, year, emission_parts(before, {**before, **after}, screening.factors, later))


def _signed(kg: float) -> str:
    text = format_number(kg)
    return f"+{text}" if kg >= 0.5 else text
