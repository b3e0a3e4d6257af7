"""The target: none without a signed agreement; proposed and done apart."""

from __future__ import annotations

import pytest

from klimabesog.partnership.target import Agreement, progress

SIGNED = Agreement(0.2, 2025, 2028, "2026-11-20")


@pytest.mark.parametrize(
    "agreement",
    [None, Agreement(0.2, 2025, 2028), Agreement(None, 2025, 2028, "2026-11-20")],
    ids=["none", "unsigned", "no figure"],
)
def test_no_target_without_an_agreement(agreement: Agreement | None) -> None:
    assert progress(agreement, 100_000, 30_000, 10_000) is None


def test_no_target_without_a_baseline() -> None:
    assert progress(SIGNED, 0, 30_000, 10_000) is None


def test_proposed_and_done_stand_apart() -> None:
    result = progress(SIGNED, 100_000, 21_500, 8_000)
    assert result is not None
    assert (result.target_kg, result.proposed_share, result.done_share) == (20_000, 0.215, 0.08)
    assert not result.reached
    assert result.target_year == 2028


def test_allerod() -> None:
    """Eleven companies in Allerød saved 588.9 t, 32.4 % of 1,817.6 t."""
    result = progress(SIGNED, 588_900 / 0.324, 588_900, 588_900)
    assert result is not None
    assert result.done_share == pytest.approx(0.324)
    assert result.reached
