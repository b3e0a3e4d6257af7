"""The cases of all companies, or of a group or those that share a theme, as they stood on a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework.portfolio.case import Case, case_of
from klimabesog.casework.portfolio.records import CaseRecords
from klimabesog.values.errors import KlimabesogError

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

Progress = Callable[[float], None]
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class Overview:
    """The cases by name; `unreadable` are ids of companies whose forms or numbers have not come with the case."""

    cases: tuple[Case, ...]
    unreadable: tuple[str, ...] = ()


def overview(
    casebook: Casebook,
    until: str = "",
    companies: frozenset[str] | None = None,
    progress: Progress = lambda _part: None,
    cancelled: Cancelled = lambda: False,
) -> Overview | None:
    """The cases of `companies` (None: all that have said anything of the partnership or been visited).

    `until`: an ISO day, "" for today. `progress` gets 0 to 1; None when `cancelled()` turned true meanwhile.
    """
    records = CaseRecords(casebook, until)
    known = [{**r.fields, "id": r.id} for r in casebook.registry.records()]
    wanted = [c for c in known if (records.is_begun(c["id"]) if companies is None else c["id"] in companies)]
    cases, unreadable = list[Case](), list[str]()
    for number, company in enumerate(wanted, 1):
        if cancelled():
            return None
        try:
            cases.append(case_of(casebook, records, company))
        except (KlimabesogError, KeyError):  # its forms or factor set have not come with the case
            unreadable.append(str(company["id"]))
        progress(number / len(wanted))
    return Overview(tuple(sorted(cases, key=lambda case: case.name.casefold())), tuple(unreadable))
