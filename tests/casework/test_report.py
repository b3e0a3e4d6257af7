"""The report's model: labels for codes, the figures of the strip, nothing internal; and what is issued stands."""

from __future__ import annotations

import json
from typing import Any

import pypdfium2
import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.settings import keep_settings
from klimabesog.casework.visit import Visit
from klimabesog.partnership.layers import AGREED
from klimabesog.reports.document import BuildCancelled
from klimabesog.reports.frozen import dumps, loads
from klimabesog.reports.model import ScreeningReport, baseline_sum
from klimabesog.xforms import Node, convert
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    LED,
    TIGHT,
    WORK,
    as_measured,
    electricity,
    fill,
    leaks,
    measure,
    named,
    photo,
)

SECRET = ("HEMMELIGT-NOTAT", "HEMMELIGT-FUND", "HEMMELIGT-SVAR", "HEMMELIGT-BELOEB")
INVESTMENT = "/data/interesser/investeringsramme"
PRICES = "/data/forbrugsdata/prisaftaler"


@pytest.fixture
def told(visit: Visit) -> Visit:
    """A visit with figures, findings, a measure, and something secret in every place that takes it."""
    electricity(visit)
    fill(
        visit,
        INTERVIEW,
        {
            WORK: "Vi drejer og fræser",
            "/data/virksomheden/ejerforhold": "ejer",
            "/data/virksomheden/byggeaar": "1978",
            PRICES: f"{SECRET[2]}: 1,30 kr.",
            INVESTMENT: "987654321",
            "/data/interesser/finansiering": "egen leasing",
            "/data/naeste_skridt/aftalt": "Vi begynder med trykluften.",
            "/data/naeste_skridt/skridt[1]/hvad": "Sæt ur på kompressoren",
            "/data/naeste_skridt/skridt[1]/frist": "2026-12-04",
            "/data/naeste_skridt/naeste_moede": "2027-01-15",
        },
    )
    visit.answer(CHECKLIST, LED, "ja")
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, place="Hal 2", printed="Tydelig hvislen.", internal=SECRET[1])
    kept = visit.add_photo(photo(), finding)
    visit.save_photo(kept.id, caption="Koblingen", alt_text="En slidt kobling")
    visit.add_photo(photo("navy"))
    leaks(visit, finding=finding)
    visit.save_note(SECRET[0])
    visit.save_note("Tak for en god rundtur.", printed=True)
    return visit


def issued(casebook: Casebook, visit: Visit) -> tuple[ScreeningReport, bytes]:
    data = casebook.documents.frozen_model(visit.issue_report())
    return loads(ScreeningReport, data), data


# -- what it says ----------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_strip(told: Visit) -> None:
    report, strip = told.report_model(), told.result()
    assert baseline_sum(report, "kwh").value == strip.consumption_kwh
    assert baseline_sum(report, "kroner").value == strip.consumption_kroner
    assert baseline_sum(report, "co2_kg").value == strip.consumption_co2_kg
    assert baseline_sum(report, "kwh_after").value == pytest.approx(strip.consumption_kwh - strip.saving_kwh)
    totals = report.totals
    assert (totals.after.kwh.value, totals.after.kroner.value) == (strip.saving_kwh, strip.saving_kroner)
    assert (totals.investment.value, totals.payback.years.value) == (strip.investment, strip.payback_years)
    (only,) = report.measures
    (row,) = told.measures()
    assert (only.title, only.stacked.kwh.value, only.investment.value) == (row.title, row.kwh, row.investment)
    assert report.base_year == "2025"


def test_money_over_the_years_is_what_the_measures_cost_and_save(told: Visit) -> None:
    report = told.report_model()
    (flow,) = report.cash  # fewer than four measures: all of them are the best
    strip = told.result()
    assert flow.name == "Alle forslag"
    assert flow.flows[0] == -strip.investment
    lives = [measure.lifetime for measure in report.measures]
    assert len(flow.flows) - 1 == max(life for life in lives if life)
    assert flow.flows[1] == pytest.approx(strip.saving_kroner - sum(m.operation.value or 0 for m in report.measures))


