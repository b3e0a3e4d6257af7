"""Virksomheder: the list, searched as you type, with import from a CSV file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHeaderView, QStackedWidget, QTableView

from klimabesog.casework.views import ImportReport
from klimabesog.desktop.pages.company_model import Column, CompanyModel
from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.fields import SearchField
from klimabesog.desktop.widgets.progress import Progress
from klimabesog.values.texts import _, ngettext


class CompanyTable(QTableView):
    """The table; Enter or a click opens a line.

    Signals:
        opened(QModelIndex)
    """

    opened = Signal(QModelIndex)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Virksomheder"))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.clicked.connect(self.opened)

    def fit(self) -> None:
        """Row height and column widths for the text size in use."""
        letter = self.fontMetrics().averageCharWidth()
        self.verticalHeader().setDefaultSectionSize(max(46, self.fontMetrics().height() + 24))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        widths = {
            Column.CVR: 15,
            Column.TOWN: 18,
            Column.BRANCH: 24,
            Column.EMPLOYEES: 11,
            Column.LAST_VISIT: 17,
        }
        for column, letters in widths.items():
            self.setColumnWidth(column, letters * letter + 20)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class CompaniesPage(Page):
    """The list of companies."""

    def __init__(self, shell: Shell):
        super().__init__(shell)
        self.model = CompanyModel(self)
        self.table = CompanyTable()
        self.table.setModel(self.model)
        self.table.opened.connect(self._open)
        self.search = SearchField(_("Søg navn, CVR, by eller branche"))
        self.search.searched.connect(lambda _text: self.shown())
        self.search.down.connect(self._into_list)
        self._count = Text("", "small", "muted", wrap=False)
        self._stack = QStackedWidget()
        self._arrange()

    def _arrange(self) -> None:
        layout = vbox(self, 16)
        layout.setContentsMargins(28, 22, 28, 24)
        head = hbox(spacing=10)
        head.addWidget(Text(_("Virksomheder"), "display", wrap=False))
        head.addStretch(1)
        head.addWidget(Button(_("Netværk"), self.shell.open_network, tip=_("Grupper, fælles temaer og symbiose")))
        head.addWidget(Button(_("Hent liste (CSV)"), self.choose_file, icon="import"))
        head.addWidget(
            Button(_("Ny virksomhed"), lambda: self.shell.edit_company(None), kind="primary", icon="plus")
        )
        layout.addLayout(head)
        line = hbox(spacing=14)
        line.addWidget(self.search, 1)
        line.addWidget(self._count)
        words = _("Gem de viste virksomheder som Excel: trin, forbrug og besparelser")
        self.excel = Button(kind="icon", icon="gem", name=words, clicked=self._save_workbook)
        line.addWidget(self.excel)
        layout.addLayout(line)
        card = Frame("card", margins=(10, 6, 10, 10))
        card.add(self.table)
        self._stack.addWidget(card)
        self._stack.addWidget(self._empty_card())
        self._stack.addWidget(self._no_match())
        layout.addWidget(self._stack, 1)

    def _empty_card(self) -> Frame:
        button = Button(_("Opret virksomhed"), lambda: self.shell.edit_company(None), kind="primary")
        sentence = _("Opret den første her, eller hent en liste fra CVR eller jeres fagsystem.")
        return Frame("card").add(EmptyState("virksomheder", _("Ingen virksomheder endnu"), sentence, button))

    def _no_match(self) -> Frame:
        button = Button(_("Opret virksomhed"), lambda: self.shell.edit_company(None))
        sentence = _("Prøv færre bogstaver, eller opret virksomheden.")
        return Frame("card").add(EmptyState("soeg", _("Ingen virksomhed passer"), sentence, button))

    def shown(self) -> None:
        """Search anew; the chosen line stays chosen."""
        query = self.search.text().strip()
        rows = self.shell.casebook.companies(query)
        chosen = self.model.row_at(self.table.currentIndex())
        self.model.show_rows(rows)
        self.table.fit()
        for line, row in enumerate(rows):
            if chosen is not None and row.id == chosen.id:
                self.table.selectRow(line)
        self.excel.setEnabled(bool(rows))
        self._count.setText(ngettext("{n} virksomhed", "{n} virksomheder", len(rows)).format(n=len(rows)))
        self._stack.setCurrentIndex(0 if rows else 2 if query else 1)

    def _into_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(0)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.shell.open_company(row.id)

    def _save_workbook(self) -> None:
        from klimabesog.desktop.pages.workbooks import choose_portfolio_workbook

        choose_portfolio_workbook(self, self.shell, self.search.text().strip())

    def choose_file(self) -> None:
        """Let the user pick a CSV file."""
        path, _filter = QFileDialog.getOpenFileName(
            self, _("Hent virksomheder"), "", _("Lister (*.csv *.txt)")
        )
        if path:
            self.import_file(Path(path))

    def import_file(self, path: Path) -> None:
        """Import the list and show what came of it."""
        with Progress(self, _("Virksomhederne hentes …"), cancel=True) as progress:
            report = self.shell.casebook.import_companies(path, progress, progress.wasCanceled)
        self.search.clear()
        self.shown()
        ImportDialog(self, report).open()


class ImportDialog(Dialog):
    """What an import did, and which lines could not be used."""

    def __init__(self, parent: Page, report: ImportReport):
        super().__init__(parent, _("Listen er hentet"))
        counts = _("{new} nye · {updated} opdateret · {same} uændret").format(
            new=report.created, updated=report.updated, same=report.unchanged
        )
        self.body.addWidget(Text(counts, "strong"))
        if report.problems:
            self.body.addWidget(Text(_("Disse linjer skal du se på:"), "body", "muted"))
            self.body.addWidget(self.list_of(report.problems))
        self.add_buttons(Button(_("Luk"), self.accept, kind="primary"))
