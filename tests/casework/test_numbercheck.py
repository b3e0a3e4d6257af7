"""Checks of the numbers: each odd one is said once, with the place to go to; a sound visit has none."""

from __future__ import annotations

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.factorsets import FactorRow
from klimabesog.casework.visit import Visit
from tests.casework.steps import BASELINE, FREE, electricity, fill, leaks, measure, named


def said(visit: Visit) -> dict[str, str]:
    """Remark -> the name of the question it stands at."""
    return {hit.label: hit.ref.rpartition("/")[2] for hit in visit.lists().numbers}


def row(visit: Visit, number: int = 1, **values: str) -> None:
    if visit.session(BASELINE).find(f"/data/forbrug[{number}]") is None:
        visit.add_row(BASELINE, "/data/forbrug")
    fill(visit, BASELINE, {f"/data/forbrug[{number}]/{name}": value for name, value in values.items()})


def test_a_sound_visit_has_no_remarks(visit: Visit) -> None:
    assert visit.lists().numbers == ()
    electricity(visit)
    leaks(visit)
    assert visit.lists().numbers == ()


def test_the_example_has_none(casebook: Casebook) -> None:
    assert casebook.create_example().lists().numbers == ()


def test_a_large_user(visit: Visit) -> None:
    electricity(visit, "2777778", "3000000")
    assert said(visit) == {"Over 10 TJ: loven kræver energisyn": "maengde"}


def test_a_figure_without_source_an_odd_price_and_another_year(visit: Visit) -> None:
    electricity(visit)
    row(visit, 2, energibaerer="diesel", maengde="1000", kroner="100", fra="2023-01-01", til="2023-12-31")
    found = said(visit)
    assert found == {
        "Kilden til tallet mangler": "kilde",
        "Usædvanlig pris pr. kWh: tjek tallene": "kroner",
        "Basisåret 2025 mangler, 2023 er brugt": "fra",
    }
    assert {hit.row for hit in visit.lists().numbers} == {"række 2"}
    assert {hit.chapter for hit in visit.lists().numbers} == {"forbrug:/data"}


def test_heat_without_a_normal_year(visit: Visit) -> None:
    row(visit, energibaerer="fjernvarme", maengde="60", kroner="40000", kilde="regning")
    assert list(said(visit).values()) == ["graddage_normal"]
    visit.answer(BASELINE, "/data/graddage_normal", "dti")
    assert visit.lists().numbers == ()


def test_a_mixed_boundary(visit: Visit) -> None:
    row(visit, energibaerer="lpg", maengde="100", kroner="2000", kilde="regning")
    (message,) = said(visit)
    assert (
        message == "Flaskegas (LPG): udledning med en anden grænse"
    )
    visit.numbers.state(
        FactorRow("udledning", "lpg", "kWh", 0.27, boundary="livscyklus", source="X", source_year=2025)
    )
    assert visit.lists().numbers == ()


def test_measures_without_price_or_lifetime_and_beyond_the_use(visit: Visit) -> None:
    electricity(visit, "4000", "6000")
    light = {"ud_titel": "LED", "slutanvendelse": "belysning", "kwh": "5000", "ud_levetid": ""}
    instance = measure(visit, FREE, light)
    found = said(visit)
    assert found["Investeringen mangler"] == "ud_investering"
    assert found["Levetiden mangler"] == "ud_levetid"
    assert "Sparer mere, end der bruges: tjek tallene" in found
    assert {(hit.form, hit.chapter) for hit in visit.lists().numbers} == {(instance, f"tiltag:{instance}")}
    visit.answer(instance, named(visit, instance, "ud_investering").ref, "1000")
    assert "Investeringen mangler" not in said(visit)


def test_a_split_of_more_than_there_is(visit: Visit) -> None:
    electricity(visit)
    for number, use in ((1, "trykluft"), (2, "belysning")):
        if number > 1:
            visit.add_row(BASELINE, "/data/fordeling")
        for name, value in (("energi", "el"), ("anvendelse", use), ("andel", "60")):
            visit.answer(BASELINE, f"/data/fordeling[{number}]/fordel_{name}", value)
    assert "El er fordelt med 120 %. Ret fordelingen; indtil da regnes der uden den." in said(visit)
