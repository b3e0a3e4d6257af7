"""Issuing a document: the model as it stands, frozen together with its PDF under the next number."""

from __future__ import annotations

from dataclasses import replace

from klimabesog.casework.documents import Documents
from klimabesog.casework.rendering import render
from klimabesog.reports.catalogue import kind_of
from klimabesog.reports.frozen import dumps
from klimabesog.reports.model import Paper, PhotoSource


def issue(
    documents: Documents, paper: Paper, photos: PhotoSource, company: str, visit: str = "", step: str = ""
) -> str:
    """Keep the document as it stands, without anything internal, as a version that never changes; returns its id."""
    number = documents.next_number(paper.TYPE, company, visit, step)
    final = replace(kind_of(paper.TYPE).published(paper), draft=False, version=number)
    pdf = render(final, photos).pdf
    return documents.issue(paper.TYPE, dumps(final), pdf, company=company, visit=visit, step=step)
