"""An adviser's figures on the page of the technical review: a workbook out, what came back looked at and taken in."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from klimabesog.casework.adviser.review import Line, Review, review_file
from klimabesog.casework.adviser.sheet import AdviserFile, read_adviser_file
from klimabesog.casework.adviser.taking import take
from klimabesog.casework.steps.book import StepBook
from klimabesog.desktop.pages.work_dialog import WorkDialog
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.progress import WaitCursor
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _, ngettext


class AdviserBar(Frame):
    """Above the adviser's proposals: a workbook for the adviser, and the way in for what came back.

    Signals:
        wanted(str): til_raadgiver or fra_raadgiver.
    """

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("inset", margins=(14, 10, 14, 12))
        sentence = _("De gule felter er rådgiverens. Du ser hver ændring, før den bliver hentet.")
        self.body.setSpacing(2)
        self.add(Text(_("Lad rådgiveren skrive i et regneark"), "strong"), Text(sentence, "small", "muted"))
        self.out = Button(_("Gem som Excel"), lambda: self.wanted.emit("til_raadgiver"), icon="gem")
        self.back = Button(_("Hent rådgiverens tal …"), lambda: self.wanted.emit("fra_raadgiver"))
        buttons = QWidget()
        line = FlowLayout(buttons, spacing=10)
        line.setContentsMargins(0, 8, 0, 0)
        line.addWidget(self.out)
        line.addWidget(self.back)
        self.add(buttons)


class AdviserDialog(WorkDialog):
    """One file: read by the worker, then what it would change, a box for each; "Hent" takes what is ticked.

    Signals:
        taken(int): how many changes were taken in.
    """

    taken = Signal(int)

    def __init__(self, parent: QWidget, shell: Shell, book: StepBook, path: Path):
        super().__init__(parent, shell, _("Rådgiverens tal"), _("Hent"), self.take)
        self._book = book
        self.review: Review | None = None
        self.boxes: dict[int, QCheckBox] = {}
        self.body.addWidget(Text(path.name, "strong"))
        self._box = QWidget()
        self._box.hide()
        self._shown = vbox(self._box, 10)
        self.body.addWidget(self._box)
        self.all = Button(_("Vælg alle"), self.tick_all)
        self.all.hide()
        self.foot.insertWidget(0, self.all)
        self.work(_("Regnearket bliver læst …"), lambda _task: read_adviser_file(path), self._read)

    # --- looking

    def _read(self, outcome: object) -> None:
        self.rest()
        try:
            if isinstance(outcome, KlimabesogError):
                raise outcome
            assert isinstance(outcome, AdviserFile)
            with WaitCursor():
                self._show(review_file(self._shell.casebook, self._book, outcome))
        except KlimabesogError as error:
            self._only_close()
            self.say(str(error))

    def _show(self, review: Review) -> None:
        self.review = review
        empty(self._shown)
        self._shown.addWidget(Text(_summary(review), "body"))
        for _measure, lines in groupby(review.lines, key=lambda line: (line.measure, line.title)):
            self._shown.addWidget(self._group(list(lines)))
        if review.troubles:
            self._shown.addWidget(_troubles(review))
        self._box.show()  # only now: what is not shown has no height
        self.all.setVisible(bool(review.lines))
        if review.lines:
            self._count()
            next(iter(self.boxes.values())).setFocus()
        else:
            self._only_close()
        self.fit()

    def _only_close(self) -> None:
        self.go.hide()
        self.cancel.rename(_("Luk"))
        self.cancel.setFocus()

    def _group(self, lines: list[Line]) -> Frame:
        """A measure with its changes."""
        frame = Frame("inset", margins=(14, 10, 10, 8))
        frame.body.setSpacing(2)
        head = hbox(spacing=8)
        head.addWidget(Text(lines[0].title, "strong"), 1)
        frame.body.addLayout(head)
        for line in lines:
            box = QCheckBox(_change(line))
            box.setAccessibleName(f"{line.title}. {_change(line)}")
            box.setToolTip(line.place)
            box.setChecked(line.advised)
            box.toggled.connect(self._count)
            self.boxes[line.number] = box
            frame.add(box)
            beside = _beside(line)
            if beside:
                words = Text(beside, "small", "muted")
                words.setContentsMargins(40, 0, 0, 4)
                frame.add(words)
        return frame

    @property
    def chosen(self) -> frozenset[int]:
        """The numbers of the lines that are ticked."""
        return frozenset(number for number, box in self.boxes.items() if box.isChecked())

    def tick_all(self) -> None:
        """Tick every line, or none when all are."""
        on = len(self.chosen) < len(self.boxes)
        for box in self.boxes.values():
            box.setChecked(on)

    def _count(self) -> None:
        count = len(self.chosen)
        self.go.rename(ngettext("Hent {n} ændring", "Hent {n} ændringer", count).format(n=count))
        self.go.setEnabled(bool(count))
        self.all.rename(_("Vælg ingen") if count == len(self.boxes) else _("Vælg alle"))

    # --- taking in

    def take(self) -> None:
        """Take in what is ticked."""
        if self.is_busy or self.review is None:
            return
        try:
            with WaitCursor():
                count = take(self._book, self.review, self.chosen)
        except KlimabesogError as error:
            self.say(str(error))
            return
        self.accept()
        self.taken.emit(count)


def _summary(review: Review) -> str:
    if not review.lines:
        return _("Der er intet nyt i regnearket. Alt, der er forstået, står i sagen i forvejen.")
    measures = len({line.measure for line in review.lines if line.measure})
    new = sum(line.is_new for line in review.lines)
    parts = [
        ngettext("ændringer i {n} tiltag", "ændringer i {n} tiltag", measures).format(n=measures) if measures else "",
        ngettext("{n} nyt forslag", "{n} nye forslag", new).format(n=new) if new else "",
    ]  # fmt: skip
    words = _("Regnearket har {what}. Intet ændres, før du henter det.")
    said = words.format(what=_(" og ").join(part for part in parts if part))
    if not review.troubles:
        return said
    return f"{said} {_('Noget blev ikke forstået: det står nederst.')}"


def _change(line: Line) -> str:
    """ "Investering: 40.000 kr. → 35.000 kr."."""
    if line.is_new:
        return f"{line.what}: {line.after}"
    return f"{line.what}: {line.before} → {line.after}"


def _beside(line: Line) -> str:
    """Our own figure to compare with, and what is to be known of the new one."""
    ours = _("Vores skøn: {estimate}").format(estimate=line.estimate) if line.estimate != "–" else ""
    return " · ".join(part for part in (ours, line.note) if part)


def _troubles(review: Review) -> Frame:
    """What was not understood, with its place in the file."""
    frame = Frame("warn")
    count = len(review.troubles)
    words = ngettext("{n} felt er ikke forstået:", "{n} felter er ikke forstået:", count)
    frame.add(Text(words.format(n=count), "strong"))
    for trouble in review.troubles:
        frame.add(Text(str(trouble), "body"))
    return frame


