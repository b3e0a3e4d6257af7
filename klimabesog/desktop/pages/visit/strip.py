"""The strip below a visit: the result so far, after overlap; each figure says where it comes from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal

from klimabesog.casework.provenance.values import PAYBACK, SAVED_CO2, SAVED_KR, SAVED_KWH, USE_KWH, Number
from klimabesog.casework.visitviews import ResultStrip
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.explained import ExplainedFigure
from klimabesog.desktop.words import amount, share_of, strip_title, tonnes, years
from klimabesog.values import danish
from klimabesog.values.texts import _


class Strip(Frame):
    """Five figures in a row.

    Signals:
        asked(object): the Number of a figure that was pressed.
    """

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__("bar-bottom", row=True, margins=(14, 7, 20, 8))
        self.setAccessibleName(_("Resultat indtil nu"))
        self.body.setSpacing(18)
        self._use = ExplainedFigure("", small=True)
        self._saving = ExplainedFigure(_("Foreslået, fratrukket overlap"), small=True, tone="accent")
        self._money = ExplainedFigure(_("Besparelse"), small=True)
        self._co2 = ExplainedFigure(_("Mindre udledning"), small=True)
        self._payback = ExplainedFigure(_("Tilbagebetaling"), small=True)
        self.figures: tuple[ExplainedFigure, ...] = (
            self._use,
            self._saving,
            self._money,
            self._co2,
            self._payback,
        )
        kinds = (USE_KWH, SAVED_KWH, SAVED_KR, SAVED_CO2, PAYBACK)
        for figure, kind in zip(self.figures, kinds, strict=True):
            self.body.addWidget(figure)
            figure.when_asked(partial(self.asked.emit, Number(kind)))
        self.body.addStretch(1)
        self._note = Text("", "small", "muted", wrap=False)
        self._note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.body.addWidget(self._note)

    def show_result(self, strip: ResultStrip) -> None:
        """Show the figures as they stand."""
        rough = strip.rough
        use = f"{danish.format_number(strip.consumption_kwh)} kWh" if strip.consumption_kwh else "–"
        self._use.show_figure(use, caption=strip_title(strip))
        if not strip.measures:
            for figure in (self._saving, self._money, self._co2, self._payback):
                figure.show_figure("–")
        else:
            share = share_of(strip.saving_kwh, strip.consumption_kwh)
            self._saving.show_figure(f"{amount(strip.saving_kwh, rough)} kWh", extra=share)
            self._money.show_figure(f"{amount(strip.saving_kroner, rough)} kr./år")
            self._co2.show_figure(f"{tonnes(strip.saving_co2_kg, rough)} t CO₂e/år")
            self._payback.show_figure(years(strip.payback_years, strip.payback_word))
        self._note.setText(_note(strip))

    def show_room(self, width: int) -> None:
        """Leave out what there is no room for."""
        room = width - 34
        for widget in (self._saving, self._money, self._payback, self._use, self._co2, self._note):
            room -= widget.sizeHint().width() + 18
            widget.setVisible(room >= -18)  # the last of the list goes first


def _note(strip: ResultStrip) -> str:
    if strip.over_10_tj:
        return _("Over 10 TJ om året: loven kræver energisyn.")
    if not strip.consumption_kwh:
        return _("Skriv forbruget, så regnes der videre her.")
    return _("Mål vises, når der er en aftale")
