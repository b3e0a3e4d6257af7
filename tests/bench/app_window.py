"""The real app on a data folder; prints ms since its process began, when its list is filled and painted."""

import sys
import time
from pathlib import Path

STARTED, FOLDER = float(sys.argv[1]), Path(sys.argv[2])

from klimabesog.cli import prepare_start  # noqa: E402 - the start of the clock comes first

prepare_start()

from PySide6.QtCore import QTimer  # noqa: E402
from PySide6.QtGui import QPaintEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from klimabesog.desktop import app, main_window  # noqa: E402


class Watched(main_window.MainWindow):
    """The main window that says when it has been painted with its page filled."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first one after the page is shown ends the measurement."""
        super().paintEvent(event)
        if self.page is not None:
            QTimer.singleShot(0, self._done)

    def _done(self) -> None:
        print((time.time() - STARTED) * 1000, flush=True)
        QApplication.instance().quit()  # type: ignore[union-attr]


main_window.MainWindow = Watched  # type: ignore[misc]
sys.exit(app.run([], data_dir=FOLDER))
