"""What the tagged layer knows of reportlab's inside. A failure here after an upgrade says what has moved."""

from __future__ import annotations

import gc
import re
import weakref
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Table

from klimabesog.reports import theme
from klimabesog.reports.tagged import reportlab_private as private
from tests.reports.pictures import painted

private.install()


@pytest.fixture
def canvas() -> Canvas:
    theme.register_fonts()
    return Canvas(BytesIO(), invariant=1, pageCompression=0)


def written(canvas: Canvas) -> bytes:
    canvas.showPage()
    private.write(canvas)
    data: bytes = canvas._filename.getvalue()
    return data


def test_an_end_of_line_stands_before_endstream(canvas: Canvas) -> None:
    canvas.setFont(theme.REGULAR, 10)
    canvas.drawString(0, 0, "blåbær")
    data = written(canvas)
    assert data.count(b"\r\nendstream") == data.count(b"endstream") > 2


def test_unused_codes_are_left_out_of_the_unicode_map(canvas: Canvas) -> None:
    cmap = ttfonts.makeToUnicodeCMap("F", [0, 0, 65, 0x1FF])
    assert "2 beginbfchar\n<02> <0041>\n<03> <01FF>\nendbfchar" in cmap
    assert "<0000>" not in cmap


def test_installing_twice_wraps_once() -> None:
    before = pdfdoc.PDFStream.format
    private.install()
    assert pdfdoc.PDFStream.format is before


def test_lines_of_a_paragraph_end_with_a_space(canvas: Canvas) -> None:
    text = private.SpacedText(canvas, 0, 0)
    text._textOut("konstant", 1)
    text._textOut("ydelse", 0)
    assert "(konstant ) Tj T*" in text.getCode()
    assert "(ydelse) Tj" in text.getCode()


def test_a_jpeg_is_embedded_as_it_is_and_once(canvas: Canvas) -> None:
    jpeg = painted(1, (60, 40))
    canvas.drawImage(private.Jpeg(jpeg), 0, 0, 60, 40)
    canvas.drawImage(private.Jpeg(jpeg), 0, 50, 60, 40)
    assert written(canvas).count(jpeg) == 1


def test_page_code_is_what_the_page_will_hold(canvas: Canvas) -> None:
    private.page_code(canvas).append("% mark of the test")
    assert b"% mark of the test" in written(canvas)


def test_page_name_is_that_of_the_page_object(canvas: Canvas) -> None:
    name = private.page_name(canvas)
    canvas.showPage()
    assert name in canvas._doc.idToObject
    assert private.page_name(canvas) != name


def test_a_rectangle_follows_the_coordinates(canvas: Canvas) -> None:
    canvas.translate(100, 20)
    assert private.on_page(canvas, (0, 0, 10, 5)) == [100, 20, 110, 25]


def test_an_annotation_and_its_destination_stand_on_the_page(canvas: Canvas) -> None:
    canvas.bookmarkHorizontal("sted", 0, 0)
    link = private.Dictionary(
        {"Subtype": private.Name("Link"), "Dest": private.destination(canvas, "sted"), "Marker": 4711}
    )
    private.add_annotation(canvas, link)
    data = written(canvas)
    assert b"/Marker 4711" in data
    assert re.search(rb"/Annots \[ \d+ 0 R \]", data)


def test_entries_on_page_catalog_and_objects_are_written(canvas: Canvas) -> None:
    canvas.showPage()
    private.set_on_last_page(canvas, StructParents=7)
    reference = private.add_object(canvas, private.Dictionary({"Own": 42}), "OwnObject")
    private.set_in_catalog(canvas, OutputIntents=private.Array([reference]), StructTreeRoot=reference)
    private.write(canvas)
    data = canvas._filename.getvalue()
    assert b"/StructParents 7" in data
    assert b"/Own 42" in data
    assert re.search(rb"/OutputIntents \[ \d+ 0 R \]", data)
    assert re.search(rb"/StructTreeRoot \d+ 0 R", data)


def test_streams_and_metadata_are_written(canvas: Canvas) -> None:
    private.set_in_catalog(canvas, Metadata=private.metadata_stream(lambda info: f"<{info.title}>".encode()))
    canvas.setTitle("Titel")
    private.add_object(canvas, private.compressed_stream(b"x" * 1000, N=3))
    data = written(canvas)
    assert b"<Titel>" in data
    assert re.search(rb"/N 3", data)
    assert b"x" * 1000 not in data


