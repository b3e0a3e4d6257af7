"""Figures of companies that do not want to be named: never so few of them together that one can be told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

FEWEST = 3
"""Fewer companies than this are never shown as a group of their own: our own choice, as statistics offices do."""

T = TypeVar("T")


def parted(cells: Sequence[T], unnamed: Callable[[T], Collection[str]]) -> tuple[list[T], list[T]]:
    """The cells of a table that may stand by themselves, and those to be shown as one.

    `unnamed` gives the ids of a cell's companies that are not to be named. A cell with one or two is merged with
    others, and what is merged holds none or at least three, so that it can't be found by subtraction from the sum;
    where there are too few for that everything is merged.
    """
    kept = [cell for cell in cells if not 0 < len(set(unnamed(cell))) < FEWEST]
    merged = [cell for cell in cells if cell not in kept]
    while merged and len(_all(merged, unnamed)) < FEWEST:
        smallest = min(kept, key=lambda cell: (not unnamed(cell), len(unnamed(cell))), default=None)
        if smallest is None or not unnamed(smallest):
            return [], list(cells)
        kept.remove(smallest)
        merged.append(smallest)
    return kept, merged


def _all(cells: Sequence[T], unnamed: Callable[[T], Collection[str]]) -> set[str]:
    return {company for cell in cells for company in unnamed(cell)}
