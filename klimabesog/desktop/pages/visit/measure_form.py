"""One measure: its form, the live result beside it, status, and removal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.helpfits import for_measure
from klimabesog.casework.visit import Visit
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.help_texts.listing import HelpCard
from klimabesog.desktop.pages.visit.measures import Explanation, LiveResult
from klimabesog.desktop.pages.visit.source import VisitSource
from klimabesog.desktop.widgets.base import Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.words import MEASURE_STATUS, measure_kind
from klimabesog.values.texts import _


class MeasureForm(QWidget):
    """The page of one measure.

    Signals:
        left(): back to where the officer came from.
        removed(str): instance of the measure taken away.
        asked(object): the Number of a figure that was pressed.
    """

    left = Signal()
    removed = Signal(str)
    asked = Signal(object)

    def __init__(self, visit: Visit, source: VisitSource):
        super().__init__()
        self._visit, self._source = visit, source
        self.view = FormView(compact=True)
        self.view.answered.connect(self.refresh)
        self._complete = False
        self._way_back: Callable[[], object] | None = None
        self.result = LiveResult(source.form)
        self.result.asked.connect(self.asked)
        self._explanation = Explanation()
        self._title = Text("", "title")
        self._kind = Text("", "small", "muted")
        vbox(self, 0).addWidget(self.view)
        self.view.show_nodes(source, visit.measure_nodes(source.form), self._head())
        self.view.add_below(self._explanation)
        self.help = self._help()
        if self.help is not None:
            self.view.add_below(self.help)
        self.refresh()

    def _help(self) -> HelpCard | None:
        """The municipality's texts that fit the measure."""
        texts = [(text, "") for text in for_measure(self._visit, self.instance)]
        return HelpCard(texts, self._visit.desk.now().date()) if texts else None

    def _head(self) -> QWidget:
        box = QWidget()
        column = vbox(box, 4)
        column.setContentsMargins(0, 8, 0, 2)
        top = hbox(spacing=8)
        self.back = Button(_("Tilbage"), self._leave, kind="quiet", icon="venstre")
        top.addWidget(self.back)
        top.addStretch(1)
        self._status = self._status_choice()
        top.addWidget(self._status)
        remove = Button(kind="icon", icon="slet", name=_("Fjern tiltaget"))
        remove.clicked.connect(lambda: self.removed.emit(self.instance))
        top.addWidget(remove)
        column.addLayout(top)
        column.addWidget(self._title)
        column.addWidget(self._kind)
        column.addSpacing(6)
        column.addWidget(self.result)
        return box

    def _status_choice(self) -> Combo:
        combo = Combo(_("Status"))
        combo.setMinimumContentsLength(12)
        for value, (text, _tone) in MEASURE_STATUS.items():
            combo.addItem(_(text), value)
        combo.activated.connect(
            lambda _index: self._visit.set_measure_status(self.instance, combo.currentData())
        )
        return combo

    def lead_back(self, words: str, back: Callable[[], object]) -> None:
        """The way back goes to another page than the chapter it would."""
        self._way_back = back
        self.back.setText(words)
        self.back.setAccessibleName(words)

    def _leave(self) -> None:
        self.view.flush()
        back = self._way_back
        self.left.emit()
        if back is not None:
            back()

    @property
    def instance(self) -> str:
        return self._source.form

    def focus_at(self, ref: str) -> None:
        """Put the cursor at a question, else where the work begins."""
        if not ref or not self.view.focus_ref(ref):
            self.focus_start()

    def focus_start(self) -> None:
        """The first question that is missing; the top when the measure is whole."""
        self.view.focus_first(unanswered=not self._complete)

    def refresh(self) -> None:
        """Show the result as it stands."""
        row = next((row for row in self._visit.measures() if row.instance == self.instance), None)
        texts = self._visit.measure_texts(self.instance)
        if row is not None:
            self._complete = row.complete
            self._title.setText(row.title)
            self._kind.setText(measure_kind(row))
            self._status.setCurrentIndex(self._status.findData(row.status))
        self.result.show_measure(row)
        self._explanation.show_texts(texts)
