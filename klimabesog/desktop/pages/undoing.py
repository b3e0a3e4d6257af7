"""Ctrl+Z in a text field: its own typing goes first, then the last step of the case."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit


def undo_typing(*, redo: bool) -> bool:
    """Undo or redo in the text field with the focus; False when it has nothing to offer."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        able = field.isRedoAvailable() if redo else field.isUndoAvailable()
    elif isinstance(field, QPlainTextEdit):
        able = field.document().isRedoAvailable() if redo else field.document().isUndoAvailable()
    else:
        return False
    if able:
        field.redo() if redo else field.undo()
    return able
