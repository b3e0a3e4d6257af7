"""The floor of the start: a bare window with the Qt modules that the app uses. Prints ms since its process began."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

STARTED = float(sys.argv[1])


class Window(QMainWindow):
    """Says when it is first painted."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first one ends the measurement."""
        super().paintEvent(event)
        print((time.time() - STARTED) * 1000, flush=True)
        QTimer.singleShot(0, app.quit)


app = QApplication([])
QSvgRenderer()
window = Window()
window.setCentralWidget(QLabel("Klimabesøg"))
window.resize(1200, 720)
window.show()
app.exec()
