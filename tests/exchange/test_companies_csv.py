"""Company lists as they come: separators, encodings, column names, and files that are something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.exchange import companies_csv
from klimabesog.exchange.companies_csv import parse_companies, read_companies
from klimabesog.values.errors import InputError

HEADER = [
    "CVR-nr.",
    "Virksomhedsnavn",
    "Vejnavn",
    "Husnr",
    "Postnr",
    "By",
    "Branchekode (DB25)",
    "Antal ansatte",
]
ROW = ["10103940", "Æblegårdens Mosteri ApS", "Søndergade", "12 B", "8700", "Horsens", "110700", "12"]
FIELDS = {
    "cvr": "10103940",
    "navn": "Æblegårdens Mosteri ApS",
    "adresse": "Søndergade 12 B",
    "postnr": "8700",
    "by": "Horsens",
    "branchekode": "110700",
    "ansatte": "12",
}


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_usual_file_reads_the_same(separator: str, encoding: str, end: str) -> None:
    text = end.join(separator.join(cells) for cells in (HEADER, ROW, [], ROW)) + end
    table = parse_companies(text.encode(encoding))
    assert [dict(row.fields) for row in table.rows] == [FIELDS, FIELDS]
    assert [row.line for row in table.rows] == [2, 4]
    assert not table.problems


def test_empty_cells_are_left_out_and_quotes_may_hold_lines() -> None:
    table = parse_companies(b'sep=;\ncvr;navn;adresse\n;"To\nlinjer; med tegn";\n="01234567";Navn;Vej 1\n')
    assert [(row.line, dict(row.fields)) for row in table.rows] == [
        (3, {"navn": "To\nlinjer; med tegn"}),
        (5, {"cvr": "01234567", "navn": "Navn", "adresse": "Vej 1"}),
    ]


@pytest.mark.parametrize(
    ("typed", "meant"), [("ja", True), ("True", True), ("1", True), ("Nej", False), ("0", False)]
)
def test_protection_from_advertising_is_yes_or_no(typed: str, meant: bool) -> None:
    table = parse_companies(f"navn;reklamebeskyttelse\nA;{typed}\n".encode())
    assert table.rows[0].fields["reklamebeskyttet"] is meant


def test_problems_name_their_line() -> None:
    table = parse_companies(b"navn;cvr;Reklamebeskyttet;Farve\n;1;;\nA;2;maaske;\nB;3;;;for meget\nC;4;;\n")
    assert [row.fields["navn"] for row in table.rows] == ["A", "C"]
    assert [problem.split(":")[0] for problem in table.problems] == [
        "Kolonnen »Farve« kendes ikke og er sprunget over.",
        "Linje 2",
        "Linje 3",
        "Linje 4",
    ]


def test_of_two_columns_of_one_kind_the_first_counts() -> None:
    table = parse_companies(b"navn;firma\nA;B\n")
    assert dict(table.rows[0].fields) == {"navn": "A"}
    assert "flere gange" in table.problems[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "tom"),
        (b"\xef\xbb\xbf \r\n\r\n", "tom"),
        (b";;\n ;; \n", "tom"),
        (b"PK\x03\x04rest", "Excel"),
        (b"\x89PNG\0\0", "tekstfil"),
        (b"a;b\n1;2\n", "navn"),
        (b"cvr;adresse\n1;2\n", "navn"),
        (b"navn\n" + b"x" * 200_000, "CSV"),
    ],
)
def test_other_files_are_refused_with_what_is_needed(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_companies(data)


def test_files_too_large_or_missing_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "stor.csv"
    with open(path, "wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match="for stor"):
        read_companies(path)
    with pytest.raises(InputError, match="kan ikke læses"):
        read_companies(tmp_path / "mangler.csv")
    monkeypatch.setattr(companies_csv, "MAX_ROWS", 1)
    path.write_text("navn\nA\nB\n")
    assert len(read_companies(path).rows) == 1
    assert "første 1 linjer" in read_companies(path).problems[0]


@given(
    st.binary(max_size=300)
    | st.text(max_size=300).map(lambda text: ("navn;cvr\n" + text).encode("utf-8", "ignore"))
)
def test_no_file_is_a_surprise(data: bytes) -> None:
    try:
        table = parse_companies(data)
    except InputError:
        return
    assert all(row.fields["navn"] for row in table.rows)
