"""The municipality's logo and colour: kept, checked, printed."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.letterhead import (
    colour_of,
    keep_colour,
    keep_logo,
    logo_of,
    printed_colour,
    remove_logo,
)
from klimabesog.casework.papers.subject import Subject, municipality
from klimabesog.values.errors import InputError

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'


@pytest.mark.parametrize(
    ("typed", "kept"), [(" #1D4F91", "#1d4f91"), ("1d4f91", "#1d4f91"), ("#15a", "#1155aa"), ("", "")]
)
def test_a_colour_as_it_is_typed(typed: str, kept: str) -> None:
    assert colour_of(typed) == kept


@pytest.mark.parametrize("typed", ["rød", "#12", "#1d4f9", "#1d4f91ff", "rgb(1,2,3)"])
def test_what_is_no_colour(casebook: Casebook, typed: str) -> None:
    with pytest.raises(InputError, match="fx #1d4f91"):
        keep_colour(casebook.desk, typed)
    assert municipality(Subject(casebook)).colour is None


def test_every_document_has_both(casebook: Casebook) -> None:
    keep_colour(casebook.desk, "#1d4f91")
    keep_logo(casebook.desk, SVG)
    head = municipality(Subject(casebook))
    assert head.colour == "#1d4f91"
    assert casebook.desk.store.blob(str(head.logo)) == SVG
    remove_logo(casebook.desk)
    keep_colour(casebook.desk, "")
    assert (municipality(Subject(casebook)).logo, municipality(Subject(casebook)).colour) == (None, None)
    assert logo_of(casebook.desk) is None


def test_a_logo_that_is_none_changes_nothing(casebook: Casebook) -> None:
    keep_logo(casebook.desk, SVG)
    with pytest.raises(InputError):
        keep_logo(casebook.desk, b"GIF89a")
    assert logo_of(casebook.desk) == SVG


def test_a_pale_colour_is_printed_darker() -> None:
    assert printed_colour("#1d4f91") == ("#1d4f91", False)
    darker, changed = printed_colour("#f2a900")
    assert changed
    assert darker < "#f2a900"
    assert printed_colour("") == ("#0a6b4d", False)
