"""The portfolio report of several companies as a file: who is named, what is merged, and what the validators say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.groups.book import Groups
from klimabesog.casework.papers.issuing import issue
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from tests.casework.portfolio.companies import NAMES, six
from tests.reports import gate

PORTFOLIO = "portefoeljerapport"
UNTIL = "2027-06-30"
MAY_BE_NAMED = (2, 4)


def written(book: Casebook, folder: Path, **selection: str) -> Path:
    about = Subject(book, **selection)
    path = folder / f"{'-'.join(selection) or 'alle'}.pdf"
    path.write_bytes(render(offer(PORTFOLIO).assemble(about), about.photo).pdf)
    return path


def locked(book: Casebook, folder: Path, **selection: str) -> Path:
    about = Subject(book, **selection)
    document = issue(book.documents, offer(PORTFOLIO).assemble(about), about.photo, about.topic)
    path = folder / "laast.pdf"
    path.write_bytes(book.documents.pdf(document))
    return path


def test_of_six_companies(casebook: Casebook, tmp_path: Path) -> None:
    companies = six(casebook)
    pdf = written(casebook, tmp_path, until=UNTIL).read_bytes()
    assert gate.broken(pdf) == []
    said = gate.text(pdf)
    assert [name in said for name in NAMES] == [number in MAY_BE_NAMED for number in range(len(NAMES))]
    assert "Så få virksomheder har svaret" in said, "two have told of barriers, one of them unnamed"
    assert "3 Partnerskabsaftale – – 5 –" in said, "the key numbers say how many have signed"
    assert "6 Gennemførelse – – 0 0" in said
    assert "Giv ikke rapporten videre" not in said, "what was reached is that of one that is named"
    group = Groups(casebook).save("Netværk Nord", members=companies[1:])
    assert gate.broken(written(casebook, tmp_path, group=group).read_bytes()) == []


@pytest.mark.full("shared", "javac")
def test_verapdf_accepts_it(casebook: Casebook, tmp_path: Path, verapdf: Callable[..., None]) -> None:
    companies = six(casebook)
    group = Groups(casebook).save("Netværk Nord", members=companies[3:5])
    paths = written(casebook, tmp_path), written(casebook, tmp_path, until=UNTIL, group=group)
    verapdf(*paths, locked(casebook, tmp_path, until=UNTIL))
