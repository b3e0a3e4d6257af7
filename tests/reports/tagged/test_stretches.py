"""Links, references and foreign words inside a paragraph, over lines and pages."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
import pytest

from klimabesog.reports import theme
from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.tagged.flowables import ListItem, Note, Text
from klimabesog.reports.tagged.stretches import Stretch, numbered
from klimabesog.reports.tagged.tree import Element
from tests.reports.tagged.test_tags import draw, tree

BODY = theme.styles(theme.Theme())["body"]
LINK = '<a href="https://eksempel.invalid/?a=1&amp;b=2">{}</a>'


@pytest.fixture
def canvas() -> TaggedCanvas:
    return TaggedCanvas(
        BytesIO(), when=datetime(2026, 11, 20, tzinfo=UTC), initialFontName=theme.REGULAR, lang="da-DK"
    )


def elements(canvas: TaggedCanvas, role: str) -> list[Element]:
    return [element for element in canvas.root.walk() if element.role == role]


def kinds(element: Element) -> list[str]:
    return [kid.role if isinstance(kid, Element) else kid[0] for kid in element.kids]


def test_markup_is_numbered_and_its_targets_kept() -> None:
    marked, found = numbered(f'Se {LINK.format("<b>her</b> &amp; der")} og <a href="#x">x</a>.')
    assert marked == 'Se <a href="mark:0"><b>her</b> &amp; der</a> og <a href="mark:1">x</a>.'
    assert found == (Stretch("https://eksempel.invalid/?a=1&b=2", "her & der"), Stretch("#x", "x"))


def test_a_link_stands_in_its_paragraph_with_its_annotation(canvas: TaggedCanvas) -> None:
    draw(canvas, Text(f"Læs {LINK.format('her')} om det", BODY))
    paragraph = elements(canvas, "P")[0]
    assert kinds(paragraph) == ["content", "Link", "content"]
    assert kinds(elements(canvas, "Link")[0]) == ["content", "object"]
    (annotation, owner) = canvas._annotations[0]
    assert owner is elements(canvas, "Link")[0]
    assert annotation["Contents"].s == "her"


def test_a_link_over_lines_is_one_element_with_a_box_for_each_line(canvas: TaggedCanvas) -> None:
    draw(canvas, Text(f"Læs {LINK.format('mange ord i et link ' * 12)} om det", BODY), width=200)
    (link,) = elements(canvas, "Link")
    assert kinds(link).count("object") > 3


def test_a_link_over_pages_is_one_element(canvas: TaggedCanvas) -> None:
    paragraph = Text(f"Læs {LINK.format('mange ord i et link ' * 40)} om det", BODY)
    paragraph.wrapOn(canvas, 200, 600)
    first, second = paragraph.split(200, 60)
    draw(canvas, first, width=200)
    canvas.showPage()
    draw(canvas, second, width=200)
    (link,) = elements(canvas, "Link")
    assert len({kid[1] for kid in link.kids if not isinstance(kid, Element)}) == 2


def test_a_paragraph_that_is_one_link_is_a_link(canvas: TaggedCanvas) -> None:
    draw(
        canvas, Text(LINK.format("kun et link"), BODY), Text(LINK.format("to ") + LINK.format("links"), BODY)
    )
    assert [kinds(link) for link in elements(canvas, "Link")] == [["content", "object"]] * 3


def test_a_reference_leads_to_a_place_and_a_language_is_said(canvas: TaggedCanvas) -> None:
    draw(canvas, Text('Se <a href="#sted">side 4</a> om <a href="lang:en">efficiency</a>', BODY))
    (reference,) = elements(canvas, "Reference")
    assert kinds(reference) == ["Link"]
    (span,) = elements(canvas, "Span")
    assert span.texts == {"Lang": "en"}
    assert kinds(span) == ["content"]
    assert len(canvas._annotations) == 1


def test_inside_an_artifact_nothing_is_a_link(canvas: TaggedCanvas) -> None:
    with canvas.artifact():
        draw(canvas, Text(f"Se {LINK.format('her')}", BODY))
    assert tree(canvas) == ""
    assert canvas._annotations == []


def test_a_link_in_an_item_belongs_to_its_body(canvas: TaggedCanvas) -> None:
    draw(canvas, ListItem(f"Se {LINK.format('her')}", BODY, object()))
    assert [kinds(body) for body in elements(canvas, "LBody")] == [["content", "Link", "content"]]


def test_a_list_inside_an_item(canvas: TaggedCanvas) -> None:
    outer, inner = object(), object()
    first = ListItem("en", BODY, outer, "1.")
    under = ListItem("under", BODY, inner, "a)", under=first)
    draw(canvas, first, under, ListItem("to", BODY, outer, "2."))
    assert tree(canvas) == ("L / LI / Lbl 1 / LBody 1 / L / LI / Lbl 1 / LBody 1 / LI / Lbl 1 / LBody 1")
    assert [e.attributes["ListNumbering"] for e in elements(canvas, "L")] == ["Decimal", "LowerAlpha"]


def test_notes_have_an_id_and_are_found_by_it(canvas: TaggedCanvas) -> None:
    draw(canvas, Text('Tal<a href="#note-1"><super>1</super></a>', BODY))
    draw(canvas, Note("Kilde", BODY, "1", "note-1"))
    assert tree(canvas).endswith("Reference / Link 2 / Note / Lbl 1 / P 1")
    canvas.setPageCompression(0)
    canvas.save()
    canvas.write()
    data = canvas._filename.getvalue()
    assert b"/IDTree" in data
    pdf = pypdfium2.PdfDocument(data)
    assert "Tal1" in pdf[0].get_textpage().get_text_bounded()
    pdf.close()
