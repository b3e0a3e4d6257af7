"""Rundgang: one checkpoint a screen, for one hand: large answers, photo and next under the thumb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from klimabesog.casework.visit import Visit
from klimabesog.desktop.form_view.choice_editors import BarEditor
from klimabesog.desktop.form_view.finding import FindingArea
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import is_checkpoint
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.pages.visit.source import VisitSource
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.photo_strip import PhotoStrip
from klimabesog.values.texts import _


@dataclass(frozen=True)
class Stop:
    """One checkpoint of the round."""

    chapter: str
    form: str
    ref: str


def stops_of(visit: Visit) -> list[Stop]:
    """Every checkpoint that is asked now, in the order of the outline."""
    return [
        Stop(chapter.title, chapter.form, node.ref)
        for chapter in visit.chapters()
        if chapter.form
        for node in visit.asked(chapter)
        if is_checkpoint(node)
    ]


def big(button: Button) -> Button:
    """A button for a thumb."""
    button.setProperty("thumb", True)
    button.setMinimumWidth(120)
    return button


class RoundMode(QWidget):
    """The round.

    Signals:
        left(str, str): form and ref where the round was ended.
    """

    left = Signal(str, str)

    def __init__(self, visit: Visit, source_of: Callable[[str], VisitSource]):
        super().__init__()
        self._visit, self._source_of = visit, source_of
        self.stops: list[Stop] = []
        self.index = 0
        self._areas: list[FindingArea] = []
        self._chapter = Text("", "heading", "muted", wrap=False)
        self._place = Badge("")
        self._question = Text("", "display")
        self._hint = Text("", "lead", "muted")
        self._editor: BarEditor | None = None
        self._answers = vbox(spacing=0)
        self._findings = vbox(spacing=14)
        self._arrange()
        for key, by in (("Right", 1), ("PgDown", 1), ("Left", -1), ("PgUp", -1)):
            shortcut = QShortcut(QKeySequence(f"Alt+{key}" if key in ("Left", "Right") else key), self)
            shortcut.activated.connect(lambda by=by: self.go(by))

    def _arrange(self) -> None:
        layout = vbox(self, 0)
        top = Frame("bar-top", row=True, margins=(20, 8, 14, 8))
        top.body.addWidget(self._chapter)
        top.body.addWidget(self._place)
        top.body.addStretch(1)
        top.body.addWidget(big(Button(_("Afslut rundgang"), self.leave, icon="kryds")))
        layout.addWidget(top)
        content = QWidget()
        content.setMaximumWidth(1000)
        column = vbox(content, 16)
        column.setContentsMargins(28, 26, 28, 26)
        for widget in (self._question, self._hint):
            column.addWidget(widget)
        column.addLayout(self._answers)
        column.addLayout(self._findings)
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        layout.addWidget(scroll, 1)
        layout.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = Frame("bar-bottom", row=True, margins=(14, 8, 14, 8))
        foot.body.setSpacing(12)
        self._back = big(Button(_("Forrige"), lambda: self.go(-1), icon="venstre"))
        self._photo = big(Button(_("Foto"), self._add_photo, icon="foto"))
        self._next = big(Button(_("Næste"), lambda: self.go(1), kind="primary", icon="hoejre"))
        self._next.setMinimumWidth(220)
        foot.body.addWidget(self._back)
        foot.body.addStretch(1)
        foot.body.addWidget(self._photo)
        foot.body.addWidget(self._next)
        return foot

    def start(self, form: str | None, ref: str | None) -> bool:
        """Begin at this question, or at the first unanswered checkpoint; False when there are none."""
        self.stops = stops_of(self._visit)
        if not self.stops:
            return False
        here = [i for i, stop in enumerate(self.stops) if (stop.form, stop.ref) == (form, ref)]
        open_ = [i for i, stop in enumerate(self.stops) if not self._visit.node(stop.form, stop.ref).value]
        self.index = (here or open_ or [0])[0]
        self._show()
        return True

    def go(self, by: int) -> None:
        """To the next or previous checkpoint; behind the last the round ends."""
        self.flush()
        stop = self.stops[self.index]
        self.stops = stops_of(self._visit)
        now = next((i for i, s in enumerate(self.stops) if s == stop), min(self.index, len(self.stops) - 1))
        if now + by >= len(self.stops):
            self.leave()
            return
        self.index = max(0, now + by)
        self._show()

    def leave(self) -> None:
        """Back to the workspace, at the same question."""
        self.flush()
        stop = self.stops[self.index]
        self.left.emit(stop.form, stop.ref)

    def flush(self) -> None:
        """Save what is being typed."""
        for area in self._areas:
            area.save_texts()

    def _show(self) -> None:
        stop = self.stops[self.index]
        node = self._visit.node(stop.form, stop.ref)
        self._source_of(stop.form).attend(stop.ref)
        self._chapter.setText(stop.chapter)
        self._place.show_text(_("{n} af {m}").format(n=self.index + 1, m=len(self.stops)))
        self._question.setText(node.label)
        self._hint.setText(node.hint or "")
        self._hint.setVisible(bool(node.hint))
        self._show_bar(stop, node)
        self._show_findings()
        self._back.setEnabled(self.index > 0)
        self._next.setText(_("Næste") if self.index + 1 < len(self.stops) else _("Færdig"))

    def _show_bar(self, stop: Stop, node: Node) -> None:
        empty(self._answers)
        editor = BarEditor(checkpoint=True, big=True)
        editor.show_node(node)
        editor.committed.connect(lambda: self._answer(stop, editor.value))
        editor.next_wanted.connect(self.go)
        self._answers.addWidget(editor)
        self._editor = editor
        editor.setFocus()

    def _answer(self, stop: Stop, value: str) -> None:
        self._source_of(stop.form).answer(stop.ref, value)
        self._show_findings()

    def _show_findings(self) -> None:
        stop = self.stops[self.index]
        source = self._source_of(stop.form)
        findings = source.findings(stop.ref)
        if [f.id for f in findings] == [area.finding.id for area in self._areas]:
            for area, finding in zip(self._areas, findings, strict=True):
                area.show_finding(finding)
            return
        empty(self._findings)
        self._areas = []
        for finding in findings:
            area = FindingArea(source, finding)
            area.changed.connect(self._show_findings)
            area.another_wanted.connect(lambda: self._another(stop))
            area.remove_wanted.connect(lambda area=area: self._remove(area))
            area.edited.connect(area.save_soon)
            self._areas.append(area)
            self._findings.addWidget(area)

    def _another(self, stop: Stop) -> None:
        self.flush()
        self._source_of(stop.form).add_finding(stop.ref)
        self._show_findings()

    def _remove(self, area: FindingArea) -> None:
        self._source_of(area.finding.form).remove_finding(area.finding)
        self._show_findings()

    def _add_photo(self) -> None:
        """Photos go to the finding here, else they are loose."""
        strip = PhotoStrip(_("Foto"))
        stop = self.stops[self.index]
        source = self._source_of(stop.form)
        findings = source.findings(stop.ref)
        strip.added.connect(lambda given: source.add_photos(given, findings[0] if findings else None))
        strip.setParent(self)
        strip.hide()
        strip.choose()
        strip.deleteLater()
        self._show_findings()
