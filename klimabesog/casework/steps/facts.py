"""How far a company has come through the six steps, read from the records that the steps' forms make."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.steps.keys import AGREEMENT, FOLLOW_UP, INFORMATION, PLAN, REVIEW
from klimabesog.partnership.layers import AGREED
from klimabesog.partnership.status import CARRIED_OUT, REJECTED
from klimabesog.partnership.steps import Facts
from klimabesog.partnership.target import Agreement

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

LISTS = {
    INFORMATION: kinds.INFORMATION,
    AGREEMENT: kinds.AGREEMENT,
    REVIEW: kinds.REVIEW,
    PLAN: kinds.PLAN,
    FOLLOW_UP: kinds.FOLLOW_UP,
}
"""Form id -> the entity list that its answers make a record of."""

Fields = dict[str, Any]
Of = Callable[[str], list[Fields]]
"""Kind -> the fields of a case's records of it, in the order they were begun."""


def step_facts(casebook: Casebook, company: str) -> Facts:
    """What is known of a company's case."""

    def of(kind: str) -> list[Fields]:
        records = sorted(casebook.registry.of(kind, company), key=lambda record: record.created_hlc)
        return [casebook.desk.fields(record) for record in records]

    return facts_from(of)


def facts_from(of: Of) -> Facts:
    """What is known of a case from its records."""
    information, agreement, review, plan = (
        next(iter(of(kind)), {}) for kind in (kinds.INFORMATION, kinds.AGREEMENT, kinds.REVIEW, kinds.PLAN)
    )
    agreed = [fields for fields in of(kinds.MEASURE) if fields.get(LAYER_FIELDS[AGREED])]
    follow_ups = of(kinds.FOLLOW_UP)
    return Facts(
        information_started=bool(information),
        information_done=information.get("interesse") in ("ja", "nej"),
        visits=[str(visit.get("status") or kinds.DRAFT) for visit in of(kinds.VISIT)],
        agreement_started=bool(agreement),
        agreement_signed=signed(agreement),
        review_started=bool(review),
        review_done=review.get("faerdig") == "ja",
        plan_started=bool(plan),
        plan_measures=len(agreed),
        plan_agreed=bool(plan.get("vedtaget")),
        follow_ups_started=len(follow_ups),
        follow_ups=sum(fields.get("afsluttet") == "ja" for fields in follow_ups),
        measures_open=sum(fields.get("status") not in (CARRIED_OUT, REJECTED) for fields in agreed),
        skipped=_skipped(of(kinds.STEP)),
    )


def said(casebook: Casebook, company: str, kind: str) -> Fields:
    """What a company's step says: the record's fields with what was computed; empty while it is not begun.

    Of two (a company that was made twice) the one begun first counts.
    """
    records = sorted(casebook.registry.of(kind, company), key=lambda record: record.created_hlc)
    return casebook.desk.fields(records[0]) if records else {}


def follow_ups(casebook: Casebook, company: str) -> list[Fields]:
    """The follow-ups that were begun, in their order, each with its `nummer`."""
    records = casebook.registry.of(kinds.FOLLOW_UP, company)
    found = [{**record.fields, "nummer": int(record.fields.get("nummer") or 0)} for record in records]
    return sorted(found, key=lambda fields: fields["nummer"])


def skipped(casebook: Casebook, company: str) -> dict[int, str]:
    """Step number -> why it is skipped."""
    return _skipped(record.fields for record in casebook.registry.of(kinds.STEP, company))


def _skipped(steps: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    reasons = {int(f.get("nummer") or 0): str(f.get("sprunget_over") or "") for f in steps}
    return {number: reason for number, reason in reasons.items() if reason}


def agreement_of(casebook: Casebook, company: str) -> Agreement | None:
    """The agreement as far as it goes, signed or not; None while it is not begun."""
    return agreement_from(said(casebook, company, kinds.AGREEMENT))


def agreement_from(fields: Fields) -> Agreement | None:
    """The agreement that a record's fields tell of; None for no fields."""
    if not fields:
        return None
    percent = _number(fields.get("maal_procent"))
    return Agreement(
        reduction=None if percent is None else percent / 100,
        base_year=_year(fields.get("basisaar")),
        target_year=_year(fields.get("maal_aar")),
        signed=signed(fields),
        documentation=str(fields.get("dokumentation_hvordan") or ""),
    )


def signed(agreement: Fields) -> str:
    """The ISO day an agreement holds from: when the second of both parties signed; "" while one has not."""
    days = [str(agreement.get(f"{party}_underskrev") or "") for party in ("virksomhed", "kommune")]
    return max(days) if all(days) else ""


def _number(value: object) -> float | None:
    return float(str(value)) if value not in (None, "") else None


def _year(value: object) -> int | None:
    number = _number(value)
    return None if number is None else int(number)
