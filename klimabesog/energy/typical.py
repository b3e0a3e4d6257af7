"""What a company of a branch typically uses energy for: shares to begin with where nobody knows better.

The bundled table is our own estimate throughout (each row is marked skoen): a first guess to correct on the spot.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from klimabesog.energy.state import Split

ALL = "alle"
"""The group for a branch that no other group has."""
HEAT, MOTOR_FUEL = "varme", "motor"
_ALIKE = {
    **dict.fromkeys(
        (
            "fjernvarme", "naturgas", "biogas", "bygas", "lpg", "fyringsolie", "fuelolie", "traepiller", "traeflis",
            "halm",
        ),
        HEAT,
    ),
    **dict.fromkeys(("diesel", "benzin", "hvo"), MOTOR_FUEL),
}  # fmt: skip
"""Carriers that the table has one set of shares for."""


@dataclass(frozen=True)
class TypicalShare:
    """One row: percent of a carrier (or of a kind of carriers) that an end use takes in a group of branches."""

    group: str
    divisions: tuple[range, ...]
    carrier: str
    end_use: str
    percent: float
    source: str
    certainty: str


def load(path: Path) -> tuple[TypicalShare, ...]:
    """The rows of a table; OSError if there is no such file, KeyError or ValueError if it is no such table."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_row(line) for line in csv.DictReader(file, delimiter=";"))


def _row(line: Mapping[str, str]) -> TypicalShare:
    return TypicalShare(
        group=line["gruppe"],
        divisions=tuple(_divisions(part) for part in line["brancher"].split()),
        carrier=line["baerer"],
        end_use=line["slutanvendelse"],
        percent=float(line["andel"].replace(",", ".")),
        source=line["kilde"],
        certainty=line["sikkerhed"],
    )


def _divisions(text: str) -> range:
    """ "10-12" or "47" as divisions of the branch code."""
    first, _dash, last = text.partition("-")
    return range(int(first), int(last or first) + 1)


def group_of(table: Iterable[TypicalShare], branch_code: str) -> str:
    """The group of a branch code (with or without dots); "alle" when none has it."""
    digits = branch_code.replace(".", "").strip()
    if digits[:2].isdecimal() and len(digits) >= 2:
        division = int(digits[:2])
        for row in table:
            if any(division in divisions for divisions in row.divisions):
                return row.group
    return ALL


def suggest(
    table: Collection[TypicalShare],
    branch_code: str,
    carriers: Iterable[str],
    absent: Collection[str] = (),
    given: Iterable[Split] = (),
) -> tuple[Split, ...]:
    """Shares for what is not split yet, in whole percent that fill each carrier up to 100 %.

    `absent`: end uses that the company has not got; `given`: what is split already, which stays.
    """
    group, known = group_of(table, branch_code), list(given)
    found: list[Split] = []
    for carrier in dict.fromkeys(carriers):
        own = {split.end_use: split.share for split in known if split.carrier == carrier}
        left = round(100 * (1 - math.fsum(own.values())))
        parts = {
            row.end_use: row.percent
            for row in _rows(table, group, carrier)
            if row.end_use not in absent and row.end_use not in own
        }
        found += [Split(carrier, use, percent / 100) for use, percent in _whole(parts, left).items() if percent]
    return tuple(found)


def _rows(table: Collection[TypicalShare], group: str, carrier: str) -> list[TypicalShare]:
    """The group's rows for a carrier, else those of all branches."""
    kind = _ALIKE.get(carrier, carrier)
    rows = [row for row in table if (row.group, row.carrier) == (group, kind)]
    return rows or [row for row in table if (row.group, row.carrier) == (ALL, kind)]


def _whole(parts: Mapping[str, float], percent: int) -> dict[str, int]:
    """The parts as whole numbers that make up `percent`; the largest fractions are rounded up."""
    whole = math.fsum(parts.values())
    if percent <= 0 or whole <= 0:
        return {}
    exact = {use: part / whole * percent for use, part in parts.items()}
    rounded = {use: math.floor(share) for use, share in exact.items()}
    rest = percent - sum(rounded.values())
    for use in sorted(exact, key=lambda use: rounded[use] - exact[use])[:rest]:
        rounded[use] += 1
    return rounded
