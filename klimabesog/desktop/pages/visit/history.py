"""What a question has been answered, by whom and when; any former answer can be taken up again."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.answering import Answering
from klimabesog.casework.visitviews import Revision
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.words import when
from klimabesog.values.texts import _


def said_by(revision: Revision) -> str:
    """ "Anna, 21.11.2026 kl. 14.05"."""
    moment = datetime.fromisoformat(revision.time)
    time = when(moment.date().isoformat(), moment.strftime("%H:%M"))
    return f"{revision.actor}, {time}" if revision.actor else time


class HistoryDialog(Dialog):
    """The answers, newest first, the one that counts marked.

    Signals:
        restored(): a former answer counts again; the question shows another answer now.
    """

    restored = Signal()

    def __init__(self, parent: QWidget, case: Answering, form: str, ref: str):
        super().__init__(parent, _("Svarets historik"), width=600)
        self._case, self._form, self._ref = case, form, ref
        node = case.node(form, ref)
        self.body.addWidget(Text(node.label or node.name, "strong"))
        history = case.history(form, ref)
        if any(revision.conflict for revision in history):
            words = _("I har svaret forskelligt uden at se hinandens svar. Vælg det, der skal gælde.")
            self.body.addWidget(Text(words, "body", "warn"))
        content = QWidget()
        self._list = vbox(content, 8)
        self.buttons: list[Button] = []
        for revision in history:
            self._list.addWidget(self._row(revision))
        if not history:
            self._list.addWidget(Text(_("Spørgsmålet er ikke besvaret endnu."), "body", "muted"))
        self._list.addStretch(1)
        scroll = Scroll(content)
        scroll.setMinimumHeight(min(380, 74 * max(1, len(history)) + 16))
        self.body.addWidget(scroll, 1)
        close = Button(_("Luk"), self.reject, kind="primary")
        self.add_buttons(close)
        close.setFocus()  # Enter must not choose an answer by chance

    def _row(self, revision: Revision) -> QWidget:
        card = Frame("inset", row=True, margins=(12, 8, 8, 8))
        words = vbox(spacing=2)
        words.addWidget(Text(revision.text or _("(intet svar)"), "body", "" if revision.text else "muted"))
        line = hbox(spacing=8)
        line.addWidget(Text(said_by(revision), "small", "muted", wrap=False))
        if revision.conflict:
            line.addWidget(Badge(_("Uenighed"), "warn"))
        if revision.current:
            line.addWidget(Badge(_("Gælder nu"), "good"))
        line.addStretch(1)
        words.addLayout(line)
        card.body.addLayout(words, 1)
        if not revision.current or revision.conflict:
            use = Button(_("Brug denne igen") if not revision.current else _("Behold denne"))
            use.clicked.connect(lambda _checked=False: self._use(revision))
            use.setAccessibleName(f"{use.text()}: {revision.text or _('(intet svar)')}, {said_by(revision)}")
            self.buttons.append(use)
            card.body.addWidget(use)
        return card

    def _use(self, revision: Revision) -> None:
        self._case.restore_answer(self._form, self._ref, revision)
        self.restored.emit()
        self.accept()
