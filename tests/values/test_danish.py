"""Danish numbers, dates and times: what is shown, what is understood, what is refused."""

from __future__ import annotations

import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.values import danish
from klimabesog.values.errors import InputError


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (1234.5, 1, "1.234,5"),
        (2.5, 0, "3"),
        (-2.5, 0, "-3"),
        (-0.4, 0, "0"),
        (1234567.891, 2, "1.234.567,89"),
        (0.285, 2, "0,29"),
        (999, 0, "999"),
        (1e21, 0, "1.000.000.000.000.000.000.000"),
    ],
)
def test_numbers_are_shown_the_danish_way(number: float, decimals: int, shown: str) -> None:
    assert danish.format_number(number, decimals) == shown


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("1.15", "1,15"),
        ("0.105", "0,105"),
        ("0.6", "0,6"),
        ("7.0", "7"),
        ("116", "116"),
        ("116.04", "116"),
        ("193.37", "193,4"),
        ("2500", "2.500"),
        ("82600", "82.600"),
        ("12390.000000000002", "12.390"),
        ("-50", "\u221250"),
        ("-0.0001", "0"),
        ("1.2E7", "12.000.000"),
        ("1e40", "1e40"),
    ],
)
def test_a_forms_number_reads_well_in_a_sentence(stored: str, shown: str) -> None:
    assert danish.show_number(stored) == shown


def test_units_follow_a_space_that_does_not_break() -> None:
    assert danish.format_kr(1234.5) == "1.235\u00a0kr."
    assert danish.format_kr(1234.5, 2) == "1.234,50\u00a0kr."
    assert danish.format_percent(0.215) == "21,5\u00a0%"
    assert danish.format_percent(0.2, 0) == "20\u00a0%"
    assert danish.format_unit(1000, "kWh") == "1.000\u00a0kWh"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (12345, "12.000"),
        (0.0123, "0,012"),
        (0.999, "1,0"),
        (9.96, "10"),
        (99.6, "100"),
        (-1250, "-1.300"),
        (0, "0"),
        (1, "1,0"),
    ],
)
def test_rules_of_thumb_show_two_digits(number: float, shown: str) -> None:
    assert danish.approximate(number) == f"ca.\u00a0{shown}"
    assert danish.approximate(number, "kWh") == f"ca.\u00a0{shown}\u00a0kWh"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234", 1234),
        ("1.234,5", 1234.5),
        ("21,5", 21.5),
        ("1234.5", 1234.5),
        ("0.25", 0.25),
        ("0.123", 0.123),
        ("1 234,5", 1234.5),
        ("1\u00a0234\u00a0567", 1234567),
        ("-5", -5),
        ("\u22125,2", -5.2),
        (",5", 0.5),
        (" 7 ", 7),
        ("12.345.678,25", 12345678.25),
    ],
)
def test_typed_numbers_are_understood(typed: str, meant: float) -> None:
    assert danish.parse_number(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "abc",
        "1e5",
        "1234.567",
        "1.23.4",
        "1.234.56",
        "1,2,3",
        "nan",
        "inf",
        "--5",
        "0.123.456",
        "٣",
        "1 23",
    ],
)
def test_what_is_no_clear_number_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="ikke et tal"):
        danish.parse_number(typed)


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(0, 6))
def test_a_shown_number_reads_back(number: float, decimals: int) -> None:
    read = danish.parse_number(danish.format_number(number, decimals))
    assert math.isclose(read, number, abs_tol=0.51 * 10**-decimals, rel_tol=1e-12)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_machine_number_is_exact_and_has_no_exponent(number: float) -> None:
    text = danish.machine_number(number)
    assert "e" not in text.lower()
    assert float(text) == number


@pytest.mark.parametrize(
    "typed",
    [
        "21.11.2026",
        "21-11-2026",
        "21/11-2026",
        "21/11/2026",
        "2026-11-21",
        "21. november 2026",
        " 21 nov 2026 ",
    ],
)
def test_typed_dates_are_understood(typed: str) -> None:
    assert danish.parse_date(typed) == "2026-11-21"


@pytest.mark.parametrize("typed", ["", "31.2.2026", "21.11.26", "i morgen", "2026-13-01", "21. nisse 2026"])
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="ikke en dato"):
        danish.parse_date(typed)


def test_dates_and_times_are_shown() -> None:
    assert danish.format_date("2026-11-21T14:05:00") == "21.11.2026"
    assert danish.format_date(date(2026, 1, 2)) == "02.01.2026"
    assert danish.long_date("2026-11-01") == "1.\u00a0november 2026"
    assert danish.format_time("2026-11-21T14:05:00.000+01:00") == "14.05"
    assert danish.format_time(datetime(2026, 11, 21, 9, 5)) == "09.05"


def test_an_error_shows_at_most_one_line_of_what_was_typed() -> None:
    with pytest.raises(InputError) as refused:
        danish.parse_number("x" * 5000)
    assert len(str(refused.value)) < 120
