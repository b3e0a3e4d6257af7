"""Danish words divided at the end of a line, for narrow cells; reportlab asks for each word that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

SHORTEST = 9
"""Words with fewer letters are never divided."""


def danish(word: str) -> Iterator[tuple[str, str]]:
    """(head, tail) of each place where the word may be divided, the last place first."""
    yield from _patterns().iterate(word)


@cache
def _patterns() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang="da_DK", left=3, right=3)
