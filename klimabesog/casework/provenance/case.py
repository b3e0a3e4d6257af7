"""The visit as explanations look at it: its arithmetic, by measure and by part; and when its numbers were frozen."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from klimabesog.casework.factorsets import SET
from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.measureform import Estimate
from klimabesog.casework.measures import REJECTED
from klimabesog.casework.provenance.values import ALONE, CARRIED_OUT
from klimabesog.energy.effects import Effect
from klimabesog.energy.stacking import MeasureResult, StackResult, StreamEffect
from klimabesog.partnership.layers import ESTIMATE, LAYERS
from klimabesog.values.clock import hlc_time
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.screening import Screening
    from klimabesog.casework.visitforms import VisitForms
    from klimabesog.partnership.layers import MeasureLife


class View(NamedTuple):
    """One measure as a part of the savings shows it: the effect, and the streams that make it up."""

    result: MeasureResult
    effect: Effect
    parts: tuple[StreamEffect, ...]


class Case:
    """One visit, for the time of one explanation."""

    def __init__(self, visit: VisitForms) -> None:
        self.visit, self.book = visit, visit.measure_book

    @property
    def screening(self) -> Screening:
        """What the visit is computed with."""
        return self.visit.screening

    @cached_property
    def estimates(self) -> dict[str, Estimate]:
        """What each measure's form says now."""
        return self.book.estimates()

    def stack(self, part: str) -> StackResult:
        """The measures that a part of the savings is the sum of."""
        return self.book.carried_out() if part == CARRIED_OUT else self.book.stacked()

    def view(self, measure: str, part: str) -> View | None:
        """A measure in a part of the savings; None while it does not count there."""
        if part in LAYERS:
            estimate = self.estimate(measure)
            result = self.book.alone(estimate, self.life(measure).layer(part))
            return None if result is None else View(result, result.alone, result.parts_alone)
        result = next((r for r in self.stack(part).measures if r.measure.id == measure), None)
        if result is None:
            return None
        return (
            View(result, result.alone, result.parts_alone)
            if part == ALONE
            else View(result, result.after, result.parts)
        )

    def estimate(self, measure: str) -> Estimate:
        """What a measure's form says now; InputError when it is gone."""
        if measure not in self.estimates:
            raise InputError(_("Tiltaget findes ikke længere."))
        return self.estimates[measure]

    def life(self, measure: str) -> MeasureLife:
        """A measure with all its layers."""
        return self.book.life(measure, self.estimate(measure))

    def layer(self, measure: str, part: str) -> str:
        """The layer that a number of a measure rests on."""
        if part in LAYERS:
            return part
        shown = self.life(measure).shown()
        return shown[0] if shown else ESTIMATE

    def is_rejected(self, measure: str) -> bool:
        """Whether the measure was turned down, and does not count."""
        return self.book.fields(measure).get("status") == REJECTED

    def written(self, measure: str, layer: str) -> str:
        """When a layer of a measure was written: "Aftalt, skrevet 27.11.2026 af Mette Holm"."""
        version = self.visit.desk.store.version(self.book.record(measure), LAYER_FIELDS[layer])
        if version is None:
            return _(LAYERS[layer])
        day = format_date(hlc_time(version.hlc).date())
        said = _("{layer}, skrevet {date}").format(layer=_(LAYERS[layer]), date=day)
        return _("{said} af {who}").format(said=said, who=version.actor) if version.actor else said

    def frozen(self) -> str:
        """Which set of numbers the visit is computed with, and since when."""
        factors = self.screening.factors
        said = _("Besøget regner med {name}, læst for {year}").format(name=factors.title, year=factors.year)
        version = self.visit.desk.store.version(self.screening.id, SET)
        if version is None:
            return f"{said}."
        day = format_date(hlc_time(version.hlc).date())
        return _("{said} og fastlåst {date}.").format(said=said, date=day)

    def chosen(self, field: str) -> str:
        """Who chose a number of the visit's own, and when: "Valgt 27.11.2026 af Mette Holm"."""
        version = self.visit.desk.store.version(self.screening.id, field)
        if version is None:
            return ""
        said = _("Valgt {date}").format(date=format_date(hlc_time(version.hlc).date()))
        return _("{said} af {who}").format(said=said, who=version.actor) if version.actor else said
