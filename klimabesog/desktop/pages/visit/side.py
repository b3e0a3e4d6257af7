"""Notes, "Spørg senere" and photos at the right of a visit."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Note, QuestionHit
from klimabesog.casework.wayfinding import Lists
from klimabesog.desktop.form_view.autosave import Autosave
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.pages.visit.source import Thumbs
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.desktop.widgets.photo_strip import PhotoStrip, Thumb
from klimabesog.values import danish
from klimabesog.values.texts import _


class NoteCard(Frame):
    """One note: its time, where it goes, its text; saved while typed.

    Signals:
        removed(str): the note's id.
    """

    removed = Signal(str)

    def __init__(self, visit: Visit, note: Note, autosave: Autosave):
        super().__init__("inset", margins=(10, 4, 4, 8))
        self.body.setSpacing(2)
        self._visit, self.note, self._autosave = visit, note, autosave
        head = hbox(spacing=6)
        head.addWidget(Text(danish.format_time(note.time) if note.time else "", "small", "muted", wrap=False))
        self._goes = Button(kind="quiet", clicked=self._toggle)
        self._goes.setProperty("role", "small")
        head.addWidget(self._goes)
        head.addStretch(1)
        head.addWidget(
            Button(kind="icon", icon="slet", name=_("Slet noten"), clicked=lambda: self.removed.emit(note.id))
        )
        self.body.addLayout(head)
        self._text = TextField(note.text, _("Note"), lines=1)
        self._text.textChanged.connect(lambda: autosave.touch(self, self.save))
        self._text.left.connect(self.save)
        right = hbox()
        right.setContentsMargins(0, 0, 6, 0)
        right.addWidget(self._text)
        self.body.addLayout(right)
        self._show_goes()

    def _show_goes(self) -> None:
        self._goes.setText(_("Kommer i rapporten") if self.note.printed else _("Kun internt"))
        self._goes.setToolTip(_("Skift, hvor noten kommer hen"))

    def show_note(self, note: Note) -> None:
        """Take over what is stored."""
        self.note = note
        self._show_goes()
        if not self._text.hasFocus():
            self._text.set_text(note.text)

    def take_focus(self) -> None:
        """Put the cursor into the text."""
        self._text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Store the text when it differs."""
        self._autosave.forget(self)
        text = self._text.toPlainText()
        if text != self.note.text and text.strip():
            self._visit.save_note(text, printed=self.note.printed, id=self.note.id)

    def _toggle(self) -> None:
        self._visit.save_note(self._text.toPlainText(), printed=not self.note.printed, id=self.note.id)


