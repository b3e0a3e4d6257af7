"""Locking after idle: the windows are put away unsaved of nothing, and come back when the key has been had again."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QWidget

from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.state import centre, clamp
from klimabesog.desktop.widgets.base import Frame, Text, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _

SIGNS_OF_LIFE = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate,
})  # fmt: skip
RETRY_MS = 30_000
CHOICES = (0, 5, 10, 15, 30, 60)
"""Minutes to choose from; 0 is never."""


class IdleWatch(QObject):
    """Says when nobody has touched the program for some minutes.

    Signals:
        idle()
    """

    idle = Signal()

    def __init__(self, app: QApplication):
        super().__init__(app)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.idle)
        app.installEventFilter(self)

    def set_minutes(self, minutes: float) -> None:
        """How long; 0 is never."""
        self._timer.setInterval(round(minutes * 60_000))
        self._timer.start() if minutes else self._timer.stop()

    def again(self) -> None:
        """It could not be locked: try once more shortly."""
        QTimer.singleShot(RETRY_MS, self, self.idle.emit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in SIGNS_OF_LIFE and self._timer.isActive():
            self._timer.start()
        return False


class LockPage(QWidget):
    """The program is locked: ask for the passphrase, or for the key from the keyring.

    Signals:
        unlocked()
    """

    unlocked = Signal()

    def __init__(self, opening: Opening):
        super().__init__()
        self._opening = opening
        card = Frame("card", margins=(28, 26, 28, 26))
        card.setMaximumWidth(520)
        card.setMinimumWidth(420)
        card.body.setSpacing(14)
        asks = opening.asks_passphrase
        words = _("Skriv din adgangssætning.") if asks else _("Nøglen hentes i computerens nøglering.")
        card.add(IconPicture("laas", "accent", 36), Text(_("Klimabesøg er låst"), "title"))
        card.add(Text(_("Alt er gemt.") + " " + words, "body", "muted"))
        self.entry = Entry(_("Adgangssætning"))
        self.entry.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.entry.line.returnPressed.connect(self.unlock)
        if asks:
            card.add(self.entry)
        self._problem = Text("", "body", "danger")
        self._problem.hide()
        card.add(self._problem)
        self.button = Button(_("Lås op"), self.unlock, kind="primary")
        card.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        layout = vbox(self)
        layout.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(card)

    @property
    def problem(self) -> str:
        """What stands in the way of unlocking."""
        return self._problem.text()

    def take_focus(self) -> None:
        """Put the cursor where unlocking begins."""
        (self.entry.line if self._opening.asks_passphrase else self.button).setFocus()

    def unlock(self) -> None:
        """Open again when the key is right."""
        try:
            self._opening.prove(self.entry.line.text())
        except KlimabesogError as error:
            self._problem.setText(str(error))
            self._problem.show()
            self.entry.line.selectAll()
            return
        self.unlocked.emit()


class Lock(QObject):
    """Puts every window away and brings them back as they were: a dialog half written too.

    Signals:
        unlocked()
    """

    unlocked = Signal()

    def __init__(self, opening: Opening, parent: QObject):
        super().__init__(parent)
        self._opening = opening
        self._window: QMainWindow | None = None
        self._away: list[QWidget] = []

    @property
    def is_locked(self) -> bool:
        return self._window is not None

    @property
    def window(self) -> QMainWindow | None:
        """The window that asks for the key; None while nothing is locked."""
        return self._window

    @property
    def page(self) -> LockPage | None:
        """What is on screen while it is locked."""
        page = self._window.centralWidget() if self._window is not None else None
        return page if isinstance(page, LockPage) else None

    def lock(self, save: Callable[[], object]) -> bool:
        """Save and lock; False when what is typed can't be saved: then nothing is put away."""
        if self.is_locked:
            return True
        try:
            save()
        except KlimabesogError:
            return False
        self._away = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        window = QMainWindow()
        window.setWindowTitle(_("Klimabesøg (låst)"))
        page = LockPage(self._opening)
        page.unlocked.connect(self._unlock)
        window.setCentralWidget(page)
        window.resize(760, 520)
        centre(window)
        clamp(window)
        window.show()
        for one in self._away:
            one.hide()
        self._window = window
        window.activateWindow()
        page.take_focus()
        return True

    def _unlock(self) -> None:
        window, self._window = self._window, None
        for one in self._away:
            one.show()
        self._away = []
        if window is not None:
            window.hide()
            window.deleteLater()
        self.unlocked.emit()
