"""One photo: large, with its caption and the text for those who cannot see it; may be moved or removed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Photo
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.words import when
from klimabesog.values.texts import _


class PhotoDialog(Dialog):
    """Look at a photo and say what it shows."""

    def __init__(self, parent: QWidget, visit: Visit, photo: Photo, removed: Callable[[], object]):
        super().__init__(parent, _("Foto"), width=680)
        self._visit, self._photo, self._removed = visit, photo, removed
        self.body.addWidget(self._picture())
        if photo.taken:
            self.body.addWidget(
                Text(_("Taget {when}").format(when=when(photo.taken[:10], photo.taken)), "small", "muted")
            )
        self.caption = Entry(_("Billedtekst (kommer i rapporten)"))
        self.caption.line.setText(photo.caption)
        self.alt = Entry(
            _("Beskrivelse for den, der ikke kan se billedet"),
            _("Fx: To kompressorer i kælderen, den ene uden kappe"),
        )
        self.alt.line.setText(photo.alt_text)
        self.finding = self._findings()
        self.body.addWidget(self.caption)
        self.body.addWidget(self.alt)
        self.body.addWidget(Text(_("Hører til"), "small-strong"))
        self.body.addWidget(self.finding)
        self.foot.addWidget(Button(_("Fjern fotoet"), self._remove, kind="danger", icon="slet"))
        self.add_buttons(Button(_("Færdig"), self.accept, kind="primary"))

    def _picture(self) -> QLabel:
        label = QLabel()
        pixmap = QPixmap()
        pixmap.loadFromData(self._visit.thumbnail(self._photo.sha256, 1200))
        ratio = self.devicePixelRatioF()
        scaled = pixmap.scaled(
            round(630 * ratio),
            round(300 * ratio),
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        label.setPixmap(scaled)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setAccessibleName(self._photo.alt_text or self._photo.caption or _("Foto"))
        return label

    def _findings(self) -> Combo:
        combo = Combo(_("Hører til"))
        combo.addItem(_("Intet fund (løst billede)"), None)
        for finding in self._visit.all_findings():
            place = f" ({finding.place})" if finding.place else ""
            combo.addItem(f"{finding.checkpoint} {finding.label}{place}", finding.id)
        combo.setMaximumWidth(16_777_215)
        combo.setCurrentIndex(max(0, combo.findData(self._photo.finding)))
        return combo

    def done(self, result: int) -> None:
        self._save()
        super().done(result)

    def _save(self) -> None:
        fresh = {
            "caption": self.caption.text,
            "alt_text": self.alt.text,
            "finding": self.finding.currentData(),
        }
        changed = {name: value for name, value in fresh.items() if value != getattr(self._photo, name)}
        if changed and any(photo.id == self._photo.id for photo in self._visit.photos()):
            self._visit.save_photo(self._photo.id, **changed)

    def _remove(self) -> None:
        self._visit.remove_photo(self._photo.id)
        self._removed()
        self.accept()
