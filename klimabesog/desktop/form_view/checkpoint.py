"""A checkpoint: the question with its answer bar, and beneath it the findings that Nej or Delvist opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from klimabesog.casework.visitviews import Finding
from klimabesog.desktop.form_view.finding import FindingArea
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.source import FindingSource, Node
from klimabesog.desktop.widgets.base import empty, rule, vbox


class Checkpoint(Question):
    """A checkpoint card.

    Signals:
        findings_changed(): something of a finding was stored.
        finding_edited(): text of a finding is being typed.
        finding_removed(object): the finding the user took away.
    """

    findings_changed = Signal()
    finding_edited = Signal()
    finding_removed = Signal(object)

    def __init__(self, node: Node, source: FindingSource, *, big: bool = False):
        self._source = source
        self._areas: list[FindingArea] = []
        self._column = vbox(spacing=12)
        super().__init__(node, source, big=big)
        self.body.addLayout(self._column)
        self.show_findings()

    def refresh(self, node: Node, *, keep_value: bool = False) -> None:
        super().refresh(node, keep_value=keep_value)
        if self._column.parent() is not None:
            self.show_findings()

    def show_findings(self) -> None:
        """Show the findings as they are stored now; areas that stay keep their focus and cursor."""
        findings = self._source.findings(self.ref)
        if [f.id for f in findings] != [area.finding.id for area in self._areas]:
            self._rebuild(findings)
            return
        for area, finding in zip(self._areas, findings, strict=True):
            area.show_finding(finding)

    def _rebuild(self, findings: Sequence[Finding]) -> None:
        empty(self._column)
        self._areas = []
        for finding in findings:
            if self._areas:
                self._column.addWidget(rule())
            self._areas.append(self._area(finding))
            self._column.addWidget(self._areas[-1])

    def _area(self, finding: Finding) -> FindingArea:
        area = FindingArea(self._source, finding)
        area.edited.connect(self.finding_edited)
        area.changed.connect(self._changed)
        area.another_wanted.connect(self._another)
        area.remove_wanted.connect(lambda: self._remove(area.finding))
        return area

    def _changed(self) -> None:
        self.show_findings()
        self.findings_changed.emit()

    def _another(self) -> None:
        self.save_texts()
        self._source.add_finding(self.ref)
        self._changed()

    def _remove(self, finding: Finding) -> None:
        self._source.remove_finding(finding)
        self._changed()
        self.finding_removed.emit(finding)

    def save_texts(self) -> None:
        """Store what is typed in the findings."""
        for area in self._areas:
            area.save_texts()
