"""Documents of a company: issued ones, a frozen model with its PDF that never change, and received ones beside them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.numbering import Called, Issued, called
from klimabesog.casework.received import kind_name
from klimabesog.casework.topic import FIELDS as TOPIC
from klimabesog.casework.topic import Topic, selection_words
from klimabesog.casework.twins import Twins
from klimabesog.casework.views import Changes
from klimabesog.reports.catalogue import entry
from klimabesog.store import Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visitviews import DocumentRow

SCREENING_REPORT = "screeningsrapport"
FROZEN = frozenset({"type", "nummer", "udstedt", "model", "pdf", *TOPIC})
"""The fields of an issued document that no later change reaches."""


def title_of(kind: str) -> str:
    """The name of a type of document; a newer program's type is shown by its id."""
    try:
        return entry(kind).title()
    except KeyError:
        return kind


def content_hash(pdf: bytes) -> str:
    """The SHA-256 that a version is known by."""
    return hashlib.sha256(pdf).hexdigest()


def as_issued(desk: Desk, record: Record) -> dict[str, Any]:
    """A document's fields; what one was issued with is read as it was first written, whatever came later."""
    fields = dict(record.fields)
    if not fields.get("modtaget"):
        newest_first = desk.store.history(record.id)
        fields |= {version.field: version.value for version in newest_first if version.field in FROZEN}
    return fields


def words_of(desk: Desk, fields: Mapping[str, Any]) -> str:
    """What a document is about: "Besøget 20.11.2026", "Netværk Nord · pr. 31.12.2026"; "" for a company.

    Which companies it is about is what it says itself: the group may be called something else by now.
    """
    topic = Topic.of(fields)
    if topic.company:
        return topic.within(desk)
    model = model_of(desk, fields)
    return selection_words(str(model.get("scope") or ""), str(model.get("until") or ""))


def model_of(desk: Desk, fields: Mapping[str, Any]) -> dict[str, Any]:
    """What an issued document says, as plain data; {} where that is not here."""
    digest = str(fields.get("model") or "")
    known = json.loads(desk.store.blob(digest)) if digest and desk.store.has_blob(digest) else {}
    return known if isinstance(known, dict) else {}


