"""Number, date and time fields: typed the Danish way, what is wrong is said, nothing typed is lost."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from klimabesog.desktop.widgets.date_field import DateField, TimeField
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.desktop.widgets.number_field import NumberField, shown_number


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("1.234", "1234", "1.234"),
        ("21,5", "21.5", "21,5"),
        ("1234.5", "1234.5", "1.234,5"),
        ("-3", "-3", "-3"),
        ("", "", ""),
    ],
)
def test_numbers_as_danes_write_them(qtbot: QtBot, typed: str, stored: str, shown: str) -> None:
    field = NumberField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, typed)
    field.line.left.emit()
    assert (field.value, field.line.text()) == (stored, shown)
    assert not field.problem.text()


def test_what_is_no_number_stays_and_is_explained(qtbot: QtBot) -> None:
    field = NumberField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "ca. 40")
    field.line.left.emit()
    assert field.line.text() == "ca. 40"
    assert field.value == "ca. 40"
    assert field.problem.text()
    assert field.line.accessibleDescription() == field.problem.text()
    field.set_value("ca. 40")
    assert field.line.text() == "ca. 40"


def test_a_whole_number_takes_no_decimals(qtbot: QtBot) -> None:
    field = NumberField(integer=True)
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "2,5")
    field.line.left.emit()
    assert "helt tal" in field.problem.text()


def test_a_year_has_no_point_between_its_thousands(qtbot: QtBot) -> None:
    field = NumberField("2025", integer=True, year=True)
    qtbot.addWidget(field)
    assert field.line.text() == "2025"
    field.line.clear()
    qtbot.keyClicks(field.line, "2030")
    field.line.left.emit()
    assert (field.value, field.line.text()) == ("2030", "2030")


def test_stored_numbers_are_shown_with_all_their_decimals() -> None:
    assert shown_number("0.125") == "0,125"
    assert shown_number("1234567") == "1.234.567"
    assert shown_number("abc") == "abc"


@pytest.mark.parametrize("typed", ["20.11.2026", "20-11-2026", "20/11-2026", "2026-11-20"])
def test_dates_are_typed_in_many_ways(qtbot: QtBot, typed: str) -> None:
    field = DateField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, typed)
    field.line.left.emit()
    assert (field.value, field.line.text()) == ("2026-11-20", "20.11.2026")


def test_a_day_that_is_not_stays_and_is_explained(qtbot: QtBot) -> None:
    field = DateField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, "31.02.2026")
    field.line.left.emit()
    assert field.line.text() == "31.02.2026"
    assert field.problem.text()


def test_the_calendar_fills_the_field(qtbot: QtBot) -> None:
    field = DateField("2026-11-20")
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.left):
        field._picked(QDate(2026, 12, 4))
    assert field.value == "2026-12-04"


@pytest.mark.parametrize("typed", ["14.05", "14:05", "1405"])
def test_times_of_day(qtbot: QtBot, typed: str) -> None:
    field = TimeField()
    qtbot.addWidget(field)
    qtbot.keyClicks(field.line, typed)
    field.line.left.emit()
    assert (field.value, field.line.text()) == ("14:05", "14.05")


def test_a_text_field_grows_with_its_text_and_lets_tab_pass(qtbot: QtBot) -> None:
    field = TextField(lines=1)
    qtbot.addWidget(field)
    field.resize(200, 60)
    field.show()
    before = field.sizeHint().height()
    field.setPlainText("en lang linje der skal brydes flere gange " * 3)
    assert field.sizeHint().height() > before
    assert field.tabChangesFocus()
