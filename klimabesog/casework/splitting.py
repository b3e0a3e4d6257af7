"""The split of a visit's energy on end uses: a suggestion from the branch and the areas seen, put into the form."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.instance import RowAnswers
from klimabesog.energy import typical
from klimabesog.energy.state import Split
from klimabesog.energy.typical import TypicalShare
from klimabesog.partnership.branches import branch_of
from klimabesog.partnership.registers import industries
from klimabesog.values.danish import machine_number
from klimabesog.values.errors import InputError
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms

REPEAT = "fordeling"
CARRIER, END_USE, SHARE, SOURCE = "fordel_energi", "fordel_anvendelse", "fordel_andel", "fordel_kilde"
ESTIMATE = "skoen"
ABSENT = {
    "ven_findes": "ventilation",
    "try_findes": "trykluft",
    "koel_findes": "koeling",
    "pro_findes": "procesvarme",
}
"""Questions of the checklist that, answered no, say that there is no such end use."""


def suggested_rows(visit: VisitForms) -> list[RowAnswers]:
    """Rows that fill up the split of every carrier used: first those begun without a share, then blank ones, then new.

    InputError when the baseline's version has no split, nothing is used yet, or everything is split.
    """
    baseline = visit.form(outline.BASELINE)
    if REPEAT not in {node.name for node in baseline.definition.nodes if node.is_repeat}:
        raise InputError(_("Flyt først skemaet Forbrug til den nye version."))
    used = [code for code, kwh in visit.screening.baseline.use().items() if kwh > 0]
    if not used:
        raise InputError(_("Skriv forbruget først, så er der noget at fordele."))
    rows = [node for node in baseline.session.root.children if node.name == REPEAT and node.is_row]
    given = _given(rows)
    known = _known(visit, given)
    suggested = typical.suggest(_table(), _branch(visit), used, _absent(visit), [*given, *known])
    if not suggested and not known:
        raise InputError(_("Alt forbruget er fordelt allerede."))
    return _placed(rows, (*known, *suggested))


def _placed(rows: list[Node], suggested: tuple[Split, ...]) -> list[RowAnswers]:
    waiting = [node for node in rows if not _said(node, SHARE)]
    begun = {(_said(node, END_USE), _said(node, CARRIER)): node.ref for node in waiting}
    blank = [node.ref for node in waiting if not _said(node, END_USE) and not _said(node, CARRIER)]
    placed = []
    for split in suggested:
        ref = begun.get((split.end_use, split.carrier)) or (blank.pop(0) if blank else None)
        answers = {
            CARRIER: split.carrier,
            END_USE: split.end_use,
            SHARE: machine_number(round(split.share * 100)),
            SOURCE: ESTIMATE,
        }
        placed.append(RowAnswers(ref, answers))
    return placed


def _known(visit: VisitForms, given: list[Split]) -> tuple[Split, ...]:
    """What the measures know that an end use takes, in whole percent, as far as there is room beside what is given."""
    use = visit.screening.baseline.use()
    taken = {(split.carrier, split.end_use) for split in given}
    left = {code: 100 - sum(round(s.share * 100) for s in given if s.carrier == code) for code in use}
    known = []
    for (end_use, carrier), kwh in visit.measure_book.known_uses().items():
        percent = min(round(100 * kwh / use[carrier]), left[carrier]) if use.get(carrier) else 0
        if percent > 0 and (carrier, end_use) not in taken:
            left[carrier] -= percent
            known.append(Split(carrier, end_use, percent / 100))
    return tuple(known)


def _branch(visit: VisitForms) -> str:
    """The branch chosen for the visit, else that of the company's code, or of the branch named like its own."""
    fields = visit.companies.record(visit.company.id).fields
    code = str(fields.get("branchekode") or "") or industries().code(str(fields.get("branche") or ""))
    return visit.scope.branch or branch_of(code)


def _given(rows: list[Node]) -> list[Split]:
    """What the officer has entered a share for."""
    given = []
    for node in rows:
        try:
            percent = float(_said(node, SHARE) or 0)
        except ValueError:
            continue
        if percent > 0 and _said(node, CARRIER):
            given.append(Split(_said(node, CARRIER), _said(node, END_USE), percent / 100))
    return given


def _absent(visit: VisitForms) -> set[str]:
    """End uses that the walk-round says are not there."""
    checklist = visit.form(outline.CHECKLIST)
    return {ABSENT[n.name] for n in checklist.session.walk() if n.name in ABSENT and n.value == "nej"}


def _said(row: Node, name: str) -> str:
    return next((child.value for child in row.children if child.name == name), "")


@cache
def _table() -> tuple[TypicalShare, ...]:
    return typical.load(resource_path("resources", "fordeling.csv"))
