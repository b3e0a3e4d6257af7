"""The numbers of one visit: stated for the company, moved to the newer set, undone; and present values."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.factorsets import FactorRow, FactorSets
from klimabesog.casework.visit import Visit
from klimabesog.energy.economics import INTEREST, annuity_factor
from klimabesog.values.errors import InputError
from tests.casework.steps import BASELINE, anew, electricity, fill, leaks

AGREED = FactorRow("pris", "el", "kWh", 1.0, source="Aftale af 1. maj 2026", source_year=2026)
DECLARED = FactorRow(
    "udledning",
    "fjernvarme",
    "MWh",
    34.0,
    boundary="forbraending",
    source="Værkets deklaration",
    source_year=2025,
)


def heat(visit: Visit) -> None:
    row = {"energibaerer": "fjernvarme", "maengde": "60", "kilde": "regning"}
    fill(visit, BASELINE, {f"/data/forbrug[1]/{name}": value for name, value in row.items()})


def test_an_agreed_price_goes_before_what_was_paid(casebook: Casebook, visit: Visit) -> None:
    electricity(visit, "100000", "150000")
    leaks(visit)
    before = visit.measures()[0]
    visit.numbers.state(AGREED)
    after = visit.measures()[0]
    assert after.kroner == pytest.approx(before.kroner / 1.5)
    assert visit.result().consumption_kroner == 150_000, "what was paid stays what was paid"
    assert anew(casebook, visit).measures()[0].kroner == after.kroner
    visit.numbers.unstate("pris", "el")
    assert visit.measures()[0].kroner == before.kroner


def test_an_agreed_price_stands_in_the_report(visit: Visit) -> None:
    electricity(visit)
    visit.numbers.state(AGREED)
    (factor,) = visit.report_model().factors
    assert factor.price_kr_kwh == 1.0
    assert factor.price_source == "oplyst for jer: Aftale af 1. maj 2026"


def test_an_agreed_price_is_no_estimate(visit: Visit) -> None:
    row = {"energibaerer": "el", "maengde": "1000", "kilde": "regning"}
    fill(visit, BASELINE, {f"/data/forbrug[1]/{name}": value for name, value in row.items()})
    assert visit.screening.baseline.rows[0].notes == ("Prisen er et skøn. Spørg efter regningen.",)
    visit.numbers.state(AGREED)
    assert visit.screening.baseline.rows[0].notes == ()
    assert visit.result().consumption_kroner == 1000


def test_the_plants_declaration_counts_and_its_boundary_is_told(visit: Visit) -> None:
    heat(visit)
    visit.numbers.state(DECLARED)
    assert visit.result().consumption_co2_kg == pytest.approx(60 * 34)
    (numbers,) = visit.numbers.figures()
    assert (numbers.carrier, numbers.off_boundary, numbers.paid) == ("fjernvarme", True, None)
    assert "kun fra forbrændingen" in visit.screening.baseline.notes[0]
    assert visit.numbers.stated("udledning", "fjernvarme") is not None


def test_undo_and_redo_say_what_it_was(visit: Visit) -> None:
    heat(visit)
    before = visit.result()
    visit.numbers.state(DECLARED)
    stated = visit.result()
    assert visit.undo() == "Tallet for fjernvarme"
    assert visit.result() == before
    visit.redo()
    assert visit.result() == stated


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (replace(AGREED, source=""), "hvor tallet kommer fra"),
        (replace(AGREED, source_year=None), "hvilket år"),
        (replace(AGREED, unit="ton"), "kan ikke angives i"),
        (FactorRow("braendvaerdi", "diesel", "l", 9, source="x", source_year=2025), "kun pris og udledning"),
    ],
)
def test_what_cannot_be_stated(visit: Visit, row: FactorRow, says: str) -> None:
    with pytest.raises(InputError, match=says):
        visit.numbers.state(row)
    assert visit.screening.stated == ()


def test_a_finished_visit_keeps_its_numbers(visit: Visit) -> None:
    visit.finish()
    for step in (lambda: visit.numbers.state(AGREED), lambda: visit.numbers.set_interest(0.1)):
        with pytest.raises(InputError, match="afsluttet"):
            step()
    assert visit.numbers.newer() is None


def test_a_value_that_cannot_be_read_is_told(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    record = visit.screening.id
    casebook.desk.save_record(record, "screeninger", {"egen:pris:el": {"kind": "pris", "ukendt": 1}})
    again = anew(casebook, visit)
    assert again.screening.problems == ("Et tal for virksomheden (pris:el) kan ikke læses. Skriv det igen.",)
    assert again.result().consumption_kwh == 100_000


# -- the set in force now --------------------------------------------------------------------------


def test_moving_to_the_newer_set_is_shown_first(casebook: Casebook, visit: Visit) -> None:
    electricity(visit, "100000", "150000")
    assert visit.numbers.newer() is None
    sets = FactorSets(casebook.desk)
    greener = FactorRow("udledning", "el", "kWh", 0.1, boundary="livscyklus", source="Deklarationen")
    sets.save_own(greener)
    sets.set_interest(0.06)
    move = visit.numbers.newer()
    assert move is not None
    assert [(c.kind, c.carrier, c.after and c.after.value) for c in move.changes] == [
        ("udledning", "el", 0.1)
    ]
    assert (move.before.co2_kg, move.after.co2_kg) == (pytest.approx(13_500), pytest.approx(10_000))
    assert visit.result().consumption_co2_kg == pytest.approx(13_500), "nothing is written yet"
    visit.numbers.move(move)
    assert visit.result().consumption_co2_kg == pytest.approx(10_000)
    assert visit.screening.interest == 0.06
    assert visit.numbers.newer() is None
    assert visit.undo() == "Skiftet af faktorer og priser"
    assert (visit.result().consumption_co2_kg, visit.screening.interest) == (pytest.approx(13_500), INTEREST)


def test_what_was_stated_stays_in_a_move(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    visit.numbers.state(AGREED)
    FactorSets(casebook.desk).save_own(FactorRow("pris", "el", "kWh", 2.0, source="Kommunens indkøb"))
    move = visit.numbers.newer()
    assert move is not None
    assert move.changes == (), "the agreed price counts before and after"
    visit.numbers.move(move)
    assert visit.screening.rates.of("el").price == 1.0


# -- present values --------------------------------------------------------------------------------


def test_present_value_and_rate_of_a_measure(visit: Visit) -> None:
    """Leaks: 6,000 kWh at 1.50 kr. for 6,000 kr.; the lifetime is the form's."""
    electricity(visit, "100000", "150000")
    leaks(visit)
    (row,) = visit.measures()
    lifetime = visit.measure_book.estimates()[row.instance].measure.lifetime
    assert lifetime
    assert row.npv == pytest.approx(9_000 * annuity_factor(INTEREST, lifetime) - 6_000)
    assert row.irr is not None
    assert row.irr > 1
    assert row.annuity == pytest.approx(6_000 / annuity_factor(INTEREST, lifetime))
    strip = visit.result()
    assert (strip.npv, strip.irr, strip.annuity) == (row.npv, row.irr, row.annuity)
    visit.numbers.set_interest(0.10)
    assert visit.measures()[0].npv == pytest.approx(9_000 * annuity_factor(0.10, lifetime) - 6_000)
    assert visit.measures()[0].irr == row.irr
    assert visit.undo() == "Kalkulationsrenten"


