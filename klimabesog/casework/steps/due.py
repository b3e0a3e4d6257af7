"""What waits in the steps: companies to get back to, follow-ups to come, measures with a deadline.

Read from a few fields of the records alone, of all companies at once: the first page shows it of thousands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.steps.keys import FOLLOW_UP_STEP
from klimabesog.partnership.layers import AGREED
from klimabesog.partnership.status import CARRIED_OUT, REJECTED
from klimabesog.partnership.steps import FOLLOW_UPS
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

INFORMATION_STEP = 1
NEXT_STEPS = {"besoeg": "Aftal et besøg", "ring": "Ring igen", "send": "Send materiale"}
"""What is to be done next with a company that has been told of the partnership (`naeste_skridt`)."""
AHEAD = timedelta(days=14)
"""So long before their day information and follow-ups are shown among all companies'."""
SETTLED = frozenset({CARRIED_OUT, REJECTED})
"""Statuses of measures whose deadline matters no more."""


@dataclass(frozen=True)
class Due:
    """Something with a date in a company's steps. `measure`: the record of a measure; "" for what is none."""

    company: str
    step: int
    title: str
    day: str  # ISO
    who: str = ""
    measure: str = ""
    company_name: str = ""


def due(casebook: Casebook, today: date) -> list[Due]:
    """What is due now or within a fortnight, of all companies that stand and have not said no; the oldest first.

    Of measures only those past their deadline, a company's together. Names are left out: `named` finds them.
    """
    soon, now = (today + AHEAD).isoformat(), today.isoformat()
    tables = {kind: casebook.desk.store.table(kind, fields) for kind, fields in _FIELDS.items()}
    found = [d for d in _all(casebook, tables) if (d.day < now if d.measure else d.day <= soon)]
    going_on = {company: _goes_on(casebook, company) for company in {d.company for d in found}}
    return sorted(_gathered(d for d in found if going_on[d.company]), key=lambda d: d.day)


def _goes_on(casebook: Casebook, company: str) -> bool:
    record = casebook.desk.store.record(company)
    return record is not None and not record.deleted and not record.fields.get("afslag")


def due_of(casebook: Casebook, company: str) -> list[Due]:
    """All dates of one company's steps, the nearest first."""
    tables = {
        kind: [(r.id, *(r.fields.get(name) for name in fields)) for r in casebook.registry.of(kind, company)]
        for kind, fields in _FIELDS.items()
    }
    return [named(casebook, d) for d in sorted(_all(casebook, tables), key=lambda d: d.day)]


def named(casebook: Casebook, one: Due) -> Due:
    """With the names of its company and its measure."""
    store, title = casebook.desk.store, one.title
    company = store.record(one.company)
    if not title and (measure := store.record(one.measure)) is not None:
        agreed = measure.fields.get(LAYER_FIELDS[AGREED]) or {}
        title = str(agreed.get("title") or casebook.desk.fields(measure).get("titel") or _("Tiltag"))
    name = str(company.fields.get("navn") or "") if company is not None else ""
    return replace(one, title=title, company_name=name)


_FIELDS: Mapping[str, tuple[str, ...]] = {
    kinds.VISIT: ("virksomhed",),
    kinds.INFORMATION: ("virksomhed", "naeste_skridt", "naeste_dato", "interesse"),
    kinds.PLAN: ("virksomhed", "foerste_opfoelgning"),
    kinds.FOLLOW_UP: ("virksomhed", "nummer", "naeste"),
    kinds.MEASURE: ("virksomhed", "status", "frist", "ansvarlig"),
}

Tables = Mapping[str, list[tuple[Any, ...]]]
Main = Callable[[object], str]


def _all(casebook: Casebook, tables: Tables) -> Iterator[Due]:
    merged = casebook.registry.twins.merged()

    def main(company: object) -> str:
        return merged.get(str(company), str(company))

    yield from _information(tables, main)
    yield from _follow_ups(tables, main)
    for measure, company, status, deadline, who in tables[kinds.MEASURE]:
        if deadline and status not in SETTLED:
            yield Due(main(company), FOLLOW_UP_STEP, "", str(deadline), str(who or ""), measure)


def _information(tables: Tables, main: Main) -> Iterator[Due]:
    """Companies to get back to; a visit says that it has been done."""
    visited = {main(row[1]) for row in tables[kinds.VISIT]}
    for _id, company, step, day, interest in tables[kinds.INFORMATION]:
        if day and step in NEXT_STEPS and interest != "nej" and main(company) not in visited:
            yield Due(main(company), INFORMATION_STEP, _(NEXT_STEPS[step]), str(day))


def _follow_ups(tables: Tables, main: Main) -> Iterator[Due]:
    """The next follow-up of each company: as the newest says, or the plan while there is none."""
    newest: dict[str, tuple[int, str]] = {}
    for _id, company, number, day in tables[kinds.FOLLOW_UP]:
        newest[main(company)] = max(newest.get(main(company), (0, "")), (int(number or 0), str(day or "")))
    for _id, company, day in tables[kinds.PLAN]:
        newest.setdefault(main(company), (0, str(day or "")))
    for company, (number, day) in newest.items():
        if day and number < FOLLOW_UPS:
            yield Due(company, FOLLOW_UP_STEP, _("Opfølgning {n}").format(n=number + 1), day)


def _gathered(found: Iterable[Due]) -> Iterator[Due]:
    """The measures of a company as one, with the earliest deadline."""
    measures: dict[str, list[Due]] = {}
    for one in found:
        if one.measure:
            measures.setdefault(one.company, []).append(one)
        else:
            yield one
    for together in measures.values():
        first, count = min(together, key=lambda d: d.day), len(together)
        words = ngettext("{n} tiltag over fristen", "{n} tiltag over fristen", count).format(n=count)
        yield first if count == 1 else replace(first, title=words, who="")
