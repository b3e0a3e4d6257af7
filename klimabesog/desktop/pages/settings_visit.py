"""Settings of the visit, for the whole municipality: its opening line, and whether law is on the short list."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox

from klimabesog.casework.settings import keep_law_points, keep_opening, settings
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.values.texts import _


class VisitCard(Frame):
    """What holds for every visit; kept when the field is left, and shared with the colleagues."""

    def __init__(self, shell: Shell):
        super().__init__("card")
        self._desk = shell.casebook.desk
        self.opening = TextField(name=_("Besøgets første linje"), lines=2)
        self.opening.left.connect(self.keep)
        title = Text(_("Besøgets første linje"), "small-strong")
        title.setBuddy(self.opening)
        self.law = QCheckBox(_("Tag lovpunkter med i den korte gennemgang"))
        self.law.toggled.connect(self._keep_law)
        self.add(
            Text(_("Besøg"), "heading"),
            Text(_("Gælder for hele kommunen."), "body", "muted"),
            title,
            self.opening,
            Text(_("Står øverst i samtalen og i rapporten. Tom: programmets egen linje."), "small", "muted"),
            self.law,
            Text(_("Affaldssortering, ladestandere og andet, som loven kræver."), "small", "muted"),
        )
        self.refresh()

    def refresh(self) -> None:
        """Show what holds now; what is being typed stays."""
        known = settings(self._desk)
        if not self.opening.hasFocus():
            self.opening.set_text(known.opening_line)
        self.law.blockSignals(True)
        self.law.setChecked(known.law_points)
        self.law.blockSignals(False)

    def keep(self) -> None:
        """Keep the line when it is another."""
        if " ".join(self.opening.toPlainText().split()) != settings(self._desk).opening_line:
            keep_opening(self._desk, self.opening.toPlainText())
        self.opening.set_text(settings(self._desk).opening_line)

    def _keep_law(self, on: bool) -> None:
        keep_law_points(self._desk, on)
