"""A row of a repeat that folds to what it is called, what it says and what it lacks, so that twenty stay in view."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from klimabesog.casework.outline import answer_text, is_answered, is_question, unit_of
from klimabesog.desktop.form_view.source import Node
from klimabesog.desktop.form_view.tree import has_word
from klimabesog.desktop.theme import icons
from klimabesog.desktop.theme.colors import colors_of
from klimabesog.desktop.widgets.base import Badge, Text, show_if, vbox
from klimabesog.desktop.widgets.markup import plain
from klimabesog.desktop.widgets.row_button import PaintedRow, deaf
from klimabesog.values.texts import _, ngettext

NAMING = frozenset({"text", "select1", "barcode"})
TOLD = frozenset({"text", "select1", "integer", "decimal", "date", "range"})
FACTS = 4
"""So many answers are told on the line of a folded row."""


@dataclass(frozen=True)
class Summary:
    """A row in short: its name (the first answer), the note that holds for it, further answers, what it lacks."""

    title: str = ""
    note: str = ""
    facts: str = ""
    missing: int = 0
    wrong: int = 0

    @property
    def lacks(self) -> str:
        """ "2 mangler", "1 fejl"; "" when all is well."""
        if self.wrong:
            return ngettext("{n} fejl", "{n} fejl", self.wrong).format(n=self.wrong)
        return (
            ngettext("{n} mangler", "{n} mangler", self.missing).format(n=self.missing)
            if self.missing
            else ""
        )


def summary_of(row: Node) -> Summary:
    """What a row says now."""
    asked = [node for node in _leaves(row) if is_question(node)]
    own = [node for node in row.children if node.relevant and not node.children and is_question(node)]
    names = [node for node in own if node.kind in NAMING][:2]  # a new one is named by the question after the list
    naming = next((node for node in names if is_answered(node)), None)
    beside = {name for node in own for name in (node.kb.get("enhed"), node.kb.get("kilde")) if name}
    told = (node for node in own if node is not naming and node.kind in TOLD and node.name not in beside)
    facts = [_fact(node) for node in told if is_answered(node) and not has_word(node, "multiline")]
    notes = (n for n in row.children if n.kind == "note" and n.relevant and n.label)
    return Summary(
        title=answer_text(naming) if naming is not None else "",
        note=plain(next((node.label for node in notes), "")) if naming is not None else "",
        facts=" · ".join(facts[:FACTS]),
        missing=sum(bool(node.required) and not is_answered(node) for node in asked),
        wrong=sum(not node.valid for node in asked),
    )


def _leaves(row: Node) -> Iterator[Node]:
    for node in row.children:
        if node.relevant:
            yield from _leaves(node) if node.children else (node,)


def _fact(node: Node) -> str:
    """An answer as it reads alone, a number with its unit."""
    return " ".join(part for part in (answer_text(node), unit_of(node)) if part)


class Chevron(QWidget):
    """The mark that says whether the row is folded."""

    def __init__(self) -> None:
        super().__init__()
        self._name = "hoejre"
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        side = round(self.fontMetrics().height() * 0.9)
        self.setFixedSize(QSize(side, side))

    def point(self, name: str) -> None:
        """Point right (hoejre) or down (ned)."""
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        icons.paint(painter, self._name, self.rect().toRectF(), colors_of(self).muted)


class FoldHead(PaintedRow):
    """The head of a folding row: pressed, it shows or hides the row's questions."""

    def __init__(self) -> None:
        super().__init__()
        self.row.setContentsMargins(8, 7, 8, 7)
        self._chevron = Chevron()
        self.row.addWidget(deaf(self._chevron), 0, Qt.AlignmentFlag.AlignTop)
        words = vbox(spacing=1)
        self._title, self._note = Text("", "strong"), Text("", "small", "muted")
        self._facts = Text("", "small")
        for label in (self._title, self._note, self._facts):
            words.addWidget(deaf(label))
        self.row.addLayout(words, 1)
        self._lacks = Badge("", "warn")
        self.row.addWidget(deaf(self._lacks), 0, Qt.AlignmentFlag.AlignTop)

    def show_summary(self, number: int, summary: Summary, *, folded: bool) -> None:
        """Say what the row says; unfolded its questions say it themselves."""
        title = summary.title or _("Række {number}").format(number=number)
        self._title.setText(title)
        for label, text in ((self._note, summary.note), (self._facts, summary.facts)):
            label.setText(text)
            show_if(label, bool(text) and folded)
        self._lacks.show_text(summary.lacks, "danger" if summary.wrong else "warn")
        self._chevron.point("hoejre" if folded else "ned")
        told = (summary.note, summary.facts, summary.lacks, _("Fold ud") if folded else _("Fold sammen"))
        self.setAccessibleName(". ".join((title, *(text for text in told if text))))
        self.setToolTip(_("Fold ud") if folded else _("Fold sammen"))
