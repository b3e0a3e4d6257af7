"""The bar above a visit or a step: its name, that it is saved and shared, its buttons, and a menu with all of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from klimabesog.desktop.widgets.base import Elided, Frame, Text, is_put_away, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import SavedMark
from klimabesog.values.texts import _


class CaseBar(Frame):
    """What the bars have in common. Whoever derives it adds its own buttons, and the menu last.

    Signals:
        wanted(str): what a button or a line of the menu asks for, by its key.
    """

    wanted = Signal(str)

    def __init__(self, margins: tuple[int, int, int, int]) -> None:
        super().__init__("bar-top", row=True, margins=margins)
        self.body.setSpacing(10)
        self._title = Elided("", "title")
        self._line = Elided("", "small", "muted")
        self.saved = SavedMark()
        self.shared = Text("", "small", "muted", wrap=False)
        self.more = Button(kind="icon", icon="mere", name=_("Flere handlinger"))
        self._menu = QMenu(self)
        self._actions: dict[str, QAction] = {}

    def _add_words(self) -> None:
        """Name and line, and whether it is saved, shared, answered differently, or lacks something."""
        words = vbox(spacing=0)
        words.addWidget(self._title)
        words.addWidget(self._line)
        self.body.addLayout(words, 1)
        self.shared.hide()
        self.body.addWidget(self.saved)
        self.body.addWidget(self.shared)
        self.splits = self._button("", "afklar")
        self.splits.hide()
        self.missing = self._button(_("Mangler"), "mangler", tip="Ctrl+M")
        self.search = self._button(_("Søg"), "soeg", tip="Ctrl+J")

    def _button(self, text: str, key: str, *, kind: str = "", tip: str = "") -> Button:
        button = Button(text, lambda: self.wanted.emit(key), kind=kind, tip=tip)
        self.body.addWidget(button)
        return button

    def _icon_button(self, icon: str, name: str, key: str) -> Button:
        button = Button(kind="icon", icon=icon, name=name, clicked=lambda: self.wanted.emit(key))
        self.body.addWidget(button)
        return button

    def _add_menu(self, own: Iterable[tuple[str, str]]) -> None:
        """The menu: undo and finding one's way as in every bar, then its `own` lines; ("", "") parts them."""
        for key, text in (
            ("fortryd", _("Fortryd\tCtrl+Z")),
            ("gendan", _("Gendan\tCtrl+Shift+Z")),
            ("", ""),
            ("mangler", _("Følg op: mangler, fejl, spørg senere\tCtrl+M")),
            ("naeste", _("Næste at følge op på\tF8")),
            ("forrige", _("Forrige at følge op på\tShift+F8")),
            ("soeg", _("Søg …\tCtrl+J")),
            *own,
        ):
            self._add_action(key, text)
        self.more.setMenu(self._menu)
        self.body.addWidget(self.more)

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

    def show_shared(self, text: str) -> None:
        """ "Delt 14.05"; nothing while nothing is shared."""
        self.shared.setText(text)
        show_if(self.shared, bool(text))

    def show_splits(self, count: int) -> None:
        """How much colleagues answered differently; no button while it is nothing."""
        self.splits.setText(_("Afklar {n}").format(n=count))
        self.splits.setAccessibleName(_("Afklar, hvad I har svaret forskelligt: {n}").format(n=count))
        show_if(self.splits, bool(count))

    def _show_buttons(self, buttons: Iterable[Button], width: int, fixed: Iterable[Button]) -> None:
        """Leave out those for which `width` pixels have no room, the last first: the menu offers them too.

        `fixed` buttons stay, and the title keeps a quarter.
        """
        edges = self.body.contentsMargins()
        stay: list[QWidget] = [self.saved, self.missing, self.more, *fixed]
        stay += [widget for widget in (self.splits, self.shared) if not is_put_away(widget)]
        title = min(width * 0.25, self._title.sizeHint().width())
        room = width - title - sum(widget.sizeHint().width() + 10 for widget in stay) - edges.left() - edges.right()
        for button in buttons:
            room -= button.sizeHint().width() + 10
            show_if(button, room >= 0)


def gaps_text(missing: int, errors: int) -> str:
    """ "Mangler 6 · Fejl 1"."""
    said = [_("Mangler {n}").format(n=missing)] if missing else []
    said += [_("Fejl {n}").format(n=errors)] if errors else []
    return " · ".join(said) or _("Intet mangler")
