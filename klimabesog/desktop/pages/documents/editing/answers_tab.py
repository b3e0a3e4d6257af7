"""Answers that are kept out of the document, because the company wants them confidential."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.editable import Editable
from klimabesog.desktop.widgets.base import Frame, Text, show_if, vbox
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.values.texts import _

KEY = Qt.ItemDataRole.UserRole


class AnswersTab(QWidget):
    """The third tab."""

    def __init__(self, draft: Draft):
        super().__init__()
        self._draft = draft
        self._known: Editable | None = None
        self.search = SearchField(_("Søg i spørgsmål og svar"))
        self.search.searched.connect(lambda _text: self._fill())
        self.lines = QListWidget()
        self.search.down.connect(partial(self.lines.setFocus, Qt.FocusReason.OtherFocusReason))
        self.lines.setAccessibleName(_("Svar, der kan holdes ude"))
        self.lines.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.itemChanged.connect(self._ticked)
        self._none = Text(_("Dokumentet har ingen svar, der kan holdes ude."), "body", "muted")
        self._warning = Frame("warn", margins=(12, 8, 12, 8))
        self._said = Text("", "small")
        self._warning.add(self._said)
        self._warning.hide()
        layout = vbox(self, 8)
        layout.setContentsMargins(16, 12, 14, 14)
        what = _("Sæt hak ved de svar, der er fortrolige. De kommer ikke med i dokumentet.")
        layout.addWidget(Text(what, "small", "muted"))
        for widget in (self.search, self._warning, self._none):
            layout.addWidget(widget)
        layout.addWidget(self.lines, 1)

    def show_editable(self, known: Editable) -> None:
        """Bring it up to date."""
        again = self._known is None or (known.answers, known.hidden) != (self._known.answers, self._known.hidden)
        self._known = known
        show_if(self._none, not known.answers)
        show_if(self.search, bool(known.answers))
        show_if(self.lines, bool(known.answers))
        lines = [
            _("»{question}«: svaret står også i {sections}.").format(question=one.question, sections=where)
            for one, where in known.said_anyway
        ]
        self._said.setText("\n".join(lines))
        show_if(self._warning, bool(lines))
        if again:
            self._fill()

    def _fill(self) -> None:
        if self._known is None:
            return
        asked, row = self.search.text().casefold().split(), self.lines.currentRow()
        self.lines.blockSignals(True)
        self.lines.clear()
        place = None
        for one in self._known.answers:
            if not all(word in f"{one.question} {one.answer}".casefold() for word in asked):
                continue
            if one.place != place:
                place = one.place
                self._add_title(place)
            item = QListWidgetItem(f"{one.question}\n{' '.join(one.answer.split())}")
            item.setToolTip(one.answer if len(one.answer) > 40 else "")
            item.setData(KEY, one.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            on = one.key in self._known.hidden
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self.lines.addItem(item)
        self.lines.setCurrentRow(row)
        self.lines.blockSignals(False)

    def _add_title(self, title: str) -> None:
        item = QListWidgetItem(title)
        font = QFont(self.lines.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.lines.addItem(item)

    def _ticked(self, item: QListWidgetItem) -> None:
        if item.data(KEY):
            self._draft.hide(str(item.data(KEY)), item.checkState() == Qt.CheckState.Checked)

    def save(self) -> None:
        """Nothing is typed here."""
