"""Documents issued to a company: a frozen report model and the PDF made of it, numbered, never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.twins import Twins
from klimabesog.casework.views import Changes
from klimabesog.store import Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visitviews import DocumentRow

SCREENING_REPORT = "screeningsrapport"
TITLES = {SCREENING_REPORT: "Screeningsrapport"}


class Documents:
    """The documents of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, company: str) -> tuple[DocumentRow, ...]:
        """The documents of a company, newest first."""
        companies = Twins(self._desk).all_of(company)
        records = [r for c in companies for r in self._desk.store.records(kinds.DOCUMENT, virksomhed=c)]
        return tuple(_row(r) for r in sorted(records, key=lambda r: r.created_hlc, reverse=True))

    def next_number(self, visit: str) -> int:
        """The version number the visit's next issued report gets."""
        return len(self._desk.store.records(kinds.DOCUMENT, deleted=True, besoeg=visit)) + 1

    def issue(self, company: str, visit: str, frozen_model: bytes, pdf: bytes) -> str:
        """Keep an issued report: the model's JSON and the PDF as blobs, in one record that stays as it is.

        The visit is issued in the same step.
        """
        store = self._desk.store
        document = new_id()
        fields = {
            "virksomhed": company,
            "besoeg": visit,
            "type": SCREENING_REPORT,
            "nummer": self.next_number(visit),
            "udstedt": self._desk.now().isoformat(),
            "model": store.put_blob(frozen_model, "application/json"),
            "pdf": store.put_blob(pdf, "application/pdf"),
        }
        changes = self._desk.differences(document, kinds.DOCUMENT, fields)
        changes += self._desk.differences(visit, kinds.VISIT, {"status": kinds.ISSUED})
        self._desk.write(changes, context=visit)
        self._desk.tell(Changes(frozenset({document}), frozenset({kinds.DOCUMENT}), visit))
        return document

    def set_journal(self, document: str, number: str) -> None:
        """Write the number under which a document was filed in the municipality's system; "" takes it away.

        InputError when there is no such document.
        """
        record = self._desk.store.record(document)
        if record is None or record.kind != kinds.DOCUMENT:
            raise InputError(_("Dokumentet findes ikke. Vælg et fra listen."))
        visit = str(record.fields.get("besoeg") or "") or None
        self._desk.save_record(document, kinds.DOCUMENT, {"journalnummer": number.strip()}, context=visit)
        self._desk.tell(Changes(frozenset({document}), frozenset({kinds.DOCUMENT}), visit))

    def pdf(self, document: str) -> bytes:
        """The PDF as it was issued."""
        record = self._desk.store.record(document)
        assert record is not None
        return self._desk.store.blob(str(record.fields["pdf"]))

    def frozen_model(self, document: str) -> bytes:
        """The report model the PDF was made of, as JSON."""
        record = self._desk.store.record(document)
        assert record is not None
        return self._desk.store.blob(str(record.fields["model"]))


def _row(record: Record) -> DocumentRow:
    from klimabesog.casework.visitviews import DocumentRow

    fields = record.fields
    return DocumentRow(
        id=record.id,
        title=TITLES.get(str(fields.get("type")), str(fields.get("type"))),
        number=int(str(fields.get("nummer") or 1)),
        created=str(fields.get("udstedt") or ""),
        journal=str(fields.get("journalnummer") or ""),
        sha256=str(fields.get("pdf") or ""),
    )
