"""The six steps in a row, each a button: on cards with how far it is, or as one line above a step's page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QWidget

from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, is_put_away, show_if, vbox
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.ring import paint_mark
from klimabesog.desktop.widgets.row_button import PaintedRow, deaf
from klimabesog.values.texts import _

STEP_WIDTH = 180
DOT = 30
HALO = 4
LINE_LETTERS = 54
"""A longer reason for skipping a step is told in full by the step's page and the tool tip."""
MOVES = {
    Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99,
    Qt.Key.Key_End: 99,
}  # fmt: skip


@dataclass(frozen=True)
class TrackStep:
    """A step as the track shows it; `state`: ikke_startet, i_gang, gennemfoert, sprunget_over; `line` says it."""

    number: int
    title: str
    state: str
    line: str
    short: str = ""


class StepDot(QWidget):
    """The round mark of a step: its number, a check mark when done, a dash when skipped. Grows with the text."""

    def __init__(self, number: int, state: str):
        super().__init__()
        self._number, self._state = number, state
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        side = max(DOT, round(self.fontMetrics().height() * 1.25)) + 2 * HALO
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = colors_of(self)
        box = self.rect().toRectF().adjusted(HALO, HALO, -HALO, -HALO)
        if self._state == "gennemfoert":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent))
            painter.drawEllipse(box)
            paint_mark(painter, box, colors.on_accent)
            return
        now = self._state == "i_gang"
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawEllipse(self.rect())
        painter.setBrush(QColor(colors.surface))
        painter.setPen(QPen(QColor(colors.accent if now else colors.edge), 2 if now else 1.5))
        painter.drawEllipse(box)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(colors.accent if now else colors.muted))
        mark = "–" if self._state == "sprunget_over" else str(self._number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, mark)


class StepButton(PaintedRow):
    """One step; `current` is the one whose page is shown."""

    def __init__(self, step: TrackStep, *, current: bool, compact: bool):
        super().__init__()
        self.step, self._current = step, current
        self.row.setContentsMargins(4, 3, 8, 3) if compact else self.row.setContentsMargins(6, 6, 8, 6)
        self.row.setSpacing(6 if compact else 9)
        upper = Qt.AlignmentFlag.AlignVCenter if compact else Qt.AlignmentFlag.AlignTop
        self.row.addWidget(deaf(StepDot(step.number, step.state)), 0, upper)
        title = step.short or step.title if compact else step.title
        role = ("small-strong" if current else "small") if compact else "strong"
        self.title = Text(title, role, "accent" if current else "", wrap=not compact and " " in title)
        words = vbox(spacing=1)
        words.addWidget(deaf(self.title))
        if not compact:
            line = shorten(step.line, LINE_LETTERS, placeholder=" …")
            words.addWidget(deaf(Text(line, "small", "muted")))
            words.addStretch(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        else:
            self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            self.setMinimumHeight(0)  # what the words need goes before the lowest target
        self.row.addLayout(words, 1)
        said = f"{step.number}. {step.title}: {step.line}"
        self.setAccessibleName(f"{said} ({_('vises nu')})" if current else said)
        self.setToolTip(f"{step.number}. {step.title}\n{step.line}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrow keys are the track's: a button by itself would leave it for the next stop."""
        if Qt.Key(event.key()) in MOVES or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def width_with_title(self) -> int:
        """How wide it is on one line with its title, shown now or not."""
        shown = self.sizeHint().width()
        return shown + self.title.sizeHint().width() + self.row.spacing() if is_put_away(self.title) else shown

    def keep_words_whole(self) -> None:
        """The title is at least as wide as its longest word."""
        measure = self.title.fontMetrics().horizontalAdvance
        widest = max(measure(word) for word in self.step.title.split())
        self.title.setMinimumWidth(max(widest + 4, measure("0") * 11))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._current:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            colors = colors_of(self)
            painter.setPen(QPen(QColor(colors.accent_line), 1))
            painter.setBrush(QColor(colors.accent_soft))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 9, 9)
            painter.end()
        super().paintEvent(event)


class StepTrack(Frame):
    """The six steps. One Tab stop: the arrow keys go from step to step, Enter opens.

    Signals:
        chosen(int): the number of a step.
    """

    chosen = Signal(int)

    def __init__(self, *, compact: bool = False):
        super().__init__(
            "bar-track" if compact else "card", margins=(14, 2, 14, 2) if compact else (10, 8, 8, 8)
        )
        self.setAccessibleName(_("De seks trin"))
        self._compact = compact
        self.buttons: list[StepButton] = []
        self._shown: tuple[tuple[TrackStep, ...], int] | None = None
        box = QWidget()
        self._flow: QLayout = (
            hbox(box, 2) if compact else FlowLayout(box, spacing=6, column_width=STEP_WIDTH, even=True)
        )
        self.add(box)

    def show_steps(self, steps: Sequence[TrackStep], current: int = 0) -> None:
        """Show the steps as they stand; `current` is the number of the one whose page this is."""
        if self._shown == (tuple(steps), current):
            return
        focused = next((b.step.number for b in self.buttons if b.hasFocus()), 0)
        self._shown = (tuple(steps), current)
        empty(self._flow)
        self.buttons = [StepButton(s, current=s.number == current, compact=self._compact) for s in steps]
        for button in self.buttons:
            button.clicked.connect(lambda _checked=False, number=button.step.number: self.chosen.emit(number))
            self._flow.addWidget(button)
        if isinstance(self._flow, QHBoxLayout):
            self._flow.addStretch(1)
        self._keep_one_stop(max(0, current - 1))
        self.fit()
        if focused:
            self.buttons[focused - 1].setFocus(Qt.FocusReason.OtherFocusReason)

    def button(self, number: int) -> StepButton:
        """The button of a step."""
        return self.buttons[number - 1]

    def _keep_one_stop(self, stop: int) -> None:
        for index, button in enumerate(self.buttons):
            policy = Qt.FocusPolicy.StrongFocus if index == stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        now = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), None)
        by = MOVES.get(Qt.Key(event.key()))
        if now is not None and by is not None:
            target = max(0, min(len(self.buttons) - 1, now + by))
            self._keep_one_stop(target)
            self.buttons[target].setFocus(Qt.FocusReason.TabFocusReason)
            return
        if now is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.buttons[now].click()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def event(self, event: QEvent) -> bool:
        """Also when the words have grown."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return done

    def fit(self) -> None:
        """On cards no word is cut; on one line, where the titles do not fit, only the current one is named."""
        if not self._compact:
            for button in self.buttons:
                button.keep_words_whole()
        elif self._shown is not None:
            fits = sum(button.width_with_title() + 2 for button in self.buttons) <= self.width() - 28
            for button in self.buttons:
                show_if(button.title, fits or button.step.number == self._shown[1])
