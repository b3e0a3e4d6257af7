"""Waste of one company that another can use: which offers fit which wants (Ressource City Næstved)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

OFFERS, WANTS = "tilbyder", "soeger"
OTHER = "andet"
"""The fraction that says nothing of itself: only the words of the material can tell whether two mean the same."""

CLEANNESS = {"ren": 0, "blandet": 1, "snavset": 2}
"""How clean a stream is, the cleanest first; another code is not known."""

SHORTEST_WORD = 4
"""Shorter words ("af", "med") do not say what a material is."""


@dataclass(frozen=True)
class WasteStream:
    """What a company offers or looks for. `tonnes` a year, None unknown; `fraction`, `quality`: codes of the form."""

    company: str
    direction: str
    fraction: str = ""
    material: str = ""
    tonnes: float | None = None
    quality: str = ""

    @property
    def words(self) -> frozenset[str]:
        """The words that say what the material is."""
        found = re.findall(r"\w+", self.material.casefold())
        return frozenset(word for word in found if len(word) >= SHORTEST_WORD)


@dataclass(frozen=True)
class Match:
    """An offer that fits a want. `tonnes` a year that both cover, None where one of them is not known.

    `doubt`: the offer is less clean than what is wanted. `same_words`: they describe the material alike.
    """

    offer: WasteStream
    want: WasteStream
    same_words: bool
    doubt: bool

    @property
    def tonnes(self) -> float | None:
        """What both amounts cover."""
        if self.offer.tonnes is None or self.want.tonnes is None:
            return None
        return min(self.offer.tonnes, self.want.tonnes)


def matches(streams: Iterable[WasteStream]) -> list[Match]:
    """Each offer with each want of another company that may be the same material.

    Those without doubt first, then those described alike, then the largest amounts; an amount unknown counts as none.
    """
    known = list(streams)
    offers = [one for one in known if one.direction == OFFERS]
    wants = [one for one in known if one.direction == WANTS]
    found = [_match(offer, want) for offer in offers for want in wants if _fit(offer, want)]
    return sorted(found, key=lambda match: (match.doubt, not match.same_words, -(match.tonnes or 0.0)))


def unmatched(streams: Iterable[WasteStream], found: Iterable[Match]) -> list[WasteStream]:
    """The streams that stand in no match."""
    used = {id(one) for match in found for one in (match.offer, match.want)}
    return [one for one in streams if id(one) not in used]


def _match(offer: WasteStream, want: WasteStream) -> Match:
    return Match(offer, want, bool(_common(offer, want)), _is_dirtier(offer, want))


def _fit(offer: WasteStream, want: WasteStream) -> bool:
    """Whether two streams of different companies may be the same material."""
    if offer.company == want.company or offer.fraction != want.fraction:
        return False
    return offer.fraction not in ("", OTHER) or bool(_common(offer, want))


def _common(offer: WasteStream, want: WasteStream) -> set[str]:
    """Words of one that a word of the other begins with or is: "bøgespåner" and "spåner" have "spåner" in common."""
    return {
        short
        for one in offer.words
        for other in want.words
        for short, long in [sorted((one, other), key=len)]
        if short in long
    }


def _is_dirtier(offer: WasteStream, want: WasteStream) -> bool:
    if offer.quality not in CLEANNESS or want.quality not in CLEANNESS:
        return False
    return CLEANNESS[offer.quality] > CLEANNESS[want.quality]
