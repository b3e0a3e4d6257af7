"""What a screen reader meets: roles, order, spans, artifacts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from reportlab.platypus import Spacer

from klimabesog.reports import theme
from klimabesog.reports.cards import Card, Cards, Pills
from klimabesog.reports.charts.pdf import ChartFigure
from klimabesog.reports.charts.shapes import Chart, Label, Line, Rect
from klimabesog.reports.tagged.boxes import Columns, Panel, split_stack, stack_height
from klimabesog.reports.tagged.canvas import TaggedCanvas
from klimabesog.reports.tagged.flowables import ListItem, Text
from klimabesog.reports.tagged.tables import tagged_table
from klimabesog.reports.tagged.tree import Element

STYLES = theme.styles(theme.Theme())
WHEN = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.fixture
def canvas() -> TaggedCanvas:
    return TaggedCanvas(BytesIO(), when=WHEN, initialFontName=theme.REGULAR, lang="da-DK")


def text(words: str, role: str = "P") -> Text:
    return Text(words, STYLES["body"], role)


def draw(canvas: TaggedCanvas, *flowables: Any, width: float = 400) -> None:
    for flowable in flowables:
        flowable.wrapOn(canvas, width, 600)
        flowable.drawOn(canvas, 50, 100)


def outline(element: Element, depth: int = 0) -> Iterator[str]:
    """The tree as indented roles, with the number of marked contents of each."""
    contents = sum(not isinstance(kid, Element) for kid in element.kids)
    yield "  " * depth + element.role + (f" {contents}" if contents else "")
    for kid in element.kids:
        if isinstance(kid, Element):
            yield from outline(kid, depth + 1)


def tree(canvas: TaggedCanvas) -> str:
    return " / ".join(" ".join(line.split()) for line in list(outline(canvas.root))[1:])


def test_a_paragraph_split_over_pages_is_one_element(canvas: TaggedCanvas) -> None:
    paragraph = text("ord " * 400)
    paragraph.wrapOn(canvas, 400, 600)
    first, second = paragraph.split(400, 60)
    draw(canvas, first)
    canvas.showPage()
    draw(canvas, second)
    assert tree(canvas) == "P 2"


def test_items_of_one_group_are_one_list(canvas: TaggedCanvas) -> None:
    group = object()
    draw(canvas, ListItem("en", STYLES["body"], group), ListItem("to", STYLES["body"], group))
    assert tree(canvas) == "L / LI / Lbl 1 / LBody 1 / LI / Lbl 1 / LBody 1"


def test_the_rest_of_a_split_item_has_no_label_of_its_own(canvas: TaggedCanvas) -> None:
    item = ListItem("ord " * 400, STYLES["body"], object())
    item.wrapOn(canvas, 400, 600)
    draw(canvas, *item.split(400, 60))
    assert tree(canvas) == "L / LI / Lbl 1 / LBody 2"


def test_a_table_has_header_cells_with_scope_and_spans(canvas: TaggedCanvas) -> None:
    table = tagged_table(
        [["a", "b"], [text("c"), "1"], ["sum", ""]],
        [100, 100],
        [("SPAN", (0, 2), (1, 2))],
        header_columns=1,
        summary="Tal",
    )
    draw(canvas, table)
    assert tree(canvas).startswith(
        "Table / THead / TR / TH 1 / TH 1 / TBody / TR / TH / P 1 / TD 1 / TR / TH 1"
    )
    cells = [e for e in canvas.root.walk() if e.role in ("TH", "TD")]
    assert [e.attributes.get("Scope") for e in cells[:4]] == ["Column", "Column", "Row", None]
    assert cells[4].attributes["ColSpan"] == 2


def test_a_header_repeated_on_the_next_page_is_an_artifact(canvas: TaggedCanvas) -> None:
    table = tagged_table([["a"], *([str(n)] for n in range(40))], [100], [])
    table.wrapOn(canvas, 400, 600)
    parts = table.split(400, 300)
    assert len(parts) == 2
    draw(canvas, *parts)
    assert tree(canvas).count("TH") == 2  # THead and its one TH
    assert tree(canvas).count("Table") == 1
    assert tree(canvas).count("TD") == 40


def test_only_a_row_taller_than_a_page_is_split() -> None:
    short = tagged_table([["a"], [text("ord " * 60)], [text("ord " * 60)]], [200], [])
    assert short.split(400, 60) == []
    tall = tagged_table([["a"], [text("ord " * 900)]], [200], [])
    assert len(tall.split(400, 300)) == 2
    both = tagged_table([["a"], [text("ord " * 60)], [text("ord " * 900)]], [200], [])
    assert both.split(400, 60) == []


def test_a_chart_is_one_figure_with_its_text(canvas: TaggedCanvas) -> None:
    shapes = (Rect(0, 0, 5, 5, "accent", 2), Line(0, 0, 9, 9, "rule"), Label(0, 9, "tal", 8, "ink"))
    draw(canvas, ChartFigure(Chart(100, 20, shapes, "Ti mod en")))
    assert tree(canvas) == "Figure 1"
    figure = canvas.root.kids[0]
    assert isinstance(figure, Element)
    assert figure.texts == {"Alt": "Ti mod en"}


def test_decoration_without_a_text_is_an_artifact(canvas: TaggedCanvas) -> None:
    draw(canvas, ChartFigure(Chart(100, 20, (Rect(0, 0, 5, 5, "accent"),), "")))
    assert tree(canvas) == ""


def test_cards_are_a_list_and_pills_a_line(canvas: TaggedCanvas) -> None:
    draw(canvas, Cards([Card("a", "1 kr."), Card("b", "2 kr.", "om året")], theme.Theme(), STYLES))
    draw(canvas, Pills(["Trykluft", "Klasse C", "for langt " * 20]))
    assert tree(canvas) == "L / LI / LBody / P 1 / P 1 / LI / LBody / P 1 / P 1 / P 1 / P 2"


def test_columns_are_read_one_after_the_other_and_split_together(canvas: TaggedCanvas) -> None:
    columns = Columns([[text("a", "H3"), text("ord " * 300)], [text("b")]], [200, 150], 20)
    fitting, rest = columns.split(370, 120)
    draw(canvas, fitting, rest)
    assert tree(canvas) == "H3 1 / P 2 / P 1"


def test_a_panel_splits_when_it_must(canvas: TaggedCanvas) -> None:
    panel = Panel([text("ord " * 300)], "#eeeeee", "#000000")
    assert len(panel.split(300, 200)) == 2
    assert panel.split(300, 20) == []
    draw(canvas, panel)
    assert tree(canvas) == "P 1"


def test_a_heading_is_never_the_last_of_what_fits() -> None:
    heading = text("a")
    heading.keepWithNext = 1
    items = [text("først"), heading, text("ord " * 20), Spacer(1, 5)]
    room = stack_height(items[:2], 300) + 2
    assert split_stack(items, 300, room) == (items[:1], items[1:])


def test_what_nobody_marked_becomes_an_artifact(canvas: TaggedCanvas) -> None:
    canvas.rect(0, 0, 10, 10)
    draw(canvas, text("ord"))
    canvas.rect(0, 0, 20, 20)
    canvas.setPageCompression(0)
    canvas.save()
    canvas.write()
    data = canvas._filename.getvalue()
    assert data.count(b"/Artifact BMC") == 2
    assert data.count(b"EMC") == 3
