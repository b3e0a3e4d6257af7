"""Symbiosis: the waste that companies offer and look for, matched across all of them (Ressource City Næstved)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.groups.said import Labels, Said, newest_said
from klimabesog.casework.groups.themes import SHARED, is_about_waste
from klimabesog.partnership.symbiosis import OFFERS, WANTS, Match, WasteStream, matches, unmatched
from klimabesog.values.danish import format_number
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

__all__ = ["OFFERS", "WANTS", "Match", "Symbiosis", "WasteStream", "symbiosis"]


@dataclass(frozen=True)
class Symbiosis:
    """What fits what, and what found nobody. `names` of the companies by id."""

    matches: tuple[Match, ...]
    offers: tuple[WasteStream, ...]
    wants: tuple[WasteStream, ...]
    names: Mapping[str, str]
    labels: Labels = field(repr=False, compare=False)

    @property
    def is_empty(self) -> bool:
        """Whether no company has told of any waste."""
        return not (self.matches or self.offers or self.wants)

    def name(self, stream: WasteStream) -> str:
        """The company of a stream."""
        return self.names.get(stream.company, "")

    def fraction(self, stream: WasteStream) -> str:
        """ "Træ"; "Affald" where the fraction was not said."""
        return self.labels.of(kinds.WASTE, "fraktion", stream.fraction) if stream.fraction else _("Affald")

    def said(self, stream: WasteStream) -> str:
        """ "Bøgespåner · 12,5 ton/år · Rent og ensartet"."""
        quality = self.labels.of(kinds.WASTE, "kvalitet", stream.quality) if stream.quality else ""
        parts = (stream.material, tonnes_text(stream.tonnes), quality)
        return " · ".join(part for part in parts if part)


def symbiosis(casebook: Casebook, companies: Collection[str] | None = None) -> Symbiosis:
    """The streams of all companies (or of these) matched; from each company's newest interview."""
    said = [one for one in _told(casebook) if companies is None or one.company in companies]
    streams = [stream for stream in map(_stream, said) if stream.fraction or stream.material]
    found = matches(streams)
    left = unmatched(streams, found)
    return Symbiosis(
        matches=tuple(found),
        offers=tuple(one for one in left if one.direction == OFFERS),
        wants=tuple(one for one in left if one.direction == WANTS),
        names={one.company: one.name for one in said},
        labels=Labels(casebook),
    )


def _told(casebook: Casebook) -> Iterator[Said]:
    """What companies said of waste, unless they took waste off their list of themes since: it is kept, not meant."""
    meant = {one.visit: is_about_waste(one.text(SHARED)) for one in newest_said(casebook, kinds.THEMES)}
    return (one for one in newest_said(casebook, kinds.WASTE) if meant.get(one.visit, True))


def tonnes_text(tonnes: float | None) -> str:
    """ "12,5 ton/år", "" unknown."""
    if tonnes is None:
        return ""
    decimals = 0 if tonnes == int(tonnes) else 1 if tonnes >= 1 else 2
    return _("{n} ton/år").format(n=format_number(tonnes, decimals))


def _stream(said: Said) -> WasteStream:
    return WasteStream(
        company=said.company,
        direction=said.text("retning"),
        fraction=said.text("fraktion"),
        material=" ".join(said.text("materiale").split()),
        tonnes=_tonnes(said.text("ton")),
        quality=said.text("kvalitet"),
    )


def _tonnes(text: str) -> float | None:
    """Tonnes a year; None for no amount, or one that is none."""
    try:
        amount = float(text) if text else None
    except ValueError:
        return None
    return amount if amount is not None and 0 <= amount < float("inf") else None
