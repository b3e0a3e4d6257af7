"""Taking a person's name out of texts: which places, what they will say, that it can't be undone; then the letter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.intake import Taken
from klimabesog.casework.nameplaces import Place
from klimabesog.casework.needles import REMOVED
from klimabesog.casework.personfiles import Unread
from klimabesog.casework.redaction import Redacted, redact
from klimabesog.desktop.pages.erasing import LetterDialog
from klimabesog.desktop.pages.place_list import PlaceList
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.progress import Progress
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _, ngettext


class RedactDialog(Dialog):
    """Which places lose the name.

    Signals:
        redacted(): the name is gone from those that were chosen.
    """

    redacted = Signal()

    def __init__(
        self,
        parent: QWidget,
        shell: Shell,
        needles: Sequence[str],
        places: Sequence[Place],
        unread: Sequence[Unread] = (),
    ):
        super().__init__(parent, _("Fjern navnet for altid"), width=760)
        self._shell, self._needles, self._unread = shell, list(needles), tuple(unread)
        words = _(
            "Hvor der er hak, bliver navnet til “{removed}”, og tidligere udgaver af teksten bliver tømt: her nu, på "
            "de andre computere, når de deler, og i sikkerhedskopierne. Det kan ikke fortrydes."
        )
        self.body.addWidget(Frame("warn").add(Text(words.format(removed=REMOVED), "body")))
        searched = _("Der er søgt på {needles} i al tekst og i de filer, programmet kan læse, ikke i billeder.")
        self.body.addWidget(Text(searched.format(needles=" · ".join(self._needles)), "small", "muted"))
        self.list = PlaceList(places, self._needles[0])
        self.list.setMinimumHeight(min(420, 90 * max(2, len(places))))
        self.list.itemChanged.connect(lambda _item: self._count())
        self.body.addLayout(self._tools())
        self.body.addWidget(self.list, 1)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.act = Button("", self._redact, kind="danger", icon="slet")
        cancel = Button(_("Annuller"), self.reject)
        self.add_buttons(self.act, cancel)
        self._count()
        self.list.setFocus()

    def _tools(self) -> hbox:  # type: ignore[valid-type]
        line = hbox(spacing=8)
        self._told = Text("", "small-strong", wrap=False)
        line.addWidget(self._told, 1)
        line.addWidget(Button(_("Vælg alle"), lambda: self.list.check_all(True), kind="quiet"))
        line.addWidget(Button(_("Vælg ingen"), lambda: self.list.check_all(False), kind="quiet"))
        return line

    def _count(self) -> None:
        chosen, of = len(self.list.chosen()), self.list.count()
        self._told.setText(
            ngettext("{n} af {of} sted er valgt", "{n} af {of} steder er valgt", of).format(n=chosen, of=of)
        )
        said = ngettext("Fjern fra {n} sted for altid", "Fjern fra {n} steder for altid", chosen).format(
            n=chosen
        )
        self.act.setText(said)
        self.act.setAccessibleName(said)
        self.act.setEnabled(chosen > 0)

    def _redact(self) -> None:
        shell = self._shell
        try:
            with Progress(self, _("Navnet fjernes …"), cancel=True) as progress:
                done = shell.arrivals.take(lambda: self._work(progress))
        except KlimabesogError as error:
            self._say(str(error))
            return
        if not isinstance(done, Redacted):
            self._say(_("Afbrudt. Intet er ændret."))
            return
        self.accept()
        self.redacted.emit()
        LetterDialog(shell.window(), _("Navnet er fjernet"), done.letter).open()

    def _work(self, progress: Progress) -> Redacted | Taken:
        done = redact(
            self._shell.casebook,
            self._needles,
            self.list.chosen(),
            self.list.left(),
            unread=self._unread,
            progress=progress,
            cancelled=progress.wasCanceled,
            beginning=progress.hold,
        )
        return done or Taken()

    def _say(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
