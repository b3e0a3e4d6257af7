"""What every document must pass: PDF/UA-1 and PDF/A-2a, no text hidden as an artifact, no file name as a text."""

from __future__ import annotations

import re
from io import BytesIO

import page
import pdfplumber
import pypdfium2

from klimabesog.reports.document import Document
from klimabesog.reports.theme import BOTTOM, PAGE_HEIGHT, TOP

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)


def failures(pdf: bytes) -> list[str]:
    """Broken rules of PDF/UA-1 and PDF/A-2a."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    return [f"{each.rule_id}: {each.message}" for report in reports for each in report.failures]


def hidden_text(pdf: bytes) -> str:
    """Text of the page body that no reader hears, apart from the draft's watermark."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        chars = [char for sheet in document.pages for char in sheet.chars]
    body = [c for c in chars if TOP - 2 < c["top"] < PAGE_HEIGHT - BOTTOM and c["size"] < 100]
    return "".join(c["text"] for c in body if c["mcid"] is None)


def alternatives(pdf: bytes) -> list[str]:
    """The alternative texts of figures and links."""
    found = re.findall(rb"/Alt \((.*?)(?<!\\)\)", pdf, re.DOTALL)
    return [_decoded(text) for text in found]


def _decoded(raw: bytes) -> str:
    data = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), raw)
    data = re.sub(rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r"}.get(m[1], m[1]), data, flags=re.DOTALL)
    return data.decode("utf-16") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


def text(pdf: bytes) -> str:
    """All text, pages and lines joined by single spaces, divided words whole, non-breaking spaces as plain ones."""
    document = pypdfium2.PdfDocument(pdf)
    pages = [sheet.get_textpage().get_text_bounded() for sheet in document]
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages)).replace("\ufffe", "")


def lines(pdf: bytes) -> list[str]:
    """The printed lines, page by page; columns side by side are one line. Non-breaking spaces as plain ones."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        pages = [sheet.extract_text(x_tolerance=1.5) for sheet in document.pages]
    return [line.replace("\u00a0", " ") for page_text in pages for line in page_text.split("\n")]


def lone_headings(pdf: bytes) -> list[str]:
    """Headings (bold or semibold, larger than text) that are the last words on the body of their page."""
    lone = []
    with pdfplumber.open(BytesIO(pdf)) as document:
        for sheet in document.pages[:-1]:
            body = [c for c in sheet.chars if c["top"] < PAGE_HEIGHT - BOTTOM and c["size"] < 100]
            last = max((c["bottom"] for c in body), default=0.0)
            line = [c for c in body if last - c["bottom"] < 2]
            if line and all(c["size"] > 10.5 and "old" in c["fontname"] for c in line):
                lone.append("".join(c["text"] for c in line))
    return lone


def assert_passes(document: Document) -> None:
    """The whole gate."""
    assert failures(document.pdf) == []
    assert not [alt for alt in alternatives(document.pdf) if re.search(r"\.(jpe?g|png|heic)$|^IMG_", alt)]
