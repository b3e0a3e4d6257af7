"""The measures of energy, heat and transport through the engine, against the formulas and other programs' numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from klimabesog.energy.rates import Rate, Rates
from klimabesog.energy.stacking import MeasureResult, stack
from klimabesog.energy.state import State
from tests.energy import formulas
from tests.forms.ready import READY

Fill = Callable[..., Any]

SAMPLES: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "energy" / "measur_samples.json").read_text(encoding="utf-8")
)
CATALOGUE = {
    "led", "lysstyring", "ventilation", "varmegenvinding", "frekvensstyring", "tryklufttab", "tryk",
    "kompressorvarme", "koeletemperatur", "frikoeling", "koelemoebler", "varmepumpe", "efterisolering",
    "roerisolering", "natsaenkning", "varmtvand", "solceller", "elbil", "standby", "motorklasse", "droevling",
    "overskudsvarme", "ovnvaeg", "remtraek", "adfaerd",
    "rumtemperatur", "sluk_kompressor", "frit_tiltag",
}  # fmt: skip
YEAR = formulas.mean_difference(2552)


def alone(form: Any, use: Mapping[str, float]) -> MeasureResult:
    """The measure on this use, at 1.3 kr. and 0.135 kg of electricity, 0.65 and 0.09 of heat, 1 and 0.3 of fuel."""
    rates = Rates({"el": Rate(1.3, 0.135), "fjernvarme": Rate(0.65, 0.09), "diesel": Rate(1, 0.3)})
    return stack(State.of(use), [form.estimate().measure], rates).measures[0]


def test_the_catalogue_is_whole(forms: Mapping[str, Any]) -> None:
    measures = {form_id for form_id, sheets in forms.items() if sheets.path.parent.name == "tiltag"}
    assert measures == CATALOGUE == {*READY, "frit_tiltag"}


def test_ventilation_saves_current_and_heat(fill: Fill) -> None:
    form = fill("ventilation", **READY["ventilation"], ind_sfp=2, ind_luft_efter=2000)
    m3 = 3000 * 5000 - 2000 * 3000
    assert form.number("stroem") == pytest.approx(formulas.fans_kwh(m3, 2))
    assert form.number("varme") == pytest.approx(formulas.air_heat_kwh(m3, YEAR, 0.60))
    assert {s.carrier: s.end_use for s in form.estimate().measure.streams} == {
        "el": "ventilation",
        "fjernvarme": "rumvarme",
    }


def test_ventilation_of_unheated_air_saves_current_alone(fill: Fill) -> None:
    form = fill("ventilation", ind_baerer="ingen", ind_luft=1000, ind_timer=8760, ind_timer_efter=0)
    form.fill(ind_sfp=2 * 650 / 0.6 / 1000, ind_luft_kilde="maaler", ind_timer_kilde="maaler")
    assert form.number("stroem") == pytest.approx(5272.22, abs=0.01)
    assert [s.carrier for s in form.estimate().measure.streams] == ["el"]
    assert form.estimate().complete
    assert form.fill(ind_sfp_kilde="oplyst")["ud_klasse"] == "B"


def test_heat_recovery_may_cost_current(fill: Fill) -> None:
    form = fill("varmegenvinding", **READY["varmegenvinding"], ind_eta_foer=20, ind_baerer="naturgas")
    m3 = 3000 * 2600
    saved = formulas.air_heat_kwh(m3, YEAR, 0.2, 0.9) - formulas.air_heat_kwh(m3, YEAR, 0.75, 0.9)
    assert form.number("varme") == pytest.approx(saved)
    assert len(form.estimate().measure.streams) == 1
    form.fill(ind_ekstra=800)
    assert [s.kwh for s in form.estimate().measure.streams] == [pytest.approx(saved), -800]


@pytest.mark.parametrize("case", SAMPLES["fans"], ids=lambda case: case["name"])
def test_speed_of_a_fan(fill: Fill, case: dict[str, Any]) -> None:
    flow = 100 * case["flow_after"] / case["flow_before"]
    form = fill("frekvensstyring", ind_forbrug=case["kwh"], ind_flow=flow, ind_n=3, ind_eta=100)
    assert form.number("kwh") == pytest.approx(case["kwh_saved"], rel=1e-9)


def test_speed_of_a_pump_is_guarded(fill: Fill) -> None:
    form = fill("frekvensstyring", ind_maskine="pumpe", ind_kw=10, ind_drift_timer=4000, ind_flow=70)
    assert form.number("kwh") == pytest.approx(formulas.speed_kwh(10 * 4000 * 0.75, 0.7))
    assert form.estimate().measure.streams[0].end_use == "motorer"
    assert "løfter pumpen vand" in form.text("ud_forudsaetninger").lower()
    assert "løfter pumpen" not in form.fill(ind_n=2).text("ud_forudsaetninger").lower()
    assert fill("frekvensstyring", ind_forbrug=1000, ind_flow=100).node("ingen_besparelse").relevant


def test_heat_of_a_compressor(fill: Fill) -> None:
    form = fill("kompressorvarme", ind_forbrug=40_000, ind_nytte=100)
    assert form.number("kwh") == pytest.approx(formulas.compressor_heat_kwh(40_000, 0.72, 1))
    assert form.fill(ind_type="luft").number("kwh") == pytest.approx(32_000), "SEAS-NVE's worked example"
    assert form.fill(ind_genvundet=65).number("kwh") == pytest.approx(26_000)
    assert form.fill(ind_baerer="fyringsolie")["ind_virkningsgrad"] == "85"
    assert form.number("kwh") == pytest.approx(26_000 / 0.85)
    assert "overskudsvarmeafgift" in form.text("ud_forudsaetninger")


def test_cooling_set_point_is_always_a_rule_of_thumb(fill: Fill) -> None:
    form = fill("koeletemperatur", **READY["koeletemperatur"], ind_forbrug_kilde="maaler")
    assert form.number("kwh") == pytest.approx(formulas.cooling_set_point_kwh(40_000, 4))
    assert form["ud_klasse"] == "C"
    assert not form.fill(ind_temp_efter=24).node("ind_temp_efter").valid


def test_free_cooling(fill: Fill) -> None:
    form = fill("frikoeling", **READY["frikoeling"])
    assert form.number("kwh") == pytest.approx(formulas.free_cooling_kwh(40_000, 0.5, 5))
    assert not form.fill(ind_temp=8).node("ind_temp").valid


def test_covers_of_cabinets_from_their_length(fill: Fill) -> None:
    form = fill("koelemoebler", ind_meter=12, ind_kw="0.4")
    assert form.number("kwh") == pytest.approx(12 * 0.4 * 8760 * 0.35)
    assert form.fill(ind_type="gardin").number("kwh") == pytest.approx(12 * 0.4 * 8760 * 0.12)


def test_heat_pump_moves_heat_to_current(fill: Fill) -> None:
    form = fill("varmepumpe", ind_baerer="naturgas", ind_varme=100_000, ind_type="jord", ind_andel=80)
    current = formulas.heat_pump_kwh(80_000, 0.9, 3.5)
    assert form.number("stroem") == pytest.approx(current)
    result = alone(form, {"naturgas": 100_000, "el": 50_000})
    assert result.after.saved == {"naturgas": pytest.approx(80_000), "el": pytest.approx(-current)}
    form.fill(ind_fremloeb=65)
    assert "Fremløb over 60 °C" in form.text("ud_forudsaetninger")
    assert form.estimate().complete


def test_heat_pump_takes_the_heat_from_the_baseline(fill: Fill) -> None:
    form = fill("varmepumpe")
    assert (form["ind_baerer"], form["ind_varme"], form["ind_virkningsgrad"]) == (
        "fjernvarme",
        "62000",
        "100",
    )


def test_insulation_names_its_degree_days(fill: Fill) -> None:
    form = fill("efterisolering", **READY["efterisolering"], ind_b="0.7", ind_baerer="naturgas")
    assert form.number("kwh") == pytest.approx(formulas.insulation_kwh(0.65, 0.13, 200, 2552, 0.7, 0.9))
    assert "2.552, normalår 1991–2020 (Teknologisk Institut)" in form.text("ud_forudsaetninger")
    for normal, days in (("df", 3037), ("normal_1941", 3112), ("skive_2012", 3030)):
        form.fill(ind_normal=normal)
        assert form.number("kwh") == pytest.approx(
            formulas.insulation_kwh(0.65, 0.13, 200, days, 0.7, 0.9)
        ), normal
    form.fill(ind_normal="andet")
    assert form["kwh"] == ""
    form.fill(ind_graddage=2800)
    assert form.text("ud_forudsaetninger").endswith("Graddage: 2.800 (eget tal).")


def test_windows_do_not_last_as_long_as_insulation(fill: Fill) -> None:
    form = fill("efterisolering", ind_del="termo")
    assert [form[n] for n in ("ind_u_foer", "ind_u_efter", "ud_levetid")] == ["2.8", "1.1", "30"]
    assert form.fill(ind_del="hulmur")["ud_levetid"] == "40"


def test_hot_water_and_its_circulation(fill: Fill) -> None:
    form = fill("varmtvand", ind_vand=100)
    assert form.number("kwh") == pytest.approx(formulas.hot_water_kwh(100))
    assert len(form.estimate().measure.streams) == 1
    form.fill(ind_tab=300)
    assert not form.estimate().complete, "the hours are missing"
    form.fill(ind_timer=6000, ind_pumpe=40)
    assert [s.kwh for s in form.estimate().measure.streams] == [
        pytest.approx(formulas.hot_water_kwh(100) + 300 * 6),
        pytest.approx(40 * 6),
    ]
    form.fill(ind_vand="", ind_pumpe="")
    assert [s.kwh for s in form.estimate().measure.streams] == [pytest.approx(1800)]


def test_solar_cells_are_two_flows_of_money(fill: Fill) -> None:
    form = fill("solceller", ind_kwp=50, ind_egen=60, ind_salg="0.4")
    made = formulas.solar_kwh(50)
    result = alone(form, {"el": 300_000})
    assert result.after.kr == pytest.approx(made * 0.6 * 1.3 + made * 0.4 * 0.4)
    assert result.after.co2_kg == pytest.approx(made * 0.6 * 0.135), "the sold part is another's"
    assert "tæller ikke som virksomhedens egen CO₂" in form.text("ud_forudsaetninger")


def test_solar_cells_without_a_price_for_what_is_sold(fill: Fill) -> None:
    form = fill("solceller", ind_kwp=50)
    assert [s.kind for s in form.estimate().measure.streams] == ["forsyn"]
    assert form.estimate().complete
    assert "salget er ikke regnet med" in form.text("ud_forudsaetninger")
    assert "Resten" not in form.fill(ind_egen=100).text("ud_forudsaetninger")


def test_electric_cars(fill: Fill) -> None:
    form = fill("elbil", **READY["elbil"], ind_type="lille")
    fuel, current = formulas.fuel_kwh(60_000, 12), formulas.charging_kwh(60_000, 0.154)
    assert form.number("kwh") == pytest.approx(fuel)
    result = alone(form, {"diesel": 80_000, "el": 300_000})
    assert result.after.saved == {"diesel": pytest.approx(fuel), "el": pytest.approx(-current)}


def test_petrol_has_its_own_heating_value(fill: Fill) -> None:
    form = fill("elbil", **READY["elbil"], ind_baerer="benzin")
    assert form.number("kwh") == pytest.approx(formulas.fuel_kwh(60_000, 12, 8.94))


@pytest.mark.parametrize("case", SAMPLES["standby"], ids=lambda case: case["name"])
def test_standby(fill: Fill, case: dict[str, Any]) -> None:
    form = fill("standby", ind_watt=case["watt"], ind_timer=case["hours"])
    assert form.number("kwh") == pytest.approx(case["kwh"], rel=1e-9)


@pytest.mark.parametrize("case", SAMPLES["motors"], ids=lambda case: case["name"])
def test_better_motor(fill: Fill, case: dict[str, Any]) -> None:
    form = fill("motorklasse", ind_kw=case["kw"], ind_timer=case["hours"], ind_last=100 * case["load"])
    form.fill(ind_eta_foer=100 * case["before"], ind_eta_efter=100 * case["after"])
    assert form.number("kwh") == pytest.approx(case["kwh_saved"], rel=5e-4)


@pytest.mark.parametrize("case", SAMPLES["drives"], ids=lambda case: case["name"])
def test_other_belt(fill: Fill, case: dict[str, Any]) -> None:
    belts = {0.93: "kile", 0.95: "takket", 0.98: "tandrem", 1.0: "direkte"}
    form = fill("remtraek", ind_kw=case["kw"], ind_timer=case["hours"], ind_last=100 * case["load"])
    form.fill(ind_rem=belts[case["before"]], ind_rem_efter=belts[case["after"]])
    assert form.number("kwh") == pytest.approx(case["kwh_saved"], rel=1e-9)


@pytest.mark.parametrize("case", SAMPLES["valves"], ids=lambda case: case["name"])
def test_open_valve(fill: Fill, case: dict[str, Any]) -> None:
    form = fill("droevling", ind_tryk=case["bar"], ind_vand=case["m3h"], ind_timer=case["hours"])
    form.fill(ind_eta_pumpe=100 * case["pump"], ind_eta_motor=100 * case["motor"])
    assert form.number("kwh") == pytest.approx(case["kwh"], rel=1e-4)


@pytest.mark.parametrize(("kind", "medium"), [("water", "vand"), ("air", "luft")])
def test_heat_out_of_water_and_air(fill: Fill, kind: str, medium: str) -> None:
    """The heater's fuel of another program is what is saved when all of the heat comes back."""
    case = SAMPLES[kind][0]
    form = fill("overskudsvarme", ind_medie=medium, ind_maengde=case["m3h"], ind_timer=case["hours"])
    form.fill(ind_temp=20 + case["kelvin"], ind_temp_kold=20, ind_eta_veksler=100, ind_nytte=100)
    form.fill(ind_virkningsgrad=100 * case["efficiency"])
    assert form.number("kwh") == pytest.approx(case["kwh"], rel=2e-3)


