"""Measures one after another: caps, shares, conversions, supply, money; and what must always hold."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.energy.errors import AmountError
from klimabesog.energy.rates import Rate, Rates
from klimabesog.energy.stacking import arrange, stack
from klimabesog.energy.state import Split, State
from klimabesog.energy.streams import Measure, Stream

RATES = Rates({"el": Rate(1.3, 0.135), "naturgas": Rate(0.8, 0.189), "fjernvarme": Rate(0.65, 0.0878)})
USE = {"el": 100_000.0, "naturgas": 200_000.0}


def reduce(id: str, kwh: float, end_use: str = "belysning", carrier: str = "el", **kwargs: float) -> Measure:
    return Measure(id, id, (Stream("reducer", end_use, carrier, kwh=kwh),), **{"investment": 0.0, **kwargs})


def share(id: str, part: float, end_use: str = "trykluft", carrier: str = "el") -> Measure:
    return Measure(id, id, (Stream("reducer", end_use, carrier, share=part),), investment=0.0)


def test_one_measure_in_kwh_kroner_and_climate() -> None:
    result = stack(State.of(USE), [reduce("led", 10_000, investment=26_000)], RATES)
    (led,) = result.measures
    assert led.after.saved == {"el": 10_000}
    assert led.after.kr == pytest.approx(13_000)
    assert led.after.co2_kg == pytest.approx(1_350)
    assert led.payback.years == pytest.approx(2)
    el, gas = result.carriers
    assert (el.before, el.saved, el.after) == (100_000, 10_000, 90_000)
    assert (gas.before, gas.saved, gas.after) == (200_000, 0, 200_000)
    assert result.notes == (
        "El er ikke fordelt på slutanvendelser; loftet for besparelser er hele forbruget.",
    )


def test_dearer_operation_counts_in_the_payback() -> None:
    measure = reduce("x", 10_000, investment=26_000, operation=3_000)
    (result,) = stack(State.of(USE), [measure], RATES).measures
    assert result.after.kr == pytest.approx(13_000)
    assert result.net_kr == pytest.approx(10_000)
    assert result.payback.years == pytest.approx(2.6)
    (never,) = stack(State.of(USE), [reduce("x", 1_000, investment=1, operation=3_000)], RATES).measures
    assert never.payback.word == "ingen"


def test_shares_multiply() -> None:
    result = stack(State.of(USE), [share("a", 0.2), share("b", 0.5)], RATES)
    a, b = result.measures
    assert (a.after.kwh, b.alone.kwh, b.after.kwh) == (20_000, 50_000, pytest.approx(40_000))
    assert b.overlaps == ("a",)
    assert b.notes == ("Overlapper med »a«; besparelsen er regnet af det, der er tilbage.",)


def test_a_result_tells_what_each_stream_found_and_gave() -> None:
    both = Measure("c", "c", (Stream("reducer", "", "el", share=0.5), Stream("kroner", money=700)), 0)
    first, second = stack(State.of({"el": 10_000.0}), [share("a", 0.2, ""), both], RATES).measures
    energy, money = second.parts
    assert energy.draw is not None
    assert (energy.draw.left, energy.draw.wanted, energy.draw.taken) == (8_000, 4_000, 4_000)
    assert (money.draw, money.effect.kr) == (None, 700)
    assert second.parts_alone[0].effect.kwh == 5_000
    assert second.notes == (second.overlap,)
    assert first.overlap == ""
    (unknown,) = stack(State.of({}), [reduce("x", 500)], RATES).measures
    assert unknown.parts[0].draw is not None
    assert unknown.parts[0].draw.left is None, "nobody knows how much there is"


def test_the_compressor_sheet_subtracts_the_earlier_measures() -> None:
    """SEAS-NVE's open sheet: 48,000 kWh, less 2,400 and 2,280, then 8 % leaks are 3,465.6."""
    state = State.of({"el": 48_000.0})
    measures = [reduce("tryk", 2_400), reduce("luft", 2_280), share("laek", 0.08), share("stop", 0.1)]
    results = stack(state, measures, RATES).measures
    assert results[2].after.kwh == pytest.approx(3_465.6)
    assert results[0].after.kwh == 2_400


