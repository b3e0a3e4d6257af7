"""Every printed text, found by its words or pointed at in the preview, and other words for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.editable import Editable, Reworded
from klimabesog.desktop.pages.documents.editing.written import Written
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.values.texts import _, ngettext

KEY = Qt.ItemDataRole.UserRole
FIXED = "Tal, tabellers overskrifter og teksten i et diagram følger sagen og kan ikke skrives om."
Place = tuple[str, str]
"""Section and original text."""


class WordsTab(QWidget):
    """The second tab; `point(section, text)` shows a text in the preview."""

    def __init__(self, draft: Draft, point: Callable[[str, str], object]):
        super().__init__()
        self._draft, self._point = draft, point
        self._known: Editable | None = None
        self._place: Place | None = None
        self.search = SearchField(_("Søg i dokumentets tekst"))
        self.search.searched.connect(lambda _text: self._fill())
        self.texts = QListWidget()
        self.search.down.connect(partial(self.texts.setFocus, Qt.FocusReason.OtherFocusReason))
        self.texts.setAccessibleName(_("Dokumentets tekster"))
        self.texts.setMinimumHeight(84)
        self.texts.setUniformItemSizes(True)
        self.texts.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.texts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.texts.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self._none = Text(_("Her er ingen tekst med de ord."), "body", "muted")
        self._none.hide()
        self._stale = vbox(spacing=6)
        layout = vbox(self, 8)
        layout.setContentsMargins(16, 12, 14, 14)
        layout.addWidget(self.search)
        layout.addLayout(self._stale)
        layout.addWidget(self._none)
        layout.addWidget(self.texts, 1)
        layout.addWidget(Text(_(FIXED), "small", "muted"))
        layout.addWidget(self._editor())

    def _editor(self) -> Frame:
        card = Frame("card", margins=(12, 10, 12, 10))
        self._hint = Text(_("Vælg en tekst her, eller klik på den i dokumentet."), "small", "muted")
        self._original = Text("", "small", "muted")
        self.words = Written(_("Teksten, som den skal trykkes"), self._reword, lines=3)
        self.back = Button(_("Brug den oprindelige"), self._restore, kind="quiet", icon="fortryd")
        line = hbox(spacing=6)
        line.addWidget(self.back)
        line.addStretch(1)
        card.add(self._hint, self.words, self._original)
        card.body.addLayout(line)
        self._show_editor()
        return card

    # --- showing

    def show_editable(self, known: Editable) -> None:
        """Bring it up to date; the chosen text stays chosen."""
        self._known = known
        self._show_stale(known)
        self._fill()

    def _show_stale(self, known: Editable) -> None:
        """Rewordings that rest, because what they stood for is another text now."""
        empty(self._stale)
        if not known.stale:
            return
        n = len(known.stale)
        words = ngettext(
            "{n} omskrevet tekst bruges ikke: teksten er ændret siden.",
            "{n} omskrevne tekster bruges ikke: teksterne er ændret siden.",
            n,
        ).format(n=n)
        box = Frame("warn", margins=(12, 8, 8, 8))
        box.add(Text(words, "small-strong"))
        for one in known.stale[:5]:
            box.body.addLayout(self._stale_line(known.title(one.section), one))
        self._stale.addWidget(box)

    def _stale_line(self, section: str, one: Reworded) -> QHBoxLayout:
        said = _("{section}: »{text}« stod for »{original}«").format(
            section=section, text=_short(one.text), original=_short(one.original)
        )
        name = _("Fjern: {text}").format(text=_short(one.text))
        drop = partial(self._draft.reword, one.section, one.original, "")
        line = hbox(spacing=6)
        line.addWidget(Text(said, "small"), 1)
        line.addWidget(Button(kind="icon", icon="kryds", name=name, clicked=drop))
        return line

    def _fill(self) -> None:
        if self._known is None:
            return
        asked = self.search.text().casefold().split()
        held = self._place
        self.texts.blockSignals(True)
        self.texts.clear()
        section = None
        for one in self._known.sentences:
            said = f"{one.text} {one.printed}".casefold()
            if not all(word in said for word in asked):
                continue
            if one.section != section:
                section = one.section
                self._add_title(self._known.title(section))
            self._add_text((one.section, one.text), one.printed, changed=one.printed != one.text)
        self.texts.blockSignals(False)
        show_if(self._none, self.texts.count() == 0)
        self._select(held)

    def _add_title(self, title: str) -> None:
        item = QListWidgetItem(title)
        font = QFont(self.texts.font())
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.texts.addItem(item)

    def _add_text(self, place: Place, printed: str, *, changed: bool) -> None:
        line = " ".join(printed.split())
        item = QListWidgetItem(f"✎ {line}" if changed else line)
        item.setData(KEY, place)
        item.setToolTip(printed if len(printed) > 40 else "")
        if changed:
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Omskrevet: {text}").format(text=line))
        self.texts.addItem(item)

    def _select(self, place: Place | None) -> bool:
        """Choose a text in the list, without going to it; False when it is not there."""
        found = next((i for i in range(self.texts.count()) if _place(self.texts.item(i)) == place), None)
        if place is None or found is None:
            self.texts.setCurrentIndex(QModelIndex())
            return False
        self.texts.blockSignals(True)
        self.texts.setCurrentRow(found)
        self.texts.blockSignals(False)
        self._place = place
        self._show_editor()
        return True

    # --- choosing

    def choose(self, snippets: Sequence[str], page: int) -> bool:
        """Choose the text that was pointed at on a page: the shortest that holds the first snippet that any holds."""
        if self._known is None:
            return False
        for snippet in snippets:
            held = [one for one in self._known.sentences if snippet in " ".join(one.printed.split())]
            if held:
                known = self._known
                near = min(held, key=lambda one: (_off(known, one.section, page), len(one.printed)))
                self.search.clear()
                self._fill()
                self.words.save()
                if self._select((near.section, near.text)):
                    self.words.setFocus(Qt.FocusReason.OtherFocusReason)
                    return True
        return False

    def _chosen(self, item: QListWidgetItem | None) -> None:
        self.words.save()
        self._place = _place(item)
        self._show_editor()
        if self._place is not None:
            self._point(self._place[0], self._printed())

    def _printed(self) -> str:
        known = self._known.sentences if self._known else ()
        return next((one.printed for one in known if (one.section, one.text) == self._place), "")

    def _show_editor(self) -> None:
        on = self._place is not None
        printed, original = self._printed(), self._place[1] if self._place else ""
        show_if(self._hint, not on)
        show_if(self.words, on)
        changed = on and printed != original
        show_if(self.back, changed)
        show_if(self._original, changed)
        self._original.setText(_("Oprindeligt: {text}").format(text=original))
        if on:
            self.words.show_text(printed)

    # --- changes

    def save(self) -> None:
        """Keep what is being typed."""
        self.words.save()

    def _reword(self, text: str) -> None:
        if self._place is not None:
            self._draft.reword(*self._place, text)

    def _restore(self) -> None:
        if self._place is not None:
            self._draft.reword(*self._place, "")
            self.words.set_text(self._place[1])
            self.words.show_text(self._place[1])


def _place(item: QListWidgetItem | None) -> Place | None:
    data = item.data(KEY) if item is not None else None
    return (str(data[0]), str(data[1])) if data else None


def _off(known: Editable, section: str, page: int) -> int:
    """How many pages a section's beginning is before a page; a great many for one that begins after it."""
    begins = known.page(section)
    return page - begins if begins <= page else 1000


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:58].rstrip()}…"
