"""A quick note, from anywhere (Ctrl+Shift+N): time-stamped, kept while typed, placed later."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from klimabesog.casework.visit import Visit
from klimabesog.desktop.form_view.autosave import Autosave
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.values.texts import _


class QuickNoteDialog(Dialog):
    """Write and close; the note is saved while it is typed."""

    def __init__(self, parent: QWidget, visit: Visit, place: tuple[str, str] | None):
        super().__init__(parent, _("Hurtig note"), width=520)
        self._visit, self._place = visit, place
        self._note: str | None = None
        self._autosave = Autosave(self)
        self.body.addWidget(
            Text(_("Noten hører til besøget hos {name}.").format(name=visit.title), "small", "muted")
        )
        self.text = TextField("", _("Note"), _("Hvad skal huskes?"), lines=4)
        self.text.textChanged.connect(lambda: self._autosave.touch(self, self.save))
        self.body.addWidget(self.text)
        self.printed = QCheckBox(_("Kommer i rapporten (ellers kun internt)"))
        self.body.addWidget(self.printed)
        self.add_buttons(Button(_("Færdig"), self.accept, kind="primary"))
        self.text.setFocus()

    def save(self) -> None:
        """Store what is typed."""
        text = self.text.toPlainText().strip()
        if text:
            form, ref = self._place or (None, None)
            self._note = self._visit.save_note(
                text, printed=self.printed.isChecked(), id=self._note, form=form, ref=ref
            )

    def done(self, result: int) -> None:
        self.save()
        super().done(result)
