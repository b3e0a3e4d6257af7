"""Trying a form out: any form in memory, for the form view's eyes a visit's form that keeps nothing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from klimabesog.casework.attachments import GivenFile, read_file
from klimabesog.casework.visitviews import Attachment
from klimabesog.values.danish import show_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms import Definition, Node, Session

BLANK_CASE = b"<root/>"


class Trial:
    """A form being tried: answers, rows, files, comments and flags, gone when it is closed.

    There is no case around it: `instance('kontekst')` is blank, and its checkpoints have no findings.
    """

    def __init__(self, definition: Definition, *, kontekst: bytes = BLANK_CASE) -> None:
        self.definition = definition
        self.session = Session(definition, instances={"kontekst": kontekst}, show_number=show_number)
        self._later: set[tuple[str, str]] = set()
        self._comments: dict[tuple[str, str], str] = {}
        self._files: dict[str, GivenFile] = {}

    @property
    def title(self) -> str:
        """The form's title."""
        return self.definition.title or self.definition.form_id

    @property
    def nodes(self) -> list[Node]:
        """What the form shows, in order."""
        return list(self.session.root.children)

    def node(self, ref: str) -> Node:
        """The node at a reference; InputError when there is none."""
        return self.session.node(ref)

    def answer(self, ref: str, value: str) -> Collection[str]:
        """Answer a question; the refs whose facts changed."""
        return self.session.set(ref, value).refs

    def add_row(self, ref: str, before: int | None = None) -> Collection[str]:
        """Add a row to the repeat at `ref`, before the row of that number or last."""
        return self.session.add_row(ref, before).refs

    def remove_row(self, ref: str) -> None:
        """Remove a row."""
        self.session.remove_row(ref)

    def attach(self, ref: str, given: str | bytes, name: str = "") -> Collection[str]:
        """Answer a question with a file (its path, or its bytes and a name); InputError when it cannot be used."""
        file = read_file(Path(given) if isinstance(given, str) else given, name, self.node(ref))
        self._files[file.answer] = file
        return self.answer(ref, file.answer)

    def attachment(self, ref: str) -> Attachment | None:
        """The file that answers a question."""
        file = self._files.get(self.node(ref).value)
        return file.attachment if file else None

    def attachment_bytes(self, ref: str) -> bytes:
        """Its content."""
        return self._files[self.node(ref).value].data

    def languages(self) -> Sequence[str]:
        """The form's languages."""
        return self.session.languages

    def language(self) -> str:
        """The language in use."""
        return self.session.language

    def set_language(self, language: str) -> None:
        """Use another language."""
        self.session.set_language(language)

    # -- about a question ------------------------------------------------------------------------

    def _place(self, ref: str) -> tuple[str, str]:
        node = self.node(ref)
        return node.record, node.path

    def attend(self, ref: str) -> None:
        """Nobody needs to know where one is."""

    def is_later(self, ref: str) -> bool:
        """Whether the question is flagged "spørg senere"."""
        return bool(self._later) and self._place(ref) in self._later

    def set_later(self, ref: str, later: bool) -> None:
        """Flag the question, or take the flag away."""
        place = self._place(ref)
        self._later = self._later | {place} if later else self._later - {place}

    def comments(self, ref: str) -> str:
        """The comment on a question."""
        return self._comments.get(self._place(ref), "") if self._comments else ""

    def set_comment(self, ref: str, text: str) -> None:
        """Keep a comment; "" takes it away."""
        self._comments[self._place(ref)] = text

    def is_left_out(self, node: Node) -> bool:
        """A form that is being tried shows all it has."""
        return False

    def is_split(self, ref: str) -> bool:
        """Nobody else answers a form that is being tried."""
        return False

    def resolve(self) -> None:
        """So there is nothing to settle."""

    def show_history(self, ref: str) -> None:
        """There is none: InputError says so."""
        raise InputError(_("Når et skema prøves, gemmes svarenes historik ikke."))
