"""Companies from a CSV file: created, corrected by CVR, and every odd line named."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.values.errors import InputError

CVR = "13585628"


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    return tmp_path / "virksomheder.csv"


@pytest.mark.parametrize("separator", [";", ","])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_separators_and_encodings(casebook: Casebook, csv: Path, separator: str, encoding: str) -> None:
    lines = ["CVR-nr.;Virksomhedsnavn;Postnr.;Antal ansatte", f"{CVR};Østbyens Smørrebrød;2630;12"]
    csv.write_bytes("\n".join(lines).replace(";", separator).encode(encoding))
    report = casebook.import_companies(csv)
    assert (report.created, report.updated, report.unchanged, report.problems) == (1, 0, 0, ())
    row = casebook.companies()[0]
    assert (row.name, row.cvr, row.town, row.employees) == ("Østbyens Smørrebrød", CVR, "Taastrup", 12)


def test_a_known_cvr_is_corrected(casebook: Casebook, csv: Path) -> None:
    company = casebook.save_company({"navn": "Smedjen", "cvr": CVR, "ansatte": "10", "areal": "900"})
    csv.write_text(f"cvr;navn;ansatte\n{CVR};Smedjen ApS;12\n", encoding="utf-8")
    report = casebook.import_companies(csv)
    assert (report.created, report.updated) == (0, 1)
    fields = casebook.company(company).fields
    assert (fields["navn"], fields["ansatte"], fields["areal"]) == ("Smedjen ApS", "12", "900")
    assert casebook.import_companies(csv).unchanged == 1


def test_the_same_cvr_twice_in_one_file(casebook: Casebook, csv: Path) -> None:
    csv.write_text(f"cvr;navn\n{CVR};Smedjen\n{CVR};Smedjen ApS\n", encoding="utf-8")
    report = casebook.import_companies(csv)
    assert (report.created, report.updated) == (1, 1)
    assert [row.name for row in casebook.companies()] == ["Smedjen ApS"]


def test_the_same_file_again_doubles_nothing(casebook: Casebook, csv: Path) -> None:
    """Without a CVR a company is known by name and postal code."""
    csv.write_text(f"cvr;navn;postnr\n;Smedjen;2630\n;Smedjen;8000\n{CVR};Bageriet;\n", encoding="utf-8")
    assert casebook.import_companies(csv).created == 3
    assert casebook.import_companies(csv).unchanged == 3
    csv.write_text("navn;postnr;ansatte\nsmedjen;2630;7\n", encoding="utf-8")
    assert casebook.import_companies(csv).updated == 1
    assert len(casebook.companies()) == 3


def test_a_bad_field_is_left_out_and_named(casebook: Casebook, csv: Path) -> None:
    csv.write_text(
        "cvr;navn;ansatte;pnr;by\n12;Smedjen;mange;123;Vejle\n;Bageriet;4;;Vejle\n", encoding="utf-8"
    )
    report = casebook.import_companies(csv)
    assert report.created == 2
    assert len(report.problems) == 3
    assert all(problem.startswith("Linje 2: ") for problem in report.problems)
    smithy = casebook.companies("smedjen")[0]
    assert (smithy.cvr, smithy.employees, smithy.town) == ("", None, "Vejle")
    assert casebook.company(smithy.id).sites == ()


def test_a_doubtful_cvr_is_kept_and_named(casebook: Casebook, csv: Path) -> None:
    csv.write_text("cvr;navn\n13585627;Smedjen\n", encoding="utf-8")
    report = casebook.import_companies(csv)
    assert "kontrolciffer" in report.problems[0]
    assert casebook.companies()[0].cvr == "13585627"


def test_contact_and_site_come_along(casebook: Casebook, csv: Path) -> None:
    csv.write_text(
        "navn;cvr;pnr;adresse;postnr;kontaktperson;telefon;e-mail;reklamebeskyttet\n"
        f"Smedjen;{CVR};1003388394;Vej 1;8000;Bo Berg;00 00 00 00;bo@a.invalid;ja\n",
        encoding="utf-8",
    )
    for _time in range(2):
        casebook.import_companies(csv)
    page = casebook.company(casebook.companies()[0].id)
    assert [(c.name, c.phone, c.email) for c in page.contacts] == [("Bo Berg", "00 00 00 00", "bo@a.invalid")]
    assert [(s.pnr, s.address, s.town) for s in page.sites] == [("1003388394", "Vej 1", "Aarhus C")]
    assert page.fields["reklamebeskyttet"] is True


def test_cancelling_keeps_what_is_done(casebook: Casebook, csv: Path) -> None:
    csv.write_text("navn\n" + "".join(f"Firma {n}\n" for n in range(10)), encoding="utf-8")
    steps: list[tuple[int, int]] = []
    report = casebook.import_companies(
        csv, lambda done, of: steps.append((done, of)), lambda: len(steps) == 3
    )
    assert steps == [(1, 10), (2, 10), (3, 10)]
    assert report.created == len(casebook.companies()) == 3
    assert report.problems == ("Stoppet efter 3 af 10 linjer.",)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tom"),
        (b"a;b;c\n1;2;3\n", "kolonner"),
        (b"\x00\x01\x02", "ikke en tekstfil"),
        (b"PK\x03\x04....", "Excel"),
    ],
)
def test_files_of_another_shape(casebook: Casebook, csv: Path, content: bytes, says: str) -> None:
    csv.write_bytes(content)
    with pytest.raises(InputError, match=says):
        casebook.import_companies(csv)


def test_a_file_that_is_not_there(casebook: Casebook, csv: Path) -> None:
    with pytest.raises(InputError, match="kan ikke læses"):
        casebook.import_companies(csv)


def test_a_line_of_another_shape_does_not_stop_the_rest(casebook: Casebook, csv: Path) -> None:
    csv.write_text("navn;by\nSmedjen;Vejle;for;mange\nBageriet;Vejle\n", encoding="utf-8")
    report = casebook.import_companies(csv)
    assert [row.name for row in casebook.companies()] == ["Bageriet"]
    assert "Linje 2" in report.problems[0]
