"""A text field whose text is kept while it is typed: shortly after the last key, and when the field is left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer

from klimabesog.desktop.widgets.fields import TextField, as_typed

KEPT_AFTER_MS = 600


class Written(TextField):
    """`keep(text)` is called when the text is another than what was shown."""

    def __init__(self, name: str, keep: Callable[[str], object], placeholder: str = "", *, lines: int = 2):
        super().__init__("", name, placeholder, lines=lines)
        self._keep, self._known = keep, ""
        self._timer = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._timer.timeout.connect(self.save)
        self.textChanged.connect(self._typed)
        self.left.connect(self.save)

    def show_text(self, text: str) -> None:
        """Show what is kept; what is being typed stays."""
        if self.hasFocus() and self.toPlainText().strip() != self._known.strip():
            return
        self._known = as_typed(text)
        if self._known.strip() != self.toPlainText().strip():
            self.set_text(text)
        self._timer.stop()

    def save(self) -> None:
        """Keep what was typed."""
        self._timer.stop()
        text = self.toPlainText().strip()
        if text != self._known.strip():
            self._keep(text)
            self._known = text

    def _typed(self) -> None:
        if self.hasFocus():
            self._timer.start()
