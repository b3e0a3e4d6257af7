"""Companies, sites and contacts: created, corrected, found, deleted."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Contact
from klimabesog.values.errors import InputError

GOOD_CVR, WRONG_CVR = "13585628", "13585627"
"""The first is the example of the register's own rule; the second differs in its check digit."""


def test_a_company_is_kept_as_written(casebook: Casebook) -> None:
    company = casebook.save_company(
        {"navn": "  Smedjen  ApS ", "cvr": "DK 13 58 56 28", "branchekode": "251100", "ansatte": "1.200",
         "areal": "1.650,5", "postnr": "2630", "reklamebeskyttet": True}
    )  # fmt: skip
    fields = casebook.company(company).fields
    assert fields["navn"] == "Smedjen ApS"
    assert fields["cvr"] == GOOD_CVR
    assert (fields["branchekode"], fields["branchekode_version"]) == ("25.11.00", "DB25")
    assert fields["branche"]
    assert (fields["ansatte"], fields["areal"]) == ("1200", "1650.5")
    assert fields["by"] == "Taastrup"
    row = casebook.companies()[0]
    assert (row.employees, row.protected, row.visits, row.last_visit) == (1200, True, 0, None)


def test_a_written_town_stands(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A", "postnr": "2630", "by": "Høje Taastrup"})
    assert casebook.company(company).fields["by"] == "Høje Taastrup"
    assert casebook.town_of("8000") == "Aarhus C"
    assert casebook.town_of("0000") == ""


def test_a_cvr_that_fails_its_check_can_be_kept(casebook: Casebook) -> None:
    fields = {"navn": "A", "cvr": WRONG_CVR}
    assert "kontrolciffer" in casebook.check_company(fields)["cvr"]
    with pytest.raises(InputError, match="kontrolciffer"):
        casebook.save_company(fields)
    assert casebook.companies() == []
    company = casebook.save_company(fields, cvr_override=True)
    assert casebook.company(company).fields["cvr"] == WRONG_CVR


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"navn": " "}, "navn"),
        ({"navn": "A", "cvr": "1234"}, "8 cifre"),
        ({"navn": "A", "cvr": "1234567x"}, "8 cifre"),
        ({"navn": "A", "pnr": "12345"}, "10 cifre"),
        ({"navn": "A", "ansatte": "tolv"}, "tal"),
        ({"navn": "A", "ansatte": "1,5"}, "helt tal"),
        ({"navn": "A", "areal": "-4"}, "negativt"),
        ({"navn": "A", "reklamebeskyttet": "måske"}, "ja eller nej"),
    ],
)
def test_what_cannot_be_kept(casebook: Casebook, fields: dict[str, str], says: str) -> None:
    with pytest.raises(InputError, match=says):
        casebook.save_company(fields, cvr_override=True)
    assert casebook.companies() == []


def test_nothing_to_remark(casebook: Casebook) -> None:
    assert casebook.check_company({"navn": "A", "cvr": "", "postnr": "2630", "ansatte": "3"}) == {}


def test_one_company_a_cvr(casebook: Casebook) -> None:
    first = casebook.save_company({"navn": "Smedjen", "cvr": GOOD_CVR})
    second = casebook.save_company({"navn": "Bageriet"})
    with pytest.raises(InputError, match="Smedjen har allerede"):
        casebook.save_company({"navn": "Smedjen igen", "cvr": GOOD_CVR})
    with pytest.raises(InputError, match="Smedjen har allerede"):
        casebook.save_company({"cvr": GOOD_CVR}, second)
    assert casebook.save_company({"cvr": GOOD_CVR, "by": "Vejle"}, first) == first


