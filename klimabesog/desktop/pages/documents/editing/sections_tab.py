"""Introduction, the three best measures, and the sections in their order."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.editable import Editable
from klimabesog.casework.papers.edits import BEST
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.documents.editing.section_row import SectionRow
from klimabesog.desktop.pages.documents.editing.written import Written
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Text, show_if, vbox
from klimabesog.values.texts import _


class SectionsTab(Scroll):
    """The first tab; `go_to(section)` shows a section in the preview."""

    def __init__(self, draft: Draft, go_to: Callable[[str], object]):
        content = QWidget()
        column = vbox(content, 8)
        column.setContentsMargins(16, 12, 14, 20)
        super().__init__(content)
        self._draft, self._go_to = draft, go_to
        self._known: Editable | None = None
        self.rows: dict[str, SectionRow] = {}
        self.introduction = Written(_("Indledning"), self._introduce, _("Fri tekst øverst i dokumentet"), lines=3)
        title = Text(_("Indledning"), "small-strong")
        title.setBuddy(self.introduction)
        column.addWidget(title)
        column.addWidget(self.introduction)
        self._best_title = Text(_("De tre bedste tiltag, som står først"), "small-strong")
        column.addWidget(self._best_title)
        self.best = [self._combo(number) for number in range(1, BEST + 1)]
        for combo in self.best:
            column.addWidget(combo)
        self._rows_title = Text(_("Afsnit"), "small-strong")
        column.addWidget(self._rows_title)
        self._keys = Text(_("Alt+↑ og Alt+↓ flytter afsnittet, du står i."), "small", "muted")
        column.addWidget(self._keys)
        self._column = vbox(spacing=6)
        column.addLayout(self._column)
        column.addStretch(1)

    def _combo(self, number: int) -> Combo:
        combo = Combo(_("Tiltag nr. {n}").format(n=number))
        combo.setMaximumWidth(16_777_215)
        combo.activated.connect(lambda _index: self._choose())
        return combo

    def show_editable(self, known: Editable) -> None:
        """Bring it up to date; what is being typed stays."""
        self._known = known
        self.introduction.show_text(known.introduction)
        self._show_best(known)
        for line in known.sections:
            if line.id not in self.rows:
                self.rows[line.id] = SectionRow(line, self)
        self._arrange([line.id for line in known.sections])
        last = len(known.sections) - 1
        for number, line in enumerate(known.sections):
            self.rows[line.id].show_line(line, first=number == 0, last=number == last)
        for widget in (self._rows_title, self._keys):
            show_if(widget, bool(known.sections))

    def _arrange(self, order: list[str]) -> None:
        """The rows in this order; the one with the focus keeps it."""
        held = next((part for row in self.rows.values() if (part := row.focused()) is not None), None)
        for number, name in enumerate(order):
            if self._column.indexOf(self.rows[name]) != number:
                self._column.insertWidget(number, self.rows[name])
        if held is not None and not held.hasFocus():
            held.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_best(self, known: Editable) -> None:
        for widget in (self._best_title, *self.best):
            show_if(widget, bool(known.measures))
        for number, combo in enumerate(self.best):
            combo.blockSignals(True)
            if [combo.itemData(i) for i in range(combo.count())] != [id for id, _title in known.measures]:
                combo.clear()
                for id, title in known.measures:
                    combo.addItem(title, id)
            chosen = known.best[number] if number < len(known.best) else None
            combo.setCurrentIndex(combo.findData(chosen) if chosen else -1)
            combo.blockSignals(False)

    # --- changes

    def save(self) -> None:
        """Keep what is being typed."""
        for field in (self.introduction, *(row.comment for row in self.rows.values())):
            field.save()

    def _introduce(self, text: str) -> None:
        self._draft.introduce(text, self._known.usual_introduction if self._known else "")

    def _choose(self) -> None:
        self._draft.choose_best([str(c.currentData()) for c in self.best if c.currentData()])

    def shift(self, section: str, by: int) -> None:
        """Move a section one place; at once here, in the preview when it is made anew."""
        order = [row.id for row in self._in_order()]
        place = order.index(section)
        if 0 <= place + by < len(order):
            order[place], order[place + by] = order[place + by], order[place]
            self._draft.put(order)
            self._arrange(order)

    def _in_order(self) -> list[SectionRow]:
        return sorted(self.rows.values(), key=self._column.indexOf)

    def leave_out(self, section: str, out: bool) -> None:
        """Leave a section out, or take it in again."""
        self._draft.leave_out(section, out)

    def comment(self, section: str, text: str) -> None:
        """Write a section's comment."""
        lines = self._known.sections if self._known else ()
        self._draft.comment(section, text, next((line.usual for line in lines if line.id == section), ""))

    def go_to(self, section: str) -> None:
        """Show a section in the preview."""
        self._go_to(section)
