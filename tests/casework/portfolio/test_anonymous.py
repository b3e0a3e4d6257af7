"""No count of the portfolio report tells of a company that may not be named, whatever the cases are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from klimabesog.casework.portfolio import chapters
from klimabesog.casework.portfolio.case import Case, Proposal
from klimabesog.partnership.anonymity import FEWEST
from klimabesog.partnership.status import BARRIERS, REJECTED, REJECTION_REASONS
from klimabesog.partnership.steps import DONE, IN_PROGRESS, NOT_STARTED, SKIPPED, STEPS, StepState

STATES = (NOT_STARTED, IN_PROGRESS, DONE, SKIPPED)
BARRIER, REASON = st.sampled_from(sorted(BARRIERS)), st.sampled_from(sorted(REJECTION_REASONS))
PROPOSALS = st.builds(
    Proposal,
    id=st.just("m"),
    area=st.just("try"),
    status=st.sampled_from(("foreslaaet", REJECTED)),
    reason=REASON,
    barriers=st.lists(BARRIER, max_size=2).map(tuple),
    deadline=st.sampled_from(("", "2026-01-01")),
)
MADE = st.builds(
    Case,
    company=st.uuids().map(str),
    name=st.just("Prøven"),
    branch=st.just(""),
    may_be_named=st.booleans(),
    states=st.tuples(*(st.builds(StepState, st.just(step), st.sampled_from(STATES)) for step in STEPS)),
    visits=st.just(0),
    finished_visits=st.just(0),
    follow_ups=st.just(0),
    proposals=st.lists(PROPOSALS, max_size=3).map(tuple),
)
CASES = st.lists(MADE, max_size=9)


def unnamed(cases: list[Case]) -> list[Case]:
    return [case for case in cases if not case.may_be_named]


@given(CASES)
def test_steps(cases: list[Case]) -> None:
    """A count that stands has no unnamed company, or three in all; what does not stand is as many, or all there is."""
    for step, line in zip(STEPS, chapters.steps(cases), strict=True):
        at = [case.states[step.number - 1].state for case in cases]
        shown = dict(zip(STATES, (line.not_started, line.in_progress, line.done, line.skipped), strict=True))
        for state, count in shown.items():
            inside = [case for case, found in zip(cases, at, strict=True) if found == state]
            assert count in (None, len(inside))
            if state == DONE and step.number in chapters.TOLD_ANYWAY:
                assert count == len(inside), "the key numbers say it"
                continue
            assert count is None or not unnamed(inside) or count >= FEWEST
        hidden = [case for case, found in zip(cases, at, strict=True) if shown[found] is None]
        done = line.done or 0 if step.number in chapters.TOLD_ANYWAY else 0
        assert not unnamed(hidden) or len(hidden) >= FEWEST or len(hidden) == len(cases) - done


@given(CASES)
def test_barriers_and_reasons(cases: list[Case]) -> None:
    """Companies that said what is counted in a line: three, or none that may not be named."""
    for found, of, names in (
        (chapters.barriers(cases), _barriers, BARRIERS),
        (chapters.reasons(cases), _reasons, REJECTION_REASONS),
    ):
        said = {case.company: of(case) for case in cases}
        alone = {code for code, label in names.items() if any(one.name == label for one in found)}
        for code in alone:
            inside = [case for case in cases if code in said[case.company]]
            assert not unnamed(inside) or len(inside) >= FEWEST
        rest = [case for case in cases if said[case.company] - alone]
        merged = [one for one in found if one.name not in names.values()]
        assert not merged or not unnamed(rest) or len(rest) >= FEWEST
        assert found or not any(said.values()) or chapters.withheld(cases, "2026-12-31")


@given(CASES)
def test_what_is_overdue(cases: list[Case]) -> None:
    _named, others = chapters.waiting(cases, "2026-12-31")
    late = [case for case in unnamed(cases) if any(p.deadline and p.status != REJECTED for p in case.proposals)]
    assert others in (0, len(late))
    assert not others or len(late) >= FEWEST
    assert ("venter" in chapters.withheld(cases, "2026-12-31")) == (0 < len(late) < FEWEST)


@given(CASES)
def test_a_selection_of_few_says_so(cases: list[Case]) -> None:
    assert chapters.few(cases) == bool(unnamed(cases) and len(cases) < FEWEST)


def _barriers(case: Case) -> set[str]:
    return {code for p in case.proposals if p.status != REJECTED for code in p.barriers}


def _reasons(case: Case) -> set[str]:
    return {p.reason for p in case.proposals if p.status == REJECTED}