def test_words_and_photos_of_findings(told: Visit) -> None:
    report = told.report_model()
    areas = {area.code: area for area in report.areas}
    assert areas["bel"].in_order == 1
    (finding,) = areas["try"].findings
    assert (finding.note, finding.place, finding.answer) == ("Tydelig hvislen.", "Hal 2", "Nej")
    assert [(p.caption, p.alt) for p in finding.photos] == [("Koblingen", "En slidt kobling")]
    (only,) = report.measures
    assert (only.place, only.seen, only.area) == ("Hal 2", "Tydelig hvislen.", "Trykluft")
    assert only.tags == ("Hurtig gevinst",)
    assert only.photos == finding.photos


def test_labels_not_codes(told: Visit) -> None:
    report = told.report_model()
    owner = told.node(INTERVIEW, "/data/virksomheden/ejerforhold")
    assert report.company.ownership == {c.value: c.label for c in owner.choices}["ejer"]
    answers = {answer.question: answer.answer for chapter in report.interview for answer in chapter.answers}
    assert answers[owner.label or ""] == report.company.ownership
    assert ("Byggeår", "1978") in report.company.facts
    said = {
        text for each in report.measures for given in each.inputs for text in (given.label, str(given.value))
    }
    assert "andel" not in said
    assert not any(text.startswith(("ind_", "/data")) for text in said)


def test_plan_and_opening(told: Visit) -> None:
    report = told.report_model()
    assert report.introduction == "Tak for en god rundtur."
    assert [(a.what, a.deadline) for a in report.actions] == [("Sæt ur på kompressoren", "2026-12-04")]
    (plan,) = [section for section in report.sections if section.id == "handling"]
    assert plan.comment == "Vi begynder med trykluften.\n\nVi tales ved igen den 15.\u00a0januar 2027."
    assert "pligt til at reagere" in report.visit.opening
    assert "Belysning" in report.visit.scope.partition("Ikke")[0]


def test_factors_with_their_sources(told: Visit) -> None:
    (factor,) = told.report_model().factors
    assert factor.price_kr_kwh == pytest.approx(1.5)
    assert factor.price_source == "jeres egne tal"
    assert factor.source
    assert factor.co2_kg_kwh
    assert told.report_model().factor_set


def test_several_rows_of_one_carrier(told: Visit) -> None:
    told.add_row(BASELINE, "/data/forbrug")
    row = {"energibaerer": "el", "maengde": "25000", "kroner": "50000"}
    fill(told, BASELINE, {f"/data/forbrug[2]/{name}": value for name, value in row.items()})
    report, strip = told.report_model(), told.result()
    assert [line.kwh.value for line in report.baseline] == [100_000, 25_000]
    assert baseline_sum(report, "kwh_after").value == pytest.approx(strip.consumption_kwh - strip.saving_kwh)


def test_the_bills_of_a_meter_are_one_line(visit: Visit) -> None:
    for number, (kwh, kroner, start, end) in enumerate(
        (
            ("400", "600", "2025-01-01", "2025-01-31"),
            ("300", "450", "2025-02-01", "2025-02-28"),
            ("90", "100", "2025-01-01", "2025-01-31"),
            ("200", "300", "2025-03-01", "2025-03-31"),
        ),
        1,
    ):
        if number > 1:
            visit.add_row(BASELINE, "/data/forbrug")
        row = {"energibaerer": "el", "maengde": kwh, "kroner": kroner, "kilde": "regning", "fra": start, "til": end}
        fill(visit, BASELINE, {f"/data/forbrug[{number}]/{name}": value for name, value in row.items()})
    meter, other = visit.report_model().baseline
    assert (meter.kwh.value, meter.kroner.value, meter.meter) == (900, 1_350, "3 regninger")
    assert meter.period == "01.01.2025 – 31.03.2025"
    assert (other.kwh.value, other.meter, other.period) == (90, "", "01.01.2025 – 31.01.2025")
    fill(visit, BASELINE, {"/data/forbrug[3]/til": "2025-12-31"})
    assert visit.report_model().baseline[1].period == "2025"