def test_a_split_caps_the_end_use() -> None:
    state = State.of(USE, [Split("el", "belysning", 0.2), Split("el", "trykluft", 0.3)])
    result = stack(state, [reduce("led", 30_000), share("laek", 0.5), reduce("it", 60_000, "it")], RATES)
    led, laek, it = result.measures
    assert (led.alone.kwh, led.after.kwh, led.capped) == (20_000, pytest.approx(20_000), True)
    assert [note.replace("\u00a0", " ") for note in led.notes] == [
        "Beregnet til 30.000 kWh, men der bruges kun 20.000 kWh (El)."
    ]
    assert laek.after.kwh == pytest.approx(15_000)
    assert it.after.kwh == pytest.approx(50_000)  # what is not split
    assert result.notes == ()
    assert led.overlaps == laek.overlaps == it.overlaps == ()


def test_absolute_savings_are_capped_at_what_is_left() -> None:
    result = stack(State.of({"el": 10_000.0}), [reduce("a", 8_000), reduce("b", 5_000)], RATES)
    b = result.result("b")
    assert (b.alone.kwh, b.after.kwh) == (5_000, pytest.approx(2_000))
    assert b.overlaps == ("a",)
    assert result.after.kwh == pytest.approx(10_000)
    assert result.carriers[0].after == 0


def test_money_shrinks_with_its_energy_and_money_alone_does_not() -> None:
    energy = Stream("reducer", "", "el", kwh=8_000, money=9_000)
    demand = Stream("kroner", money=1_000)
    first = reduce("a", 6_000)
    result = stack(State.of({"el": 10_000.0}), [first, Measure("b", "b", (energy, demand), 0)], RATES)
    b = result.result("b")
    assert b.alone.kr == 10_000
    assert b.after.kr == pytest.approx(4_500 + 1_000)
    part = Measure("c", "c", (Stream("reducer", "", "el", share=0.5, money=600),), 0)
    c = stack(State.of({"el": 10_000.0}), [first, part], RATES).result("c")
    assert (c.alone.kr, c.after.kr) == (600, pytest.approx(240))


def test_gas_boiler_to_heat_pump() -> None:
    """SCOP 3 for a boiler of 90 %: 30,000 kWh gas becomes 9,000 kWh electricity."""
    pump = Stream("konverter", "rumvarme", "naturgas", share=1, to_carrier="el", efficiency=3 / 0.9)
    result = stack(State.of({"naturgas": 30_000.0}), [Measure("vp", "vp", (pump,), 100_000)], RATES)
    effect = result.measures[0].after
    assert effect.saved == {"naturgas": 30_000, "el": pytest.approx(-9_000)}
    assert effect.kr == pytest.approx(30_000 * 0.8 - 9_000 * 1.3)
    assert effect.co2_kg == pytest.approx(30_000 * 0.189 - 9_000 * 0.135)
    el, gas = result.carriers
    assert (el.before, el.after) == (0, pytest.approx(9_000))
    assert (gas.before, gas.after) == (30_000, 0)


def test_a_conversion_fills_the_end_use_of_the_new_carrier() -> None:
    state = State.of(USE, [Split("el", "belysning", 1.0)])
    pump = Stream("konverter", "rumvarme", "naturgas", kwh=100_000, to_carrier="el", efficiency=4)
    lower = share("grader", 0.1, "rumvarme")
    result = stack(state, [Measure("vp", "vp", (pump,), 0), lower], RATES)
    assert result.result("grader").after.kwh == pytest.approx(2_500)
    assert result.after_state.cells["rumvarme", "el"] == pytest.approx(22_500)
    assert result.result("grader").overlaps == ("vp",)


def test_own_production_lowers_what_is_bought_of_every_end_use() -> None:
    state = State.of(USE, [Split("el", "belysning", 0.4)])
    sun = Measure("sol", "sol", (Stream("forsyn", "", "el", kwh=50_000), Stream("kroner", money=4_000)), 0)
    result = stack(state, [sun], RATES)
    assert result.after.kwh == 50_000
    assert result.after.kr == pytest.approx(69_000)
    assert result.after_state.cells["belysning", "el"] == pytest.approx(20_000)
    too_much = Measure("sol", "sol", (Stream("forsyn", "", "el", kwh=150_000),), 0)
    assert stack(state, [too_much], RATES).after.kwh == pytest.approx(100_000)


