"""The charts of all companies: counts as they are, areas by size, every layer labelled."""

from __future__ import annotations

from klimabesog.reports.charts import portfolio
from klimabesog.reports.charts.portfolio import AreaSaving, Count
from klimabesog.reports.model import Amount
from tests.reports.charts.drawn import labels, measure, plain, rects, sound


def test_companies_stand_at_their_steps_in_order() -> None:
    chart = sound(
        portfolio.companies_per_step(
            [Count("Information", 4), Count("Besøg", 1200), Count("Aftale", 0)], 480, measure
        )
    )
    assert chart.alternative == "Virksomheder på hvert trin: Information 4; Besøg 1.200; Aftale 0."
    assert chart.numbers.rows == (("Information", "4"), ("Besøg", "1.200"), ("Aftale", "0"))
    assert portfolio.companies_per_step([Count("Information", 0)], 480, measure) is None


def test_barriers_most_first_without_those_nobody_met() -> None:
    found = [Count("For dyrt", 3), Count("Andet", 0), Count("Upraktisk", 7)]
    chart = sound(portfolio.measures_by_barrier(found, 480, measure))
    assert chart.alternative == "Fravalgte tiltag efter grund: Upraktisk 7; For dyrt 3."


def test_each_area_has_a_labelled_bar_for_each_layer() -> None:
    areas = [
        AreaSaving("Belysning", Amount(1000.0), Amount(400.0), Amount(100.0)),
        AreaSaving("Ventilation", Amount(9000.0, "C"), Amount(), Amount(-50.0)),
        AreaSaving("Uden tal"),
    ]
    chart = sound(portfolio.savings_by_area(areas, "kWh", 480, measure))
    assert plain(chart.alternative) == (
        "Besparelse om året efter indsatsområde: Ventilation: foreslået ca. 9.000 kWh, aftalt –, gennemført −50 kWh; "
        "Belysning: foreslået 1.000 kWh, aftalt 400 kWh, gennemført 100 kWh."
    )
    assert {"Foreslået", "Aftalt", "Gennemført"} <= {label.text for label in labels(chart)}
    longest = max(rects(chart), key=lambda rect: rect.width)
    assert longest.fill == "s4"
    assert portfolio.savings_by_area([AreaSaving("Uden tal")], "kWh", 480, measure) is None
