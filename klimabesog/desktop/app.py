"""The application: from the command line to the window, and what happens when there are no data yet."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.cpr import CprFound
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.state import WindowState, centre, clamp
from klimabesog.desktop.theme import Theme
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.resources import path as resource
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.desktop.doorbell import Doorbell
    from klimabesog.desktop.lock import IdleWatch, Lock

APP_ID = "dk.klimabesog.Klimabesog"
LOG = "fejl.log"
STYLE = ("-style", "fusion")
"""As an argument: `setStyle` would hand Python a QStyle, whose hundred enumerations cost 16 ms of the start."""
IDLE_MS = 1000
"""From here on the window is taken to be on screen."""


def run(
    argv: Sequence[str],
    data_dir: Path | None = None,
    key_file: Path | None = None,
    offered: Path | None = None,
) -> int:
    """Open the window and stay until it is closed; returns the exit code.

    `offered`: a colleague's file, or a profile, to be shown first.
    """
    app = make_app(argv)
    opening = Opening(data_dir, key_file)
    reporter = ErrorReporter(opening.data_dir / LOG)
    restore = reporter.install()
    application = Application(app, opening, reporter, offered)
    try:
        if not application.start():
            return 0
        QTimer.singleShot(IDLE_MS, app, _settle)
        return app.exec()
    finally:
        application.close()
        restore()


def _settle() -> None:
    """The start is over: what it made stays, and garbage is collected again (see `klimabesog.cli`)."""
    gc.freeze()
    gc.enable()


def make_app(argv: Sequence[str]) -> QApplication:
    """The QApplication, in Danish."""
    QLocale.setDefault(QLocale("da_DK"))
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication([sys.argv[0] if sys.argv else "klimabesog", *STYLE, *argv])
    app.setApplicationName("Klimabesøg")
    app.setDesktopFileName(APP_ID)
    icon = resource("resources", "icons", "klimabesog.svg")
    if icon.is_file():
        app.setWindowIcon(QIcon(str(icon)))
    translator = QTranslator(app)
    if translator.load("qtbase_da", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    return app


class Application:
    """Which window is shown: the main window, the welcome, or the lock."""

    def __init__(
        self, app: QApplication, opening: Opening, reporter: ErrorReporter, offered: Path | None = None
    ):
        self._opening, self._reporter = opening, reporter
        self._offered = offered
        self.state = WindowState(opening.data_dir)
        self.theme = Theme(app, self.state.theme, self.state.text_scale)
        self.window: QMainWindow | None = None
        self._casebook: Casebook | None = None
        self._idle: IdleWatch | None = None
        self._lock: Lock | None = None
        self._doorbell: Doorbell | None = None
        self._qt = app
        reporter.said.connect(self._say)
        reporter.asked.connect(self._ask)

    def start(self) -> bool:
        """Show the first window; False when the program that is open already has come forward instead."""
        if not self._opening.exists and not self._opening.place.passphrase_file:
            self._welcome()
            return True
        if self._opening.is_open_elsewhere and self._ring():
            return False
        try:
            casebook = self._opening.open()
        except KlimabesogError as error:
            self._locked(error)
            return True
        if casebook.officer is None:
            self._ask_officer(casebook)
            return True
        self._show_main(casebook)
        window = self.window
        assert window is not None
        QTimer.singleShot(0, window, window.go_on)  # type: ignore[attr-defined]  # the window is on screen first
        QTimer.singleShot(0, window, lambda: self._offer())
        return True

    def _offer(self) -> None:
        """Show what the file brings that the program was started with: once, in the first window with data."""
        path, self._offered = self._offered, None
        if path is not None:
            self.window.offer_file(path)  # type: ignore[union-attr]

    def _ring(self) -> bool:
        """Whether the program that has the data open came forward; it takes over the file."""
        from klimabesog.desktop.doorbell import ring

        return ring(self._opening.data_dir, self._offered)

    def _rung(self, path: Path | None) -> None:
        """The program was started once more: come forward, with its file once it is unlocked."""
        self._offered = path or self._offered
        locked = self._lock.window if self._lock is not None else None
        front = locked or self.window
        if front is not None:
            front.setWindowState(front.windowState() & ~Qt.WindowState.WindowMinimized)
            front.show()
            front.raise_()
            front.activateWindow()
        if locked is None and hasattr(self.window, "offer_file"):
            self._offer()

    def _welcome(self) -> None:
        from klimabesog.desktop.pages.welcome import WelcomePage

        page = WelcomePage(self._opening)
        page.opened.connect(self._made)
        self._show_small(page)
        page.name.setFocus()

    def _ask_officer(self, casebook: Casebook) -> None:
        """The data are open (by a passphrase file) but nobody has said who works here."""
        from klimabesog.desktop.pages.welcome import WelcomePage

        page = WelcomePage(self._opening, casebook)
        page.opened.connect(self._made)
        self._show_small(page)
        page.name.setFocus()

    def _locked(self, error: KlimabesogError) -> None:
        from klimabesog.casework.opening import KeyMissing, KeyringMissing, PassphraseNeeded
        from klimabesog.desktop.pages.welcome import TroublePage, UnlockPage

        if isinstance(error, (PassphraseNeeded, KeyMissing)):
            page: QWidget = UnlockPage(self._opening, str(error), recovery=isinstance(error, KeyMissing))
            page.opened.connect(self._made)  # type: ignore[attr-defined]
        else:
            keyring = isinstance(error, KeyringMissing)
            mend = None if keyring or not self._opening.exists else self._mend
            page = TroublePage(str(error), self.start, recovery=keyring, mend=mend)
        self._show_small(page)

    def _mend(self) -> None:
        """Build damaged data again on a worker thread, and open them."""
        from klimabesog.desktop.pages.waiting import WaitPage
        from klimabesog.desktop.tasks import TaskRunner

        self._show_small(WaitPage(_("Reparerer dataene …")))
        task = TaskRunner(self._qt).run(lambda _task: self._opening.mend())
        task.succeeded.connect(lambda said: self._open_again(str(said), failed=False))
        task.failed.connect(lambda error: self._not_mended(error))

    def _not_mended(self, error: Exception) -> None:
        if not isinstance(error, KlimabesogError):
            raise error
        self._locked(error)

    def _made(self, casebook: Casebook, example: str) -> None:
        fresh = not casebook.visits() and not casebook.companies()
        self._show_main(casebook)
        if example:
            self.window.open_example(example)  # type: ignore[union-attr]
        if fresh and self._opening.way != "memory":
            self.window.show_recovery_key()  # type: ignore[union-attr]
        self._offer()

    def _show_small(self, page: QWidget) -> None:
        window = QMainWindow()
        window.setWindowTitle("Klimabesøg")
        window.setCentralWidget(page)
        window.resize(1000, 720)
        centre(window)
        clamp(window)
        self._replace(window)

    def _show_main(self, casebook: Casebook) -> None:
        from klimabesog.desktop.main_window import MainWindow

        self._casebook = casebook
        window = MainWindow(casebook, self._opening, self.theme, self.state)
        window.closed_work_wanted.connect(lambda said, work: self._do_closed(said, work))
        self._replace(window)
        QTimer.singleShot(IDLE_MS, window, lambda: self._listen())
        QTimer.singleShot(IDLE_MS, window, lambda: self._watch())  # a bound method would not be kept

    def _do_closed(self, meanwhile: str, work: Callable[[], str]) -> None:
        """Close the data, work on them on a worker thread, and open them again with the sentence it returns.

        Not begun when what is typed can't be saved.
        """
        from klimabesog.desktop.pages.waiting import WaitPage
        from klimabesog.desktop.tasks import TaskRunner

        window = self.window
        assert window is not None
        self._qt.setQuitOnLastWindowClosed(False)  # the next window comes in a moment
        if self._casebook is None or not window.close():
            self._qt.setQuitOnLastWindowClosed(True)
            return
        self._casebook.close()
        self._casebook = None
        self._show_small(WaitPage(meanwhile))
        runner = TaskRunner(self._qt)
        task = runner.run(lambda _task: work())
        task.succeeded.connect(lambda said: self._open_again(str(said), failed=False))
        task.failed.connect(lambda error: self._open_again(str(error), failed=True, error=error))

    def _open_again(self, said: str, *, failed: bool, error: Exception | None = None) -> None:
        self._qt.setQuitOnLastWindowClosed(True)
        try:
            self._show_main(self._opening.reopen())
        except KlimabesogError as trouble:
            self._locked(trouble)
            return
        window = self.window
        if error is not None and not isinstance(error, KlimabesogError):
            raise error
        (window.warn if failed else window.say)(said)  # type: ignore[union-attr]

    def _listen(self) -> None:
        """Answer later starts with the same data."""
        if self._doorbell is None and self._opening.way != "memory":
            from klimabesog.desktop.doorbell import Doorbell

            self._doorbell = Doorbell(self._opening.data_dir, self._qt)
            self._doorbell.rang.connect(lambda path: self._rung(path))

    def _watch(self) -> None:
        """Lock after idle; not data that are gone with this run, which nobody could unlock."""
        from klimabesog.desktop.lock import IdleWatch, Lock

        window = self.window
        if self._opening.way == "memory" or not hasattr(window, "lock_wanted"):
            return
        if self._idle is None:
            self._idle, self._lock = IdleWatch(self._qt), Lock(self._opening, self._qt)
            self._idle.idle.connect(lambda: self.lock())
            self._lock.unlocked.connect(lambda: self._begin_idle())
            self._lock.unlocked.connect(lambda: self._offer())
        assert window is not None
        window.lock_wanted.connect(lambda: self.lock())  # type: ignore[attr-defined]
        window.lock_time_changed.connect(lambda: self._begin_idle())  # type: ignore[attr-defined]
        self._begin_idle()

    def _begin_idle(self) -> None:
        if self._idle is not None:
            self._idle.set_minutes(self.state.lock_minutes)

    def lock(self) -> None:
        """Put the windows away until the key has been had again; later, if what is typed can't be saved now."""
        window = self.window
        if self._lock is not None and self._idle is not None and window is not None:
            self._idle.set_minutes(0)
            if not self._lock.lock(window.save_all):  # type: ignore[attr-defined]
                self._idle.again()

    def _replace(self, window: QMainWindow) -> None:
        old, self.window = self.window, window
        window.show()
        window.activateWindow()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _say(self, sentence: str) -> None:
        warn = getattr(self.window, "warn", None)
        if warn is not None:
            warn(sentence)
        else:
            print(sentence, file=sys.stderr)

    def _ask(self, error: CprFound) -> None:
        ask = getattr(self.window, "ask_cpr", None)
        if ask is not None:
            ask(error)
        else:
            self._say(str(error))

    def close(self) -> None:
        """Close the data."""
        if self._idle is not None:
            self._qt.removeEventFilter(self._idle)
            self._idle.set_minutes(0)
        if self._casebook is not None:
            self._casebook.close()
        self._opening.close()
