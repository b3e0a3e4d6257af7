"""The bar above a visit: whose it is, that it is saved, and the ways to see it."""

from __future__ import annotations

from klimabesog.casework.visit import Visit
from klimabesog.desktop.pages.case_bar import CaseBar, gaps_text
from klimabesog.desktop.words import when
from klimabesog.values.texts import _


class Header(CaseBar):
    """The bar.

    It asks for mangler, soeg, rundgang, vis, rapport, afslut, genaabn, panel, virksomhed, billeder, fortryd, gendan,
    naeste, forrige, skemaer, afklar, historik, fil and omfang.
    """

    def __init__(self) -> None:
        super().__init__((20, 9, 14, 10))
        self._add_words()
        self.round = self._button(_("Rundgang"), "rundgang")
        self.report = self._button(_("Rapport"), "rapport")
        self.present = self._button(_("Vis for virksomheden"), "vis", kind="primary")
        self.panel = self._icon_button("panel", _("Noter og fotos"), "panel")
        self._add_menu(
            (
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
            )
        )

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

    def show_room(self, width: int) -> None:
        """Leave out what the menu also offers when `width` pixels have no room for it."""
        self._show_buttons((self.present, self.round, self.search, self.report), width, (self.panel,))
