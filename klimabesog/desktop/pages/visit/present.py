"""Vis for virksomheden: the result full screen, without any internal text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from klimabesog.casework.charts import result_charts
from klimabesog.casework.helpfits import current, reason
from klimabesog.casework.provenance.values import Number
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import MeasureRow, ResultStrip
from klimabesog.desktop.pages.help_texts.listing import HelpCard
from klimabesog.desktop.pages.measure_table import MeasureTable
from klimabesog.desktop.pages.result_cards import result_cards
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.chart_view import ChartCard
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import area_name
from klimabesog.values import danish
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.desktop.pages.explain_dialog import ExplainDialog

COLUMN_LETTERS = 28
"""Charts stand two abreast where each has room for so many letters' heights."""


class PresentWindow(QWidget):
    """A window of its own, full screen; Esc closes it. Shows printed text only."""

    def __init__(self, parent: QWidget, visit: Visit):
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._visit = visit
        self.setWindowTitle(visit.title)
        self.setAutoFillBackground(True)
        content = QWidget()
        content.setMaximumWidth(1240)
        column = vbox(content, 18)
        column.setContentsMargins(48, 34, 48, 48)
        column.addLayout(self._head(visit))
        strip, today = visit.result(), visit.desk.now().date()
        column.addWidget(_figures(strip, self.explain))
        measures = [row for row in visit.measures() if row.status != "fravalgt" and row.complete]
        if measures:
            column.addWidget(_measures(measures, self.explain))
            self.charts = Charts(visit)
            column.addWidget(self.charts)
        for card in _findings(visit):
            column.addWidget(card)
        if texts := [(fit.text, reason(visit, fit)) for fit in current(visit, today)]:
            column.addWidget(HelpCard(texts, today, "title"))
        column.addWidget(Text(_("Tallene er en energiscreening, ikke et energisyn."), "small", "muted"))
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        vbox(self, 0).addWidget(scroll)

    def _head(self, visit: Visit) -> hbox:  # type: ignore[valid-type]
        head = hbox(spacing=12)
        words = vbox(spacing=0)
        words.addWidget(Text(visit.title, "display"))
        words.addWidget(
            Text(_("Energiscreening {date}").format(date=danish.long_date(visit.date)), "lead", "muted")
        )
        head.addLayout(words, 1)
        head.addWidget(Button(_("Luk (Esc)"), self.close), 0, Qt.AlignmentFlag.AlignTop)
        return head

    def explain(self, number: Number) -> ExplainDialog:
        """Say where a figure comes from, without anything internal and without a way into the forms."""
        from klimabesog.desktop.pages.explain_dialog import explain_numbers

        return explain_numbers(self, self._visit, [number], to_company=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)


def _figures(strip: ResultStrip, asked: Callable[[Number], object]) -> QWidget:
    box = QWidget()
    line = FlowLayout(box, spacing=16, column_width=180)
    for card in result_cards(strip, asked):
        line.addWidget(card)
    return box


def _measures(rows: list[MeasureRow], asked: Callable[[Number], object]) -> QWidget:
    table = MeasureTable(asked=asked)
    table.show_measures(rows)
    return Frame("card", margins=(24, 18, 24, 20)).add(Text(_("Forslag"), "title"), table)


class Charts(QWidget):
    """What saves most, what it costs, and when the money is back: two abreast where there is room.

    They come one by one once the window stands: with many measures they take a tenth of a second together.
    """

    def __init__(self, visit: Visit):
        super().__init__()
        self._visit = visit
        self._line = FlowLayout(
            self, spacing=16, column_width=QApplication.font().pixelSize() * COLUMN_LETTERS
        )
        self._cards = self._made()
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._add)
        self._next.start()

    def _made(self) -> Iterator[ChartCard]:
        for picture in result_charts(self._visit):
            yield ChartCard(picture)

    def _add(self) -> None:
        card = next(self._cards, None)
        if card is None:
            self._next.stop()
        elif card.has_chart:
            self._line.addWidget(card)
        else:
            card.deleteLater()


def _findings(visit: Visit) -> list[QWidget]:
    """A card for each focus area with what is to be read in the report."""
    areas: dict[str, list[tuple[str, str]]] = {}
    for finding in visit.all_findings():
        if finding.printed:
            areas.setdefault(finding.area, []).append((finding.printed, finding.place))
    cards: list[QWidget] = []
    for area, lines in areas.items():
        card = Frame("card", margins=(24, 18, 24, 20)).add(Text(area_name(area) or _("Fund"), "title"))
        for text, place in lines:
            line = hbox(spacing=12)
            line.addWidget(Text(text, "body"), 1)
            if place:
                line.addWidget(Badge(place))
            card.body.addLayout(line)
        cards.append(card)
    return cards
