"""The climate action plan of a company, as step 5's form and the measures stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from klimabesog.casework.areas import AREAS
from klimabesog.casework.papers.basis import basis_of
from klimabesog.casework.papers.parts import company_of, handed_out
from klimabesog.casework.papers.said import Said
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.reportfigures import cash_flow, class_of, effect_of
from klimabesog.casework.steps.facts import agreement_of
from klimabesog.casework.steps.keys import FOLLOW_UP, PLAN, StepKey
from klimabesog.casework.steps.layers import layer_rows
from klimabesog.casework.steps.standing import rows_up_to
from klimabesog.casework.steps.target import aim_of
from klimabesog.energy.accuracy import worst
from klimabesog.energy.economics import simple_payback
from klimabesog.energy.effects import add_up
from klimabesog.partnership.status import MEASURE_STATUSES, REJECTED, REJECTION_REASONS
from klimabesog.partnership.steps import FOLLOW_UPS
from klimabesog.partnership.target import share_of_base
from klimabesog.reports.documents.plan import ActionPlan, Goal, LeftOut, Meeting, Planned, Sum
from klimabesog.reports.model import Amount, CashFlow, Payback
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit
    from klimabesog.casework.visitviews import MeasureRow
    from klimabesog.energy.stacking import MeasureResult

LAST = "9"
"""After every priority there is."""


def plan_of(subject: Subject) -> ActionPlan:
    """The plan as it stands."""
    book = subject.book.steps(subject.company)
    visit = book.visit
    assert visit is not None
    said, rows = Said(book.form(PLAN)), _rows(book)
    results = {result.measure.id: result for result in visit.measure_book.stacked().measures}
    agreed = set(visit.measure_book.agreed())
    ordered = sorted((m for m in visit.measures() if m.place), key=lambda m: _order(m, rows.get(m.id)))
    inside = [m for m in ordered if m.instance in agreed]
    outside = [m for m in ordered if m.instance not in agreed]
    planned = sum_of([results[m.instance] for m in inside])
    paper = ActionPlan(
        company=company_of(subject.book.registry, subject.company),
        goal=_goal(subject, visit, said, planned),
        planned=tuple(_planned(m, results[m.instance], rows.get(m.id)) for m in inside),
        undecided=tuple(_planned(m, results[m.instance], rows.get(m.id)) for m in outside),
        left_out=tuple(_left_out(book, visit)),
        planned_sum=planned,
        whole_sum=sum_of(list(results.values())),
        other=said.text("andet"),
        agreed_on=said.value("vedtaget"),
        agreed_by=said.text("vedtaget_af"),
        meetings=tuple(meetings(book, said.value("foerste_opfoelgning"))),
        cash=_cash(visit, [m.instance for m in inside]),
        basis=basis_of(visit, visit.measure_book.stacked()),
    )
    return handed_out(paper, subject)


def _rows(book: StepBook) -> dict[str, Said]:
    """What the plan's row says of each measure, by the measure's record."""
    form = book.form(PLAN)
    return {row.measure: Said(form, row.node) for row in layer_rows(form.session) if row.measure}


def _order(measure: MeasureRow, row: Said | None) -> tuple[str, str, int]:
    """By priority, then deadline, then the place it is counted in."""
    priority = row.value("prioritet") if row else ""
    return (priority or LAST, measure.deadline or LAST, measure.place)


def _planned(measure: MeasureRow, result: MeasureResult, row: Said | None) -> Planned:
    accuracy = class_of(result.measure.accuracy)
    return Planned(
        title=measure.title,
        area=AREAS.get(measure.area, measure.area),
        status=_(MEASURE_STATUSES.get(measure.status, measure.status)),
        priority=row.text("prioritet") if row else "",
        responsible=measure.responsible,
        deadline=measure.deadline,
        remark=row.text("bemaerkning") if row else "",
        effect=effect_of(result.after, accuracy),
        investment=Amount(result.measure.paid, accuracy),
        payback=Payback(Amount(result.payback.years, accuracy), result.payback.word),
        accuracy=accuracy,
    )


def sum_of(results: Sequence[MeasureResult]) -> Sum:
    """What some measures of a stack come to together, less overlap, and how long they take to pay back."""
    accuracy = class_of(worst(result.measure.accuracy for result in results))
    prices = [result.measure.paid for result in results]
    price = None if None in prices else sum(price or 0.0 for price in prices)
    payback = simple_payback(price, sum(result.net_kr for result in results)) if results else None
    return Sum(
        effect_of(add_up(result.after for result in results), accuracy),
        Amount(price, accuracy),
        Payback(Amount(payback.years, accuracy), payback.word) if payback else Payback(),
    )


def _goal(subject: Subject, visit: Visit, said: Said, planned: Sum) -> Goal:
    agreement = agreement_of(subject.book, subject.company)
    base = visit.screening.baseline
    share = agreement.reduction if agreement else None
    done = visit.measure_book.carried_out().after.co2_kg
    return Goal(
        words=said.text("maal"),
        agreed=aim_of(agreement) if agreement and share is not None else "",
        share=share,
        year=str(agreement.target_year or "") if agreement else "",
        base_year=str(base.year),
        base_co2_kg=base.co2_kg if base.co2_kg > 0 else None,
        planned=share_of_base(planned.effect.co2_kg.value or 0.0, base.co2_kg),
        done=share_of_base(done, base.co2_kg),
        measured=said.text("maal_maaling"),
        owner=said.text("ejer"),
        review=said.text("revision"),
    )


def _cash(visit: Visit, instances: Sequence[str]) -> tuple[CashFlow, ...]:
    """The plan's account by itself, without what is not decided on."""
    together = visit.measure_book.together(instances)
    flow = cash_flow(_("Planen"), together) if together.measures else None
    return (flow,) if flow else ()


def _left_out(book: StepBook, visit: Visit) -> Iterator[LeftOut]:
    """Every rejected measure, with what was remarked on it last."""
    remarks = {
        row.measure: text
        for _form, row in rows_up_to(book, FOLLOW_UPS)
        if (text := row.answer("bemaerkning"))
    }
    for measure in visit.measures():
        if measure.status == REJECTED:
            reason = str(visit.measure_book.fields(measure.instance).get("fravalgt_grund") or "")
            words = _(REJECTION_REASONS[reason]) if reason in REJECTION_REASONS else reason
            yield LeftOut(measure.title, words, remarks.get(measure.id, ""))


def meetings(book: StepBook, first: str) -> Iterator[Meeting]:
    """The follow-ups there are, with their dates; `first` (ISO) is the day that the plan set for the first."""
    held = {fields["nummer"]: fields for fields in book.follow_ups()}
    planned = first
    for number in range(1, FOLLOW_UPS + 1):
        fields, name = held.get(number), StepKey(FOLLOW_UP, number).title
        if fields and fields.get("dato"):
            yield Meeting(name, str(fields["dato"]), held=True)
            planned = str(fields.get("naeste") or "")
        else:
            yield Meeting(name, planned)
            planned = ""
