"""What a company's agreement aims at, how far its measures reach, and the sentence that says so everywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.steps.facts import agreement_of, said
from klimabesog.partnership.target import Agreement, Progress, progress
from klimabesog.values.danish import format_percent
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.visit import Visit


@dataclass(frozen=True)
class Target:
    """Shares (0-1) of the base year's emission; `share` is None without a signed agreement with a figure.

    `proposed` includes what is done. `sentence` says how far, or why there is nothing to show; `aim` is the target in
    words ("20 % mindre CO₂e i 2030, målt ud fra 2025", or as the agreement says), "" for none.
    """

    sentence: str
    aim: str = ""
    share: float | None = None
    proposed: float = 0.0
    done: float = 0.0

    @property
    def reached(self) -> bool:
        """Whether the measures carried out meet the target alone."""
        return self.share is not None and self.done >= self.share


def target_of(casebook: Casebook, company: str, visit: Visit | None) -> Target:
    """The target of a company, and the progress of the visit that its case rests on."""
    agreement = agreement_of(casebook, company)
    if agreement is None or not agreement.signed:
        return Target(_("Mål og fremdrift vises, når aftalen er skrevet under."))
    if agreement.reduction is None:
        aim = str(said(casebook, company, kinds.AGREEMENT).get("maal_tekst") or "")
        return Target(_("Aftalen har ikke et mål i procent."), aim)
    aim = aim_of(agreement)
    if visit is None:
        return Target(_("Fremdriften regnes ud, når der er et besøg."), aim)
    reached = progress_of(agreement, visit)
    if reached is None:
        return Target(_("Skriv forbruget i besøget, så kan fremdriften regnes ud."), aim)
    return Target(told(reached), aim, reached.target_share, reached.proposed_share, reached.done_share)


def progress_of(agreement: Agreement | None, visit: Visit) -> Progress | None:
    """How far the measures of a visit reach; None without a signed agreement with a figure, or without consumption."""
    return progress(
        agreement,
        visit.screening.baseline.co2_kg,
        visit.result().saving_co2_kg,
        visit.measure_book.carried_out().after.co2_kg,
    )


def told(reached: Progress) -> str:
    """ "Foreslået 13,2 %, nået 4,1 % af 20 %"."""
    return _("Foreslået {proposed}, nået {done} af {target}").format(
        proposed=percent(reached.proposed_share),
        done=percent(reached.done_share),
        target=percent(reached.target_share),
    )


def aim_of(agreement: Agreement) -> str:
    """The target in words: "20 % mindre CO₂e i 2030, målt ud fra 2025"; the agreement has a figure."""
    aim = _("{share} mindre CO₂e").format(share=percent(agreement.reduction or 0.0))
    if agreement.target_year:
        aim += " " + _("i {year}").format(year=agreement.target_year)
    if agreement.base_year:
        aim += ", " + _("målt ud fra {year}").format(year=agreement.base_year)
    return aim


def percent(share: float) -> str:
    """A share with one decimal, a whole one without: "13,2 %", "20 %"."""
    whole = abs(share * 100 - round(share * 100)) < 0.05
    return format_percent(share, 0 if whole else 1)
