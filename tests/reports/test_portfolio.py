"""The portfolio report as a file: every chapter, an empty one, a long one, and nothing that a gate catches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.reports.build import build
from klimabesog.reports.document import Document
from klimabesog.reports.documents.portfolio_model import (
    AreaLine,
    CompanyLine,
    Counted,
    Indicator,
    PortfolioReport,
    Savings,
    StepCount,
    Waiting,
)
from klimabesog.reports.model import Amount, Effect, Municipality, Payback
from tests.reports import gate
from tests.reports.pictures import Pictures

SAVED = Effect(Amount(620_000.0, "B"), Amount(498_000.0, "B"), Amount(142_800.0, "B"))
FULL = PortfolioReport(
    municipality=Municipality("Eksempel Kommune", "Klima og Erhverv"),
    date="2026-11-27",
    until="2026-06-30",
    scope="Nordre Havn",
    author="Ida Sommer",
    companies=14,
    cards=(Indicator("Virksomheder", Amount(14.0), note="9 aftaler"), Indicator("Opnået", Amount(21.5), "%", 1)),
    indicators=(Indicator("Forslag pr. screening", Amount(7.59), decimals=1, note="også de fravalgte"),),
    named=("Nordkrogen & Søn", "Smedjen <A/S>"),
    branches=(Counted("Maskinindustri", 9), Counted("Andre brancher", 5)),
    steps=(StepCount("1 Information", 0, 2, 12, 0), StepCount("4 Teknisk gennemgang", 6, 1, 4, 3)),
    activities=(Counted("Besøg", 18),),
    savings=tuple(
        Savings(name, 9, 40, SAVED, Amount(1_509_800.0, "B"), Payback(Amount(3.04, "B")))
        for name in ("Foreslået", "Aftalt", "Opnået")
    ),
    target="5 af 9 virksomheder har nået målet.",
    lines=(
        CompanyLine("Nordkrogen & Søn", 1, Amount(582_000.0), 0.2, SAVED, SAVED),
        CompanyLine("Øvrige virksomheder", 8, Amount(2_000_000.0), None, SAVED, SAVED),
    ),
    areas=(
        AreaLine("Trykluft", 8, 14, 9, SAVED, SAVED, SAVED, Amount(61_000.0, "B"), Payback(Amount(0.4, "B"))),
        AreaLine("Andre fokusområder", 6, 26, 4, SAVED, SAVED, SAVED, Amount(1_448_800.0), Payback(word="–")),
    ),
    paybacks=(Counted("Under 1 år", 12), Counted("1 til 3 år", 28)),
    tools=(Counted("Energiscreening", 11),),
    barriers=(Counted("Tid", 6),),
    reasons=(Counted("For stor investering", 3),),
    waiting=(Waiting("Smedjen <A/S>", "Opfølgning 2", "2026-05-01"),),
    waiting_unnamed=2,
    conditions=("Opgjort pr. 30.06.2026.",),
)


def built(paper: PortfolioReport) -> Document:
    document = build(paper, Pictures())
    gate.assert_passes(document)
    return document


def test_every_chapter() -> None:
    text = gate.text(built(FULL).pdf)
    for words in (
        "Porteføljerapport Nordre Havn Opgjort pr. 30. juni 2026 · 14 virksomheder",
        "Forslag pr. screening 7,6",
        "Maskinindustri 9",
        "Nordkrogen & Søn, Smedjen <A/S>.",
        "12 virksomheder er ikke nævnt ved navn.",
        "4 Teknisk gennemgang 6 1 4 3",
        "Nordkrogen & Søn 582 143 143 24,5 % 20 %",
        "Øvrige virksomheder (8) 2.000 143 143 7,1 % –",
        "Trykluft 8 14 9 620.000 143 143",
        "Trykluft 61.000 498.000 0,4",
        "Under 1 år 12",
        "Energiscreening 11",
        "Tid 6",
        "For stor investering 3",
        "Opfølgning 2 01.05.2026",
        "2 sager mere hører til virksomheder, der ikke er nævnt ved navn.",
    ):
        assert words in text
    said = [alt for alt in gate.alternatives(built(FULL).pdf) if alt.startswith("Virksomheder i hvert trin")]
    assert said == [
        "Virksomheder i hvert trin. 1 Information: gennemført 12, i gang 2, sprunget over 0, ikke startet 0; "
        "4 Teknisk gennemgang: gennemført 4, i gang 1, sprunget over 3, ikke startet 6."
    ]


def test_with_nobody_in_it() -> None:
    text = gate.text(built(PortfolioReport(date="2026-11-27", scope="Alle virksomheder")).pdf)
    assert "Ingen virksomheder er begyndt på de seks trin endnu." in text
    assert "Ingen har nævnt barrierer eller fravalgt tiltag endnu." in text


@pytest.mark.parametrize("count", [3, 300])
def test_many_companies(count: int) -> None:
    line, name = FULL.lines[0], "Et firma med et ret langt navn og en adresse"
    lines = tuple(replace(line, name=f"{name} {n}") for n in range(count))
    paper = replace(FULL, lines=lines, named=tuple(one.name for one in lines), companies=count)
    assert f"{name} {count - 1} 582 143" in gate.text(built(paper).pdf)
