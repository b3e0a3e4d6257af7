"""The recovery key: shown to be printed or saved, and kept apart from the laptop."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QTextDocument
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.texts import _


class RecoveryDialog(Dialog):
    """The key in groups."""

    def __init__(self, parent: QWidget, key: str):
        super().__init__(parent, _("Gendannelsesnøgle"), width=620)
        self._key = key
        self.body.addWidget(
            Text(
                _(
                    "Uden denne nøgle er dine data tabt, hvis computeren går i stykker eller din bruger nulstilles."
                ),
                "body",
            )
        )
        card = Frame("inset")
        shown = QLabel(key)
        shown.setWordWrap(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(self.font().pixelSize() + 2)
        shown.setFont(font)
        shown.setAccessibleName(_("Gendannelsesnøgle"))
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        card.add(shown)
        self.body.addWidget(card)
        self.body.addWidget(
            Text(
                _(
                    "Print den, og læg den et sikkert sted, ikke sammen med computeren. "
                    "Den, der har nøglen, kan læse alt."
                ),
                "small",
                "muted",
            )
        )
        self.foot.addWidget(Button(_("Print"), self.print_key, icon="print"))
        self.foot.addWidget(Button(_("Gem som fil"), self.save_key, icon="gem"))
        done = Button(_("Jeg har gemt den"), self.accept, kind="primary")
        self.add_buttons(done)
        done.setFocus()

    def text(self) -> str:
        """What is printed or saved."""
        return (
            _("Klimabesøg: gendannelsesnøgle")
            + f"\n\n{self._key}\n\n"
            + _("Opbevares adskilt fra computeren.")
            + "\n"
        )

    def print_key(self) -> None:
        """One page on the user's printer."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter()
        if QPrintDialog(printer, self).exec():
            document = QTextDocument(self.text())
            document.print_(printer)

    def save_key(self) -> None:
        """A text file, where the user says."""
        from klimabesog.casework.saving import save_file

        path, _filter = QFileDialog.getSaveFileName(self, _("Gem nøglen"), "gendannelsesnoegle.txt")
        if path:
            save_file(Path(path), self.text().encode("utf-8"))
