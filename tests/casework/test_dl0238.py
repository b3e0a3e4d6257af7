"""A published plant entered through the public API: its totals come out as published.

US DOE ITAC assessment DL0238 (figures and source in tests/data/energy/dl0238.json); dollars stand where kroner do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit

PLANT: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "energy" / "dl0238.json").read_text(encoding="utf-8")
)
KWH_PER_MMBTU = 293.071
"""kWh in a million British thermal units (IT)."""
CARRIERS = {"E11": "damp", "E2": "naturgas"}
Answers = dict[str, str]


def test_the_published_totals(casebook: Casebook) -> None:
    visit = enter_plant(casebook)
    totals = PLANT["totals"]
    result = visit.result()
    assert result.consumption_kwh == PLANT["baseline"]["electricity_kwh"]
    assert result.consumption_kroner == PLANT["baseline"]["electricity_cost_usd"]
    assert result.measures == totals["recommendations"]
    assert result.saving_kroner_alone == pytest.approx(totals["annual_saving_usd"], abs=1e-6)
    assert result.investment == pytest.approx(totals["investment_usd"])


def test_each_measure_saves_and_pays_back_as_published(casebook: Casebook) -> None:
    rows = {row.title: row for row in enter_plant(casebook).measures()}
    for published in PLANT["measures"]:
        row = rows[title(published)]
        assert row.complete, row
        assert row.kroner_alone == pytest.approx(published["annual_saving_usd"], abs=1e-6)
        assert row.investment / row.kroner_alone == pytest.approx(published["simple_payback_years"], abs=1e-9)


def test_the_implemented_ones(casebook: Casebook) -> None:
    visit = enter_plant(casebook)
    for row in visit.measures():
        if "(N)" in row.title:
            visit.set_measure_status(row.instance, "fravalgt")
    result = visit.result()
    assert result.measures == PLANT["totals"]["implemented"]
    assert result.saving_kroner_alone == pytest.approx(PLANT["totals"]["implemented_saving_usd"], abs=1e-6)
    assert result.investment == pytest.approx(PLANT["totals"]["implemented_investment_usd"])


def test_the_fuel_switch_uses_more_gas(casebook: Casebook) -> None:
    visit = enter_plant(casebook)
    saved = visit.measure_book.stacked().alone.saved
    gas = next(s for m in PLANT["measures"] for s in m["streams"] if s["code"] == "E2")
    assert saved["naturgas"] == pytest.approx(gas["quantity"] * KWH_PER_MMBTU)
    assert saved["naturgas"] < 0 < saved["damp"]


def enter_plant(casebook: Casebook) -> Visit:
    """The plant as a visit: its electricity bill and seven free measures."""
    company = casebook.save_company({"navn": "DL0238 (published plant)"})
    visit = casebook.start_visit(company, "2025-03-01")
    baseline = PLANT["baseline"]
    fill(
        visit,
        "forbrug",
        {
            "/data/forbrug[1]/energibaerer": "el",
            "/data/forbrug[1]/maengde": str(baseline["electricity_kwh"]),
            "/data/forbrug[1]/kroner": str(baseline["electricity_cost_usd"]),
            "/data/forbrug[1]/kilde": "regning",
        },
    )
    for published in PLANT["measures"]:
        enter_measure(visit, published)
    return visit


def enter_measure(visit: Visit, published: dict[str, Any]) -> None:
    """One published recommendation as a free measure, with a row for each of its streams."""
    instance = visit.start_measure("frit_tiltag")
    fill(
        visit,
        instance,
        {
            "/data/forslag/ud_titel": title(published),
            "/data/forslag/ud_investering": str(published["investment_usd"]),
            "/data/forslag/ind_kilde": "regning",
        },
    )
    for number, stream in enumerate(streams(published["streams"]), 1):
        if number > 1:
            visit.add_row(instance, "/data/ud_stroem")
        fill(visit, instance, {f"/data/ud_stroem[{number}]/{name}": text for name, text in stream.items()})


def title(published: dict[str, Any]) -> str:
    """Its id, description and status, so that the test can find it again."""
    return f"{published['id']} {published['description']} ({published['status']})"


def streams(published: list[dict[str, Any]]) -> list[Answers]:
    """Streams as an officer answers them: energy with its money, demand as money, steam to gas as one switch."""
    by_code = {stream["code"]: stream for stream in published}
    if "E2" in by_code:
        steam, gas = by_code["E11"], by_code["E2"]
        return [
            {
                "art": "konverter",
                "energibaerer": "damp",
                "kwh": str(steam["quantity"] * KWH_PER_MMBTU),
                "til_energibaerer": "naturgas",
                "virkningsgrad": str(steam["quantity"] / -gas["quantity"]),
                "kroner": str(steam["saving_usd"] + gas["saving_usd"]),
            }
        ]
    return [_stream(stream) for stream in published]


def _stream(stream: dict[str, Any]) -> Answers:
    money = str(stream["saving_usd"])
    if stream["code"] == "ED":
        return {"art": "kroner", "kroner": money}
    factor = 1 if stream["code"] == "EC" else KWH_PER_MMBTU
    carrier = CARRIERS.get(stream["code"], "el")
    kwh = str(stream["quantity"] * factor)
    return {"art": "reducer", "energibaerer": carrier, "kwh": kwh, "kroner": money}


def fill(visit: Visit, form: str, values: Answers) -> None:
    """Answer in the order written."""
    for ref, value in values.items():
        visit.answer(form, ref, value)
