"""All companies at once: the figures are those of each case's page, on any day, of any selection."""

from __future__ import annotations

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.estimates import FIELD
from klimabesog.casework.groups.book import Groups
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.portfolio.case import Case
from klimabesog.casework.portfolio.overview import overview
from klimabesog.casework.visit import Visit
from klimabesog.partnership.steps import DONE, NOT_STARTED
from klimabesog.reports.document import BuildCancelled
from klimabesog.reports.documents.portfolio_model import PortfolioReport
from klimabesog.values.errors import InputError
from tests.casework.case import FIRST, GOAL, PLAN, agree, sign, steps, with_measures

MENTION = "/data/pligterne/omtale"
STATUS = "/data/tiltagene/status_tiltag"
LATE = "2029-01-01"


def only(casebook: Casebook, until: str = "") -> Case:
    found = overview(casebook, until)
    assert found is not None
    (case,) = found.cases
    return case


@pytest.fixture
def underway(casebook: Casebook, visit: Visit) -> Visit:
    """Two measures agreed on in a signed partnership that may be mentioned."""
    with_measures(visit)
    book = steps(casebook, visit)
    sign(book)
    book.answer("partnerskabsaftale", MENTION, "ja")
    book.answer(PLAN, GOAL, "Mindre")
    book.fill(PLAN)
    agree(book, 1)
    agree(book, 2)
    return visit


def report(casebook: Casebook, **selection: str) -> PortfolioReport:
    paper = offer("portefoeljerapport").assemble(Subject(casebook, **selection))
    assert isinstance(paper, PortfolioReport)
    return paper


def test_figures_are_those_of_the_case(casebook: Casebook, underway: Visit) -> None:
    case, measures = only(casebook), underway.measure_book
    assert case.proposed is not None
    assert case.proposed.after == measures.stacked().after
    assert case.agreed is not None
    assert case.agreed.after == measures.agreed_together().after
    assert case.reached is not None
    assert case.reached.measures == ()
    assert [proposal.area for proposal in case.proposals] == ["try", ""]
    assert case.base_co2_kg == underway.screening.baseline.co2_kg
    assert [state.state for state in case.states] == [s.state for s in steps(casebook, underway).track()]


def test_no_form_is_opened(casebook: Casebook, underway: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Casebook, "look_at", refuse)
    assert len(only(casebook).proposals) == 2


def test_where_no_estimate_was_kept_the_forms_are_opened(casebook: Casebook, underway: Visit) -> None:
    """Data of an older program: what its forms come to was not kept beside the log."""
    before = only(casebook)
    store = casebook.desk.store
    for record in store.records(kinds.MEASURE):
        instance, fields = str(record.fields["instans"]), store.computed(record.id)
        kept = {(record.id, name): value for name, value in fields.items() if name != FIELD}
        store.put_computed(instance, "older", kept)
    casebook.forget_opened()
    after = only(casebook)
    assert (after.proposals, after.proposed) == (before.proposals, before.proposed)


def test_what_happened_later_does_not_count(casebook: Casebook, underway: Visit) -> None:
    day = underway.date
    assert overview(casebook, "2020-01-01").cases == ()  # type: ignore[union-attr]
    then = only(casebook, day)
    assert then.visits == 1
    assert len(then.proposals) == 2
    unsigned = only(casebook, "2026-11-18")
    assert unsigned.agreement is not None
    assert (unsigned.agreement.signed, unsigned.progress) == ("", None)
    assert then.progress is not None


def test_a_measure_counts_as_reached_from_the_day_it_was_done(casebook: Casebook, underway: Visit) -> None:
    book = steps(casebook, underway)
    instance = underway.measure_book.instances()[0].id
    underway.set_measure_status(instance, "gennemfoert")
    record = underway.measure_book.record(instance)
    casebook.desk.save_record(record, kinds.MEASURE, {"gennemfoert": "2026-12-24"}, context=underway.id)
    book.refresh()
    before, after = only(casebook, "2026-12-23"), only(casebook, "2026-12-24")
    assert before.reached is not None
    assert before.reached.measures == ()
    assert after.reached is not None
    assert [result.measure.id for result in after.reached.measures] == [instance]
    assert before.proposals[0].status == "i_gang"


