"""A new version lists what it says otherwise than the one before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.casework.papers.corrections import MOST, corrections
from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.issuing import final
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.visit import Visit
from klimabesog.reports.build import build
from klimabesog.reports.frozen import dumps, loads
from klimabesog.reports.model import (
    Amount,
    CarrierUse,
    Effect,
    Finding,
    FocusArea,
    Measure,
    Reworded,
    ScreeningReport,
    SectionChoice,
)
from klimabesog.values.ids import new_id

LED = Measure("led", "LED i hal 1", alone=Effect(Amount(23_827.0), Amount(30_975.0)), investment=Amount(74_400.0))
PUMP = Measure("pumpe", "Varmepumpe", investment=Amount(250_000.0))
REPORT = ScreeningReport(
    date="2026-11-27",
    introduction="Tak for sidst",
    baseline=(CarrierUse("El", Amount(100_000.0), "kWh"),),
    measures=(LED, PUMP),
    conditions=("Priser er uden moms.",),
)


def test_the_same_is_said_to_be_the_same() -> None:
    assert corrections(REPORT, replace(REPORT, version=2, date="2026-12-01", draft=False)) == (
        "Indholdet er det samme.",
    )


def test_a_measure_with_other_figures_is_one_sentence() -> None:
    cheaper = replace(LED, investment=Amount(70_000.0), proposal="Skift alle rør", stacked=Effect(Amount(1.0)))
    assert corrections(REPORT, replace(REPORT, measures=(cheaper, PUMP))) == (
        "Forslag »LED i hal 1«: investering fra 74.400\u00a0kr. til 70.000\u00a0kr., "
        "hvad vi foreslår tilføjet: »Skift alle rør«.",
    )


def test_parts_come_and_go() -> None:
    other = replace(REPORT, measures=(LED, Measure("ny", "Styring")), conditions=())
    assert set(corrections(REPORT, other)) == {
        "Forslag »Varmepumpe«: udgået.",
        "Forslag »Styring«: nyt.",
        "Forudsætning »Priser er uden moms.«: udgået.",
    }


def test_another_order_is_told() -> None:
    assert corrections(REPORT, replace(REPORT, measures=(PUMP, LED))) == ("Forslag: en anden rækkefølge.",)


def test_the_officers_changes_are_told() -> None:
    other = replace(
        REPORT,
        introduction="Tak for en god rundtur",
        sections=(SectionChoice("tiltag", "Se især på det første"), SectionChoice("fund")),
        rewordings=(Reworded("fund", "Det så vi", "Vi lagde mærke til"),),
    )
    before = replace(REPORT, sections=(SectionChoice("fund"), SectionChoice("tiltag"), SectionChoice("handling")))
    assert set(corrections(before, other)) == {
        "Afsnittet »Næste skridt« er udeladt.",
        "Afsnittene står i en anden rækkefølge.",
        "Bemærkningen til »Alle forslag« er ændret.",
        "»Det så vi« er skrevet om til »Vi lagde mærke til«.",
        "Indledning fra »Tak for sidst« til »Tak for en god rundtur«.",
    }


def test_no_id_is_ever_printed() -> None:
    one, two = new_id(), new_id()
    area = FocusArea("ven", "Ventilation", findings=(Finding("Genbruges varmen?", measures=(one,)),))
    before = replace(REPORT, best=(one,), areas=(area,))
    unlinked = replace(area, findings=(Finding("Genbruges varmen?"),))
    assert corrections(before, replace(before, best=(two, one), areas=(unlinked,))) == (
        "De bedste forslag: valgt om.",
    )
    assert corrections(REPORT, replace(before, areas=())) == ("De bedste forslag: valgt om.",)


def test_a_long_list_is_cut_and_says_so() -> None:
    many = tuple(Measure(str(n), f"Forslag {n}") for n in range(MOST + 10))
    said = corrections(REPORT, replace(REPORT, measures=many))
    assert len(said) == MOST + 1
    assert said[-1].startswith("Og ")


@pytest.mark.parametrize("before", [REPORT, ScreeningReport()])
def test_anything_can_be_compared_with_anything(before: ScreeningReport) -> None:
    for after in (REPORT, ScreeningReport()):
        assert all(sentence.endswith((".", "…")) for sentence in corrections(before, after))


def test_the_second_version_lists_them_and_gives_the_same_bytes_again(visit: Visit) -> None:
    documents = visit.documents
    first = documents.frozen_model(visit.issue_report())
    Draft(visit.desk, "screeningsrapport", visit.topic).introduce("Ny indledning")
    second = visit.issue_report()
    paper = loads(ScreeningReport, documents.frozen_model(second))
    assert loads(ScreeningReport, first).corrections == ()
    assert paper.corrections == ("Indledning tilføjet: »Ny indledning«.",)
    assert build(paper, visit.photo_bytes).pdf == documents.pdf(second)
    assert dumps(paper) == documents.frozen_model(second)


def test_a_model_of_a_newer_program_gives_no_list(visit: Visit) -> None:
    visit.documents.issue("screeningsrapport", b'{"unknown":1}', b"%PDF", visit.topic)
    paper = final(visit.documents, visit.report_model(), visit.topic)
    assert (paper.version, paper.corrections) == (2, ())
    assert offer("screeningsrapport").type == paper.TYPE
