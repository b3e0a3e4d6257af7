"""What was deleted ("Slettet"), by whom and when, and bringing it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.views import Changes
from klimabesog.casework.whereabouts import Whereabouts
from klimabesog.store import Change, Event, Record
from klimabesog.store.event import DELETED, Version
from klimabesog.values.clock import hlc_time
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

LISTED = (
    kinds.COMPANY, kinds.VISIT, kinds.CONTACT, kinds.SITE, kinds.MEASURE, kinds.FINDING, kinds.PHOTO, kinds.NOTE,
    kinds.HELP, kinds.GROUP, kinds.DOCUMENT,
)  # fmt: skip
TITLES = {
    kinds.COMPANY: ("navn",), kinds.CONTACT: ("navn", "rolle"), kinds.SITE: ("navn", "adresse"),
    kinds.FINDING: ("sted", "tekst_rapport", "tekst_intern"), kinds.PHOTO: ("billedtekst",),
    kinds.NOTE: ("tekst",), kinds.MEASURE: ("titel", "navn"), kinds.HELP: ("titel", "tekst"),
    kinds.GROUP: ("navn",), kinds.DOCUMENT: ("navn", "note"),
}  # fmt: skip
_LONGEST = 90


@dataclass(frozen=True)
class DeletedRow:
    """A deleted record: what it is ("Note"), what it says, where it stood, who deleted it and when (local time)."""

    id: str
    kind: str
    kind_name: str
    title: str
    where: str
    who: str
    when: datetime
    sha256: str = ""
    """Of a photo, for its thumbnail."""


def deleted_records(casebook: Casebook) -> list[DeletedRow]:
    """What can be brought back, the last deleted first. Empty records, whose beginning was undone, are left out."""
    where = Whereabouts(casebook)
    rows = []
    for kind in LISTED:
        for record in casebook.desk.store.records(kind, deleted=True):
            if record.deleted and _has_content(record) and (version := _deletion(casebook, record.id)):
                rows.append(_row(casebook, where, record, version))
    return sorted(rows, key=lambda row: row.when, reverse=True)


def restore_deleted(casebook: Casebook, record: str) -> None:
    """Bring a record back, with what was deleted in the same step (a measure's form).

    InputError when what it belongs to is deleted too, or it is not deleted.
    """
    known = casebook.desk.store.record(record)
    version = _deletion(casebook, record)
    if known is None or not known.deleted or version is None:
        raise InputError(_("Det er ikke slettet længere."))
    where = Whereabouts(casebook)
    visit, company = where.visit_of(known), where.company_of(known)
    _refuse_orphan(casebook, known, company, visit)
    event = casebook.desk.store.event(version.event)
    records = _deleted_with(casebook, event) if event is not None else [record]
    changes = [Change(one, DELETED, None) for one in dict.fromkeys((record, *records))]
    casebook.desk.write(changes, context=visit or company or record)
    touched = frozenset(change.record for change in changes)
    if visit and known.kind != kinds.VISIT:
        casebook.look_at(visit).reload(touched)
    casebook.desk.tell(Changes(touched, frozenset(kinds.NAMES), visit or None))


def _deletion(casebook: Casebook, record: str) -> Version | None:
    """The newest deletion of a record."""
    versions = casebook.desk.store.history(record, DELETED)
    return next((version for version in versions if version.value is not None), None)


def _has_content(record: Record) -> bool:
    if record.kind in (kinds.VISIT, kinds.COMPANY, kinds.MEASURE):
        return any(value not in (None, "") for value in record.fields.values())
    fields = (*TITLES.get(record.kind, ()), "sha256")
    return any(record.fields.get(field) not in (None, "") for field in fields)


def _row(casebook: Casebook, where: Whereabouts, record: Record, version: Version) -> DeletedRow:
    spot = where.spot(record.id, "")
    return DeletedRow(
        id=record.id,
        kind=record.kind,
        kind_name=kinds.NAMES[record.kind].capitalize(),
        title=_title(casebook, record),
        where=" · ".join(part for part in (spot.company_name, spot.visit_name) if part)
        if record.kind not in (kinds.COMPANY,)
        else "",
        who=version.actor,
        when=hlc_time(version.hlc),
        sha256=str(record.fields.get("sha256") or "") if record.kind == kinds.PHOTO else "",
    )


def _title(casebook: Casebook, record: Record) -> str:
    if record.kind == kinds.VISIT:
        day = str(record.fields.get("dato") or "")
        return _("Besøg {date}").format(date=format_date(day)) if day else _("Besøg")
    fields = casebook.desk.fields(record)
    parts = (str(fields.get(name) or "") for name in TITLES[record.kind])
    text = " ".join(next((part for part in parts if part.strip()), "").split())
    if not text:
        return _("Uden tekst") if record.kind == kinds.PHOTO else kinds.NAMES[record.kind].capitalize()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _deleted_with(casebook: Casebook, event: Event) -> list[str]:
    """The records that one step deleted, and that no later one has deleted again."""
    gone = [c.record for c in event.sets if c.field == DELETED and c.value is not None]
    return [record for record in gone if (v := _deletion(casebook, record)) and v.event == event.id]


def _refuse_orphan(casebook: Casebook, record: Record, company: str, visit: str) -> None:
    for above, kind in ((company, kinds.COMPANY), (visit, kinds.VISIT)):
        owner = casebook.desk.store.record(above) if above and above != record.id else None
        if owner is not None and owner.deleted:
            raise InputError(
                _("Gendan først {kind}: {title}.").format(
                    kind=_("virksomheden") if kind == kinds.COMPANY else _("besøget"), title=_title(casebook, owner)
                )
            )
