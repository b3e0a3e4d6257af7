"""The interview, the energy baseline and the checklist as they behave while they are filled in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from klimabesog.casework.outline import answer_text
from klimabesog.casework.settings import OPENING
from klimabesog.energy.baseline import ConsumptionRow, row_year
from tests.forms.conftest import KONTEKST, Filled

Fill = Callable[..., Any]

CHAPTERS = [
    "virksomheden", "forbrugsdata", "klimaarbejdet", "procesenergi", "interesser", "partnerskabet", "naeste_skridt",
]  # fmt: skip


def test_interview_has_the_documented_chapters(fill: Fill) -> None:
    form = fill("besoeg")
    assert [n.name for n in form.session.root.children if n.kind == "group" and n.label] == CHAPTERS
    assert form.node("vejledning").label == OPENING


def test_the_opening_line_is_the_municipality_s(forms: Mapping[str, Any]) -> None:
    own = KONTEKST.replace(b"<faktorer>", b"<kommune><vejledning>Velkommen.</vejledning></kommune><faktorer>")
    assert Filled(forms["besoeg"].path, own).node("vejledning").label == "Velkommen."


@pytest.mark.parametrize(
    ("theme", "asked"),
    [
        ("overskudsvarme", {"overskud_kilde", "overskud_temperatur", "overskud_mwh"}),
        (
            "affald",
            {"affald_retning", "affald_fraktion", "affald_materiale", "affald_ton", "affald_kvalitet"},
        ),
        ("solceller", {"tag_m2"}),
        ("lading", {"lade_antal"}),
        ("indkoeb", {"indkoeb_hvad"}),
        ("energi", set()),
    ],
)
def test_a_theme_asks_only_what_belongs_to_it(fill: Fill, theme: str, asked: set[str]) -> None:
    form = fill("besoeg")
    before = {node.name for node in form.nodes() if node.relevant}
    form.fill(faelles=theme)
    assert {node.name for node in form.nodes() if node.relevant and not node.children} - before == asked | {
        "arbejdsgruppe"
    }
    assert not form.fill(faelles="intet").node("arbejdsgruppe").relevant


def test_a_candidate_needs_a_task(fill: Fill) -> None:
    form = fill("besoeg", hjaelp="tilskud")
    assert not form.node("kandidat_opgave").relevant
    assert form.fill(hjaelp="tilskud kandidat").node("kandidat_opgave").relevant
    assert not form.fill(hjaelp="kandidat ingen").node("hjaelp").valid


def test_years_read_as_years(fill: Fill) -> None:
    form = fill("besoeg").fill(byggeaar="1974", maal_procent="20", maal_aar="2030")
    assert [answer_text(form.node(name)) for name in ("byggeaar", "maal_aar")] == ["1974", "2030"]


def test_fuels_that_could_be_converted(fill: Fill) -> None:
    form = fill("besoeg")
    assert not form.node("kan_omlaegges").relevant
    assert not form.fill(procesbraendsler="ingen").node("kan_omlaegges").relevant
    assert form.fill(procesbraendsler="naturgas olie").node("kan_omlaegges").relevant
    assert not form.fill(kan_omlaegges="ingen").node("omlaegning_kraever").relevant
    assert form.fill(kan_omlaegges="naturgas").node("omlaegning_kraever").relevant


def test_what_the_case_should_know_is_kept_in_records(fill: Fill) -> None:
    form = fill(
        "besoeg",
        faelles="affald overskudsvarme",
        hjaelp="kandidat",
        overskud_mwh="120",
        affald_materiale="Spåner",
    )
    kept = {entity.dataset: entity for entity in form.session.entities() if entity.create}
    assert set(kept["temaer"].properties["temaer"].split()) == {"affald", "overskudsvarme"}
    assert kept["temaer"].properties["overskudsvarme_mwh"] == "120"
    assert kept["affald"].properties["materiale"] == "Spåner"
    assert kept["affald"].id != kept["temaer"].id


@pytest.mark.parametrize(
    ("answer", "asked"), [("ja", False), ("nej", True), ("delvist", True), ("ved_ikke", True)]
)
def test_the_ten_fractions_are_a_table_where_something_is_amiss(fill: Fill, answer: str, asked: bool) -> None:
    form = fill("tjekliste", aff_01=answer)
    table = [node for node in form.nodes() if node.name.startswith("fraktion_")]
    assert len(table) == 10
    assert all(node.relevant == asked for node in table)
    assert [choice.value for choice in table[0].choices] == ["sorteres", "delvist", "blandes", "ingen"]


def test_interview_knows_what_the_company_card_says(fill: Fill) -> None:
    form = fill("besoeg")
    assert (form["aarsvaerk"], form["areal"]) == ("38", "1650")


def test_tenants_are_asked_who_owns_the_plant(fill: Fill) -> None:
    form = fill("besoeg", ejerforhold="ejer")
    assert not form.node("anlaeg_ejer").relevant
    assert form.fill(ejerforhold="lejer").node("anlaeg_ejer").relevant


def test_none_cannot_be_chosen_with_others(fill: Fill) -> None:
    form = fill("besoeg", krav="kunder ingen")
    assert not form.node("krav").valid
    assert form.fill(krav="ingen").node("krav").valid


def test_only_management_backing_is_required(forms: Mapping[str, Any]) -> None:
    required = [row["name"] for row in forms["besoeg"].survey if "required" in row]
    assert required == ["ledelse_opbakning"]


def test_baseline_converts_amount_price_and_emission(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="fjernvarme", maengde="62.5")
    assert form["enhed"] == "MWh"
    assert form.number("kwh") == pytest.approx(62500)
    assert form.number("kroner_i_alt") == pytest.approx(62500 * 0.65)
    assert (form["kroner_kilde"], form.node("pris_skoen").relevant) == ("skoen", True)
    assert form.number("co2e_kg") == pytest.approx(62500 * 0.0878)
    assert form.node("omregnet").label == "62.500 kWh · 40.625 kr. · 5.488 kg CO₂e"


def test_baseline_prefers_the_bill_to_the_table(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="el", maengde=1000, pris_pr_enhed="1.1")
    assert form.number("kroner_i_alt") == pytest.approx(1100)
    assert form.fill(kroner=1250).number("kroner_i_alt") == 1250
    assert form["kroner_kilde"] == "oplyst"


def test_baseline_without_a_price_asks_for_it(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="diesel", maengde=100)
    assert form.number("kwh") == pytest.approx(997)
    assert form["kroner_i_alt"] == ""
    assert not form.node("omregnet").relevant
    assert form.node("omregnet_uden_pris").label == "997 kWh · 324 kg CO₂e. Skriv også, hvad det kostede."


def test_units_are_those_of_the_carrier(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="diesel")
    assert [choice.value for choice in form.node("enhed").choices] == ["l"]
    assert form["enhed"] == "l"


def test_every_carrier_has_a_unit_to_begin_with(fill: Fill, forms: Mapping[str, Any]) -> None:
    carriers = [row["name"] for row in forms["forbrug"].choices if row["list_name"] == "energibaerer"]
    for carrier in carriers:
        form = fill("forbrug", energibaerer=carrier)
        assert form["enhed"] in {choice.value for choice in form.node("enhed").choices}, carrier


def test_period_is_the_last_calendar_year(fill: Fill) -> None:
    form = fill("forbrug")
    year = form["fra"][:4]
    assert (form["fra"], form["til"]) == (f"{year}-01-01", f"{year}-12-31")
    form.session.add_row("/data/forbrug")
    assert form.session.node("/data/forbrug[2]/fra").value == f"{year}-01-01"


def test_baseline_rows_are_entities_with_what_was_answered(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="el", maengde=1000, kilde="regning")
    entity = next(e for e in form.session.entities() if e.dataset == "forbrug")
    assert set(entity.logged) >= {
        "energibaerer",
        "maengde",
        "enhed",
        "kroner",
        "pris_pr_enhed",
        "fra",
        "til",
        "kilde",
    }
    assert entity.properties["kwh"] == "1000"
    assert not set(entity.logged) & {"kwh", "kroner_i_alt", "co2e_kg"}


def test_large_users_are_told_about_the_law(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="el", maengde=2777778)
    assert not form.node("over_10_tj").relevant
    assert form.fill(maengde=2777779).node("over_10_tj").relevant


def test_a_row_without_an_amount_leaves_the_sum_standing(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="el", maengde=1000)
    form.session.add_row("/data/forbrug")
    assert form["kwh_i_alt"] == "1000"
    assert form.node("sum_note").relevant
    assert form.node("fordel_energi").relevant


def bill(form: Any, row: int, carrier: str, amount: float, start: str, end: str) -> None:
    """A row of the baseline, which is added when it is not there yet."""
    if form.session.find(f"/data/forbrug[{row}]") is None:
        form.session.add_row("/data/forbrug")
    values = {"energibaerer": carrier, "maengde": amount, "fra": start, "til": end}
    for name, value in values.items():
        form.session.set(f"/data/forbrug[{row}]/{name}", str(value))


def test_the_sum_is_of_the_base_year_alone(forms: Mapping[str, Any]) -> None:
    base = KONTEKST.replace(b"</root>", b"<screening><basisaar>2025</basisaar></screening></root>")
    form = Filled(forms["forbrug"].path, base)
    bill(form, 1, "el", 1000, "2025-01-01", "2025-12-31")
    bill(form, 2, "el", 700, "2024-01-01", "2024-12-31")
    assert form["kwh_i_alt"] == "1000"
    assert form.node("sum_note").label == "I alt 1.000 kWh om året (basisår 2025)"
    notes = [form.session.node(f"/data/forbrug[{n}]/andet_aar") for n in (1, 2)]
    assert [note.relevant for note in notes] == [False, True]
    assert notes[1].label.startswith("Rækken er for 2024 og tæller ikke med")
    bill(form, 3, "fjernvarme", 10, "2023-01-01", "2023-12-31")
    bill(form, 4, "fjernvarme", 20, "2024-01-01", "2024-12-31")
    assert form["kwh_i_alt"] == "21000", "of heat the nearest year counts"
    bill(form, 5, "fjernvarme", 5, "2026-01-01", "2026-12-31")
    assert form["kwh_i_alt"] == "6000", "of two as near the newer"
    split(form, 1, energi="el", anvendelse="belysning", andel="50")
    assert form["fordel_kwh"] == "500"
    bill(form, 1, "el", 1000, "2025-01-01", "")
    assert form["kwh_i_alt"] == "6000", "a row with one date is of that year"
    bill(form, 2, "el", 700, "", "")
    assert form["kwh_i_alt"] == "6700", "a row without a period counts"


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2024-07-01", "2025-06-30"), ("2024-07-02", "2025-07-01"), ("2024-07-03", "2025-07-02"),
        ("2024-12-31", "2025-01-01"), ("2024-12-15", "2025-01-15"), ("2025-12-01", "2026-01-31"),
    ],
)  # fmt: skip
def test_a_period_belongs_to_the_year_that_the_arithmetic_says(fill: Fill, start: str, end: str) -> None:
    form = fill("forbrug")
    bill(form, 1, "el", 1000, start, end)
    assert form["aar"] == str(row_year(ConsumptionRow("el", 1000, "kWh", start=start, end=end)))


def test_an_area_that_is_not_there_is_skipped(fill: Fill) -> None:
    form = fill("tjekliste")
    assert form.node("koel_01").relevant
    assert not form.fill(koel_findes="nej").node("koel_01").relevant


def test_numbers_are_asked_only_after_a_finding(fill: Fill) -> None:
    form = fill("tjekliste", bel_01="ja")
    assert not form.node("bel_antal").relevant
    assert form.fill(bel_01="delvist").node("bel_antal").relevant


# -- what energy is used for -----------------------------------------------------------------------


def split(form: Any, row: int, **values: object) -> None:
    """Answer a row of the split, which is added when it is not there yet."""
    if form.session.find(f"/data/fordeling[{row}]") is None:
        form.session.add_row("/data/fordeling")
    for name, value in values.items():
        form.session.set(f"/data/fordeling[{row}]/fordel_{name}", str(value))


def test_the_split_asks_for_the_energy_entered_and_tells_the_kwh(fill: Fill) -> None:
    form = fill("forbrug")
    assert not form.node("fordeling").relevant
    form.fill(energibaerer="fjernvarme", maengde="62", kilde="regning")
    assert [choice.value for choice in form.node("fordel_energi").choices] == ["fjernvarme"]
    split(form, 1, energi="fjernvarme", anvendelse="rumvarme", andel="75")
    assert form["fordel_kwh"] == "46500"
    entity = next(e for e in form.session.entities() if e.dataset == "fordeling")
    assert entity.properties == {
        "energibaerer": "fjernvarme",
        "slutanvendelse": "rumvarme",
        "andel": "75",
        "kilde": "",
    }


def test_more_than_a_hundred_percent_is_said_at_each_share(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="fjernvarme", maengde="62")
    split(form, 1, energi="fjernvarme", anvendelse="rumvarme", andel="75")
    split(form, 2, energi="fjernvarme", anvendelse="varmt_vand", andel="30")
    shares = [form.session.node(f"/data/fordeling[{n}]/fordel_andel") for n in (1, 2)]
    assert [node.valid for node in shares] == [False, False]
    assert shares[0].message == "Højst 100 % i alt."
    split(form, 2, andel="25")
    assert [node.valid for node in shares] == [True, True]


def test_degree_days_are_asked_where_energy_heats(fill: Fill) -> None:
    form = fill("forbrug", energibaerer="el", maengde="1000")
    assert not form.node("graddage_normal").relevant
    form.fill(energibaerer="fjernvarme")
    assert form.node("graddage_normal").relevant
    assert not form.node("graddage_normal_tal").relevant
    assert form.fill(graddage_normal="andet").node("graddage_normal_tal").relevant
