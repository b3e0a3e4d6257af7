"""What holds for every measure, whatever is answered: no error, nothing out of nothing, more where physics says so."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite, prod
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.energy.rates import Rates
from klimabesog.energy.stacking import stack
from klimabesog.energy.state import State
from tests.energy import formulas
from tests.forms import admissible
from tests.forms.ready import FROM_THE_BASELINE, READY

Fill = Callable[..., Any]
FAST = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)

MORE: dict[str, tuple[str, ...]] = {
    "adfaerd": ("ind_forbrug", "ind_pct"),
    "droevling": ("ind_tryk", "ind_vand", "ind_timer"),
    "efterisolering": ("ind_areal", "ind_u_foer", "ind_b"),
    "elbil": ("ind_antal", "ind_km"),
    "frekvensstyring": ("ind_forbrug", "ind_n", "ind_eta"),
    "frikoeling": ("ind_forbrug", "ind_kold"),
    "koelemoebler": ("ind_forbrug", "ind_pct"),
    "koeletemperatur": ("ind_forbrug", "ind_temp_efter", "ind_pct"),
    "kompressorvarme": ("ind_forbrug", "ind_genvundet", "ind_nytte"),
    "led": ("ind_antal", "ind_watt", "ind_timer", "ind_forkobling"),
    "lysstyring": ("ind_antal", "ind_watt", "ind_timer", "ind_andel"),
    "motorklasse": ("ind_antal", "ind_kw", "ind_timer", "ind_last", "ind_eta_efter"),
    "natsaenkning": ("ind_varme", "ind_grader", "ind_timer_uge", "ind_pct", "ind_k"),
    "overskudsvarme": ("ind_maengde", "ind_temp", "ind_timer", "ind_eta_veksler", "ind_nytte"),
    "ovnvaeg": ("ind_areal", "ind_temp_foer", "ind_timer", "ind_tabt"),
    "remtraek": ("ind_antal", "ind_kw", "ind_timer", "ind_last"),
    "roerisolering": ("ind_laengde", "ind_temp", "ind_vind", "ind_timer", "ind_isolering", "ind_tabt"),
    "rumtemperatur": ("ind_varme", "ind_temp_foer", "ind_areal", "ind_pct"),
    "sluk_kompressor": ("ind_effekt", "ind_timer"),
    "solceller": ("ind_kwp", "ind_ydelse", "ind_egen"),
    "standby": ("ind_antal", "ind_watt", "ind_timer"),
    "tryk": ("ind_forbrug", "ind_tryk_foer"),
    "tryklufttab": ("ind_forbrug", "ind_laek", "ind_taet"),
    "varmegenvinding": ("ind_luft", "ind_timer", "ind_eta_efter"),
    "varmepumpe": ("ind_varme", "ind_andel", "ind_scop"),
    "varmtvand": ("ind_vand", "ind_opvarmning", "ind_tab", "ind_timer"),
    "ventilation": ("ind_luft", "ind_timer", "ind_sfp"),
}
"""Inputs with which the saving grows."""
LESS: dict[str, tuple[str, ...]] = {
    "droevling": ("ind_eta_pumpe", "ind_eta_motor"),
    "efterisolering": ("ind_u_efter", "ind_virkningsgrad"),
    "elbil": ("ind_km_l", "ind_kwh_km", "ind_ladetab"),
    "frekvensstyring": ("ind_flow",),
    "frikoeling": ("ind_rest",),
    "led": ("ind_watt_efter",),
    "motorklasse": ("ind_eta_foer",),
    "overskudsvarme": ("ind_temp_kold", "ind_virkningsgrad"),
    "ovnvaeg": ("ind_temp_efter", "ind_temp_rum"),
    "roerisolering": ("ind_temp_rum",),
    "rumtemperatur": ("ind_temp_efter",),
    "tryk": ("ind_tryk_efter",),
    "varmegenvinding": ("ind_eta_foer", "ind_ekstra"),
    "ventilation": ("ind_timer_efter", "ind_genvinding"),
}
"""Inputs with which it shrinks."""
NOTHING: dict[str, dict[str, object]] = {
    "adfaerd": {"ind_pct": 0},
    "droevling": {"ind_tryk": 0},
    "efterisolering": {"ind_u_efter": "0.65"},
    "elbil": {"ind_antal": 0},
    "frekvensstyring": {"ind_flow": 100, "ind_eta": 100},
    "frikoeling": {"ind_kold": 0},
    "koelemoebler": {"ind_pct": 0},
    "koeletemperatur": {"ind_temp_efter": 18},
    "kompressorvarme": {"ind_nytte": 0},
    "led": {"ind_watt_efter": 58},
    "lysstyring": {"ind_andel": 0},
    "motorklasse": {"ind_eta_efter": 91.2},
    "natsaenkning": {"ind_timer_uge": 0},
    "overskudsvarme": {"ind_temp_kold": 45},
    "ovnvaeg": {"ind_temp_efter": 80},
    "remtraek": {"ind_rem_efter": "kile"},
    "roerisolering": {"ind_laengde": 0},
    "rumtemperatur": {"ind_temp_efter": 22},
    "sluk_kompressor": {"ind_timer": 0},
    "solceller": {"ind_kwp": 0},
    "standby": {"ind_timer": 0},
    "tryk": {"ind_tryk_efter": 8},
    "tryklufttab": {"ind_taet": 0},
    "varmegenvinding": {"ind_eta_efter": 0},
    "varmepumpe": {"ind_varme": 0},
    "varmtvand": {"ind_vand": 0, "ind_timer": 0},
    "ventilation": {"ind_timer_efter": ""},
}
"""What to answer on top of READY so that nothing changes."""

USED: dict[str, Callable[[Any], float]] = {
    **dict.fromkeys(("adfaerd",), lambda form: form.number("ind_forbrug")),
    **dict.fromkeys(
        ("frekvensstyring", "frikoeling", "koelemoebler", "koeletemperatur", "lysstyring", "tryk"),
        lambda form: form.number("forbrug"),
    ),
    **dict.fromkeys(("natsaenkning", "rumtemperatur", "varmepumpe"), lambda form: form.number("ind_varme")),
    "elbil": lambda form: form.number("braendstof_kwh"),
    "kompressorvarme": lambda form: form.number("forbrug") * 100 / form.number("ind_virkningsgrad"),
    "led": lambda form: form.number("forbrug_foer"),
    "motorklasse": lambda form: shaft_work(form) / form.number("ind_eta_foer") * 100,
    "ovnvaeg": lambda form: lost(form, "tab_foer", "ind_areal"),
    "remtraek": lambda form: shaft_work(form) / 0.93,
    "roerisolering": lambda form: lost(form, "tab_bart", "ind_laengde"),
    "solceller": lambda form: form.number("produktion"),
    "ventilation": lambda form: moved(form, form.number("ind_sfp")),
    "varmegenvinding": lambda form: moved(form, 0),
}
"""kWh that are used at the most where each measure saves, as far as its form knows."""


def shaft_work(form: Any) -> float:
    """kWh a year through a motor's shaft."""
    names = ("ind_antal", "ind_kw", "ind_last", "ind_timer")
    return prod(form.number(name) for name in names) / 100


