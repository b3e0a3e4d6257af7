"""The workbook of a case says what the screen and the report say."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.example import WHOLE_COURSE
from klimabesog.casework.report import screening_report
from klimabesog.casework.steps.bills import bill_report
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.steps.standing import standing
from klimabesog.casework.visit import Visit
from klimabesog.casework.workbooks.case import case_name, case_workbook
from klimabesog.exchange.xlsx import write_workbook
from klimabesog.partnership.layers import ADVISER, AGREED, ESTIMATE, REALISED
from klimabesog.reports.model import baseline_sum
from tests.casework.case import PLAN, agree, steps, with_measures
from tests.spreadsheet.playing import Played, PlayedCase
from tests.workbooks import Numbers, is_day, numbers_of, opened, same, table, texts_of, titles

SHEETS = ["Virksomhed", "Energi", "Tiltag", "Handlingsplan", "Opfølgning", "Forudsætninger"]
KWH, KR, CO2 = "besparelse (kWh/år)", "besparelse (kr./år)", "mindre udledning (kg CO₂e/år)"


@pytest.fixture(scope="module")
def played(played_case: PlayedCase) -> tuple[Casebook, Played]:
    return played_case(WHOLE_COURSE)


@pytest.fixture(scope="module")
def data(played: tuple[Casebook, Played]) -> bytes:
    casebook, case = played
    return write_workbook(case_workbook(casebook, case.visit.company.id))


@pytest.fixture(scope="module")
def numbers(data: bytes) -> Numbers:
    return numbers_of(data)


def test_the_sheets_in_their_order(data: bytes) -> None:
    book = opened(data)
    assert book.sheetnames == SHEETS
    assert all(
        page.protection.sheet and page.freeze_panes and page.auto_filter.ref for page in book.worksheets
    )


def test_equal_data_are_equal_bytes(played: tuple[Casebook, Played], data: bytes) -> None:
    casebook, case = played
    casebook.forget_opened()
    assert write_workbook(case_workbook(casebook, case.visit.company.id)) == data


def test_the_key_figures_are_those_of_the_page(played: tuple[Casebook, Played], numbers: Numbers) -> None:
    casebook, case = played
    page = casebook.company(case.visit.company.id)
    assert page.result is not None
    assert page.target is not None
    lines = {name: row["Oplysning"] for name, row in numbers["Virksomhed"].items() if "Oplysning" in row}
    strip, year = page.result, page.result.year
    assert lines[f"Nøgletal / Årsforbrug {year} (kWh)"] == same(strip.consumption_kwh)
    assert lines[f"Nøgletal / Fratrukket overlap: {KWH}"] == same(strip.saving_kwh)
    assert lines[f"Nøgletal / Fratrukket overlap: {KR}"] == same(strip.saving_kroner)
    assert lines[f"Nøgletal / Før overlap: {KWH}"] == same(strip.saving_kwh_alone)
    assert lines["Nøgletal / Investering (kr.)"] == same(strip.investment)
    assert lines["Nøgletal / Tilbagebetaling (år)"] == same(strip.payback_years)
    assert lines["Mål / Nået"] == same(page.target.done)
    done, agreed = case.visit.measure_book.carried_out(), case.visit.measure_book.agreed_together()
    assert lines["Realiseret / Besparelse (kWh/år)"] == same(done.after.kwh)
    assert done.after.kwh > 0
    assert lines["Aftalt / Mindre udledning (kg CO₂e/år)"] == same(agreed.after.co2_kg)
    assert agreed.after.co2_kg > 0


def test_energy_is_that_of_the_report(played: tuple[Casebook, Played], numbers: Numbers) -> None:
    report = screening_report(played[1].visit)
    for use in report.baseline:
        row = numbers["Energi"][use.carrier]
        assert row["Forbrug (kWh/år)"] == same(use.kwh.value)
        assert row["Udledning (kg CO₂e/år)"] == same(use.co2_kg.value)
        assert row["Udgift (kr./år)"] == same(use.kroner.value)
    assert numbers["Energi"]["I alt"]["Forbrug (kWh/år)"] == same(baseline_sum(report, "kwh").value)


def test_measures_are_those_of_the_report_and_the_screen(
    played: tuple[Casebook, Played], numbers: Numbers
) -> None:
    visit = played[1].visit
    report = {measure.title: measure for measure in screening_report(visit).measures}
    for row in visit.measures():
        cells = numbers["Tiltag"][row.title]
        if not row.place:
            assert f"Fratrukket overlap: {KWH}" not in cells
            continue
        printed = report[row.title]
        assert printed.stacked is not None
        assert cells[f"Fratrukket overlap: {KWH}"] == same(row.kwh)
        assert row.kwh == printed.stacked.kwh.value
        assert cells[f"Fratrukket overlap: {KR}"] == same(row.kroner)
        assert row.kroner == printed.stacked.kroner.value
        assert cells[f"Fratrukket overlap: {CO2}"] == same(row.co2_kg)
        assert row.co2_kg == printed.stacked.co2_kg.value
        assert cells[f"Før overlap: {KWH}"] == same(printed.alone.kwh.value)
        assert cells["Levetid (år)"] == same(printed.lifetime)
        assert cells.get("Tilbagebetaling (år)") == same(printed.payback.years.value)


def test_each_layer_stands_by_itself(played: tuple[Casebook, Played], numbers: Numbers) -> None:
    measures = played[1].visit.measure_book
    heads = {ESTIMATE: "Skøn", ADVISER: "Rådgiver, regnet ud", AGREED: "Aftalt", REALISED: "Realiseret"}
    seen = set()
    for instance, (estimate, life) in measures.lives().items():
        cells = numbers["Tiltag"][measures.title(instance)]
        for layer, head in heads.items():
            result = measures.alone(estimate, life.layer(layer))
            assert cells.get(f"{head}: {KWH}") == same(result.alone.kwh if result else None)
            seen |= {layer} if result else set()
    assert seen == set(heads)


def test_the_plan_and_the_follow_ups(played: tuple[Casebook, Played], data: bytes, numbers: Numbers) -> None:
    case = played[1]
    plan = opened(data)["Handlingsplan"]
    rows = {row.title: row for row in case.visit.measures()}
    for line in table(plan):
        row = rows[line.cells["Tiltag"]]
        assert (line.cells["Ansvarlig"] or "") == row.responsible
        assert is_day(line.cells["Frist"]) == bool(row.deadline)
    report, effort = bill_report(case.book, "opfoelgning:3"), effort_of(case.book)
    assert report is not None
    assert effort is not None
    followed = numbers["Opfølgning"]
    for number in (1, 2, 3):
        at = standing(case.book, f"opfoelgning:{number}")
        assert at is not None
        reached = followed[f"{number} / Tiltag / I alt"][f"Nået, fratrukket overlap: {KWH}"]
        assert reached == pytest.approx(at.done.after.kwh, rel=1e-12)
    for bill in report.lines:
        assert followed[f"3 / Energi / {bill.name}"]["Resten (kWh)"] == same(bill.rest)
    whole = followed["3 / Udledning / I alt"]
    assert whole["Egen indsats (kg CO₂e/år)"] == same(effort.parts.own)
    assert whole["Andre faktorer (kg CO₂e/år)"] == same(effort.parts.factors)


def test_factors_have_their_source_and_year(played: tuple[Casebook, Played], data: bytes) -> None:
    report = screening_report(played[1].visit)
    rows = [row.cells for row in table(opened(data)["Forudsætninger"])]
    for factor in report.factors:
        (line,) = [r for r in rows if r["Emne"] == factor.carrier and r["Hvad"] == "Udledning"]
        assert line["Værdi (enheden står til højre)"] == same(factor.co2_kg_kwh)
        assert factor.source in line["Kilde eller forklaring"]
        assert line["År"] == factor.year
    for measure in report.measures:
        assert any(r["Emne"] == measure.title and r["Art"] == "Tiltag" for r in rows)


def test_nothing_internal_is_in_it(casebook: Casebook, visit: Visit) -> None:
    with_measures(visit)
    visit.answer("tjekliste", "/data/try/try_01", "nej")
    finding = visit.findings("tjekliste", "/data/try/try_01")[0]
    visit.save_finding(finding.id, internal="Hemmeligt om direktøren", printed="Slangen hvæser")
    data = write_workbook(case_workbook(casebook, visit.company.id))
    assert not [text for texts in texts_of(data).values() for text in texts if "Hemmeligt" in text]


def test_a_company_without_a_visit_has_sheets_that_say_so(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "=Prøve & Søn (eksempel)", "by": "Engby"})
    data = write_workbook(case_workbook(casebook, company))
    book = opened(data)
    assert book.sheetnames == SHEETS
    assert book["Virksomhed"]["C2"].data_type == "s"
    assert "intet besøg" in str(book["Tiltag"]["B3"].value)
    assert "fulgt op" in str(book["Opfølgning"]["A3"].value)


def test_measures_keep_a_hidden_id(casebook: Casebook, visit: Visit) -> None:
    with_measures(visit)
    page = opened(write_workbook(case_workbook(casebook, visit.company.id)))["Tiltag"]
    ids = {row.cells["Id"] for row in table(page)}
    assert ids == {row.id for row in visit.measures()}
    assert titles(page)["Id"] == 1
    assert page.column_dimensions["A"].hidden


def test_an_estimate_without_a_price_has_an_empty_cell(casebook: Casebook, visit: Visit) -> None:
    with_measures(visit)
    book = steps(casebook, visit)
    book.fill(PLAN)
    agree(book, 1)
    data = numbers_of(write_workbook(case_workbook(casebook, visit.company.id)))
    rows = data["Tiltag"].values()
    assert [f"Aftalt: {KWH}" in row for row in rows].count(True) == 1
    assert all(f"Realiseret: {KWH}" not in row for row in rows)


def test_the_file_is_named_by_company_and_day(casebook: Casebook, visit: Visit) -> None:
    assert case_name(casebook, visit.company.id) == "Prøvesmedjen (eksempel) 2026-11-20.xlsx"
