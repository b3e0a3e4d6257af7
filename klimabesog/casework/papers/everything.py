"""Every document of a case, written into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework.papers.issuing import final
from klimabesog.casework.papers.offers import OFFERS, Offer, subjects
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.casework.saving import safe_name, save_file
from klimabesog.casework.steps.keys import parse_key

if TYPE_CHECKING:
    from klimabesog.reports.photos import PhotoCache


def write_all(subject: Subject, folder: Path, cache: PhotoCache | None = None) -> Iterator[Path]:
    """Write each document of a company's case as it would be locked now; yields its path as soon as it stands.

    `folder` is made when it is missing. SurroundingsError when nothing can be written there.
    """
    for each in OFFERS:
        for about in subjects(subject, each.level):
            if not each.lacking(about):
                paper = final(about.book.documents, each.assemble(about), about.topic)
                pdf = render(paper, about.photo, cache=cache).pdf
                yield save_file(folder / (file_name(each, about) + ".pdf"), pdf)


def file_name(offer: Offer, about: Subject) -> str:
    """A document's file name without its ending: type, whom it is about, and the visit's date or the step."""
    company = about.book.registry.names({about.company}).get(about.company, "") if about.company else ""
    when = about.opened.date if about.visit else parse_key(about.step).title if about.step else ""
    return safe_name(" ".join(filter(None, (offer.title, company, when, about.scope, about.until))))
