"""Lists, notes and links by the kit."""

from __future__ import annotations

from typing import Any

import pytest

from klimabesog.reports.album import Album
from klimabesog.reports.kit import Kit
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.tagged.flowables import ListItem
from klimabesog.reports.theme import Theme
from tests.reports.pictures import Pictures


@pytest.fixture
def kit() -> Kit:
    return Kit(Theme(), Album(Pictures(), PhotoCache()), {})


def labels(items: list[Any]) -> list[str]:
    return [item.label for item in items]


def test_labels_by_depth(kit: Kit) -> None:
    entries: list[Any] = ["en", ("to", ["under", ("mere", ["inderst"])]), "tre"]
    assert labels(kit.numbered(entries)) == ["1.", "2.", "a)", "b)", "1.", "3."]
    assert labels(kit.bullets(entries)) == ["•", "•", "–", "–", "•", "•"]


def test_letters_go_on_after_z(kit: Kit) -> None:
    items = kit.numbered([("alle", ["x"] * 28)])
    assert labels(items)[-3:] == ["z)", "aa)", "ab)"]


def test_what_stands_beneath_belongs_to_the_item_above(kit: Kit) -> None:
    above, below, *_ = kit.bullets([("to", ["under"])])
    assert isinstance(above, ListItem)
    assert below.under is above.key
    assert below.style.leftIndent > above.style.leftIndent


@pytest.mark.parametrize("address", ["https://eksempel.invalid/", "http://a.invalid", "mailto:a@b.invalid"])
def test_addresses_become_links(kit: Kit, address: str) -> None:
    assert f'href="{address}"' in kit.link("her", address)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "", "lang:en", "#sted", "c:\\x"]
)
def test_other_addresses_stay_words(kit: Kit, address: str) -> None:
    assert kit.link("<her>", address) == "&lt;her&gt;"


def test_an_address_cannot_leave_its_place(kit: Kit) -> None:
    address = 'https://a.invalid/"><img src="https://b.invalid/x.png"/>'
    assert "<img" not in kit.link("her", address)


def test_notes_are_numbered_through_and_printed_once(kit: Kit) -> None:
    assert 'href="#note-1"' in kit.note("Første")
    assert [note.getPlainText() for note in kit.notes()] == ["Første"]
    kit.note("Anden <b>")
    assert [(n.label, n.id, n.getPlainText()) for n in kit.notes()] == [("2", "note-2", "Anden <b>")]
    assert kit.notes() == []
