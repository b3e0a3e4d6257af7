"""The forms installed in the log: each version is kept with its source and media, so a case carries its forms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes, FormRow
from klimabesog.store import Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.xforms import Definition, Form


class FormLibrary:
    """The forms of one desk. Definitions are parsed once and shared by all sessions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._parsed: dict[str, Definition] = {}

    def rows(self) -> list[FormRow]:
        """The newest version of each form, by title."""
        newest: dict[str, Record] = {}
        for record in sorted(self._desk.store.records(kinds.FORM), key=lambda r: r.created_hlc):
            newest[str(record.fields["form_id"])] = record
        return sorted((_row(record) for record in newest.values()), key=lambda row: row.title)

    def current(self, form_id: str) -> FormRow:
        """The newest version of a form; InputError when it is not installed."""
        for row in self.rows():
            if row.form_id == form_id:
                return row
        raise InputError(_("Skemaet {form} er ikke installeret.").format(form=form_id))

    def title(self, form_id: str) -> str:
        """Its title, or its id when it is not installed."""
        return next((row.title for row in self.rows() if row.form_id == form_id), form_id)

    def definition(self, version: str) -> Definition:
        """The parsed form of a version (a record id); InputError when it has not come with the case."""
        if version not in self._parsed:
            record = self._desk.store.record(version)
            if record is None:
                raise InputError(
                    _("Skemaet, som svarene hører til, mangler. Hent sagen igen fra din kollega.")
                )
            self._parsed[version] = self._parse(record)
        return self._parsed[version]

    def source(self, version: str) -> tuple[str, bytes]:
        """File name and bytes of what the author wrote."""
        record = self._desk.store.record(version)
        assert record is not None
        return str(record.fields["kildenavn"]), self._desk.store.blob(str(record.fields["kilde"]))

    def install(self, forms: Iterable[Form]) -> list[str]:
        """Keep these versions, all in one change-set; the same version twice is one. Returns their record ids."""
        versions, changes = [], []
        with self._desk.store.together():
            for form in forms:
                version = derived_id(kinds.FORM, form.sha256)
                versions.append(version)
                changes += self._desk.differences(version, kinds.FORM, self._fields(form))
            event = self._desk.write(changes)
        if event:
            self._desk.tell(Changes(frozenset(versions), frozenset({kinds.FORM})))
        return versions

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

            self.install(convert(path) for path in paths)

    def _fields(self, form: Form) -> dict[str, object]:
        store = self._desk.store
        return {
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
    return b'dataset="tiltag"' in xform


def _row(record: Record) -> FormRow:
    fields = record.fields
    return FormRow(
        id=record.id,
        form_id=str(fields["form_id"]),
        title=str(fields["titel"]),
        version=str(fields["version"]),
        measure=bool(fields.get("tiltag")),
        source_name=str(fields["kildenavn"]),
    )
