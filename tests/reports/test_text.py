"""User text: escaped, cleaned, and what was lost is named."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.reports.model import Finding, FocusArea, Measure, ScreeningReport
from klimabesog.reports.text import (
    MISSING,
    Markup,
    clean,
    clean_model,
    known_glyphs,
    markup,
    paragraphs,
    rich,
)


def test_plain_text_is_escaped_and_markup_is_not() -> None:
    assert markup('<b>"&') == '&lt;b&gt;"&amp;'
    assert markup("a\nb") == "a<br/>b"
    assert markup(Markup("<b>x</b>")) == "<b>x</b>"
    assert rich("<b>{}</b> {name}", "<i>", name="&") == "<b>&lt;i&gt;</b> &amp;"


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert paragraphs(" en\nlinje \r\n\r\n\r\nto\n\n") == ["en\nlinje", "to"]
    assert paragraphs("  ") == []


@pytest.mark.parametrize(
    ("typed", "printed", "lost"),
    [
        ("Æbler ½ ≈ 3 m² → CO₂e", "Æbler ½ ≈ 3 m² → CO₂e", ""),
        ("a\u0301 e\u0301", "á é", ""),
        ("Ωα", "Ωα", ""),
        ("👍🏽 漢", f"{MISSING}{MISSING} {MISSING}", "👍🏽漢"),
        ("a\u200db\ufe0f\x00\x07c\td", "abc d", ""),
        ("x\r\ny\rz", "x\ny\nz", ""),
    ],
)
def test_clean(typed: str, printed: str, lost: str) -> None:
    assert clean(typed, known_glyphs()) == (printed, lost)


@given(st.text())
def test_what_is_left_can_always_be_printed(typed: str) -> None:
    glyphs = known_glyphs()
    printed, _ = clean(typed, glyphs)
    assert all(char == "\n" or ord(char) in glyphs for char in printed)
    assert clean(printed, glyphs) == (printed, "")


def test_warnings_name_the_field() -> None:
    report = ScreeningReport(
        areas=(FocusArea("x", "Lys", findings=(Finding("ok"), Finding("漢"))),),
        measures=(Measure("1", "a", seen="🎉"),),
    )
    cleaned, warnings = clean_model(report, known_glyphs())
    assert cleaned.measures[0].seen == MISSING
    assert warnings == [
        "Indsatsområde 1, fund 2, overskrift: skriften kan ikke vise 漢 (U+6F22). Der står □ i stedet.",
        "Forslag 1, hvad vi så: skriften kan ikke vise 🎉 (U+1F389). Der står □ i stedet.",
    ]


def test_the_typeface_has_what_danish_reports_need() -> None:
    needed = "æøåÆØÅéü₂²³–−×≤≥≈→↑↓✓§€½°‰\u2009\u00a0\u2011•·»«”“Δ□"
    assert {char for char in needed if ord(char) not in known_glyphs()} == set()
