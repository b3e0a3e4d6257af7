"""What one kWh of a carrier costs and emits, when a change of use is turned into money and climate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Rate:
    """`price` in kr. per kWh without VAT, `co2` in kg CO2e per kWh; None = not known."""

    price: float | None = None
    co2: float | None = None


@dataclass(frozen=True)
class Rates:
    """The rates of a screening, by carrier code."""

    by_carrier: Mapping[str, Rate] = field(default_factory=dict)

    def of(self, carrier: str) -> Rate:
        """The rate of a carrier; one with nothing known for a carrier without any."""
        return self.by_carrier.get(carrier, Rate())
