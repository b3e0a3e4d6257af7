"""The page of one document: built on the worker thread beside its preview, saved, opened, locked as a version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QSplitter, QStackedWidget, QWidget

from klimabesog.casework import kinds
from klimabesog.casework.papers.draft import Draft
from klimabesog.casework.papers.issuing import lock, locking
from klimabesog.casework.papers.making import Made, Maker, Workshop
from klimabesog.casework.papers.offers import Offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.saving import FileInUse, save_file
from klimabesog.casework.views import Changes
from klimabesog.desktop.form_view.opening import private_folder
from klimabesog.desktop.pages.documents.editing.panel import EditPanel
from klimabesog.desktop.pages.documents.issued_dialog import IssuedDialog
from klimabesog.desktop.pages.documents.lock_dialog import LockDialog
from klimabesog.desktop.pages.documents.progress import Overlay, Waiting
from klimabesog.desktop.pages.pdf_preview import PdfPreview
from klimabesog.desktop.shell import Page, Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Elided, Frame, Text, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import ConfirmDialog
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _, ngettext

PANEL_WIDTH = 440
NARROW_LETTERS = 62
"""With less room than so many letters' heights, the way back is one word, so that the document's name can be read."""
AGAIN_MS = 350
"""How long after the last change the preview is made anew."""


class DocumentPage(Page):
    """One type of document of one visit, step, company or of the municipality; `back` leads where it came from."""

    def __init__(
        self,
        shell: Shell,
        offer: Offer,
        about: Subject,
        words: str,
        back: Callable[[], object],
    ):
        super().__init__(shell)
        self.offer, self.about = offer, about
        self.made: Made | None = None
        self._task: Task | None = None
        self._is_locking = False
        self.workshop = Workshop(offer, about)
        self._pages = ""
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self._follow)
        self.draft = Draft(shell.casebook.desk, offer.type, about.topic)
        self.panel = EditPanel(shell, self.draft)
        self.panel.section_wanted.connect(self._show_section)
        self.panel.text_wanted.connect(self._show_text)
        self.preview = PdfPreview()
        self.preview.pointed.connect(self._pointed)
        self.waiting = Waiting(self.cancel, self.build)
        self._stack = QStackedWidget()
        self.overlay = Overlay(self._stack, self.cancel, self.build)
        self._warnings = Text("", "small", "warn")
        self._warnings.setContentsMargins(28, 8, 28, 8)
        self._warnings.hide()
        layout = vbox(self, 0)
        layout.addWidget(self._head(words, back))
        layout.addWidget(self._warnings)
        self._stack.addWidget(self.waiting)
        self._stack.addWidget(self.preview)
        layout.addWidget(self._side_by_side(), 1)
        self._enable(False)

    def _side_by_side(self) -> QSplitter:
        """The panel, as wide as its text needs but never much more than half, and the preview."""
        split = QSplitter()
        split.setChildrenCollapsible(False)
        split.addWidget(self.panel)
        split.addWidget(self._stack)
        split.setStretchFactor(1, 1)
        room = self.shell.window().width()
        wide = min(round(PANEL_WIDTH * self.shell.theme.metrics.scale), room // 2)
        split.setSizes([wide, max(room - wide, 1)])
        return split

    def _head(self, back_words: str, back: Callable[[], object]) -> QWidget:
        head = Frame("bar-top", row=True, margins=(14, 9, 14, 10))
        head.body.setSpacing(10)
        self._back_words = back_words
        self._back = Button(back_words, back, kind="quiet", icon="venstre", name=back_words)
        head.body.addWidget(self._back)
        words = vbox(spacing=0)
        words.addWidget(Elided(self.offer.title, "title"))
        self._line = Elided("", "small", "muted")
        words.addWidget(self._line)
        head.body.addLayout(words, 1)
        self._edit = Button(_("Tilpas"), icon="rediger", tip=_("Vis eller skjul, hvad der kan ændres"))
        self._edit.setCheckable(True)
        self._edit.setChecked(True)
        self._edit.toggled.connect(self.panel.setVisible)
        self._open = Button(_("Åbn i læser"), self.open_in_viewer)
        self._save = Button(_("Gem PDF"), self.choose_and_save, icon="gem")
        self._lock = Button(_("Lås version …"), self.ask_lock, kind="primary", icon="laas")
        for button in (self._edit, self._open, self._save, self._lock):
            head.body.addWidget(button)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_LETTERS * QApplication.font().pixelSize()
        self._back.setText(_("Tilbage") if is_narrow else self._back_words)

    def take_focus(self) -> None:
        self.panel.bar.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def help_topic(self) -> tuple[str, str]:
        return _("Dokumenter"), _(
            "Til venstre ændrer du dokumentet, til højre ser du det. Svarene i sagen bliver stående.\n\n"
            "Afsnit: flyt, udelad, skriv en bemærkning, vælg de tre bedste tiltag.\n"
            "Tekst: klik på en tekst i dokumentet, og skriv andre ord. Ændrer svaret sig siden, trykkes den nye "
            "tekst, og du får det at vide.\n"
            "Fortroligt: sæt hak ved svar, der ikke må med.\n\n"
            "Der står KLADDE på hver side, til versionen låses. Papirskemaer til at skrive på har det ikke.\n\n"
            "Lås version fryser dokumentet med sit nummer. En rettelse bliver en ny version, der selv skriver, hvad "
            "der er ændret. Gem pakken til journalen, og skriv journalnummeret på virksomhedens side bagefter."
        )

    # --- building

    def shown(self) -> None:
        self._describe()
        self.build()

    def changed(self, changes: Changes) -> None:
        """What it is made of may be another: the preview follows when things have been still for a moment."""
        if changes.kinds != {kinds.DOCUMENT}:
            self._again.start()
        self._describe()

    def _describe(self) -> None:
        about = self.about
        company = about.book.registry.names({about.company}).get(about.company, "") if about.company else ""
        documents = about.book.documents
        number = documents.next_number(self.offer.type, about.topic)
        version = _("kladde til version {n}").format(n=number)
        parts = (company, about.words, version, self._pages)
        self._line.setText(" · ".join(filter(None, parts)))

    def _follow(self) -> None:
        """Make the preview anew, but not while a version is being made that is to be locked."""
        if self._is_locking and self._task is not None:
            self._again.start()
        else:
            self.build()

    def build(self) -> None:
        """Make the PDF of the case as it stands; what was shown stays until the new one is ready."""
        self._stop()
        self._start(self.workshop.draft(), self._show)

    def _start(self, make: Maker, then: Callable[[Made], object]) -> None:
        task = self.shell.run(lambda t: make(t.progress, t.cancelled))
        self._task = task
        for shown in (self.waiting, self.overlay):
            shown.making.begin()
            task.progressed.connect(shown.making.show_progress)
        if self.made is not None:
            self.overlay.bring_later()
        task.succeeded.connect(then)
        task.failed.connect(self._failed)
        task.ended.connect(lambda: self._ended(task))

    def cancel(self) -> None:
        """Stop making it; what was shown before stays."""
        self._stop()
        self._say(_("Stoppet. Tryk »Lav igen«, når du er klar."))

    def _stop(self) -> None:
        self._again.stop()
        self._is_locking = False
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _failed(self, error: object) -> None:
        self._say(str(error) if isinstance(error, KlimabesogError) else _("Dokumentet blev ikke lavet."))

    def _say(self, sentence: str) -> None:
        for shown in (self.waiting, self.overlay):
            shown.making.stopped(sentence)
        if self.made is not None:
            self.overlay.bring()

    def _ended(self, task: Task) -> None:
        if self._task is task:
            self._task = None

    def _show(self, made: Made) -> None:
        self.made = made
        self.preview.show_pdf(made.document.pdf)
        self.panel.show_editable(made.editable)
        pages = made.document.pages
        self._pages = ngettext("{n} side", "{n} sider", pages).format(n=pages)
        self._describe()
        warnings = "\n".join(made.document.warnings)
        self._warnings.setText(warnings)
        show_if(self._warnings, bool(warnings))
        self.overlay.take_away()
        self._stack.setCurrentWidget(self.preview)
        self._enable(True)

    def _enable(self, on: bool) -> None:
        for button in (self._open, self._lock, self._save):
            button.setEnabled(on)

    # --- changing

    def _show_section(self, section: str) -> None:
        if self.made is not None and self.made.document.starts.get(section):
            self.preview.show_page(self.made.document.starts[section] - 1)

    def _show_text(self, section: str, text: str) -> None:
        """Mark a text of a section in the preview, on the pages from its beginning to the next one's."""
        if self.made is None:
            return
        starts, pages = self.made.document.starts, self.made.document.pages
        first = starts.get(section, 1)
        last = min((page for name, page in starts.items() if page > first and name != section), default=pages)
        if not self.preview.show_text(text, first - 1, last - 1):
            self.preview.show_page(first - 1)

    def _pointed(self, snippets: object, page: int) -> None:
        if self._edit.isChecked():
            self.panel.point_at(snippets, page)  # type: ignore[arg-type]

    # --- keeping

    @property
    def file_name(self) -> str:
        """What the file is called unless the user says otherwise."""
        from klimabesog.casework.papers.everything import file_name

        return file_name(self.offer, self.about) + ".pdf"

    def choose_and_save(self) -> None:
        """Let the user choose where."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        start = str(Path(folder) / self.file_name)
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem dokumentet"), start, "PDF (*.pdf)")
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the PDF; when the file is open elsewhere, offer a free name beside it."""
        assert self.made is not None
        path = path if path.suffix.lower() == ".pdf" else path.with_name(path.name + ".pdf")
        try:
            kept = save_file(path, self.made.document.pdf)
        except FileInUse as error:
            other = error.suggestion
            yes = _("Gem som {name}").format(name=other.name)
            ConfirmDialog(self, _("Filen er i brug"), str(error), yes, lambda: self.save(other)).open()
            return
        said = _("Gemt som {name}.").format(name=kept.name)
        self.shell.say(said, lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(kept))), _("Åbn"))

    def open_in_viewer(self) -> None:
        """Show a copy in the system's viewer; the copy is gone when the program ends."""
        assert self.made is not None
        path = save_file(private_folder() / self.file_name, self.made.document.pdf)
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.shell.warn(
                _("Computeren har ikke et program, der åbner PDF-filer. Gem dokumentet i stedet.")
            )

    def ask_lock(self) -> None:
        """Make the version that would be locked, and show what is frozen and corrected before it is."""
        self._stop()
        self.panel.save()
        self._is_locking = True
        self._start(locking(self.workshop), self._ask)

    def _ask(self, made: Made) -> None:
        self.overlay.take_away()
        LockDialog(self, made, self.about.words, lambda: self.lock(made)).open()

    def lock(self, made: Made) -> None:
        """Keep the version that was made; then show where it is filed from."""
        try:
            document = lock(self.about, made)
        except KlimabesogError as error:
            self.shell.warn(str(error))
            return
        self.shell.say(_("{title} er låst som version {n}.").format(title=self.offer.title, n=made.paper.version))
        IssuedDialog(self, self.shell, self.about.book.documents.row(document)).open()
        self.build()

    def leave(self) -> None:
        """Stop making it and keep what is typed; made again at once when the page was not left after all."""
        was_making = self._task is not None
        self._stop()
        self.panel.save()
        self.workshop.close()
        if was_making:
            QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self.isVisible() and self._task is None:
            self.build()
