"""The chapter Tiltag: measures so far, and the list of calculations to begin."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import MeasureRow
from klimabesog.desktop.form_view.view import chapter_head
from klimabesog.desktop.pages.measure_table import MeasureTable
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.figures import KeyFigure
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.words import amount, share_of, tonnes, years
from klimabesog.values import danish
from klimabesog.values.texts import _


class MeasuresChapter(QWidget):
    """All measures of the visit.

    Signals:
        opened(str): instance of a measure.
        started(str): form id of a measure to begin.
    """

    opened = Signal(str)
    started = Signal(str)

    def __init__(self, visit: Visit):
        super().__init__()
        self._visit = visit
        content = QWidget()
        content.setMaximumWidth(1000)
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
        self._table = MeasureTable(lambda row: self.opened.emit(row.instance))
        self._card.add(self._table)
        column.addWidget(self._card)
        self._sum = Text("", "body", "muted")
        column.addWidget(self._sum)
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
        self._table.show_measures(rows)
        self._sum.setText(self._total(rows))

    def _total(self, rows: list[MeasureRow]) -> str:
        strip = self._visit.result()
        if not rows or not strip.measures:
            return ""
        return _(
            "I alt {kwh} kWh/år ({share}) efter overlap; hver for sig ville de give {alone} kWh/år."
        ).format(
            kwh=amount(strip.saving_kwh, strip.rough),
            share=share_of(strip.saving_kwh, strip.consumption_kwh) or "–",
            alone=amount(strip.saving_kwh_alone, strip.rough),
        )


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
    return [
        (_("Energi"), f"{amount(row.kwh, rough)} kWh/år"),
        (_("Besparelse"), f"{amount(row.kroner, rough)} kr./år"),
        (_("Udledning"), f"{tonnes(row.co2_kg, rough)} t CO₂e/år"),
        (_("Investering"), danish.format_kr(row.investment)),
        (_("Tilbagebetaling"), years(row.payback_years, row.payback_word, rough)),
    ]
