"""The forms installed in the log: each version is kept with its source and media, so a case carries its forms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes, FormRow
from klimabesog.store import Change, Record
from klimabesog.values.clock import hlc_time
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.xforms import Definition, Form

_MEASURE = re.compile(rb'<entity dataset="tiltag"[^>]* create="1"')
_AREA = re.compile(rb'kb:omraade="(\w+)"')

OWN, REMOVED = "eget", "fjernet"
"""Fields of a version: it is the municipality's own; it is out of use."""


class FormLibrary:
    """The forms of one desk. Definitions are parsed once and shared by all sessions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._parsed: dict[str, Definition] = {}

    def rows(self) -> list[FormRow]:
        """The edition of each form that is used from now on, by title.

        A municipality's own edition goes before the program's, and of its editions the newest, until it is removed.
        """
        standing: dict[str, Record] = {}
        builtin: set[str] = set()
        for record in self._records():
            form_id, own = str(record.fields["form_id"]), bool(record.fields.get(OWN))
            if not own:
                builtin.add(form_id)
            if own or form_id not in standing or not standing[form_id].fields.get(OWN):
                standing[form_id] = record
        found = [_row(record, form_id in builtin) for form_id, record in standing.items()]
        return sorted(found, key=lambda row: row.title)

    def _records(self) -> list[Record]:
        """The versions that are not removed, the oldest first."""
        records = self._desk.store.records(kinds.FORM)
        return sorted((r for r in records if not r.fields.get(REMOVED)), key=lambda r: r.created_hlc)

    def current(self, form_id: str) -> FormRow:
        """The edition of a form that is used from now on; InputError when it is not installed."""
        for row in self.rows():
            if row.form_id == form_id:
                return row
        raise InputError(_("Skemaet {form} er ikke installeret.").format(form=form_id))

    def row(self, version: str) -> FormRow:
        """One version, also a former or removed one; InputError when it has not come with the case."""
        record = self._desk.store.record(version)
        if record is None:
            raise InputError(_missing())
        return _row(record)

    def has(self, version: str) -> bool:
        """Whether a version is here: a case shared alone carries only those in use."""
        return self._desk.store.record(version) is not None

    def newer(self, version: str) -> FormRow | None:
        """The edition that has replaced a version since it was installed; None when none has."""
        record = self._desk.store.record(version)
        if record is None:
            return None
        current = next((row for row in self.rows() if row.form_id == record.fields["form_id"]), None)
        if current is None or current.id == version:
            return None
        newest = self._desk.store.record(current.id)
        return current if newest is not None and newest.created_hlc > record.created_hlc else None

    def title(self, form_id: str) -> str:
        """Its title, or its id when it is not installed."""
        return next((row.title for row in self.rows() if row.form_id == form_id), form_id)

    def definition(self, version: str) -> Definition:
        """The parsed form of a version (a record id); InputError when it has not come with the case."""
        if version not in self._parsed:
            record = self._desk.store.record(version)
            if record is None:
                raise InputError(_missing())
            self._parsed[version] = self._parse(record)
        return self._parsed[version]

    def source(self, version: str) -> tuple[str, bytes]:
        """File name and bytes of what the author wrote."""
        record = self._desk.store.record(version)
        assert record is not None
        return str(record.fields["kildenavn"]), self._desk.store.blob(str(record.fields["kilde"]))

    def install(self, forms: Iterable[Form], *, own: bool = True) -> list[str]:
        """Keep these versions, all in one change-set; the same version twice is one. Returns their record ids.

        `own`: the municipality's, not the program's. One that was removed is there again.
        """
        versions, changes = [], []
        with self._desk.store.together():
            for form in forms:
                version = derived_id(kinds.FORM, form.sha256)
                versions.append(version)
                changes += self._desk.differences(version, kinds.FORM, self._fields(form, version, own))
            event = self._desk.write(changes)
        if event:
            self._desk.tell(Changes(frozenset(versions), frozenset({kinds.FORM})))
        return versions

    def remove(self, form_id: str) -> list[str]:
        """Take a municipality's own form out of use: all its versions, which `put_back` takes.

        Visits keep the versions they were made with, and a form of the program that it replaced counts again.
        """
        own = [r.id for r in self._records() if r.fields.get(OWN) and r.fields["form_id"] == form_id]
        if not own:
            raise InputError(_("Programmets egne skemaer kan ikke fjernes."))
        self._mark(own, True)
        return own

    def put_back(self, versions: Iterable[str]) -> None:
        """Have removed versions in use again."""
        self._mark(versions, None)

    def _mark(self, versions: Iterable[str], removed: bool | None) -> None:
        self._desk.write([Change(version, REMOVED, removed) for version in versions])
        self._desk.tell(Changes(frozenset(versions), frozenset({kinds.FORM})))

    def pending(self) -> list[Path]:
        """The program's own forms that are not installed in this version yet."""
        import hashlib

        known = {record.fields.get("kilde") for record in self._desk.store.records(kinds.FORM)}
        return [
            path for path in builtin_paths() if hashlib.sha256(path.read_bytes()).hexdigest() not in known
        ]

    def install_builtin(self) -> None:
        """Install what is pending: half a second the first time, nothing afterwards."""
        if paths := self.pending():
            from klimabesog.xforms import convert

            self.install((convert(path) for path in paths), own=False)

    def _fields(self, form: Form, version: str, own: bool) -> dict[str, object]:
        store = self._desk.store
        known = store.record(version)
        if known is not None:  # once the program's, always the program's
            return {REMOVED: None} if known.fields.get(REMOVED) else {}
        return {
            **({OWN: True} if own else {}),
            "form_id": form.form_id,
            "version": form.version,
            "titel": form.title,
            "xform": store.put_blob(form.xform, "application/xml"),
            "kilde": store.put_blob(form.source, "application/octet-stream"),
            "kildenavn": form.source_name,
            "medier": {
                name: store.put_blob(data, "application/octet-stream") for name, data in form.media.items()
            },
            "tiltag": _is_measure(form.xform),
            "omraade": _area(form.xform),
        }

    def _parse(self, record: Record) -> Definition:
        from klimabesog.xforms import parse

        blob = self._desk.store.blob
        media = record.fields.get("medier") or {}
        assert isinstance(media, dict)
        return parse(blob(str(record.fields["xform"])), {name: blob(sha) for name, sha in media.items()})


def builtin_paths() -> list[Path]:
    """The forms that come with the program."""
    return sorted(resource_path("forms").rglob("*.csv"))


def _is_measure(xform: bytes) -> bool:
    """Whether the form makes a measure; those of the steps only change measures that are there."""
    return _MEASURE.search(xform) is not None


def _area(xform: bytes) -> str:
    """The focus area that the form names first; "" when it names none."""
    named = _AREA.search(xform)
    return named[1].decode() if named else ""


def _missing() -> str:
    return _("Skemaet, som svarene hører til, mangler. Hent sagen igen fra din kollega.")


def _row(record: Record, builtin: bool = False) -> FormRow:
    fields = record.fields
    own = bool(fields.get(OWN))
    return FormRow(
        id=record.id,
        form_id=str(fields["form_id"]),
        title=str(fields["titel"]),
        version=str(fields["version"]),
        measure=bool(fields.get("tiltag")),
        source_name=str(fields["kildenavn"]),
        own=own,
        replaces=own and builtin,
        installed=hlc_time(record.created_hlc).date().isoformat(),
        area=str(fields.get("omraade") or ""),
    )
