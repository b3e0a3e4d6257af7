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
"""The rows for a company whose branch is not known, and for carriers that its branch has no rows for."""
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
    """One row: percent of a carrier (or of a kind of carriers) that an end use takes in a branch.

    `branch` is a code as forms use it (kontor, butik, restaurant, vaerksted, produktion, tung), or "alle".
    """

    branch: str
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
        branch=line["branche"],
        carrier=line["baerer"],
        end_use=line["slutanvendelse"],
        percent=float(line["andel"].replace(",", ".")),
        source=line["kilde"],
        certainty=line["sikkerhed"],
    )


def suggest(
    table: Collection[TypicalShare],
    branch: str,
    carriers: Iterable[str],
    absent: Collection[str] = (),
    given: Iterable[Split] = (),
) -> tuple[Split, ...]:
    """Shares for what is not split yet, in whole percent that fill each carrier up to 100 %.

    `branch`: its code, "" where it is not known; `absent`: end uses that the company has not got; `given`: what is
    split already, which stays.
    """
    known = list(given)
    found: list[Split] = []
    for carrier in dict.fromkeys(carriers):
        own = {split.end_use: split.share for split in known if split.carrier == carrier}
        left = round(100 * (1 - math.fsum(own.values())))
        parts = {
            row.end_use: row.percent
            for row in _rows(table, branch, carrier)
            if row.end_use not in absent and row.end_use not in own
        }
        found += [Split(carrier, use, percent / 100) for use, percent in _whole(parts, left).items() if percent]
    return tuple(found)


def _rows(table: Collection[TypicalShare], branch: str, carrier: str) -> list[TypicalShare]:
    """The branch's rows for a carrier, else those of all branches."""
    kind = _ALIKE.get(carrier, carrier)
    rows = [row for row in table if (row.branch, row.carrier) == (branch, kind)]
    return rows or [row for row in table if (row.branch, row.carrier) == (ALL, kind)]


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
