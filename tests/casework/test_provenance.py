"""Where every number comes from: formulas that come out, parts one can go on to, and words for what is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.factorsets import FactorRow
from klimabesog.casework.figurewords import amount, tonnes, years
from klimabesog.casework.provenance import values as v
from klimabesog.casework.provenance.explain import explain
from klimabesog.casework.provenance.factors import factor_explanation
from klimabesog.casework.provenance.places import numbers_at
from klimabesog.casework.provenance.values import Explanation, Line, Number
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.case import AGREEMENT, sign
from tests.casework.formulas import by_hand, by_parts
from tests.casework.steps import BASELINE, FREE, electricity, fill, leaks, measure, named
from tests.casework.test_steps import PLAN, agree, finish, row_of

TOTALS = (
    *(v.USE_KWH, v.USE_KR, v.USE_CO2),
    *(v.SAVED_KWH, v.SAVED_KR, v.SAVED_CO2, v.INVESTMENT, v.PAYBACK, v.NET_KR, v.NPV, v.IRR),
)
OF_ONE = (v.SAVED_KWH, v.SAVED_KR, v.SAVED_CO2, v.INVESTMENT, v.PAYBACK, v.NET_KR, v.NPV, v.IRR)


def everything(visit: Visit) -> Iterator[Explanation]:
    """Every explanation of what a visit shows, and of all that can be gone on to from there."""
    todo = [Number(kind) for kind in TOTALS]
    todo += [Number(kind, "", v.ALONE) for kind in (v.SAVED_KWH, v.SAVED_KR)]
    todo += [Number(kind, row.instance) for row in visit.measures() for kind in OF_ONE]
    seen: set[Number] = set()
    while todo:
        number = todo.pop()
        if number not in seen:
            seen.add(number)
            found = explain(visit, number)
            yield found
            todo += [line.on for line in (*found.lines, *found.inputs) if line.on]


def check(explanations: Iterable[Explanation]) -> list[Explanation]:
    """Each formula comes out, from its parts and as it is printed; returns them."""
    checked = list(explanations)
    for one in checked:
        assert one.title
        assert one.how.endswith("."), one
        if one.formula is None:
            continue
        found, size = by_parts(one.formula)
        assert found == pytest.approx(one.formula.result, abs=1e-9 * size), one.formula.text
        left, right = by_hand(one.formula.text)
        assert left == pytest.approx(right, abs=4e-4 * size), one.formula.text
        if one.number.kind != v.IRR:
            assert one.formula.result == one.value
    return checked


def shown(visit: Visit, kind: str, of: str = "", part: str = "") -> str:
    return explain(visit, Number(kind, of, part)).shown


def line(explanation: Explanation, label: str) -> Line:
    return next(one for one in (*explanation.lines, *explanation.inputs) if label in one.label)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.fixture
def example(casebook: Casebook) -> Visit:
    return casebook.create_example()


@pytest.fixture
def heated(visit: Visit) -> Visit:
    """Electricity billed, gas at a price a unit, oil without a price; a heat pump, sun, money, a part renewed."""
    electricity(visit, "100000", "150000")
    rows = (
        {
            "energibaerer": "naturgas",
            "maengde": "9000",
            "enhed": "m3",
            "pris_pr_enhed": "8.5",
            "kilde": "maaler",
        },
        {"energibaerer": "fyringsolie", "maengde": "1200", "enhed": "l", "kilde": "skoen"},
    )
    for number, row in enumerate(rows, 2):
        visit.add_row(BASELINE, "/data/forbrug")
        fill(visit, BASELINE, {f"/data/forbrug[{number}]/{name}": value for name, value in row.items()})
    gas = {"ind_baerer": "naturgas", "ind_varme": "60000", "ud_investering": "210000", "ud_drift": "-1500"}
    measure(visit, "varmepumpe", gas)
    measure(visit, "solceller", {"ind_kwp": "30"})
    leaks(visit)
    leaks(visit)
    measure(visit, FREE, {"ud_titel": "Færre kørsler", "art": "kroner", "kroner": "4000", "ud_drift": "500"})
    measure(
        visit, FREE, {"ud_titel": "Nyt lys", "ud_investering": "40000", "kwh": "5000", "ud_levetid": "7.5"}
    )
    return visit


# -- formulas --------------------------------------------------------------------------------------


def test_every_formula_of_the_example_comes_out(example: Visit) -> None:
    checked = check(everything(example))
    assert len(checked) > 80
    assert {one.number.kind for one in checked} >= {*TOTALS, v.PRICE, v.EMISSION, v.HEATING, v.INTEREST}


def test_every_formula_of_a_case_with_everything_in_it_comes_out(heated: Visit) -> None:
    checked = check(everything(heated))
    texts = [one.formula.text for one in checked if one.formula]
    assert any(" ÷ " in text for text in texts)
    assert any(" − " in text for text in texts)
    own = next(one for one in checked if "Færre kørsler" in one.title and one.number.kind == v.SAVED_KR)
    assert (own.value, own.how) == (4000, "Beløbet, som tiltaget siger.")


def test_what_is_shown_is_what_the_window_shows(heated: Visit) -> None:
    strip = heated.result()
    assert shown(heated, v.SAVED_KWH) == f"{amount(strip.saving_kwh, strip.rough)} kWh/år"
    assert shown(heated, v.SAVED_KR) == f"{amount(strip.saving_kroner, strip.rough)} kr./år"
    assert shown(heated, v.SAVED_CO2) == f"{tonnes(strip.saving_co2_kg, strip.rough)} t CO₂e/år"
    assert shown(heated, v.PAYBACK) == years(strip.payback_years, strip.payback_word)
    assert explain(heated, Number(v.SAVED_KR, "", v.ALONE)).value == strip.saving_kroner_alone
    assert explain(heated, Number(v.USE_KWH)).value == strip.consumption_kwh
    assert (explain(heated, Number(v.NPV)).value, shown(heated, v.IRR)) == (strip.npv, strip.irr_text)
    for row in heated.measures():
        rough = row.accuracy == "C"
        assert shown(heated, v.SAVED_KR, row.instance) == f"{amount(row.kroner, rough)} kr./år"
        assert shown(heated, v.PAYBACK, row.instance) == years(row.payback_years, row.payback_word, rough)
        assert explain(heated, Number(v.NPV, row.instance)).value == row.npv


# -- a bill, a price, a factor ---------------------------------------------------------------------


def test_from_a_saving_to_the_price_to_the_bill(visit: Visit) -> None:
    electricity(visit, "100000", "130000")
    instance = leaks(visit, "82600")
    saved = explain(visit, Number(v.SAVED_KR, instance))
    assert saved.formula is not None
    assert plain(saved.formula.text) == "12.390 kWh × 1,30 kr./kWh = 16.107 kr."
    paid = line(saved, "Pris på el")
    assert (paid.origin, paid.accuracy, paid.on) == ("Regningerne", "A", Number(v.PRICE, "el"))
    price = explain(visit, Number(v.PRICE, "el"))
    assert price.formula is not None
    assert plain(price.formula.text) == "130.000 kr. ÷ 100.000 kWh = 1,30 kr./kWh"
    on = line(price, "Kr. i alt").on
    assert on is not None
    (bill,) = explain(visit, on).lines
    assert (plain(bill.text), bill.origin, bill.accuracy) == ("130.000 kr.", "Regning", "A")
    assert bill.source == "01.01.2025 – 31.12.2025"
    assert bill.asked == ("forbrug", "/data/forbrug[1]/kroner")


def test_a_bill_without_a_price_says_so(heated: Visit) -> None:
    bill = heated.screening.baseline.rows[2].row.id
    cost = explain(heated, Number(v.USE_KR, bill))
    assert "ikke skrevet noget beløb" in cost.how
    assert cost.accuracy == "C", "an estimated price makes an estimate, whatever the amount is"
    assert line(cost, "Pris").origin.startswith("Tabel")
    amount_of = explain(heated, Number(v.USE_KWH, bill))
    assert amount_of.formula is not None
    assert amount_of.formula.terms[0].factors[1].line.on == Number(v.HEATING, "fyringsolie", "l")


def test_a_row_of_another_year_is_told_of(visit: Visit) -> None:
    electricity(visit)
    visit.add_row(BASELINE, "/data/forbrug")
    older = {
        "energibaerer": "el",
        "maengde": "90000",
        "fra": "2023-01-01",
        "til": "2023-12-31",
        "kilde": "regning",
    }
    fill(visit, BASELINE, {f"/data/forbrug[2]/{name}": value for name, value in older.items()})
    other = visit.screening.baseline.rows[1].row.id
    notes = explain(visit, Number(v.USE_KWH, other)).notes
    assert "Rækken er fra 2023 og tæller ikke med i basisåret 2025." in notes


def test_an_emission_between_two_years(visit: Visit) -> None:
    factors = visit.screening.factors.for_year(2024)
    found = factor_explanation(factors, Number(v.EMISSION, "el"))
    check([found])
    assert [one.label for one in found.lines] == [
        "Udledning 2023",
        "Vægt af 2023",
        "Udledning 2025",
        "Vægt af 2025",
    ]
    assert "rette linje" in found.how
    assert found.notes[0].startswith("Ret linje mellem 2023 (0,187) og 2025")
    assert found.lines[0].url.startswith("https://bygningsreglementet.dk")


def test_a_number_with_the_other_boundary_is_told_of(visit: Visit) -> None:
    electricity(visit)
    plant = FactorRow(
        "udledning", "el", "MWh", 90.0, boundary="forbraending", source="Værket", source_year=2025
    )
    visit.numbers.state(plant)
    found = explain(visit, Number(v.EMISSION, "el"))
    assert found.how == "Oplyst for virksomheden."
    assert "Grænse: forbrænding, mens de øvrige tal er for livscyklus." in found.notes
    assert found.lines[0].source == "Værket, udgivet 2025"
    assert found.notes[-1] == "Besøget regner med Faktorer 2026, læst for 2025 og fastlåst 20.11.2026."


def test_a_stated_price_goes_before_the_bills(visit: Visit) -> None:
    electricity(visit)
    visit.numbers.state(FactorRow("pris", "el", "kWh", 1.0, source="Aftale", source_year=2026))
    found = explain(visit, Number(v.PRICE, "el"))
    assert (found.value, found.how) == (1.0, "Oplyst for virksomheden.")


def test_the_rate_says_who_chose_it(visit: Visit) -> None:
    assert "Finansministeriet" in explain(visit, Number(v.INTEREST)).lines[0].source
    visit.numbers.set_interest(0.06)
    found = explain(visit, Number(v.INTEREST))
    assert (plain(found.shown), found.lines[0].source) == ("6,0 %", "Valgt 20.11.2026 af Anna")


def test_a_carrier_without_a_number(visit: Visit) -> None:
    found = explain(visit, Number(v.PRICE, "damp"))
    assert (found.shown, found.value, found.formula) == ("–", None, None)


# -- a measure -------------------------------------------------------------------------------------


def test_kwh_lead_to_what_the_form_was_told(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit, "82600")
    found = explain(visit, Number(v.SAVED_KWH, instance))
    assert plain(found.wording) == "82.600 kWh × 25 % × 60 % = 12.390 kWh om året"
    leak = line(found, "går til lækager")
    assert (plain(leak.text), leak.origin, leak.accuracy) == ("25 %", "Skøn", "C")
    assert "20–30 %" in leak.source, "the form's own words on a figure"
    assert leak.asked == (instance, named(visit, instance, "ind_laek").ref)
    assert "efter tiltagenes egne tal" in line(found, "el til trykluft").source


def test_overlap_says_what_it_was_alone_and_who_took_it(visit: Visit) -> None:
    electricity(visit)
    first, second = leaks(visit), leaks(visit)
    row = next(row for row in visit.measures() if row.place == 2)
    found = explain(visit, Number(v.SAVED_KWH, row.instance))
    taken = row.kwh_alone - row.kwh
    assert (
        plain(found.notes[0])
        == f"Alene sparede det 6.000 kWh; {taken:.0f} kWh af det har andre tiltag taget."
    )
    assert found.notes[1].startswith("Overlapper med »")
    assert line(found, "Tilbage efter de tiltag").on == Number(v.USE_KWH, "el")
    alone = explain(visit, Number(v.SAVED_KWH, row.instance, v.ALONE))
    assert alone.value == row.kwh_alone
    assert not any("Overlapper" in note for note in alone.notes)
    assert {first, second} == {one.on.of for one in explain(visit, Number(v.SAVED_KWH)).lines if one.on}


def test_what_is_missing_can_be_gone_to(visit: Visit) -> None:
    electricity(visit)
    instance = visit.start_measure("led")
    found = explain(visit, Number(v.SAVED_KR, instance))
    assert (found.value, found.shown) == (None, "–")
    assert "mangler tal" in found.how
    assert named(visit, instance, "ind_antal").ref in [one.asked.ref for one in found.inputs if one.asked]
    free = measure(visit, FREE, {"ud_titel": "Nyt lys", "kwh": "5000"})
    price = explain(visit, Number(v.PAYBACK, free))
    assert (price.how, price.asked) == (
        "Investeringen mangler.",
        (free, named(visit, free, "ud_investering").ref),
    )
    assert "»Nyt lys«" in explain(visit, Number(v.PAYBACK)).how


def test_a_measure_turned_down_and_one_that_is_gone(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    visit.set_measure_status(instance, "fravalgt")
    assert "fravalgt" in explain(visit, Number(v.SAVED_KR, instance)).how
    assert "fravalgt" in explain(visit, Number(v.NPV, instance)).how
    assert explain(visit, Number(v.SAVED_KR)).shown == "–"
    visit.remove_measure(instance)
    with pytest.raises(InputError, match="findes ikke længere"):
        explain(visit, Number(v.SAVED_KR, instance))
    with pytest.raises(InputError, match="findes ikke længere"):
        explain(visit, Number(v.USE_KWH, "en anden"))


def test_an_estimate_says_why_it_is_rounded(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit, "82600")
    found = explain(visit, Number(v.SAVED_KR, instance))
    assert found.accuracy == "C"
    assert found.notes[-1] == "Tallet er et skøn. Derfor vises det som »ca.« med to cifre."


def test_an_empty_visit_explains_its_dashes(visit: Visit) -> None:
    for kind in TOTALS:
        found = explain(visit, Number(kind))
        assert found.shown == "–" or found.value is not None, kind
        assert found.how.endswith(".")


# -- the steps: agreed and realised ----------------------------------------------------------------


@pytest.fixture
def steps(casebook: Casebook, visit: Visit) -> StepBook:
    electricity(visit)
    leaks(visit)
    measure(visit, FREE, {"ud_titel": "Nyt lys", "ud_investering": "40000", "kwh": "5000"})
    return casebook.steps(visit.company.id)


def test_agreed_and_realised_say_when_and_lead_to_the_estimate(steps: StepBook, visit: Visit) -> None:
    agree(steps, "Nyt lys", percent="60")
    instance = next(row.instance for row in visit.measures() if row.title == "Nyt lys")
    agreed = explain(visit, Number(v.SAVED_KWH, instance, "aftalt"))
    assert (agreed.value, agreed.title) == (3_000, "Sparet energi, aftalt · Nyt lys")
    assert agreed.how == "Aftalt, skrevet 20.11.2026 af Anna."
    assert line(agreed, "Vores skøn").on == Number(v.SAVED_KWH, instance, "skoen")
    assert explain(visit, Number(v.SAVED_KWH, instance, "skoen")).value == 5_000
    counts = explain(visit, Number(v.SAVED_KWH, instance))
    assert (counts.value, counts.how) == (3_000, agreed.how), "the latest layer is what counts"
    assert "ikke skrevet noget tal endnu" in explain(visit, Number(v.SAVED_KR, instance, "realiseret")).how
    finish(steps, "opfoelgning:1", "Nyt lys", dokumentation="maaler", realiseret_kwh="4000")
    done = explain(visit, Number(v.SAVED_KWH, instance, "realiseret"))
    assert (done.value, done.how) == (4_000, "Realiseret, skrevet 20.11.2026 af Anna.")
    reached = explain(visit, Number(v.SAVED_CO2, "", v.CARRIED_OUT))
    assert reached.value == visit.measure_book.carried_out().after.co2_kg
    check([agreed, done, reached, *(explain(visit, one.on) for one in reached.lines if one.on)])


def test_what_is_proposed_and_reached_is_that_of_the_target(steps: StepBook, visit: Visit) -> None:
    sign(steps)
    agree(steps, "Nyt lys")
    finish(steps, "opfoelgning:1", "Nyt lys", dokumentation="maaler", realiseret_kwh="4000")
    progress = steps.progress()
    assert progress is not None
    proposed, reached = (explain(visit, number) for number in v.PROGRESS)
    assert (proposed.value, reached.value) == (progress.proposed_share, progress.done_share)
    assert steps.target().sentence == f"Foreslået {proposed.shown}, nået {reached.shown} af 20\u00a0%"
    assert [line.on for line in reached.lines] == [Number(v.SAVED_CO2, "", v.CARRIED_OUT), Number(v.USE_CO2)]
    check([proposed, reached])


def test_the_agreement_says_what_the_visit_found(steps: StepBook, visit: Visit) -> None:
    form = steps.form(AGREEMENT)
    assert numbers_at(visit, form, form.node("/data/maalet/basis")) == (Number(v.USE_KWH), Number(v.USE_CO2))
    note = form.node("/data/maalet/potentiale")
    found = explain(visit, numbers_at(visit, form, note)[0])
    assert f"med {plain(found.shown)}, fratrukket" in plain(note.label)
    assert numbers_at(visit, form, form.node("/data/maalet/maal_procent")) == ()


def test_a_target_without_a_known_emission(visit: Visit) -> None:
    found = explain(visit, Number(v.REDUCTION))
    assert (found.value, found.shown) == (None, "–")
    assert "kendes ikke endnu" in found.how


def test_the_notes_of_forms_say_which_numbers_they_show(steps: StepBook, visit: Visit) -> None:
    form = visit.form(BASELINE)
    bill = visit.screening.rows[0].id
    at_row = numbers_at(visit, form, form.node("/data/forbrug[1]/omregnet"))
    assert at_row == tuple(Number(kind, bill) for kind in (v.USE_KWH, v.USE_KR, v.USE_CO2))
    assert numbers_at(visit, form, form.node("/data/sum_note"))[0] == Number(v.USE_KWH)
    assert numbers_at(visit, form, form.node("/data/forbrug[1]/maengde")) == ()
    instance = next(row.instance for row in visit.measures() if row.title != "Nyt lys")
    formula = named(visit, instance, "ud_formel")
    assert numbers_at(visit, visit.form(instance), formula)[0] == Number(v.SAVED_KWH, instance)
    assert numbers_at(visit, visit.form(instance), named(visit, instance, "ud_forudsaetninger")) == ()
    agree(steps, "Nyt lys")
    light = next(row.instance for row in visit.measures() if row.title == "Nyt lys")
    row = row_of(steps, PLAN, "plan", "Nyt lys")
    found = numbers_at(visit, steps.form(PLAN), steps.node(PLAN, f"{row}/tal"))
    assert found[0] == Number(v.SAVED_KWH, light, "skoen")
    assert numbers_at(visit, steps.form(PLAN), steps.node(PLAN, f"{row}/aendret_note")) == ()
    steps.fill("opfoelgning:1")
    row = row_of(steps, "opfoelgning:1", "status_tiltag", "Nyt lys")
    node = steps.node("opfoelgning:1", f"{row}/aftalt")
    assert numbers_at(visit, steps.form("opfoelgning:1"), node)[1] == Number(v.SAVED_KR, light, "aftalt")
    assert numbers_at(None, steps.form("opfoelgning:1"), node) == ()
