"""The factor table out to Excel and in again: what changes is shown, mistakes are named by line, nothing is mixed."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping

import pytest

from klimabesog.casework.factorcsv import change_line, read_file, read_table, table_bytes
from klimabesog.casework.factorsets import FactorRow, FactorSets, standard_factors
from klimabesog.energy.errors import FactorTableError
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook

NOW = standard_factors()
HEAD = "art;baerer;enhed;vaerdi;aar;graense;brug;variant;kilde;url;kildeaar;sikkerhed;scope;note\n"
OWN = "udledning;fjernvarme;MWh;34,0;2025;forbraending;egen;;Værkets deklaration;;2025;hoej;2;\n"


def edited(change: Callable[[Mapping[str, str]], Mapping[str, str] | None]) -> bytes:
    """The bundled table as Excel saves it after an edit of its lines."""
    rows = list(csv.DictReader(io.StringIO(table_bytes(NOW).decode("utf-8-sig")), delimiter=";"))
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(kept for row in rows if (kept := change(row)) is not None)
    return out.getvalue().encode("utf-8-sig")


def power_price(row: Mapping[str, str], **other: str) -> Mapping[str, str]:
    return {**row, **other} if (row["art"], row["baerer"], row["brug"]) == ("pris", "el", "standard") else row


def test_out_and_in_again_changes_nothing() -> None:
    found = read_table(table_bytes(NOW), NOW)
    assert (found.changes, found.problems, found.factors) == ((), (), NOW)


def test_an_own_row_comes_with_its_certainty() -> None:
    found = read_table((HEAD + OWN).encode(), NOW)
    assert found.problems == ()
    assert [change_line(change) for change in found.changes] == [
        "Ny: Fjernvarme, udledning: 34\u00a0kg CO₂e/MWh · 2025 · forbrænding · egen · Værkets deklaration"
    ]
    (row,) = found.factors.own_rows()
    assert (row.value, row.certainty) == (34.0, "hoej")
    assert len(found.factors.rows) == len(NOW.rows) + 1, "what is not in the file stays"


def test_a_changed_standard_number_becomes_an_own_one() -> None:
    found = read_table(edited(lambda row: power_price(row, vaerdi="1,15", kilde="Kommunens indkøb")), NOW)
    assert found.problems == ()
    (row,) = found.factors.own_rows()
    assert (row.value, row.use, row.certainty, row.source) == (1.15, "egen", "egen", "Kommunens indkøb")
    price = found.factors.price("el")
    assert price is not None
    assert price.value == 1.15
    again = read_table(table_bytes(found.factors), found.factors)
    assert again.changes == ()


def test_a_new_number_needs_a_new_source() -> None:
    found = read_table(edited(lambda row: power_price(row, vaerdi="1,15")), NOW)
    assert found.factors == NOW
    assert found.problems == (
        "Linje 60: Tallet er et andet, men kilden er den gamle. Skriv, hvor det nye tal kommer fra.",
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("udledning;el;kWh;tolv;;livscyklus;egen;;X\n", "Linje 2 (udledning, El): »tolv« er ikke et tal."),
        ("udledning;el;kWh;0,1;;;egen;;X\n", "Linje 2 (udledning, El): En udledning skal have grænsen"),
        ("pris;el;kWh;1;25;;egen;;X\n", "Linje 2 (pris, El): Et årstal skal have fire cifre"),
        ("pris;el;kWh;1;;;egen;;\n", "Linje 2: Skriv i kolonnen kilde"),
        ("pris;el;kWh;1;;;virksomhed;;X\n", "Linje 2: Tal for en enkelt virksomhed"),
        ("pris;el;ton;1;;;egen;;X\n", "Linje 2: El kan ikke angives i »ton«"),
        (OWN + OWN.replace("34,0", "35,0"), "Linje 3 siger det samme som linje 2."),
    ],
)
def test_mistakes_are_named_by_line_and_nothing_is_taken(line: str, says: str) -> None:
    found = read_table((HEAD + line).encode(), NOW)
    assert found.problems[0].startswith(says)
    assert len(found.problems) == 1


def test_every_mistake_is_named_at_once() -> None:
    lines = "pris;el;kWh;x;;;egen;;X\npris;el;kWh;-1;;;egen;;X\n"
    assert [p[:7] for p in read_table((HEAD + lines).encode(), NOW).problems] == ["Linje 2", "Linje 3"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"PK\x03\x04arket", "Excel-ark"),
        (b"\0\1\2", "tekstfil"),
        (b"", "kolonnen art, baerer, enhed, vaerdi"),
        (b"noget;andet\n1;2\n", "kolonnen art, baerer, enhed, vaerdi"),
        (HEAD.encode(), "ingen rækker"),
    ],
)
def test_what_is_no_factor_table(data: bytes, says: str) -> None:
    with pytest.raises(FactorTableError, match=says):
        read_table(data, NOW)


def test_a_file_as_older_excel_saves_it() -> None:
    found = read_table((HEAD + OWN).encode("cp1252"), NOW)
    assert found.factors.own_rows()[0].source == "Værkets deklaration"
    commas = (HEAD + OWN.replace("34,0", "34")).replace(";", ",")
    assert read_table(commas.encode(), NOW).factors.own_rows()[0].value == 34


def test_an_alternative_is_corrected_in_its_place() -> None:
    line = "udledning;el;kWh;0,07;2022;forbraending;alternativ;oest;Energinet, Østdanmark;;2022;middel;2;\n"
    found = read_table((HEAD + line).encode(), NOW)
    assert found.factors.own_rows() == ()
    assert "oest" in {row.variant for row in found.factors.alternatives("udledning", "el")}


def test_a_file_that_is_not_there(tmp_path, open_casebook: OpenCasebook) -> None:
    with pytest.raises(InputError, match="kan ikke læses"):
        read_file(tmp_path / "væk.csv", NOW)
    sets = FactorSets(open_casebook().desk)
    path = tmp_path / "egne.csv"
    path.write_text(HEAD + OWN, encoding="utf-8")
    sets.put(read_file(path, sets.factors).factors)
    assert isinstance(sets.factors.own_rows()[0], FactorRow)
    assert sets.undo()
    assert sets.factors == NOW
