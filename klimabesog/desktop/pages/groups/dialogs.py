"""Writing a group, and choosing who is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QWidget

from klimabesog.casework.cpr import CprFound
from klimabesog.casework.groups.book import GROUP_KINDS, Group
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.groups.base import companies
from klimabesog.desktop.widgets.base import Text, column, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.choice_list import Pair
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.desktop.widgets.pick_several import PickSeveral
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

Save = Callable[[str, str, str], object]
"""Takes name, kind and note."""


class GroupDialog(Dialog):
    """A new group, or a known one; `begun` is the name and kind to begin with, `members` how many it begins with."""

    def __init__(
        self,
        parent: QWidget,
        save: Save,
        known: Group | None = None,
        begun: tuple[str, str] = ("", "netvaerk"),
        members: int = 0,
    ):
        super().__init__(parent, _("Ret gruppen") if known else _("Ny gruppe"), width=520)
        self._save = save
        self.name = Entry(_("Navn"), _("Fx Nordre Erhvervsområde"))
        self.kind = ChoiceBar(
            [Segment(code, _(word)) for code, word in GROUP_KINDS.items()], _("Slags"), clearable=False
        )
        self.note = TextField(name=_("Note"), lines=2)
        kind, note = Text(_("Slags"), "small-strong"), Text(_("Note, kun internt"), "small-strong")
        kind.setBuddy(self.kind)
        note.setBuddy(self.note)
        self.body.addWidget(self.name)
        self.body.addWidget(column(kind, self.kind, spacing=4))
        self.body.addWidget(column(note, self.note, spacing=4))
        if members:
            words = _("{n} kommer med fra begyndelsen.").format(n=companies(members))
            self.body.addWidget(Text(words, "body", "muted"))
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Gem"), self.save, kind="primary"))
        self.name.line.setText(known.name if known else begun[0])
        self.kind.set_value(known.kind if known else begun[1])
        self.note.set_text(known.note if known else "")
        self.name.line.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong with what was typed."""
        return self._problem.text()

    def save(self) -> None:
        """Keep the group, or say what is wrong with it."""
        try:
            self._save(self.name.text, self.kind.value, self.note.toPlainText())
        except CprFound:
            raise  # asked about at its field
        except InputError as error:
            self._problem.setText(str(error))
            show_if(self._problem, True)
            return
        self.accept()


class PickDialog(Dialog):
    """Pick several of many: the companies of a group, or the groups of a company."""

    def __init__(
        self,
        parent: QWidget,
        title: str,
        label: str,
        choices: Sequence[Pair],
        save: Callable[[tuple[str, ...]], object],
        picked: Iterable[str] = (),
    ):
        super().__init__(parent, title, width=520)
        self._save = save
        self.picks = PickSeveral(label, choices)
        self.picks.set_values(picked)
        self.body.addWidget(self.picks)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Gem"), self.save, kind="primary"))
        self.picks.field.setFocus()

    def save(self) -> None:
        """Keep what is picked."""
        self._save(self.picks.values)
        self.accept()
