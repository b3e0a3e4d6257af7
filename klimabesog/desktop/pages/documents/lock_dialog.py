""" "Lås version": what is frozen, and what the new version corrects, before it is locked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from klimabesog.casework.documents import content_hash, title_of
from klimabesog.casework.papers.making import Made
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _, ngettext


class LockDialog(Dialog):
    """`lock` is called when it is to be locked."""

    bounded = True

    def __init__(self, parent: QWidget, made: Made, words: str, lock: Callable[[], object]):
        paper = made.paper
        super().__init__(parent, _("Lås version {n}?").format(n=paper.version), width=580)
        pages = ngettext("{n} side", "{n} sider", made.document.pages).format(n=made.document.pages)
        what = (title_of(paper.TYPE), words, format_date(paper.date) if paper.date else "", pages)
        self.body.addWidget(Text(" · ".join(filter(None, what)), "strong"))
        self.body.addWidget(
            Text(
                _(
                    "Tekst, tal, priser, faktorer, fotos og dine ændringer fryses, som de står nu. "
                    "Sagen kan stadig ændres. En rettelse bliver en ny version."
                ),
                "body",
            )
        )
        if paper.corrections:
            self.body.addWidget(Text(self._heading(paper.corrects or str(paper.version - 1)), "small-strong"))
            self.body.addWidget(self._list(paper.corrections))
            self.body.addWidget(Text(_("Listen trykkes sidst i dokumentet."), "small", "muted"))
        for warning in made.document.warnings:
            self.body.addWidget(Text(warning, "small", "warn"))
        digest = Text(_("SHA-256: {hash}").format(hash=content_hash(made.document.pdf)), "small", "muted")
        self.body.addWidget(digest)

        def do() -> None:
            self.accept()
            lock()

        self.add_buttons(
            Button(_("Annuller"), self.reject), Button(_("Lås version"), do, kind="primary", icon="laas")
        )

    @staticmethod
    def _heading(version: str) -> str:
        return _("Rettelser siden version {number}").format(number=version)

    @staticmethod
    def _list(corrections: tuple[str, ...]) -> QWidget:
        content = QWidget()
        column = vbox(content, 4)
        column.setContentsMargins(12, 8, 12, 8)
        for sentence in corrections:
            column.addWidget(Text(f"• {sentence}", "body"))
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setMinimumHeight(min(240, 34 + 26 * len(corrections)))
        box = Frame("inset", margins=(0, 0, 0, 0))
        box.add(scroll)
        return box
