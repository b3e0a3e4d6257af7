"""A company as typed: every field checked, the town filled in, nothing blocked without reason."""

from __future__ import annotations

import pytest

from klimabesog.partnership.checks import Checked
from klimabesog.partnership.company import check_fields


def test_fields_as_typed() -> None:
    checked = check_fields(
        {
            "navn": " Vejle  Metal ApS ",
            "cvr": "DK 13585628",
            "branchekode": "255300",
            "postnr": "7100",
            "by": "",
            "ansatte": "1.200",
            "areal": "2.450,5",
            "noget": "andet",
        }
    )
    assert {name: field.value for name, field in checked.items()} == {
        "navn": "Vejle Metal ApS",
        "cvr": "13585628",
        "branchekode": "25.53.00",
        "postnr": "7100",
        "by": "Vejle",
        "ansatte": "1200",
        "areal": "2450.5",
    }
    assert not any(field.warning for field in checked.values())


def test_a_typed_town_is_kept() -> None:
    assert check_fields({"postnr": "7100", "by": "Vejle Øst"})["by"] == Checked("Vejle Øst")
    assert "by" not in check_fields({"cvr": ""})


@pytest.mark.parametrize(
    ("field", "typed", "warning", "overridable"),
    [
        ("navn", " ", "Skriv virksomhedens navn.", False),
        ("postnr", "710", "Et postnummer har 4 cifre.", True),
        ("postnr", "1500", "Postnummeret er ikke på listen. Skriv selv byen.", True),
        ("ansatte", "tolv", "»tolv« er ikke et tal. Skriv det som 1.234,5.", False),
        ("ansatte", "12,5", "Skriv et helt tal.", False),
        ("ansatte", "-1", "Tallet kan ikke være negativt.", False),
        ("areal", "-1", "Tallet kan ikke være negativt.", False),
    ],
)
def test_warnings(field: str, typed: str, warning: str, overridable: bool) -> None:
    checked = check_fields({field: typed})[field]
    assert (checked.warning, checked.overridable) == (warning, overridable)
