"""Writing a text of help: words, address, whom and what it fits, and until when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QWidget

from klimabesog.casework.cpr import CprFound
from klimabesog.casework.helptexts import AREAS, BRANCHES, HelpText, Suggestion
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, column, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_list import Pair
from klimabesog.desktop.widgets.date_field import DateField
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.fields import TextField
from klimabesog.desktop.widgets.pick_several import PickSeveral
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

HEIGHT = 440


class HelpTextDialog(Dialog):
    """A new text, one that is known, or one that a pointer of the program's becomes (`begun`, with its caveat)."""

    bounded = True

    def __init__(
        self,
        parent: QWidget,
        measures: Sequence[Pair],
        save: Callable[[Mapping[str, str]], object],
        known: HelpText | None = None,
        begun: Suggestion | None = None,
    ):
        title = _("Ret teksten") if known else _("Tag forslaget over") if begun else _("Ny tekst")
        super().__init__(parent, title, width=620)
        self._save = save
        self.title, self.link = Entry(_("Overskrift")), Entry(_("Adresse på nettet"), _("Fx sparenergi.dk"))
        self.who = Entry(_("Hvem"), _("Hvem tilbyder det, og hvem er det til?"))
        self.text = TextField(name=_("Hvad det går ud på"), lines=3)
        self.until = DateField(name=_("Gælder til"))
        areas = [(code, _(name)) for code, name in AREAS.items()]
        branches = [(code, _(name)) for code, name in BRANCHES.items()]
        self.areas = PickSeveral(_("Indsatsområder"), areas)
        self.forms = PickSeveral(_("Tiltag"), measures)
        self.branches = PickSeveral(_("Kun til brancherne"), branches)
        content = QWidget()
        self._fill(vbox(content, 12), begun)
        scroll = Scroll(content)
        scroll.setMinimumHeight(min(HEIGHT, max(220, parent.window().height() - 280)))
        self.body.addWidget(scroll, 1)
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.add_buttons(Button(_("Annuller"), self.reject), Button(_("Gem"), self.save, kind="primary"))
        self._show(known, begun)
        self.title.line.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong with what was typed."""
        return self._problem.text()

    def _fill(self, into, begun: Suggestion | None) -> None:  # type: ignore[no-untyped-def]
        if begun is not None:
            into.addWidget(
                Frame("warn").add(Text(begun.caveat, "body"), Text(_read(begun), "small", "muted"))
            )
        words = Text(_("Hvad det går ud på"), "small-strong")
        words.setBuddy(self.text)
        fits = _("Vises ved de tiltag og områder, du vælger. Uden valg vises den i slutningen af alle besøg.")
        day = Text(_("Gælder til"), "small-strong")
        day.setBuddy(self.until)
        for widget in (
            self.title,
            column(words, self.text, spacing=4),
            self.link,
            self.who,
            column(day, self.until, spacing=4),
            Text(_("Passer til"), "heading"),
            Text(fits, "small", "muted"),
            self.areas,
            self.forms,
            self.branches,
        ):
            into.addWidget(widget)
        into.addStretch(1)

    def _show(self, known: HelpText | None, begun: Suggestion | None) -> None:
        if begun is not None:
            fields = begun.fields
            self.areas.set_values(fields["omraader"].split())
            texts = (fields["titel"], fields["tekst"], fields["link"], fields["hvem"])
        elif known is not None:
            texts = (known.title, known.text, known.link, known.who)
            self.until.set_value(known.valid_until)
            for picked, values in (
                (self.areas, known.areas),
                (self.forms, known.forms),
                (self.branches, known.branches),
            ):
                picked.set_values(values)
        else:
            return
        for entry, text in ((self.title, texts[0]), (self.link, texts[2]), (self.who, texts[3])):
            entry.line.setText(text)
        self.text.set_text(texts[1])

    def save(self) -> None:
        """Keep the text, or say what is wrong with it."""
        given = {
            "titel": self.title.text,
            "tekst": self.text.toPlainText(),
            "link": self.link.text,
            "hvem": self.who.text,
            "gyldig_til": self.until.value,
            "omraader": " ".join(self.areas.values),
            "tiltag": " ".join(self.forms.values),
            "brancher": " ".join(self.branches.values),
        }
        try:
            self._save(given)
        except CprFound:
            raise  # asked about at its field
        except InputError as error:
            self._problem.setText(str(error))
            show_if(self._problem, True)
            return
        self.accept()


def _read(begun: Suggestion) -> str:
    return _("Læst hos: {source}. Ingen har kontrolleret det endnu.").format(source=begun.source)
