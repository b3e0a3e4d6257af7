"""What companies have in common: themes, help wished for, fuels, waste that fits, measures of a group."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.groups.exchange import symbiosis
from klimabesog.casework.groups.joint import company_effect, together
from klimabesog.casework.groups.themes import Theme, theme, theme_companies, themes
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from tests.casework.steps import FREE, INTERVIEW, electricity, fill, leaks, measure

WISHES = "/data/interesser"
WASTE = f"{WISHES}/affald_gruppe/affald"


def visited(casebook: Casebook, name: str, answers: dict[str, str], day: str = "20.11.2026") -> Visit:
    """A visit of a new company that answered this beneath "Ønsker og barrierer"."""
    visit = casebook.start_visit(casebook.save_company({"navn": name}), day, "10:05")
    fill(visit, INTERVIEW, {f"{WISHES}/{ref}": value for ref, value in answers.items()})
    return visit


def stream(direction: str, fraction: str, material: str, tonnes: str = "", row: int = 1) -> dict[str, str]:
    at = f"affald_gruppe/affald[{row}]"
    found = {"retning": direction, "fraktion": fraction, "materiale": material, "ton": tonnes}
    return {f"{at}/affald_{name}": value for name, value in found.items() if value}


def by_key(casebook: Casebook) -> dict[str, Theme]:
    return {one.key: one for one in themes(casebook)}


def test_themes_gather_the_companies_that_chose_them(casebook: Casebook) -> None:
    heat = {"overskud/overskud_temperatur": "45", "overskud/overskud_mwh": "120.5"}
    first = visited(casebook, "Åse", {"faelles": "overskudsvarme mad", **heat, "arbejdsgruppe": "med"})
    second = visited(casebook, "Bo", {"faelles": "mad", "arbejdsgruppe": "leder"})
    visited(casebook, "Ca", {"faelles": "intet", "hjaelp": "ingen"})
    food = by_key(casebook)["temaer:mad"]
    assert (food.label, [one.name for one in food.interests]) == ("Madspild", ["Bo", "Åse"])
    assert food.joining == (second.company.id, first.company.id)
    assert food.leaders == (second.company.id,)
    assert food.interests[0].joins == "Ja, og gerne stå i spidsen"
    (warm,) = by_key(casebook)["temaer:overskudsvarme"].interests
    assert (warm.day, warm.detail) == ("2026-11-20", "45 °C · 120,5 MWh/år")
    assert [one.key for one in themes(casebook)] == ["temaer:mad", "temaer:overskudsvarme"]
    assert theme(casebook, "madspild").companies == theme_companies(casebook, "temaer:mad")
    assert [one.key for one in themes(casebook, {second.company.id})] == ["temaer:mad"]
    assert theme_companies(casebook, "temaer:lading") == ()
    with pytest.raises(InputError, match="Ingen virksomhed har valgt lading"):
        theme(casebook, "lading")


def test_the_wish_for_a_candidate_and_fuels_to_convert_are_listed(casebook: Casebook) -> None:
    visit = visited(
        casebook, "Dampvaskeriet", {"hjaelp": "kandidat kursus", "kandidat_opgave": "En handleplan"}
    )
    process = {
        "procestemperatur": "u90 u150",
        "procesbraendsler": "naturgas olie",
        "kan_omlaegges": "naturgas",
    }
    fill(visit, INTERVIEW, {f"/data/procesenergi/{ref}": value for ref, value in process.items()})
    found = by_key(casebook)
    assert list(found) == [
        "hjaelp:kandidat", "hjaelp:kursus", "kan_omlaegges:naturgas", "procestemperatur:u90", "procestemperatur:u150",
    ]  # fmt: skip
    assert found["hjaelp:kandidat"].label == "En kandidat eller studerende"
    assert found["hjaelp:kandidat"].interests[0].detail == "En handleplan"
    assert found["kan_omlaegges:naturgas"].label == "Naturgas"


def test_the_newest_visit_counts_and_a_merged_company_counts_once(casebook: Casebook) -> None:
    old = visited(casebook, "Smedjen", {"faelles": "mad affald", **stream("tilbyder", "metal", "Spåner")})
    new = casebook.start_visit(old.company.id, "02.12.2026")
    assert by_key(casebook)["temaer:mad"].companies == (old.company.id,), (
        "a visit that told nothing changes nothing"
    )
    fill(new, INTERVIEW, {f"{WISHES}/faelles": "lading", f"{WISHES}/lade_antal": "1200"})
    assert list(by_key(casebook)) == ["temaer:lading"]
    assert by_key(casebook)["temaer:lading"].interests[0].detail == "1.200 køretøjer om tre år"
    assert symbiosis(casebook).is_empty
    twin = visited(casebook, "Smedien", {"faelles": "lading"}, "01.12.2026")
    casebook.registry.twins.merge(old.company.id, twin.company.id)
    assert by_key(casebook)["temaer:lading"].companies == (old.company.id,)
    casebook.delete_record(old.company.id)
    casebook.delete_record(twin.company.id)
    assert themes(casebook) == ()


def test_waste_offered_meets_waste_sought(casebook: Casebook) -> None:
    visited(casebook, "Høvleriet", {"faelles": "affald", **stream("tilbyder", "trae", "Bøgespåner", "12.5")})
    seeker = visited(
        casebook, "Stalden", {"faelles": "affald", **stream("soeger", "trae", "spåner til strøelse", "30")}
    )
    visited(casebook, "Glarmesteren", {"faelles": "affald", **stream("tilbyder", "glas", "Afklip")})
    found = symbiosis(casebook)
    (match,) = found.matches
    assert (found.name(match.offer), found.name(match.want)) == ("Høvleriet", "Stalden")
    assert (found.fraction(match.offer), found.said(match.offer)) == ("Træ", "Bøgespåner · 12,5 ton/år")
    assert (match.tonnes, match.same_words) == (12.5, True)
    assert [found.name(one) for one in found.offers] == ["Glarmesteren"]
    assert found.wants == ()
    seeker.answer(INTERVIEW, f"{WISHES}/faelles", "mad")
    assert [found.name(one) for one in symbiosis(casebook).offers] == ["Glarmesteren", "Høvleriet"]
    glass = next(one for one in found.offers)
    assert [one.company for one in symbiosis(casebook, {glass.company}).offers] == [glass.company]


def test_what_several_companies_have_is_added_up_after_overlap(casebook: Casebook) -> None:
    one, other = (
        casebook.start_visit(casebook.save_company({"navn": n}), "20.11.2026") for n in ("En", "To")
    )
    for visit in (one, other):
        electricity(visit)
        leaks(visit)
    free = {"ud_titel": "Nye porte", "slutanvendelse": "rumvarme", "kwh": "5000"}
    measure(one, FREE, {**free, "ud_investering": "40000"})
    measure(other, FREE, {**free, "ud_titel": "nye  porte"})
    done = leaks(other)
    other.set_measure_status(done, "gennemfoert")
    dropped = leaks(one)
    one.set_measure_status(dropped, "fravalgt")
    effects = [company_effect(casebook, visit.company.id) for visit in (one, other)]
    empty = company_effect(casebook, casebook.save_company({"navn": "Tre"}))
    sums = together([*effects, empty])
    assert (sums.companies, sums.visited, sums.use_kwh) == (3, 2, 200_000.0)
    doors, air = sorted(sums.joint, key=lambda joint: joint.title)[::-1]
    assert [share.measures for share in air.shares] == [1, 1], (
        "neither the rejected one nor the one carried out"
    )
    rows = {row.form_id: row for row in one.measures() if row.status == "forslag"}
    assert air.kwh == pytest.approx(rows["tryklufttab"].kwh + next(
        r.kwh for r in other.measures() if r.form_id == "tryklufttab" and r.status == "forslag"
    ))  # fmt: skip
    assert air.investment == 12_000
    assert doors.title == "Nye porte"
    assert doors.investment is None, "the price is missing in one"
    assert sums.saving_kwh == pytest.approx(one.result().saving_kwh + other.result().saving_kwh)


def test_the_open_visit_stays_the_open_one(casebook: Casebook) -> None:
    one, other = (
        casebook.start_visit(casebook.save_company({"navn": n}), "20.11.2026") for n in ("En", "To")
    )
    opened = casebook.visit(one.id)
    company_effect(casebook, other.company.id)
    assert casebook.visit(one.id) is opened
