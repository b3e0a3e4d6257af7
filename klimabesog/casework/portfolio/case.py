"""What one company's case has come to by a day: its steps, its measures in their layers, its target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.counting import agreed_figures, counting, stack_up
from klimabesog.casework.estimates import read_kept
from klimabesog.casework.measureform import Estimate
from klimabesog.casework.portfolio.records import CaseRecords, Fields
from klimabesog.casework.screening import Screening, load_screening
from klimabesog.casework.steps.facts import agreement_from, facts_from
from klimabesog.energy.stacking import StackResult
from klimabesog.partnership.status import CARRIED_OUT, PROPOSED, REJECTED, VISIT_DRAFT
from klimabesog.partnership.steps import DONE, StepState, track
from klimabesog.partnership.target import Agreement, Progress, progress

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

NAMED = "ja"
"""The answer to "Må kommunen omtale samarbejdet?" that lets a company be named; "efter aftale" needs asking first."""


@dataclass(frozen=True)
class Proposal:
    """A measure of a case: its focus area, what became of it and why."""

    id: str
    area: str
    status: str
    reason: str = ""
    barriers: tuple[str, ...] = ()
    deadline: str = ""


@dataclass(frozen=True)
class Case:
    """One company's case. The sums are after overlap within the company, None without a visit to rest on.

    `proposed`: every measure that was not rejected, with the figures that count; `agreed`: those of the plan with the
    figures agreed on; `reached`: those carried out. `barriers` are those named at its follow-ups as a whole.
    `next_follow_up`: the ISO day it was to be, "" when none is to come; `ended`: the company has said no.
    """

    company: str
    name: str
    branch: str
    may_be_named: bool
    states: tuple[StepState, ...]
    visits: int
    finished_visits: int
    follow_ups: int
    agreement: Agreement | None = None
    screening: Screening | None = None
    proposals: tuple[Proposal, ...] = ()
    proposed: StackResult | None = None
    agreed: StackResult | None = None
    reached: StackResult | None = None
    barriers: tuple[str, ...] = ()
    next_follow_up: str = ""
    ended: bool = False

    @property
    def base_co2_kg(self) -> float:
        """The base year's emission, 0 while it is not known."""
        return self.screening.baseline.co2_kg if self.screening else 0.0

    @property
    def progress(self) -> Progress | None:
        """How far the measures reach; None without a signed agreement with a figure, or without consumption."""
        if self.proposed is None or self.reached is None:
            return None
        return progress(
            self.agreement, self.base_co2_kg, self.proposed.after.co2_kg, self.reached.after.co2_kg
        )


def case_of(casebook: Casebook, records: CaseRecords, company: Fields) -> Case:
    """The case of a company, given its own record's fields with its `id`."""
    id_ = str(company["id"])

    def of(kind: str) -> list[Fields]:
        return records.of(id_, kind)

    visits, follow_ups = of(kinds.VISIT), of(kinds.FOLLOW_UP)
    agreement = next(iter(of(kinds.AGREEMENT)), {})
    states = track(facts_from(of))
    common = {
        "company": id_,
        "name": str(company.get("navn") or ""),
        "branch": str(company.get("branche") or ""),
        "may_be_named": agreement.get("omtale") == NAMED,
        "states": states,
        "visits": len(visits),
        "finished_visits": sum(str(v.get("status") or VISIT_DRAFT) != VISIT_DRAFT for v in visits),
        "follow_ups": sum(fields.get("afsluttet") == "ja" for fields in follow_ups),
        "agreement": agreement_from(agreement),
        "barriers": tuple(code for fields in follow_ups for code in _codes(fields.get("barrierer"))),
        "next_follow_up": "" if states[-1].state == DONE else _next_follow_up(of(kinds.PLAN), follow_ups),
        "ended": bool(company.get("afslag")),
    }
    visit = _case_visit(of)
    return Case(**common, **(_figures(casebook, visit, of(kinds.MEASURE)) if visit else {}))


def _next_follow_up(plans: list[Fields], follow_ups: list[Fields]) -> str:
    """As the newest follow-up says, or the plan while there is none."""
    if follow_ups:
        newest = max(follow_ups, key=lambda fields: int(fields.get("nummer") or 0))
        return str(newest.get("naeste") or "")
    return str(plans[0].get("foerste_opfoelgning") or "") if plans else ""


def _case_visit(of: Callable[[str], list[Fields]]) -> Fields | None:
    """The visit that the case goes by: the one kept to, else the newest."""
    visits = sorted(of(kinds.VISIT), key=lambda f: (str(f.get("dato") or ""), str(f.get("tid") or "")))
    kept = {str(fields.get("besoeg") or "") for fields in of(kinds.PARTNERSHIP)}
    return next((visit for visit in visits if visit["id"] in kept), visits[-1] if visits else None)


def _figures(casebook: Casebook, visit: Fields, measures: list[Fields]) -> Mapping[str, Any]:
    """Screening, measures and their sums."""
    screening = load_screening(casebook.desk, str(visit["screening"]))
    own = {str(fields["instans"]): fields for fields in measures if fields.get("besoeg") == visit["id"]}
    kept = dict(_estimates(casebook, str(visit["id"]), own))
    known = {instance: estimate for instance, (estimate, _area) in kept.items()}
    shown = {instance: counting(estimate, own[instance]) for instance, estimate in known.items()}
    return {
        "screening": screening,
        "proposals": tuple(_proposal(i, fields, kept) for i, fields in own.items()),
        "proposed": stack_up(screening, _complete(shown, own, lambda status: status != REJECTED)),
        "agreed": stack_up(screening, list(agreed_figures(known, own))),
        "reached": stack_up(screening, _complete(shown, own, lambda status: status == CARRIED_OUT)),
    }


def _estimates(
    casebook: Casebook, visit: str, measures: Mapping[str, Fields]
) -> Mapping[str, tuple[Estimate, str]]:
    """What each measure's form comes to; where that was not kept beside the log yet, the visit's forms are opened."""
    kept = {instance: read_kept(instance, fields) for instance, fields in measures.items()}
    if None in kept.values():
        book = casebook.look_at(visit).measure_book
        opened = {i: (estimate, book.area(i)) for i, estimate in book.estimates().items()}
        kept = {instance: opened.get(instance) for instance in kept}
    return {instance: found for instance, found in kept.items() if found is not None}


def _complete(
    estimates: Mapping[str, Estimate], measures: Mapping[str, Fields], wanted: Callable[[str], bool]
) -> list[Estimate]:
    """Those with figures whose status is wanted."""
    return [
        estimate
        for instance, estimate in estimates.items()
        if estimate.complete and wanted(_status(measures[instance]))
    ]


def _proposal(instance: str, fields: Fields, kept: Mapping[str, tuple[Estimate, str]]) -> Proposal:
    area = kept[instance][1] if instance in kept else ""
    return Proposal(
        id=instance,
        area=area,
        status=_status(fields),
        reason=str(fields.get("fravalgt_grund") or ""),
        barriers=_codes(fields.get("barrierer")),
        deadline=str(fields.get("frist") or ""),
    )


def _status(fields: Fields) -> str:
    return str(fields.get("status") or PROPOSED)


def _codes(value: object) -> tuple[str, ...]:
    """The codes of a choice of several."""
    return tuple(str(value or "").split())
