"""Every type of document is made on another thread, can be changed, and gives the same bytes from its frozen model."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from klimabesog.casework.papers.corrections import corrections
from klimabesog.casework.papers.edits import Edits
from klimabesog.casework.papers.issuing import locking
from klimabesog.casework.papers.making import Made, Maker, Workshop
from klimabesog.casework.papers.offers import OFFERS, subjects
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.reports.catalogue import kind_of
from klimabesog.reports.document import BuildCancelled
from klimabesog.reports.frozen import dumps, loads
from klimabesog.reports.model import Reworded


def elsewhere(make: Maker, stopped: bool = False) -> Made:
    """What the maker makes on a thread of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(make, lambda _part: None, lambda: stopped).result()


@pytest.mark.parametrize("type_", [each.type for each in OFFERS])
def test_each_type_from_the_draft_to_the_frozen_bytes(course: Subject, type_: str) -> None:
    chosen = next(each for each in OFFERS if each.type == type_)
    about = next(one for one in subjects(course, chosen.level) if not chosen.lacking(one))
    workshop = Workshop(chosen, about)
    draft, locked = elsewhere(workshop.draft()), elsewhere(locking(workshop))
    workshop.close()
    assert draft.document.pdf.startswith(b"%PDF")
    assert draft.paper.draft == (not type_.startswith("papirskema")), (
        "what is written on by hand has no KLADDE"
    )
    assert not locked.paper.draft
    again = loads(type(locked.paper), dumps(locked.paper))
    assert render(again, about.photo).pdf == locked.document.pdf
    assert corrections(locked.paper, again) == ("Indholdet er det samme.",)
    known = draft.editable
    assert {line.id for line in known.sections} == {section.id for section in kind_of(type_).sections}
    assert len(known.sentences) > 3
    words = Edits(rewordings=tuple(Reworded(s.section, s.text, f"{s.text} zyxwv") for s in known.sentences))
    changed = render(words.applied(chosen.plain(about)), about.photo)
    kept = sum(sentence.printed.endswith(" zyxwv") for sentence in changed.sentences)
    assert kept >= 0.9 * len(known.sentences), "what is offered for other words can be printed in them"


def test_it_stops_when_it_is_told_to(course: Subject) -> None:
    report = next(each for each in OFFERS if each.type == "screeningsrapport")
    about = next(subjects(course, report.level))
    with pytest.raises(BuildCancelled):
        elsewhere(Workshop(report, about).draft(), stopped=True)
