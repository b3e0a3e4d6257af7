"""Settings of how documents look: the municipality's logo and colour, for all laptops."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QColorDialog, QFileDialog, QWidget

from klimabesog.casework.letterhead import (
    colour_of,
    keep_colour,
    keep_logo,
    logo_of,
    printed_colour,
    remove_logo,
)
from klimabesog.casework.settings import settings
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.fields import LineField
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

SIZE = QSize(240, 72)


class LogoPicture(QWidget):
    """The logo on white, as it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._drawing: QSvgRenderer | None = None
        self.setFixedSize(SIZE)
        self.setAccessibleName(_("Kommunens logo"))

    def show_logo(self, data: bytes | None) -> None:
        """Show a PNG or an SVG."""
        raster = data is not None and data.startswith(b"\x89PNG")
        self._image = QImage.fromData(QByteArray(data)) if data is not None and raster else QImage()
        self._drawing = QSvgRenderer(QByteArray(data)) if data is not None and not raster else None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        size = self._drawing.defaultSize() if self._drawing is not None else self._image.size()
        if size.isEmpty():
            return
        fitted = size.scaled(self.size() - QSize(16, 16), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(8, (self.height() - fitted.height()) / 2, fitted.width(), fitted.height())
        if self._drawing is not None:
            self._drawing.render(painter, box)
        else:
            painter.drawImage(box, self._image)


class Swatch(QWidget):
    """A colour as it is printed."""

    def __init__(self) -> None:
        super().__init__()
        self.colour = "#000000"
        self.setFixedSize(40, 40)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.colour))
        painter.drawRoundedRect(self.rect(), 6, 6)


class LetterheadCard(Frame):
    """Logo and colour of every document; kept at once, and shared with the colleagues."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._shell, self._desk = shell, shell.casebook.desk
        said = _("Logo og farve på rapporter, breve og aftaler. Gælder for hele kommunen.")
        self.add(Text(_("Dokumenternes udseende"), "heading"), Text(said, "body", "muted"))
        self._add_logo()
        self._add_colour()
        self._problem = Text("", "small", "danger")
        self.add(self._problem)
        self.refresh()

    def _add_logo(self) -> None:
        self.picture = LogoPicture()
        self.none = Text(_("Intet logo: kommunens navn står der i stedet."), "small", "muted")
        self.choose = Button(_("Vælg logo …"), self._choose_logo, icon="import")
        self.remove = Button(_("Fjern logoet"), self._remove_logo, kind="quiet")
        line = hbox(spacing=10)
        for widget in (self.choose, self.remove):
            line.addWidget(widget)
        line.addStretch(1)
        self.add(Text(_("Logo"), "small-strong"), self.picture, self.none)
        self.body.addLayout(line)
        self.add(Text(_("PNG, eller SVG med kun streger, flader og farver."), "small", "muted"))

    def _add_colour(self) -> None:
        self.colour = LineField(name=_("Farve"), placeholder="#0a6b4d")
        self.colour.setMaximumWidth(140)
        self.colour.left.connect(self.keep)
        self.swatch = Swatch()
        self.pick = Button(_("Vælg farve …"), self._pick)
        title = Text(_("Farve"), "small-strong")
        title.setBuddy(self.colour)
        line = hbox(spacing=10)
        for widget in (self.swatch, self.colour, self.pick):
            line.addWidget(widget)
        line.addStretch(1)
        self.add(title)
        self.body.addLayout(line)
        self.note = Text("", "small", "muted")
        self.add(self.note)

    def refresh(self) -> None:
        """Show what holds now; what is being typed stays."""
        known, logo = settings(self._desk), logo_of(self._desk)
        self.picture.show_logo(logo)
        show_if(self.none, logo is None)
        for widget in (self.picture, self.remove):
            show_if(widget, logo is not None)
        if not self.colour.hasFocus():
            self.colour.setText(known.colour)
        self.swatch.colour, darkened = printed_colour(known.colour)
        self.swatch.update()
        self.note.setText(_note(known.colour, self.swatch.colour, darkened))
        self._say("")

    def keep(self) -> None:
        """Keep the colour that was typed when it is another, or say what is wrong with it."""
        try:
            typed = colour_of(self.colour.text())
            if typed != settings(self._desk).colour:
                keep_colour(self._desk, typed)
        except InputError as error:
            self._say(str(error))
            return
        self.colour.setText(typed)
        self.refresh()

    def use_logo(self, path: Path) -> None:
        """Use the logo in a file, or say what is wrong with it."""
        try:
            keep_logo(self._desk, path.read_bytes())
        except InputError as error:
            self._say(str(error))
        except OSError:
            self._say(_("Filen kan ikke læses. Vælg en anden."))
        else:
            self.refresh()

    def use_colour(self, colour: str) -> None:
        """Use a colour that was picked."""
        self.colour.setText(colour)
        self.keep()

    def _choose_logo(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, _("Vælg logo"), "", _("Billeder (*.png *.svg)"))
        if path:
            self.use_logo(Path(path))

    def _remove_logo(self) -> None:
        """Taken away at once; what was there comes back with one press."""
        before = logo_of(self._desk)
        remove_logo(self._desk)
        self.refresh()

        def back() -> None:
            if before is not None:
                keep_logo(self._desk, before)
                self.refresh()

        self._shell.say(_("Logoet er fjernet."), back)

    def _pick(self) -> None:
        dialog = QColorDialog(QColor(self.swatch.colour), self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Vælg farve"))
        dialog.colorSelected.connect(lambda colour: self.use_colour(colour.name()))
        dialog.open()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        show_if(self._problem, bool(sentence))


def _note(colour: str, printed: str, darkened: bool) -> str:
    """What documents make of the colour."""
    if not colour:
        return _("Tom: programmets grønne.")
    if darkened:
        words = _("{colour} kan ikke læses på hvidt. Dokumenterne bruger {printed}, som er mørkere.")
        return words.format(colour=colour, printed=printed)
    return _("Farven kan læses på hvidt og bruges, som den er.")
