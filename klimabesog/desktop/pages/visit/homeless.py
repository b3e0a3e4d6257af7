"""The chapter "Svar uden plads": answers that the forms' versions now have no place for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QApplication, QWidget

from klimabesog.casework.visitviews import HomelessAnswer
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, empty, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.texts import _


class HomelessChapter(QWidget):
    """The answers form by form, to read, and to copy to where they belong now."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[HomelessAnswer, ...] | None = None
        content = QWidget()
        content.setMaximumWidth(900)
        column = vbox(content, 14)
        column.setContentsMargins(26, 6, 26, 40)
        words = _(
            "Skemaet er flyttet til en ny version. Disse svar er gemt, men har ingen plads i den. Kun internt."
        )
        column.addWidget(chapter_head(_("Svar uden plads"), words))
        self._body = vbox(spacing=14)
        column.addLayout(self._body)
        column.addStretch(1)
        vbox(self, 0).addWidget(Scroll(content))

    def show_answers(self, answers: Sequence[HomelessAnswer]) -> None:
        """Show these."""
        if tuple(answers) == self._shown:
            return
        self._shown = tuple(answers)
        empty(self._body)
        for title in dict.fromkeys(answer.title for answer in answers):
            card = Frame("card").add(Text(title, "heading"))
            for answer in answers:
                if answer.title == title:
                    card.add(_row(answer))
            self._body.addWidget(card)


class HomelessDialog(Dialog):
    """The same, where there is no chapter of it."""

    bounded = True

    def __init__(self, parent: QWidget, answers: Sequence[HomelessAnswer]):
        super().__init__(parent, _("Svar uden plads"), width=640)
        self.chapter = HomelessChapter()
        self.chapter.show_answers(answers)
        self.chapter.setMinimumHeight(320)
        self.body.addWidget(self.chapter, 1)
        self.add_buttons(Button(_("Luk"), self.accept, kind="primary"))


def _row(answer: HomelessAnswer) -> QWidget:
    box = Frame("inset", row=True, margins=(12, 8, 8, 8))
    words = vbox(spacing=2)
    words.addWidget(Text(answer.label, "small", "muted"))
    words.addWidget(Text(answer.answer, "body"))
    if answer.comment:
        words.addWidget(Text(_("Kommentar: {text}").format(text=answer.comment), "small", "muted"))
    words.addWidget(Text(answer.reason, "small", "warn"))
    box.body.addLayout(words, 1)
    copy = Button(
        _("Kopiér"), lambda: QApplication.clipboard().setText(answer.answer), kind="quiet", icon="kopier"
    )
    copy.setAccessibleName(_("Kopiér svaret på {label}").format(label=answer.label))
    box.body.addWidget(copy)
    return box