def test_the_document_is_dated_as_told(canvas: Canvas) -> None:
    private.stamp(canvas, datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    assert b"/CreationDate (D:20261120083000+00'00')" in written(canvas)


def test_a_paragraph_records_where_its_links_begin_and_end(canvas: Canvas) -> None:
    """Also one that is a single link, which reportlab would lay out without telling."""
    paragraph = Paragraph(
        '<a href="x">' + "et langt link " * 20 + "</a>", theme.styles(theme.Theme())["body"]
    )
    private.keep_stretches(paragraph)
    begun: list[str] = []

    def begin(href: str) -> str:
        begun.append(href)
        return "/Link BDC"

    text = private.StretchText(canvas, 0, 0, begin, lambda: "/P BDC")
    paragraph.beginText = lambda x, y: text
    canvas.linkURL = lambda *_args, **_kwargs: None
    paragraph.wrapOn(canvas, 200, 600)
    paragraph.drawOn(canvas, 0, 0)
    code = "\n".join(private.page_code(canvas))
    lines = len(paragraph.blPara.lines)
    assert lines > 2
    assert begun == ["x"] * lines
    assert code.count("BDC") == code.count("EMC") == 2 * lines + 1
    assert re.search(r"/Link BDC \(.*?\) Tj T\* EMC /P BDC", code.replace("\n", " "))


@pytest.mark.parametrize("markup", ["{}", "<b>Ny</b> {}", '<a href="x">{}</a>'])
def test_a_divided_word_is_read_whole(canvas: Canvas, markup: str) -> None:
    words = "Varmegenvindingsanlægget i CO2- og varme-hallen bliver til trykluftlækagesøgning"
    paragraph = Paragraph(markup.format(words), theme.styles(theme.Theme())["cell"])
    private.keep_stretches(paragraph)
    paragraph.wrapOn(canvas, 62, 600)
    text = private.SpacedText(canvas, 0, 0)
    text.divided = private.divided_lines(paragraph)
    assert len(text.divided) >= 3
    paragraph.beginText = lambda _x, _y: text
    canvas.linkURL = lambda *_args, **_kwargs: None
    paragraph.drawOn(canvas, 50, 500)
    document = pypdfium2.PdfDocument(written(canvas))
    read = document[0].get_textpage().get_text_range()
    document.close()
    assert re.sub("\ufffe", "", read.replace("\r\n", "")).strip().endswith(words)


def test_a_drawn_object_has_its_size(canvas: Canvas) -> None:
    canvas.showPage()
    reference = private.drawn_object(canvas, 20, 10, "0 0 m 20 10 l S")
    private.set_in_catalog(canvas, Test=reference)
    private.write(canvas)
    assert b"/BBox [ 0 0 20 10 ]" in canvas._filename.getvalue()


def test_a_table_knows_its_rows_and_spans() -> None:
    style = [
        ("SPAN", (0, 0), (1, 0)),
        ("SPAN", (-1, 1), (-1, -1)),
        ("FONT", (0, 0), (-1, -1), theme.REGULAR, 9),
    ]
    table = Table([["a", ""], ["b", "c"], ["d", ""]], style=style, rowHeights=[10, 20, 30])
    assert private.row_heights(table, 400, 600) == [10, 20, 30]
    assert private.row_count(table) == 3
    assert private.table_spans(table) == {(0, 0): (2, 1), (1, 1): (1, 2)}


def test_what_a_split_leaves_over_is_as_high_as_before() -> None:
    face = ("FONT", (0, 0), (-1, -1), theme.REGULAR, 9)
    rows = [["a"], *([n % 3 * "line\n" + str(n)] for n in range(40))]
    table = private.MeasuredTable(rows, style=[face], repeatRows=1)
    heights = private.row_heights(table, 400, 200)
    first, rest = table.split(400, 200)
    count = len(private.row_heights(first, 400, 200))
    assert private.row_heights(rest, 400, 200) == heights[:1] + heights[count:]
    assert private.row_heights(rest, 400, 200) == private.row_heights(
        Table([rows[0], *rows[count:]], style=[face]), 400, 200
    )


def test_nobody_else_reaches_inside() -> None:
    folder = Path(private.__file__).parents[1]
    others = [
        file
        for file in folder.rglob("*.py")
        if file != Path(private.__file__) and re.search("reportlab|TaggedCanvas", file.read_text("utf-8"))
    ]
    reaching = [
        f"{file.name}: {found}"
        for file in others
        for found in re.findall(
            r"\b(?!self\b|cls\b|ListKit\b|FieldKit\b)\w+\._[a-z]\w*", file.read_text("utf-8")
        )
    ]
    assert len(others) > 10
    assert reaching == []


def test_a_released_canvas_leaves_nothing_to_collect(canvas: Canvas) -> None:
    canvas.drawString(0, 0, "x")
    document = weakref.ref(canvas._doc)
    written(canvas)
    private.release(canvas)
    gc.disable()
    try:
        del canvas
        assert document() is None or not vars(document())
    finally:
        gc.enable()
