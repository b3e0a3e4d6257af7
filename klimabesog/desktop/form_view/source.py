"""What the form view needs to know and may do: the visit, seen from one form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

from klimabesog.casework.visitviews import Attachment, Finding

Node = Any  # a node of the xforms session, as casework hands it out


@dataclass(frozen=True)
class MeasureLine:
    """A measure as the finding area shows it: a title and its result in one line, with figures or without."""

    instance: str
    title: str
    result: str
    has_figures: bool = False


class FormSource(Protocol):
    """One form instance; every method that changes something has stored it on return (or raised)."""

    def node(self, ref: str) -> Node:
        """The node at a reference, as it is now."""

    def answer(self, ref: str, value: str) -> Collection[str]:
        """Store an answer (XForms text); the refs whose facts changed."""

    def add_row(self, ref: str, before: int | None = None) -> object:
        """Add a row to the repeat at `ref`, before that row (from 1) or last."""

    def remove_row(self, ref: str) -> None:
        """Remove a row."""

    def is_left_out(self, node: Node) -> bool:
        """Whether a question or a group is not shown, relevant or not: the visit does not ask it."""

    def attend(self, ref: str) -> None:
        """The officer is at this question now."""

    def is_later(self, ref: str) -> bool: ...

    def set_later(self, ref: str, later: bool) -> None: ...

    def comments(self, ref: str) -> str:
        """The internal comment on a question, "" when there is none."""

    def set_comment(self, ref: str, text: str) -> None:
        """Store the comment; "" takes it away."""

    def show_history(self, ref: str) -> None:
        """Show who answered what and when."""

    def is_split(self, ref: str) -> bool:
        """Whether colleagues answered differently without seeing each other."""

    def resolve(self) -> None:
        """Show what is to be settled."""

    def attachment(self, ref: str) -> Attachment | None:
        """The file that is the answer, None without one."""

    def attach(self, ref: str, given: str | bytes, name: str = "") -> Collection[str]:
        """Keep a file (its path, or its bytes and a name) as the answer; the refs whose facts changed.

        Raises InputError for a file that is too large, is not what the question asks for or cannot be read.
        """

    def attachment_bytes(self, ref: str) -> bytes:
        """The file's content."""

    def languages(self) -> Sequence[str]:
        """The form's languages."""

    def language(self) -> str: ...

    def set_language(self, language: str) -> None: ...


@runtime_checkable
class ExplainingSource(FormSource, Protocol):
    """A form with notes that show numbers, each of which can be asked where it comes from."""

    def explains(self, ref: str) -> bool:
        """Whether the note at a reference shows such numbers now."""

    def explain(self, ref: str) -> None:
        """Show where they come from."""


@runtime_checkable
class RowSource(FormSource, Protocol):
    """A form of which some rows are about something that has a page of its own."""

    def row_link(self, ref: str) -> str:
        """What the way there is called, "" when the row is about nothing."""

    def open_row(self, ref: str) -> None:
        """Go there."""


@runtime_checkable
class FindingSource(FormSource, Protocol):
    """A form of a visit: its checkpoints have findings, photos and measures."""

    def findings(self, ref: str) -> Sequence[Finding]: ...

    def add_finding(self, ref: str) -> None: ...

    def save_finding(self, finding: Finding, **texts: str) -> None:
        """Store place, printed or internal text."""

    def remove_finding(self, finding: Finding) -> None: ...

    def places(self) -> Sequence[str]:
        """Places named so far in this visit, to choose from."""

    def suggestions(self, finding: Finding) -> Sequence[tuple[str, str]]:
        """Measure forms to offer: (form id, title)."""

    def measures(self, finding: Finding) -> Sequence[MeasureLine]:
        """Measures already started from the finding."""

    def count_help(self, finding: Finding) -> int:
        """How many of the municipality's texts of help fit it."""

    def show_help(self, finding: Finding) -> None:
        """Show them."""

    def start_measure(self, form_id: str, finding: Finding) -> None: ...

    def open_measure(self, instance: str) -> None: ...

    def explain_measure(self, instance: str) -> None:
        """Say where the figures of its result come from."""

    def add_photos(self, given: Sequence[str | bytes], finding: Finding | None) -> None: ...

    def open_photo(self, photo: str) -> None: ...

    def thumbnail(self, sha256: str) -> bytes: ...
