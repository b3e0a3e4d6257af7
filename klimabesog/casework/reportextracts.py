"""What the report prints for others' reports: VSME's table of energy and emissions, and waste by fraction."""

from __future__ import annotations

from klimabesog.casework.extracts import energy_extract, waste_extract
from klimabesog.casework.visit import Visit
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.vsme import KINDS
from klimabesog.energy.waste import SORTING, fraction_name
from klimabesog.reports.extracts import EnergyExtract, ExtractLine, WasteFraction
from klimabesog.values.texts import _


def vsme(visit: Visit) -> EnergyExtract:
    """The year's energy and emissions; empty while no consumption is known."""
    table = energy_extract(visit)
    if not table.lines:
        return EnergyExtract()
    lines = tuple(
        ExtractLine(
            carrier_name(line.carrier),
            line.mwh,
            _(KINDS[line.kind]),
            line.scope,
            None if line.tonnes is None else line.tonnes * 1000,
        )
        for line in table.lines
    )
    kinds = tuple((_(name), table.mwh(code)) for code, name in KINDS.items() if table.mwh(code))
    return EnergyExtract(str(table.year), lines, kinds, table.notes)


def waste(visit: Visit) -> tuple[WasteFraction, ...]:
    """The fractions with how they are sorted and what is known of their amount; none while nothing is known."""
    table = waste_extract(visit)
    if not any(line.sorting or line.kg for line in table.lines):
        return ()
    return tuple(
        WasteFraction(
            fraction_name(line.fraction), _(SORTING.get(line.sorting, "")), line.kg, line.share
        )
        for line in table.lines
    )
