"""The text of a file that was received or attached, as far as it can be read: PDF, plain text, mail, Office."""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import PurePath

from klimabesog.values.pdfium import PDFIUM

PLAIN = frozenset({".txt", ".csv"})
OFFICE = frozenset({".docx", ".xlsx", ".pptx", ".odt", ".ods"})
MOST_BYTES = 50_000_000
"""Of unpacked text in one Office file: far more than one holds, and less than a hostile one claims."""
_BREAK = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|c|row)>|<(?:w:br|w:tab|a:br|text:tab|text:line-break)\b[^>]*>")
_DIVIDED = {0x02: "", 0xFFFE: "", 0xAD: ""}
"""What PDFium writes where a word is divided at the end of a line."""
_TAG = re.compile(r"<[^>]*>")


class Unreadable(Exception):
    """The program can't read the file, or not all of it: a picture, a scan, an old format, a password, damage."""


Stop = Callable[[], bool]


def pieces(name: str, data: bytes, stop: Stop = lambda: False) -> Iterator[str]:
    """The text of a file in pieces, such as pages; no more once `stop()` is true.

    Unreadable, after what can be read, where some of it can't.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".pdf":
        yield from _of_pdf(data, stop)
    elif suffix in PLAIN:
        yield _decoded(data)
    elif suffix == ".eml":
        yield from _of_mail(data)
    elif suffix in OFFICE:
        yield from _of_office(data, stop)
    else:
        raise Unreadable


def _of_pdf(data: bytes, stop: Stop) -> Iterator[str]:
    """Page by page; a page without text is a picture of one."""
    import pypdfium2

    blank = False
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(data)
        try:
            for number in range(len(document)):
                if stop():
                    return
                text = _of_page(document, number)
                blank = blank or not text.strip()
                yield text
        finally:
            with PDFIUM:
                document.close()
    except pypdfium2.PdfiumError as error:  # a password, or damage
        raise Unreadable from error
    if blank:
        raise Unreadable


def _of_page(document: object, number: int) -> str:
    with PDFIUM:
        page = document[number]  # type: ignore[index]
        try:
            words = page.get_textpage()
            try:
                return str(words.get_text_range()).replace("\r\n", "\n").translate(_DIVIDED)
            finally:
                words.close()
        finally:
            page.close()


def _decoded(data: bytes) -> str:
    """Text as Windows writes it: UTF-8, UTF-16 with its mark, or the Western European code page."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_mail(data: bytes) -> Iterator[str]:
    """Head and body; a file attached to it is not opened."""
    message = message_from_bytes(data, policy=policy.default)
    yield "\n".join(f"{name}: {value}" for name, value in message.items())
    attached = False
    for part in message.walk():
        if part.get_content_disposition() == "attachment":
            attached = True
        elif part.get_content_maintype() == "text":
            payload = part.get_payload(decode=True)
            text = _decoded(payload if isinstance(payload, bytes) else b"")
            yield _without_tags(text) if part.get_content_subtype() == "html" else text
    if attached:
        raise Unreadable


def _of_office(data: bytes, stop: Stop) -> Iterator[str]:
    """The XML parts, without their tags; pictures in it are not read."""
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.infolist():
                if stop():
                    return
                if not part.filename.endswith(".xml"):
                    continue
                with archive.open(part) as file:
                    content = file.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise Unreadable
                yield _without_tags(_decoded(content))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Unreadable from error  # damaged, or under a password


def _without_tags(text: str) -> str:
    """The text between tags; those that end a paragraph or a cell end a line."""
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))
