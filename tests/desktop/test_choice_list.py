"""Searching among many choices: words by their beginnings, Danish letters exact, arrows and Enter."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.desktop.widgets.choice_list import ChoiceList
from klimabesog.desktop.widgets.pick_field import PickField

TOWNS = [
    "Aalborg",
    "Åbenrå",
    "Ærø",
    "Nørre Alslev",
    "Nykøbing F.",
    "Nykøbing M.",
    "København N",
    "Store Heddinge",
]
PAIRS = [(f"v{number}", name) for number, name in enumerate(TOWNS)]


def found(text: str) -> list[str]:
    choices = ChoiceList()
    choices.show_pairs(PAIRS)
    choices.search(text)
    return [choices.pair(row)[1] for row in range(choices.rowCount())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", TOWNS),
        ("nyk", ["Nykøbing F.", "Nykøbing M."]),
        ("NYK m", ["Nykøbing M."]),
        ("als", ["Nørre Alslev"]),
        ("lev", []),
        ("å", ["Åbenrå"]),
        ("a", ["Aalborg", "Nørre Alslev"]),
        ("o", []),
        ("n", ["Nørre Alslev", "Nykøbing F.", "Nykøbing M.", "København N"]),
        ("n københavn", ["København N"]),
        ("heddinge, store", ["Store Heddinge"]),
    ],
)
def test_words_are_found_by_their_beginning(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.fixture
def field(qtbot: QtBot) -> PickField:
    field = PickField("By")
    field.offer(lambda: PAIRS)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    return field


def test_typing_finds_and_enter_takes(qtbot: QtBot, field: PickField) -> None:
    with qtbot.waitSignal(field.picked) as picked:
        qtbot.keyClicks(field, "ny")
        qtbot.keyClick(field, Qt.Key.Key_Down)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert picked.args == ["v5"]
    assert (field.value, field.text()) == ("v5", "Nykøbing M.")


def test_arrows_home_and_end_walk_the_whole_list(qtbot: QtBot, field: PickField) -> None:
    qtbot.keyClick(field, Qt.Key.Key_Down)
    qtbot.keyClick(field, Qt.Key.Key_End)
    qtbot.keyClick(field, Qt.Key.Key_Up)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "København N"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field._list().current_row() == 6, "the list opens at what is picked"
    qtbot.keyClick(field, Qt.Key.Key_Home)
    qtbot.keyClick(field, Qt.Key.Key_PageDown)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "Store Heddinge"


def test_escape_and_leaving_keep_what_was_picked(qtbot: QtBot, field: PickField) -> None:
    field.set_value("v1", "Åbenrå")
    qtbot.keyClicks(field, "køb")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert (field.value, field.text()) == ("v1", "Åbenrå")
    field.selectAll()
    qtbot.keyClicks(field, "noget helt andet")
    field.clearFocus()
    assert (field.value, field.text()) == ("v1", "Åbenrå")
    assert not field._list().isVisible()


def test_an_emptied_field_is_no_answer(qtbot: QtBot, field: PickField) -> None:
    field.set_value("v1", "Åbenrå")
    field.selectAll()
    with qtbot.waitSignal(field.picked) as picked:
        qtbot.keyClick(field, Qt.Key.Key_Backspace)
        field.clearFocus()
    assert picked.args == [""]


def test_the_mouse_takes_a_row_and_a_press_elsewhere_closes(qtbot: QtBot, field: PickField) -> None:
    qtbot.mouseClick(field, Qt.MouseButton.LeftButton)
    view = field._list()._view
    spot = view.visualRect(field.choices.index(2)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert field.text() == "Ærø"
    field.open_list()
    other = PickField("Andet")
    qtbot.addWidget(other)
    other.show()
    qtbot.mousePress(other, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not field._list().isVisible())


def test_nothing_found_is_said(qtbot: QtBot, field: PickField) -> None:
    qtbot.keyClicks(field, "xyz")
    popup = field._list()
    assert popup._none.isVisible()
    assert not popup._view.isVisible()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == ""
    QApplication.processEvents()


def test_a_long_list_is_read_in_slices_before_the_first_key(qtbot: QtBot) -> None:
    done: list[str] = []

    def read() -> list[tuple[str, str]]:
        done.append("alt")
        return [("v1", "Ærø"), ("v2", "Skive")]

    def read_a_little() -> bool:
        done.append("lidt")
        return len(done) > 3

    field = PickField("By")
    qtbot.addWidget(field)
    field.offer(read, read_a_little)
    assert done == []
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: not field._idle.isActive() and bool(field.choices.pairs))
    assert done == ["lidt"] * 4 + ["alt"]
    qtbot.keyClicks(field, "sk")
    assert field.choices.pair(0) == ("v2", "Skive")


def test_a_key_does_not_wait_for_the_slices(qtbot: QtBot) -> None:
    field = PickField("By")
    qtbot.addWidget(field)
    field.offer(lambda: [("v1", "Ærø"), ("v2", "Skive")], lambda: False)
    field.show()
    qtbot.keyClicks(field, "sk")
    assert [field.choices.pair(row) for row in range(field.choices.rowCount())] == [("v2", "Skive")]
