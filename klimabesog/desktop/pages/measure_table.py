"""Measures as a table: energy, money, investment, payback, status, worth; a list where it is narrow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from klimabesog.casework.provenance.values import (
    INVESTMENT,
    IRR,
    NPV,
    PAYBACK,
    SAVED_KR,
    SAVED_KWH,
    Number,
)
from klimabesog.casework.visitviews import MeasureRow
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Badge, Text, hbox, rule, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import SIDE, ExplainedText
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import (
    amount,
    measure_kind,
    measure_line,
    measure_status,
    worth_line,
    worth_of,
    years,
)
from klimabesog.values import danish
from klimabesog.values.texts import _

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HEADS = {
    SAVED_KWH: "kWh/år",
    SAVED_KR: "kr./år",
    INVESTMENT: "Investering",
    PAYBACK: "Tilbagebetaling",
    NPV: "Nutidsværdi",
    IRR: "Intern rente",
}
TABLE_LETTERS, WORTH_LETTERS = 80, 28  # narrower than this many letters, a table does not fit; more for worth


class Link(Text):
    """A text that opens something; wraps, and can be reached by keyboard."""

    def __init__(self, text: str, opened: Callable[[], object], role: str = "strong"):
        super().__init__("", role, rich=True)
        self._words = text
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard | Qt.TextInteractionFlag.LinksAccessibleByMouse
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.linkActivated.connect(lambda _link: opened())
        self._colour()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _colour(self) -> None:
        style = f"color: {colors_of(self).accent}; text-decoration: none"
        text = f'<a href="#" style="{style}">{escape(self._words)}</a>'
        if text != self.text():
            self.setText(text)


class MeasureTable(QWidget):
    """The table; with `opened` each title is a link, with `asked` each figure says where it comes from, with `moved`
    each measure that counts can act earlier or later.

    Alt+Up and Alt+Down move the measure with the focus.
    """

    def __init__(
        self,
        opened: Callable[[MeasureRow], object] | None = None,
        moved: Callable[[MeasureRow, int], object] | None = None,
        asked: Callable[[Number], object] | None = None,
    ):
        super().__init__()
        self._opened, self._moved, self._asked = opened, moved, asked
        self.figures: dict[Number, ExplainedText] = {}
        self._rows: tuple[MeasureRow, ...] = ()
        self._narrow: bool | None = None
        self._worth = False
        self.movers: dict[str, MoveButtons] = {}
        self._titles: dict[str, QWidget] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18 if asked is None else 18 - 2 * SIDE)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self.setMinimumWidth(1)
        if moved is not None:
            for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
                context = Qt.ShortcutContext.WidgetWithChildrenShortcut
                QShortcut(QKeySequence(keys), self, lambda by=by: self._move_focused(by), context=context)

    def show_measures(self, rows: Sequence[MeasureRow]) -> None:
        """Draw the table anew when it differs; the focus stays at its measure."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            self._redraw()

    def show_worth(self, on: bool) -> None:
        """With net present value and internal rate, or without."""
        if on != self._worth:
            self._worth = on
            self._narrow = self._is_narrow()
            self._redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._narrow = self._is_narrow()
            self._redraw()

    def _is_narrow(self) -> bool:
        letters = TABLE_LETTERS + (WORTH_LETTERS if self._worth else 0)
        return self.width() < self.fontMetrics().averageCharWidth() * letters

    def _redraw(self) -> None:
        focused = self._focused()
        self._clear()
        heads = self._heads()
        for column, head in enumerate(heads):
            label = Text(head, "small-strong", "muted", wrap=False)
            if self._asked is not None and column:
                label.setContentsMargins(SIDE, 0, SIDE, 0)
            side = RIGHT if 0 < column < len(heads) - 1 and not self._narrow else Qt.AlignmentFlag.AlignLeft
            self._grid.addWidget(label, 0, column, side)
        for number, row in enumerate(self._rows):
            self._grid.addWidget(rule(), 2 * number + 1, 0, 1, len(heads) + 1)
            self._draw(row, 2 * number + 2, len(heads) - 1)
        if focused is not None:
            self._focus(*focused)

    def _heads(self) -> tuple[str, ...]:
        if self._narrow:
            return (_("Tiltag"), _("Status"))
        shown = [head for kind, head in _HEADS.items() if self._worth or kind not in (NPV, IRR)]
        return (_("Tiltag"), *map(_, shown), _("Status"))

    def _clear(self) -> None:
        self.movers, self._titles, self.figures = {}, {}, {}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _draw(self, row: MeasureRow, line: int, status: int) -> None:
        self._grid.addWidget(self._title(row), line, 0)
        text, tone = measure_status(row.status)
        for column, (kind, figure) in enumerate(() if self._narrow else self._figures(row).items(), 1):
            caption = f"{row.title}, {_(_HEADS[kind])}:"
            self._grid.addWidget(self._figure(row, kind, figure, caption), line, column, RIGHT)
        self._grid.addWidget(Badge(text, tone), line, status)
        if self._moved is not None and row.place:
            self.movers[row.instance] = MoveButtons(row, self._moved, last=row.place == self._counting())
            self._grid.addWidget(self.movers[row.instance], line, status + 1, RIGHT)

    def _counting(self) -> int:
        """How many measures stand in the sequence."""
        return max((row.place for row in self._rows), default=0)

    def _title(self, row: MeasureRow) -> QWidget:
        box = QWidget()
        layout = vbox(box, 1)
        layout.setContentsMargins(0, 4, 0, 4)
        opened = self._opened
        title: QLabel = Text(row.title, "strong") if opened is None else Link(row.title, lambda: opened(row))
        self._titles[row.instance] = title
        layout.addWidget(title)
        layout.addWidget(Text(self._kind(row), "small", "muted"))
        if self._narrow:
            layout.addWidget(self._line(row))
            if self._worth and row.counts:
                layout.addWidget(self._worth_line(row))
        return box

    def _line(self, row: MeasureRow) -> QWidget:
        """The figures of a measure side by side, where there is no room for columns."""
        if self._asked is None or not row.counts:
            return Text(measure_line(row), "body")
        return beside(partial(self._figure, row), in_a_line(row), row.title)

    def _worth_line(self, row: MeasureRow) -> QWidget:
        """Present value and internal rate there, or why there are none."""
        if self._asked is None or row.npv is None:
            return Text(worth_line(row, row.accuracy == "C"), "body")
        npv = _("nutidsværdi {npv} kr.").format(npv=worth_of(row.npv, row.accuracy == "C"))
        said = {NPV: npv, IRR: _("rente {irr}").format(irr=row.irr_text)}
        return beside(partial(self._figure, row), said, row.title)

    def _figure(self, row: MeasureRow, kind: str, text: str, caption: str) -> QWidget:
        tone = "" if row.counts else "muted"
        if self._asked is None:
            return Text(text, "body", tone, wrap=False)
        number = Number(kind, row.instance)
        figure = self.figures[number] = ExplainedText(text, caption, "body", tone)
        figure.when_asked(partial(self._asked, number))
        return figure

    def _kind(self, row: MeasureRow) -> str:
        """Area and class, after the place in the sequence where it can be changed."""
        place = _("nr. {n}").format(n=row.place) if self._moved is not None and row.place else ""
        return " · ".join(part for part in (place, measure_kind(row)) if part)

    def _figures(self, row: MeasureRow) -> dict[str, str]:
        worth = {NPV: worth_of(row.npv, row.accuracy == "C"), IRR: row.irr_text} if self._worth else {}
        return {**_figures(row), **worth}

    def title_of(self, instance: str) -> QWidget:
        """The title of a measure."""
        return self._titles[instance]

    # --- moving

    def _focused(self) -> tuple[str, int] | None:
        """The measure with the focus, and by which button (0: its title)."""
        for instance, mover in self.movers.items():
            if by := mover.focused():
                return instance, by
        for instance, title in self._titles.items():
            if title.hasFocus():
                return instance, 0
        return None

    def _focus(self, instance: str, by: int) -> None:
        mover = self.movers.get(instance)
        if by and mover is not None and mover.take_focus(by):
            return
        if instance in self._titles:
            self._titles[instance].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move_focused(self, by: int) -> None:
        focused = self._focused()
        row = next((row for row in self._rows if focused and row.instance == focused[0]), None)
        if row is not None and row.place and self._moved is not None:
            self._moved(row, by)


