"""Skemaer: the forms installed, each with its version; the interview, the checklist, the measures."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from klimabesog.desktop.pages.scroll import ScrollPage
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, empty, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _


class FormsPage(ScrollPage):
    """The list of forms."""

    def __init__(self, shell: Shell):
        super().__init__(shell, _("Skemaer"), max_width=1000)
        self.show_head(
            _("Skemaer"),
            _("Spørgsmål og beregninger er skemaer, som kommunen selv kan rette i Excel (XLSForm)."),
        )
        self._body = vbox(spacing=16)
        self.column.addLayout(self._body)
        self.column.addStretch(1)

    def shown(self) -> None:
        """Read the forms anew."""
        empty(self._body)
        rows = self.shell.casebook.form_rows()
        for title, chosen in (
            (_("Besøget"), [row for row in rows if not row.measure]),
            (_("Tiltag, der kan regnes på"), [row for row in rows if row.measure]),
        ):
            card = Frame("card")
            card.add(Text(title, "heading"))
            for row in chosen:
                card.add(self._row(row))
            if chosen:
                self._body.addWidget(card)

    def _row(self, row) -> QWidget:
        box = QWidget()
        line = hbox(box, 12)
        words = vbox(spacing=0)
        words.addWidget(Text(row.title, "strong"))
        words.addWidget(Text(row.source_name, "small", "muted"))
        line.addLayout(words, 1)
        line.addWidget(Badge(_("version {v}").format(v=row.version)))
        save = Button(_("Gem kopi"), lambda: self._save(row.id), kind="quiet", icon="gem")
        save.setAccessibleName(_("Gem en kopi af {title}").format(title=row.title))
        line.addWidget(save)
        return box

    def _save(self, version: str) -> None:
        """Write what the author wrote, to edit it elsewhere."""
        from klimabesog.casework.saving import save_file

        name, data = self.shell.casebook.form_source(version)
        path, _filter = QFileDialog.getSaveFileName(self, _("Gem skemaet"), name)
        if path:
            save_file(Path(path), data)
            self.shell.say(_("Skemaet er gemt som {name}.").format(name=Path(path).name))
