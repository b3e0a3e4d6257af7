"""Sharing without a shared folder: a file taken in, and a file written for a stick or a mail."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _

FILES = "Klimabesøg (*.klimabesog)"


class FileSharing(QWidget):
    """The two buttons, on the card of the shared folder."""

    def __init__(self, shell: Shell):
        super().__init__()
        self._shell = shell
        column = vbox(self, 8)
        words = _("Uden fælles mappe: tag en krypteret fil med på en USB-nøgle, eller send den med mail.")
        column.addWidget(Text(words, "body"))
        line = hbox(spacing=10)
        self.take = Button(_("Hent fra fil …"), self._take, icon="import")
        self.save = Button(_("Gem til fil …"), self._save, icon="gem")
        line.addWidget(self.take)
        line.addWidget(self.save)
        line.addStretch(1)
        column.addLayout(line)

    def _take(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Hent fra fil"), "", FILES)
        if path:
            self._shell.offer_file(Path(path))

    def _save(self) -> None:
        from klimabesog.desktop.pages.file_send import SendDialog

        SendDialog(self._shell.window(), self._shell).open()
