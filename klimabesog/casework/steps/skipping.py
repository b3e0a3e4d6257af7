"""Steps that are skipped: why, by whom and when; and those that a partnership of its kind may do without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from klimabesog.casework import kinds
from klimabesog.casework.steps.facts import said, skipped
from klimabesog.casework.undo import SKIPPED as REASON
from klimabesog.partnership.steps import LEFT_OUT, NOT_STARTED, StepState, check_skip, needs_full_course
from klimabesog.store import Change
from klimabesog.values.clock import hlc_time
from klimabesog.values.ids import derived_id

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook


class Skip(NamedTuple):
    """A step that is skipped; `when` is local time."""

    reason: str
    who: str
    when: datetime


def skip_of(casebook: Casebook, company: str, step: int) -> Skip | None:
    """Why a step is skipped; None when it is not."""
    for record in casebook.registry.of(kinds.STEP, company):
        version = casebook.desk.store.version(record.id, REASON)
        if record.fields.get("nummer") == step and version is not None and version.value:
            return Skip(str(version.value), version.actor, hlc_time(version.hlc))
    return None


def skip_changes(casebook: Casebook, company: str, reasons: Mapping[int, str | None]) -> Iterator[Change]:
    """What skips these steps (None: has one in the case again). InputError for an empty reason."""
    for step, reason in reasons.items():
        fields = {
            "virksomhed": company,
            "nummer": step,
            REASON: None if reason is None else check_skip(reason),
        }
        yield from casebook.desk.differences(derived_id(company, kinds.STEP, str(step)), kinds.STEP, fields)


def may_be_left_out(casebook: Casebook, company: str, states: tuple[StepState, ...]) -> tuple[int, ...]:
    """The steps to propose to skip: the partnership's kinds need no full course, and they are not begun."""
    chosen = str(said(casebook, company, kinds.AGREEMENT).get("typer") or "").split()
    if needs_full_course(chosen):
        return ()
    gone = skipped(casebook, company)
    return tuple(n for n in LEFT_OUT if states[n - 1].state == NOT_STARTED and n not in gone)
