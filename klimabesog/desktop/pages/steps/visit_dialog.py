"""Choosing the visit that a case rests on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.views import VisitRow
from klimabesog.desktop.widgets.base import Badge, Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.row_button import RowButton
from klimabesog.desktop.words import visit_status, when
from klimabesog.values.texts import _


class VisitDialog(Dialog):
    """The visits of the company, the one in use marked.

    Signals:
        chosen(str): a visit.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget, visits: Sequence[VisitRow], now: str):
        super().__init__(parent, _("Hvilket besøg bygger sagen på?"), width=520)
        words = _(
            "Forbrug, forslag og fremdrift hentes fra det besøg, du vælger; det, der er aftalt, bliver ved de tiltag, "
            "det blev aftalt for."
        )
        self.body.addWidget(Text(words, "body", "muted"))
        self.rows: dict[str, RowButton] = {}
        for visit in visits:
            text, tone = visit_status(visit)
            badges = [Badge(_("Bruges nu"), "good")] if visit.id == now else []
            title = _("Besøget {date}").format(date=when(visit.date, visit.time))
            row = RowButton(title, "", *badges, Badge(text, tone))
            row.clicked.connect(lambda _checked=False, id=visit.id: self._choose(id))
            self.rows[visit.id] = row
            self.body.addWidget(row)
        self.body.addStretch(1)
        self.add_buttons(Button(_("Annuller"), self.reject))
        if self.rows:
            self.rows.get(now, next(iter(self.rows.values()))).setFocus()

    def _choose(self, visit: str) -> None:
        self.accept()
        self.chosen.emit(visit)