def test_more_use_is_a_negative_saving() -> None:
    heat = Stream("reducer", "rumvarme", "naturgas", kwh=20_000)
    fan = Measure("vgv", "vgv", (heat, Stream("reducer", "ventilation", "el", kwh=-1_500)), 0)
    result = stack(State.of(USE), [fan], RATES)
    assert result.after.saved == {"naturgas": 20_000, "el": -1_500}
    assert result.carriers[0].after == 101_500


def test_a_carrier_without_known_use_has_no_cap_and_says_so() -> None:
    steam = reduce("damp", 5_000, "procesvarme", "damp")
    result = stack(State.of(USE), [steam, share("andel", 0.5, "", "damp")], RATES)
    assert result.measures[0].after.kwh == 5_000
    assert result.measures[0].notes == (
        "Forbruget mangler (Købt damp), så besparelsen er ikke holdt op mod det.",
        "Prisen på købt damp mangler, så kronerne er ikke med.",
    )
    assert result.measures[1].after.kwh == 0
    assert "andelen giver ingen besparelse endnu" in result.measures[1].notes[0]
    steam_change = result.carriers[-1]
    assert (steam_change.before, steam_change.saved, steam_change.after) == (None, 5_000, None)
    assert all(kwh >= 0 for kwh in result.after_state.cells.values())


def test_proposed_order() -> None:
    sun = Measure("sol", "sol", (Stream("forsyn", "", "el", kwh=10_000),), 1_000)
    pump = Measure(
        "vp", "vp", (Stream("konverter", "", "naturgas", kwh=1, to_carrier="el", efficiency=3),), 1
    )
    slow = reduce("langsom", 1_000, investment=10_000)
    quick = reduce("hurtig", 1_000, investment=100)
    nothing = reduce("intet", 0, investment=100)
    placed = Measure("foerst", "foerst", sun.streams, 1_000, order=1)
    ids = ["foerst", "hurtig", "langsom", "intet", "vp", "sol"]
    for measures in itertools.permutations([sun, pump, slow, quick, nothing, placed]):
        assert [m.id for m in arrange(State.of(USE), measures, RATES)] == ids


def test_no_measures() -> None:
    result = stack(State.of(USE), [], RATES)
    assert (result.after.kwh, result.payback.word) == (0, "–")
    assert [change.after for change in result.carriers] == [100_000, 200_000]


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "spar", "carrier": "el", "kwh": 1},
        {"kind": "reducer", "kwh": 1},
        {"kind": "reducer", "carrier": "el"},
        {"kind": "reducer", "carrier": "el", "kwh": 1, "share": 0.1},
        {"kind": "reducer", "carrier": "el", "share": 1.1},
        {"kind": "reducer", "carrier": "el", "kwh": float("nan")},
        {"kind": "konverter", "carrier": "el", "kwh": 1},
        {"kind": "konverter", "carrier": "el", "kwh": 1, "to_carrier": "damp", "efficiency": 0},
        {"kind": "kroner"},
    ],
)
def test_a_stream_that_cannot_be_is_refused(values: dict[str, object]) -> None:
    with pytest.raises(AmountError):
        Stream(**values)  # type: ignore[arg-type]


def test_a_measure_and_a_split_that_cannot_be_are_refused() -> None:
    with pytest.raises(AmountError):
        Measure("a", "a", accuracy="D")
    with pytest.raises(AmountError):
        Measure("a", "a", investment=float("inf"))
    with pytest.raises(AmountError, match="100 %"):
        State.of(USE, [Split("el", "it", 0.7), Split("el", "belysning", 0.4)])


# ---------------------------------------------------------------- what must always hold

END_USES = st.sampled_from(["", "belysning", "trykluft", "rumvarme"])
CARRIERS = st.sampled_from(["el", "naturgas"])
KWH = st.floats(0, 1e6)
SHARES = st.floats(0, 1)
absolute = st.builds(lambda e, c, k: Stream("reducer", e, c, kwh=k), END_USES, CARRIERS, KWH)
relative = st.builds(lambda e, c, s: Stream("reducer", e, c, share=s), END_USES, CARRIERS, SHARES)
supply = st.builds(lambda c, k: Stream("forsyn", "", c, kwh=k), CARRIERS, KWH)
states = st.builds(
    lambda el, gas, light, air: State.of(
        {"el": el, "naturgas": gas},
        [Split("el", "belysning", light), Split("el", "trykluft", air * (1 - light))],
    ),
    KWH,
    KWH,
    SHARES,
    SHARES,
)