def test_a_correction_leaves_the_rest(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A", "ansatte": "12"})
    casebook.save_company({"by": "Vejle"}, company)
    fields = casebook.company(company).fields
    assert (fields["navn"], fields["ansatte"], fields["by"]) == ("A", "12", "Vejle")
    with pytest.raises(InputError, match="navn"):
        casebook.save_company({"navn": ""}, company)


def test_the_same_again_writes_nothing(casebook: Casebook) -> None:
    fields = {"navn": "A", "cvr": GOOD_CVR, "pnr": "1003388394"}
    company = casebook.save_company(fields)
    before = casebook.desk.store.vector()
    casebook.save_company(fields, company)
    assert casebook.desk.store.vector() == before


def test_contacts(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A"})
    first = casebook.save_contact(company, {"name": "Bo", "role": "Driftsleder", "phone": "00 00 00 00"})
    casebook.save_contact(company, {"navn": "Eva", "epost": "eva@a.invalid"})
    contacts = casebook.company(company).contacts
    assert [c.name for c in contacts] == ["Bo", "Eva"]
    assert contacts[0] == Contact(first, "Bo", "Driftsleder", "00 00 00 00", "")
    casebook.save_contact(company, {"name": "Bo Berg", "role": "Direktør"}, first)
    assert casebook.company(company).contacts[0].name == "Bo Berg"
    with pytest.raises(InputError, match="kontaktpersonens navn"):
        casebook.save_contact(company, {"name": " ", "role": "Direktør"})
    casebook.delete_record(first)
    assert [c.name for c in casebook.company(company).contacts] == ["Eva"]


def test_sites(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A", "pnr": "1003388394", "adresse": "Vej 1", "postnr": "8000"})
    casebook.save_site(company, {"navn": "Lageret", "pnr": "1003388395", "postnr": "2630"})
    sites = casebook.company(company).sites
    assert [(s.name, s.pnr, s.town) for s in sites] == [
        ("", "1003388394", "Aarhus C"),
        ("Lageret", "1003388395", "Taastrup"),
    ]
    casebook.save_company({"pnr": "1003388399"}, company)
    assert [s.pnr for s in casebook.company(company).sites] == ["1003388399", "1003388395"]
    with pytest.raises(InputError, match="10 cifre"):
        casebook.save_site(company, {"navn": "Butikken", "pnr": "12"})


def test_a_site_may_lack_a_name(casebook: Casebook) -> None:
    """The name rule is the company's: a site is often just its number."""
    company = casebook.save_company({"navn": "A"})
    casebook.save_site(company, {"pnr": "1003388394"})
    assert len(casebook.company(company).sites) == 1


def test_search_by_every_word(casebook: Casebook) -> None:
    casebook.save_company({"navn": "Østbyens Bageri", "cvr": GOOD_CVR, "by": "Vejle"})
    casebook.save_company({"navn": "Ådalens Smedje", "by": "Vejle"})
    casebook.save_company({"navn": "bageriet Anker", "by": "Kolding"})
    assert [row.name for row in casebook.companies("BAGERI")] == ["bageriet Anker", "Østbyens Bageri"]
    assert [row.name for row in casebook.companies("vejle bage")] == ["Østbyens Bageri"]
    assert [row.name for row in casebook.companies("135856")] == ["Østbyens Bageri"]
    assert casebook.companies("findes ikke") == []
    assert len(casebook.companies(limit=2)) == 2


def test_deleted_and_restored_with_its_visits(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A"})
    visit = casebook.start_visit(company, "20.11.2026").id
    casebook.delete_record(company)
    assert casebook.companies() == []
    assert casebook.visits() == []
    casebook.restore_record(company)
    assert [row.name for row in casebook.companies()] == ["A"]
    assert [row.id for row in casebook.visits()] == [visit]
    assert casebook.visit(visit).title == "A"


def test_a_company_that_is_not_there(casebook: Casebook) -> None:
    with pytest.raises(InputError, match="findes ikke"):
        casebook.company("11111111-1111-4111-8111-111111111111")
    with pytest.raises(InputError, match="findes ikke"):
        casebook.start_visit("11111111-1111-4111-8111-111111111111")


def test_the_page_shows_the_newest_visit(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "A"})
    casebook.start_visit(company, "2026-11-20")
    newest = casebook.start_visit(company, "2027-01-15")
    page = casebook.company(company)
    assert [row.date for row in page.visits] == ["2027-01-15", "2026-11-20"]
    assert page.result == newest.result()
    assert [step.number for step in page.steps] == [1, 2, 3, 4, 5, 6]
    assert page.steps[1].state == "i_gang"
    assert casebook.companies()[0].last_visit == "2027-01-15"
