"""Documents that were received: a signed scan, an adviser's report, bills; kept encrypted beside those issued."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path, PurePath

from klimabesog.casework import attachments, kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes
from klimabesog.store import Change, Record
from klimabesog.store.event import DELETED
from klimabesog.values.danish import parse_date
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _

RECEIVED = {
    "underskrevet": "Underskrevet aftale",
    "raadgiver": "Rådgivers rapport",
    "regning": "Regning",
    "brev": "Brev eller mail",
    "andet": "Andet",
}
"""Kinds of received documents."""
SUFFIXES = frozenset({
    ".pdf", ".jpg", ".jpeg", ".png", ".heic", ".doc", ".docx", ".odt", ".xls", ".xlsx", ".ods", ".csv", ".txt", ".pptx",
    ".eml", ".msg", ".zip", ".asice",
})  # fmt: skip
"""Endings of files that are taken: nothing that a double click would run."""
_MORE_TYPES = {
    ".eml": "message/rfc822", ".msg": "application/vnd.ms-outlook", ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet", ".asice": "application/vnd.etsi.asic-e+zip",
}  # fmt: skip
LONGEST_NAME = 120


@dataclass(frozen=True)
class ReceivedDocument:
    """One of them. `kind` is a key of RECEIVED, `date` ISO: when it was received; `size` in bytes."""

    id: str
    kind: str
    date: str
    name: str
    note: str
    journal: str
    size: int
    sha256: str
    present: bool
    """Whether the file has come to this laptop."""


def kind_name(kind: str) -> str:
    """What a kind of received document is called."""
    return _(RECEIVED[kind]) if kind in RECEIVED else kind


class Received:
    """The received documents of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def get(self, document: str) -> ReceivedDocument:
        """One of them; InputError when there is none."""
        record = self._desk.store.record(document)
        if record is None or record.deleted or not record.fields.get("modtaget"):
            raise InputError(_("Dokumentet findes ikke. Vælg et fra listen."))
        return self._of(record)

    def add(self, file: Path | bytes, company: str, *, name: str = "", kind: str = "andet", date: str = "",
            note: str = "") -> str:  # fmt: skip
        """Keep a file as a received document of a company; returns its id. `date` as typed, today without.

        InputError with one sentence for a file that is too large, empty, unreadable or of a kind that is not taken.
        """
        name = _safe(name or (file.name if isinstance(file, Path) else ""))
        suffix = PurePath(name).suffix.lower()
        if suffix not in SUFFIXES:
            raise InputError(
                _("{name} kan ikke tages ind. Vælg en pdf, et billede, en mail eller et Office-dokument.").format(
                    name=name or _("Filen")
                )
            )
        data = attachments.read_bytes(file, name)
        self._desk.refuse_cpr_in(note)
        fields = _checked(kind, date or self._desk.now().date().isoformat(), note)
        known = next((r for r in self._same(data, company) if not r.deleted), None)
        if known is not None:
            raise InputError(_("{name} er taget ind allerede.").format(name=name))
        mime = attachments.MIME_TYPES.get(suffix) or _MORE_TYPES.get(suffix, attachments.UNKNOWN_TYPE)
        document = new_id()
        fields |= {
            "virksomhed": company,
            "navn": name,
            "af": self._desk.actor,
            "pdf": self._desk.store.put_blob(data, mime),
            "filtype": mime,
            "bytes": len(data),
        }
        self._desk.save_record(document, kinds.DOCUMENT, fields, context=company)
        self._tell(document)
        return document

    def change(self, document: str, *, kind: str, date: str, note: str, journal: str) -> None:
        """Write what is known of it. InputError: no such kind, no date."""
        record = self._record(document)
        self._desk.refuse_cpr_in(note, str(record.fields.get("note") or ""))
        fields = {**_checked(kind, date, note), "journalnummer": journal.strip()}
        self._desk.save_record(document, kinds.DOCUMENT, fields, context=str(record.fields.get("virksomhed")))
        self._tell(document)

    def remove(self, document: str) -> None:
        """Take it away; `restore` brings it back."""
        self._mark(document, True)

    def restore(self, document: str) -> None:
        """Bring back what was taken away."""
        self._mark(document, None)

    def _mark(self, document: str, gone: bool | None) -> None:
        record = self._record(document)
        self._desk.write([Change(document, DELETED, gone)], context=str(record.fields.get("virksomhed")))
        self._tell(document)

    def _record(self, document: str) -> Record:
        record = self._desk.store.record(document)
        if record is None or not record.fields.get("modtaget"):
            raise InputError(_("Dokumentet findes ikke. Vælg et fra listen."))
        return record

    def _same(self, data: bytes, company: str) -> list[Record]:
        digest = hashlib.sha256(data).hexdigest()
        return list(self._desk.store.records(kinds.DOCUMENT, virksomhed=company, pdf=digest))

    def _tell(self, document: str) -> None:
        self._desk.tell(Changes(frozenset({document}), frozenset({kinds.DOCUMENT})))

    def _of(self, record: Record) -> ReceivedDocument:
        fields, sha256 = record.fields, str(record.fields.get("pdf") or "")
        return ReceivedDocument(
            id=record.id,
            kind=str(fields.get("type") or "andet"),
            date=str(fields.get("modtaget") or "")[:10],
            name=str(fields.get("navn") or ""),
            note=str(fields.get("note") or ""),
            journal=str(fields.get("journalnummer") or ""),
            size=int(str(fields.get("bytes") or 0)),
            sha256=sha256,
            present=self._desk.store.has_blob(sha256),
        )


def _checked(kind: str, date: str, note: str) -> dict[str, object]:
    if kind not in RECEIVED:
        raise InputError(
            _("{kind} kendes ikke. Vælg mellem {known}.").format(kind=kind, known=", ".join(RECEIVED))
        )
    return {"type": kind, "modtaget": parse_date(date), "note": note.strip()}


def _safe(name: str) -> str:
    """The file's own name, without any folder, control character or mark that turns its letters around."""
    last = PurePath(name.replace("\\", "/")).name
    kept = "".join(sign for sign in last if sign.isprintable() and not "\u202a" <= sign <= "\u202e")
    path = PurePath(kept.strip(" ."))
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:10]}"
