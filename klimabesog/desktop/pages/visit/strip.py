"""The strip below a visit: the result so far, after overlap."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.visitviews import ResultStrip
from klimabesog.desktop.widgets.base import Frame, Text
from klimabesog.desktop.widgets.figures import KeyFigure
from klimabesog.desktop.words import amount, share_of, strip_title, tonnes, years
from klimabesog.values import danish
from klimabesog.values.texts import _


class Strip(Frame):
    """Five figures in a row."""

    def __init__(self) -> None:
        super().__init__("bar-bottom", row=True, margins=(20, 7, 20, 8))
        self.setAccessibleName(_("Resultat indtil nu"))
        self.body.setSpacing(30)
        self._use = KeyFigure("", small=True)
        self._saving = KeyFigure(_("Foreslået, fratrukket overlap"), small=True, tone="accent")
        self._money = KeyFigure(_("Besparelse"), small=True)
        self._co2 = KeyFigure(_("Mindre udledning"), small=True)
        self._payback = KeyFigure(_("Tilbagebetaling"), small=True)
        self.figures: tuple[QWidget, ...] = (self._use, self._saving, self._money, self._co2, self._payback)
        for figure in self.figures:
            self.body.addWidget(figure)
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
        room = width - 40
        for widget in (self._saving, self._money, self._payback, self._use, self._co2, self._note):
            room -= widget.sizeHint().width() + 30
            widget.setVisible(room >= -30)  # the last of the list goes first


def _note(strip: ResultStrip) -> str:
    if strip.over_10_tj:
        return _("Over 10 TJ om året: loven kræver energisyn.")
    if not strip.consumption_kwh:
        return _("Skriv forbruget, så regnes der videre her.")
    return _("Mål vises, når der er en aftale")
