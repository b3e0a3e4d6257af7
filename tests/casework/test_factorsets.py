"""The municipality's numbers: changed, undone, taken by new screenings, and the same on every laptop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from klimabesog.casework import factorsets, kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.conflicts import open_conflicts, settle
from klimabesog.casework.factorsets import INTEREST, FactorRow, FactorSets, standard_factors
from klimabesog.casework.municipality import make_profile, open_profile
from klimabesog.casework.settings import settings
from klimabesog.casework.sharing import Sharing
from klimabesog.values.errors import InputError
from tests.casework.steps import electricity

PLANT = FactorRow(
    "udledning",
    "fjernvarme",
    "MWh",
    34.0,
    year=2025,
    boundary="forbraending",
    source="Værkets deklaration 2025",
)
PRICE = FactorRow("pris", "el", "kWh", 1.1, source="Kommunens indkøb", source_year=2026)


def heat(book: Casebook, year: int = 2025) -> float:
    figure = FactorSets(book.desk).factors.for_year(year).co2("fjernvarme")
    assert figure is not None
    return figure.value


def test_nothing_chosen_is_the_bundled_table(casebook: Casebook) -> None:
    in_force = FactorSets(casebook.desk).in_force()
    assert in_force.factors == standard_factors()
    assert (in_force.interest, in_force.since) == (INTEREST, None)
    assert INTEREST == 0.035


def test_an_own_number_is_in_force_from_then_on(casebook: Casebook) -> None:
    sets = FactorSets(casebook.desk)
    sets.save_own(PLANT)
    in_force = sets.in_force()
    assert heat(casebook) == pytest.approx(0.034)
    assert in_force.factors.title == "Faktorer 2026 med kommunens egne tal"
    assert in_force.actor == "Anna"
    assert settings(casebook.desk).name == "Eksempel Kommune", "the municipality keeps its name"
    (row,) = in_force.factors.own_rows()
    sets.save_own(replace(PLANT, value=30.0), instead_of=row)
    assert heat(casebook) == pytest.approx(0.030)
    assert len(sets.factors.own_rows()) == 1
    sets.remove_own(sets.factors.own_rows()[0])
    assert sets.factors == standard_factors()


def test_each_change_is_undone_also_by_the_next_run(open_casebook: Callable[..., Casebook]) -> None:
    book = open_casebook()
    sets = FactorSets(book.desk)
    assert not sets.can_undo
    sets.save_own(PLANT)
    sets.set_boundary("forbraending")
    sets.set_interest(0.06)
    book.close()
    book = open_casebook()
    sets = FactorSets(book.desk)
    assert sets.in_force().interest == 0.06
    assert sets.undo()
    assert sets.in_force().interest == INTEREST
    assert sets.undo()
    assert sets.factors.boundary == "livscyklus"
    assert sets.undo()
    assert sets.factors == standard_factors()
    assert not sets.undo()
    assert settings(book.desk).name == "Eksempel Kommune"
    assert sets.redo()
    assert sets.factors.own_rows()


def test_what_cannot_be_is_refused_and_changes_nothing(casebook: Casebook) -> None:
    sets = FactorSets(casebook.desk)
    with pytest.raises(InputError, match="hvor tallet kommer fra"):
        sets.save_own(replace(PLANT, source=" "))
    with pytest.raises(InputError, match="kan ikke angives i"):
        sets.save_own(replace(PRICE, unit="ton"))
    with pytest.raises(InputError, match="25 %"):
        sets.set_interest(3.5)
    with pytest.raises(InputError, match="livscyklus"):
        sets.set_boundary("begge")
    assert sets.factors == standard_factors()
    assert not sets.can_undo


def test_the_same_again_is_no_step(casebook: Casebook) -> None:
    sets = FactorSets(casebook.desk)
    sets.set_boundary("livscyklus")
    assert not sets.can_undo


# -- new screenings --------------------------------------------------------------------------------


def test_a_new_screening_takes_it_and_an_old_one_keeps_its_own(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "Prøvesmedjen (eksempel)"})
    before = casebook.start_visit(company, "20.11.2026")
    sets = FactorSets(casebook.desk)
    sets.save_own(PLANT)
    sets.set_interest(0.05)
    after = casebook.start_visit(company, "20.11.2026")
    co2 = [visit.screening.factors.co2("fjernvarme") for visit in (before, after)]
    assert [figure and figure.value for figure in co2] == pytest.approx([0.0878, 0.034])
    assert [visit.screening.interest for visit in (before, after)] == [INTEREST, 0.05]
    assert after.screening.baseline.notes == ()


@pytest.mark.parametrize(("postal_code", "kg"), [("8000", 0.1657), ("2750", 0.145), ("", 0.145)])
def test_the_grid_area_is_that_of_the_company(casebook: Casebook, postal_code: str, kg: float) -> None:
    sets = FactorSets(casebook.desk)
    sets.set_boundary("forbraending")
    west = next(row for row in sets.factors.alternatives("udledning", "el") if row.variant == "vest")
    sets.choose(west)
    company = casebook.save_company({"navn": "Prøvesmedjen (eksempel)", "postnr": postal_code})
    figure = casebook.start_visit(company, "1.5.2023").screening.factors.co2("el")
    assert figure is not None
    assert figure.value == pytest.approx(kg)


def test_a_site_tells_the_place_where_the_company_does_not(casebook: Casebook) -> None:
    company = casebook.save_company({"navn": "Prøvesmedjen (eksempel)"})
    casebook.save_site(company, {"navn": "Hal 2", "postnr": "8000"})
    from klimabesog.casework.screening import postal_code_of

    assert postal_code_of(casebook.desk, company) == "8000"


# -- a newer table ---------------------------------------------------------------------------------


def test_a_newer_table_of_the_program_is_offered_with_the_own_rows(
    casebook: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    sets = FactorSets(casebook.desk)
    assert sets.newer_table() is None
    sets.save_own(PLANT)
    sets.set_boundary("forbraending")
    assert sets.newer_table() is None
    old = standard_factors()
    rows = tuple(replace(row, value=1.4) if row.kind == "pris" else row for row in old.rows)
    newer = replace(old, id="2027", title="Faktorer 2027", year=2027, rows=rows)
    monkeypatch.setattr(factorsets, "standard_factors", lambda: newer)
    offered = sets.newer_table()
    assert offered is not None
    sets.put(offered)
    assert heat(casebook) == pytest.approx(0.034)
    assert sets.factors.boundary == "forbraending"
    assert sets.factors.title == "Faktorer 2027 med kommunens egne tal"
    assert sets.newer_table() is None


# -- sharing ---------------------------------------------------------------------------------------


def test_it_travels_in_bundles(team: Callable[[str], Casebook], tmp_path: Path) -> None:
    anna, bo = team("anna"), team("bo")
    FactorSets(anna.desk).save_own(PLANT)
    Sharing(anna).export(tmp_path / "alt.klimabesog")
    Sharing(bo).take_in(tmp_path / "alt.klimabesog")
    assert FactorSets(bo.desk).factors == FactorSets(anna.desk).factors


def test_it_travels_in_the_profile_and_no_case_does(
    open_casebook: Callable[..., Casebook], tmp_path: Path
) -> None:
    anna, bo = open_casebook("anna"), open_casebook("bo")
    sets = FactorSets(anna.desk)
    sets.save_own(PLANT)
    sets.set_interest(0.05)
    anna.start_visit(anna.save_company({"navn": "Hemmelig ApS (eksempel)"}))
    path = make_profile(anna, tmp_path / "kommune", "en god lang sætning", name="Eksempel Kommune")
    open_profile(bo, path, "en god lang sætning")
    assert FactorSets(bo.desk).in_force().factors == sets.factors
    assert FactorSets(bo.desk).in_force().interest == 0.05
    assert bo.companies() == []
    assert bo.desk.store.records(kinds.VISIT) == []
    assert FactorSets(bo.desk).undo() is None, "a colleague's change is not ours to undo"


def test_a_case_alone_is_computed_with_its_own_set(team: Callable[[str], Casebook], tmp_path: Path) -> None:
    anna, bo = team("anna"), team("bo")
    FactorSets(anna.desk).save_own(PLANT)
    visit = anna.start_visit(anna.save_company({"navn": "Prøvesmedjen (eksempel)"}), "20.11.2026")
    electricity(visit)
    Sharing(anna).export(tmp_path / "sag.klimabesog", visit.id)
    Sharing(bo).take_in(tmp_path / "sag.klimabesog")
    theirs = bo.visit(visit.id).screening
    assert theirs.factors == visit.screening.factors
    assert len(bo.desk.store.records(kinds.FACTORS)) == 1


def test_two_who_change_it_at_once_settle_it(team: Callable[[str], Casebook], tmp_path: Path) -> None:
    anna, bo = team("anna"), team("bo")
    FactorSets(anna.desk).save_own(PLANT)
    FactorSets(bo.desk).save_own(PRICE)
    Sharing(anna).export(tmp_path / "a.klimabesog")
    Sharing(bo).take_in(tmp_path / "a.klimabesog")
    (clash,) = [clash for clash in open_conflicts(bo) if clash.places[0][1] == "faktorsaet"]
    assert "Faktorer og priser" in clash.spot.label
    assert all("kommunens egne tal" in said.text for said in clash.said)
    settle(bo, clash, next(said for said in clash.said if not said.own))
    assert heat(bo) == pytest.approx(0.034)
    assert open_conflicts(bo) == []
