"""The report of a follow-up: its form, and how the measures stood then."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.casework.papers.basis import basis_of
from klimabesog.casework.papers.followed import documented, followed, reached, undecided
from klimabesog.casework.papers.newbills import bills_of
from klimabesog.casework.papers.parts import company_of, handed_out
from klimabesog.casework.papers.said import Said
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.papers.wholecourse import rounds_of, whole_of
from klimabesog.casework.steps.effort import effort_of
from klimabesog.casework.steps.facts import agreement_of
from klimabesog.casework.steps.keys import parse_key
from klimabesog.casework.steps.standing import standing
from klimabesog.casework.steps.target import told
from klimabesog.partnership.steps import FOLLOW_UPS
from klimabesog.partnership.target import progress, share_of_base
from klimabesog.reports.charts.progress import Course, Stage
from klimabesog.reports.documents.followup import Effort, FollowUp, Way
from klimabesog.reports.model import Amount, Participant
from klimabesog.reports.sections.partnership import Round, Whole
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.steps.standing import Standing
    from klimabesog.casework.visit import Visit


def followup_of(subject: Subject) -> FollowUp:
    """The report of the follow-up that the subject names, as things stood then."""
    book, key = subject.book.steps(subject.company), subject.step
    visit, at, number = book.visit, standing(book, subject.step), parse_key(key).number
    assert visit is not None
    assert at is not None
    said = Said(book.form(key))
    way, rounds = _way(subject, visit, at), rounds_of(book, number)
    effort = _effort(book, key)
    measures, last = tuple(followed(book, at, key)), number == FOLLOW_UPS
    paper = FollowUp(
        company=company_of(subject.book.registry, subject.company),
        number=number,
        day=said.value("dato"),
        how=said.text("moedeform"),
        participants=_participants(said.text("deltagere")),
        way=way,
        course=_course(visit, at, way, rounds, effort),
        effort=effort,
        measures=measures,
        undecided=tuple(undecided(book, at)),
        reached=reached(at),
        bills=bills_of(book, key),
        obstacles=said.text("barrierer_alt"),
        help_wanted=said.text("hjaelp"),
        next_day=said.value("naeste"),
        is_last=last,
        whole=whole_of(subject, rounds, measures, way) if last else Whole(),
        basis=basis_of(visit, at.stacked, documented()),
    )
    return handed_out(paper, subject)


def _participants(lines: str) -> tuple[Participant, ...]:
    parts = (line.partition(",") for line in lines.splitlines() if line.strip())
    return tuple(Participant(name.strip(), role.strip()) for name, _comma, role in parts)


# -- how far -------------------------------------------------------------------------------------------------------


def _way(subject: Subject, visit: Visit, at: Standing) -> Way:
    """The way to the target as the measures stood, in the words of the strip below the steps."""
    base = visit.screening.baseline
    proposed, done = at.stacked.after.co2_kg, at.done.after.co2_kg
    now = progress(agreement_of(subject.book, subject.company), base.co2_kg, proposed, done)
    so_far = Way(
        base_year=str(base.year),
        proposed=share_of_base(proposed, base.co2_kg),
        done=share_of_base(done, base.co2_kg),
    )
    if now is None:
        return replace(so_far, sentence=subject.book.steps(subject.company).target().sentence)
    return replace(
        so_far,
        sentence=told(now),
        target=now.target_share,
        target_year=str(now.target_year or ""),
        lacking_kg=max(0.0, now.target_kg - now.done_kg),
    )


def _course(visit: Visit, at: Standing, way: Way, rounds: Sequence[Round], effort: Effort | None) -> Course:
    """The plan, then each follow-up up to this one; other factors' part beside the newest."""
    plan = Stage(
        _("Planen"),
        proposed=Amount(at.stacked.after.co2_kg, "B"),
        agreed=Amount(at.agreed.after.co2_kg, "B"),
    )
    stages = [plan, *(Stage(one.name, realised=Amount(one.co2_kg.value, "B")) for one in rounds)]
    if effort is not None:
        newest = stages[-1]
        stages[-1] = Stage(newest.name, realised=newest.realised, factors=Amount(-effort.factors_kg, "B"))
    return Course(way.base_year, visit.screening.baseline.co2_kg, way.target, way.target_year, tuple(stages))


def _effort(book: StepBook, key: str) -> Effort | None:
    found = effort_of(book, key)
    if found is None:
        return None
    return Effort(str(found.base_year), str(found.later), found.parts.own, found.parts.factors)
