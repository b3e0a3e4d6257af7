"""Names, addresses and numbers, found in texts and taken out of them."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.casework.needles import REMOVED, Needles
from klimabesog.values.errors import InputError

IDA = ("Ida Åkjær", "ida@smedjen.example", "12 34 56 78")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Ida Åkjær, driftschef", "#, driftschef"),
        ("Spørg IDA ÅKJÆR", "Spørg #"),
        ("Åkjær, Ida", "#"),
        ("Ida M. Åkjær ringer", "# ringer"),
        ("Ida\nÅkjær", "#"),
        ("Ida Åkjærs nøgle og idas cykel", "#s nøgle og #s cykel"),
        ("Ida's bil", "#'s bil"),
        ("Ida-Marie Åkjær", "#-Marie #"),
        ("aftale_ida_åkjær_2026.pdf", "aftale_#_2026.pdf"),
        ("Spørg Ida. Åkjær ved det", "Spørg #. # ved det"),
        ("skriv til Ida@Smedjen.example.", "skriv til #."),
        ("Frida@smedjen.dk", "Frida@smedjen.dk"),
        ("ida@smedjen.example.com", "#@smedjen.example.com"),
        ("12345678 eller 1234 5678", "# eller #"),
        ("tlf. (+45) 12.34.56.78", "tlf. #"),
        ("00 45 12-34-56-78", "#"),
        ("+4512345678", "#"),
        ("112345678 og 123456789", "112345678 og 123456789"),
        ("Idag kommer Frida", "Idag kommer Frida"),
        ("", ""),
    ],
)
def test_what_is_left_of_a_text(text: str, after: str) -> None:
    assert Needles(IDA).without(text) == after.replace("#", REMOVED)


def test_a_decomposed_letter_is_the_same_letter_and_another_is_not() -> None:
    needles = Needles(["Ida Åkjær"])
    assert needles.without(unicodedata.normalize("NFD", "Hr. Åkjær")) == f"Hr. {REMOVED}"
    assert needles.without("Hr. Akjær") == "Hr. Akjær"


def test_short_words_go_with_the_whole_name_only() -> None:
    assert Needles(["Bo Holm"]).without("Bo bor i Bo, siger Bo Holm og Holm") == (
        f"Bo bor i Bo, siger {REMOVED} og {REMOVED}"
    )


def test_what_stands_only_inside_other_words_is_not_sure() -> None:
    needles = Needles(["Ida Åkjær"])
    inside = "midaften hos Åkjærsen"
    assert (needles.are_in(inside), needles.are_words_of(inside)) == (True, False)
    assert needles.without(inside) == f"m{REMOVED}ften hos {REMOVED}sen"
    assert needles.without("midaften") == "midaften"
    assert not Needles(IDA).are_words_of("frida@smedjen.example")


def test_every_text_of_a_value_and_nothing_else_changes() -> None:
    value = {"Ida": ["Ida Åkjær", 3, None, True, {"x": "y"}], "n": 1.5}
    assert Needles(["Ida Åkjær"]).without(value) == {"Ida": [REMOVED, 3, None, True, {"x": "y"}], "n": 1.5}


def test_a_number_with_or_without_its_country_is_the_same() -> None:
    for needle in ("+45 12 34 56 78", "0045 12345678", "12345678"):
        assert Needles([needle]).without("Ring 12 34 56 78") == f"Ring {REMOVED}"


@pytest.mark.parametrize("texts", [(), (" ",), ("Ib",), ("12",), ("Ida Åkjær", "Bo")])
def test_too_little_to_look_for(texts: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        Needles(texts)


@given(
    st.lists(
        st.sampled_from(
            ["Ida", "Åkjær", '"', "\\", "\n", " ", "12", "34", "56", "78", "ida@smedjen.example", "x"]
        )
    )
)
def test_the_quick_look_at_json_never_misses(parts: list[str]) -> None:
    text = "".join(parts)
    for needle in (*IDA, 'Ida "Åkjær"', "Ida\\Åkjær"):
        needles = Needles([needle])
        for raw in (
            json.dumps([text], ensure_ascii=False),
            json.dumps({"a": {"b": text}}, ensure_ascii=False),
        ):
            assert needles.may_be_in(raw) or not needles.are_in(text)


@given(st.text(alphabet="Ida Åkjær.,-s_\n", max_size=30))
def test_what_was_taken_out_is_not_found_again(text: str) -> None:
    needles = Needles(["Ida Åkjær"])
    assert not needles.are_in(needles.without(text)) or not needles.are_in(text)
    assert needles.without(needles.without(text)) == needles.without(text)
