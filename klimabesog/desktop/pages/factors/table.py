"""Factors and prices as a table by carrier; one below the other where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.casework.factorlines import FactorLine, carrier_name, kind_name
from klimabesog.desktop.pages.measure_table import Link
from klimabesog.desktop.widgets.base import Badge, Text, hbox, rule, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import SIDE, ExplainedText
from klimabesog.values.texts import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
TOP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
TABLE_LETTERS = 105  # narrower than this many letters, a table does not fit
SOURCE, BUTTON = 5, 6

Lines = Sequence[tuple[str, Sequence[FactorLine]]]
"""Carriers in their order, each with its lines."""


class FactorTable(QWidget):
    """The table. `edit` opens a line where `editable` says that it can be; `asked` says where its number comes from."""

    def __init__(
        self,
        edit: Callable[[FactorLine], object],
        editable: Callable[[FactorLine], bool] = lambda _line: True,
        asked: Callable[[FactorLine], object] = lambda _line: None,
    ):
        super().__init__()
        self._edit, self._editable, self._asked = edit, editable, asked
        self.figures: dict[tuple[str, str, str], ExplainedText] = {}
        self.lines: Lines = ()  # as shown now
        self._narrow = False
        self.buttons: dict[tuple[str, str, str], Button] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(5)
        self.setMinimumWidth(1)

    def show_lines(self, lines: Lines) -> None:
        """Draw the table anew when it differs; the focus stays at its line."""
        if lines != self.lines:
            focused = next((place for place, button in self.buttons.items() if button.hasFocus()), None)
            self.lines = lines
            self._redraw()
            if focused in self.buttons:
                self.buttons[focused].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * TABLE_LETTERS
        if narrow != self._narrow:
            self._narrow = narrow
            self._redraw()

    def _redraw(self) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.buttons, self.figures = {}, {}
        self._grid.setColumnStretch(SOURCE, 0 if self._narrow else 1)
        self._grid.setColumnStretch(0, 1 if self._narrow else 0)
        line_number = 0 if self._narrow else self._heads()
        for carrier, lines in self.lines:
            line_number = self._carrier(carrier, line_number)
            for line in lines:
                self._draw(line, line_number)
                line_number += 1

    def _heads(self) -> int:
        heads = (_("Tal"), _("Værdi"), _("År"), _("Grænse"), _("Sikkerhed"), _("Kilde"))
        for column, head in enumerate(heads):
            label = Text(head, "small-strong", "muted", wrap=False)
            if column == 1:
                label.setContentsMargins(0, 0, SIDE, 0)
            self._grid.addWidget(label, 0, column, RIGHT if column == 1 else TOP)
        return 1

    def _carrier(self, carrier: str, line: int) -> int:
        """The carrier's name over its lines."""
        self._grid.addWidget(rule(), line, 0, 1, BUTTON + 1)
        self._grid.addWidget(Text(carrier_name(carrier), "strong"), line + 1, 0, 1, BUTTON + 1)
        return line + 2

    def _draw(self, line: FactorLine, number: int) -> None:
        if self._narrow:
            self._grid.addWidget(_stacked(line, self._number(line)), number, 0, 1, SOURCE + 1)
        else:
            tone = "" if line.row else "muted"
            self._grid.addWidget(Text(kind_name(line.kind), "body", tone, wrap=False), number, 0, TOP)
            self._grid.addWidget(self._number(line), number, 1, RIGHT)
            self._grid.addWidget(Text(line.year, "body", tone, wrap=False), number, 2, TOP)
            self._grid.addWidget(_boundary(line), number, 3, TOP)
            self._grid.addWidget(_certainty(line), number, 4, TOP)
            self._grid.addWidget(_source(line), number, SOURCE, Qt.AlignmentFlag.AlignTop)
        if self._editable(line):
            self._grid.addWidget(self._button(line), number, BUTTON, RIGHT)

    def _number(self, line: FactorLine) -> QWidget:
        """The number, which says where it comes from."""
        if line.row is None:
            return Text(line.number, "body", "muted", wrap=False)
        figure = ExplainedText(line.number, f"{line.name}:", top=not self._narrow)
        figure.when_asked(partial(self._asked, line))
        self.figures[line.kind, line.carrier, line.unit] = figure
        return figure

    def _button(self, line: FactorLine) -> Button:
        text = _("Ret …") if line.row else _("Tilføj …")
        button = Button(text, lambda: self._edit(line), kind="quiet")
        button.setAccessibleName(f"{text.removesuffix(' …')} {line.name}")
        self.buttons[line.kind, line.carrier, line.unit] = button
        return button


def _boundary(line: FactorLine) -> QWidget:
    if not line.off_boundary:
        return Text(line.boundary, "body", wrap=False)
    badge = Badge(line.boundary, "warn")
    badge.setToolTip(_("Anden grænse end de øvrige tal"))
    badge.setAccessibleName(_("{boundary}: anden grænse end de øvrige tal").format(boundary=line.boundary))
    return badge


def _certainty(line: FactorLine) -> QWidget:
    if line.stated:
        return Badge(_("Virksomhedens"), "info")
    if line.own:
        return Badge(_("Kommunens"), "info")
    return Text(line.certainty, "body", wrap=False)


def _source(line: FactorLine) -> QWidget:
    """The source, a link where it has an address, and a remark beneath it."""
    box = QWidget()
    column = vbox(box, 0)
    if line.url:
        column.addWidget(_link(line))
    elif line.source:
        column.addWidget(Text(line.source, "body"))
    if line.note:
        column.addWidget(Text(line.note, "small", "muted"))
    return box


def _link(line: FactorLine) -> QWidget:
    link = Link(line.source or line.url, lambda: QDesktopServices.openUrl(QUrl(line.url)), "body")
    link.setToolTip(line.url)
    return link


def _stacked(line: FactorLine, number: QWidget) -> QWidget:
    """A line where there is no room for columns."""
    box = QWidget()
    column = vbox(box, 1)
    head = hbox(spacing=10)
    head.addWidget(Text(f"{kind_name(line.kind)}:", "body", wrap=False))
    head.addWidget(number)
    if line.off_boundary:
        head.addWidget(_boundary(line))
    if line.own or line.stated:
        head.addWidget(_certainty(line))
    head.addStretch(1)
    column.addLayout(head)
    words = [line.year, "" if line.off_boundary else line.boundary.lower(), line.certainty.lower()]
    text = " · ".join(word for word in words if word)
    if text:
        column.addWidget(Text(text, "small", "muted"))
    column.addWidget(_source(line))
    return box
