"""What every document must pass: PDF/UA-1 and PDF/A-2a, no text hidden as an artifact, no file name as a text."""

from __future__ import annotations

import re

import page

from klimabesog.reports.document import Document
from tests.reports.printed import hidden_text, lines, lone_headings, text

__all__ = [
    "alternatives",
    "assert_passes",
    "broken",
    "failures",
    "hidden_text",
    "lines",
    "lone_headings",
    "text",
]

PROFILES = (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A)
_FILE_NAME = re.compile(r"(?i)\.(jpe?g|png|heic|heif|webp|tiff?)$|^(img|dsc|dscn|pxl|dcim|image)[_-]?\d+")


def failures(pdf: bytes) -> list[str]:
    """Broken rules of PDF/UA-1 and PDF/A-2a."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    return [f"{each.rule_id}: {each.message}" for report in reports for each in report.failures]


def alternatives(pdf: bytes) -> list[str]:
    """The alternative texts of figures and links."""
    found = re.findall(rb"/Alt \((.*?)(?<!\\)\)", pdf, re.DOTALL)
    return [_decoded(text) for text in found]


def _decoded(raw: bytes) -> str:
    data = re.sub(rb"\\([0-7]{3})", lambda m: bytes([int(m[1], 8)]), raw)
    data = re.sub(rb"\\(.)", lambda m: {b"n": b"\n", b"r": b"\r"}.get(m[1], m[1]), data, flags=re.DOTALL)
    return data.decode("utf-16") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


def broken(pdf: bytes) -> list[str]:
    """Everything that is wrong with a file: rules of the standards, and what no validator sees."""
    names = [f"file name as text: {text}" for text in alternatives(pdf) if _FILE_NAME.search(text.strip())]
    hidden = hidden_text(pdf)
    lone = [f"heading alone at the foot: {heading}" for heading in lone_headings(pdf)]
    return [*failures(pdf), *names, *([f"nobody hears: {hidden}"] if hidden else []), *lone]


def assert_passes(document: Document) -> None:
    """The whole gate."""
    assert broken(document.pdf) == []
