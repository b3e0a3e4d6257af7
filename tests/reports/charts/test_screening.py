"""The charts' words hold the numbers their bars are drawn from."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.reports.charts import screening as charts
from klimabesog.reports.charts.shapes import Rect
from klimabesog.reports.model import Amount, ScreeningReport


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * 0.5


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_before_and_after_by_carrier(report: ScreeningReport) -> None:
    chart = charts.before_and_after(report, 480, measure)
    assert chart
    assert plain(chart.alternative) == (
        "Årsforbrug: 412.300 kWh i 2025, ca. 290.000 kWh efter alle forslag. Fordelt i kWh: "
        "El: 262.400 → ca. 170.000; Fjernvarme: 118.000 → ca. 87.000; Naturgas: 31.900 → 31.900."
    )


def test_before_and_after_in_one_piece_where_carriers_are_unknown(report: ScreeningReport) -> None:
    lines = tuple(replace(line, kwh_after=Amount()) for line in report.baseline)
    chart = charts.before_and_after(replace(report, baseline=lines), 480, measure)
    assert chart
    assert [shape.fill for shape in chart.shapes if isinstance(shape, Rect)] == ["s4", "s2"]


def test_no_chart_without_numbers(report: ScreeningReport) -> None:
    assert charts.before_and_after(replace(report, baseline=()), 480, measure) is None
    assert charts.before_and_after(replace(report, measures=()), 480, measure) is None
    assert charts.carrier_shares(replace(report, baseline=report.baseline[:1]), 480, measure) is None
    assert charts.yearly_savings(report.measures[:1], 480, measure) is None


def test_shares_of_energy_cost_and_emission(report: ScreeningReport) -> None:
    chart = charts.carrier_shares(report, 480, measure)
    assert chart
    words = plain(chart.alternative)
    assert words.startswith("Energi 412.300 kWh: El 64 %, Fjernvarme 29 %, Naturgas 8 %. Udgift 456.385 kr.:")
    assert words.endswith("Udledning 43,9 t CO₂e: El 67 %, Fjernvarme 18 %, Naturgas 15 %.")


def test_end_uses_and_savings_stand_largest_first(report: ScreeningReport) -> None:
    uses = plain(charts.end_uses(report.end_uses, 480, measure).alternative)
    assert uses.startswith("Energiforbrug efter anvendelse: Rumvarme 111.000 kWh · 27 %; Maskiner")
    savings = charts.yearly_savings(report.measures, 480, measure)
    assert savings
    assert "Solceller på taget af hal 2 ca. 49.000 kr. · ca. 5,8 år; LED i hal 1" in plain(
        savings.alternative
    )
