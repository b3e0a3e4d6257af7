"""The answer bar: one key answers, arrows move, it wraps where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from klimabesog.desktop.widgets.answer_bar import answer_bar
from klimabesog.desktop.widgets.choice_bar import ChoiceBar

ANSWERS = [
    ("ja", "Ja"),
    ("nej", "Nej"),
    ("delvist", "Delvist"),
    ("ikke_relevant", "Ikke relevant"),
    ("ved_ikke", "Ved ikke"),
]


def shown(qtbot: QtBot, width: int = 700) -> ChoiceBar:
    bar = answer_bar(ANSWERS, "Er trykluften tæt?")
    qtbot.addWidget(bar)
    bar.resize(width, bar.heightForWidth(width))
    with qtbot.waitActive(bar):
        bar.show()
        bar.activateWindow()
    bar.setFocus()
    return bar


def test_one_key_answers_and_the_focus_stays(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    answers: list[str] = []
    bar.chosen.connect(answers.append)
    for key in ("n", "d", "i", "v", "j"):
        qtbot.keyClick(bar.focusWidget() or bar.buttons[0], key)
    assert answers == ["nej", "delvist", "ikke_relevant", "ved_ikke", "ja"]
    assert bar.value == "ja"
    assert bar.buttons[0].hasFocus()


def test_the_same_key_again_changes_nothing(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    answers: list[str] = []
    bar.chosen.connect(answers.append)
    qtbot.keyClick(bar.buttons[0], "j")
    qtbot.keyClick(bar.buttons[0], "j")
    assert answers == ["ja"]


def test_pressing_the_chosen_again_takes_the_answer_away(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_value("nej")
    qtbot.mouseClick(bar.buttons[1], Qt.MouseButton.LeftButton)
    assert bar.value == ""


def test_arrows_move_and_space_answers(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    qtbot.keyClick(bar.buttons[0], Qt.Key.Key_Right)
    assert bar.buttons[1].hasFocus()
    assert bar.value == ""
    qtbot.keyClick(bar.buttons[1], Qt.Key.Key_Space)
    assert bar.value == "nej"


def test_enter_and_down_ask_for_the_next_question(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    steps: list[int] = []
    bar.left.connect(steps.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(bar.buttons[0], key)
    assert steps == [1, 1, -1]


def test_it_is_one_tab_stop(qtbot: QtBot) -> None:
    bar = shown(qtbot)
    bar.set_value("delvist")
    stops = [b for b in bar.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [b.segment.value for b in stops] == ["delvist"]


def test_it_wraps_where_it_is_narrow_and_keeps_its_targets(qtbot: QtBot) -> None:
    bar = shown(qtbot, width=260)
    assert bar.heightForWidth(260) > bar.heightForWidth(700)
    assert all(b.geometry().right() <= 260 for b in bar.buttons)
    assert all(b.height() >= 40 for b in bar.buttons)
