"""Fields to fill in: what a viewer can fill, what a reader hears, what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pypdfium2
from reportlab.platypus import Flowable

from klimabesog.reports import theme
from klimabesog.reports.document import Frontmatter, lay_out
from klimabesog.reports.tagged.fields import Choices, Ruled, SignatureField, TextField
from klimabesog.reports.tagged.flowables import Text
from tests.reports import gate

STYLES = theme.styles(theme.Theme())
FRONT = Frontmatter("Felter", "Eksempel", "Felter", "Felter", "da-DK", "2026-11-20", False)


def built(*flowables: Flowable) -> bytes:
    document = lay_out(lambda _: list(flowables), FRONT, lambda _: None, lambda: False)
    gate.assert_passes(document)
    return document.pdf


def fillable(pdf: bytes) -> list[tuple[int, str, str]]:
    """(kind, name, spoken name) of each widget, as a viewer sees them."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    found = []
    for sheet in document:
        for number in range(raw.FPDFPage_GetAnnotCount(sheet)):
            widget = raw.FPDFPage_GetAnnot(sheet, number)
            if raw.FPDFAnnot_GetSubtype(widget) == raw.FPDF_ANNOT_WIDGET:
                kind = raw.FPDFAnnot_GetFormFieldType(document.formenv, widget)
                texts = [
                    _text(read, document.formenv, widget)
                    for read in (raw.FPDFAnnot_GetFormFieldName, raw.FPDFAnnot_GetFormFieldAlternateName)
                ]
                found.append((kind, *texts))
            raw.FPDFPage_CloseAnnot(widget)
    document.close()
    return found  # type: ignore[return-value]


def _text(read: Any, environment: Any, widget: Any) -> str:
    import ctypes

    raw = pypdfium2.raw
    size = read(environment, widget, None, 0)
    buffer = ctypes.create_string_buffer(size)
    read(environment, widget, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def test_texts_and_signatures() -> None:
    raw = pypdfium2.raw
    pdf = built(
        TextField("navn", "Navn på stedet"),
        TextField("b", "Bemærkning", 4),
        SignatureField("u", "Underskrift", 50),
    )
    assert fillable(pdf) == [
        (raw.FPDF_FORMFIELD_TEXTFIELD, "navn", "Navn på stedet"),
        (raw.FPDF_FORMFIELD_TEXTFIELD, "b", "Bemærkning"),
        (raw.FPDF_FORMFIELD_SIGNATURE, "u", "Underskrift"),
    ]


def ticks(options: Sequence[str], single: bool) -> list[tuple[int, str, str]]:
    return fillable(built(Choices("svar", "Er der lys?", options, STYLES["answer"], single=single)))


def test_boxes_to_tick_are_fields_of_their_own() -> None:
    kind = pypdfium2.raw.FPDF_FORMFIELD_CHECKBOX
    assert ticks(["Ja", "Nej"], False) == [
        (kind, "svar.1", "Er der lys?: Ja"),
        (kind, "svar.2", "Er der lys?: Nej"),
    ]


def test_a_choice_is_one_field() -> None:
    kind = pypdfium2.raw.FPDF_FORMFIELD_RADIOBUTTON
    assert [(k, name) for k, name, _ in ticks(["Ja", "Nej"], True)] == [(kind, "svar")] * 2


def test_long_options_take_lines_of_their_own() -> None:
    short = Choices("a", "A", ["Ja", "Nej"], STYLES["answer"], single=True)
    long = Choices("a", "A", ["Ja", "Et langt svar " * 20, "Nej"], STYLES["answer"], single=True)
    assert short.wrap(400, 600)[1] * 4 < long.wrap(400, 600)[1]
    text = gate.text(built(long))
    assert text.count("Et langt svar") == 20


def test_lines_to_write_on_are_not_read_and_break_anywhere() -> None:
    lines = Ruled(10)
    lines.wrap(400, 600)
    assert [part.lines for part in lines.split(400, 100)] == [4, 6]
    assert lines.split(400, 10) == []
    assert lines.split(400, 600) == [lines]
    assert b"/Form" not in built(Text("Skriv her", STYLES["body"]), lines)


def test_a_filled_field_is_still_the_same_document() -> None:
    """What a viewer writes into a field is found again when the file is opened."""
    raw = pypdfium2.raw
    document = pypdfium2.PdfDocument(built(TextField("navn", "Navn")))
    document.init_forms()
    page = document[0]
    x, y = 100.0, theme.PAGE_HEIGHT - theme.TOP - 11
    raw.FORM_OnLButtonDown(document.formenv, page, 0, x, y)
    raw.FORM_OnLButtonUp(document.formenv, page, 0, x, y)
    for letter in "Blåbær":
        raw.FORM_OnChar(document.formenv, page, ord(letter), 0)
    raw.FORM_ForceToKillFocus(document.formenv)
    out = BytesIO()
    document.save(out)
    document.close()
    assert "Blåbær".encode("utf-16-be") in out.getvalue() or b"Bl\xe5b\xe6r" in out.getvalue()