class SidePanel(Frame):
    """The panel.

    Signals:
        jumped(str, str): form and ref of a question.
        opened_photo(str)
        inbox_wanted()
        photos_given(list)
        note_removed(str)
    """

    jumped = Signal(str, str)
    opened_photo = Signal(str)
    inbox_wanted = Signal()
    photos_given = Signal(list)
    note_removed = Signal(str)

    def __init__(self, visit: Visit, thumbs: Thumbs):
        super().__init__("side-right", margins=(0, 0, 0, 0))
        self._visit, self._thumbs = visit, thumbs
        self._autosave = Autosave(self)
        content = QWidget()
        column = vbox(content, 10)
        column.setContentsMargins(14, 14, 14, 18)
        head = hbox(spacing=8)
        head.addWidget(Text(_("Noter"), "heading", wrap=False))
        head.addWidget(Badge(_("Kun internt")))
        head.addStretch(1)
        column.addLayout(head)
        self.entry = TextField("", _("Ny note"), _("Skriv en note …"), lines=3)
        self.entry.textChanged.connect(lambda: self._autosave.touch(self, self._save_new))
        self.entry.left.connect(self._finish_new)
        column.addWidget(self.entry)
        self._new: str | None = None
        self._later_shown: list[QuestionHit] | None = None
        self._notes = vbox(spacing=8)
        column.addLayout(self._notes)
        self._cards: dict[str, NoteCard] = {}
        self._later_head = Text("", "heading", wrap=False)
        column.addWidget(self._later_head)
        self._later = vbox(spacing=0)
        column.addLayout(self._later)
        self._comments_head = Text("", "heading", wrap=False)
        column.addWidget(self._comments_head)
        self._comments = vbox(spacing=0)
        column.addLayout(self._comments)
        self._comments_shown: tuple[QuestionHit, ...] = ()
        column.addLayout(self._photo_head())
        self._photos = PhotoStrip(_("Besøgets fotos"), tile=QSize(76, 56))
        self._photos.added.connect(self.photos_given)
        self._photos.opened.connect(self.opened_photo)
        column.addWidget(self._photos)
        column.addStretch(1)
        self.body.addWidget(Scroll(content))

    def _photo_head(self) -> hbox:  # type: ignore[valid-type]
        line = hbox(spacing=8)
        self._photo_title = Text("", "heading", wrap=False)
        line.addWidget(self._photo_title)
        line.addStretch(1)
        line.addWidget(Button(_("Fra telefon"), self.inbox_wanted.emit, kind="quiet", icon="telefon"))
        return line

    def fit(self) -> None:
        """A width for the text size in use."""
        self.setFixedWidth(min(420, max(268, self.fontMetrics().averageCharWidth() * 36)))

    def refresh(self, lists: Lists | None = None) -> None:
        """Read notes, comments, questions for later and photos anew; `lists` when they are at hand."""
        self._show_notes([note for note in self._visit.notes() if note.id != self._new])
        lists = lists or self._visit.lists()
        self._show_comments(lists.comments)
        later = list(lists.later)
        self._later_head.setText(_("Spørg senere {n}").format(n=len(later) or ""))
        self._show_later(later)
        photos = self._visit.photos()
        self._photo_title.setText(_("Fotos {n}").format(n=len(photos) or ""))
        self._photos.show_photos(
            [
                Thumb(
                    p.id,
                    p.caption or p.alt_text or _("Foto"),
                    partial(self._thumbs.small, p.sha256),
                    bool(p.alt_text),
                )
                for p in photos
            ]
        )

    def _show_later(self, later: list[QuestionHit]) -> None:
        if later == self._later_shown:
            return
        self._later_shown = later
        empty(self._later)
        for hit in later:
            button = RowButton("", hit.label)
            button.clicked.connect(lambda _checked=False, hit=hit: self.jumped.emit(hit.form, hit.ref))
            self._later.addWidget(button)
        if not later:
            words = _("Intet. Uret på et spørgsmål (Ctrl+L) sætter det her.")
            self._later.addWidget(Text(words, "small", "muted"))

    def _show_comments(self, comments: tuple[QuestionHit, ...]) -> None:
        """The comments on questions, each a way to its question; nothing at all while there are none."""
        self._comments_head.setText(_("Kommentarer {n}").format(n=len(comments)))
        show_if(self._comments_head, bool(comments))
        if comments == self._comments_shown:
            return
        self._comments_shown = comments
        empty(self._comments)
        for hit in comments:
            button = RowButton(hit.found, " · ".join(part for part in (hit.label, hit.row) if part))
            button.clicked.connect(lambda _checked=False, hit=hit: self.jumped.emit(hit.form, hit.ref))
            self._comments.addWidget(button)

    def show_note(self, note: str) -> None:
        """Put the cursor into a note."""
        if note not in self._cards:
            self.refresh()
        card = self._cards.get(note)
        if card is not None:
            card.take_focus()

    def _show_notes(self, notes: list[Note]) -> None:
        if [note.id for note in notes] == list(self._cards):
            for note in notes:
                self._cards[note.id].show_note(note)
            return
        empty(self._notes)
        self._cards = {}
        for note in notes:
            card = NoteCard(self._visit, note, self._autosave)
            card.removed.connect(self.note_removed)
            self._notes.insertWidget(0, card)  # newest first
            self._cards[note.id] = card

    def write_note(self) -> None:
        """Put the cursor into the empty note."""
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def flush(self) -> None:
        """Save what is being typed."""
        self._autosave.flush()
        self._save_new()

    def _save_new(self) -> None:
        text = self.entry.toPlainText().strip()
        if text:
            self._new = self._visit.save_note(text, id=self._new)

    def _finish_new(self) -> None:
        """The new note is written: it joins the list, and the field is free for the next."""
        self._autosave.forget(self)
        self._save_new()
        if self._new is not None:
            self._new = None
            self.entry.blockSignals(True)
            self.entry.clear()
            self.entry.blockSignals(False)
            self.refresh()