def test_without_a_lifetime_there_is_a_word_and_a_reason(visit: Visit) -> None:
    electricity(visit)
    instance = leaks(visit)
    life = next(node for node in visit.session(instance).walk() if node.name == "ud_levetid")
    visit.answer(instance, life.ref, "")
    (row,) = visit.measures()
    assert (row.npv, row.irr, row.irr_text, row.worth_note) == (None, None, "–", "Levetiden mangler.")
    assert visit.result().worth_note == "Levetiden mangler."
    assert row.payback_years is not None, "payback needs no lifetime"


def test_the_rate_stands_among_the_conditions(visit: Visit) -> None:
    visit.numbers.set_interest(0.05)
    said = "Nutidsværdi er regnet med en kalkulationsrente på 5,0 % og faste priser."
    assert said in [text.replace("\u00a0", " ") for text in visit.report_model().conditions]


# -- the order -------------------------------------------------------------------------------------


def test_measures_act_in_the_order_the_officer_wants(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    first, second = leaks(visit, "40000"), leaks(visit, "40000")
    order = [row.instance for row in visit.measures()]
    assert set(order) == {first, second}
    whole = visit.result()
    assert visit.move_measure(order[1], -1)
    assert [row.instance for row in visit.measures()] == order[::-1]
    assert [row.place for row in visit.measures()] == [1, 2]
    assert visit.measures()[0].kwh == visit.measures()[0].kwh_alone
    assert visit.measures()[1].kwh < visit.measures()[1].kwh_alone
    assert visit.result().saving_kwh == pytest.approx(whole.saving_kwh)
    assert [row.instance for row in anew(casebook, visit).measures()] == order[::-1]
    assert visit.undo() == "Rækkefølgen af tiltag"
    assert [row.instance for row in visit.measures()] == order


def test_the_ends_of_the_order(visit: Visit) -> None:
    electricity(visit)
    leaks(visit)
    (row,) = visit.measures()
    assert not visit.move_measure(row.instance, -1)
    assert not visit.move_measure(row.instance, 1)
    visit.set_measure_status(row.instance, "fravalgt")
    assert not visit.move_measure(row.instance, -1)
    assert visit.measures()[0].place == 0


def test_a_new_measure_acts_last_and_the_proposed_order_comes_back(visit: Visit) -> None:
    electricity(visit)
    leaks(visit, "40000"), leaks(visit, "40000")
    proposed = [row.instance for row in visit.measures()]
    visit.move_measure(proposed[1], -1)
    cheap = leaks(visit, "90000")
    assert visit.measures()[-1].instance == cheap
    assert visit.measure_book.is_ordered
    visit.propose_order()
    assert not visit.measure_book.is_ordered
    assert [row.instance for row in visit.measures() if row.instance != cheap] == proposed
