"""The summary stands on one page, whatever it is given."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.reports.build import build
from klimabesog.reports.documents.summary import Summary
from klimabesog.reports.model import (
    Action,
    Amount,
    CarrierUse,
    Company,
    Municipality,
    ScreeningReport,
    Target,
)
from tests.reports import gate
from tests.reports.pictures import Pictures

LONG = "Varmegenvindingsanlæg og lange ord uden ende, som en medarbejder har skrevet <her> & der. " * 60


@pytest.fixture(scope="module")
def summary(report: ScreeningReport) -> Summary:
    """The summary of the invented workshop."""
    kept = {f.name: getattr(report, f.name) for f in fields(report)}
    return Summary(**kept, proposals=len(report.measures), next_meeting="2027-01-15")


def everything_long(summary: Summary) -> Summary:
    measures = tuple(replace(m, title=LONG, next_step=LONG) for m in summary.measures)
    lines = tuple(
        CarrierUse(LONG[:300], kwh=Amount(1e9), kwh_after=Amount(9e8), source=LONG) for _ in range(12)
    )
    return replace(
        summary,
        introduction=LONG,
        measures=measures,
        baseline=lines,
        base_year=LONG,
        factor_set=LONG,
        price_basis=LONG,
        journal_number=LONG,
        company=Company(LONG, LONG, LONG),
        municipality=Municipality(LONG, LONG, LONG),
        actions=(Action(LONG, LONG, LONG),) * 12,
        target=Target(20, LONG[:300]),
    )


def test_it_says_what_matters(summary: Summary) -> None:
    document = build(summary, {}.__getitem__)
    gate.assert_passes(document)
    said = gate.text(document.pdf)
    assert document.pages == 1
    for heading in ("Start her", "Årsforbrug før og efter", "Det sker der nu", "Hvor tallene kommer fra."):
        assert heading in said
    for measure in summary.measures[:3]:
        assert measure.title in said
    assert summary.measures[3].title not in said
    assert "forslag mere i rapporten" in said
    assert "Vi tales ved igen den 15. januar 2027." in said
    assert "Spørgsmål? Kontakt" in said


def test_it_is_one_page_with_everything_long(summary: Summary) -> None:
    document = build(everything_long(summary), {}.__getitem__)
    gate.assert_passes(document)
    assert document.pages == 1


@pytest.mark.parametrize("changes", [{"measures": ()}, {"measures": (), "baseline": ()}, {"actions": ()}])
def test_it_is_one_page_with_little(summary: Summary, changes: dict[str, object]) -> None:
    document = build(replace(summary, **changes), {}.__getitem__)
    gate.assert_passes(document)
    assert document.pages == 1


@given(
    introduction=st.integers(0, 3000),
    actions=st.integers(0, 12),
    words=st.integers(0, 400),
    lines=st.integers(0, 12),
)
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_one_page_whatever_the_data(
    summary: Summary, introduction: int, actions: int, words: int, lines: int
) -> None:
    use = CarrierUse("El", kwh=Amount(1000.0), kwh_after=Amount(900.0), source="regning")
    given_ = replace(
        summary,
        introduction=LONG[:introduction],
        actions=(Action(LONG[:words] or "Ring", LONG[:words], "2026-12-04"),) * actions,
        measures=tuple(replace(m, title=m.title + LONG[:words]) for m in summary.measures),
        baseline=tuple(replace(use, carrier=f"El {n}") for n in range(lines)),
    )
    assert build(given_, {}.__getitem__).pages == 1


def test_over_the_law_s_limit_it_says_so(summary: Summary, pictures: Pictures) -> None:
    heavy = replace(summary, baseline=(CarrierUse("El", kwh=Amount(3e6), source="regning"),))
    assert "energisyn og klimasyn" in gate.text(build(heavy, pictures).pdf)
    assert "energisyn og klimasyn" not in gate.text(build(summary, pictures).pdf)


def test_what_was_left_out_is_not_among_the_sentences_that_can_be_reworded(summary: Summary) -> None:
    crowded = replace(summary, actions=tuple(Action(f"Skridt nummer {n} " + LONG[:150]) for n in range(6)))
    document = build(crowded, {}.__getitem__)
    said = gate.text(document.pdf)
    steps = [each.text for each in document.sentences if each.text.startswith("Skridt nummer")]
    assert steps
    assert all(step.rstrip("….") in said for step in steps)


def test_steps_that_have_no_room_are_counted(summary: Summary) -> None:
    crowded = replace(summary, actions=(Action("Ring til elektrikeren", "Bo", "2026-12-04"),) * 20)
    document = build(crowded, {}.__getitem__)
    said = gate.text(document.pdf)
    shown = said.count("Ring til elektrikeren")
    assert document.pages == 1
    assert f"{20 - shown} skridt mere står i rapporten." in said
