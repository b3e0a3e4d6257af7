"""Issuing a document ("Lås version"): the model as it stands, frozen together with its PDF under the next number."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from klimabesog.casework.documents import Documents
from klimabesog.casework.papers.corrections import corrections
from klimabesog.casework.papers.making import Made, Maker, Workshop
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.casework.topic import Topic
from klimabesog.reports.catalogue import kind_of
from klimabesog.reports.frozen import dumps, loads
from klimabesog.reports.model import Paper, PhotoSource
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


def final(documents: Documents, paper: Paper, topic: Topic) -> Paper:
    """The document as it would be locked now: with the next number, and without anything internal."""
    number = documents.next_number(paper.TYPE, topic)
    public: Paper = kind_of(paper.TYPE).published(paper)
    changed = _corrections(documents, public, documents.newest(public.TYPE, topic))
    return replace(public, draft=False, version=number, **changed)


def _corrections(documents: Documents, public: Paper, before: str | None) -> dict[str, Any]:
    """What is another than in the version before; nothing for the first, or where a newer program made that."""
    if before is None:
        return {}
    try:
        changed = corrections(loads(type(public), documents.frozen_model(before)), public)
    except ValueError:
        return {}
    row = documents.row(before)
    return {"corrections": changed, "corrects": row.label if changed and row.by else ""}


def issue(documents: Documents, paper: Paper, photos: PhotoSource, topic: Topic) -> str:
    """Keep the document as it stands, without anything internal, as a version that never changes; returns its id."""
    paper = final(documents, paper, topic)
    pdf = render(paper, photos).pdf
    return documents.issue(paper.TYPE, dumps(paper), pdf, topic)


def locking(workshop: Workshop) -> Maker:
    """What makes the version to be locked, for any thread; `lock` then keeps it."""

    def finish(there: Subject, paper: Paper) -> Paper:
        return final(there.book.documents, paper, there.topic)

    return workshop.maker(finish)


def lock(about: Subject, made: Made) -> str:
    """Keep what `locking` made as a version that never changes; returns its id.

    InputError when a colleague's version with its number has come in meanwhile.
    """
    documents, paper = about.book.documents, made.paper
    if paper.version != documents.next_number(paper.TYPE, about.topic):
        raise InputError(_("Der er kommet en ny version imens. Lås igen."))
    return documents.issue(paper.TYPE, dumps(paper), made.document.pdf, about.topic)