def named(streams: list[list[Stream]]) -> list[Measure]:
    return [Measure(str(i), str(i), tuple(group), 0.0) for i, group in enumerate(streams)]


def measures_of(stream: st.SearchStrategy[Stream]) -> st.SearchStrategy[list[Measure]]:
    return st.lists(st.lists(stream, min_size=1, max_size=2), max_size=6).map(named)


@given(states, measures_of(absolute | relative | supply))
def test_no_saving_above_the_use(state: State, measures: list[Measure]) -> None:
    result = stack(state, measures, RATES)
    for change in result.carriers:
        assert change.before is not None
        assert change.after is not None
        assert 0 <= change.after <= change.before * (1 + 1e-9) + 1e-6
        assert change.saved == pytest.approx(change.before - change.after, rel=1e-6, abs=1e-3)
    for measure in result.measures:
        for carrier, kwh in measure.alone.saved.items():
            assert kwh <= (state.total(carrier) or 0) * (1 + 1e-9) + 1e-6


@given(states, measures_of(absolute | relative | supply))
def test_the_streams_make_up_the_effect(state: State, measures: list[Measure]) -> None:
    for result in stack(state, measures, RATES).measures:
        for parts, effect in ((result.parts, result.after), (result.parts_alone, result.alone)):
            assert sum(part.effect.kr for part in parts) == pytest.approx(effect.kr)
            assert sum(part.effect.kwh for part in parts) == pytest.approx(effect.kwh)


@given(states, measures_of(relative), st.randoms())
def test_totals_of_shares_do_not_depend_on_the_order(state: State, measures: list[Measure], random) -> None:
    shuffled = measures[:]
    random.shuffle(shuffled)
    one, other = stack(state, measures, RATES), stack(state, shuffled, RATES)
    assert one.after.kwh == pytest.approx(other.after.kwh, rel=1e-9, abs=1e-3)
    assert one.after.kr == pytest.approx(other.after.kr, rel=1e-9, abs=1e-3)


@given(states, measures_of(absolute | relative | supply), absolute | relative)
def test_one_measure_more_never_saves_less(state: State, measures: list[Measure], more: Stream) -> None:
    before = stack(state, measures, RATES)
    after = stack(state, [*measures, Measure("ny", "ny", (more,), 0.0)], RATES)
    assert after.after.kwh >= before.after.kwh - 1e-6
    assert after.after.co2_kg >= before.after.co2_kg - 1e-6


@given(states, END_USES, CARRIERS, KWH, KWH)
def test_more_kwh_in_a_stream_never_saves_less(
    state: State, end_use: str, carrier: str, kwh: float, more: float
) -> None:
    few = stack(state, [reduce("a", kwh, end_use, carrier)], RATES).after.kwh
    many = stack(state, [reduce("a", kwh + more, end_use, carrier)], RATES).after.kwh
    assert many >= few


@given(states, measures_of(absolute | relative | supply), st.randoms())
def test_the_proposed_order_does_not_depend_on_the_given_one(
    state: State, measures: list[Measure], random
) -> None:
    shuffled = measures[:]
    random.shuffle(shuffled)
    assert arrange(state, measures, RATES) == arrange(state, shuffled, RATES)


def test_an_end_use_that_the_split_does_not_name_draws_on_the_rest() -> None:
    """Everything is split, compressed air not among it: then it is part of »Øvrigt«."""
    state = State.of({"el": 1_000.0}, [Split("el", "belysning", 0.7), Split("el", "oevrige", 0.3)])
    air = Measure("a", "Lækager", (Stream("reducer", "trykluft", "el", kwh=400),), 1)
    (result,) = stack(state, [air], Rates()).measures
    assert (result.after.kwh, result.exceeds) == (300, True)
    light = Measure("b", "LED", (Stream("reducer", "belysning", "el", kwh=400),), 1)
    assert stack(state, [air, light], Rates()).after.kwh == 700
