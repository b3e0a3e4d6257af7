"""What stands on the pages of a PDF, as pieces of text with place, face and whether a reader hears them."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import pypdfium2
from pypdfium2 import raw

from klimabesog.reports.theme import BOTTOM, PAGE_HEIGHT, TOP

WATERMARK = 100
"""Letters of this size (points) and more are the draft's mark."""


@dataclass(frozen=True)
class Piece:
    """A text operator: page from 0, left edge and bottom in points, letter size, face, and its mark (-1: none)."""

    page: int
    x: float
    y: float
    size: float
    face: str
    text: str
    mark: int

    @property
    def in_body(self) -> bool:
        """Whether it stands between the page's head and foot."""
        return BOTTOM < self.y < PAGE_HEIGHT - TOP + 2 and self.size < WATERMARK


def pieces(pdf: bytes) -> list[Piece]:
    """Every text of the file, page by page as it was drawn."""
    document = pypdfium2.PdfDocument(pdf)
    found = [
        piece
        for number, sheet in enumerate(document)
        for textpage in [sheet.get_textpage()]
        for drawn in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
        for piece in [_piece(number, drawn, textpage)]
        if piece.text.strip()
    ]
    document.close()
    return found


def _piece(page: int, drawn: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> Piece:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(drawn, ctypes.byref(size))
    place = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, ctypes.byref(place))
    length = raw.FPDFTextObj_GetText(drawn, textpage, None, 0)
    letters = (ctypes.c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(drawn, textpage, letters, length)
    mark = raw.FPDFPageObj_GetMarkedContentID(drawn)
    text = bytes(letters).decode("utf-16-le").rstrip("\0")
    return Piece(page, round(place.e, 1), round(place.f, 1), size.value, _face(drawn), text, mark)


def _face(drawn: pypdfium2.PdfObject) -> str:
    font = raw.FPDFTextObj_GetFont(drawn)
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value.decode("latin-1").partition("+")[2]


def text(pdf: bytes) -> str:
    """All text, pages and lines joined by single spaces, divided words whole, non-breaking spaces as plain ones."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages)).replace("\ufffe", "")


def lines(pdf: bytes) -> list[str]:
    """The printed lines, page by page; columns side by side are one line, soft hyphens shown as "-"."""
    result = []
    for (_page, _y), line in _by_line(pieces(pdf)):
        text = " ".join(piece.text.strip() for piece in sorted(line, key=lambda piece: piece.x))
        result.append(re.sub(r"\s+", " ", re.sub("[\u00ad\ufffe\x02]", "-", text)))
    return result


def _by_line(found: list[Piece]) -> Iterator[tuple[tuple[int, float], list[Piece]]]:
    order = sorted(found, key=lambda piece: (piece.page, -piece.y))
    for key, line in groupby(order, key=lambda piece: (piece.page, -piece.y)):
        yield key, list(line)


def hidden_text(pdf: bytes) -> str:
    """Text of page bodies that no reader hears. Table headers that are repeated as they stood count as heard."""
    found = [piece for piece in pieces(pdf) if piece.in_body]
    heard = {(piece.page, piece.x, piece.face, piece.text) for piece in found if piece.mark >= 0}
    return "\n".join(
        piece.text
        for piece in found
        if piece.mark < 0
        and not any((page, piece.x, piece.face, piece.text) in heard for page in range(piece.page))
    )


def lone_headings(pdf: bytes) -> list[str]:
    """Headings (semibold or bold, larger than text) that are the last words in the body of their page."""
    body = [piece for piece in pieces(pdf) if piece.in_body]
    pages = {piece.page for piece in body}
    lone = []
    for page in pages - {max(pages, default=0)}:
        last = min(piece.y for piece in body if piece.page == page)
        line = [piece for piece in body if piece.page == page and piece.y - last < 2]
        if all(piece.size > 10.5 and "old" in piece.face for piece in line):
            lone.append("".join(piece.text for piece in line))
    return lone
