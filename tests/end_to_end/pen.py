"""A person who fills in forms in the window: every answer by keys or a press of the mouse, as its field asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.choice_editors import (
    BarEditor,
    ChipsEditor,
    OptionsEditor,
    PickEditor,
    PickManyEditor,
)
from klimabesog.desktop.form_view.editors import MomentEditor, MultilineEditor, NumberEditor
from klimabesog.xforms import Node

CTRL = Qt.KeyboardModifier.ControlModifier
ROW = re.compile(r"^(.*)\[(\d+)\](?!.*\])")


class Pen:
    """Hands at a window: `look` finds a node by its reference, and `go` brings the page to where it stands."""

    def __init__(self, window: QWidget, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    # -- hands ---------------------------------------------------------------------------------

    def rest(self, ms: int = 5) -> None:
        """Let the window work; without a window manager nobody else hands the focus on."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()
        if QApplication.activeWindow() is None:
            self.window.activateWindow()

    def click(self, widget: QWidget) -> None:
        """Press with the mouse: in the middle, of a box to tick on the box."""
        ticked = isinstance(widget, QCheckBox | QRadioButton)
        place = QPoint(12 if ticked else widget.width() // 2, widget.height() // 2)
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        self.rest()

    def press(self, key: Any, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key to whatever has the focus."""
        self._qtbot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def write(self, text: str) -> None:
        """Text in place of what stands in the field with the focus."""
        field = QApplication.focusWidget()
        assert field is not None, f"nothing has the focus for “{text}”"
        self.press(Qt.Key.Key_A, CTRL)
        self.press(Qt.Key.Key_Delete)
        for latin, others in re.findall(r"([ -\xff]+)|([^ -\xff]+)", text):
            self._qtbot.keyClicks(field, latin)
            for sign in others:  # a new line, and what no key of a keyboard stands for
                if sign == "\n":
                    self.press(Qt.Key.Key_Return)
                    continue
                QApplication.sendEvent(
                    field, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
                )

    def button(self, text: str, inside: QWidget | None = None) -> QAbstractButton:
        """The visible button that says this, as soon as there is one."""
        for _round in range(200):
            for button in (inside or self.window).findChildren(QAbstractButton):
                if button.isVisible() and text in (button.text(), button.accessibleName()):
                    return button
            self.rest(20)
        raise AssertionError(f"no button “{text}”")

    # -- forms ---------------------------------------------------------------------------------

    def fill(self, view: FormView, look: Callable[[str], Node | None], values: dict[str, str]) -> None:
        """Answer in the order written; a reference to a row that is not there adds rows until it is."""
        for ref, value in values.items():
            if row := ROW.match(ref):
                self._add_rows(view, look, row[1], row[0])
            self.answer(view, look, ref, value)

    def _add_rows(self, view: FormView, look: Callable[[str], Node | None], repeat: str, row: str) -> None:
        for _round in range(50):
            if look(row) is not None:
                return
            shown = view.shown.repeats[repeat]
            self.click(shown._add)
        raise AssertionError(f"no row {row}")

    def answer(self, view: FormView, look: Callable[[str], Node | None], ref: str, value: str) -> None:
        """Go to a question and answer it as its field asks for it."""
        node = look(ref)
        assert node is not None, ref
        if node.value == value:
            return
        assert view.focus_ref(ref), f"{ref} is not on the page"
        question = view.question(ref)
        assert question is not None
        self._enter(question.editor, node, value)
        self.rest()
        now = look(ref)
        assert now is not None
        assert now.value == value, f"{ref}: {now.value!r}, wanted {value!r}"

    def _enter(self, editor: Any, node: Node, value: str) -> None:
        labels = {choice.value: choice.label for choice in node.choices or ()}
        if isinstance(editor, BarEditor):
            assert editor.bar is not None
            self.click(next(b for b in editor.bar.buttons if b.segment.value == value))
        elif isinstance(editor, OptionsEditor):
            self._toggle(editor._buttons, node, value)
        elif isinstance(editor, ChipsEditor):
            self._toggle(editor._chips, node, value)
        elif isinstance(editor, PickEditor):
            self.write(labels[value])
            self.press(Qt.Key.Key_Return)
        elif isinstance(editor, PickManyEditor):
            before, after = node.value.split(), value.split()
            for word in set(before) - set(after):
                self.click(editor._chips[word])
            for word in [word for word in after if word not in before]:
                editor.field.setFocus()
                self.write(labels[word])
                self.press(Qt.Key.Key_Return)
        else:
            self._type(editor, value)

    def _toggle(self, buttons: dict[str, Any], node: Node, value: str) -> None:
        """Press what is to change; of one answer only the one that is wanted."""
        before, after = set(node.value.split()), set(value.split())
        for name in [v for v in buttons if v in (before ^ after if node.kind == "select" else after)]:
            self.click(buttons[name])

    def _type(self, editor: Any, value: str) -> None:
        if isinstance(editor, NumberEditor):
            self.write(value.replace(".", ","))
        elif isinstance(editor, MomentEditor):
            year, month, day = value.split("-")
            self.write(f"{day}.{month}.{year}")
        else:
            self.write(value)
        self.press(Qt.Key.Key_Tab if isinstance(editor, MultilineEditor) else Qt.Key.Key_Return)


def words(widget: QWidget, kinds: Iterable[type]) -> str:
    """All that the widgets of these kinds say within another, in one line."""
    found = [child for kind in kinds for child in widget.findChildren(kind) if child.isVisible()]
    return " ".join(str(child.text()) for child in found)
