"""What is told of companies that do not want to be named: never so few of them together that one can be told."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

FEWEST = 3
"""Fewer companies than this are never shown as a group of their own: our own choice, as statistics offices do."""

T = TypeVar("T")
Companies = Callable[[T], Collection[str]]
"""The ids of a cell's companies."""


def parted(cells: Sequence[T], unnamed: Companies[T]) -> tuple[list[T], list[T]]:
    """The cells of a table of figures that may stand by themselves, and those to be shown as one.

    `unnamed` gives the ids of a cell's companies that are not to be named. A cell with one or two is merged with
    others, and what is merged holds none or at least three, so that it can't be found by subtraction from the sum;
    where there are too few for that everything is merged.
    """

    def is_small(companies: Collection[str]) -> bool:
        return 0 < len(companies) < FEWEST

    return _parted(sorted(cells, key=lambda cell: len(set(unnamed(cell)))), cells, unnamed, is_small)


def parted_counts(
    cells: Sequence[T], companies: Companies[T], unnamed: Collection[str]
) -> tuple[list[T], list[T]]:
    """The cells of a table that only counts, which may stand by themselves, and those to be counted as one.

    A cell with an unnamed company counts at least three companies, named or not, for what a named one contributes to a
    count is printed nowhere. One with fewer is merged with others, the first of `cells` first, until that holds of them
    together; where there are too few everything is merged.
    """

    return _parted(cells, cells, companies, lambda found: tells_of_one(found, unnamed))


def tells_of_one(companies: Collection[str], unnamed: Collection[str]) -> bool:
    """Whether a count of these companies is of so few that an unnamed one among them could be told."""
    return len(set(companies)) < FEWEST and not set(companies).isdisjoint(unnamed)


def _parted(
    order: Sequence[T], cells: Sequence[T], companies: Companies[T], is_small: Callable[[Collection[str]], bool]
) -> tuple[list[T], list[T]]:
    """The two lists, each in the order of `cells`; what else is merged is taken in the order given first."""
    merged = [cell for cell in order if is_small(set(companies(cell)))]
    for cell in order:
        if not is_small(_all(merged, companies)):
            break
        if cell not in merged and companies(cell):
            merged.append(cell)
    if is_small(_all(merged, companies)):
        return [], list(cells)
    return [cell for cell in cells if cell not in merged], [cell for cell in cells if cell in merged]


def _all(cells: Sequence[T], companies: Companies[T]) -> set[str]:
    return {company for cell in cells for company in companies(cell)}
