"""Photos from a phone: read as a batch, matched by capture time with one clock offset, confirmed in one view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QProgressBar, QWidget

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Finding, InboxPhoto
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.tasks import Task
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.number_field import NumberField
from klimabesog.desktop.widgets.photo_strip import PICTURES
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext


class InboxRow(Frame):
    """One photo with the finding it is proposed for."""

    def __init__(self, photo: InboxPhoto, findings: Sequence[Finding], offset: int):
        super().__init__("card", row=True, margins=(10, 8, 12, 8))
        self.photo = photo
        self.body.setSpacing(12)
        self.body.addWidget(_thumb(photo))
        words = vbox(spacing=2)
        words.addWidget(Text(Path(photo.path).name, "strong"))
        words.addWidget(Text(_proposal(photo, offset), "small", "muted"))
        self.body.addLayout(words, 2)
        self.choice = Combo(_("Hvor hører {name} til?").format(name=Path(photo.path).name))
        self.choice.addItem(_("Løst billede"), None)
        for finding in findings:
            place = f" ({finding.place})" if finding.place else ""
            self.choice.addItem(f"{finding.checkpoint} {finding.label}{place}", finding.id)
        self.choice.setCurrentIndex(max(0, self.choice.findData(_match(photo, findings))))
        self.body.addWidget(self.choice, 3)

    @property
    def finding(self) -> str | None:
        """The id of the chosen finding; None for a loose picture."""
        return self.choice.currentData()


def _thumb(photo: InboxPhoto) -> QLabel:
    label = QLabel()
    pixmap = QPixmap()
    pixmap.loadFromData(photo.thumbnail)
    size = QSize(96, 72)
    if not pixmap.isNull():
        label.setPixmap(
            pixmap.scaled(
                size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        )
    label.setFixedSize(size)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return label


def _proposal(photo: InboxPhoto, offset: int) -> str:
    if not photo.taken:
        return _("Billedet siger ikke, hvornår det er taget")
    taken = datetime.fromisoformat(photo.taken) + timedelta(minutes=offset)
    time = danish.format_time(taken.strftime("%H:%M"))
    if photo.proposal is None:
        return _("Taget kl. {time}").format(time=time)
    return _("Taget kl. {time} ved »{label}«").format(time=time, label=photo.proposal.label)


def _match(photo: InboxPhoto, findings: Sequence[Finding]) -> str | None:
    """The first finding at the question that was open then."""
    if photo.proposal is None:
        return None
    place = (photo.proposal.form, photo.proposal.ref)
    return next((finding.id for finding in findings if (finding.form, finding.ref) == place), None)


class InboxDialog(Dialog):
    """The photo inbox of a visit."""

    def __init__(self, parent: QWidget, shell: Shell, visit: Visit):
        super().__init__(parent, _("Billeder fra telefonen"), width=860)
        self._shell, self._visit = shell, visit
        self._paths: list[Path] = []
        self._read: list = []
        self._rows: list[InboxRow] = []
        self._task: Task | None = None
        self.setMinimumHeight(520)
        self._build()

    def _build(self) -> None:
        help_text = _(
            "Vælg alle billederne på én gang. De sorteres efter tid og foreslås ved det spørgsmål, der var åbent."
        )
        self.body.addWidget(Text(help_text, "body", "muted"))
        line = hbox(spacing=10)
        line.addWidget(Button(_("Vælg billeder"), self.choose, icon="foto", kind="primary"))
        line.addStretch(1)
        line.addWidget(Text(_("Telefonens ur er bagud med"), "body", wrap=False))
        self.offset = NumberField("0", _("Minutter telefonens ur er bagud"), unit=_("minutter"), integer=True)
        self.offset.line.setMaximumWidth(90)
        self.offset.left.connect(self._again)
        line.addWidget(self.offset)
        self.body.addLayout(line)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setRange(0, 1000)
        self._progress.hide()
        self.body.addWidget(self._progress)
        self._problems = Text("", "small", "danger")
        self._problems.hide()
        self.body.addWidget(self._problems)
        content = QWidget()
        self._list = vbox(content, 8)
        self._list.addStretch(1)
        self.body.addWidget(Scroll(content), 1)
        self._confirm = Button(_("Tilføj billederne"), self.confirm, kind="primary")
        self._confirm.setEnabled(False)
        self.add_buttons(Button(_("Annuller"), self.reject), self._confirm)

    def choose(self) -> None:
        """Let the user pick the batch."""
        paths, _filter = QFileDialog.getOpenFileNames(
            self, _("Vælg billeder"), "", f"{_('Billeder')} ({PICTURES})"
        )
        if paths:
            self.read([Path(path) for path in paths])

    def read(self, paths: Sequence[Path]) -> None:
        """Read the files on the worker thread, then show the proposals."""
        self._paths = list(paths)
        self._progress.setValue(0)
        self._progress.show()
        self._confirm.setEnabled(False)
        task = self._shell.run(lambda t: self._visit.read_inbox(self._paths, t.progress, t.cancelled))
        self._task = task
        task.progressed.connect(lambda share: self._progress.setValue(round(share * 1000)))
        task.succeeded.connect(self._show_read)
        task.ended.connect(self._progress.hide)

    def _show_read(self, outcome: object) -> None:
        read, problems = cast("tuple[list, list[str]]", outcome)
        self._read = read
        self._problems.setText("\n".join(problems))
        show_if(self._problems, bool(problems))
        self._again()

    def _minutes(self) -> int:
        text = self.offset.value
        return int(text) if text.lstrip("-").isdigit() else 0

    def _again(self) -> None:
        """Propose anew with the clock offset."""
        if not self._read:
            return
        offset = self._minutes()
        photos = self._visit.propose_inbox(self._read, offset)
        findings = self._visit.all_findings()
        empty(self._list)
        self._rows = [InboxRow(photo, findings, offset) for photo in photos]
        for row in self._rows:
            self._list.addWidget(row)
        self._list.addStretch(1)
        self._confirm.setEnabled(bool(self._rows))
        count = len(self._rows)
        self._confirm.setText(ngettext("Tilføj {n} billede", "Tilføj {n} billeder", count).format(n=count))

    def confirm(self) -> None:
        """Keep all pictures where they are placed now."""
        added = self._visit.place_inbox([(row.photo, row.finding) for row in self._rows])
        text = ngettext("{n} billede er tilføjet.", "{n} billeder er tilføjet.", len(added)).format(
            n=len(added)
        )
        self._shell.say(text)
        self.accept()

    def done(self, result: int) -> None:
        if self._task is not None and self._progress.isVisible():
            self._task.cancel()
        super().done(result)
