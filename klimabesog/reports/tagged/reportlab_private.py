"""Everything this program knows of reportlab's inside: one function per private part, each with its own test.

reportlab 5.1 writes neither tags nor PDF/A by itself. `pyproject.toml` pins the version; when it moves,
`tests/reports/tagged/test_reportlab_private.py` says which of these parts moved with it.
"""

from __future__ import annotations

from calendar import timegm
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import wraps
from hashlib import sha256
from io import BytesIO
from itertools import takewhile
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import TimeStamp
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus.paragraph import _SplitFragHY, _SplitWordHY, _SplitWordLL
from reportlab.platypus.tables import Table

Name, Array, Dictionary, Reference, String = (
    pdfdoc.PDFName,
    pdfdoc.PDFArray,
    pdfdoc.PDFDictionary,
    pdfdoc.PDFObjectReference,
    pdfdoc.PDFString,
)


# ---------------------------------------------------------------- what PDF/A and PDF/UA need of every file


def end_stream_on_new_line(data: bytes) -> bytes:
    """PDF/A-2 6.1.7.1: an end-of-line stands before `endstream`; reportlab writes none."""
    tail = b"endstream\n"
    return data[: -len(tail)] + b"\r\n" + tail if data.endswith(tail) else data


def without_unused_codes(cmap: str) -> str:
    """PDF/UA-1 7.21.7: no code maps to U+0000; reportlab lists the unused ones that way."""
    head, begin, rest = cmap.partition(" beginbfchar\n")
    codes, end, tail = rest.partition("\nendbfchar")
    used = [line for line in codes.split("\n") if not line.endswith(" <0000>")]
    head = head.rpartition("\n")[0] + f"\n{len(used)}"
    return head + begin + "\n".join(used) + end + tail


def install() -> None:
    """Wraps the two writers above into reportlab, once, and turns its text encoding of streams off."""
    rl_config.useA85 = 0  # a fifth smaller, and thirty times faster with photos
    if getattr(pdfdoc.PDFStream.format, "__wrapped__", None) is None:
        pdfdoc.PDFStream.format = _after(pdfdoc.PDFStream.format, end_stream_on_new_line)
        ttfonts.makeToUnicodeCMap = _after(ttfonts.makeToUnicodeCMap, without_unused_codes)


def _after(function: Callable[..., Any], change: Callable[[Any], Any]) -> Callable[..., Any]:
    @wraps(function)
    def changed(*args: Any, **kwargs: Any) -> Any:
        return change(function(*args, **kwargs))

    return changed


# ---------------------------------------------------------------- text


SOFT_HYPHEN = "\u00ad"


class SpacedText(PDFTextObject):  # type: ignore[misc]
    """Ends every line of a paragraph with a space, so that a reader hears two words and not one.

    A line among `divided` (numbers from 0) ends in the middle of a word: with a soft hyphen and no space, so that
    a reader hears the word whole (PDF 1.7, 14.8.2.2.3).
    """

    divided: frozenset[int] = frozenset()
    _line = 0

    def _textOut(self, text: str, TStar: int = 0) -> None:
        if TStar:
            if self._line in self.divided and text.endswith("-"):
                text = text[:-1] + SOFT_HYPHEN
            elif text and not text.endswith((" ", "-", SOFT_HYPHEN)):
                text += " "
            self._line += 1
        super()._textOut(text, TStar)


def divided_lines(paragraph: Any) -> frozenset[int]:
    """The lines of a laid out paragraph that end with a hyphen reportlab put in."""
    lines, frags = paragraph.blPara.lines, paragraph.frags
    if paragraph.blPara.kind == 0:
        ends = [words[-1] if words else "" for _, words in lines]
        return frozenset(n for n, word in enumerate(ends) if isinstance(word, (_SplitWordHY, _SplitWordLL)))
    starts = [line.sFW for line in lines[1:]]
    last = [frags[start - 1] for start in starts if 0 < start <= len(frags)]
    return frozenset(n for n, word in enumerate(last) if isinstance(word, _SplitFragHY))


class StretchText(SpacedText):
    """A text object that carries its own marks, since one that is not whole inside a mark may hold none.

    `begin(href)` gives the operator that begins a stretch of text, `resume()` the one that goes on after it.
    """

    def __init__(
        self,
        canvas: Any,
        x: float,
        y: float,
        begin: Callable[[str], str],
        resume: Callable[[], str],
    ) -> None:
        super().__init__(canvas, x, y)
        self._begin, self._resume = begin, resume
        self._before = len(self._code)
        self._code.append(resume())

    def _textOut(self, text: str, TStar: int = 0) -> None:
        self._before = len(self._code)
        super()._textOut(text, TStar)

    def _linkRecord(self, link: tuple[int, str], event: str) -> None:
        """reportlab calls this after the first text of a link in a line and after its last."""
        if event == "start":
            self._code[self._before : self._before] = ["EMC", self._begin(link[1])]
        else:
            self._code += ["EMC", self._resume()]

    def getCode(self) -> str:
        """The operators of the whole text object."""
        self._code.append("EMC")
        code: str = super().getCode()
        return code


def keep_stretches(paragraph: Any) -> None:
    """Makes reportlab lay out a paragraph of one single link as one of several parts: only those record links."""
    for frag in paragraph.frags:
        frag.backColor = None


class Jpeg:
    """JPEG bytes for `drawImage`, embedded as they are; reportlab's own reader would decode each photo."""

    def __init__(self, data: bytes) -> None:
        self.data, self.name = data, sha256(data).hexdigest()

    def __str__(self) -> str:
        return self.name

    def jpeg_fh(self) -> BytesIO:
        """What reportlab asks for."""
        return BytesIO(self.data)


