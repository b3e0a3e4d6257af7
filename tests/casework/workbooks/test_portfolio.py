"""The workbook of all companies: one line a company, and the sums of what was proposed, agreed and reached."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.casework.workbooks.portfolio import Cancelled, portfolio_workbook
from klimabesog.exchange.xlsx import write_workbook
from klimabesog.partnership.layers import REALISED
from tests.casework.case import PLAN, agree, sign, steps, with_measures
from tests.workbooks import is_day, numbers_of, opened, same, table

KWH, KR = "besparelse (kWh/år)", "besparelse (kr./år)"


@pytest.fixture
def portfolio(casebook: Casebook, visit: Visit) -> Casebook:
    """A company with an agreed measure and one carried out, another with a visit alone, a third with nothing."""
    book = steps(casebook, with_measures(visit))
    sign(book)
    book.fill(PLAN)
    agree(book, 1)
    agree(book, 2)
    done = visit.measure_book.agreed()[0]
    visit.measure_book.set_layer(done, REALISED)
    visit.measure_book.set_status(done, "gennemfoert")
    with_measures(casebook.start_visit(casebook.save_company({"navn": "Bageriet (eksempel)", "by": "Engby"})))
    casebook.save_company({"navn": "=Tom & Søn (eksempel)"})
    return casebook


def test_a_line_for_each_company(portfolio: Casebook, visit: Visit) -> None:
    data = write_workbook(portfolio_workbook(portfolio))
    book = opened(data)
    assert book.sheetnames == ["Virksomheder", "Trin", "Indsatsområder", "Alle tiltag"]
    rows = {row.cells["Virksomhed"]: row.cells for row in table(book["Virksomheder"])}
    assert set(rows) == {"Prøvesmedjen (eksempel)", "Bageriet (eksempel)", "=Tom & Søn (eksempel)", "I alt"}
    smith, baker = rows["Prøvesmedjen (eksempel)"], rows["Bageriet (eksempel)"]
    case = portfolio.visit(visit.id)
    measures = case.measure_book
    assert smith[f"Foreslået: {KWH}"] == same(case.result().saving_kwh)
    assert smith[f"Aftalt: {KR}"] == same(measures.agreed_together().after.kr)
    assert smith[f"Realiseret: {KWH}"] == same(measures.carried_out().after.kwh)
    assert smith["Mål"] == 0.2
    assert smith["5. Handlingsplan"] == "I gang"
    assert is_day(smith["Seneste besøg"])
    assert baker[f"Foreslået: {KWH}"] == same(case.result().saving_kwh)
    assert baker[f"Realiseret: {KWH}"] is None
    assert baker["Mål"] is None
    assert rows["=Tom & Søn (eksempel)"]["Forbrug (kWh/år)"] is None


def test_the_sums(portfolio: Casebook) -> None:
    data = write_workbook(portfolio_workbook(portfolio))
    numbers = numbers_of(data)
    companies = numbers["Virksomheder"]
    for title in (f"Foreslået: {KWH}", f"Realiseret: {KR}", "Forbrug (kWh/år)", "Besøg"):
        parts = [row[title] for name, row in companies.items() if name != "I alt" and title in row]
        assert companies["I alt"][title] == pytest.approx(sum(parts))
    assert numbers["Trin"]["2. Besøg"]["I gang"] == 2
    assert sum(numbers["Trin"]["1. Information"].values()) == 3, "every company once"
    areas = numbers["Indsatsområder"]
    assert areas["Trykluft"]["Forslag: antal"] == 1
    counted = sum(row[f"{stage}: antal"] for row in areas.values() for stage in ("Forslag", "Gennemført"))
    assert counted + areas_agreed(areas) == 4


def areas_agreed(areas: dict[str, dict[str, float]]) -> float:
    return sum(row["Aftalt, ikke gennemført: antal"] for row in areas.values())


def test_only_what_the_search_finds(portfolio: Casebook) -> None:
    book = opened(write_workbook(portfolio_workbook(portfolio, "engby")))
    assert [row.cells["Virksomhed"] for row in table(book["Virksomheder"])] == ["Bageriet (eksempel)", "I alt"]
    assert {row.cells["Virksomhed"] for row in table(book["Alle tiltag"])} == {"Bageriet (eksempel)"}


def test_equal_data_are_equal_bytes(portfolio: Casebook) -> None:
    assert write_workbook(portfolio_workbook(portfolio)) == write_workbook(portfolio_workbook(portfolio))


def test_it_tells_how_far_it_is_and_may_be_stopped(portfolio: Casebook) -> None:
    told: list[tuple[int, int]] = []
    portfolio_workbook(portfolio, progress=lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    with pytest.raises(Cancelled):
        portfolio_workbook(portfolio, cancelled=lambda: True)


def test_nobody_at_all(casebook: Casebook) -> None:
    book = opened(write_workbook(portfolio_workbook(casebook)))
    assert book["Virksomheder"]["A3"].value == "Ingen virksomheder passer."
