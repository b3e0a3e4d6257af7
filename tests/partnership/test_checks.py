"""CVR, P-number and industry code: their one form and their warnings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.partnership.checks import check_cvr, check_industry, check_pnr, shown_cvr


@pytest.mark.parametrize("number", ["13748136", "13585628", "27355021", "10150817", "34593833"])
def test_valid_cvr(number: str) -> None:
    """13748136 is Erhvervsstyrelsen's worked example."""
    assert check_cvr(number).value == number
    assert check_cvr(number).warning == ""


@pytest.mark.parametrize(
    "typed", ["13 58 56 28", "13-58-56-28", "DK13585628", "dk 13 58 56 28 ", "13.585.628"]
)
def test_cvr_as_people_write_it(typed: str) -> None:
    assert check_cvr(typed).value == "13585628"


def test_wrong_check_digit_is_a_warning_that_can_be_overridden() -> None:
    checked = check_cvr("13585627")
    assert checked.value == "13585627"
    assert "kontrolciffer" in checked.warning
    assert checked.overridable


@pytest.mark.parametrize("typed", ["1358562", "135856281", "1358562a", "abc", "１３５８５６２８"])
def test_what_is_no_cvr(typed: str) -> None:
    checked = check_cvr(typed)
    assert checked.warning == "Et CVR-nummer har 8 cifre."
    assert not checked.overridable


def test_nothing_typed_is_no_error() -> None:
    assert [check("").warning for check in (check_cvr, check_pnr, check_industry)] == ["", "", ""]


def test_pnr() -> None:
    assert check_pnr("1 003 217 411").value == "1003217411"
    assert check_pnr("1003217411").warning == ""
    assert check_pnr("100321741").warning == "Et P-nummer har 10 cifre."


@pytest.mark.parametrize("typed", ["561110", "56.11.10", "56 11 10", "56-11-10"])
def test_industry(typed: str) -> None:
    assert check_industry(typed).value == "56.11.10"


def test_short_industry_code_is_kept_with_a_warning() -> None:
    assert check_industry(" 56.11 ").value == "56.11"
    assert "6 cifre" in check_industry("56.11").warning


def test_cvr_shown_in_pairs() -> None:
    assert shown_cvr("13585628") == "13 58 56 28"
    assert shown_cvr("1358") == "1358"


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    for check in (check_cvr, check_pnr, check_industry):
        check(text)
