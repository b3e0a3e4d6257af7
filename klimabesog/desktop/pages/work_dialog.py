"""A dialog whose work is done on the worker: a bar while it lasts, "Annuller" at any time, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Text, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.progress import BusyBar
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _

LETTERS = 70
"""How wide it is, so that large text finds room too."""
TITLE_BAR = 48


class WorkDialog(Dialog):
    """Write into `body`, which scrolls where the screen is too low for it; `go` is the button that begins the work."""

    def __init__(self, parent: QWidget, shell: Shell, title: str, go: str, begin: Callable[[], object]):
        super().__init__(parent, title)
        self._shell = shell
        self._task: Task | None = None
        self.busy = BusyBar()
        self._problem = Text("", "body", "danger")
        self._problem.hide()
        content = QWidget()
        self._scroll = Scroll(content)
        self._scroll.setAccessibleName(title)
        for widget in (self._scroll, self.busy, self._problem):
            self.body.addWidget(widget)
        self.body = vbox(content, 12)
        self.cancel = Button(_("Annuller"), self.reject)
        self.go = Button(go, begin, kind="primary")
        self.add_buttons(self.cancel, self.go)

    def fit(self) -> None:
        """As wide as the text's size asks for, and as high as the screen allows; with the keyboard it scrolls too."""
        room = self.screen().availableSize()
        width = min(self.fontMetrics().averageCharWidth() * LETTERS, room.width() - TITLE_BAR)
        self.setMinimumWidth(width)
        outer = self.layout()
        assert outer is not None
        sides = outer.contentsMargins()
        self.body.activate()
        wanted = self.body.totalHeightForWidth(width - sides.left() - sides.right())
        self._scroll.setFixedHeight(0)
        outer.activate()
        around = outer.totalHeightForWidth(width)
        given = min(wanted, max(0, room.height() - TITLE_BAR - around))
        self._scroll.setMaximumHeight(wanted)
        self._scroll.setMinimumHeight(given)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus if given < wanted else Qt.FocusPolicy.NoFocus)
        self.resize(width, around + given)

    @property
    def problem(self) -> str:
        """What is wrong."""
        return self._problem.text()

    @property
    def is_busy(self) -> bool:
        """Whether the worker is at it."""
        return self._task is not None

    def say(self, sentence: str) -> None:
        """Show what is wrong; "" takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.setAccessibleDescription(sentence)
        self.fit()

    def work(self, sentence: str, work: Callable[[Task], object], then: Callable[[object], object]) -> None:
        """Do it on the worker. What it returns, or a foreseen error as a value, goes to `then`, unless cancelled.

        `then` calls `rest`, or closes the dialog.
        """
        self.say("")
        self.go.setEnabled(False)
        self.busy.begin(sentence)
        self._task = task = self._shell.run(lambda task: _outcome(work, task))
        task.succeeded.connect(lambda outcome: self._worked(task, outcome, then))
        task.failed.connect(lambda _error: self.reject())
        self.fit()

    def _worked(self, task: Task, outcome: object, then: Callable[[object], object]) -> None:
        if not task.cancelled():
            self._task = None
            then(outcome)

    def rest(self) -> None:
        """Nothing is under way any more."""
        self.busy.end()
        self.go.setEnabled(True)

    def done(self, result: int) -> None:
        if self._task is not None:
            self._task.cancel()
        super().done(result)


def _outcome(work: Callable[[Task], object], task: Task) -> object:
    try:
        return work(task)
    except KlimabesogError as error:
        return error
