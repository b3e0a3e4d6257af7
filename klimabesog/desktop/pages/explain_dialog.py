"""Hvor kommer tallet fra? What a number is made of, and from there on to each part and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from klimabesog.casework.provenance.explain import explain
from klimabesog.casework.provenance.values import (
    Asked,
    Explanation,
    Line,
    Number,
    accuracy_words,
    kind_words,
)
from klimabesog.casework.visit import Visit
from klimabesog.casework.whereabouts import Spot
from klimabesog.desktop.pages.measure_table import Link
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.shell import Page
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

LETTERS, HEIGHT = 84, 430
TONES = {"A": "good", "B": "info", "C": "warn"}

Explain = Callable[[Number], Explanation]


def explain_numbers(
    parent: QWidget,
    visit: Visit,
    numbers: Sequence[Number],
    jump: Callable[[Asked], object] | None = None,
    *,
    to_company: bool = False,
) -> ExplainDialog:
    """Open the explanation of the first of these numbers of a visit; the others are a press away.

    `jump` goes to the question where a figure is answered. `to_company`: nothing internal is shown.
    """
    dialog = ExplainDialog(parent, partial(explain, visit), numbers, jump, to_company=to_company)
    dialog.open()
    return dialog


def explain_case(page: Page, visit: Visit, numbers: Sequence[Number]) -> ExplainDialog:
    """The same on a page that is not the visit's own: its questions are gone to in the visit."""
    page.leave()
    return explain_numbers(
        page,
        visit,
        numbers,
        lambda asked: page.shell.open_place(Spot(visit=visit.id, form=asked.form, ref=asked.ref)),
    )


