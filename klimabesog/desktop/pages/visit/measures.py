"""The chapter Tiltag: measures so far, and the list of calculations to begin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from klimabesog.casework.provenance.values import (
    ALONE,
    INVESTMENT,
    IRR,
    NPV,
    PAYBACK,
    SAVED_CO2,
    SAVED_KR,
    SAVED_KWH,
    Number,
)
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import MeasureRow, ResultStrip
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.measure_table import MeasureTable
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, rule, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import ExplainedFigure, ExplainedText
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import amount, share_of, tonnes, worth_of, years
from klimabesog.values import danish
from klimabesog.values.texts import _


class MeasuresChapter(QWidget):
    """All measures of the visit, in the order in which they act.

    Signals:
        opened(str): instance of a measure.
        started(str): form id of a measure to begin.
        moved(str, int): a measure is to act earlier (-1) or later (+1).
        order_wanted(): the proposed order again.
        asked(object): the Number of a figure that was pressed.
    """

    opened = Signal(str)
    started = Signal(str)
    moved = Signal(str, int)
    order_wanted = Signal()
    asked = Signal(object)

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
            lambda row: self.opened.emit(row.instance),
            lambda row, by: self.moved.emit(row.instance, by),
            self.asked.emit,
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
        for words, figures in self._totals():
            self.sums.addWidget(self._sum(words, figures))

    def _sum(self, words: str, figures: Sequence[tuple[str, Number]]) -> QWidget:
        """A line of sums, each figure of which says where it comes from."""
        box = QWidget()
        line = FlowLayout(box, spacing=6)
        line.addWidget(Text(words, "body", wrap=False))
        for figure, number in figures:
            shown = ExplainedText(figure, words, "strong")
            shown.when_asked(partial(self.asked.emit, number))
            line.addWidget(shown)
        return box

    def _totals(self) -> list[tuple[str, list[tuple[str, Number]]]]:
        """The sums before and after overlap, and what all of it is worth when that is shown."""
        strip = self._visit.result()
        if not strip.measures:
            return []
        rough, share = strip.rough, share_of(strip.saving_kwh, strip.consumption_kwh)
        alone = [
            (f"{amount(strip.saving_kwh_alone, rough)} kWh/år", Number(SAVED_KWH, "", ALONE)),
            (f"{amount(strip.saving_kroner_alone, rough)} kr./år", Number(SAVED_KR, "", ALONE)),
        ]
        kwh = f"{amount(strip.saving_kwh, rough)} kWh/år"
        after = [
            (f"{kwh} ({share})" if share else kwh, Number(SAVED_KWH)),
            (f"{amount(strip.saving_kroner, rough)} kr./år", Number(SAVED_KR)),
        ]
        said = [(_("Hver for sig:"), alone), (_("I alt, fratrukket overlap:"), after)]
        if self.worth.isChecked():
            said += _worth(strip, rough)
        return said


def _worth(strip: ResultStrip, rough: bool) -> list[tuple[str, list[tuple[str, Number]]]]:
    """What all measures are worth together, or why that is not known."""
    if strip.npv is None:
        return [(strip.worth_note, [])]
    npv = (f"{worth_of(strip.npv, rough)} kr.", Number(NPV))
    return [(_("Nutidsværdi:"), [npv]), (_("Intern rente:"), [(strip.irr_text, Number(IRR))])]


class LiveResult(Frame):
    """What a measure comes to while its form is filled in, and why.

    Signals:
        asked(object): the Number of a figure that was pressed.
    """

    asked = Signal(object)

    def __init__(self, instance: str) -> None:
        super().__init__("info", margins=(18, 14, 18, 16))
        self.add(Text(_("Resultat"), "heading"))
        box = QWidget()
        flow = FlowLayout(box, spacing=10)
        self.add(box)
        self.figures: dict[str, ExplainedFigure] = {}
        for kind, caption in _CAPTIONS.items():
            figure = ExplainedFigure(_(caption), small=True)
            figure.when_asked(partial(self.asked.emit, Number(kind, instance)))
            flow.addWidget(figure)
            self.figures[kind] = figure
        self._texts = vbox(spacing=6)
        self.body.addLayout(self._texts)

    def show_measure(self, row: MeasureRow | None) -> None:
        """Show the figures as they stand."""
        empty(self._texts)
        results = _results(row) if row is not None and row.complete else {}
        for kind, figure in self.figures.items():
            if kind in results:
                figure.show_figure(results[kind])
            show_if(figure, kind in results)
        if not results:
            self._texts.addWidget(Text(_("Udfyld felterne, så står resultatet her."), "body", "muted"))
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


_CAPTIONS = {
    SAVED_KWH: "Energi",
    SAVED_KR: "Besparelse",
    SAVED_CO2: "Udledning",
    INVESTMENT: "Investering",
    PAYBACK: "Tilbagebetaling",
    NPV: "Nutidsværdi",
    IRR: "Intern rente",
}


def _results(row: MeasureRow) -> dict[str, str]:
    """The figures of a measure as they read; present value and rate where they are known."""
    rough = row.accuracy == "C"
    worth = {} if row.npv is None else {NPV: f"{worth_of(row.npv, rough)} kr.", IRR: row.irr_text}
    return {
        SAVED_KWH: f"{amount(row.kwh, rough)} kWh/år",
        SAVED_KR: f"{amount(row.kroner, rough)} kr./år",
        SAVED_CO2: f"{tonnes(row.co2_kg, rough)} t CO₂e/år",
        INVESTMENT: _("ikke angivet") if row.investment is None else danish.format_kr(row.investment),
        PAYBACK: years(row.payback_years, row.payback_word, rough),
        **worth,
    }
