"""The six steps of a company: forms that know the case, measures agreed on and followed up, and how far it has come."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import count_conflicts, open_conflicts, settle
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.steps.keys import partnership_id
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.steps import FREE, PRESSURE, electricity, leaks, measure

AGREEMENT, REVIEW, PLAN, FIRST = "partnerskabsaftale", "teknisk_gennemgang", "handlingsplan", "opfoelgning:1"
CO2 = 0.135
"""kg CO2e/kWh electricity in the base year 2025 (BR18)."""


@pytest.fixture
def measured(visit: Visit) -> Visit:
    """100,000 kWh for 150,000 kr.; leaks that save 6,000 kWh for 6,000 kr., and 5,000 kWh by hand for 40,000 kr."""
    electricity(visit)
    leaks(visit)
    measure(visit, FREE, {"ud_titel": "Nyt lys", "ud_investering": "40000", "kwh": "5000"})
    return visit


@pytest.fixture
def steps(casebook: Casebook, measured: Visit) -> StepBook:
    return casebook.steps(measured.company.id)


def states(steps: StepBook) -> list[str]:
    return [state.state for state in steps.track()]


def sign(steps: StepBook, percent: str = "20") -> None:
    steps.answer(AGREEMENT, "/data/maalet/maal_procent", percent)
    steps.answer(AGREEMENT, "/data/underskrifter/virksomhed_dato", "2026-11-18")
    steps.answer(AGREEMENT, "/data/underskrifter/kommune_dato", "2026-11-20")


def row_of(steps: StepBook, key: str, repeat: str, title: str) -> str:
    """The reference of the row of a measure, by its title."""
    for node in steps.form(key).session.walk():
        if node.is_row and node.name == repeat:
            choice = node.child("tiltag")
            assert choice is not None
            if title in {c.label for c in choice.choices if c.value == choice.value}:
                return node.ref
    raise AssertionError(title)


def agree(steps: StepBook, title: str, percent: str = "100") -> str:
    steps.fill(PLAN)
    row = row_of(steps, PLAN, "plan", title)
    steps.answer(PLAN, f"{row}/beslutning", "ikke_startet")
    steps.answer(PLAN, f"{row}/ansvarlig", "Værkføreren")
    steps.answer(PLAN, f"{row}/frist", "2027-03-01")
    steps.answer(PLAN, f"{row}/procent", percent)
    return row


def finish(steps: StepBook, key: str, title: str, **answers: str) -> None:
    steps.fill(key)
    row = row_of(steps, key, "status_tiltag", title)
    steps.answer(key, f"{row}/status", "gennemfoert")
    for name, value in answers.items():
        steps.answer(key, f"{row}/{name}", value)


# -- what the forms know ---------------------------------------------------------------------------


def test_later_steps_know_what_earlier_ones_say(steps: StepBook, measured: Visit) -> None:
    measured.answer("besoeg", "/data/partnerskabet/maal_procent", "15")
    measured.answer("besoeg", "/data/partnerskabet/fokusomraader", "bel try")
    steps.refresh()
    assert steps.node(AGREEMENT, "/data/maalet/maal_procent").value == "15"
    assert steps.node(AGREEMENT, "/data/maalet/basisaar").value == "2025"
    assert steps.node(AGREEMENT, "/data/maalet/basis").label == (
        "I 2025 brugte virksomheden 100.000 kWh og udledte 13.500 kg CO₂e."
    )
    # (6,000 + 5,000) kWh of 100,000, whatever the factor
    assert steps.node(AGREEMENT, "/data/maalet/potentiale").label.endswith("11 %, fratrukket overlap.")
    assert steps.node(REVIEW, "/data/raadgiveren/omraader").value == "bel try"


def test_nothing_is_stored_before_the_first_answer(casebook: Casebook, steps: StepBook) -> None:
    before, keys = len(list(casebook.desk.store.events())), steps.keys()
    for key in keys:
        steps.form(key)
    assert len(list(casebook.desk.store.events())) == before
    assert not any(map(steps.is_begun, keys))
    steps.answer("information", "/data/kontakten/kanal", "tilsyn")
    assert steps.is_begun("information")


def test_the_forms_open_as_they_were_left(casebook: Casebook, steps: StepBook) -> None:
    agree(steps, "Nyt lys")
    again = casebook.steps(steps.company)
    row = row_of(again, PLAN, "plan", "Nyt lys")
    assert again.node(PLAN, f"{row}/ansvarlig").value == "Værkføreren"
    assert again.missing_measures(PLAN) == {}


def test_a_case_keeps_to_the_visit_it_was_begun_on(
    casebook: Casebook, steps: StepBook, measured: Visit
) -> None:
    agree(steps, "Nyt lys")
    second = casebook.start_visit(steps.company, "01.06.2027")
    assert steps.visit is not None
    assert steps.visit.id == measured.id
    steps.rest_on(second.id)
    assert steps.visit.id == second.id
    assert steps.missing_measures(PLAN) == {}
    with pytest.raises(InputError, match="Besøget findes ikke"):
        steps.rest_on("00000000-0000-4000-8000-000000000000")


# -- how far ---------------------------------------------------------------------------------------


def test_the_track_follows_the_forms(steps: StepBook) -> None:
    assert states(steps)[2:] == ["ikke_startet"] * 4
    steps.answer(AGREEMENT, "/data/partnerne/opbakning", "ja")
    assert states(steps)[2] == "i_gang"
    sign(steps)
    assert states(steps)[2] == "gennemfoert"
    steps.answer(REVIEW, "/data/raadgiveren/udfoerer", "kommunen")
    steps.answer(REVIEW, "/data/afslutning/faerdig", "ja")
    agree(steps, "Nyt lys")
    assert states(steps)[3:] == ["gennemfoert", "i_gang", "ikke_startet"]
    steps.answer(PLAN, "/data/aftalen/vedtaget", "2026-11-20")
    steps.answer(FIRST, "/data/moedet/dato", "2026-11-20")
    assert states(steps)[4:] == ["gennemfoert", "i_gang"]
    finish(steps, FIRST, "Nyt lys", dokumentation="skoen")
    steps.answer(FIRST, "/data/videre/afsluttet", "ja")
    assert states(steps)[5] == "gennemfoert"  # nothing agreed on is left


def test_three_follow_ups_in_order(steps: StepBook) -> None:
    agree(steps, "Nyt lys")
    assert steps.keys()[4:] == [FIRST]
    for number in (1, 2, 3):
        key = f"opfoelgning:{number}"
        assert steps.keys()[-1] == key
        steps.answer(key, "/data/moedet/dato", f"2026-0{number}-10")
        assert steps.node(key, "/data/moedet/nummer").value == str(number)
        steps.answer(key, "/data/videre/afsluttet", "ja")
    assert steps.keys()[4:] == [FIRST, "opfoelgning:2", "opfoelgning:3"]
    assert steps.track()[5].note == "3 af 3 opfølgninger"
    with pytest.raises(InputError, match="er ikke et trin"):
        steps.form("opfoelgning:4")


def test_a_step_is_skipped_with_a_reason(steps: StepBook) -> None:
    with pytest.raises(InputError, match="hvorfor"):
        steps.skip(4, "  ")
    steps.skip(4, "Screeningen er nok")
    assert (states(steps)[3], steps.track()[3].note) == ("sprunget_over", "Screeningen er nok")
    steps.unskip(4)
    assert states(steps)[3] == "ikke_startet"
    steps.skip(4, "Screeningen er nok")
    steps.undo()
    assert states(steps)[3] == "ikke_startet"
    steps.answer(REVIEW, "/data/raadgiveren/udfoerer", "kommunen")
    with pytest.raises(InputError, match="begyndt"):
        steps.skip(4, "Screeningen er nok")


def test_no_target_without_a_signed_agreement(steps: StepBook) -> None:
    steps.answer(AGREEMENT, "/data/maalet/maal_procent", "20")
    assert steps.progress() is None
    sign(steps)
    reached = steps.progress()
    assert reached is not None
    assert reached.target_kg == pytest.approx(100_000 * CO2 * 0.20)
    assert reached.proposed_kg == pytest.approx((6_000 + 5_000) * CO2)
    assert reached.done_kg == 0


# -- measures through the steps --------------------------------------------------------------------


def test_agreed_on_in_part(steps: StepBook, measured: Visit) -> None:
    agree(steps, "Nyt lys", percent="60")
    row = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert (row.status, row.kwh_alone, row.investment) == ("ikke_startet", 3_000, 24_000)
    fields = measured.measure_book.fields(row.instance)
    assert (fields["ansvarlig"], fields["frist"]) == ("Værkføreren", "2027-03-01")


def test_half_a_proposal_costs_half_in_operation(steps: StepBook, measured: Visit) -> None:
    new = measure(measured, FREE, {"ud_titel": "Ny pumpe", "ud_investering": "9000", "kwh": "4000", "ud_drift": "600"})
    steps.refresh()
    agree(steps, "Ny pumpe", percent="50")
    life = measured.measure_book.life(new)
    assert life.agreed is not None
    assert (life.agreed.measure.investment, life.agreed.measure.operation) == (4_500, 300)
    finish(steps, FIRST, "Ny pumpe", dokumentation="skoen", realiseret_procent="80")
    life = measured.measure_book.life(new)
    assert life.realised is not None
    assert (life.realised.measure.investment, life.realised.measure.operation) == (4_500, 300)
    assert next(r for r in measured.measures() if r.title == "Ny pumpe").kwh_alone == pytest.approx(1_600)


def test_the_plan_stands_when_the_estimate_changes(steps: StepBook, measured: Visit) -> None:
    plan_row = agree(steps, "Nyt lys")
    row = next(r for r in measured.measures() if r.title == "Nyt lys")
    kwh = next(n for n in measured.session(row.instance).walk() if n.name == "kwh")
    measured.answer(row.instance, kwh.ref, "9000")
    steps.refresh()
    steps.answer(PLAN, f"{plan_row}/bemaerkning", "Bestilt")
    row = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert row.kwh_alone == 5_000
    assert row.changed_since_agreement
    assert steps.node(PLAN, f"{plan_row}/aendret_note").relevant
    steps.answer(PLAN, f"{plan_row}/procent", "50")  # decided anew: of what is proposed now
    assert next(r for r in measured.measures() if r.title == "Nyt lys").kwh_alone == 4_500


def test_rejected_with_a_reason(steps: StepBook, measured: Visit) -> None:
    steps.fill(PLAN)
    row = row_of(steps, PLAN, "plan", "Nyt lys")
    steps.answer(PLAN, f"{row}/beslutning", "fravalgt")
    steps.answer(PLAN, f"{row}/fravalgt_grund", "for_dyrt")
    rejected = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert rejected.status == "fravalgt"
    assert measured.measure_book.fields(rejected.instance)["fravalgt_grund"] == "for_dyrt"
    assert measured.result().saving_kwh == pytest.approx(6_000)


def test_taking_a_row_out_of_the_plan_takes_the_agreement_back(steps: StepBook, measured: Visit) -> None:
    row = agree(steps, "Nyt lys", percent="60")
    steps.remove_row(PLAN, row)
    shown = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert (shown.status, shown.kwh_alone) == ("forslag", 5_000)
    assert list(steps.missing_measures(PLAN).values()) == ["Nyt lys"]


def test_what_was_reached_counts_towards_the_target(steps: StepBook, measured: Visit) -> None:
    sign(steps)
    agree(steps, "Nyt lys")
    finish(steps, FIRST, "Nyt lys", dokumentation="maaler", realiseret_kwh="4000", ud_investering="43000")
    row = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert (row.status, row.kwh_alone, row.investment, row.accuracy) == ("gennemfoert", 4_000, 43_000, "A")
    reached = steps.progress()
    assert reached is not None
    assert reached.done_kg == pytest.approx(4_000 * CO2)
    assert reached.proposed_kg == pytest.approx((6_000 + 4_000) * CO2)


def test_what_a_meter_shows_is_what_counts(steps: StepBook, measured: Visit) -> None:
    """The pressure acts before: a share of the leaks would be taken of less, but the meter has seen that already."""
    pressure = {"ind_forbrug": "40000", "ind_tryk_foer": "8", "ind_tryk_efter": "7", "ud_investering": "500"}
    measure(measured, PRESSURE, pressure)
    steps.refresh()
    agree(steps, "Find og tæt trykluftlækager")
    finish(steps, FIRST, "Find og tæt trykluftlækager", dokumentation="maaler", realiseret_kwh="5400")
    row = next(r for r in measured.measures() if r.title == "Find og tæt trykluftlækager")
    assert (row.place, row.kwh, row.kwh_alone) == (2, pytest.approx(5_400), pytest.approx(5_400))
    finish(steps, FIRST, "Find og tæt trykluftlækager", realiseret_kwh="", realiseret_procent="90")
    row = next(r for r in measured.measures() if r.title == "Find og tæt trykluftlækager")
    assert row.kwh < row.kwh_alone == pytest.approx(5_400)


def test_a_later_follow_up_corrects_an_earlier_one(steps: StepBook, measured: Visit) -> None:
    agree(steps, "Nyt lys")
    finish(steps, FIRST, "Nyt lys", dokumentation="skoen", realiseret_procent="100")
    finish(steps, "opfoelgning:2", "Nyt lys", dokumentation="regning", realiseret_procent="70")
    row = row_of(steps, FIRST, "status_tiltag", "Nyt lys")
    steps.answer(FIRST, f"{row}/bemaerkning", "Det første skøn")  # changes no figure
    shown = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert (shown.kwh_alone, shown.accuracy) == (3_500, "A")


def test_what_was_shown_once_stands_in_the_next_follow_up(steps: StepBook, measured: Visit) -> None:
    agree(steps, "Nyt lys")
    shown = {"dokumentation": "maaler", "realiseret_kwh": "4000", "ud_investering": "43000"}
    finish(steps, FIRST, "Nyt lys", gennemfoert="2026-11-19", **shown)
    before = measured.measures()
    steps.fill("opfoelgning:2")
    assert measured.measures() == before
    row = row_of(steps, "opfoelgning:2", "status_tiltag", "Nyt lys")
    said = {name: steps.node("opfoelgning:2", f"{row}/{name}").value for name in ("gennemfoert", *shown)}
    assert said == {"gennemfoert": "2026-11-19", **shown}
    steps.answer("opfoelgning:2", f"{row}/realiseret_kwh", "")
    steps.answer("opfoelgning:2", f"{row}/realiseret_procent", "70")
    assert next(r for r in measured.measures() if r.title == "Nyt lys").kwh_alone == 3_500


def test_a_status_is_not_written_back_by_a_form_that_says_something_else(
    steps: StepBook, measured: Visit
) -> None:
    plan_row = agree(steps, "Nyt lys")
    steps.fill(FIRST)
    row = row_of(steps, FIRST, "status_tiltag", "Nyt lys")
    steps.answer(FIRST, f"{row}/status", "i_gang")
    steps.answer(FIRST, f"{row}/frist", "2027-06-01")
    steps.answer(PLAN, f"{plan_row}/ansvarlig", "Indkøberen")
    shown = next(r for r in measured.measures() if r.title == "Nyt lys")
    fields = measured.measure_book.fields(shown.instance)
    assert (shown.status, fields["frist"], fields["ansvarlig"]) == ("i_gang", "2027-06-01", "Indkøberen")


def adviser(steps: StepBook, **answers: str) -> None:
    for name, value in answers.items():
        steps.answer(REVIEW, f"/data/forslagene/forslag/{name.replace('__', '/')}", value)


def test_the_advisers_figures_replace_ours_and_both_are_kept(steps: StepBook, measured: Visit) -> None:
    lights = next(r for r in measured.measures() if r.title == "Nyt lys")
    record = measured.measure_book.record(lights.instance)
    adviser(steps, tiltag=record, ud_stroem__slutanvendelse="belysning", ud_stroem__kwh="7500")
    adviser(steps, ud_investering="52000", kilde="maaling")
    shown = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert (shown.kwh_alone, shown.investment, shown.accuracy) == (7_500, 52_000, "A")
    assert steps.node(REVIEW, "/data/forslagene/forslag/skoen_kwh").value == "5000"
    steps.answer(REVIEW, "/data/forslagene/forslag/foretrukket", "skoen")
    shown = next(r for r in measured.measures() if r.title == "Nyt lys")
    assert (shown.kwh_alone, shown.investment) == (5_000, 40_000)


def test_an_advisers_own_proposal_becomes_a_measure(steps: StepBook, measured: Visit) -> None:
    adviser(steps, ud_titel="Varmepumpe på luften", ud_indsatsomraade="var")
    assert len(measured.measures()) == 2
    adviser(steps, ud_stroem__energibaerer="el", ud_stroem__kwh="8000", ud_investering="90000")
    new = next(r for r in measured.measures() if r.title == "Varmepumpe på luften")
    assert (new.area, new.kwh_alone, new.investment, new.status) == ("var", 8_000, 90_000, "forslag")
    assert "Varmepumpe på luften" in steps.missing_measures(PLAN).values()


# -- undo, two laptops, erasing --------------------------------------------------------------------


def test_undo_takes_a_decision_back_whole(steps: StepBook, measured: Visit) -> None:
    steps.fill(PLAN)
    row = row_of(steps, PLAN, "plan", "Nyt lys")
    before = measured.measures()
    steps.answer(PLAN, f"{row}/beslutning", "ikke_startet")
    assert steps.undo() == "Svaret på “Hvad er besluttet?”"
    assert measured.measures() == before
    assert steps.redo() is not None
    assert next(r for r in measured.measures() if r.title == "Nyt lys").status == "ikke_startet"


def test_undo_of_the_steps_leaves_the_company_and_the_visit_alone(steps: StepBook, measured: Visit) -> None:
    assert not steps.can_undo
    steps.answer("information", "/data/kontakten/kanal", "tilsyn")
    steps.undo()
    assert not steps.can_undo
    assert measured.company.name == "Prøvesmedjen (eksempel)"


def test_two_officers_fill_the_same_plan(open_casebook: OpenCasebook, tmp_path: Path) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    Sharing(bo).set_team_key(Sharing(anna).team_key)
    company = anna.save_company({"navn": "Prøvesmedjen (eksempel)"})
    visit = anna.start_visit(company)
    electricity(visit)
    measure(visit, FREE, {"ud_titel": "Nyt lys", "ud_investering": "40000", "kwh": "5000"})
    ours, file = anna.steps(company), tmp_path / "sag.klimabesog"
    Sharing(anna).export(file)
    Sharing(bo).take_in(file)
    theirs = bo.steps(company)
    row, other = agree(ours, "Nyt lys"), agree(theirs, "Nyt lys")
    theirs.answer(PLAN, f"{other}/ansvarlig", "Indkøberen")
    Sharing(bo).export(file)
    Sharing(anna).take_in(file)
    ours.reload()
    rows = [n for n in ours.form(PLAN).session.walk() if n.is_row and n.name == "plan"]
    assert len(rows) == 1  # both filled in the same row
    answers = [c for c in open_conflicts(anna, partnership_id(company)) if c.kind == "svar"]
    clash = next(c for c in answers if c.spot.label.startswith("Hvem er ansvarlig?"))
    assert (clash.spot.step, clash.spot.form, clash.spot.ref) == (PLAN, PLAN, f"{row}/ansvarlig")
    settle(anna, clash, next(said for said in clash.said if said.text == "Indkøberen"))
    ours.reload()
    assert ours.node(PLAN, f"{row}/ansvarlig").value == "Indkøberen"
    assert count_conflicts(anna, visit.id) == 0


def test_a_company_shared_alone_carries_its_steps(
    steps: StepBook, casebook: Casebook, open_casebook: OpenCasebook, tmp_path: Path
) -> None:
    sign(steps)
    agree(steps, "Nyt lys")
    bo, file = open_casebook("bo"), tmp_path / "sag.klimabesog"
    Sharing(bo).set_team_key(Sharing(casebook).team_key)
    Sharing(casebook).export(file, steps.company)
    Sharing(bo).take_in(file)
    assert [s.state for s in bo.steps(steps.company).track()] == states(steps)
    assert bo.steps(steps.company).progress() == steps.progress()


def test_an_erased_case_takes_its_steps_along(steps: StepBook, casebook: Casebook) -> None:
    from klimabesog.casework.erasure import erase_case

    sign(steps)
    agree(steps, "Nyt lys")
    steps.skip(4, "Screeningen er nok")
    erase_case(casebook, steps.company, why="fejl")
    store = casebook.desk.store
    left = (kinds.AGREEMENT, kinds.PLAN, kinds.STEP, kinds.PARTNERSHIP, kinds.INSTANCE, kinds.ROW)
    assert {kind: store.records(kind, deleted=True) for kind in left} == {kind: [] for kind in left}
