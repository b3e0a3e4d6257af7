"""Energy arithmetic, pure: carriers, factors, baseline, measures one after another, economics."""

from __future__ import annotations

from klimabesog.energy.baseline import Baseline, ConsumptionRow, compute
from klimabesog.energy.carriers import CARRIERS, END_USES, carrier_name, end_use_name
from klimabesog.energy.economics import Payback, payback_text, simple_payback
from klimabesog.energy.effects import Effect
from klimabesog.energy.factors import FactorRow, FactorSet, Figure, from_json
from klimabesog.energy.rates import Rate, Rates
from klimabesog.energy.stacking import MeasureResult, StackResult, arrange, stack
from klimabesog.energy.state import Split, State
from klimabesog.energy.streams import Measure, Stream

__all__ = [
    "CARRIERS",
    "END_USES",
    "Baseline",
    "ConsumptionRow",
    "Effect",
    "FactorRow",
    "FactorSet",
    "Figure",
    "Measure",
    "MeasureResult",
    "Payback",
    "Rate",
    "Rates",
    "Split",
    "StackResult",
    "State",
    "Stream",
    "arrange",
    "carrier_name",
    "compute",
    "end_use_name",
    "from_json",
    "payback_text",
    "simple_payback",
    "stack",
]
