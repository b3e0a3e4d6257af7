"""The whole partnership in figures and words, for the last follow-up's report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from klimabesog.casework.papers.said import Said
from klimabesog.casework.reportfigures import class_of
from klimabesog.casework.steps.facts import agreement_of
from klimabesog.casework.steps.keys import FOLLOW_UP, StepKey
from klimabesog.casework.steps.standing import standing
from klimabesog.casework.steps.target import percent
from klimabesog.partnership.target import share_of_base
from klimabesog.reports.model import Amount
from klimabesog.reports.sections.partnership import Round, Whole
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.papers.subject import Subject
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.reports.documents.followup import Way
    from klimabesog.reports.sections.followed import Followed


def rounds_of(book: StepBook, number: int) -> tuple[Round, ...]:
    """What each follow-up showed, up to one."""
    days = {fields["nummer"]: str(fields.get("dato") or "") for fields in book.follow_ups()}
    return tuple(_round(book, n, days[n]) for n in sorted(days) if n <= number)


def _round(book: StepBook, number: int, day: str) -> Round:
    key, visit = StepKey(FOLLOW_UP, number), book.visit
    at = standing(book, str(key))
    assert visit is not None
    assert at is not None
    after, accuracy = at.done.after, class_of(at.done.accuracy)
    return Round(
        name=key.title,
        date=day,
        done=len(at.done.measures),
        agreed=len(visit.measure_book.agreed()),
        co2_kg=Amount(after.co2_kg, accuracy),
        share=share_of_base(after.co2_kg, visit.screening.baseline.co2_kg),
        kroner=Amount(after.kr, accuracy),
        paid=Amount(at.done.investment, accuracy),
    )


def whole_of(subject: Subject, rounds: Sequence[Round], measures: Sequence[Followed], way: Way) -> Whole:
    """The course from the agreement to the last follow-up."""
    book = subject.book.steps(subject.company)
    agreement = agreement_of(subject.book, subject.company)
    return Whole(
        began=agreement.signed if agreement else "",
        rounds=tuple(rounds),
        verdict=_verdict(way),
        left=tuple(_left(measures)),
        lessons="\n\n".join(_lessons(book)),
    )


def _verdict(way: Way) -> str:
    if way.target is None or way.done is None:
        return ""
    told = {"done": percent(way.done), "target": percent(way.target)}
    if way.reached:
        return _("Udledningen er sænket med {done}, og dermed er målet på {target} nået.").format(**told)
    return _("Udledningen er sænket med {done}. Målet på {target} er ikke nået endnu.").format(**told)


def _left(measures: Sequence[Followed]) -> Iterator[str]:
    for one in measures:
        if one.reached is None:
            why = ", ".join(filter(None, (one.status.lower(), one.reason.lower())))
            yield f"{one.title} ({why})"


def _lessons(book: StepBook) -> Iterator[str]:
    """What others can learn, as it was told at each follow-up."""
    for fields in book.follow_ups():
        if text := Said(book.form(f"{FOLLOW_UP}:{fields['nummer']}")).text("historie"):
            yield text
