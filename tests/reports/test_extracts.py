"""The appendices for others' reports: what they sum up, and that they are left out without numbers."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.reports.build import build
from klimabesog.reports.extracts import EnergyExtract, ExtractLine, WasteFraction
from klimabesog.reports.model import ScreeningReport
from tests.reports import gate
from tests.reports.pictures import Pictures

VSME = EnergyExtract(
    "2025",
    (
        ExtractLine("El", 318.2, "Ukendt fordeling", 2, 45_000.0),
        ExtractLine("Træpiller", 40.0, "Vedvarende", 1),
        ExtractLine("Diesel", 31.9, "Ikke vedvarende", 1, 8_500.0),
    ),
    (("Vedvarende", 40.0), ("Ikke vedvarende", 31.9), ("Ukendt fordeling", 318.2)),
    ("Træpiller: udledningen er ukendt og ikke med i summen.",),
)
WASTE = (
    WasteFraction("Madaffald", "Sorteres ikke"),
    WasteFraction("Pap", "Sorteres", 2000.0, 0.8),
    WasteFraction("Plast", "", 500.0, 0.2),
)


def test_both_appendices(report: ScreeningReport, pictures: Pictures) -> None:
    document = build(replace(report, vsme=VSME, waste=WASTE), pictures)
    gate.assert_passes(document)
    text = gate.text(document.pdf)
    for words in (
        "Bilag A Energi og klima til VSME",
        "Bilag B Affald i ti fraktioner",
        "Træpiller Vedvarende 40,0",
        "I alt 390",
        "Scope 1: det, I selv brænder Træpiller, Diesel 8,5",
        "I alt 53,5",
        "Madaffald Sorteres ikke – –",
        "Pap Sorteres 2.000 80 %",
        "Plast Ikke set 500 20 %",
    ):
        assert words in text


def test_without_numbers_neither_is_there(report: ScreeningReport, pictures: Pictures) -> None:
    text = gate.text(build(report, pictures).pdf)
    assert "VSME" not in text
    assert "ti fraktioner" not in text
    assert "Bilag A Interview" in text
    only_sorting = replace(report, waste=(WasteFraction("Pap", "Delvist"),))
    text = gate.text(build(only_sorting, pictures).pdf)
    assert "Pap Delvist" in text
    assert "kg/år" not in text
