"""The bar above a visit: whose it is, that it is saved, and the ways to see it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from klimabesog.casework.visit import Visit
from klimabesog.desktop.widgets.base import Elided, Frame, Text, is_put_away, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import SavedMark
from klimabesog.desktop.words import when
from klimabesog.values.texts import _


class Header(Frame):
    """The bar.

    Signals:
        wanted(str): what a button asks for: mangler, soeg, rundgang, vis, rapport, afslut, genaabn, panel,
            virksomhed, billeder, fortryd, gendan, naeste, forrige, skemaer, afklar, historik, fil, omfang.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("bar-top", row=True, margins=(20, 9, 14, 10))
        self.body.setSpacing(10)
        words = vbox(spacing=0)
        self._title = Elided("", "title")
        self._line = Elided("", "small", "muted")
        words.addWidget(self._title)
        words.addWidget(self._line)
        self.body.addLayout(words, 1)
        self.saved = SavedMark()
        self.body.addWidget(self.saved)
        self.shared = Text("", "small", "muted", wrap=False)
        self.shared.hide()
        self.body.addWidget(self.shared)
        self.splits = self._button("", "afklar")
        self.splits.hide()
        self.missing = self._button(_("Mangler"), "mangler", tip="Ctrl+M")
        self.search = self._button(_("Søg"), "soeg", tip="Ctrl+J")
        self.round = self._button(_("Rundgang"), "rundgang")
        self.report = self._button(_("Rapport"), "rapport")
        self.present = self._button(_("Vis for virksomheden"), "vis", kind="primary")
        self.panel = Button(
            kind="icon", icon="panel", name=_("Noter og fotos"), clicked=lambda: self.wanted.emit("panel")
        )
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
            ("rundgang", _("Rundgang\tCtrl+R")),
            ("vis", _("Vis for virksomheden\tF5")),
            ("", ""),
            ("omfang", _("Omfang og branche …")),
            ("historik", _("Besøgets historik …")),
            ("skemaer", _("Skemaer i besøget …")),
            ("billeder", _("Hent billeder fra telefonen …")),
            ("virksomhed", _("Gå til virksomheden")),
            ("rapport", _("Rapport …")),
            ("fil", _("Send besøget som fil …")),
            ("", ""),
            ("afslut", _("Afslut besøg")),
            ("genaabn", _("Genåbn besøg")),
        ):
            self._add_action(key, text)
        self.more.setMenu(self._menu)
        self.body.addWidget(self.panel)
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

    def show_visit(self, visit: Visit, missing: int, errors: int = 0) -> None:
        """Take over what the visit says now."""
        example = f" ({_('eksempel')})" if visit.company.example else ""
        self._title.setText(visit.title + example)
        status = {"afsluttet": _("afsluttet"), "udgivet": _("rapport udgivet")}.get(
            visit.status, _("vejledning")
        )
        self._line.setText(" · ".join((when(visit.date, visit.time), visit.scope.words, status)))
        self.saved.show_saved(visit.saved_at())
        self.missing.setText(gaps_text(missing, errors))
        self._actions["skemaer"].setEnabled(visit.status == "kladde")
        self._actions["afslut"].setVisible(visit.status == "kladde")
        self._actions["genaabn"].setVisible(visit.status != "kladde")
        self._actions["fortryd"].setEnabled(visit.can_undo)
        self._actions["gendan"].setEnabled(visit.can_redo)

    def show_shared(self, text: str) -> None:
        """ "Delt 14.05"; nothing while nothing is shared."""
        self.shared.setText(text)
        show_if(self.shared, bool(text))

    def show_splits(self, count: int) -> None:
        """How much colleagues answered differently; no button while it is nothing."""
        self.splits.setText(_("Afklar {n}").format(n=count))
        self.splits.setAccessibleName(_("Afklar, hvad I har svaret forskelligt: {n}").format(n=count))
        show_if(self.splits, bool(count))

    def show_room(self, width: int) -> None:
        """Leave out what the menu also offers when there is no room; the title keeps a quarter."""
        fixed = [self.saved, self.missing, self.panel, self.more]
        fixed += [widget for widget in (self.splits, self.shared) if not is_put_away(widget)]
        title = min(width * 0.25, self._title.sizeHint().width())
        room = width - title - sum(widget.sizeHint().width() + 10 for widget in fixed) - 34
        for button in (self.present, self.round, self.search, self.report):  # the last goes first
            room -= button.sizeHint().width() + 10
            show_if(button, room >= 0)


def gaps_text(missing: int, errors: int) -> str:
    """ "Mangler 6 · Fejl 1"."""
    said = [_("Mangler {n}").format(n=missing)] if missing else []
    said += [_("Fejl {n}").format(n=errors)] if errors else []
    return " · ".join(said) or _("Intet mangler")
