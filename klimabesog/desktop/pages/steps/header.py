"""The bar above a step: whose it is, that it is saved, and what can be done with the step."""

from __future__ import annotations

from dataclasses import dataclass

from klimabesog.desktop.pages.case_bar import CaseBar, gaps_text
from klimabesog.desktop.widgets.base import show_if
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


class StepHeader(CaseBar):
    """The bar.

    It asks for virksomhed, mangler, soeg, hent, spring, tagmed, afklar, fortryd, gendan, naeste, forrige, bygger,
    besoeg and fra_raadgiver.
    """

    def __init__(self) -> None:
        super().__init__((10, 7, 14, 8))
        self._heading = Heading("", "", "")
        self.back = self._icon_button("venstre", _("Til virksomheden"), "virksomhed")
        self._add_words()
        self.skip = self._button(_("Spring over …"), "spring")
        self.fetch = self._button("", "hent", kind="primary")
        self._add_menu(
            (
                ("", ""),
                ("hent", _("Hent tiltag")),
                ("fra_raadgiver", _("Hent rådgiverens tal …")),
                ("spring", _("Spring trinnet over …")),
                ("tagmed", _("Tag trinnet med igen")),
                ("bygger", _("Vælg besøg, sagen bygger på …")),
                ("besoeg", _("Gå til besøget")),
                ("virksomhed", _("Gå til virksomheden")),
            )
        )

    def show_heading(self, heading: Heading) -> None:
        """Take over what the step says now."""
        self._title.setText(heading.title)
        self._line.setText(heading.line)
        self.saved.show_saved(heading.saved)
        self.missing.setText(gaps_text(heading.missing, heading.errors))
        self.show_splits(heading.splits)
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

    def show_room(self, width: int) -> None:
        """Leave out what the menu also offers when `width` pixels have no room for it, and what can't be done."""
        wanted = ((self.fetch, bool(self._heading.measures)), (self.skip, self._heading.may_skip), (self.search, True))
        for button, on in wanted:
            show_if(button, on)
        self._show_buttons([button for button, on in wanted if on], width, (self.back,))
