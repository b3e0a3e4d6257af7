"""The gate bites: each way to break a document is found, by page-validation always and by veraPDF where it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.reports.album import Album
from klimabesog.reports.tagged import canvas
from klimabesog.reports.tagged.flowables import Text
from tests.reports import gate
from tests.reports.hard import hard_case
from tests.reports.pictures import Pictures

WAYS = {
    "no language": (rb"/Lang (da-DK)", rb"/Lanx (da-DK)"),
    "no title in the metadata": (rb"dc:title>", rb"dc:titlx>"),
    "the file's name shown instead of its title": (rb"/DisplayDocTitle true", rb"/DisplayDocTitle null"),
    "not said to be tagged": (rb"/Marked true", rb"/Marked null"),
    "no structure tree": (rb"/StructTreeRoot ", rb"/StructTreeRoox "),
    "a figure without alternative text": (rb"/Alt (Logo", rb"/Alx (Logo"),
    "a photo without alternative text": (rb"/Alt (Motiv 0", rb"/Alx (Motiv 0"),
    "a link without a description": (rb"/Contents (", rb"/Contentx ("),
    "not said to be PDF/UA": (rb"pdfuaid:part>1", rb"pdfuaid:part>2"),
    "not said to be PDF/A": (rb"pdfaid:part>2", rb"pdfaid:part>9"),
    "no meaning of colours": (rb"/OutputIntents", rb"/OutputIntentx"),
    "a font that is not embedded": (rb"/FontFile2", rb"/FontFilex"),
    "letters without a meaning": (rb"/ToUnicode", rb"/ToUnicodx"),
    "header cells without a direction": (rb"/Scope", rb"/Scopx"),
    "a heading level left out": (rb"/S /H2", rb"/S /H4"),
    "tabs in another order": (rb"/Tabs /S", rb"/Tabs /R"),
    "items outside a list": (rb"/S /L /", rb"/S /P /"),
    "a note without an ID": (rb"/ID (", rb"/IX ("),
    "a field nobody can name": (rb"/TU (", rb"/TX ("),
    "a link outside the tree": (rb"/StructParent ", rb"/StructParenx "),
    "a field that is not in a Form": (rb"/S /Form", rb"/S /Span"),
}


@pytest.fixture(scope="module")
def whole() -> bytes:
    return hard_case(Pictures(), 1).pdf


def cut(pdf: bytes, way: str) -> bytes:
    """The file broken in this way; every object stays where it was."""
    before, after = WAYS[way]
    assert len(before) == len(after)
    assert before in pdf
    return pdf.replace(before, after)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_break_a_document_is_found(whole: bytes, way: str) -> None:
    assert gate.failures(whole) == []
    assert gate.failures(cut(whole, way)) != []


def test_what_is_neither_content_nor_artifact_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canvas, "_unmarked_as_artifacts", lambda code: code)
    assert gate.failures(hard_case(Pictures(), 0).pdf) != []


def test_a_paragraph_hidden_as_an_artifact_is_found_by_us_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = Text.draw

    def hide(text: Text) -> None:
        if "Og så videre" not in text.getPlainText():
            return draw(text)
        with text.canv.artifact():
            draw(text)

    monkeypatch.setattr(Text, "draw", hide)
    pdf = hard_case(Pictures(), 0).pdf
    assert gate.failures(pdf) == []
    (found,) = gate.broken(pdf)
    assert found.startswith("nobody hears: Læs")


@pytest.mark.parametrize("name", ["IMG_2041.jpg", "dsc00017", "Kompressor.PNG", "Image-0007"])
def test_a_file_name_as_alternative_text_is_found_by_us_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Album, "alternative", lambda *_: name)
    assert gate.broken(hard_case(Pictures(), 1).pdf) == [f"file name as text: {name}"]


@pytest.mark.full("shared", "javac")
def test_verapdf_finds_them_too(whole: bytes, tmp_path: Path, verapdf: Callable[..., None]) -> None:
    for number, way in enumerate(WAYS):
        (tmp_path / f"{number:02} {way.replace('/', '-')}.pdf").write_bytes(cut(whole, way))
    with pytest.raises(AssertionError) as failed:
        verapdf(*sorted(tmp_path.glob("*.pdf")))
    found = set(re.findall(r"FAIL \S+ \S*/(\d\d) ", str(failed.value)))
    assert [way for number, way in enumerate(WAYS) if f"{number:02}" not in found] == []
