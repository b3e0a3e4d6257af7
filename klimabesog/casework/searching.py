"""Search over everything, as you type: companies, visits, answers, notes; and the very place of what was found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.wayfinding import plain
from klimabesog.casework.whereabouts import Spot, Whereabouts, question_path, step_name
from klimabesog.store import Record
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

COMPANIES, VISITS, ANSWERS, FINDINGS, MEASURES, NOTES = "virksomheder", "besoeg", "svar", "fund", "tiltag", "noter"
GROUPS = {
    COMPANIES: "Virksomheder", VISITS: "Besøg", ANSWERS: "Svar", FINDINGS: "Fund og fotos", MEASURES: "Tiltag",
    NOTES: "Noter",
}  # fmt: skip
"""Groups of hits in the order they are shown."""

_GROUP_OF = {
    kinds.COMPANY: COMPANIES, kinds.CONTACT: COMPANIES, kinds.SITE: COMPANIES, kinds.VISIT: VISITS,
    kinds.INSTANCE: ANSWERS, kinds.ROW: ANSWERS, kinds.FINDING: FINDINGS, kinds.PHOTO: FINDINGS,
    kinds.MEASURE: MEASURES, kinds.NOTE: NOTES,
}  # fmt: skip


@dataclass(frozen=True)
class SearchHit:
    """One hit: its group, what it is called, where it is, and a piece of the text. `company` and `visit` are ids."""

    record: str
    group: str
    title: str
    where: str
    snippet: str
    company: str
    visit: str


def search(casebook: Casebook, text: str, limit: int = 60) -> list[SearchHit]:
    """What has every word of a text, the last one perhaps unfinished: group by group, the best of each first.

    Quick enough to be asked at each key: no form is opened.
    """
    where = Whereabouts(casebook)
    hits = casebook.desk.store.search(text, _GROUP_OF, limit)
    found = [hit for one in hits if (hit := _hit(casebook, where, one.record, one.snippet))]
    order = list(GROUPS)
    return sorted(found, key=lambda hit: order.index(hit.group))


def place_of(casebook: Casebook, hit: SearchHit, text: str) -> Spot:
    """The very place: of an answer, the question whose answer or comment has the words."""
    record = casebook.desk.store.record(hit.record)
    where = Whereabouts(casebook)
    if record is None:
        return Spot(company=hit.company, visit=hit.visit)
    fields = list(_fields_with(record, plain(text).split()))
    return where.spot(record.id, fields[0] if fields else "")


def _fields_with(record: Record, words: list[str]) -> Iterator[str]:
    """Names of the fields that have most of the words, answers and comments only for a form's record."""
    is_form = record.kind in (kinds.INSTANCE, kinds.ROW)
    counted = {
        name: sum(word in plain(value) for word in words)
        for name, value in record.fields.items()
        if isinstance(value, str) and (not is_form or question_path(name))
    }
    best = max(counted.values(), default=0)
    yield from (name for name, count in counted.items() if count == best and best)


def _hit(casebook: Casebook, where: Whereabouts, record_id: str, snippet: str) -> SearchHit | None:
    record = casebook.desk.store.record(record_id)
    if record is None or record.deleted:
        return None
    company, visit = where.company_of(record), where.visit_of(record)
    if not _stands(casebook, company) or (visit and not _stands(casebook, visit)):
        return None
    company = casebook.registry.twins.main(company)
    spot = where.spot(visit or company, "")
    group = _GROUP_OF[record.kind]
    title = spot.company_name if group == COMPANIES else _title(record, group, snippet)
    step = "" if visit else where.step_of(record)
    places = () if group == COMPANIES else (spot.company_name, spot.visit_name, step_name(step))
    kind = "" if record.kind == kinds.COMPANY else kinds.NAMES[record.kind].capitalize()
    parts = (kind if group in (COMPANIES, FINDINGS) else "", *places)
    return SearchHit(record.id, group, title, " · ".join(filter(None, parts)), snippet, company, visit)


def _title(record: Record, group: str, snippet: str) -> str:
    if group == VISITS:
        return _("Besøg")
    return str(record.fields.get("titel") or record.fields.get("navn") or "") if group == MEASURES else snippet


def _stands(casebook: Casebook, record: str) -> bool:
    known = casebook.desk.store.record(record)
    return known is not None and not known.deleted
