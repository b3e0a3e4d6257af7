"""What of a company's case had happened by a day.

A record counts from the day that it bears itself (the visit's, the signature's, the follow-up's); one that bears none
counts from the day it was written down, which the log knows.
"""

from __future__ import annotations

from collections.abc import Iterable

from klimabesog.casework import kinds
from klimabesog.store import Record
from klimabesog.values.clock import hlc_time

_DAYS = {
    kinds.INFORMATION: ("foerste_kontakt",),
    kinds.VISIT: ("dato",),
    kinds.AGREEMENT: ("virksomhed_underskrev", "kommune_underskrev"),
    kinds.REVIEW: ("dato",),
    kinds.PLAN: ("vedtaget",),
    kinds.FOLLOW_UP: ("dato",),
}
"""Kind -> the fields that say when it was; of several the earliest counts."""


def by(records: Iterable[Record], until: str) -> list[Record]:
    """The records that had come about by the ISO day `until`; all of them for ""."""
    return [record for record in records if not until or began(record) <= until]


def began(record: Record) -> str:
    """The ISO day a record counts from."""
    days = [day for name in _DAYS.get(record.kind, ()) if (day := str(record.fields.get(name) or ""))]
    return min(days, default=written(record.created_hlc))


def written(hlc: str) -> str:
    """The ISO day of a stamp in the log."""
    return hlc_time(hlc).date().isoformat()


def is_past(day: str, until: str) -> bool:
    """Whether an ISO day had come by another; also for one that is not known, and for no limit."""
    return not day or not until or day <= until
