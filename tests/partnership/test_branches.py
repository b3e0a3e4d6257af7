"""Which pack of the checklist an industry code points to."""

from __future__ import annotations

import pytest

from klimabesog.partnership.branches import BRANCHES, branch_of
from klimabesog.partnership.registers import industries
from klimabesog.xforms import kbcheck

LEFT_OUT = {"01", "02", "03", "50", "51", "92", "93", "97", "98", "99"}


@pytest.mark.parametrize(
    ("code", "branch"),
    [
        ("56.11.10", "restaurant"),
        ("561110", "restaurant"),
        ("255300", "vaerksted"),
        ("452010", "vaerksted"),  # DB07
        ("451120", "butik"),  # DB07
        ("96.10.00", "produktion"),
        ("96.21.00", "butik"),
        ("691000", "kontor"),
        ("241000", "tung"),
        ("10", "produktion"),
        ("501000", ""),
        ("1", ""),
        ("", ""),
        ("ukendt", ""),
    ],
)
def test_a_code_points_to_a_pack(code: str, branch: str) -> None:
    assert branch_of(code) == branch


def test_every_division_is_placed_or_left_out_on_purpose() -> None:
    divisions = {code for code in industries().by_code if len(code) == 2}
    assert {code for code in divisions if not branch_of(code)} == LEFT_OUT
    assert {branch_of(code) for code in divisions} - {""} == set(BRANCHES)


def test_forms_name_the_same_branches() -> None:
    assert set(kbcheck.BRANCHES) == set(BRANCHES)