def lost(form: Any, per_metre: str, metres: str) -> float:
    """kWh of fuel a year behind what a surface or a pipe loses."""
    heat = form.number(per_metre) * form.number(metres) * form.number("ind_timer") / 1000
    return heat * 100 / form.number("ind_virkningsgrad")


def moved(form: Any, sfp: float) -> float:
    """kWh a year to move and warm all the air, nothing recovered."""
    m3 = form.number("ind_luft") * form.number("ind_timer")
    heated = form.node("ind_virkningsgrad").relevant
    kelvin = form.number("grader") if heated else 0.0
    efficiency = form.number("ind_virkningsgrad") / 100 if heated else 1.0
    return formulas.fans_kwh(m3, sfp) + formulas.air_heat_kwh(m3, kelvin, efficiency=efficiency)


def net(form: Any) -> float:
    """kWh saved net of what another carrier takes."""
    result = stack(State(), [form.estimate().measure], Rates())
    return result.after.kwh


@pytest.mark.parametrize("form_id", READY)
@FAST
@given(data=st.data())
def test_no_answer_within_the_limits_breaks_a_form(fill: Fill, form_id: str, data: st.DataObject) -> None:
    """No text with NaN, no impossible stream, and either a result or a word that something is missing."""
    form = fill(form_id)
    admissible.answer(form, data.draw(admissible.answers(form)))
    shown = [text for node in form.nodes() for text in (node.value, node.label)]
    assert [text for text in shown if "NaN" in text or "Infinity" in text] == []
    found = form.estimate()
    assert found.problem == ""
    assert found.complete is not form.node("mangler").relevant
    assert found.complete or form.text("ud_formel") == ""
    assert bool(form["ud_klasse"]) is found.complete


@pytest.mark.parametrize("form_id", sorted(USED))
@FAST
@given(data=st.data())
def test_no_measure_saves_more_than_is_used(fill: Fill, form_id: str, data: st.DataObject) -> None:
    form = fill(form_id, **READY[form_id])
    admissible.answer(form, data.draw(admissible.answers(form)))
    if form.estimate().complete:
        assert net(form) <= USED[form_id](form) * (1 + 1e-9)


@pytest.mark.parametrize(
    ("form_id", "name", "sign"),
    [(form_id, name, 1) for form_id, names in MORE.items() for name in names]
    + [(form_id, name, -1) for form_id, names in LESS.items() for name in names],
)
@settings(FAST, max_examples=6)
@given(places=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted))
def test_more_of_it_saves_more_or_less(
    fill: Fill, form_id: str, name: str, sign: int, places: list[float]
) -> None:
    form = fill(form_id, **READY[form_id])
    row = next(row for row in admissible.numbers(form) if row["name"] == name)
    typed = [admissible.at(form, row, place) for place in places]
    savings = [net(form.fill(**{name: text})) for text in typed]
    assert all(isfinite(saving) for saving in savings)
    assert sign * (savings[1] - savings[0]) >= -1e-9 * max(1.0, *map(abs, savings))


@pytest.mark.parametrize("form_id", READY)
def test_no_change_saves_nothing(fill: Fill, form_id: str) -> None:
    form = fill(form_id, **{**READY[form_id], **NOTHING[form_id]})
    assert net(form) == pytest.approx(0, abs=1e-6)
    assert form.node("ingen_besparelse").relevant


@pytest.mark.parametrize("form_id", READY)
def test_nothing_answered_is_no_stream(fill: Fill, form_id: str) -> None:
    form = fill(form_id, **FROM_THE_BASELINE.get(form_id, {}))
    found = form.estimate()
    assert (found.measure.streams, found.complete, found.problem) == ((), False, "")
    assert form.node("mangler").relevant


def test_every_measure_is_held_to_the_laws() -> None:
    assert set(MORE) == set(NOTHING) == set(READY)
