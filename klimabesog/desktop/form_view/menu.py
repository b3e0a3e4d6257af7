"""What else can be done with a question or a row: ask later, comment, history; rows before and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from klimabesog.values.texts import _


class RowMenu(QMenu):
    """What can be done with a row."""

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def add_row_actions(self) -> tuple[QAction, QAction, QAction]:
        """Add a row before, after, and remove this one."""
        if self.actions():
            self.addSeparator()
        return (
            self.addAction(_("Indsæt række før")),
            self.addAction(_("Indsæt række efter")),
            self.addAction(_("Fjern rækken")),
        )


class QuestionMenu(RowMenu):
    """What can be done with a question."""

    def __init__(self, parent: QWidget, *, later: bool, commented: bool):
        super().__init__(parent)
        self.later = self.addAction(
            _("Spørges senere: fjern mærket\tCtrl+L") if later else _("Spørg senere\tCtrl+L")
        )
        self.comment = self.addAction(_("Ret kommentar\tCtrl+K") if commented else _("Kommentar\tCtrl+K"))
        self.history = self.addAction(_("Historik\tCtrl+H"))
