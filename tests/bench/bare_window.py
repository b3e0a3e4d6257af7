"""The floor of the start: a bare window with the Qt modules that the app uses. Prints ms since its process began.

It centres its label, because PySide6 builds the names of `Qt` when the first of them is used, which every program
with a layout does (40 ms here).
"""

import sys
import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

STARTED = float(sys.argv[1])


class Window(QMainWindow):
    """Says when it is first painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first one ends the measurement."""
        super().paintEvent(event)
        QTimer.singleShot(0, self._done)

    def _done(self) -> None:
        print((time.time() - STARTED) * 1000, flush=True)
        app.quit()


app = QApplication([])
QSvgRenderer()
window = Window()
window.setCentralWidget(QLabel("Klimabesøg", alignment=Qt.AlignmentFlag.AlignCenter))
window.resize(1200, 720)
window.show()
app.exec()
