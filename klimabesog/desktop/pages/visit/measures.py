"""The chapter Tiltag: measures so far, and the list of calculations to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import MeasureRow
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.measure_table import MeasureTable
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, rule, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.figures import KeyFigure
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import amount, share_of, tonnes, worth_line, worth_of, years
from klimabesog.values import danish
from klimabesog.values.texts import _


class MeasuresChapter(QWidget):
    """All measures of the visit, in the order in which they act.

    Signals:
        opened(str): instance of a measure.
        started(str): form id of a measure to begin.
        moved(str, int): a measure is to act earlier (-1) or later (+1).
        order_wanted(): the proposed order again.
    """

    opened = Signal(str)
    started = Signal(str)
    moved = Signal(str, int)
    order_wanted = Signal()

    def __init__(self, visit: Visit):
        super().__init__()
        self._visit = visit
        content = QWidget()
        content.setMaximumWidth(1120)
        column = vbox(content, 14)
        column.setContentsMargins(26, 6, 26, 40)
        self._add = Button(_("Nyt tiltag"), kind="primary", icon="plus")
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._offer)
        self._add.setMenu(self._menu)
        head = hbox(spacing=10)
        head.addWidget(
            chapter_head(_("Tiltag"), _("Regnet på forbruget, efter hinanden: fratrukket overlap.")), 1
        )
        head.addWidget(self._add)
        column.addLayout(head)
        self._card = Frame("card")
        self.table = MeasureTable(
            lambda row: self.opened.emit(row.instance), lambda row, by: self.moved.emit(row.instance, by)
        )
        self.sums = vbox(spacing=3)
        self._card.add(self._choices(), self.table, rule())
        self._card.body.addLayout(self.sums)
        column.addWidget(self._card)
        self._empty = Frame("card").add(
            EmptyState(
                "paere",
                _("Ingen tiltag endnu"),
                _(
                    "Svar Nej eller Delvist ved et kontrolpunkt, og tryk »Regn på det«, eller begynd et tiltag her."
                ),
            )
        )
        column.addWidget(self._empty)
        column.addStretch(1)
        vbox(self, 0).addWidget(Scroll(content))

    def _choices(self) -> QWidget:
        """What the order is, and whether present values are shown."""
        box = QWidget()
        line = FlowLayout(box, spacing=8)
        self._order = Text("", "small", "muted")
        self.worth = Button(_("Nutidsværdi og intern rente"), kind="chip")
        self.worth.setCheckable(True)
        self.worth.toggled.connect(self._show_worth)
        self.propose = Button(_("Foreslået rækkefølge"), self.order_wanted.emit, kind="chip", icon="fortryd")
        for widget in (self.worth, self.propose):
            line.addWidget(widget)
        column = vbox(spacing=6)
        column.addWidget(self._order)
        column.addWidget(box)
        whole = QWidget()
        whole.setLayout(column)
        return whole

    def _show_worth(self, on: bool) -> None:
        self.table.show_worth(on)
        self.refresh()

    def _offer(self) -> None:
        """The measures installed now by focus area, the municipality's own among them."""
        self._menu.clear()
        for area, forms in self._visit.measure_forms_by_area():
            menu = self._menu.addMenu(area) if area else self._menu
            for form_id, title in forms:
                action = menu.addAction(title)
                action.triggered.connect(lambda _checked=False, id=form_id: self.started.emit(id))

    def refresh(self) -> None:
        """Read the measures anew."""
        rows = self._visit.measures()
        show_if(self._card, bool(rows))
        show_if(self._empty, not rows)
        self.table.show_measures(rows)
        ordered = self._visit.measure_book.is_ordered
        self._order.setText(
            _("Tiltagene virker efter hinanden i den rækkefølge, I har valgt.")
            if ordered
            else _("Tiltagene virker efter hinanden: først mindre behov, så anden energi, så egen produktion.")
        )
        show_if(self.propose, ordered)
        empty(self.sums)
        for text, role in self._totals():
            self.sums.addWidget(Text(text, role))

    def _totals(self) -> list[tuple[str, str]]:
        """The sums before and after overlap, and what all of it is worth when that is shown."""
        strip = self._visit.result()
        if not strip.measures:
            return []
        rough = strip.rough
        alone = _("Hver for sig: {kwh} kWh/år og {kr} kr./år.").format(
            kwh=amount(strip.saving_kwh_alone, rough), kr=amount(strip.saving_kroner_alone, rough)
        )
        after = _("I alt, fratrukket overlap: {kwh} kWh/år ({share}) og {kr} kr./år.").format(
            kwh=amount(strip.saving_kwh, rough),
            share=share_of(strip.saving_kwh, strip.consumption_kwh) or "–",
            kr=amount(strip.saving_kroner, rough),
        )
        said = [(alone, "body"), (after, "strong")]
        if self.worth.isChecked():
            said.append((worth_line(strip, rough), "body"))
        return said


class LiveResult(Frame):
    """What a measure comes to while its form is filled in, and why."""

    def __init__(self) -> None:
        super().__init__("info", margins=(18, 14, 18, 16))
        self._title = Text(_("Resultat"), "heading")
        self.add(self._title)
        box = QWidget()
        self._figures = FlowLayout(box, spacing=22)
        self.add(box)
        self._texts = vbox(spacing=6)
        self.body.addLayout(self._texts)

    def show_measure(self, row: MeasureRow | None) -> None:
        """Show the figures as they stand."""
        empty(self._figures)
        empty(self._texts)
        if row is None or not row.complete:
            self._texts.addWidget(Text(_("Udfyld felterne, så står resultatet her."), "body", "muted"))
        else:
            for caption, figure in _results(row):
                shown = KeyFigure(caption, small=True)
                shown.show_figure(figure)
                self._figures.addWidget(shown)
        for note in row.notes if row else ():
            self._texts.addWidget(Text(note, "body", "warn"))


class Explanation(Frame):
    """What the measure is and how it was calculated, in the form's own words."""

    def __init__(self) -> None:
        super().__init__("card")
        self._shown: dict[str, str] = {}

    def show_texts(self, texts: dict[str, str]) -> None:
        """Show these texts."""
        if texts == self._shown:
            return
        self._shown = dict(texts)
        empty(self.body)
        for heading, key in (
            (_("Hvad det er"), "ud_beskrivelse"),
            (_("Sådan er det regnet"), "ud_formel"),
            (_("Forudsætninger"), "ud_forudsaetninger"),
            (_("Andre fordele"), "ud_andre_fordele"),
        ):
            if texts.get(key):
                self.add(Text(heading, "small-strong"), Text(texts[key], "body"))
        show_if(self, bool(self.body.count()))


def _results(row: MeasureRow) -> list[tuple[str, str]]:
    rough = row.accuracy == "C"
    worth = [] if row.npv is None else [
        (_("Nutidsværdi"), f"{worth_of(row.npv, rough)} kr."),
        (_("Intern rente"), row.irr_text),
    ]  # fmt: skip
    return [
        (_("Energi"), f"{amount(row.kwh, rough)} kWh/år"),
        (_("Besparelse"), f"{amount(row.kroner, rough)} kr./år"),
        (_("Udledning"), f"{tonnes(row.co2_kg, rough)} t CO₂e/år"),
        (_("Investering"), danish.format_kr(row.investment)),
        (_("Tilbagebetaling"), years(row.payback_years, row.payback_word, rough)),
        *worth,
    ]
