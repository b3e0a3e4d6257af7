"""Who changed what in the whole visit, newest first: filter by person, jump to the place, take one change back."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.history import Step, take_back, visit_history, visit_people
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Elided, Frame, Text, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.words import when
from klimabesog.values.texts import _

AT_ONCE = 30


class LogDialog(Dialog):
    """The changes of a visit.

    Signals:
        jumped(object): the Spot of a change.
        taken_back(str): a change was undone; what it was.
    """

    jumped = Signal(object)
    taken_back = Signal(str)

    def __init__(self, parent: QWidget, shell: Shell, visit: str):
        super().__init__(parent, _("Besøgets historik"), width=720)
        self._shell, self._visit = shell, visit
        self.people = Combo(_("Vis kun"))
        self.people.addItem(_("Alle"), None)
        for who in visit_people(shell.casebook, visit):
            self.people.addItem(who, who)
        self.people.currentIndexChanged.connect(lambda _index: self._choose())
        line = hbox(spacing=10)
        line.addWidget(Text(_("Vis ændringer af"), "small-strong", wrap=False))
        line.addWidget(self.people)
        line.addStretch(1)
        self.body.addLayout(line)
        content = QWidget()
        self._list = vbox(content, 6)
        scroll = Scroll(content)
        scroll.setMinimumHeight(400)
        self.body.addWidget(scroll, 1)
        self._shown = AT_ONCE
        close = Button(_("Luk"), self.reject, kind="primary")
        self.add_buttons(close)
        self._fill()
        close.setFocus()

    def steps(self) -> list[Step]:
        """The newest changes of the chosen person; one more than are shown tells that there are more."""
        who = self.people.currentData()
        return visit_history(self._shell.casebook, self._visit, who, self._shown + 1)

    def _choose(self) -> None:
        self._shown = AT_ONCE
        self._fill()

    def _fill(self) -> None:
        empty(self._list)
        steps = self.steps()
        for step in steps[: self._shown]:
            self._list.addWidget(self._row(step))
        if len(steps) > self._shown:
            self._list.addWidget(Button(_("Vis flere"), self._more), 0, Qt.AlignmentFlag.AlignLeft)
        self._list.addStretch(1)

    def _more(self) -> None:
        self._shown += AT_ONCE
        self._fill()

    def _row(self, step: Step) -> QWidget:
        row = Frame("inset", row=True, margins=(12, 7, 8, 7))
        words = vbox(spacing=1)
        words.addWidget(Elided(step.what, "strong"))
        if step.value:
            words.addWidget(Elided(" ".join(step.value.split())))
        moment = when(step.when.date().isoformat(), step.when.strftime("%H:%M"))
        place = step.spot.chapter_title
        words.addWidget(
            Elided(" · ".join(part for part in (step.who, moment, place) if part), "small", "muted")
        )
        row.body.addLayout(words, 1)
        if step.spot.chapter:
            row.body.addWidget(self._button(_("Gå dertil"), step, lambda: self._jump(step)))
        if step.undoable:
            row.body.addWidget(self._button(_("Fortryd"), step, lambda: self._take_back(step)))
        return row

    @staticmethod
    def _button(text: str, step: Step, act) -> Button:  # type: ignore[no-untyped-def]
        button = Button(text, act, kind="quiet")
        button.setAccessibleName(f"{text}: {step.what}, {step.who}")
        return button

    def _jump(self, step: Step) -> None:
        self.accept()
        self.jumped.emit(step.spot)

    def _take_back(self, step: Step) -> None:
        what = take_back(self._shell.casebook, self._visit, step.event)
        self.taken_back.emit(what)
        self._fill()