class Documents:
    """The documents of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, company: str) -> tuple[DocumentRow, ...]:
        """The documents of a company, newest first."""
        return self._rows(self._records(company))

    def of_municipality(self) -> tuple[DocumentRow, ...]:
        """The documents that are about no single company, newest first."""
        return self._rows(self._records(""))

    def row(self, document: str) -> DocumentRow:
        """One document. KeyError when there is none."""
        record = self._desk.store.record(document)
        company = "" if record is None else str(as_issued(self._desk, record).get("virksomhed") or "")
        found = {row.id: row for row in self._rows(self._records(company))}
        return found[document]

    def _records(self, company: str, deleted: bool = False) -> list[Record]:
        """The documents of a company and of those found to be the same; for "" those about no single one."""
        store = self._desk.store
        if not company:
            all_ = store.records(kinds.DOCUMENT, deleted=deleted)
            return [record for record in all_ if not record.fields.get("virksomhed")]
        companies = Twins(self._desk).all_of(company)
        return [r for c in companies for r in store.records(kinds.DOCUMENT, deleted=deleted, virksomhed=c)]

    def _rows(self, records: Iterable[Record]) -> tuple[DocumentRow, ...]:
        """Newest first, each called by its number, and by who locked it where several of the same have that number."""
        newest_first = sorted(records, key=lambda r: r.created_hlc, reverse=True)
        known = {record.id: as_issued(self._desk, record) for record in newest_first}
        issued = [self._as_issue(r, known[r.id]) for r in newest_first if not known[r.id].get("modtaget")]
        names = called(issued)
        return tuple(self._row(r, known[r.id], names.get(r.id, Called("", ""))) for r in newest_first)

    def _as_issue(self, record: Record, fields: Mapping[str, Any]) -> Issued:
        """A version to be told from others; those of companies found to be the same are alike."""
        topic, kind = replace(Topic.of(fields), company=""), str(fields.get("type") or "")
        by = self._desk.store.history(record.id)[-1].actor
        return Issued(record.id, kind, topic, _number(fields), record.created_hlc, by)

    def next_number(self, kind: str, topic: Topic) -> int:
        """The version number that the next issued document of a type gets: beyond all there are of the topic."""
        return 1 + max((_number(record.fields) for record in self._issued(kind, topic, deleted=True)), default=0)

    def _issued(self, kind: str, topic: Topic, deleted: bool = False) -> list[Record]:
        """The versions of a type that are about a topic, of companies found to be the same together."""
        within = replace(topic, company="")
        return [
            record
            for record in self._records(topic.company, deleted)
            if record.fields.get("type") == kind and replace(Topic.of(record.fields), company="") == within
        ]

    def newest(self, kind: str, topic: Topic) -> str | None:
        """The id of the version with the highest number; None when none was issued, or its model is not here."""
        store = self._desk.store
        issued = self._issued(kind, topic)
        newest = max(issued, key=lambda record: (_number(record.fields), record.created_hlc), default=None)
        if newest is None or not store.has_blob(str(newest.fields.get("model") or "")):
            return None
        return newest.id

    def issue(self, kind: str, frozen_model: bytes, pdf: bytes, topic: Topic) -> str:
        """Keep an issued document: the model's JSON and the PDF as blobs, in one record that stays as it is.

        `kind` is the type's id; a visit's screening report issues the visit in the same step. Returns its id.
        """
        store = self._desk.store
        document = new_id()
        fields: dict[str, object] = {
            "type": kind,
            "nummer": self.next_number(kind, topic),
            "udstedt": self._desk.now().isoformat(),
            "model": store.put_blob(frozen_model, "application/json"),
            "pdf": store.put_blob(pdf, "application/pdf"),
        }
        fields |= topic.fields
        changes = self._desk.differences(document, kinds.DOCUMENT, fields)
        touched, told, visit = {document}, {kinds.DOCUMENT}, topic.visit
        if kind == SCREENING_REPORT and visit:
            changes += self._desk.differences(visit, kinds.VISIT, {"status": kinds.ISSUED})
            touched, told = touched | {visit}, told | {kinds.VISIT}
        self._desk.write(changes, context=visit or topic.company or None)
        self._desk.tell(Changes(frozenset(touched), frozenset(told), visit or None))
        return document

    def set_journal(self, document: str, number: str) -> None:
        """Write the number under which a document was filed in the municipality's system; "" takes it away.

        InputError when there is no such document.
        """
        record = self._desk.store.record(document)
        if record is None or record.kind != kinds.DOCUMENT:
            raise InputError(_("Dokumentet findes ikke. Vælg et fra listen."))
        visit = str(record.fields.get("besoeg") or "") or None
        context = visit or str(record.fields.get("virksomhed") or "") or None
        self._desk.save_record(document, kinds.DOCUMENT, {"journalnummer": number.strip()}, context=context)
        self._desk.tell(Changes(frozenset({document}), frozenset({kinds.DOCUMENT}), visit))

    def pdf(self, document: str) -> bytes:
        """The PDF as it was issued."""
        return self._frozen(document, "pdf")

    def frozen_model(self, document: str) -> bytes:
        """The report model the PDF was made of, as JSON."""
        return self._frozen(document, "model")

    def _frozen(self, document: str, field: str) -> bytes:
        record = self._desk.store.record(document)
        assert record is not None
        return self._desk.store.blob(str(as_issued(self._desk, record)[field]))

    def _row(self, record: Record, fields: Mapping[str, Any], name: Called) -> DocumentRow:
        """A document as lists show it, given what it was issued with and what its version is called."""
        from klimabesog.casework.visitviews import DocumentRow

        kind = str(fields.get("type") or "")
        received = str(fields.get("modtaget") or "")
        return DocumentRow(
            id=record.id,
            title=kind_name(kind) if received else title_of(kind),
            number=_number(fields),
            created=received or str(fields.get("udstedt") or ""),
            journal=str(fields.get("journalnummer") or ""),
            sha256=str(fields.get("pdf") or ""),
            type=kind,
            words=words_of(self._desk, fields),
            received=bool(received),
            label=name.label,
            by=name.by,
            note=str(fields.get("note") or fields.get("navn") or ""),
        )


def _number(fields: Mapping[str, Any]) -> int:
    """The version number of a document."""
    return int(str(fields.get("nummer") or 1))
