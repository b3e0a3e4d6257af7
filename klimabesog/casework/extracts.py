"""What other reports take from a visit: VSME's table of energy and emissions (B3), and waste by fraction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline
from klimabesog.casework.groups.themes import SHARED, is_about_waste
from klimabesog.energy.errors import AmountError
from klimabesog.energy.vsme import B3, b3
from klimabesog.energy.waste import FRACTIONS, SORTING, WasteRow, WasteTable, waste_table

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms

ALL_SORTED = "AFF-01"
"""The checkpoint on whether all ten fractions are sorted."""
WANTED = "soeger"
"""The `retning` of a material that a company looks for: it is no waste of its own."""


def energy_extract(visit: VisitForms) -> B3:
    """MWh by carrier and t CO2e by scope in the base year, with the numbers that count for this company."""
    screening = visit.screening
    return b3(screening.baseline, screening.factors)


def waste_extract(visit: VisitForms) -> WasteTable:
    """The ten fractions: amounts from the `affald` records, sorting as answered at the walk-round."""
    return waste_table(_amounts(visit), dict(_sorting(visit)))


def _amounts(visit: VisitForms) -> Iterator[WasteRow]:
    """Records with a fraction and an amount: `ton` a year, or `maengde` in `enhed`; none when waste was taken off."""
    themes = [visit.desk.fields(record) for record in visit.desk.store.records(kinds.THEMES, besoeg=visit.id)]
    if themes and not any(is_about_waste(str(fields.get(SHARED) or "")) for fields in themes):
        return
    for record in visit.desk.store.records(kinds.WASTE, besoeg=visit.id):
        fields = record.fields
        fraction, amount = str(fields.get("fraktion") or ""), fields.get("ton") or fields.get("maengde")
        if not fraction or not amount or fields.get("retning") == WANTED:
            continue
        unit = "ton" if fields.get("ton") else str(fields.get("enhed") or "kg")
        try:
            yield WasteRow(fraction, float(str(amount)), unit)
        except (AmountError, ValueError):
            continue  # said at the answer itself


def _sorting(visit: VisitForms) -> Iterator[tuple[str, str]]:
    """Fraction -> how it is sorted, from the questions named after the fractions.

    They are asked only where not everything is sorted; a yes to the whole says the same of each.
    """
    for node in visit.session(outline.CHECKLIST).walk():
        fraction = node.name.removeprefix("fraktion_")
        if fraction != node.name and fraction in FRACTIONS and node.relevant and node.value in SORTING:
            yield fraction, node.value
        elif node.kb.get("kontrolpunkt") == ALL_SORTED and node.value == "ja":
            yield from dict.fromkeys(FRACTIONS, "sorteres").items()
