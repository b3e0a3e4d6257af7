"""The bundled registers: complete, in order, with Danish letters."""

from __future__ import annotations

import pytest

from klimabesog.partnership.registers import Industries, industries, towns


@pytest.mark.parametrize(
    ("code", "town"),
    [
        ("8000", "Aarhus C"),
        ("3700", "Rønne"),
        ("9990", "Skagen"),
        ("2300", "København S"),
        ("4700", "Næstved"),
        ("3450", "Allerød"),
        ("2620", "Albertslund"),
        ("DK-7100", "Vejle"),
        (" 7400 ", "Herning"),
        ("0000", ""),
        ("", ""),
    ],
)
def test_town_of_a_postal_code(code: str, town: str) -> None:
    assert towns().town(code) == town


def test_the_postal_codes_are_all_there() -> None:
    codes = list(towns().by_code)
    assert len(codes) == 1089
    assert codes == sorted(codes)
    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert all(name == name.strip() and name for name in towns().by_code.values())
    assert "�" not in "".join(towns().by_code.values())


def test_industry_names() -> None:
    assert industries().name("56.11.10") == "Restaurationsvirksomhed"
    assert industries().name("561110") == "Restaurationsvirksomhed"
    assert industries().name("45.11.10") == ""  # DB07's motor trade has no division in DB25
    assert industries().name("") == ""
    assert len(industries().by_code) == 87


def test_the_longest_known_beginning_names_a_code() -> None:
    table = Industries({"56": "Restauration", "5611": "Restauranter", "561110": "Caféer"})
    assert [table.name(code) for code in ("561110", "561190", "569900", "57")] == [
        "Caféer",
        "Restauranter",
        "Restauration",
        "",
    ]


@pytest.mark.parametrize(
    ("name", "code"), [("Skovbrug", "02"), (" skovBRUG ", "02"), ("Detail", "47"), ("", ""), ("Findes ikke", "")]
)
def test_the_code_of_a_branch_by_its_name(name: str, code: str) -> None:
    assert industries().code(name) == code
