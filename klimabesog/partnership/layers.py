"""A measure through its whole life: estimate, adviser's proposal, what was agreed, what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from klimabesog.energy.streams import Measure
from klimabesog.partnership.status import PROPOSED
from klimabesog.values.texts import _

ESTIMATE = "skoen"
ADVISER = "raadgiver"
AGREED = "aftalt"
REALISED = "realiseret"
LAYERS = {ESTIMATE: "Skøn", ADVISER: "Rådgiverens forslag", AGREED: "Aftalt", REALISED: "Realiseret"}
"""In the order they come about; each has its own streams and investment, and none overwrites another."""


@dataclass(frozen=True)
class Layer:
    """One layer: the measure as it stands there, and the version (clock stamp) of its newest input.

    `based_on`: the version of the estimate that an agreed layer was made beside, "" where that was not kept.
    """

    measure: Measure
    version: str = ""
    based_on: str = ""


@dataclass(frozen=True)
class MeasureLife:
    """A measure with its layers; `preferred`: skoen or raadgiver when the officer has chosen between them."""

    id: str
    status: str = PROPOSED
    estimate: Layer | None = None
    adviser: Layer | None = None
    agreed: Layer | None = None
    realised: Layer | None = None
    preferred: str = ""

    def shown(self) -> tuple[str, Layer] | None:
        """The layer that counts and shows: the latest; None while there is none at all."""
        for name, layer in ((REALISED, self.realised), (AGREED, self.agreed)):
            if layer is not None:
                return name, layer
        return self.proposal()

    def layer(self, name: str) -> tuple[str, Layer] | None:
        """One layer by its code; None while there is none such."""
        found = {ESTIMATE: self.estimate, ADVISER: self.adviser, AGREED: self.agreed, REALISED: self.realised}[name]
        return (name, found) if found is not None else None

    def before(self, name: str) -> tuple[str, Layer] | None:
        """What a layer is written in view of: the adviser's of the estimate, what was agreed of the proposal, what came
        of it of what was agreed."""
        if name == ADVISER:
            return self.layer(ESTIMATE)
        return self.proposal() if name == AGREED else self.layer(AGREED) or self.proposal()

    def proposal(self) -> tuple[str, Layer] | None:
        """What is proposed: the adviser's figures if any, unless the officer prefers the estimate."""
        if self.adviser is not None and not (self.preferred == ESTIMATE and self.estimate is not None):
            return ADVISER, self.adviser
        return (ESTIMATE, self.estimate) if self.estimate is not None else None

    def changed_since_agreement(self) -> bool:
        """True if the estimate is not the one that was agreed on; the agreed layer itself stays as it is."""
        if self.agreed is None or self.estimate is None:
            return False
        if self.agreed.based_on:
            return self.estimate.version != self.agreed.based_on
        return bool(self.agreed.version) and self.estimate.version > self.agreed.version

    def note(self) -> str:
        """The Danish sentence to show beside the measure; "" when there is nothing to say."""
        return _("Skønnet er ændret siden aftalen.") if self.changed_since_agreement() else ""
