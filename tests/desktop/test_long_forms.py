"""Long forms: only what is near the viewport is built; Tab, jumps and searches reach the rest all the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.casework.trial import Trial
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.shown import question_around
from klimabesog.desktop.widgets.base import hbox
from tests.desktop.forms import card, form_md, shown

NUMBER = 300


@pytest.fixture
def long(tmp_path: Path) -> Trial:
    lines = ["type | name | label | relevant", "text | q0 | Spørgsmål 0 | "]
    lines += [f"text | q{n} | Spørgsmål {n} | {'${q0} != 1' if n == 3 else ''}" for n in range(1, NUMBER)]
    return form_md(tmp_path, "\n".join(lines))


def rows(tmp_path: Path, number: int, extra: str = "") -> Trial:
    trial = form_md(
        tmp_path,
        f"""type | name | label | appearance | calculation
        begin repeat | rum | Rum | {extra} |
        text | navn | Navn | |
        decimal | areal | Areal | |
        end repeat | | | |
        integer | antal | Antal rum | | count(${{rum}})""",
    )
    for _row in range(number - 1):
        trial.add_row("/data/rum")
    for row in range(1, number + 1):
        trial.answer(f"/data/rum[{row}]/navn", f"Rum {row}")
    return trial


def built(view: FormView) -> int:
    return len(view.shown.questions)


def focused(view: FormView) -> str:
    question = question_around(QApplication.focusWidget())
    return question.ref if question is not None else ""


def test_only_what_is_near_is_built_and_scrolling_builds_more(qtbot: QtBot, long: Trial) -> None:
    view = shown(qtbot, long)
    first = built(view)
    assert first < 40
    assert view.verticalScrollBar().maximum() > 200 * 80, "the rest has its room"
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert first < built(view) < 80
    top = view.verticalScrollBar().value()
    there = [question_around(view.widget().childAt(200, top + down)) for down in range(20, 680, 20)]
    assert sum(question is None for question in there) < 8, "what is scrolled to is there at once, gaps apart"


def test_what_will_be_seen_next_is_built_in_slices(
    qtbot: QtBot, long: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = shown(qtbot, long)
    seen = built(view)
    made: list[int] = []
    make = view._nearby._make
    monkeypatch.setattr(view._nearby, "_make", lambda some: (made.append(len(some)), make(some)))
    qtbot.waitUntil(lambda: not view._nearby._idle.isActive())
    assert set(made) == {1}, "one stretch at a time: a key never waits for more"
    assert seen + 5 < built(view) < 60
    before = built(view)
    view.verticalScrollBar().setValue(view.viewport().height())
    assert built(view) == before, "the next screen is there already"


def test_a_reveal_builds_only_what_is_seen(qtbot: QtBot, tmp_path: Path) -> None:
    lines = ["type | name | label | relevant", "integer | tal | Tal | "]
    lines += [f"text | q{n} | Spørgsmål {n} | ${{tal}} > {n % 7}" for n in range(100)]
    form = form_md(tmp_path, "\n".join(lines))
    view = shown(qtbot, form)
    assert built(view) <= 2
    question = card(view, "/data/tal")
    qtbot.keyClicks(question.editor.focusProxy() or question.editor, "1")  # type: ignore[union-attr]
    question.committed.emit()
    relevant = [ref for ref in view.shown.questions if form.node(ref).relevant]
    assert 4 < len(relevant) < 12, "a screen full of those that have come"
    assert built(view) < 24


def test_building_above_does_not_move_what_is_read(qtbot: QtBot, long: Trial) -> None:
    view = shown(qtbot, long)
    view.focus_ref("/data/q200")
    QApplication.processEvents()
    read = card(view, "/data/q200")
    before = read.mapTo(view, read.rect().topLeft()).y()
    for number in range(100, 200):
        card(view, f"/data/q{number}")
    view._nearby.build(1.2)
    QApplication.processEvents()
    assert read.mapTo(view, read.rect().topLeft()).y() == before


def test_a_jump_reaches_a_question_that_is_not_built(qtbot: QtBot, long: Trial) -> None:
    view = shown(qtbot, long)
    ref = f"/data/q{NUMBER - 1}"
    assert ref not in view.shown.questions
    assert view.focus_ref(ref)
    assert focused(view) == ref
    qtbot.waitUntil(lambda: card(view, ref).visibleRegion().isEmpty() is False)
    assert built(view) < 60, "what lies between is not"
    assert not view.focus_ref("/data/findes_ikke")


def test_tab_goes_through_all_in_order_and_back(qtbot: QtBot, long: Trial) -> None:
    view = shown(qtbot, long)
    view.focus_ref("/data/q0")
    seen = [focused(view)]
    for _step in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(focused(view))
    assert seen == [f"/data/q{number}" for number in range(61)]
    for _step in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert focused(view) == "/data/q0"


def test_tab_comes_in_from_outside_at_what_is_unanswered_and_goes_out_again(
    qtbot: QtBot, long: Trial
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    line = hbox(window)
    outline, view, side = QPushButton("Indhold"), FormView(), QPushButton("Noter")
    for widget in (outline, view, side):
        line.addWidget(widget)
    window.resize(1100, 700)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    long.answer("/data/q0", "svar")
    view.show_nodes(
        long, long.nodes
    )  # now its fields are the window's youngest, as after each change of chapter
    outline.setFocus()

    def press(key: Qt.Key) -> str:
        qtbot.keyClick(QApplication.focusWidget(), key)
        focus = QApplication.focusWidget()
        return focus.text() if isinstance(focus, QPushButton) else focused(view)

    assert press(Qt.Key.Key_Tab) == "/data/q1"
    assert press(Qt.Key.Key_Backtab) == "/data/q0"
    assert press(Qt.Key.Key_Backtab) == "Indhold"
    side.setFocus()
    assert press(Qt.Key.Key_Backtab) == f"/data/q{NUMBER - 1}"
    assert press(Qt.Key.Key_Tab) == "Noter"


def test_enter_and_up_go_through_all_in_order(qtbot: QtBot, long: Trial) -> None:
    view = shown(qtbot, long)
    view.focus_ref("/data/q40")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert focused(view) == "/data/q41"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Up)
    assert focused(view) == "/data/q39"


def test_the_first_open_question_is_found_wherever_it_is(qtbot: QtBot, long: Trial) -> None:
    for number in range(250):
        long.answer(f"/data/q{number}", "svaret")
    view = shown(qtbot, long)
    view.focus_first()
    assert focused(view) == "/data/q250"


def test_what_is_hidden_takes_no_room_built_or_not(qtbot: QtBot, long: Trial) -> None:
    view = shown(qtbot, long)
    hidden = card(view, "/data/q3")
    assert hidden.isVisible()
    card(view, "/data/q0").editor._line.setText("1")  # type: ignore[union-attr]
    card(view, "/data/q0").committed.emit()
    assert not hidden.isVisible()


def test_many_rows_open_and_come_and_go(qtbot: QtBot, tmp_path: Path) -> None:
    trial = rows(tmp_path, 120)
    view = shown(qtbot, trial)
    assert built(view) < 60
    second = card(view, "/data/rum[2]/navn")
    assert card(view, "/data/rum[120]/navn").value == "Rum 120"
    view._rows.remove("/data/rum[1]")
    assert view.shown.questions["/data/rum[1]/navn"] is second, (
        "the rows behind keep their cards under new refs"
    )
    assert second.ref == "/data/rum[1]/navn"
    assert card(view, "/data/rum[119]/navn").value == "Rum 120"
    assert "/data/rum[120]/navn" not in view.shown.questions
    view._rows.add("/data/rum", 1)
    assert view.shown.questions["/data/rum[2]/navn"] is second
    assert card(view, "/data/rum[1]/navn").value == ""
    qtbot.waitUntil(lambda: focused(view) == "/data/rum[1]/navn")
    card(view, "/data/rum[2]/areal").editor._field.set_value("12.5")  # type: ignore[union-attr]
    card(view, "/data/rum[2]/areal").committed.emit()
    assert trial.node("/data/rum[2]/areal").value == "12.5"
    assert card(view, "/data/antal").value == "120"


def test_rows_as_a_table_or_as_cards(qtbot: QtBot, tmp_path: Path) -> None:
    trial = rows(tmp_path, 3, "tabel")
    view = shown(qtbot, trial)
    name = card(view, "/data/rum[2]/navn")
    assert name.value == "Rum 2"
    assert not name._label.isVisible(), "the label stands once, above the column"
    left = [card(view, f"/data/rum[{row}]/areal").mapTo(view, name.rect().topLeft()).x() for row in (1, 2, 3)]
    assert len(set(left)) == 1, "the columns stand below each other"
    view.shown.repeats["/data/rum"]._shape.click()
    assert card(view, "/data/rum[2]/navn")._label.isVisible()
    assert card(view, "/data/rum[2]/navn").value == "Rum 2"


def test_rows_within_rows_follow_their_row(qtbot: QtBot, tmp_path: Path) -> None:
    trial = form_md(
        tmp_path,
        """type | name | label
        begin repeat | rum | Rum
        text | navn | Navn
        begin repeat | vindue | Vinduer
        text | art | Art
        end repeat | |
        end repeat | | """,
    )
    trial.add_row("/data/rum")
    trial.add_row("/data/rum[2]/vindue")
    trial.answer("/data/rum[2]/vindue[1]/art", "tagvindue")
    view = shown(qtbot, trial)
    inner = card(view, "/data/rum[2]/vindue[1]/art")
    view._rows.remove("/data/rum[1]")
    assert view.shown.questions["/data/rum[1]/vindue[1]/art"] is inner
    assert set(view.shown.repeats) == {"/data/rum", "/data/rum[1]/vindue"}
    view._rows.add("/data/rum[1]/vindue")
    assert card(view, "/data/rum[1]/vindue[2]/art").value == ""
    assert card(view, "/data/rum[1]/vindue[1]/art").value == "tagvindue"


def test_rows_that_a_count_makes_follow_it(qtbot: QtBot, tmp_path: Path) -> None:
    trial = form_md(
        tmp_path,
        """type | name | label | repeat_count
        integer | antal | Hvor mange? |
        begin repeat | rum | Rum | ${antal}
        text | navn | Navn |
        end repeat | | | """,
    )
    view = shown(qtbot, trial)
    for number in (3, 1, 2):
        card(view, "/data/antal").editor._field.set_value(str(number))  # type: ignore[union-attr]
        card(view, "/data/antal").committed.emit()
        assert sum("navn" in ref for ref in view.shown.questions) == number
    assert view.shown.repeats["/data/rum"]._add.isHidden(), "the form decides"