@pytest.mark.parametrize("case", SAMPLES["walls"], ids=lambda case: case["name"])
def test_hot_surface_loses_what_others_say(fill: Fill, case: dict[str, Any]) -> None:
    form = fill("ovnvaeg", ind_areal=10, ind_temp_foer=case["celsius"], ind_timer=1000)
    assert form.number("tab_foer") == pytest.approx(case["w_m2"], rel=5e-3)


@pytest.mark.parametrize("before", [45, 60, 70, 100, 120])
def test_hot_surface(fill: Fill, before: float) -> None:
    form = fill("ovnvaeg", ind_areal=10, ind_temp_foer=before, ind_temp_efter=30, ind_timer=4000)
    saved = formulas.surface_w_m2(before) - formulas.surface_w_m2(30)
    assert form.number("kwh") == pytest.approx(saved * 10 * 4)
    assert form.fill(ind_tabt=50).number("kwh") == pytest.approx(saved * 20)


@pytest.mark.parametrize("case", SAMPLES["pipes"], ids=lambda case: case["name"])
def test_pipes_lose_what_others_say(fill: Fill, case: dict[str, Any]) -> None:
    form = fill("roerisolering", ind_laengde=1, ind_diameter=case["mm"], ind_temp=case["celsius"])
    form.fill(ind_timer=8760, ind_isolering=case["insulation"] or 40)
    loss = form.number("tab_isoleret" if case["insulation"] else "tab_bart")
    assert loss == pytest.approx(case["w_m"], rel=0.03)


