"""The chart of all companies: areas by size, every layer labelled."""

from __future__ import annotations

from klimabesog.reports.charts import portfolio
from klimabesog.reports.charts.portfolio import AreaSaving
from klimabesog.reports.model import Amount
from tests.reports.charts.drawn import labels, measure, plain, rects, sound


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
