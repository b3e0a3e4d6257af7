"""The real app on a data folder; prints ms since its process began, when its list is filled and painted."""

import sys
import time

STARTED, FOLDER = float(sys.argv[1]), sys.argv[2]

from klimabesog import cli  # noqa: E402 - the start of the clock comes first


def watch() -> None:
    """The main window says when it has been painted with its page filled."""
    from klimabesog.desktop import main_window  # noqa: I001 - first, as in the app
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication

    class Watched(main_window.MainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            if self.page is not None:
                QTimer.singleShot(0, self._done)

        def _done(self) -> None:
            print((time.time() - STARTED) * 1000, flush=True)
            QApplication.instance().quit()  # type: ignore[union-attr]

    main_window.MainWindow = Watched  # type: ignore[misc]


def disable_and_watch() -> None:
    """The first thing that the command does on its way to the window is to put off the garbage collection."""
    disable()
    watch()


disable, cli.gc.disable = cli.gc.disable, disable_and_watch
sys.exit(cli.main(["--data-dir", FOLDER]))
