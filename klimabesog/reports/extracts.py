"""What the report says for others' reports, as plain data: VSME's table of energy and emissions, waste by fraction."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ExtractLine:
    """A carrier of the VSME table: MWh, how it counts ("Vedvarende" …), scope 1 or 2, and kg CO2e from burning it."""

    carrier: str
    mwh: float
    kind: str = ""
    scope: int = 1
    co2_kg: float | None = None


@dataclass(frozen=True)
class EnergyExtract:
    """Energy and emission as VSME asks for it (B3). `kinds` are (how it counts, MWh), as far as there are any."""

    year: str = ""
    lines: tuple[ExtractLine, ...] = ()
    kinds: tuple[tuple[str, float], ...] = ()
    notes: tuple[str, ...] = ()


NO_EXTRACT = EnergyExtract()


@dataclass(frozen=True)
class WasteFraction:
    """A fraction of the waste: how it is sorted ("" where nobody has looked), kg a year and its share of all (0-1)."""

    name: str
    sorting: str = ""
    kg: float | None = None
    share: float | None = None
