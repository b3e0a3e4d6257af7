"""Opening a file that is an answer: pictures in the window, documents in their program, anything else as a copy."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from klimabesog.casework.saving import save_file
from klimabesog.casework.visitviews import Attachment
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

DOCUMENTS = (
    "application/pdf",
    "application/vnd.openxmlformats-",
    "text/plain",
    "text/csv",
    "audio/",
    "video/",
)
"""Content that is opened in its own program. A program or a script is only ever saved as a copy."""

_folder: Path | None = None


def open_attachment(parent: QWidget, file: Attachment, data: bytes) -> None:
    """Show a picture, or hand a document to its program."""
    if file.mime.startswith("image/"):
        PictureDialog(parent, file.name, data).open()
    elif file.mime.startswith(DOCUMENTS):
        path = private_folder() / file.sha256[:12] / Path(file.name).name
        path.parent.mkdir(exist_ok=True)
        save_file(path, data)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            raise InputError(_("Intet program kan åbne {name}. Gem en kopi.").format(name=file.name))
    else:
        save_copy(parent, file, data)


def save_copy(parent: QWidget, file: Attachment, data: bytes) -> None:
    """Let the person choose where a copy goes."""
    path, _filter = QFileDialog.getSaveFileName(parent, _("Gem kopi"), Path(file.name).name)
    if path:
        save_file(Path(path), data)


def private_folder() -> Path:
    """A folder that only this user can read, gone when the program ends: what is opened lies there in the clear."""
    global _folder
    if _folder is None or not _folder.exists():
        _folder = Path(tempfile.mkdtemp(prefix="klimabesog-"))
        atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    return _folder


class PictureDialog(Dialog):
    """One picture, as large as the window allows."""

    def __init__(self, parent: QWidget, name: str, data: bytes):
        super().__init__(parent, name, width=680)
        pixmap = QPixmap()
        pixmap.loadFromData(data)
        room = parent.window().size() - QSize(160, 240)
        ratio = self.devicePixelRatioF()
        scaled = pixmap.scaled(
            room.expandedTo(QSize(320, 240)).boundedTo(pixmap.size()) * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        label = QLabel()
        label.setPixmap(scaled)
        label.setAccessibleName(name)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.body.addWidget(label, 1)
        self.add_buttons(Button(_("Luk"), self.accept, kind="primary"))
