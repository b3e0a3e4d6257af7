"""Answers that are files: photo, document, sound, video, drawing; given by a button, by dropping or by pasting."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from klimabesog.casework.attachments import MIME_TYPES, accepted_suffixes, is_drawn
from klimabesog.casework.visitviews import Attachment
from klimabesog.desktop.form_view.editors import Editor
from klimabesog.desktop.form_view.opening import open_attachment, save_copy
from klimabesog.desktop.form_view.source import FormSource, Node
from klimabesog.desktop.widgets.base import Frame, Text, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.markup import plain
from klimabesog.desktop.widgets.pen_pad import PenPad
from klimabesog.desktop.widgets.photo_strip import PICTURES, pictures_of
from klimabesog.values.danish import format_number
from klimabesog.values.texts import _

THUMB = QSize(168, 112)
SETTLE_MS = 1200  # a signature has several strokes; it is kept when the pen rests


class FileEditor(Editor):
    """The file that is the answer, with what can be done with it; or the ways to give one."""

    def __init__(self, node: Node, source: FormSource) -> None:
        super().__init__()
        self._source, self._node = source, node
        self._value = ""
        self._shown: Attachment | None = None
        self._pictures = node.kind in ("image", "signature")
        self._label = plain(node.label or "")
        self.setAcceptDrops(True)
        self._pad = self._make_pad() if is_drawn(node) else None
        self._column = vbox(self, 8)
        self._card = FileCard(self._label)
        self._card.open.clicked.connect(lambda _checked=False: self._open())
        self._card.copy.clicked.connect(lambda _checked=False: self._save_copy())
        self._card.replace.clicked.connect(lambda _checked=False: self._choose())
        self._card.remove.clicked.connect(lambda _checked=False: self._remove())
        self._column.addWidget(self._card)
        self._ask = self._make_ask()
        self._column.addWidget(self._ask)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._keep_drawing)

    def _make_ask(self) -> QWidget:
        box = QWidget()
        column = vbox(box, 8)
        if self._pad is not None:
            column.addWidget(self._pad)
        line = QWidget()
        flow = FlowLayout(line, spacing=8)
        self._choose_button = Button(
            _ask(self._node.kind), self._choose, icon="foto" if self._pictures else "import"
        )
        self._choose_button.setAccessibleName(f"{self._label}: {self._choose_button.text()}")
        flow.addWidget(self._choose_button)
        if self._pad is not None:
            self._wipe = Button(_("Ryd"), self._wipe_pad, kind="quiet")
            flow.addWidget(self._wipe)
        words = (
            _("Eller træk et billede hertil, eller sæt ind med Ctrl+V.")
            if self._pictures
            else _("Eller træk en fil hertil. Højst 25 MB.")
        )
        column.addWidget(line)
        column.addWidget(Text(words, "small", "muted"))
        self.setFocusProxy(self._choose_button)
        return box

    def _make_pad(self) -> PenPad:
        pad = PenPad(self._label, 150 if self._node.kind == "signature" else 280)
        pad.drawn.connect(lambda: self._settle.start())
        return pad

    # --- value

    @property
    def value(self) -> str:
        return self._value

    def show_node(self, node: Node) -> None:
        self._node = node
        found = self._source.attachment(node.ref) if node.value else None
        if node.value != self._value or found != self._shown or bool(node.value) != self._card.filled:
            self._value, self._shown = node.value, found
            had_focus = self.isAncestorOf(QApplication.focusWidget() or QWidget())
            self._show_file(node)
            if had_focus:
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._card.show_changes(possible=not node.readonly)
        show_if(self._ask, not node.value and not node.readonly)

    def _show_file(self, node: Node) -> None:
        filled = bool(node.value)
        show_if(self._card, filled)
        self._card.filled = filled
        self.setFocusProxy(self._card.open if filled else self._choose_button)
        if not filled:
            if self._pad is not None:
                self._pad.wipe()
            return
        if self._shown is None:
            self._card.show_missing(node.value)
            self.setFocusProxy(self._card.replace)
            return
        thumb = QPixmap()
        if self._shown.mime.startswith("image/"):
            thumb.loadFromData(self._source.attachment_bytes(node.ref))
        self._card.show_file(self._shown, thumb)

    # --- giving

    def _choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, self._label or _("Vælg fil"), "", self._filter())
        if path:
            self._give(path, "")

    def _filter(self) -> str:
        if self._pictures:
            return f"{_('Billeder')} ({PICTURES})"
        wanted = accepted_suffixes(self._node) or [
            suffix for suffix, mime in MIME_TYPES.items() if mime.startswith(f"{self._node.kind}/")
        ]
        return f"{_('Filer')} ({' '.join('*' + suffix for suffix in wanted)})" if wanted else ""

    def _give(self, given: str | bytes, name: str) -> None:
        if not self._node.readonly:
            self._settle.stop()
            self.file_given.emit(given, name)

    def _keep_drawing(self) -> None:
        if self._pad is not None and not self._pad.blank and not self._value:
            name = _("underskrift.png") if self._node.kind == "signature" else _("tegning.png")
            self._give(self._pad.png(), name)

    def _wipe_pad(self) -> None:
        self._settle.stop()
        if self._pad is not None:
            self._pad.wipe()

    def finish(self) -> None:
        """Keep what is drawn now: the page is left."""
        if self._settle.isActive():
            self._settle.stop()
            self._keep_drawing()

    def _remove(self) -> None:
        self._value, self._shown = "", None
        self.committed.emit()

    def _open(self) -> None:
        if self._shown is not None:
            open_attachment(self, self._shown, self._source.attachment_bytes(self._node.ref))

    def _save_copy(self) -> None:
        if self._shown is not None:
            save_copy(self, self._shown, self._source.attachment_bytes(self._node.ref))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._take(QApplication.clipboard().mimeData())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.next_wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        if not self._node.readonly and (data.hasUrls() or (self._pictures and data.hasImage())):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self._take(event.mimeData())
        event.acceptProposedAction()

    def _take(self, data: QMimeData) -> None:
        given = pictures_of(data) if self._pictures or data.hasUrls() else []
        if given:
            self._give(given[0], "" if isinstance(given[0], str) else _("indsat billede.png"))


class FileCard(Frame):
    """A file: its picture or its name and size, and buttons."""

    def __init__(self, label: str):
        super().__init__("inset", row=True, margins=(10, 10, 10, 10))
        self.filled = False
        self._thumb = QLabel()
        self._thumb.setAccessibleName(label)
        self._name = Text("", "strong")
        self._size = Text("", "small", "muted")
        self.open = Button(_("Åbn"))
        self.copy = Button(_("Gem kopi"), kind="quiet")
        self.replace = Button(_("Erstat"), kind="quiet")
        self.remove = Button(_("Fjern"), kind="quiet", icon="slet")
        for button in (self.open, self.copy, self.replace, self.remove):
            button.setAccessibleName(f"{label}: {button.text()}")
        words = vbox(spacing=2)
        words.addWidget(self._name)
        words.addWidget(self._size)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=4)
        for button in (self.open, self.copy, self.replace, self.remove):
            flow.addWidget(button)
        words.addWidget(buttons)
        words.addStretch(1)
        self.body.addWidget(self._thumb, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(words, 1)
        self.hide()

    def show_file(self, file: Attachment, thumb: QPixmap) -> None:
        """Show what is kept."""
        self._name.setText(file.name)
        self._size.setText(size_text(file.size))
        show_if(self._thumb, not thumb.isNull())
        show_if(self.open, True)
        show_if(self.copy, True)
        if not thumb.isNull():
            ratio = self.devicePixelRatioF()
            small = thumb.scaled(
                THUMB * ratio,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            small.setDevicePixelRatio(ratio)
            self._thumb.setPixmap(small)

    def show_missing(self, name: str) -> None:
        """The answer names a file whose content is not here."""
        self._name.setText(name)
        self._size.setText(_("Filen er ikke på denne computer endnu."))
        for widget in (self._thumb, self.open, self.copy):
            show_if(widget, False)

    def show_changes(self, *, possible: bool) -> None:
        """Offer to replace and remove, or not."""
        show_if(self.replace, possible)
        show_if(self.remove, possible)


def _ask(kind: str) -> str:
    return {
        "image": _("Vælg billede"),
        "audio": _("Vælg lydfil"),
        "video": _("Vælg video"),
        "signature": _("Vælg billede af underskriften"),
    }.get(kind, _("Vælg fil"))


def size_text(size: int) -> str:
    """A file's size as a Dane reads it: "312 kB", "4,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{format_number(size / 1e6, 1)} MB"
