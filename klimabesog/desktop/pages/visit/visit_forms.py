"""The forms of a visit: adding one of the municipality's own, and moving one to a newer version."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.versions import Comparison, Misfit
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import FormUpdate
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.values.texts import _, ngettext


class VisitFormsDialog(Dialog):
    """The own forms that can be added, and those added, which can go while they are empty.

    Signals:
        added(str), removed(str): a form's id.
        forms_wanted(): to the page where forms are installed.
    """

    added = Signal(str)
    removed = Signal(str)
    forms_wanted = Signal()

    def __init__(self, parent: QWidget, visit: Visit):
        super().__init__(parent, _("Skemaer i besøget"), width=560)
        self.rows: list[RowButton] = []
        addable = visit.addable_forms()
        if addable:
            self.body.addWidget(Text(_("Tilføj et af kommunens egne skemaer:"), "body"))
        for form_id, title in addable:
            row = RowButton(title, "", Badge(_("Tilføj")))
            row.clicked.connect(lambda _checked=False, form_id=form_id: self._add(form_id))
            self.rows.append(row)
            self.body.addWidget(row)
        self._show_added(visit)
        if not addable and not visit.added_forms():
            self.body.addWidget(
                EmptyState(
                    "skemaer",
                    _("Ingen egne skemaer endnu"),
                    _("Installér kommunens egne skemaer på siden Skemaer, så kan de bruges her."),
                    Button(_("Gå til Skemaer"), self._to_forms),
                )
            )
        self.body.addStretch(1)
        self.add_buttons(Button(_("Luk"), self.reject, kind="primary"))
        if self.rows:
            self.rows[0].setFocus()

    def _show_added(self, visit: Visit) -> None:
        if visit.added_forms():
            self.body.addWidget(Text(_("Med i besøget:"), "body"))
        for form in visit.added_forms():
            line = hbox(spacing=8)
            line.setContentsMargins(12, 0, 0, 0)
            line.addWidget(Text(form.definition.title, "strong"), 1)
            if visit.is_blank(form.form_id):
                remove = Button(_("Fjern"), partial(self._remove, form.form_id), kind="quiet", icon="slet")
                remove.setAccessibleName(_("Fjern {title} fra besøget").format(title=form.definition.title))
                line.addWidget(remove)
            else:
                line.addWidget(Text(_("Har svar"), "small", "muted", wrap=False))
            self.body.addLayout(line)

    def _add(self, form_id: str) -> None:
        self.accept()
        self.added.emit(form_id)

    def _remove(self, form_id: str) -> None:
        self.accept()
        self.removed.emit(form_id)

    def _to_forms(self) -> None:
        self.reject()
        self.forms_wanted.emit()


class UpdateBar(Frame):
    """One line above a visit: a form has a newer version.

    Signals:
        wanted(object): the FormUpdate to look at.
    """

    wanted = Signal(object)

    def __init__(self, uses: str = "") -> None:
        """`uses`: the sentence that says which version is in use; "" for a visit's."""
        super().__init__("info", row=True, margins=(20, 4, 8, 4))
        self._uses = uses or _("Besøget bruger {version}.")
        self._update: FormUpdate | None = None
        self._later: set[str] = set()
        self._text = Text("", "body")
        self.body.addWidget(self._text, 1)
        self.button = Button(_("Flyt til ny version …"), self._want)
        self.body.addWidget(self.button)
        self.body.addWidget(Button(_("Senere"), self._put_off, kind="quiet"))
        self.hide()

    def show_updates(self, updates: Sequence[FormUpdate]) -> None:
        """Offer the first of these that was not put off."""
        waiting = [update for update in updates if update.form + update.record not in self._later]
        self._update = waiting[0] if waiting else None
        if self._update is not None:
            news = _("Skemaet »{title}« er kommet i en ny version ({newer}).")
            said = f"{news} {self._uses}".format(
                title=self._update.title, newer=self._update.newer, version=self._update.version
            )
            self._text.setText(said)
            self.setAccessibleName(said)
        self.setVisible(self._update is not None)

    def _want(self) -> None:
        if self._update is not None:
            self.wanted.emit(self._update)

    def _put_off(self) -> None:
        if self._update is not None:
            self._later.add(self._update.form + self._update.record)
        self.hide()


class MoveDialog(Dialog):
    """What does not fit in the newer version; then the move, if it is confirmed."""

    def __init__(self, parent: QWidget, update: FormUpdate, found: Comparison, move: Callable[[], object]):
        super().__init__(parent, _("Flyt »{title}« til ny version").format(title=update.title), width=680)
        self._move = move
        self.body.addWidget(Text(summary(found), "body"))
        content = QWidget()
        column = vbox(content, 12)
        for title, misfits in (
            (_("Spørgsmål, der ikke findes mere"), found.gone),
            (_("Svar, der ikke passer til den nye type"), found.types),
            (_("Valg, der ikke findes mere"), found.choices),
            (_("Svar, der bryder en ny regel"), found.rules),
            (_("Flyttet til et andet sted"), found.moved),
        ):
            if misfits:
                column.addWidget(_section(title, misfits))
        if found.required:
            card = _card(_("Nye spørgsmål, der skal besvares"), len(found.required))
            for label in found.required:
                card.add(Text(label, "body"))
            column.addWidget(card)
        column.addStretch(1)
        if not found.smooth or found.moved:
            scroll = Scroll(content)
            scroll.setMinimumHeight(300)
            self.body.addWidget(scroll, 1)
        words = _(
            "Intet svar slettes. Det, der ikke har plads, står bagefter under »Svar uden plads«, og du kan fortryde."
        )
        self.body.addWidget(Text(words, "small", "muted"))
        go = Button(_("Flyt til version {v}").format(v=update.newer), self._go, kind="primary")
        self.add_buttons(Button(_("Annuller"), self.reject), go)

    def _go(self) -> None:
        self.accept()
        self._move()


def summary(found: Comparison) -> str:
    """One or two sentences: how many answers go along, and how many do not."""
    along = ngettext("{n} svar følger med.", "{n} svar følger med.", found.fits).format(n=found.fits)
    lost = len(found.gone) + len(found.types) + len(found.choices)
    if found.smooth:
        return f"{along} {_('Alt passer i den nye version.')}"
    words = [along]
    if lost:
        words.append(ngettext("{n} svar passer ikke.", "{n} svar passer ikke.", lost).format(n=lost))
    if found.rules:
        count = len(found.rules)
        words.append(ngettext("{n} svar skal rettes.", "{n} svar skal rettes.", count).format(n=count))
    if found.required:
        count = len(found.required)
        words.append(
            ngettext("{n} nyt spørgsmål skal besvares.", "{n} nye spørgsmål skal besvares.", count).format(
                n=count
            )
        )
    return " ".join(words)


def _card(title: str, count: int) -> Frame:
    card = Frame("inset", margins=(14, 10, 14, 12))
    head = hbox(spacing=8)
    head.addWidget(Text(title, "strong"), 1)
    head.addWidget(Badge(str(count)))
    card.body.addLayout(head)
    return card


def _section(title: str, misfits: Sequence[Misfit]) -> QWidget:
    card = _card(title, len(misfits))
    for misfit in misfits:
        words = vbox(spacing=0)
        words.addWidget(Text(misfit.label, "small", "muted"))
        words.addWidget(Text(misfit.answer, "body"))
        if misfit.reason:
            words.addWidget(Text(misfit.reason, "small", "muted"))
        card.body.addLayout(words)
    return card
