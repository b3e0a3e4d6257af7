"""A year's waste by the ten fractions that companies sort like households, as values ready for a table.

The fractions are those of the waste order (affaldsbekendtgørelsen): food, residual, paper, cardboard, cartons, metal,
glass, plastic, textiles and hazardous waste.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from klimabesog.energy.errors import AmountError
from klimabesog.values.texts import _

FRACTIONS = {
    "mad": "Madaffald",
    "rest": "Restaffald",
    "papir": "Papir",
    "pap": "Pap",
    "karton": "Mad- og drikkekartoner",
    "metal": "Metal",
    "glas": "Glas",
    "plast": "Plast",
    "tekstil": "Tekstiler",
    "farligt": "Farligt affald",
}
"""Codes and Danish names, in the order they are shown."""
OTHERS = {
    "organisk": "Andet organisk",
    "trae": "Træ",
    "mineralsk": "Sten, beton og jord",
    "kemi": "Olie og kemi",
    "emballage": "Paller og emballage",
    "andet": "Andet",
}
"""What companies have besides, by the codes of the interview's list."""
SORTING = {
    "sorteres": "Sorteres",
    "delvist": "Delvist",
    "blandes": "Sorteres ikke",
    "ingen": "Har vi ikke",
}
"""How a fraction stands at the walk-round."""
_KG = {"kg": 1.0, "ton": 1000.0}


@dataclass(frozen=True)
class WasteRow:
    """One amount of a fraction in a year, in kg or ton."""

    fraction: str
    amount: float
    unit: str = "kg"

    def __post_init__(self) -> None:
        name = FRACTIONS.get(self.fraction, self.fraction)
        if not math.isfinite(self.amount) or self.amount < 0:
            raise AmountError(_("{fraction}: mængden kan ikke være negativ.").format(fraction=name))
        if self.unit not in _KG:
            raise AmountError(_("{fraction}: skriv mængden i kg eller ton.").format(fraction=name))

    @property
    def kg(self) -> float:
        """The amount in kg."""
        return self.amount * _KG[self.unit]


@dataclass(frozen=True)
class WasteLine:
    """A fraction's line: kg a year (None: no amount is known), its share of all that is known, how it is sorted.

    `sorting`: a code of SORTING, "" where nobody has looked.
    """

    fraction: str
    kg: float | None
    share: float | None
    sorting: str = ""


@dataclass(frozen=True)
class WasteTable:
    """The ten fractions, and others that were entered after them."""

    lines: tuple[WasteLine, ...]

    @property
    def kg(self) -> float:
        """kg a year, as far as amounts are known."""
        return math.fsum(line.kg or 0.0 for line in self.lines)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Fractions without any amount."""
        return tuple(line.fraction for line in self.lines if line.kg is None)


def waste_table(rows: Iterable[WasteRow], sorting: Mapping[str, str] | None = None) -> WasteTable:
    """The table; several rows of one fraction are added up. `sorting`: fraction -> how it stands."""
    amounts: dict[str, list[float]] = {}
    for row in rows:
        amounts.setdefault(row.fraction, []).append(row.kg)
    known = {fraction: math.fsum(kg) for fraction, kg in amounts.items()}
    whole = math.fsum(known.values())
    return WasteTable(
        tuple(
            WasteLine(code, kg, kg / whole if kg is not None and whole else None, (sorting or {}).get(code, ""))
            for code, kg in ((code, known.get(code)) for code in dict.fromkeys((*FRACTIONS, *known)))
        )
    )


def fraction_name(code: str) -> str:
    """The Danish name of a fraction; an unknown code stands for itself."""
    return _({**FRACTIONS, **OTHERS}.get(code, code))
