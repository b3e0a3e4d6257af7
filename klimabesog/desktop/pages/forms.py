"""Skemaer: the forms installed, each with its version; the municipality's own are installed, tried and removed here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from klimabesog.casework.views import FormRow
from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, settle, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.words import when
from klimabesog.values.texts import _

SUFFIXES = (".xlsx", ".csv", ".md")


class FormsPage(ScrollPage):
    """The list of forms. A form file dropped on it is installed."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Skemaer"), max_width=1000)
        self.show_head(
            _("Skemaer"),
            _("Spørgsmål og beregninger er skemaer, som kommunen selv kan rette i Excel (XLSForm)."),
        )
        self.install_button = Button(_("Installér skema …"), self.choose, kind="primary", icon="import")
        self.buttons.addWidget(self.install_button)
        self._body = vbox(spacing=16)
        self.column.addLayout(self._body)
        self.column.addStretch(1)
        self.setAcceptDrops(True)

    def shown(self) -> None:
        """Read the forms anew."""
        empty(self._body)
        rows = self.shell.casebook.form_rows()
        own = [row for row in rows if row.own]
        self._body.addWidget(self._own_card(own))
        for title, chosen in (
            (_("Besøget"), [row for row in rows if not row.measure and not row.own]),
            (_("Tiltag, der kan regnes på"), [row for row in rows if row.measure and not row.own]),
        ):
            if chosen:
                self._body.addWidget(self._card(title, chosen))
        settle()

    def _own_card(self, rows: list[FormRow]) -> QWidget:
        if rows:
            return self._card(_("Kommunens egne"), rows)
        words = _("Ingen endnu. Vælg »Installér skema …«, eller træk en fil (.xlsx, .csv eller .md) hertil.")
        return Frame("card").add(Text(_("Kommunens egne"), "heading"), Text(words, "body", "muted"))

    def _card(self, title: str, rows: list[FormRow]) -> QWidget:
        card = Frame("card").add(Text(title, "heading"))
        for row in rows:
            card.add(self._row(row))
        return card

    def _row(self, row: FormRow) -> QWidget:
        box = QWidget()
        line = hbox(box, 10)
        words = vbox(spacing=0)
        words.addWidget(Text(row.title, "strong"))
        words.addWidget(Text(_about(row), "small", "muted"))
        line.addLayout(words, 1)
        line.addWidget(Badge(_("version {v}").format(v=row.version)))
        attempt = Button(_("Prøv skemaet"), lambda: self.try_form(row), kind="quiet")
        attempt.setAccessibleName(_("Prøv skemaet {title}").format(title=row.title))
        line.addWidget(attempt)
        more = Button(kind="icon", icon="mere", name=_("Mere om {title}").format(title=row.title))
        more.setMenu(self._menu(row))
        line.addWidget(more)
        return box

    def _menu(self, row: FormRow) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Gem kopi …")).triggered.connect(lambda: self.save_copy(row))
        menu.addAction(_("Gem som Excel …")).triggered.connect(lambda: self.save_workbook(row))
        if row.own:
            menu.addSeparator()
            menu.addAction(_("Fjern")).triggered.connect(lambda: self.remove(row))
        return menu

    # --- installing

    def choose(self) -> None:
        """Let the user pick a form file."""
        wanted = " ".join(f"*{suffix}" for suffix in SUFFIXES)
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Vælg et skema"), "", f"{_('Skemaer')} ({wanted})"
        )
        if path:
            self.install(Path(path))

    def install(self, path: Path) -> None:
        """Check the file on the worker thread; install it, or show what is wrong."""
        from klimabesog.desktop.pages.form_install import Installing

        Installing(self, self.shell, path).installed.connect(self._installed)

    def _installed(self, row: FormRow) -> None:
        self.shown()
        if row.own:
            self.shell.say(_("»{title}« version {v} er installeret.").format(title=row.title, v=row.version))
        else:
            self.shell.say(_("»{title}« er det skema, programmet allerede har.").format(title=row.title))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if path := _dropped(event):
            event.acceptProposedAction()
            self.install(path)

    # --- what a form's row does

    def try_form(self, row: FormRow) -> None:
        """Open the form in a window of its own, where nothing is kept."""
        from klimabesog.desktop.pages.form_trial import TrialWindow

        TrialWindow(self, self.shell.casebook.form_definition(row.id)).show()

    def remove(self, row: FormRow) -> None:
        """Take an own form out of use."""
        put_back = self.shell.casebook.remove_form(row.form_id)
        self.shown()
        said = (
            _("»{title}« er fjernet.")
            if not row.replaces
            else _("»{title}« er fjernet; programmets eget gælder igen.")
        )
        self.shell.say(said.format(title=row.title), lambda: self._put_back(put_back))

    def _put_back(self, put_back: Callable[[], object]) -> None:
        put_back()
        self.shown()

    def save_copy(self, row: FormRow) -> None:
        """Write what the author wrote, to edit it elsewhere."""
        self._save(*self.shell.casebook.form_source(row.id))

    def save_workbook(self, row: FormRow) -> None:
        """Write the form as an Excel workbook."""
        self._save(*self.shell.casebook.form_workbook(row.id))

    def _save(self, name: str, data: bytes) -> None:
        from klimabesog.casework.saving import save_file

        path, _filter = QFileDialog.getSaveFileName(self, _("Gem skemaet"), name)
        if path:
            save_file(Path(path), data)
            self.shell.say(_("Skemaet er gemt som {name}.").format(name=Path(path).name))


def _about(row: FormRow) -> str:
    said = [row.source_name]
    if row.own:
        said.append(_("installeret {date}").format(date=when(row.installed)))
    if row.replaces:
        said.append(_("bruges i stedet for programmets eget"))
    return " · ".join(said)


def _dropped(event: QDropEvent) -> Path | None:
    """The form file that is dragged in, None for anything else."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in SUFFIXES else None