# ---------------------------------------------------------------- tables


class MeasuredTable(Table):  # type: ignore[misc]
    """reportlab's table, measured once for the same room; what a split leaves over knows its rows' heights."""

    _room: tuple[float, float] | None = None

    def _calc(self, width: float, height: float) -> None:
        if self._room != (width, height):
            super()._calc(width, height)
            self._room = width, height

    def split(self, width: float, height: float) -> list[Any]:
        parts: list[Any] = super().split(width, height)
        rows = self._rowHeights
        if len(parts) == 2 and not self.splitInRow and not self._spanCmds and None not in rows:
            first = parts[0]._nrows
            parts[0]._argH, parts[1]._argH = rows[:first], rows[: self.repeatRows] + rows[first:]
        return parts


def row_heights(table: Any, width: float, height: float) -> list[float]:
    """The heights of a table's rows as far as this room reaches, and of the first that passes it."""
    table._calc(width, height)
    return [float(row) for row in takewhile(lambda row: row is not None, table._rowHeights)]


def row_count(table: Any) -> int:
    """How many rows a table has, also those whose heights are not known yet."""
    return int(table._nrows)


def table_spans(table: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """(column, row) of each spanning cell -> how many columns and rows it covers."""
    size = table._ncols, table._nrows
    spans = {}
    for _, start, end in table._spanCmds:
        (x0, y0), (x1, y1) = (
            tuple(v % n for v, n in zip(corner, size, strict=True)) for corner in (start, end)
        )
        spans[x0, y0] = x1 - x0 + 1, y1 - y0 + 1
    return spans


# ---------------------------------------------------------------- the page being drawn


def page_code(canvas: Any) -> list[str]:
    """The drawing operators of the page so far; may be appended to and replaced in place."""
    code: list[str] = canvas._code
    return code


def page_name(canvas: Any) -> str:
    """The object name that the page being drawn will get."""
    return f"Page{canvas._doc.pageCounter}"


def on_page(canvas: Any, box: Sequence[float]) -> list[float]:
    """A rectangle (x0, y0, x1, y1) of the present coordinates in those of the page."""
    return [round(float(v), 2) for v in canvas._absRect(tuple(box), 1)]


def destination(canvas: Any, bookmark: str) -> Any:
    """What an annotation's /Dest holds to lead to `bookmark`."""
    return canvas._bookmarkReference(bookmark)


def add_annotation(canvas: Any, annotation: Any) -> Any:
    """Puts the annotation on the page being drawn; gives the reference to it."""
    canvas._addAnnotation(annotation)
    return canvas._annotationrefs[-1]


def set_on_last_page(canvas: Any, **entries: Any) -> None:
    """Adds entries to the page object that `showPage` just made."""
    page = canvas._doc.Pages.pages[-1]
    page = canvas._doc.idToObject.get(getattr(page, "name", None), page)
    page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, *entries]
    for name, value in entries.items():
        setattr(page, name, value)


# ---------------------------------------------------------------- the document


def add_object(canvas: Any, value: Any, name: str | None = None) -> Any:
    """Makes `value` an indirect object of the document; gives the reference to it."""
    return canvas._doc.Reference(value, name) if name else canvas._doc.Reference(value)


def set_in_catalog(canvas: Any, **entries: Any) -> None:
    """Adds entries to the document catalog, also those that reportlab does not know; all in one call."""
    catalog = canvas._doc.Catalog
    catalog.__NoDefault__ = list(dict.fromkeys([*pdfdoc.PDFCatalog.__NoDefault__, *entries]))
    catalog.__Refs__ = [name for name in pdfdoc.PDFCatalog.__Refs__ if name not in entries]
    for name, value in entries.items():
        setattr(catalog, name, value)


def drawn_object(canvas: Any, width: float, height: float, operators: str = "") -> Any:
    """A form XObject of this size (an appearance of a field); gives the reference to it."""
    box = Array([0, 0, round(width, 2), round(height, 2)])
    entries = {"Type": Name("XObject"), "Subtype": Name("Form"), "BBox": box, "Resources": Dictionary({})}
    return add_object(canvas, compressed_stream(operators.encode("ascii"), **entries))


def compressed_stream(data: bytes, **entries: Any) -> Any:
    """A stream object holding `data`."""
    return pdfdoc.PDFStream(Dictionary(entries), data, [pdfdoc.PDFZCompress])


def metadata_stream(make: Callable[[Any], bytes]) -> Any:
    """The catalog's /Metadata; `make` is called with the document information when the file is written."""
    return pdfdoc.XMP(creator=lambda document: make(document.info))


def stamp(canvas: Any, when: datetime) -> None:
    """Dates the document at `when` (UTC) instead of now."""
    fixed = TimeStamp(invariant=1)
    fixed.t, fixed.lt = timegm(when.timetuple()), when.timetuple()
    fixed.YMDhms, fixed.dhh, fixed.dmm, fixed.tzname = tuple(fixed.lt)[:6], 0, 0, "UTC"
    canvas._doc._timeStamp = fixed


def release(canvas: Any) -> None:
    """Lets go of all a canvas holds. Canvas and document point at each other: tens of thousands of objects that the

    collector would otherwise have to find, while the window stands still.
    """
    canvas._doc.__dict__.clear()
    canvas.__dict__.clear()


def write(canvas: Any) -> None:
    """Writes the finished document to the canvas's file."""
    canvas._doc.SaveToFile(canvas._filename, canvas)