class ExplainDialog(Dialog):
    """The dialog. Alt+Left goes back."""

    bounded = True

    def __init__(
        self,
        parent: QWidget,
        ask: Explain,
        numbers: Sequence[Number],
        jump: Callable[[Asked], object] | None = None,
        *,
        to_company: bool = False,
    ):
        width = min(parent.fontMetrics().averageCharWidth() * LETTERS, max(360, parent.window().width() - 40))
        super().__init__(parent, _("Hvor kommer tallet fra?"), width=width)
        self._ask, self._jump, self._to_company = ask, jump, to_company
        self._way: list[Number] = []
        self._chips = self._siblings(numbers)
        self._column = vbox(spacing=10)
        self._scroll = Scroll(QWidget())
        self._scroll.setMinimumHeight(min(HEIGHT, max(200, parent.window().height() - 300)))
        self.body.addWidget(self._scroll, 1)
        self.back = Button(_("Tilbage"), self.go_back, kind="quiet", icon="venstre", tip="Alt+←")
        self.foot.addWidget(self.back)
        self._close = Button(_("Luk"), self.accept, kind="primary")
        self.add_buttons(self._close)
        QShortcut(QKeySequence("Alt+Left"), self, self.go_back)
        self.rows: list[QWidget] = []
        self.go(numbers[0])
        self._close.setFocus()

    @property
    def number(self) -> Number:
        """What is explained now."""
        return self._way[-1]

    def _siblings(self, numbers: Sequence[Number]) -> dict[Number, Button]:
        """The numbers that stood together, to choose between."""
        if len(numbers) < 2:
            return {}
        box = QWidget()
        line = FlowLayout(box, spacing=8)
        chips = {}
        for number in numbers:
            chip = Button(kind_words(number), partial(self.begin, number), kind="chip")
            chip.setCheckable(True)
            line.addWidget(chip)
            chips[number] = chip
        self.body.addWidget(box)
        return chips

    # --- going about

    def begin(self, number: Number) -> None:
        """Explain another of the numbers that stood together."""
        self._way = []
        self.go(number)

    def go(self, number: Number) -> None:
        """Explain a number; a part that is gone is said so."""
        self._way.append(number)
        self._show()

    def go_back(self) -> None:
        """The number before."""
        if len(self._way) > 1:
            left = self._way.pop()
            self._show(left)

    def _leave_for(self, asked: Asked) -> None:
        self.accept()
        if self._jump is not None:
            self._jump(asked)

    # --- showing

    def _show(self, left: Number | None = None) -> None:
        for number, chip in self._chips.items():
            chip.setChecked(number == self._way[0])
        show_if(self.back, len(self._way) > 1)
        content = QWidget()  # filled on its own, and shown when it is full
        self._column = vbox(content, 10)
        self.rows = []
        focus: QWidget = self.back if len(self._way) > 1 else self._close
        try:
            focus = self._fill(self._ask(self.number), left) or focus
        except InputError as error:
            self._column.addWidget(Text(str(error), "body"))
        self._column.addStretch(1)
        self._scroll.setWidget(content)
        content.setAutoFillBackground(False)
        self._scroll.verticalScrollBar().setValue(0)
        focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, found: Explanation, left: Number | None) -> QWidget | None:
        """Write an explanation; returns the row of the part that was left to come back here."""
        self._column.addWidget(self._head(found))
        self._column.addWidget(Text(found.how, "body"))
        if found.formula is not None:
            self._column.addWidget(
                Frame("inset", margins=(14, 10, 14, 10)).add(Text(found.formula.text, "strong"))
            )
        if found.asked is not None:
            self._column.addWidget(self._go_button(found.asked, _("Gå til spørgsmålet")))
        focus = self._lines(_("Tallene"), found.lines, left)
        if found.wording:
            self._column.addWidget(Text(_("Tiltagets eget regnestykke"), "small-strong"))
            self._column.addWidget(Text(found.wording, "body"))
        told = [one for one in found.inputs if not (one.internal and self._to_company)]
        focus = self._lines(_("Skrevet i tiltaget"), told, left) or focus
        for note in found.notes:
            self._column.addWidget(Text(note, "small", "muted"))
        return focus

    def _head(self, found: Explanation) -> QWidget:
        box = QWidget()
        column = vbox(box, 2)
        column.addWidget(Text(found.title, "small-strong", "muted"))
        beside = QWidget()
        line = FlowLayout(beside, spacing=12)
        line.addWidget(Text(found.shown, "figure", wrap=False))
        if found.accuracy:
            line.addWidget(Badge(accuracy_words(found.accuracy), TONES[found.accuracy]))
        column.addWidget(beside)
        return box

    def _lines(self, title: str, lines: Sequence[Line], left: Number | None) -> QWidget | None:
        """The lines beneath a title; returns the one that was left to go on, when it is among them."""
        if not lines:
            return None
        self._column.addWidget(Text(title, "small-strong"))
        card = Frame("card", margins=(4, 4, 4, 4))
        card.body.setSpacing(0)
        focus = None
        for one in lines:
            row = self._line(one)
            card.add(row)
            if one.url:
                card.add(_source_link(one))
            if left is not None and one.on == left:
                focus = self.rows[-1]
        self._column.addWidget(card)
        return focus

    def _line(self, one: Line) -> QWidget:
        """A part with its value at the right; pressed it is explained itself, or its question is shown."""
        box = QWidget()
        line = hbox(box, 0)
        if one.on is None:
            row: QWidget = PlainRow(one)
        else:
            value = Text(one.text, "strong", wrap=False)
            row = RowButton(one.label, _about(one), value, IconPicture("hoejre", "muted", 16))
            row.setAccessibleName(f"{one.label}: {one.text}. {_about(one)}".strip())
            row.clicked.connect(partial(self._go_on, one.on))
        self.rows.append(row)
        line.addWidget(row, 1)
        if one.asked is not None and self._jump is not None:
            line.addWidget(self._go_button(one.asked, "", one.label))
        return box

    def _go_on(self, number: Number, _checked: bool = False) -> None:
        self.go(number)

    def _go_button(self, asked: Asked, text: str, label: str = "") -> QWidget:
        name = _("Gå til spørgsmålet: {label}").format(label=label) if label else text
        button = Button(
            text, partial(self._leave_for, asked), kind="" if text else "icon", icon="rediger", name=name
        )
        show_if(button, self._jump is not None)
        return button


class PlainRow(QWidget):
    """A line with nothing beneath it, set like those that have; what is no number stands beneath its label."""

    def __init__(self, one: Line):
        super().__init__()
        row = hbox(self, 12)
        row.setContentsMargins(12, 9, 12, 9)
        words = vbox(spacing=0)
        words.addWidget(Text(one.label, "strong"))
        if one.value is None:
            words.addWidget(Text(one.text, "body"))
        if about := _about(one):
            words.addWidget(Text(about, "small", "muted"))
        row.addLayout(words, 1)
        if one.value is not None:
            row.addWidget(Text(one.text, "strong", wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)


def _about(one: Line) -> str:
    """Where a part comes from: origin, how sure it is, and the source in words."""
    sure = accuracy_words(one.accuracy) if one.accuracy else ""
    return " · ".join(part for part in (one.origin, sure, one.source) if part)


def _source_link(one: Line) -> QWidget:
    link = Link(_("Se kilden"), lambda: QDesktopServices.openUrl(QUrl(one.url)), "small")
    link.setAccessibleName(_("Se kilden til {label}").format(label=one.label))
    link.setToolTip(one.url)
    link.setContentsMargins(12, 0, 12, 8)
    return link
