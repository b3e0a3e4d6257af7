"""The documents of the steps pass the gate whatever stands in them, and no two builds differ."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from klimabesog.casework.papers.corrections import DERIVED, NOT_CONTENT, _label, corrections
from klimabesog.reports.build import build
from klimabesog.reports.documents.agreement import Agreement
from klimabesog.reports.documents.followup import FollowUp
from klimabesog.reports.documents.plan import ActionPlan
from klimabesog.reports.frozen import dumps, loads
from klimabesog.reports.model import Paper, SectionChoice
from tests.reports import gate
from tests.reports.documents.papers import AGREEMENT, FOLLOW_UP, PLAN
from tests.reports.hard import ANSWER, pen_drawing
from tests.reports.pictures import Pictures

EXAMPLES = (AGREEMENT, PLAN, FOLLOW_UP)
SECTIONS = ("basis", "followed", "new_bills", "partnership")
OWN = {
    *(f"klimabesog.reports.documents.{name}" for name in ("agreement", "plan", "followup")),
    *(f"klimabesog.reports.sections.{name}" for name in SECTIONS),
}
EMPTY = (Agreement(), ActionPlan(), FollowUp())


def pictures() -> Pictures:
    found = Pictures()
    found.bytes["tegnet"] = pen_drawing()
    return found


def long(value: Any) -> Any:
    """The same with 5,000 characters in every text that is no date, photo or type."""
    if isinstance(value, tuple):
        return tuple(long(each) for each in value)
    if isinstance(value, str) and not value[:4].isdigit() and value != "tegnet" and len(value) > 3:
        return ANSWER
    return value


def with_long_texts(paper: Any) -> Any:
    """The same with long answers at the top of the model and one step beneath."""
    kept = {"language", "municipality", "author", "version", "course", "sections"}
    kept |= {"aim_short", "aim_note", "base_year", "rhythm_short"}  # the program's own words, for a card
    changes = {}
    for field in fields(paper):
        value = getattr(paper, field.name)
        if field.name in kept:
            continue
        if isinstance(value, tuple) and value and hasattr(value[0], "__dataclass_fields__"):
            first = {
                f.name: long(getattr(value[0], f.name)) for f in fields(value[0]) if f.name != "accuracy"
            }
            changes[field.name] = (replace(value[0], **first), *value[1:])
        else:
            changes[field.name] = long(value)
    return replace(paper, **changes)


@pytest.mark.parametrize(
    "paper", [*EXAMPLES, *EMPTY], ids=lambda p: f"{p.TYPE}-{'full' if p.date else 'empty'}"
)
def test_the_gate(paper: Paper) -> None:
    document = build(paper, pictures())
    gate.assert_passes(document)
    assert document.warnings == ()
    assert len(gate.hidden_text(document.pdf)) < 300


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda p: p.TYPE)
def test_long_answers_and_signs_of_markup(paper: Paper) -> None:
    document = build(with_long_texts(paper), pictures())
    gate.assert_passes(document)
    assert "<b>kører</b> & støjer" in gate.text(document.pdf)


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda p: p.TYPE)
def test_the_same_bytes_twice_also_from_what_was_frozen(paper: Paper) -> None:
    again = loads(type(paper), dumps(paper))
    assert again == paper
    assert build(again, pictures()).pdf == build(paper, pictures()).pdf


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda p: p.TYPE)
def test_parts_are_chosen_and_commented(paper: Paper) -> None:
    whole = gate.text(build(paper, pictures()).pdf)
    last = "vilkaar" if paper.TYPE == "partnerskabsaftale" else "naeste" if paper is FOLLOW_UP else "fravalg"
    chosen = replace(paper, sections=(SectionChoice(last, "En bemærkning fra kommunen."),))
    text = gate.text(build(chosen, pictures()).pdf)
    assert "En bemærkning fra kommunen." in text
    assert len(text) < len(whole) / 1.5


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda p: p.TYPE)
def test_a_draft_says_so(paper: Paper) -> None:
    assert "KLADDE" not in gate.text(build(paper, pictures()).pdf)
    text = gate.text(build(replace(paper, draft=True), pictures()).pdf)
    assert "KLADDE" in text
    assert "Kladde, version 1" in text


def field_names(kind: type) -> set[str]:
    """The names of a model's own fields, and of those of its parts that only these documents have."""
    found = {name for name in vars(kind)["__annotations__"] if name != "TYPE"}
    for hint in get_type_hints(kind).values():
        parts = [hint, *get_args(hint), *(deep for part in get_args(hint) for deep in get_args(part))]
        for part in parts:
            if is_dataclass(part) and part.__module__ in OWN:  # type: ignore[union-attr]
                found |= field_names(part)  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("paper", EXAMPLES, ids=lambda p: p.TYPE)
def test_what_a_person_is_told_of_a_field_is_danish(paper: Paper) -> None:
    """Warnings of signs that cannot be printed, and the list of what a new version corrects, name fields."""
    names = field_names(type(paper)) - NOT_CONTENT - DERIVED
    assert {name for name in names if _label(name) == name} <= {"status"}


def test_a_new_version_lists_what_it_corrects() -> None:
    duties = ("at have en fast kontakt",)
    signings = (replace(AGREEMENT.signings[0], name="Anne Prøve"), AGREEMENT.signings[1])
    later = replace(AGREEMENT, company_duties=duties, signings=signings, end="2030-12-31", aim_short="16 %")
    assert set(corrections(AGREEMENT, later)) == {
        "Virksomheden lover »at vise regninger og målinger«: udgået.",
        "Slutter fra »2029-12-31« til »2030-12-31«.",
        "Underskrift »Anna Prøve«: udgået.",
        "Underskrift »Anne Prøve«: nyt.",
    }