def test_who_may_be_named(casebook: Casebook, underway: Visit) -> None:
    name = underway.company.name
    assert report(casebook).named == (name,)
    assert [line.name for line in report(casebook).lines] == [name]
    for answer in ("efter_aftale", "nej", ""):
        steps(casebook, underway).answer("partnerskabsaftale", MENTION, answer)
        paper = report(casebook)
        assert (paper.named, paper.lines, paper.waiting) == ((), (), ())
        assert name not in repr(paper)


def test_barriers_and_reasons(casebook: Casebook, underway: Visit) -> None:
    book = steps(casebook, underway)
    book.fill(FIRST)
    book.answer(FIRST, f"{STATUS}[1]/status", "udskudt")
    book.answer(FIRST, f"{STATUS}[1]/barrierer", "tid oekonomi")
    paper = report(casebook)
    assert [(one.name, one.count) for one in paper.barriers] == [("Tid", 1), ("Økonomi", 1)]
    book.answer(FIRST, f"{STATUS}[1]/status", "fravalgt")
    book.answer(FIRST, f"{STATUS}[1]/fravalgt_grund", "for_dyrt")
    paper = report(casebook)
    assert paper.barriers == ()
    assert [(one.name, one.count) for one in paper.reasons] == [("For stor investering", 1)]
    assert paper.savings[0].measures == 1
    assert (paper.few, paper.withheld) == (False, ())
    steps(casebook, underway).answer("partnerskabsaftale", MENTION, "nej")
    paper = report(casebook)
    assert (paper.reasons, paper.withheld, paper.few) == ((), ("fravalg",), True)
    assert {line.done for n, line in enumerate(paper.steps, 1) if n not in (2, 3)} == {None}, "not told step by step"


def test_what_is_overdue(casebook: Casebook, underway: Visit) -> None:
    assert report(casebook, until="2027-02-28").waiting == ()
    (late,) = report(casebook, until=LATE).waiting
    assert (late.what, late.day) == ("2 tiltag over fristen", "2027-03-01")
    steps(casebook, underway).answer("partnerskabsaftale", MENTION, "nej")
    paper = report(casebook, until=LATE)
    assert (paper.waiting, paper.waiting_unnamed, paper.withheld) == ((), 0, ("venter",))


def test_a_group_and_a_day(casebook: Casebook, underway: Visit) -> None:
    other = casebook.save_company({"navn": "Den anden"})
    casebook.start_visit(other, "2026-11-20")
    group = Groups(casebook).save("Havnen", members=[other])
    paper = report(casebook, group=group, until="2026-12-01")
    assert (paper.scope, paper.companies, paper.until) == ("Havnen", 1, "2026-12-01")
    assert report(casebook).companies == 2
    assert report(casebook).scope == "Alle virksomheder"
    states = only_of(casebook, other).states
    assert [s.state for s in states][:3] == [DONE, "i_gang", NOT_STARTED]
    with pytest.raises(InputError, match="Ingen virksomheder er valgt"):
        report(casebook, group=Groups(casebook).save("Tom"))


def only_of(casebook: Casebook, company: str) -> Case:
    found = overview(casebook, companies=frozenset({company}))
    assert found is not None
    (case,) = found.cases
    return case


def test_it_tells_how_far_and_can_be_stopped(casebook: Casebook, underway: Visit) -> None:
    told: list[float] = []
    document = offer("portefoeljerapport")
    document.plain(Subject(casebook), told.append)
    assert told == [1.0]
    with pytest.raises(BuildCancelled):
        document.plain(Subject(casebook), cancelled=lambda: True)


def test_a_case_that_cannot_be_read_is_told(casebook: Casebook, underway: Visit) -> None:
    """Its factor set has not come with the case."""
    screening = str(underway.fields["screening"])
    casebook.desk.save_record(screening, kinds.SCREENING, {"faktorsaet": "0" * 64})
    paper = report(casebook)
    assert paper.companies == 0
    assert any("1 virksomhed er ikke med" in line for line in paper.conditions)


