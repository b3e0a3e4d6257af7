"""Every measure's formula in the units its form prints: the dimensions meet, and pint converts as the form does.

Each law is written without one constant of conversion. A form that reckons in other units than it asks in, or drops a
thousand, gives another number than its law; a law whose dimensions do not meet gives none.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import pint
import pytest

from tests.energy.formulas import SURFACE
from tests.forms.ready import READY

Fill = Callable[..., Any]
Quantities = Mapping[str, Any]

UNITS = pint.UnitRegistry()
UNITS.define("krone = [money]")
UNITS.define("aar = [year]")  # no length of time: hours a year are no number, and kW is not kWh a year
Q = UNITS.Quantity
SPELLED = {
    "": "", "stk.": "", "×": "", "%": "percent", "%/°C": "percent / kelvin", "°C": "kelvin", "timer/år": "hour / aar",
    "timer/uge": "hour / week", "graddage/år": "kelvin * day / aar", "W": "W", "kW": "kW", "kWp": "kW",
    "kWh/år": "kWh / aar", "kWh/kWp/år": "kWh / kW / aar", "kW/m": "kW / m", "kWh/m³": "kWh / m**3",
    "kJ/m³": "kJ / m**3", "W/m²K": "W / m**2 / kelvin", "m³/h": "m**3 / hour", "m³/år": "m**3 / aar", "m²": "m**2",
    "m": "m", "mm": "mm", "m/s": "m / s", "bar": "bar", "km/år": "km / aar", "km/l": "km / liter", "kWh/km": "kWh / km",
    "kr./kWh": "krone / kWh", "kr.": "krone", "kr./stk.": "krone",
}  # fmt: skip
"""The forms' units in pint's words. Temperatures are kelvin: laws take differences."""
AIR, WATER = Q(0.335, "W * hour / m**3 / kelvin"), Q(1.163, "kWh / m**3 / kelvin")
ATMOSPHERE, FROZEN = Q(1.013, "bar"), Q(273.15, "kelvin")
DEGREE_DAYS, ALL_YEAR = Q(2552, "kelvin * day / aar"), Q(8760, "hour / aar")
DIESEL = Q(9.97, "kWh / liter")


def work(bar: Any) -> Any:
    return ((bar + ATMOSPHERE) / ATMOSPHERE) ** 0.2857 - 1


def pipe(q: Quantities) -> Any:
    d, dt, outer = q["diameter"], q["temp"] - q["temp_rum"], q["diameter"] + 2 * q["isolering"]
    free = Q(1.25, "W / m**1.75 / kelvin**1.25") * (dt / d) ** 0.25
    fourth = (q["temp"] + FROZEN) ** 4 - (q["temp_rum"] + FROZEN) ** 4
    bare = (free + 0.8 * Q(5.67037e-8, "W / m**2 / kelvin**4") * fourth / dt) * math.pi * d * dt
    layer = math.log((outer / d).m_as("")) / (2 * math.pi * Q(0.04, "W / m / kelvin"))
    insulated = dt / (layer + 1 / (Q(9, "W / m**2 / kelvin") * math.pi * outer))
    return (bare - insulated) * q["laengde"] * q["timer"] * q["tabt"] / q["virkningsgrad"]


def ventilation(q: Quantities) -> Any:
    air = q["luft"] * q["timer"] - q["luft"] * q["timer_efter"]
    heat = AIR * air * (1 - q["genvinding"]) * DEGREE_DAYS / ALL_YEAR / q["virkningsgrad"]
    return q["sfp"] * air + heat


def surface(q: Quantities) -> Any:
    known = dict(SURFACE)

    def loss(celsius: Any) -> Any:
        return Q(known[celsius.magnitude], "W / m**2 / kelvin") * (celsius - q["temp_rum"])

    saved = loss(q["temp_foer"]) - loss(q["temp_efter"])
    return saved * q["areal"] * q["timer"] * q["tabt"] / q["virkningsgrad"]


def shaft(q: Quantities, before: Any, after: Any) -> Any:
    return q["antal"] * q["kw"] * q["last"] * q["timer"] * (1 / before - 1 / after)


LAWS: dict[str, Callable[[Quantities], Any]] = {
    "adfaerd": lambda q: q["forbrug"] * q["pct"],
    "droevling": lambda q: q["tryk"] * q["vand"] / q["eta_pumpe"] / q["eta_motor"] * q["timer"],
    "efterisolering": lambda q: (
        (q["u_foer"] - q["u_efter"]) * q["areal"] * DEGREE_DAYS * q["b"] / q["virkningsgrad"]
    ),
    "elbil": lambda q: (
        q["antal"] * q["km"] / q["km_l"] * DIESEL - q["antal"] * q["km"] * q["kwh_km"] / (1 - q["ladetab"])
    ),
    "frekvensstyring": lambda q: q["forbrug"] * (1 - q["flow"] ** q["n"].magnitude / q["eta"]),
    "frikoeling": lambda q: q["forbrug"] * q["kold"] * (1 - q["rest"]),
    "koelemoebler": lambda q: q["forbrug"] * q["pct"],
    "koeletemperatur": lambda q: q["forbrug"] * q["pct"] * (q["temp_efter"] - q["temp_foer"]),
    "kompressorvarme": lambda q: q["forbrug"] * q["genvundet"] * q["nytte"] / q["virkningsgrad"],
    "led": lambda q: q["antal"] * (q["watt"] - q["watt_efter"]) * q["timer"],
    "lysstyring": lambda q: q["antal"] * q["watt"] * q["timer"] * q["andel"],
    "motorklasse": lambda q: shaft(q, q["eta_foer"], q["eta_efter"]),
    "natsaenkning": lambda q: q["varme"] * q["grader"] * q["pct"] * q["timer_uge"] * q["k"],
    "overskudsvarme": lambda q: (
        q["maengde"]
        * WATER
        * (q["temp"] - q["temp_kold"])
        * q["timer"]
        * q["eta_veksler"]
        * q["nytte"]
        / q["virkningsgrad"]
    ),
    "ovnvaeg": surface,
    "remtraek": lambda q: shaft(q, 0.93, 0.98),
    "roerisolering": pipe,
    "rumtemperatur": lambda q: q["varme"] * (q["temp_foer"] - q["temp_efter"]) * q["pct"] * q["areal"],
    "sluk_kompressor": lambda q: q["effekt"] * q["timer"],
    "solceller": lambda q: q["kwp"] * q["ydelse"],
    "standby": lambda q: q["antal"] * q["watt"] * q["timer"],
    "tryk": lambda q: q["forbrug"] * (1 - work(q["tryk_efter"]) / work(q["tryk_foer"])),
    "tryklufttab": lambda q: q["forbrug"] * q["laek"] * q["taet"],
    "varmegenvinding": lambda q: (
        AIR
        * q["luft"]
        * q["timer"]
        * (q["eta_efter"] - q["eta_foer"])
        * DEGREE_DAYS
        / ALL_YEAR
        / q["virkningsgrad"]
    ),
    "varmepumpe": lambda q: q["varme"] * q["andel"] * (1 - q["virkningsgrad"] / q["scop"]),
    "varmtvand": lambda q: (q["vand"] * WATER * q["opvarmning"] + q["tab"] * q["timer"]) / q["virkningsgrad"],
    "ventilation": ventilation,
}


def quantities(form: Any) -> Quantities:
    """The answered numbers of a form in its own units, without `ind_`."""
    numbers = (n for n in form.nodes() if n.name.startswith("ind_") and n.kind in ("decimal", "integer"))
    return {
        node.name.removeprefix("ind_"): Q(float(node.value), SPELLED[node.kb.get("enhed", "")])
        for node in numbers
        if node.value
    }


@pytest.mark.parametrize("form_id", READY)
def test_the_law_in_the_forms_own_units_gives_the_forms_number(fill: Fill, form_id: str) -> None:
    form = fill(form_id, **READY[form_id])
    saved = LAWS[form_id](quantities(form))
    assert saved.to("kWh / aar").magnitude == pytest.approx(form.number("besparelse"), rel=1e-6)


def test_counted_holes_too(fill: Fill) -> None:
    form = fill("tryklufttab", ind_metode="huller", ind_huller=3, ind_diameter=2, ind_tryk=6, ind_timer=8000)
    q = quantities(form)
    sound = (1.4 / (Q(287, "J / kg / kelvin") * (Q(20, "kelvin") + FROZEN))) ** 0.5
    hole = q["cd"] * math.pi * q["diameter"] ** 2 / 4
    mass = q["huller"] * hole * (q["tryk"] + ATMOSPHERE) * sound * 0.5787
    saved = mass / Q(1.204, "kg / m**3") * q["sec"] * q["timer"]
    assert saved.to("kWh / aar").magnitude == pytest.approx(form.number("besparelse"), rel=1e-6)


def test_sold_electricity_is_money(fill: Fill) -> None:
    form = fill("solceller", **READY["solceller"], ind_salg="0.4")
    q = quantities(form)
    income = q["kwp"] * q["ydelse"] * (1 - q["egen"]) * q["salg"]
    assert income.to("krone / aar").magnitude == pytest.approx(form.number("kroner"))


def test_other_units_do_not_meet(fill: Fill) -> None:
    """The test itself can fail: watts for hours, or hours left out, are no energy a year."""
    q = dict(quantities(fill("standby", **READY["standby"])))
    q["timer"] = Q(6700, "")
    with pytest.raises(pint.DimensionalityError):
        LAWS["standby"](q).to("kWh / aar")


def test_every_unit_on_a_measure_is_known(measure: Any) -> None:
    asked = [row for row in measure.survey if row.get("name", "").startswith("ind_")]
    assert {row.get("bind::kb:enhed", "") for row in asked} <= set(SPELLED)