def test_pipes_know_the_carrier_and_its_boiler(fill: Fill) -> None:
    form = fill("roerisolering", **READY["roerisolering"])
    assert (form["ind_baerer"], form["ind_virkningsgrad"]) == ("fjernvarme", "100")
    whole = form.number("kwh")
    assert form.fill(ind_baerer="naturgas").number("kwh") == pytest.approx(whole / 0.9)


@pytest.mark.parametrize(
    ("form_id", "name", "value"),
    [
        ("koeletemperatur", "ind_temp_efter", 16),
        ("tryk", "ind_tryk_efter", 9),
        ("rumtemperatur", "ind_temp_efter", 24),
    ],
)
def test_the_wrong_way_round_costs_energy(fill: Fill, form_id: str, name: str, value: float) -> None:
    """The field says what is wrong with the answer, the sum that nothing is saved."""
    form = fill(form_id, **{**READY[form_id], name: value})
    assert not form.node(name).valid
    assert form.estimate().problem == ""
    assert (form.number("kwh") < 0, form.node("ingen_besparelse").relevant) == (True, True)


def test_habits_promise_little(fill: Fill) -> None:
    form = fill("adfaerd", ind_baerer="fjernvarme")
    assert form["ind_forbrug"] == "62000"
    assert form.number("kwh") == pytest.approx(62_000 * 0.02)
    assert form["ud_klasse"] == "C"
    assert not form.fill(ind_pct=6).node("ind_pct").valid


def test_a_title_says_where(fill: Fill, measure: Any) -> None:
    """From a finding with a place; the free measure asks for a title."""
    from tests.forms.conftest import KONTEKST, Filled

    form = Filled(measure.path, KONTEKST.replace(b"<sted/>", b"<sted>Hal 2</sted>"))
    assert form["ud_titel"].endswith(", Hal 2")
