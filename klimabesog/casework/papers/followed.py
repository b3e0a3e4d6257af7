"""What the report of a follow-up says of each measure that was agreed on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from klimabesog.casework.papers.said import Said
from klimabesog.casework.reportfigures import class_of, effect_of
from klimabesog.casework.steps.keys import FOLLOW_UP, parse_key
from klimabesog.casework.steps.layers import layer_rows
from klimabesog.casework.steps.standing import Standing, rows_up_to
from klimabesog.energy.stacking import MeasureResult, StackResult
from klimabesog.partnership.status import CARRIED_OUT, MEASURE_STATUSES, PROPOSED, REJECTED, REJECTION_REASONS
from klimabesog.reports.figures import tonnes
from klimabesog.reports.model import Amount, Effect, Payback
from klimabesog.reports.sections.followed import Followed, Reached
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook

DOCUMENTED = {
    "maaler": "Måler",
    "regning": "Regninger",
    "beregning": "Beregning",
    "skoen": "Skøn",
}
"""How a saving is shown, in the words of a narrow column; the form's choices are longer."""
ORDER = (CARRIED_OUT, "i_gang", "ikke_startet", "udskudt", PROPOSED, REJECTED)


def followed(book: StepBook, at: Standing, key: str) -> Iterator[Followed]:
    """Every measure that was agreed on: those carried out first, within a status in the order of the deadlines."""
    visit = book.visit
    assert visit is not None
    measures, rows, before = visit.measure_book, _rows(book, key), _statuses_before(book, key)
    facts = {i: {**measures.fields(i), **at.said.get(i, {})} for i in measures.agreed()}
    for instance, fields in sorted(facts.items(), key=lambda item: _place(item[1])):
        record = measures.record(instance)
        yield _followed(
            measures.title(instance),
            fields,
            rows.get(record),
            before.get(record, str(fields.get("status"))),
            _result(at.agreed, instance) or measures_alone(book, instance),
            _result(at.done, instance),
        )


def _place(fields: Mapping[str, Any]) -> tuple[int, str]:
    status = str(fields.get("status") or PROPOSED)
    day = fields.get("gennemfoert") if status == CARRIED_OUT else fields.get("frist")
    return (ORDER.index(status) if status in ORDER else len(ORDER), str(day or "9"))


def _result(stacked: StackResult, instance: str) -> MeasureResult | None:
    return next((result for result in stacked.measures if result.measure.id == instance), None)


def measures_alone(book: StepBook, instance: str) -> MeasureResult | None:
    """What was agreed on of a measure that has been rejected since."""
    visit = book.visit
    if visit is None:
        return None
    estimate, life = visit.measure_book.lives()[instance]
    return visit.measure_book.alone(estimate, life.layer("aftalt"))


def _followed(
    title: str,
    fields: Mapping[str, Any],
    row: Said | None,
    before: str,
    agreed: MeasureResult | None,
    done: MeasureResult | None,
) -> Followed:
    status = str(fields.get("status") or PROPOSED)
    reason = str(fields.get("fravalgt_grund") or "") if status == REJECTED else ""
    return Followed(
        title=title,
        status=_(MEASURE_STATUSES.get(status, status)),
        is_open=status not in (CARRIED_OUT, REJECTED),
        is_news=status != before,
        responsible=str(fields.get("ansvarlig") or ""),
        deadline=str(fields.get("frist") or ""),
        completed=str(fields.get("gennemfoert") or "") if status == CARRIED_OUT else "",
        agreed=_alone(agreed) or Effect(),
        reached=_alone(done),
        price=_paid(agreed),
        paid=_paid(done),
        documented=_documented(fields) if done else "",
        reason=_(REJECTION_REASONS.get(reason, reason)) if reason else "",
        obstacles=row.text("barrierer") if row else "",
        remark=row.text("bemaerkning") if row else "",
    )


def _documented(fields: Mapping[str, Any]) -> str:
    code = str(fields.get("dokumentation") or "")
    return _(DOCUMENTED[code]) if code in DOCUMENTED else code


def _alone(result: MeasureResult | None) -> Effect | None:
    return effect_of(result.alone, class_of(result.measure.accuracy)) if result else None


def _paid(result: MeasureResult | None) -> Amount:
    return Amount(result.measure.paid, class_of(result.measure.accuracy)) if result else Amount()


def _rows(book: StepBook, key: str) -> dict[str, Said]:
    """What a follow-up's own rows say, by the measure's record."""
    form = book.form(key)
    return {row.measure: Said(form, row.node) for row in layer_rows(form.session) if row.measure}


def _statuses_before(book: StepBook, key: str) -> dict[str, str]:
    """The status of each measure as was said last before a follow-up, by the measure's record."""
    found: dict[str, str] = {}
    for form, row in rows_up_to(book, parse_key(key).number - 1):
        if status := row.answer("status" if form == FOLLOW_UP else "beslutning"):
            found[row.measure] = status
    return found


def undecided(book: StepBook, at: Standing) -> Iterator[str]:
    """ "Solceller på det nye tag (3,5 t CO₂e om året)": what could still be agreed on."""
    visit = book.visit
    agreed = set(visit.measure_book.agreed()) if visit else set()
    for result in at.stacked.measures:
        if result.measure.id not in agreed:
            amount = tonnes(Amount(result.after.co2_kg, class_of(result.measure.accuracy)))
            yield _("{title} ({tonnes} t CO₂e om året)").format(title=result.measure.title, tonnes=amount)


def reached(at: Standing) -> Reached:
    """What the measures carried out come to."""
    done = at.done
    accuracy = class_of(done.accuracy)
    return Reached(
        effect_of(done.alone, accuracy),
        effect_of(done.after, accuracy),
        Amount(done.investment, accuracy),
        Payback(Amount(done.payback.years, accuracy), done.payback.word),
    )


def documented() -> str:
    """How documented savings are counted, for the box of assumptions."""
    return _("En besparelse i kWh tæller, som den er; en i procent tæller den del af det aftalte.")