def test_an_empty_visit_has_a_report(visit: Visit) -> None:
    report = visit.report_model()
    assert (report.measures, report.baseline, report.areas, report.actions) == ((), (), (), ())
    assert visit.render_report().pdf.startswith(b"%PDF")


def test_no_source_question_among_the_inputs(told: Visit) -> None:
    (only,) = told.report_model().measures
    use = next(given for given in only.inputs if given.value == 40_000)
    assert (use.unit, use.source) == ("kWh/år", "måler")
    sources = {n.label for n in told.session(only.id).walk() if n.name.endswith("_kilde")}
    assert not sources & {given.label for given in only.inputs}


# -- what it never says ----------------------------------------------------------------------------


def test_nothing_internal_is_frozen_or_printed(casebook: Casebook, told: Visit) -> None:
    _report, data = issued(casebook, told)
    text = data.decode()
    for secret in (*SECRET, "987654321", "987.654.321"):
        assert secret not in text
    for ref in (PRICES, INVESTMENT, "/data/interesser/finansiering"):
        assert str(told.node(INTERVIEW, ref).label) not in text
    assert not {"intern", "fortrolig"} & set(strings(json.loads(data)))


def test_no_answer_marked_nej_or_fortrolig(casebook: Casebook, told: Visit) -> None:
    """Whatever the forms mark: each such question of the visit is answered with a word of its own."""
    marked = [
        node
        for form in told.forms()
        for node in form.session.walk()
        if node.kb.get("rapport") in ("nej", "fortrolig") and is_text(node)
    ]
    assert marked
    for number, node in enumerate(marked):
        form = next(f for f in told.forms() if f.session.find(node.ref) is node)
        told.answer(form.form_id, node.ref, f"UDELAD{number}UDELAD")
    _report, data = issued(casebook, told)
    assert "UDELAD" not in data.decode()


def test_a_secret_input_of_a_measure_is_left_out(casebook: Casebook, told: Visit) -> None:
    form = """
| survey |
|  | type        | name        | label    | calculation | bind::kb:rapport |
|  | decimal     | ind_rabat   | Rabat    |             | fortrolig        |
|  | decimal     | ind_antal   | Antal    |             | fund             |
|  | begin group | ud_stroem_1 | Regnestykket |         |                  |
|  | calculate   | art         |          | 'kroner'    |                  |
|  | calculate   | kroner      |          | ${ind_antal} * 2 |             |
|  | end group   |             |          |             |                  |
| settings |
|  | form_id | form_title | version | namespaces |
|  | rabat   | Rabat      | 1       | kb="https://klimabesog.dk/ns/kb" |
| entities |
|  | list_name | label   |
|  | tiltag    | 'Rabat' |
"""
    casebook.library.install([convert(form.encode(), "rabat.md")])
    measure(told, "rabat", {"ind_antal": "50", "ind_rabat": "77777"})
    assert told.result().measures == 2
    report, data = issued(casebook, told)
    inputs = {given.label for each in report.measures for given in each.inputs}
    assert "Antal" in inputs
    assert "Rabat" not in inputs
    assert "77777" not in data.decode()


def is_text(node: Node) -> bool:
    return node.kind == "text" and not node.calculated and node.relevant and bool(node.control.tag)


