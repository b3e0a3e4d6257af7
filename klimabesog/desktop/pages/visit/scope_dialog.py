"""How much a visit asks: the short review or the whole checklist, and for which branch; when it begins or later."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.casework.scope import BRANCHES, EXTENTS, Scope, proposed_branch, size_of
from klimabesog.casework.settings import settings
from klimabesog.casework.visit import Visit
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.texts import _, ngettext

ALL = "alle"
"""The value of the segment for every branch; in the record it is ""."""
CHECKLIST = "tjekliste"
Size = Callable[[str, str], tuple[int, int]]
"""Extent and branch -> how many checkpoints are asked, and in how many areas."""


class ScopeDialog(Dialog):
    """Two choices and what they come to. `accept_with(extent, branch)` does it."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        yes: str,
        now: tuple[str, str],
        size: Size,
        accept_with: Callable[[str, str], object],
        *,
        about: str = "",
    ):
        super().__init__(parent, title)
        self.setMinimumWidth(min(self.fontMetrics().averageCharWidth() * 82, parent.window().width() - 40))
        self._size, self._accept_with = size, accept_with
        self.extent = _bar(EXTENTS, _("Omfang"), now[0])
        self.branch = _bar({ALL: "Alle brancher", **BRANCHES}, _("Branche"), now[1] or ALL)
        self.count = Text("", "body", "muted")
        self.yes = Button(yes, self._go, kind="primary")
        for widget in (
            Text(_("Hvor meget skal vi igennem?"), "small-strong"),
            self.extent,
            Text(_("Hvilken branche?"), "small-strong"),
            self.branch,
            Text(about, "small", "muted"),
            self.count,
            Text(
                _("Valget kan ændres undervejs. Det, der er svaret på, bliver altid vist."), "small", "muted"
            ),
        ):
            if not isinstance(widget, Text) or widget is self.count or widget.text():
                self.body.addWidget(widget)
        self.body.addStretch(1)
        self.extent.chosen.connect(lambda _value: self._show_count())
        self.branch.chosen.connect(lambda _value: self._show_count())
        self.extent.left.connect(lambda by: self._move(by, self.yes, self.branch))
        self.branch.left.connect(lambda by: self._move(by, self.extent, self.yes))
        self.add_buttons(Button(_("Annuller"), self.reject), self.yes)
        self._show_count()
        self.yes.setFocus()

    @property
    def choice(self) -> tuple[str, str]:
        """Extent and branch as chosen."""
        return self.extent.value, "" if self.branch.value == ALL else self.branch.value

    @staticmethod
    def _move(by: int, before: QWidget, after: QWidget) -> None:
        (after if by > 0 else before).setFocus()

    def _show_count(self) -> None:
        points, areas = self._size(*self.choice)
        said = ngettext("{n} kontrolpunkt i {m} områder.", "{n} kontrolpunkter i {m} områder.", points)
        self.count.setText(said.format(n=points, m=areas))

    def _go(self) -> None:
        self.accept()
        self._accept_with(*self.choice)


def _bar(names: Mapping[str, str], name: str, now: str) -> ChoiceBar:
    """A bar of choices, of which one is always chosen; it may take several lines."""
    bar = ChoiceBar([Segment(code, _(text)) for code, text in names.items()], name, clearable=False)
    policy = bar.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
    bar.setSizePolicy(policy)
    bar.set_value(now)
    return bar


def new_visit(shell: Shell, company: str) -> ScopeDialog:
    """The dialog that begins a visit: as much as last time, and the branch that the company's code points to."""
    casebook = shell.casebook
    casebook.library.install_builtin()
    checklist = casebook.library.definition(casebook.library.current(CHECKLIST).id)
    law = settings(casebook.desk).law_points
    proposed = proposed_branch(casebook.company(company).fields)

    def begin(extent: str, branch: str) -> None:
        shell.state.extent = extent
        shell.start_visit(company, extent, branch)

    return ScopeDialog(
        shell.window(),
        _("Nyt besøg"),
        _("Begynd besøg"),
        (shell.state.extent, proposed),
        lambda extent, branch: size_of(checklist, Scope(extent, branch, law)),
        begin,
        about=_("Foreslået ud fra virksomhedens branchekode.") if proposed else "",
    )


def change_scope(parent: QWidget, visit: Visit, changed: Callable[[], object]) -> ScopeDialog:
    """The dialog that changes what a visit asks; `changed` is called when it does."""
    scope, checklist = visit.scope, visit.form(CHECKLIST).definition

    def change(extent: str, branch: str) -> None:
        if (extent, branch) != (scope.extent, scope.branch):
            visit.set_scope(extent, branch)
            changed()

    return ScopeDialog(
        parent,
        _("Omfang og branche"),
        _("Vælg"),
        (scope.extent, scope.branch),
        lambda extent, branch: size_of(checklist, Scope(extent, branch, scope.law)),
        change,
    )
