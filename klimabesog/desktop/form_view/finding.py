"""The finding area beneath a checkpoint: place, printed and internal text, photos, measures to calculate."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QWidget

from klimabesog.casework.visitviews import Finding, Photo
from klimabesog.desktop.form_view.autosave import Autosave
from klimabesog.desktop.form_view.source import FindingSource, MeasureLine
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import WhyButton
from klimabesog.desktop.widgets.feedback import IconPicture
from klimabesog.desktop.widgets.fields import LineField, TextField, as_typed
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.photo_strip import PhotoStrip, Thumb
from klimabesog.values.texts import _


class PlaceChip(QWidget):
    """ "+ Sted" or the place's name; pressing it opens a line to type in.

    Signals:
        changed(str)
    """

    changed = Signal(str)

    def __init__(self, places: Callable[[], list[str]]):
        super().__init__()
        self._places = places
        self._place = ""
        self._chip = Button(_("Sted"), kind="chip", icon="plus", clicked=self.edit, name=_("Tilføj sted"))
        self._line = LineField("", _("Sted"), _("Fx Hal 2"))
        self._line.setFixedWidth(200)
        self._line.hide()
        self._line.left.connect(self._done)
        layout = hbox(self, 0)
        layout.addWidget(self._chip)
        layout.addWidget(self._line)

    @property
    def place(self) -> str:
        return self._place

    def show_place(self, place: str) -> None:
        """Show the stored place."""
        self._place = place
        self._chip.setText(place or _("Sted"))
        self._chip.setAccessibleName(_("Sted: {place}").format(place=place) if place else _("Tilføj sted"))
        self._chip.set_icon("sted" if place else "plus")

    def edit(self) -> None:
        """Let the user type the place; places named before are offered."""
        self._line.setCompleter(QCompleter(self._places(), self._line))
        self._line.setText(self._place)
        self._chip.hide()
        self._line.show()
        self._line.setFocus()

    def _done(self) -> None:
        if self._line.isHidden():
            return
        text = self._line.text().strip()
        had_focus = self._line.hasFocus()
        self._chip.show()
        self._line.hide()
        if had_focus:
            self._chip.setFocus()
        if text != self._place:
            self.show_place(text)
            self.changed.emit(text)


class FindingText(QWidget):
    """A text of a finding with a badge that says where it goes.

    Signals:
        edited(), left()
    """

    edited = Signal()
    left = Signal()

    def __init__(self, name: str, placeholder: str, badge: str, tone: str):
        super().__init__()
        self._field = TextField("", name, placeholder, lines=1)
        self._quiet = False
        self._stored = ""
        layout = vbox(self, 3)
        layout.addWidget(self._field)
        layout.addWidget(Badge(badge, tone))
        self.setFocusProxy(self._field)
        self._field.textChanged.connect(lambda: None if self._quiet else self.edited.emit())
        self._field.left.connect(self.left)

    @property
    def text(self) -> str:
        return self._field.toPlainText()

    def is_typing(self) -> bool:
        """Whether the cursor stands in it."""
        return self._field.hasFocus()

    def show_text(self, text: str) -> None:
        """Show the stored text, unless something else is typed that is not stored yet."""
        typed = self._field.toPlainText() != self._stored
        self._stored = as_typed(text)
        if self._field.hasFocus() or typed:
            return
        self._quiet = True
        self._field.set_text(text)
        self._quiet = False


class MeasureRow(Frame):
    """A measure to calculate, or one that is: title, result and a button; `why` tells where the result comes from."""

    def __init__(
        self,
        title: str,
        result: str,
        button: str,
        act: Callable[[], object],
        why: Callable[[], object] | None = None,
    ):
        super().__init__("info", row=True, margins=(14, 8, 10, 8))
        self.body.addWidget(IconPicture("paere", "info", 22))
        words = vbox(spacing=0)
        words.addWidget(Text(title, "strong"))
        if result:
            words.addWidget(Text(result, "small", "muted"))
        self.body.addLayout(words, 1)
        if why is not None:
            self.body.addWidget(WhyButton(why, f"{title}: {result}"))
        self.body.addWidget(Button(button, act, name=f"{button}: {title}"))


class FindingArea(QWidget):
    """One finding.

    Signals:
        edited(): text is being typed and must be saved soon.
        another_wanted(): "+ Fund mere".
        remove_wanted()
        changed(): something was stored; counts may differ.
    """

    edited = Signal()
    another_wanted = Signal()
    remove_wanted = Signal()
    changed = Signal()

    def __init__(self, source: FindingSource, finding: Finding):
        super().__init__()
        self._source = source
        self._finding = finding
        self._measures_shown: object = None
        self._autosave = Autosave(self)
        layout = vbox(self, 9)
        self._place = PlaceChip(lambda: list(source.places()))
        self._place.changed.connect(lambda text: self._save(place=text))
        layout.addWidget(self._chips())
        self._printed = FindingText(
            _("Fundet, som det står i rapporten"),
            _("Hvad så I? Skriv det, som virksomheden skal læse det."),
            _("Kommer i rapporten"),
            "good",
        )
        self._internal = FindingText(_("Intern note"), _("Kun til jer selv."), _("Kun internt"), "neutral")
        for text in (self._printed, self._internal):
            text.edited.connect(self.edited)
            text.left.connect(self.save_texts)
            layout.addWidget(text)
        self._internal.hide()
        self._photos = PhotoStrip(_("Fotos til fundet"))
        self._photos.added.connect(self._add_photos)
        self._photos.opened.connect(source.open_photo)
        layout.addWidget(self._photos)
        self._measures = vbox(spacing=8)
        layout.addLayout(self._measures)
        self.show_finding(finding)

    def _chips(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, spacing=8)
        self._note_chip = Button(_("Intern note"), self._open_note, kind="chip", icon="plus")
        self._more_chip = Button(_("Fund mere"), self.another_wanted.emit, kind="chip", icon="plus")
        self._remove_chip = Button(_("Fjern fundet"), self.remove_wanted.emit, kind="chip", icon="slet")
        self.help_chip = Button("", lambda: self._source.show_help(self._finding), kind="chip", icon="info")
        for widget in (self._place, self._note_chip, self._more_chip, self._remove_chip, self.help_chip):
            flow.addWidget(widget)
        return box

    @property
    def finding(self) -> Finding:
        return self._finding

    def show_finding(self, finding: Finding) -> None:
        """Take over what is stored."""
        self._finding = finding
        self._place.show_place(finding.place)
        self._printed.show_text(finding.printed)
        self._internal.show_text(finding.internal)
        note_open = bool(finding.internal) or self._internal.isVisibleTo(self)
        show_if(self._internal, note_open)
        show_if(self._note_chip, not note_open)
        show_if(self._remove_chip, finding.order > 1)
        count = self._source.count_help(finding)
        self.help_chip.rename(_("Tilskud og hjælp ({n})").format(n=count))
        show_if(self.help_chip, bool(count))
        self._photos.show_photos([self._thumb(photo) for photo in finding.photos])
        self._show_measures()

    def _thumb(self, photo: Photo) -> Thumb:
        name = photo.caption or photo.alt_text or _("Foto")
        return Thumb(photo.id, name, lambda: self._source.thumbnail(photo.sha256), bool(photo.alt_text))

    def _show_measures(self) -> None:
        done = tuple(self._source.measures(self._finding))
        offers = () if done else tuple(self._source.suggestions(self._finding))
        if (done, offers) == self._measures_shown:
            return
        self._measures_shown = (done, offers)
        empty(self._measures)
        for line in done:
            self._measures.addWidget(self._measure_row(line))
        for form_id, title in offers:
            self._measures.addWidget(self._offer_row(form_id, title))

    def _measure_row(self, line: MeasureLine) -> MeasureRow:
        source, instance = self._source, line.instance
        return MeasureRow(
            line.title,
            line.result,
            _("Åbn"),
            lambda: source.open_measure(instance),
            (lambda: source.explain_measure(instance)) if line.has_figures else None,
        )

    def _offer_row(self, form_id: str, title: str) -> MeasureRow:
        return MeasureRow(
            title, "", _("Regn på det"), lambda: self._source.start_measure(form_id, self._finding)
        )

    def _open_note(self) -> None:
        self._internal.show()
        self._note_chip.hide()
        self._internal.setFocus()

    def _add_photos(self, given: list[str | bytes]) -> None:
        self.save_texts()
        self._source.add_photos(given, self._finding)
        self.changed.emit()

    def save_soon(self) -> None:
        """Save what is typed within two seconds (where no form view does it)."""
        self._autosave.touch(self, self.save_texts)

    def save_texts(self) -> None:
        """Store the texts that differ from what is stored."""
        texts = {"printed": self._printed.text, "internal": self._internal.text}
        fresh = {name: text for name, text in texts.items() if text != as_typed(getattr(self._finding, name))}
        if fresh:
            self._save(**fresh)

    def _save(self, **texts: str) -> None:
        self._source.save_finding(self._finding, **texts)
        self.changed.emit()