def printed(pdf: bytes) -> str:
    """The text of every page."""
    return " ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def strings(value: Any) -> list[str]:
    """Every string in a JSON value."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [value] if isinstance(value, str) else []


# -- issued ----------------------------------------------------------------------------------------


def test_an_issued_document_never_changes(casebook: Casebook, told: Visit) -> None:
    document = told.issue_report()
    frozen, pdf = casebook.documents.frozen_model(document), casebook.documents.pdf(document)
    assert told.status == kinds.ISSUED
    assert pdf.startswith(b"%PDF")
    report = loads(ScreeningReport, frozen)
    assert (report.version, report.draft) == (1, False)
    assert dumps(report) == frozen
    told.answer(BASELINE, AMOUNT, "1")
    told.remove_photo(told.photos()[0].id)
    told.remove_measure(told.measures()[0].instance)
    casebook.save_company({"navn": "Et andet navn"}, told.company.id)
    assert casebook.documents.frozen_model(document) == frozen
    assert casebook.documents.pdf(document) == pdf


def test_the_next_number(casebook: Casebook, told: Visit) -> None:
    first = told.issue_report()
    assert told.next_version() == told.report_model().version == 2
    told.answer(INTERVIEW, WORK, "Vi svejser også")
    second = told.issue_report()
    rows = casebook.documents.of(told.company.id)
    assert [(row.id, row.number, row.title) for row in rows] == [
        (second, 2, "Energiscreening"),
        (first, 1, "Energiscreening"),
    ]
    assert casebook.company(told.company.id).documents == rows
    assert rows[0].sha256 != rows[1].sha256
    assert rows[0].created.startswith("2026-11-20T")


def test_progress_and_cancel(told: Visit) -> None:
    steps: list[float] = []
    told.render_report(steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == 1
    with pytest.raises(BuildCancelled):
        told.render_report(cancelled=lambda: True)


def test_what_is_not_locked_says_kladde(casebook: Casebook, told: Visit) -> None:
    """Also of a finished visit, whichever way it is printed; the version that is locked does not."""
    told.finish()
    assert told.report_model().draft
    assert "KLADDE" in printed(told.render_report().pdf)
    locked = told.issue_report()
    assert "KLADDE" not in printed(casebook.documents.pdf(locked))
    assert "KLADDE" in printed(told.render_report().pdf)
    assert named(told, INTERVIEW, "aktiviteter").value == "Vi drejer og fræser"


def test_tables_for_other_reports(told: Visit) -> None:
    """VSME's table is printed with any consumption; waste only once something is known of it."""
    report = told.report_model()
    (line,) = report.vsme.lines
    assert (line.carrier, line.scope, line.mwh) == ("El", 2, 100)
    assert line.co2_kg == pytest.approx(line.mwh * 145), "burnt, not the life cycle's"
    assert report.vsme.kinds == (("Ukendt fordeling", line.mwh),)
    assert report.waste == ()
    told.answer(CHECKLIST, "/data/aff/aff_01", "nej")
    told.answer(CHECKLIST, "/data/aff/aff_fraktioner/fraktion_mad", "blandes")
    waste = told.report_model().waste
    assert [(f.name, f.sorting) for f in waste][:2] == [("Madaffald", "Sorteres ikke"), ("Restaffald", "")]
    assert len(waste) == 10
    told.answer(CHECKLIST, "/data/aff/aff_01", "ja")
    assert {f.sorting for f in told.report_model().waste} == {"Sorteres"}, "what is asked no more does not count"


def test_logo_and_colour_of_the_municipality(told: Visit) -> None:
    logo = told.desk.store.put_blob(b"\x89PNG", "image/png")
    keep_settings(told.desk, {"farve": "#1d4f91", "logo": logo})
    letterhead = told.report_model().municipality
    assert (letterhead.colour, letterhead.logo) == ("#1d4f91", logo)


def test_figures_that_count_in_place_of_the_estimate_are_told_of(told: Visit) -> None:
    (row,) = told.measures()
    (plain,) = told.report_model().measures
    assert (plain.estimate, plain.counted) == (None, "")
    told.measure_book.set_layer(row.instance, AGREED, as_measured(told, row.instance, 5_000.0))
    (measure,) = told.report_model().measures
    assert measure.alone.kwh.value == 5000
    assert measure.estimate == plain.alone, "the calculation below still comes to its own sum"
    assert measure.counted.startswith("Tallene øverst er aftalt")
