"""Figures as they are printed."""

from __future__ import annotations

import pytest

from klimabesog.reports import figures
from klimabesog.reports.model import Accuracy, Amount, Payback, Worth


@pytest.mark.parametrize(
    ("value", "accuracy", "decimals", "text"),
    [
        (59012.4, "A", 0, "59.012"),
        (59012.4, "C", 0, "ca. 59.000"),
        (-1234.0, "B", 0, "−1.234"),
        (None, "C", 0, "–"),
        (0.374, "C", 1, "ca. 0,4"),
        (0.034, "C", 1, "ca. 0,034"),
        (1.74, "B", 1, "1,7"),
        (0.0, "C", 0, "ca. 0"),
    ],
)
def test_number(value: float | None, accuracy: Accuracy, decimals: int, text: str) -> None:
    assert figures.number(Amount(value, accuracy), decimals).replace("\u00a0", " ") == text


def test_units_stay_on_the_line_and_leave_the_unknown_alone() -> None:
    assert figures.with_unit(Amount(5), "kWh") == "5\u00a0kWh"
    assert figures.with_unit(Amount(), "kWh") == "–"


def test_tonnes_lose_their_decimal_from_a_hundred_on() -> None:
    assert figures.tonnes(Amount(43920)) == "43,9"
    assert figures.tonnes(Amount(143920)) == "144"


def test_payback_is_a_number_or_a_word() -> None:
    assert figures.payback(Payback(Amount(1.74))) == "1,7\u00a0år"
    assert figures.payback(Payback(Amount(1.74)), unit=False) == "1,7"
    assert figures.payback(Payback(word="straks")) == "straks"
    assert figures.payback(Payback()) == "–"


def test_a_sum_says_what_it_leaves_out() -> None:
    assert figures.without_price(1) == figures.without_price(2).replace("2", "1") == "uden prisen på 1 forslag"


def test_dates_and_times_or_the_text_that_stands_instead() -> None:
    assert figures.year_date("2026-11-20") == "20.\u00a0november 2026"
    assert figures.short_date("2026-11-20") == "20.11.2026"
    assert figures.short_date("uge 49") == figures.year_date("uge 49") == "uge 49"
    assert figures.clock("10:05") == "10.05"
    assert figures.clock("om formiddagen") == "om formiddagen"


def test_worth_over_the_lifetime() -> None:
    assert figures.worth(Worth()) == ""
    said = figures.worth(Worth(Amount(-6_000.0, "A"), "ingen"))
    assert said.replace("\u00a0", " ") == "Nutidsværdi −6.000 kr., intern rente ingen."
    rough = figures.worth(Worth(Amount(93_412.0, "C"), "ca. 39 %"))
    assert rough.replace("\u00a0", " ") == "Nutidsværdi ca. 93.000 kr., intern rente ca. 39 %."
