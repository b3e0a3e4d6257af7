"""The result of a visit as five cards, each a figure that tells where it comes from: for officer and company alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from klimabesog.casework.provenance.values import PAYBACK, SAVED_CO2, SAVED_KR, SAVED_KWH, USE_KWH, Number
from klimabesog.casework.visitviews import ResultStrip
from klimabesog.desktop.widgets.explained import ExplainedCard
from klimabesog.desktop.words import amount, share_of, strip_title, tonnes, years
from klimabesog.values import danish
from klimabesog.values.texts import _


def result_cards(strip: ResultStrip, asked: Callable[[Number], object]) -> Iterator[ExplainedCard]:
    """Consumption, what is proposed of it in kWh, kr. and CO2e, and payback; `asked` is called with what is pressed."""
    share = share_of(strip.saving_kwh, strip.consumption_kwh)
    proposed = _("Foreslået, fratrukket overlap")
    emission = tonnes(strip.saving_co2_kg, strip.rough)
    for kind, caption, figure, unit, extra in (
        (USE_KWH, strip_title(strip), danish.format_number(strip.consumption_kwh), "kWh", ""),
        (SAVED_KWH, proposed, amount(strip.saving_kwh, strip.rough), "kWh/år", share),
        (SAVED_KR, _("Besparelse"), amount(strip.saving_kroner, strip.rough), "kr./år", ""),
        (SAVED_CO2, _("Mindre udledning"), emission, "t CO₂e/år", ""),
        (PAYBACK, _("Tilbagebetaling"), years(strip.payback_years, strip.payback_word), "", ""),
    ):
        card = ExplainedCard(caption)
        card.figure.show_figure(figure, unit, extra)
        card.figure.when_asked(partial(asked, Number(kind)))
        yield card
