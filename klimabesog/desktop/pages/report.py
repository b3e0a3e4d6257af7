"""The report of a visit: built on the worker thread, looked at, saved, opened, issued."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QStackedWidget, QWidget

from klimabesog.casework.rendering import render
from klimabesog.casework.saving import FileInUse, safe_name, save_file
from klimabesog.casework.visit import Visit
from klimabesog.desktop.pages.pdf_preview import PdfPreview
from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Frame, Text, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import ConfirmDialog
from klimabesog.desktop.words import when
from klimabesog.values.texts import _, ngettext


class ReportPage(Page):
    """One visit's report."""

    def __init__(self, shell: Shell, visit: Visit):
        super().__init__(shell)
        self.visit = visit
        self._pdf: bytes | None = None
        self._task: Task | None = None
        self.preview = PdfPreview()
        self._stack = QStackedWidget()
        self._warnings = Text("", "small", "warn")
        self._warnings.setContentsMargins(28, 8, 28, 8)
        self._warnings.hide()
        layout = vbox(self, 0)
        layout.addWidget(self._head())
        layout.addWidget(self._warnings)
        self._stack.addWidget(self._waiting())
        self._stack.addWidget(self.preview)
        layout.addWidget(self._stack, 1)

    def _head(self) -> QWidget:
        head = Frame("bar-top", row=True, margins=(14, 9, 14, 10))
        head.body.setSpacing(10)
        back = Button(
            _("Tilbage til besøget"),
            lambda: self.shell.open_visit(self.visit.id),
            kind="quiet",
            icon="venstre",
        )
        head.body.addWidget(back)
        words = vbox(spacing=0)
        words.addWidget(Text(_("Rapport: {name}").format(name=self.visit.title), "title", wrap=False))
        self._line = Text(when(self.visit.date, self.visit.time), "small", "muted", wrap=False)
        words.addWidget(self._line)
        head.body.addLayout(words, 1)
        self._again = Button(_("Lav igen"), self.build)
        self._open = Button(_("Åbn i læser"), self.open_in_viewer)
        self._issue = Button(_("Udgiv version"), self.ask_issue)
        self._save = Button(_("Gem PDF"), self.choose_and_save, kind="primary", icon="gem")
        for button in (self._again, self._open, self._issue, self._save):
            head.body.addWidget(button)
        return head

    def _waiting(self) -> QWidget:
        box = QWidget()
        layout = vbox(box, 12)
        layout.addStretch(1)
        self._say = Text(_("Rapporten bliver lavet …"), "heading", wrap=False)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        self._bar.setFixedWidth(360)
        self._bar.setAccessibleName(_("Rapporten bliver lavet"))
        self._cancel = Button(_("Annuller"), self.cancel)
        for widget in (self._say, self._bar, self._cancel):
            line = hbox()
            line.addStretch(1)
            line.addWidget(widget)
            line.addStretch(1)
            layout.addLayout(line)
        layout.addStretch(2)
        return box

    # --- building

    def shown(self) -> None:
        if self._pdf is None and self._task is None:
            self.build()

    def changed(self, changes: object) -> None:
        """A report is a picture of a moment: it is made again when asked for."""

    def came(self, visits: Collection[str]) -> None:
        if self.visit.id in visits:
            self.visit.reload()

    def build(self) -> None:
        """Make the PDF of the visit as it stands: the model here, the pages on the worker thread."""
        self.cancel()
        model = self.visit.report_model()
        photos = {photo.sha256: self.visit.photo_bytes(photo.sha256) for photo in self.visit.photos()}
        self._stack.setCurrentIndex(0)
        self._bar.setValue(0)
        self._say.setText(_("Rapporten bliver lavet …"))
        self._enable(False)
        task = self.shell.run(lambda t: render(model, photos.__getitem__, t.progress, t.cancelled))
        self._task = task
        show_if(self._bar, True)
        show_if(self._cancel, True)
        task.progressed.connect(lambda share: self._bar.setValue(round(share * 1000)))
        task.succeeded.connect(self._show)
        task.ended.connect(self._ended)

    def cancel(self) -> None:
        """Stop making it."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._stopped(_("Stoppet. Tryk »Lav igen«, når du er klar."))

    def _ended(self) -> None:
        if self._task is not None:
            self._task = None
            if self._pdf is None:
                self._stopped(_("Rapporten blev ikke lavet."))

    def _stopped(self, sentence: str) -> None:
        self._say.setText(sentence)
        self._bar.hide()
        self._cancel.hide()
        self._again.setEnabled(True)

    def _show(self, document: object) -> None:
        self._pdf = document.pdf  # type: ignore[attr-defined]
        self.preview.show_pdf(self._pdf)
        pages = self.preview.page_count
        count = ngettext("{n} side", "{n} sider", pages).format(n=pages)
        self._line.setText(f"{when(self.visit.date, self.visit.time)} · {count}")
        warnings = "\n".join(document.warnings)  # type: ignore[attr-defined]
        self._warnings.setText(warnings)
        show_if(self._warnings, bool(warnings))
        self._stack.setCurrentIndex(1)
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for button in (self._again, self._open, self._issue, self._save):
            button.setEnabled(on)

    # --- keeping

    @property
    def file_name(self) -> str:
        return (
            safe_name(_("Energiscreening {name} {date}").format(name=self.visit.title, date=self.visit.date))
            + ".pdf"
        )

    def choose_and_save(self) -> None:
        """Let the user choose where."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / self.file_name)
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem rapporten"), start, "PDF (*.pdf)")
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the PDF; when the file is open elsewhere, offer a free name beside it."""
        assert self._pdf is not None
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            kept = save_file(path, self._pdf)
        except FileInUse as error:
            other = error.suggestion
            yes = _("Gem som {name}").format(name=other.name)
            ConfirmDialog(self, _("Filen er i brug"), str(error), yes, lambda: self.save(other)).open()
            return
        said = _("Gemt som {name}.").format(name=kept.name)
        self.shell.say(said, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(kept))), _("Åbn"))

    def open_in_viewer(self) -> None:
        """Show a copy in the system's viewer; the copy lies in the temporary folder."""
        assert self._pdf is not None
        folder = Path(tempfile.mkdtemp(prefix="klimabesog-"))
        path = save_file(folder / self.file_name, self._pdf)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.shell.warn(_("Computeren har ikke et program, der åbner PDF-filer. Gem rapporten i stedet."))

    def ask_issue(self) -> None:
        """Issuing freezes a numbered version; ask once."""
        sentence = _(
            "Versionen fryses med sine tal og priser og står på virksomhedens side. Besøget kan stadig ændres."
        )
        ConfirmDialog(self, _("Udgiv rapporten?"), sentence, _("Udgiv version"), self.issue).open()

    def issue(self) -> None:
        """Freeze the report as a numbered document."""
        self.visit.issue_report()
        self.shell.say(_("Rapporten er udgivet og står på virksomhedens side."))
        self.build()

    def leave(self) -> None:
        self.cancel()
