"""Groups of companies from the command line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Ok = Callable[..., list[str]]
Fails = Callable[..., str]


@pytest.fixture
def companies(ok: Ok) -> list[str]:
    """Ids of two companies, the bakery first."""
    for name in ("Bageriet", "Smedjen"):
        ok("company", "add", f"navn={name}")
    return [line.split("\t")[0] for line in ok("company", "list")]


def test_a_group_from_beginning_to_end(ok: Ok, companies: list[str]) -> None:
    bakery, smithy = companies
    assert ok("group", "list") == []
    ok("group", "add", "Nordre Havn", bakery, "--kind", "omraade", "--note", "Mødes i marts")
    assert ok("group", "list") == ["Nordre Havn\tOmråde\t1 virksomhed\tMødes i marts"]
    assert ok("group", "join", "nordre havn", bakery, smithy) == ["1 virksomhed taget med."]
    assert ok("group", "lead", "Nordre Havn", smithy) == ["Smedjen leder gruppen."]
    assert [line.split("\t")[1:] for line in ok("group", "show", "Nordre Havn")] == [
        ["Smedjen", "leder gruppen"],
        ["Bageriet", ""],
    ]
    assert ok("group", "lead", "Nordre Havn") == ["Ingen leder gruppen."]
    assert ok("group", "rename", "Nordre Havn", "Havnen") == ["Gruppen hedder nu Havnen."]
    assert ok("group", "leave", "Havnen", smithy) == ["Gruppen har nu 1 virksomhed."]
    ok("group", "delete", "Havnen")
    assert ok("group", "list") == []
    assert ok("group", "undo") == ["Fortrudt."]
    assert ok("group", "list") == ["Havnen\tOmråde\t1 virksomhed\tMødes i marts"]


def test_with_nothing_there_nothing_is_shown(ok: Ok, fails: Fails) -> None:
    assert ok("group", "themes") == []
    assert ok("group", "symbiosis") == []
    assert fails(1, "group", "themes", "affald").startswith("Ingen virksomhed har valgt affald.")
    assert fails(1, "group", "measures", "Havnen") == "Der er ingen gruppe Havnen. Se dem med group list."


def test_themes_waste_and_measures_of_visits(ok: Ok, companies: list[str]) -> None:
    wishes = "/data/interesser"
    for company, direction in zip(companies, ("soeger", "tilbyder"), strict=True):
        (line,) = [line for line in ok("visit", "start", company) if line]
        visit = line.split("\t")[0]
        for ref, value in {
            "faelles": "affald",
            "affald_gruppe/affald[1]/affald_retning": direction,
            "affald_gruppe/affald[1]/affald_fraktion": "trae",
            "affald_gruppe/affald[1]/affald_ton": "4",
        }.items():
            ok("visit", "answer", visit, "besoeg", f"{wishes}/{ref}", value)
    assert ok("group", "themes") == ["temaer:affald\tAffald og rester\t2 virksomheder"]
    assert [line.split("\t")[1] for line in ok("group", "themes", "temaer:affald")] == ["Bageriet", "Smedjen"]
    assert ok("group", "symbiosis") == ["passer\tTræ\tSmedjen\t4 ton/år\tBageriet\t4 ton/år\t4 ton/år\t"]
    ok("group", "add", "Havnen", *companies)
    assert ok("group", "measures", "Havnen") == [
        "2 virksomheder besøgt. Forbrug 0,0 MWh/år, foreslået 0,0 MWh/år og 0,0 t CO₂e/år."
    ]
    assert len(ok("group", "symbiosis", "Havnen")) == 1
