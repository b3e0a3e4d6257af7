"""The bar above a step: whose it is, that it is saved, and what can be done with the step."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from klimabesog.desktop.pages.visit.header import gaps_text
from klimabesog.desktop.widgets.base import Elided, Frame, Text, is_put_away, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import SavedMark
from klimabesog.values.texts import _


@dataclass(frozen=True)
class Heading:
    """What the bar says: company and step, when it was saved, how much is missing, and what can be done."""

    title: str
    line: str
    saved: str
    missing: int = 0
    errors: int = 0
    splits: int = 0
    measures: int = 0  # to fetch
    may_skip: bool = False
    skipped: bool = False
    several_visits: bool = False
    takes_adviser: bool = False
    can_undo: bool = False
    can_redo: bool = False


class StepHeader(Frame):
    """The bar.

    Signals:
        wanted(str): what a button asks for: virksomhed, mangler, soeg, hent, spring, tagmed, afklar, fortryd, gendan,
            naeste, forrige, bygger, besoeg, fra_raadgiver.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("bar-top", row=True, margins=(10, 7, 14, 8))
        self.body.setSpacing(10)
        self.back = Button(
            kind="icon",
            icon="venstre",
            name=_("Til virksomheden"),
            clicked=lambda: self.wanted.emit("virksomhed"),
        )
        self.body.addWidget(self.back)
        words = vbox(spacing=0)
        self._title = Elided("", "title")
        self._line = Elided("", "small", "muted")
        words.addWidget(self._title)
        words.addWidget(self._line)
        self.body.addLayout(words, 1)
        self.saved = SavedMark()
        self.shared = Text("", "small", "muted", wrap=False)
        self.shared.hide()
        self.body.addWidget(self.saved)
        self.body.addWidget(self.shared)
        self.splits = self._button("", "afklar")
        self.missing = self._button(_("Mangler"), "mangler", tip="Ctrl+M")
        self.search = self._button(_("Søg"), "soeg", tip="Ctrl+J")
        self.skip = self._button(_("Spring over …"), "spring")
        self.fetch = self._button("", "hent", kind="primary")
        self.more = Button(kind="icon", icon="mere", name=_("Flere handlinger"))
        self._menu = QMenu(self)
        self._actions: dict[str, QAction] = {}
        for key, text in (
            ("fortryd", _("Fortryd\tCtrl+Z")),
            ("gendan", _("Gendan\tCtrl+Shift+Z")),
            ("", ""),
            ("mangler", _("Følg op: mangler, fejl, spørg senere\tCtrl+M")),
            ("naeste", _("Næste at følge op på\tF8")),
            ("forrige", _("Forrige at følge op på\tShift+F8")),
            ("soeg", _("Søg …\tCtrl+J")),
            ("", ""),
            ("hent", _("Hent tiltag")),
            ("fra_raadgiver", _("Hent rådgiverens tal …")),
            ("spring", _("Spring trinnet over …")),
            ("tagmed", _("Tag trinnet med igen")),
            ("bygger", _("Vælg besøg, sagen bygger på …")),
            ("besoeg", _("Gå til besøget")),
            ("virksomhed", _("Gå til virksomheden")),
        ):
            self._add_action(key, text)
        self.more.setMenu(self._menu)
        self.body.addWidget(self.more)

    def _button(self, text: str, key: str, *, kind: str = "", tip: str = "") -> Button:
        button = Button(text, lambda: self.wanted.emit(key), kind=kind, tip=tip)
        self.body.addWidget(button)
        return button

    def _add_action(self, key: str, text: str) -> None:
        if not key:
            self._menu.addSeparator()
            return
        action = self._menu.addAction(text)
        action.triggered.connect(lambda _checked=False: self.wanted.emit(key))
        self._actions[key] = action

    def action(self, key: str) -> QAction:
        """A line of the menu."""
        return self._actions[key]

    def show_heading(self, heading: Heading) -> None:
        """Take over what the step says now."""
        self._title.setText(heading.title)
        self._line.setText(heading.line)
        self.saved.show_saved(heading.saved)
        self.missing.setText(gaps_text(heading.missing, heading.errors))
        self.splits.setText(_("Afklar {n}").format(n=heading.splits))
        self.splits.setAccessibleName(
            _("Afklar, hvad I har svaret forskelligt: {n}").format(n=heading.splits)
        )
        show_if(self.splits, bool(heading.splits))
        self.fetch.setText(_("Hent tiltag ({n})").format(n=heading.measures))
        self._heading = heading
        for key, on in (
            ("fortryd", heading.can_undo),
            ("gendan", heading.can_redo),
            ("hent", bool(heading.measures)),
            ("spring", heading.may_skip),
            ("tagmed", heading.skipped),
            ("bygger", heading.several_visits),
        ):
            self._actions[key].setEnabled(on)
        self._actions["fra_raadgiver"].setVisible(heading.takes_adviser)
        self._actions["tagmed"].setVisible(heading.skipped)
        self._actions["spring"].setVisible(not heading.skipped)

    def show_shared(self, text: str) -> None:
        """ "Delt 14.05"; nothing while nothing is shared."""
        self.shared.setText(text)
        show_if(self.shared, bool(text))

    def show_room(self, width: int) -> None:
        """Leave out what the menu also offers when there is no room; the title keeps a quarter."""
        fixed = [self.back, self.saved, self.missing, self.more]
        fixed += [widget for widget in (self.splits, self.shared) if not is_put_away(widget)]
        title = min(width * 0.25, self._title.sizeHint().width())
        room = width - title - sum(widget.sizeHint().width() + 10 for widget in fixed) - 24
        heading = self._heading
        for button, on in (
            (self.fetch, bool(heading.measures)),
            (self.skip, heading.may_skip),
            (self.search, True),
        ):
            if on:
                room -= button.sizeHint().width() + 10
            show_if(button, on and room >= 0)
