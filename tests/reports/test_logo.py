"""The municipality's logo and colour in a document: drawn sharp, with an alternative text, told when they can't be."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from klimabesog.reports.build import build
from klimabesog.reports.documents.portfolio_model import PortfolioReport
from klimabesog.reports.model import Municipality
from tests.reports import gate

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><title>Byvåben</title>'
    '<g fill="#1d4f91" fill-rule="evenodd"><path d="M20 2C8 2 4 10 4 20s6 18 16 18 16-8 16-18S32 2 20 2z"/>'
    '<rect x="44" y="8" width="70" height="8" rx="3" opacity=".6"/><polygon points="44,22 114,22 114,32 44,32"/></g>'
    '<circle cx="20" cy="20" r="8" fill="none" stroke="#f2a900" stroke-width="3"/></svg>'
).encode()


def png(alpha: int = 255) -> bytes:
    out = BytesIO()
    Image.new("RGBA", (600, 120), (29, 79, 145, alpha)).save(out, "PNG")
    return out.getvalue()


def paper(colour: str | None = None, logo: bytes = b"") -> PortfolioReport:
    sha = hashlib.sha256(logo).hexdigest() if logo else None
    return PortfolioReport(
        municipality=Municipality("Eksempel Kommune", colour=colour, logo=sha), date="2026-11-27", scope="Alle"
    )


@pytest.mark.parametrize("logo", [SVG, png(), png(80)], ids=["svg", "png", "see-through png"])
def test_a_logo_is_drawn_and_named(logo: bytes) -> None:
    document = build(paper(logo=logo), {paper(logo=logo).municipality.logo: logo}.__getitem__)
    gate.assert_passes(document)
    assert "Logo: Eksempel Kommune" in gate.alternatives(document.pdf)
    assert document.warnings == ()
    drawn = logo == SVG
    assert (b"/Subtype /Image" in document.pdf) is not drawn
    assert b"/SMask" not in document.pdf


@pytest.mark.parametrize("logo", [b"", b"<svg/>", b"\x89PNG broken"])
def test_without_a_usable_logo_the_name_stands_there(logo: bytes) -> None:
    def source(_sha: str) -> bytes:
        if not logo:
            raise KeyError
        return logo

    gone = replace(paper(), municipality=replace(paper().municipality, logo="0" * 64))
    document = build(gone, source)
    gate.assert_passes(document)
    assert "Eksempel Kommune" in gate.text(document.pdf)
    assert document.warnings == ("Kommunens logo kan ikke vises. Vælg det igen i Indstillinger.",)


def test_a_pale_colour_is_darkened_with_a_note() -> None:
    document = build(paper("#f2a900"), {}.__getitem__)
    assert document.warnings == ("Kommunens farve kan ikke læses på hvidt; dokumentet bruger en mørkere.",)
    assert build(paper("#1d4f91"), {}.__getitem__).warnings == ()