class MoveButtons(QWidget):
    """Act earlier, act later."""

    def __init__(self, row: MeasureRow, moved: Callable[[MeasureRow, int], object], *, last: bool):
        super().__init__()
        line = hbox(self, 0)
        self.buttons: dict[int, Button] = {}
        for by, icon, name in ((-1, "op", _("Tidligere: {title}")), (1, "ned", _("Senere: {title}"))):
            button = Button(kind="icon", icon=icon, name=name.format(title=row.title))
            button.setToolTip(_("Virker før (Alt+pil op)") if by < 0 else _("Virker senere (Alt+pil ned)"))
            button.clicked.connect(lambda _checked=False, by=by: moved(row, by))
            button.setEnabled(not last if by > 0 else row.place > 1)
            self.buttons[by] = button
            line.addWidget(button)

    def focused(self) -> int:
        """-1 or 1 for the button with the focus, 0 for none."""
        return next((by for by, button in self.buttons.items() if button.hasFocus()), 0)

    def take_focus(self, by: int) -> bool:
        """Put the focus on a button; False when it can't be pressed."""
        if self.buttons[by].isEnabled():
            self.buttons[by].setFocus(Qt.FocusReason.OtherFocusReason)
        return self.buttons[by].isEnabled()


def in_a_line(row: MeasureRow) -> dict[str, str]:
    """The figures of a whole measure where there is no room for columns, with their units."""
    figures = _figures(row)
    kwh, kr = f"{figures[SAVED_KWH]} kWh", f"{figures[SAVED_KR]} kr./år"
    return {SAVED_KWH: kwh, SAVED_KR: kr, PAYBACK: figures[PAYBACK]}


def beside(draw: Callable[[str, str, str], QWidget], figures: dict[str, str], title: str) -> QWidget:
    """Figures side by side; `draw` takes kind, text and caption."""
    box = QWidget()
    line = FlowLayout(box, spacing=2)
    for kind, text in figures.items():
        line.addWidget(draw(kind, text, title + ":"))
    return box


def _figures(row: MeasureRow) -> dict[str, str]:
    if not row.counts:
        return {SAVED_KWH: "–", SAVED_KR: "–", INVESTMENT: "–", PAYBACK: "–" if row.complete else _("mangler tal")}
    rough = row.accuracy == "C"
    return {
        SAVED_KWH: amount(row.kwh, rough),
        SAVED_KR: amount(row.kroner, rough),
        INVESTMENT: "–" if row.investment is None else danish.format_number(row.investment),
        PAYBACK: years(row.payback_years, row.payback_word, rough),
    }
