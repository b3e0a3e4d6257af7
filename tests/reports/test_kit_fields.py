"""Forms and signatures by the kit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from klimabesog.reports.album import Album
from klimabesog.reports.document import lay_out
from klimabesog.reports.kit import Kit
from klimabesog.reports.kit_fields import Signatory
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.theme import Theme
from tests.reports import gate
from tests.reports.hard import FRONT, pen_drawing
from tests.reports.pictures import Pictures
from tests.reports.tagged.test_fields import fillable

MUNICIPALITY = Signatory("Eksempel Kommune", "Kim Eksempel", "Klimamedarbejder")
COMPANY = Signatory("Prøvefabrikken")


def signed(*parties: Signatory, picture: bytes = b"") -> bytes:
    pictures = Pictures()
    pictures.bytes["tegnet"] = picture
    album = Album(pictures, PhotoCache())
    document = lay_out(
        lambda places: Kit(Theme(), album, places).signatures(parties), FRONT, lambda _: None, lambda: False
    )
    gate.assert_passes(document)
    return document.pdf


def names(pdf: bytes) -> list[str]:
    return [name for _, name, _ in fillable(pdf)]


def test_what_is_not_known_is_a_field() -> None:
    pdf = signed(MUNICIPALITY, COMPANY)
    assert names(pdf) == [
        "Underskrift Eksempel Kommune",
        "Dato Eksempel Kommune",
        "Underskrift Prøvefabrikken",
        "Navn Prøvefabrikken",
        "Titel Prøvefabrikken",
        "Dato Prøvefabrikken",
    ]
    assert "Kim Eksempel" in gate.text(pdf)


@pytest.mark.parametrize("clear", [True, False])
def test_a_drawn_signature_stands_in_the_place_of_the_field(clear: bool) -> None:
    pdf = signed(replace(MUNICIPALITY, date="20.11.2026", drawn="tegnet"), picture=pen_drawing(clear))
    assert gate.alternatives(pdf) == ["Underskrift: Kim Eksempel"]
    assert names(pdf) == []


@pytest.mark.parametrize("picture", [b"", b"no picture"])
def test_without_a_readable_drawing_there_is_a_field(picture: bytes) -> None:
    assert "Underskrift Eksempel Kommune" in names(
        signed(replace(MUNICIPALITY, drawn="tegnet"), picture=picture)
    )


def test_names_are_unique_and_have_no_dot() -> None:
    kit = Kit(Theme(), Album(Pictures(), PhotoCache()), {})
    fields = [kit.text_field("Nr. 1")[1], kit.text_field("Nr. 1")[1], kit.text_field("", "...")[1]]
    assert [field.name for field in fields] == ["Nr  1", "Nr  1 2", "felt"]
