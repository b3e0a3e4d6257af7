"""Netværk: the groups, the themes that companies share, and waste that one can use of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QWidget

from klimabesog.casework.groups.book import Group
from klimabesog.casework.groups.themes import Theme
from klimabesog.casework.views import Changes
from klimabesog.desktop.pages.groups.base import GroupsPage, companies, list_card
from klimabesog.desktop.pages.groups.dialogs import GroupDialog
from klimabesog.desktop.pages.groups.symbiosis import symbiosis_cards
from klimabesog.desktop.pages.groups.themes import theme_cards
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, empty, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.values.texts import _

GROUPS, THEMES, SYMBIOSIS = "grupper", "temaer", "symbiose"
SECTIONS = {GROUPS: "Grupper", THEMES: "Temaer og ønsker", SYMBIOSIS: "Symbiose"}


class NetworkPage(GroupsPage):
    """The page; `section` is a key of SECTIONS."""

    def __init__(self, shell: Shell, section: str = GROUPS):
        super().__init__(shell, _("Netværk"))
        self.buttons.addWidget(Button(_("Til Virksomheder"), lambda: shell.go("virksomheder")))
        self.new = Button(_("Ny gruppe"), self.make, kind="primary", icon="plus")
        self.buttons.addWidget(self.new)
        self.sections = ChoiceBar([Segment(k, _(t)) for k, t in SECTIONS.items()], _("Vis"), clearable=False)
        self.sections.set_value(section or GROUPS)
        self.sections.chosen.connect(lambda _section: self.shown())
        self.sections.left.connect(lambda _by: self.focusNextChild())
        self.column.addWidget(self.sections)
        self._body = vbox(spacing=14)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self.rows: dict[str, RowButton] = {}
        self._whole: set[str] = set()
        self._themes: tuple[Theme, ...] = ()

    def shown(self) -> None:
        """Read the chosen section anew."""
        self.undo.setEnabled(self.groups.can_undo)
        empty(self._body)
        self.rows = {}
        draw: dict[str, Callable[[], Iterable[QWidget]]] = {
            GROUPS: self._groups,
            THEMES: self._theme_cards,
            SYMBIOSIS: lambda: symbiosis_cards(self.shell),
        }
        for widget in draw[self.sections.value]():
            self._body.addWidget(widget)

    def changed(self, changes: Changes) -> None:
        self.shown()

    def take_focus(self) -> None:
        self.sections.setFocus()

    # --- groups

    def _groups(self) -> Iterable[QWidget]:
        groups = self.groups.all()
        if not groups:
            words = _(
                "Saml virksomhederne i et område, i et netværk eller om et tema. En virksomhed kan være med i flere."
            )
            button = Button(_("Opret en gruppe"), self.make, kind="primary")
            yield Frame("card").add(EmptyState("virksomheder", _("Ingen grupper endnu"), words, button))
            return
        card = list_card("")
        for group in groups:
            row = self.rows[group.id] = RowButton(group.name, group_line(group))
            row.clicked.connect(partial(self._open, group.id))
            card.add(row)
        yield card

    def _open(self, group: str) -> None:
        self.shell.open_group(group)

    def make(self) -> GroupDialog:
        """A new group without members."""
        return self._begin(("", "netvaerk"), ())

    def make_of(self, theme: Theme) -> GroupDialog:
        """A working group of those who would join one on a theme; of all that chose it where nobody said."""
        return self._begin((theme.label, "tema"), theme.joining or theme.companies)

    def _begin(self, begun: tuple[str, str], members: tuple[str, ...]) -> GroupDialog:
        def save(name: str, kind: str, note: str) -> None:
            group = self.groups.save(name, kind, note, members=members)
            self.done(_("Gruppen er oprettet."))
            self.shell.open_group(group)

        dialog = GroupDialog(self, save, begun=begun, members=len(members))
        dialog.open()
        return dialog

    # --- themes

    def _theme_cards(self) -> Iterable[QWidget]:
        from klimabesog.casework.groups.themes import themes

        self._themes = themes(self.shell.casebook)
        return theme_cards(self, self._themes, self._whole)

    def show_whole(self, theme: Theme) -> None:
        """Show all companies of a theme that many chose."""
        self._whole.add(theme.key)
        self.shown()


def group_line(group: Group) -> str:
    """ "Område · 6 virksomheder · Bageriet leder"."""
    leader = next((member.name for member in group.members if member.leads), "")
    leads = _("{name} leder").format(name=leader) if leader else ""
    return " · ".join(part for part in (group.kind_name, companies(len(group.members)), leads) if part)
