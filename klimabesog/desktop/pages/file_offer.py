"""A colleague's file: what it would bring, shown before anything is taken in; and taking it in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from klimabesog.casework.incoming import Incoming, Offer, OtherKey, PasswordNeeded, Taken
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.work_dialog import WorkDialog
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Frame, Text, column, is_put_away
from klimabesog.desktop.widgets.progress import WaitCursor
from klimabesog.desktop.words import few, when
from klimabesog.values import danish
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _, ngettext

NAMED = 4


class OfferDialog(WorkDialog):
    """One file: verified on the worker, then what it would bring; "Hent ind" takes it in."""

    def __init__(self, parent: QWidget, shell: Shell, path: Path):
        super().__init__(parent, shell, _("Hent fra fil"), _("Hent ind"), self.go_on)
        self._incoming = Incoming(shell.casebook, path)
        self.destroyed.connect(self._incoming.close)  # with the window, unasked
        self.offer: Offer | None = None
        self.body.addWidget(Text(path.name, "strong"))
        self.entry = Entry(_("Filens adgangssætning"))
        self.entry.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.entry.line.returnPressed.connect(self.go_on)
        self._shown = Frame("inset")
        for widget in (self.entry, self._shown):
            self.body.addWidget(widget)
            widget.hide()
        self._look()

    def go_on(self) -> None:
        """Try the password, or take the file in."""
        if self.is_busy:
            return
        if self.offer is None:
            self._look(self.entry.line.text())
        else:
            self._take(self.offer)

    def done(self, result: int) -> None:
        super().done(result)
        self._incoming.close()

    # --- looking

    def _look(self, password: str | None = None) -> None:
        self.work(_("Filen bliver gennemgået …"), lambda _task: self._incoming.look(password), self._looked)

    def _looked(self, outcome: object) -> None:
        self.rest()
        asked = not is_put_away(self.entry)
        if isinstance(outcome, Offer):
            self._show(outcome)
        elif isinstance(outcome, PasswordNeeded) or (asked and isinstance(outcome, OtherKey)):
            self._ask(str(outcome), again=asked)
        else:
            self._refuse(str(outcome))

    def _ask(self, sentence: str, *, again: bool) -> None:
        """The file is locked with a password."""
        self.entry.show()
        self.entry.say(sentence, wrong=again)
        self.go.rename(_("Åbn"))
        self.entry.line.selectAll()
        self.entry.line.setFocus()
        self.fit()

    def _refuse(self, sentence: str) -> None:
        """The file can't be used, and there is nothing more to do with it."""
        self.entry.hide()
        self.go.hide()
        self.cancel.rename(_("Luk"))
        self.cancel.setFocus()
        self.say(sentence)

    def _show(self, offer: Offer) -> None:
        self.offer = offer
        self.entry.hide()
        self._shown.add(Text(sender(offer), "strong"))
        for label, words in facts(offer):
            self._shown.add(column(Text(label, "small", "muted"), Text(words, "body"), spacing=0))
        for warning in warnings(offer):
            self._shown.add(Frame("warn").add(Text(warning, "body")))
        self._shown.show()
        self.go.rename(_("Hent ind"))
        self.go.setFocus()
        self.fit()

    # --- taking in

    def _take(self, offer: Offer) -> None:
        """A backup on the worker first, if anything new comes."""
        back_up = self._incoming.back_up if offer.new else _nothing
        self.work(_("Filen bliver hentet ind …"), lambda _task: back_up(), self._backed_up)

    def _backed_up(self, outcome: object) -> None:
        """On the store's thread: what is being typed is saved, and the file taken in whole."""
        try:
            if isinstance(outcome, KlimabesogError):
                raise outcome
            with WaitCursor():
                taken = self._shell.arrivals.take(self._incoming.take)
        except KlimabesogError as error:
            self.rest()
            self.say(str(error))
            return
        count = self._incoming.to_settle(taken)
        self.accept()
        said = " ".join(filter(None, (came(taken), split(count))))
        self._shell.say(said, self._shell.open_resolve if count else None, _("Afklar"))


def _nothing() -> None:
    """Nothing new comes: no backup is needed."""


# --- words


def sender(offer: Offer) -> str:
    """Whom the file is from."""
    if offer.own:
        return _("Fra denne computer")
    if not offer.officer:
        return _("Fra en computer, der ikke er kendt her")
    if not offer.known:
        return _("Fra {name}, på en computer, der ikke er kendt her").format(name=offer.officer)
    return _("Fra {name}").format(name=offer.officer)


def facts(offer: Offer) -> list[tuple[str, str]]:
    """What it would bring: labels and words."""
    told = [(_("Ændringer"), _count(offer))]
    if offer.newest is not None:
        newest = when(offer.newest.date().isoformat(), offer.newest.strftime("%H:%M"))
        told.append((_("Den nyeste er fra"), newest))
    told += [(_("Virksomheder"), few(offer.companies, NAMED))] if offer.companies else []
    told += [(_("Besøg"), few(offer.visits, NAMED, "\n"))] if offer.visits else []
    return told


def _count(offer: Offer) -> str:
    if not offer.new:
        return _("Alt i filen er her i forvejen.")
    changes = danish.format_number(offer.changes)
    if offer.new == offer.changes:
        return ngettext("{n}, som er ny her", "{n}, alle nye her", offer.changes).format(n=changes)
    new = danish.format_number(offer.new)
    return ngettext("{n}, heraf {m} ny her", "{n}, heraf {m} nye her", offer.new).format(n=changes, m=new)


def warnings(offer: Offer) -> list[str]:
    """What to think of before it is taken in."""
    said = []
    if offer.removed:
        said.append(
            _("Computeren er fjernet, og filen er skrevet bagefter. Hent den kun ind, hvis du ved, hvem der har "
              "skrevet den.")
        )  # fmt: skip
    if offer.erasures:
        said.append(
            ngettext("{n} sletning for altid følger med og gælder også her.",
                     "{n} sletninger for altid følger med og gælder også her.", offer.erasures)
            .format(n=offer.erasures)
        )  # fmt: skip
    if offer.newer:
        said.append(
            ngettext("{n} ændring er fra en nyere udgave af programmet. Den vises, når du har opdateret.",
                     "{n} ændringer er fra en nyere udgave af programmet. De vises, når du har opdateret.",
                     offer.newer).format(n=offer.newer)
        )  # fmt: skip
    return said


def came(taken: Taken) -> str:
    """What was taken in, in one sentence."""
    if taken.came:
        return _("{what} hentet ind.").format(what=_counted(taken))
    if taken.quarantined:
        return _("Filen er gemt og vises, når programmet er opdateret.")
    return _("Alt i filen var her i forvejen.")


def _counted(taken: Taken) -> str:
    changes = ngettext("{n} ændring", "{n} ændringer", taken.came).format(n=danish.format_number(taken.came))
    if not taken.visits:
        return changes
    visits = danish.format_number(len(taken.visits))
    return _("{changes} i {m} besøg").format(changes=changes, m=visits)


def split(count: int) -> str:
    """ "2 ting skal afklares."; "" for nothing."""
    return (
        ngettext("{n} ting skal afklares.", "{n} ting skal afklares.", count).format(n=count) if count else ""
    )
