"""The officer's changes to one document, kept in the log: each saved at once, shared, merged by field, and undone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.papers.edits import BEST, Edits
from klimabesog.casework.topic import Topic
from klimabesog.casework.undo import Undoing, UndoStack
from klimabesog.casework.views import Changes
from klimabesog.reports.model import Reworded
from klimabesog.store import Change, Event
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _

INTRODUCTION, ORDER, CHOSEN = "indledning", "raekkefoelge", "bedste"
LEFT_OUT, COMMENT, HIDDEN, WORDS = "udeladt:", "bemaerkning:", "fortrolig:", "tekst:"
"""Fields of the record: the first three once, the others for each section, answer or text."""


def draft_id(type_: str, topic: Topic) -> str:
    """The record with the changes to a type of document about a topic."""
    return derived_id(kinds.DRAFTING, type_, topic.key)


def edits_of(desk: Desk, type_: str, topic: Topic) -> Edits:
    """The changes as they stand."""
    record = desk.store.record(draft_id(type_, topic))
    if record is None or record.deleted:
        return Edits()
    return _edits(record.fields)


class Draft(Undoing):
    """The changes to one document, to be read and written. Each method is one step that can be undone."""

    def __init__(self, desk: Desk, type_: str, topic: Topic) -> None:
        self._desk, self.id = desk, draft_id(type_, topic)
        self._about = {"type": type_, **topic.fields}
        self._undo = UndoStack(desk, self.id)

    @property
    def edits(self) -> Edits:
        """The changes as they stand."""
        record = self._desk.store.record(self.id)
        return Edits() if record is None or record.deleted else _edits(record.fields)

    # -- changing --------------------------------------------------------------------------------

    def introduce(self, text: str, usual: str = "") -> None:
        """Write the free introduction; the `usual` one leaves the document as the case has it."""
        self._keep({INTRODUCTION: None if text.strip() == usual.strip() else text.strip()})

    def put(self, order: Sequence[str]) -> None:
        """Print the sections in this order."""
        self._keep({ORDER: list(order)})

    def leave_out(self, section: str, out: bool) -> None:
        """Leave a section out, or take it in again."""
        self._keep({LEFT_OUT + section: out})

    def comment(self, section: str, text: str, usual: str = "") -> None:
        """Write the comment at the head of a section; the `usual` one leaves it as the case has it."""
        self._keep({COMMENT + section: None if text.strip() == usual.strip() else text.strip()})

    def choose_best(self, measures: Sequence[str]) -> None:
        """Put these measures first, at most three; none goes back to the ranking."""
        self._keep({CHOSEN: list(dict.fromkeys(measures))[:BEST]})

    def hide(self, key: str, on: bool) -> None:
        """Keep an answer out of the document, or take it in again."""
        self._keep({HIDDEN + key: on})

    def reword(self, section: str, original: str, text: str) -> None:
        """Print other words in place of a text; "" or the text itself goes back to it. InputError: too long."""
        words = text.strip()
        if len(words) > 5000:
            raise InputError(_("Teksten er for lang. Skriv højst 5.000 tegn."))
        same = not words or words == original.strip()
        kept = None if same else {"afsnit": section, "fra": original, "til": words}
        self._keep({WORDS + _digest(section, original): kept})

    def _keep(self, given: Mapping[str, Any]) -> None:
        known = self._desk.store.record(self.id)
        stands = known.fields if known is not None and not known.deleted else {}
        changed = {
            name: value for name, value in given.items() if (stands.get(name) or None) != (value or None)
        }
        if not changed:
            return
        self._desk.refuse_cpr_in("\n".join(_texts(changed)), "\n".join(_texts(stands)))
        if known is not None and known.deleted:  # its making was undone: it begins anew
            changes = [Change(self.id, "@deleted", None)]
            changes += [Change(self.id, name, value) for name, value in {**self._about, **changed}.items()]
        else:
            changes = self._desk.differences(self.id, kinds.DRAFTING, {**self._about, **changed})
        self._desk.write(changes, context=self.id)
        self._tell()

    def _tell(self) -> None:
        visit = self._about.get("besoeg")
        self._desk.tell(Changes(frozenset({self.id}), frozenset({kinds.DRAFTING}), visit))

    # -- undo ------------------------------------------------------------------------------------

    def _reverted(self, step: Event) -> None:
        self._tell()


def _edits(known: Mapping[str, Any]) -> Edits:
    introduction = known.get(INTRODUCTION)
    return Edits(
        introduction=str(introduction) if introduction is not None else None,
        order=_words(known.get(ORDER)),
        left_out=frozenset(name for name, on in _each(known, LEFT_OUT) if on),
        comments={name: str(text) for name, text in _each(known, COMMENT) if text is not None},
        best=_words(known.get(CHOSEN)),
        hidden=frozenset(name for name, on in _each(known, HIDDEN) if on),
        rewordings=tuple(_rewordings(known)),
    )


def _rewordings(known: Mapping[str, Any]) -> list[Reworded]:
    found = [value for _name, value in _each(known, WORDS) if isinstance(value, Mapping)]
    made = [
        Reworded(str(v.get("afsnit") or ""), str(v.get("fra") or ""), str(v.get("til") or "")) for v in found
    ]
    return sorted(made, key=lambda each: (each.section, each.original))


def _each(known: Mapping[str, Any], beginning: str) -> list[tuple[str, Any]]:
    """The fields that begin so, by the rest of their names."""
    return [(name.removeprefix(beginning), v) for name, v in known.items() if name.startswith(beginning)]


def _words(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _texts(known: Mapping[str, Any]) -> list[str]:
    """What a person wrote among fields."""
    written = [v for name, v in known.items() if name == INTRODUCTION or name.startswith(COMMENT)]
    written += [each.text for each in _rewordings(known)]
    return [text for text in written if isinstance(text, str)]


def _digest(section: str, original: str) -> str:
    return hashlib.sha256(f"{section}\n{original}".encode()).hexdigest()[:20]


def field_word(field: str, value: Any = None) -> str:
    """What a field of such a record is called, for those who settle a disagreement or look for a person."""
    if field.startswith(WORDS):
        section = str(value.get("afsnit") or "") if isinstance(value, Mapping) else ""
        return _("Omskrevet tekst i {section}").format(section=section) if section else _("Omskrevet tekst")
    for beginning, word in (
        (LEFT_OUT, _("Afsnit udeladt: {section}")),
        (COMMENT, _("Bemærkning til afsnit: {section}")),
    ):
        if field.startswith(beginning):
            return word.format(section=field.removeprefix(beginning))
    if field.startswith(HIDDEN):
        return _("Fortroligt svar")
    known = {INTRODUCTION: _("Indledning"), ORDER: _("Rækkefølge af afsnit"), CHOSEN: _("De tre bedste")}
    return known.get(field, field)
