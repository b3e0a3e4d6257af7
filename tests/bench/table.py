"""Rows of figures as a table: median and spread, and the ratio to the floor measured in the same run."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One thing measured, in ms; `floor` is what the bare machine takes, measured in turns with it."""

    name: str
    samples: Sequence[float]
    floor: Sequence[float] = ()
    target: str = ""

    @property
    def median(self) -> float:
        """The middle sample."""
        return statistics.median(self.samples)


HEADS = ("", "median ms", "p90 ms", "floor ms", "ratio", "target")


def show(lines: Sequence[Line]) -> str:
    """The table as text."""
    rows = [HEADS, *(_cells(line) for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    return "\n".join("  ".join(_aligned(row, widths)) for row in rows)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    name, *figures = (cell.rjust(width) for cell, width in zip(row, widths, strict=True))
    return [name.strip().ljust(widths[0]), *figures]


def _cells(line: Line) -> tuple[str, ...]:
    floor = statistics.median(line.floor) if line.floor else None
    return (
        line.name,
        f"{line.median:.1f}",
        f"{_p90(line.samples):.1f}",
        f"{floor:.1f}" if floor is not None else "",
        f"{line.median / floor:.2f}" if floor else "",
        line.target,
    )


def _p90(samples: Sequence[float]) -> float:
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, round(0.9 * (len(ordered) - 1)))]
