"""What every bundled form keeps to: it converts, its names and kb columns are sound, its Danish is complete."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from klimabesog.energy.accuracy import SOURCES
from klimabesog.energy.carriers import CARRIERS, END_USES
from tests.forms import packs

KB = "bind::kb:"
KB_COLUMNS = {"omraade", "kontrolpunkt", "tiltag", "kort", "branche", "lov", "enhed", "kilde", "lag", "rapport"}
AREAS = frozenset(
    ("bel", "ven", "try", "koel", "var", "kli", "pro", "mot", "its", "tra", "ve", "aff", "van", "ind", "adf")
)
BRANCHES = {"butik", "kontor", "vaerksted", "produktion", "restaurant", "tung"}
FIGURE = re.compile(r"\d[\d.,]*(?:–\d+)? (?:%|kr\.|kWh|år\b|liter)")
SOURCE = re.compile(
    r"skøn|regnestykke|SparEnergi|SEAS-NVE|byggeriogenergi|Bygningsreglementet|Elsparefonden|Teknologisk|Fraunhofer|"
    r"Gate 21|Tårnby|Bygningsstyrelsen|techworld|Nordicco|brancheninitiative|klar-energi",
    re.IGNORECASE,
)
PLACES = {"resume", "fund", "bilag", "fortrolig", "nej"}
ANSWERS = ["ja", "nej", "delvist", "ikke_relevant", "ved_ikke"]
STREAM = {
    "art",
    "slutanvendelse",
    "energibaerer",
    "kwh",
    "andel",
    "grundlag",
    "til_energibaerer",
    "virkningsgrad",
    "kroner",
}
RESULTS = {
    "ud_titel", "ud_beskrivelse", "ud_forudsaetninger", "ud_andre_fordele", "ud_naeste_skridt", "ud_investering",
    "ud_drift", "ud_levetid", "ud_klasse", "ud_slutanvendelse", "ud_indsatsomraade", "ud_formel",
}  # fmt: skip
PROPERTIES = {
    "titel", "slutanvendelse", "indsatsomraade", "investering", "drift", "levetid", "klasse",
}  # fmt: skip


def checkpoints(forms: Mapping[str, Any]) -> list[dict[str, str]]:
    return [row for row in forms["tjekliste"].survey if KB + "kontrolpunkt" in row]


def test_converts_to_its_form_id(form: Any, xform: Callable[[Path], Any]) -> None:
    made = xform(form.path)
    assert made.form_id == form.form_id == form.path.stem
    assert made.title == form.settings[0]["form_title"]
    assert made.version.isdigit()


@pytest.mark.full("java")
def test_odk_validate_accepts(
    form: Any, xform: Callable[[Path], Any], odk_validate: Callable[..., None], tmp_path: Path
) -> None:
    (tmp_path / "form.xml").write_bytes(xform(form.path).xform)
    odk_validate(tmp_path / "form.xml")


def test_names_are_unique_and_plain(form: Any) -> None:
    names = Counter(row["name"] for row in form.survey if row.get("name", "") not in ("", *STREAM))
    assert [name for name, times in names.items() if times > 1] == []
    assert [name for name in names if not re.fullmatch(r"[a-z][a-z0-9_]*", name)] == []


def test_kb_columns_are_known(form: Any) -> None:
    used = {column.removeprefix(KB) for row in form.survey for column in row if column.startswith(KB)}
    assert used <= KB_COLUMNS


def test_kb_values_are_known(form: Any) -> None:
    for row in form.survey:
        assert row.get(KB + "omraade", "bel") in AREAS
        assert row.get(KB + "rapport", "nej") in PLACES
        assert row.get(KB + "kort", "nej") == (
            "ja" if row.get(KB + "kort") and KB + "kontrolpunkt" in row else "nej"
        )
        assert row.get(KB + "lov", "ja") == "ja"
        assert set(row.get(KB + "branche", "").split()) <= BRANCHES
        assert KB + "kilde" not in row or row[KB + "kilde"] in form.named()


def test_every_answer_says_where_it_is_printed(form: Any) -> None:
    silent = ("begin", "end", "calculate", "xml-external")
    asked = [row for row in form.survey if not row["type"].startswith(silent)]
    assert [row["name"] for row in asked if KB + "rapport" not in row] == []


def test_rules_speak_danish(form: Any) -> None:
    for row in form.survey:
        assert ("constraint" in row) == ("constraint_message" in row), row["name"]
        assert ("required" in row) == ("required_message" in row), row["name"]


def test_texts_are_short_and_in_our_words(form: Any) -> None:
    law = {"lovkrav_syn", "over_10_tj"}
    for row in form.survey:
        label, hint = row.get("label", ""), row.get("hint", "")
        shown = re.sub(r"\$\{\w+\}", "0.000", label)  # figures come in their place
        assert len(shown) <= (220 if row.get("name", "").startswith("ud_") else 180), row["name"]
        assert len(hint) <= 130, row["name"]
        assert "energisyn" not in f"{label} {hint}".lower() or row["name"] in law
        assert not any(mark in f"{label}{hint}" for mark in "“”\"'")


def test_choices_of_carriers_uses_and_sources_are_the_arithmetics(form: Any) -> None:
    known = {
        "energibaerer": {carrier.code for carrier in CARRIERS},
        "varmekilde": {carrier.code for carrier in CARRIERS},
        "slutanvendelse": set(END_USES),
        "kilde": set(SOURCES),
        "omraade": AREAS,
    }
    for choice in form.choices:
        assert choice["name"] in known.get(choice["list_name"], {choice["name"]})


def test_checklist_has_all_areas(forms: Mapping[str, Any]) -> None:
    groups = [r for r in forms["tjekliste"].survey if r["type"] == "begin group" and KB + "omraade" in r]
    assert {row["name"] for row in groups} == AREAS == {row[KB + "omraade"] for row in groups}


def test_checkpoints_are_yes_no_with_hint_and_measures(forms: Mapping[str, Any]) -> None:
    for row in checkpoints(forms):
        assert row["type"] == "select_one svar"
        assert row["label"].endswith("?")
        assert row["hint"].endswith((".", "?"))
        assert row["guidance_hint"].endswith(".")
        assert set(row[KB + "tiltag"].split()) <= set(forms)


def test_checkpoint_ids_follow_the_pattern_and_are_unique(forms: Mapping[str, Any]) -> None:
    ids = [row[KB + "kontrolpunkt"] for row in checkpoints(forms)]
    assert len(set(ids)) == len(ids) == 109
    assert [name for name in ids if not re.fullmatch(r"[A-ZØ]{2,3}-\d{2}", name)] == []


def test_answers_of_a_checkpoint(forms: Mapping[str, Any]) -> None:
    names = [row["name"] for row in forms["tjekliste"].choices if row["list_name"] == "svar"]
    assert names == ANSWERS


def test_every_checkpoint_stands_in_its_area(forms: Mapping[str, Any]) -> None:
    area = ""
    for row in forms["tjekliste"].survey:
        area = row.get(KB + "omraade", area) if row["type"] == "begin group" else area
        if KB + "kontrolpunkt" in row:
            assert row[KB + "kontrolpunkt"].replace("Ø", "OE").lower().startswith(area)
            assert row["name"] == row[KB + "kontrolpunkt"].replace("Ø", "OE").lower().replace("-", "_")


def test_figures_of_the_checklist_have_a_source(forms: Mapping[str, Any]) -> None:
    """A saving, a price or a consumption names who says so, how it was worked out, or that it is an estimate."""
    for row in checkpoints(forms):
        told = f"{row['hint']} {row['guidance_hint']}"
        if FIGURE.search(told):
            assert SOURCE.search(told), row[KB + "kontrolpunkt"]


def test_the_tone_is_guidance(forms: Mapping[str, Any]) -> None:
    for row in (*forms["tjekliste"].survey, *forms["besoeg"].survey):
        told = " ".join(row.get(name, "") for name in ("label", "hint", "guidance_hint")).lower()
        assert not re.search(r"\b(tilsyn|påbud|bøde|straf|overtræd\w+)\b", told), row.get("name")


def test_short_list_leaves_the_law_out(forms: Mapping[str, Any]) -> None:
    short = {row[KB + "kontrolpunkt"] for row in checkpoints(forms) if KB + "kort" in row}
    law = {row[KB + "kontrolpunkt"] for row in checkpoints(forms) if row.get(KB + "lov") == "ja"}
    assert len(short) == 25
    assert law == {"AFF-01", "AFF-02", "AFF-03", "ITS-07", "TRA-07"}
    assert not short & law


def test_the_packs(forms: Mapping[str, Any]) -> None:
    """Each branch has a list of its own, short enough for its 45 minutes; the sizes: `python -m tests.forms.packs`."""
    sizes = packs.sizes(forms["tjekliste"].path)
    assert sizes["", "hele"] == (109, 15)
    assert sizes["", "kort"] == (25, 11)
    for branch in BRANCHES:
        whole, short = sizes[branch, "hele"], sizes[branch, "kort"]
        assert 70 <= whole[0] < 109
        assert 20 <= short[0] <= 25
        assert short[1] < whole[1]
    assert len({points for (_branch, extent), (points, _areas) in sizes.items() if extent == "hele"}) > 4


def test_measure_gives_every_result(measure: Any) -> None:
    assert set(measure.named()) >= RESULTS
    assert {row["save_to"] for row in measure.survey if "save_to" in row} >= PROPERTIES
    assert [row["list_name"] for row in measure.entities] == ["tiltag"]


def test_measure_has_streams_of_known_parts(measure: Any) -> None:
    inside, parts = False, set()
    for row in measure.survey:
        if row["type"].startswith("end"):
            inside = False
        elif inside:
            parts.add(row["name"])
        elif row.get("name", "").startswith("ud_stroem"):
            inside = True
    assert {"art", "slutanvendelse", "energibaerer", "kwh"} <= parts & STREAM


def test_measure_inputs_are_printed_by_label(measure: Any) -> None:
    inputs = [row for row in measure.survey if row.get("name", "").startswith("ind_")]
    assert inputs
    assert [row["name"] for row in inputs if not row.get("label")] == []


def test_a_year_is_asked_for_as_a_year(forms: Mapping[str, Any]) -> None:
    """Else it would be dressed as a number: "1.978"."""
    years = {
        (form_id, row["name"]): row.get("appearance", "").split()
        for form_id, sheets in forms.items()
        for row in sheets.survey
        if row.get("type") == "integer" and "årstal" in row.get("constraint_message", "")
    }
    assert {("besoeg", "byggeaar"), ("besoeg", "maal_aar"), ("partnerskabsaftale", "maal_aar")} <= years.keys()
    assert {place for place, words in years.items() if "year" not in words} == set()
