"""Which companies a document about all of them is to tell of, and as they stood on which day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from klimabesog.casework.groups.book import Groups
from klimabesog.casework.groups.themes import themes
from klimabesog.casework.papers.offers import Offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.desktop.widgets.base import Text, column, show_if
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.date_field import DateField
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.pick_field import paint_arrow
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext


class SelectionDialog(Dialog):
    """A day, a group and a theme; all companies as they stand now when nothing is changed."""

    def __init__(self, parent: QWidget, offer: Offer, about: Subject, chosen: Callable[[Subject], object]):
        super().__init__(parent, offer.title, width=520)
        self._offer, self._about, self._chosen = offer, about, chosen
        self._today = about.book.desk.now().date().isoformat()
        self.day = DateField(about.until or self._today, _("Opgjort pr."))
        self.group = _choice(
            _("Gruppe"),
            _("Alle grupper"),
            [(group.id, _counted(group.name, len(group.companies))) for group in Groups(about.book).all()],
            about.group,
        )
        self.theme = _choice(
            _("Tema"),
            _("Alle temaer"),
            [(theme.key, _counted(theme.label, len(theme.companies))) for theme in themes(about.book)],
            about.theme,
        )
        said = _("Tallene gøres op, som sagerne stod på dagen. Vælg en gruppe eller et tema for kun at tage dem med.")
        self.body.addWidget(Text(said, "body", "muted"))
        for words, field in ((_("Opgjort pr."), self.day), (_("Gruppe"), self.group), (_("Tema"), self.theme)):
            label = Text(words, "small-strong")
            label.setBuddy(field)
            self.body.addWidget(column(label, field, spacing=4))
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(
            Button(_("Annuller"), self.reject), Button(_("Lav rapport"), self.choose, kind="primary")
        )
        self.day.line.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong with what was chosen."""
        return self._problem.text()

    def choose(self) -> None:
        """Go on with what was chosen, or say what is wrong with it."""
        try:
            about = self._selected()
            if sentence := self._offer.lacking(about):
                raise InputError(sentence)
        except InputError as error:
            self._problem.setText(str(error))
            show_if(self._problem, True)
            self.fit()
            return
        self.accept()
        self._chosen(about)

    def _selected(self) -> Subject:
        """What was chosen; today needs no naming, so that the page follows what happens next."""
        day = self.day.parse(self.day.line.text()) if self.day.line.text().strip() else self._today
        if day > self._today:
            raise InputError(_("Datoen ligger i fremtiden. Vælg i dag eller en tidligere dag."))
        until = "" if day == self._today else day
        group, theme = self.group.currentData(), self.theme.currentData()
        return replace(self._about, until=until, group=str(group), theme=str(theme))


class _List(QComboBox):
    """One of a few, with the arrow that says so."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_arrow(self)


def _choice(name: str, everything: str, choices: Iterable[tuple[str, str]], value: str) -> QComboBox:
    """A list to pick one in, `everything` first; greyed out when there is nothing else."""
    box = _List()
    box.setAccessibleName(name)
    box.addItem(everything, "")
    for key, label in choices:
        box.addItem(label, key)
    box.setCurrentIndex(max(0, box.findData(value)))
    box.setEnabled(box.count() > 1)
    return box


def _counted(name: str, count: int) -> str:
    """ "Nordre Havn (12 virksomheder)"."""
    companies = ngettext("{n} virksomhed", "{n} virksomheder", count).format(n=count)
    return f"{name} ({companies})"
