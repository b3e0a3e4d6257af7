"""The target of an agreement, and how far the measures reach; there is none without an agreement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Agreement:
    """A partnership agreement: reduction as a fraction of the base year's CO2e (None: no figure agreed).

    `signed` is an ISO date, "" while it is a draft; `documentation` says how savings are documented.
    """

    reduction: float | None = None
    base_year: int | None = None
    target_year: int | None = None
    signed: str = ""
    documentation: str = ""


@dataclass(frozen=True)
class Progress:
    """kg CO2e a year against the target; shares of the base year's emission. Proposed includes finished."""

    target_kg: float
    target_share: float
    proposed_kg: float
    proposed_share: float
    done_kg: float
    done_share: float
    target_year: int | None

    @property
    def reached(self) -> bool:
        """True if the finished measures alone meet the target."""
        return self.done_kg >= self.target_kg


def share_of_base(saved_kg: float, baseline_kg: float) -> float | None:
    """A saving as a share of the base year's emission; None without one."""
    return saved_kg / baseline_kg if baseline_kg > 0 else None


def progress(
    agreement: Agreement | None, baseline_kg: float, proposed_kg: float, done_kg: float
) -> Progress | None:
    """Progress against the target of a signed agreement with a figure; None otherwise, or without a baseline.

    `proposed_kg` and `done_kg` are savings after overlap, with the screening's frozen factors.
    """
    proposed, done = share_of_base(proposed_kg, baseline_kg), share_of_base(done_kg, baseline_kg)
    if agreement is None or not agreement.signed or agreement.reduction is None:
        return None
    if proposed is None or done is None:
        return None
    return Progress(
        target_kg=baseline_kg * agreement.reduction,
        target_share=agreement.reduction,
        proposed_kg=proposed_kg,
        proposed_share=proposed,
        done_kg=done_kg,
        done_share=done,
        target_year=agreement.target_year,
    )
