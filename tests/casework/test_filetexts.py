"""The text of files that come from outside: what can be read, and what must be said to be unread."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest
from reportlab.pdfgen.canvas import Canvas

from klimabesog.casework import filetexts
from klimabesog.casework.filetexts import Unreadable, pieces


def pdf(*pages: str, password: str = "") -> bytes:
    """A PDF with a line on each page; "" is a page that is a picture."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=password or None)
    for text in pages:
        canvas.drawString(72, 700, text) if text else canvas.rect(72, 600, 100, 100)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def office(**parts: str) -> bytes:
    """A zipped Office file of these XML parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, text in parts.items():
            archive.writestr(f"{name}.xml", text)
    return out.getvalue()


def read(name: str, data: bytes) -> str:
    return "\n".join(pieces(name, data))


def test_each_page_of_a_pdf() -> None:
    assert [text.strip() for text in pieces("Brev.PDF", pdf("Ida Åkjær", "Anden side"))] == ["Ida Åkjær", "Anden side"]


@pytest.mark.parametrize("data", ["Ida Åkjær".encode(code) for code in ("utf-8", "utf-8-sig", "utf-16", "cp1252")])
def test_plain_text_as_windows_writes_it(data: bytes) -> None:
    assert read("brev.txt", data) == read("liste.csv", data) == "Ida Åkjær"


def test_a_mail_with_its_head() -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ida@smedjen.example", "Tilbud på Åkjær"
    mail.set_content("Med venlig hilsen\nIda Åkjær")
    mail.add_alternative("<p>Ida <b>Åkj</b>ær</p>", subtype="html")
    said = read("mail.eml", mail.as_bytes())
    assert "ida@smedjen.example" in said
    assert "Tilbud på Åkjær" in said
    assert said.count("Ida Åkjær") == 2


def test_what_is_attached_to_a_mail_is_unread_but_the_mail_is_not() -> None:
    mail = EmailMessage()
    mail.set_content("Hej")
    mail.add_attachment(b"x", maintype="image", subtype="png", filename="x.png")
    found = pieces("mail.eml", mail.as_bytes())
    assert "Hej" in next(text for text in found if "Hej" in text)
    with pytest.raises(Unreadable):
        list(found)


def test_a_word_in_an_office_file_may_be_in_parts() -> None:
    said = read("aftale.docx", office(document="<w:p><w:r>Ida Å</w:r><w:r>kjær &amp; Co</w:r></w:p><w:p>Ny</w:p>"))
    assert "Ida Åkjær & Co\nNy" in said
    assert "Bo\nFriis" in read("liste.xlsx", office(sharedStrings="<si><t>Bo</t></si><si><t>Friis</t></si>"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("scan.pdf", pdf("")),
        ("laast.pdf", pdf("Ida", password="hemmeligt")),
        ("i-stykker.pdf", b"%PDF-1.7 no more"),
        ("i-stykker.docx", b"PK no more"),
        ("billede.jpg", b"\xff\xd8"),
        ("gammel.doc", b"\xd0\xcf\x11\xe0"),
        ("uden", b"Ida"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable):
        list(pieces(name, data))


def test_a_scanned_page_between_others_is_said_after_them() -> None:
    found = pieces("brev.pdf", pdf("Ida", "", "Bo"))
    assert [next(found).strip() for _page in range(3)] == ["Ida", "", "Bo"]
    with pytest.raises(Unreadable):
        next(found)


def test_a_file_that_unpacks_to_too_much_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filetexts, "MOST_BYTES", 1000)
    with pytest.raises(Unreadable):
        list(pieces("stor.docx", office(document="x" * 2000)))


def test_it_stops_between_pages() -> None:
    stops = iter([False, True])
    assert len(list(pieces("brev.pdf", pdf("Ida", "Bo", "Eva"), lambda: next(stops)))) == 1
