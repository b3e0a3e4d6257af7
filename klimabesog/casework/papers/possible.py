"""Every document that a company, its visits and its steps can have, and what must be done before each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from klimabesog.casework.papers.offers import OFFERS, Level, Offer, subjects
from klimabesog.casework.papers.subject import Subject


@dataclass(frozen=True)
class Possible:
    """A document that is offered; `lacking` says in one sentence what must be done first, "" for nothing."""

    offer: Offer
    about: Subject
    lacking: str

    @property
    def words(self) -> str:
        """What it is about within the company: "Besøget 20.11.2026", "Opfølgning 2", "" for the company."""
        return self.about.words


def possible(
    subject: Subject, levels: tuple[Level, ...] = ("besoeg", "virksomhed", "trin")
) -> Iterator[Possible]:
    """All that is offered on these levels, in the order of the offers; a type with nothing to be about once."""
    for offer in OFFERS:
        if offer.level not in levels:
            continue
        abouts = list(subjects(subject, offer.level))
        for about in abouts:
            yield Possible(offer, about, offer.lacking(about))
        if not abouts:
            yield Possible(offer, subject, offer.lacking(subject))
