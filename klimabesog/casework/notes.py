"""Quick notes: time-stamped, written anywhere, placed at a question later; internal unless marked for the report."""

from __future__ import annotations

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes
from klimabesog.casework.visitviews import Note
from klimabesog.store import Record
from klimabesog.values.ids import new_id


class Notes:
    """The notes of one visit."""

    def __init__(self, desk: Desk, visit: str) -> None:
        self._desk, self._visit = desk, visit

    def all(self) -> tuple[Note, ...]:
        """Oldest first."""
        records = self._desk.store.records(kinds.NOTE, besoeg=self._visit)
        return tuple(_note(r) for r in sorted(records, key=lambda r: r.created_hlc) if r.fields.get("tekst"))

    def save(
        self,
        text: str,
        *,
        printed: bool = False,
        note: str | None = None,
        form: str | None = None,
        ref: str | None = None,
    ) -> str:
        """Write or change a note; returns its id. An emptied note stays in the history but is not shown."""
        new = note is None
        note = note or new_id()
        fields: dict[str, object] = {"besoeg": self._visit, "tekst": text, "i_rapport": printed}
        if new:
            fields["tid"] = self._desk.now().isoformat()
        if form is not None:
            fields |= {"skema": form, "ref": ref}
        self._desk.save_record(note, kinds.NOTE, fields, context=self._visit)
        self._tell(note)
        return note

    def remove(self, note: str) -> None:
        """Take a note away; undo brings it back."""
        self._desk.delete(note, context=self._visit)
        self._tell(note)

    def _tell(self, note: str) -> None:
        self._desk.tell(Changes(frozenset({note}), frozenset({kinds.NOTE}), self._visit))


def _note(record: Record) -> Note:
    fields = record.fields
    return Note(
        id=record.id,
        text=str(fields.get("tekst") or ""),
        printed=bool(fields.get("i_rapport")),
        time=str(fields.get("tid") or ""),
        form=str(fields["skema"]) if fields.get("skema") else None,
        ref=str(fields["ref"]) if fields.get("ref") else None,
    )
