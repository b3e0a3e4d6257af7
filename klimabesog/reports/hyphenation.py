"""Danish words divided at the end of a line, for narrow cells; reportlab asks for each word that does not fit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

LEAST, SHORTEST = 3, 9
"""Letters before and after a division; words with fewer letters than the second are never divided."""
COMPOUNDS = (
    *("data-be-skyt-tel-ses-råd-giver", "die-sel-vare-bil", "drifts-timer", "efter-iso-le-ring", "el-bil"),
    *("el-for-brug", "el-måler", "el-net", "el-pris", "el-radia-tor", "el-truck", "el-vare-bil"),
    *("fre-kvens-om-for-mer", "gas-kedel", "gas-truck", "nat-sænk", "over-skuds-varme", "råd-giver"),
    *("scree-ning", "tryk-luft", "udsug-nings-luft"),
)
"""Parts of words that the patterns divide wrongly ("try-kluft"), with the places where they may be divided."""


def danish(word: str) -> Iterator[tuple[str, str]]:
    """(head, tail) of each place where the word may be divided, the last place first."""
    for place in sorted(places(word), reverse=True):
        yield word[:place], word[place:]


def places(word: str) -> set[int]:
    """Where a word may be divided: after how many letters, at least three from either end."""
    found, small = {int(place) for place in _patterns().positions(word)}, word.lower()
    for compound in COMPOUNDS:
        plain = compound.replace("-", "")
        start = small.find(plain)
        if start >= 0:
            found -= set(range(start + 1, start + len(plain)))
            found |= set(_after(compound.split("-"), start))
    return {place for place in found if LEAST <= place <= len(word) - LEAST}


def _after(parts: list[str], start: int) -> Iterator[int]:
    for part in parts[:-1]:
        start += len(part)
        yield start


@cache
def _patterns() -> Any:
    from pyphen import Pyphen

    return Pyphen(lang="da_DK", left=LEAST, right=LEAST)
