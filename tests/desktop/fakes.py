"""A small form without an engine: nodes and a source for tests of the form view."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from klimabesog.casework.visitviews import FINDING_ANSWERS, Attachment, Finding


@dataclass
class Choice:
    """One choice of a select."""

    value: str
    label: str


ANSWERS = [
    Choice("ja", "Ja"),
    Choice("nej", "Nej"),
    Choice("delvist", "Delvist"),
    Choice("ikke_relevant", "Ikke relevant"),
    Choice("ved_ikke", "Ved ikke"),
]


@dataclass
class FakeNode:
    """The attributes of a session's node that the form view reads."""

    ref: str
    kind: str = "text"
    label: str = ""
    hint: str = ""
    value: str = ""
    relevant: bool = True
    required: bool = False
    readonly: bool = False
    valid: bool = True
    message: str = ""
    appearance: str = ""
    calculated: bool = False
    kb: dict[str, str] = field(default_factory=dict)
    choices: list[Choice] = field(default_factory=list)
    children: list[FakeNode] = field(default_factory=list)
    record: str = "instans"
    parameters: dict[str, str] = field(default_factory=dict)
    parent: FakeNode | None = None
    definition: None = None
    guidance: str = ""
    required_message: str | None = None

    def __post_init__(self) -> None:
        for child in self.children:
            child.parent = self

    @property
    def path(self) -> str:
        return re.sub(r"\[\d+\]", "", self.ref)

    @property
    def name(self) -> str:
        return self.path.rsplit("/", 1)[-1]


def row(number: int, *children: FakeNode) -> FakeNode:
    """One row of the repeat /d/rep."""
    return FakeNode(
        f"/d/rep[{number}]", "repeat", "Energiforbrug", record=f"r{number}", children=list(children)
    )


def checkpoint(ref: str, label: str, **more: Any) -> FakeNode:
    """A checkpoint with the five answers."""
    kb = {"kontrolpunkt": ref.rsplit("/", 1)[-1].upper(), "tiltag": "trykluft_laekager"}
    return FakeNode(ref, "select1", label, choices=ANSWERS, kb=kb, **more)


class FakeSource:
    """Keeps answers in its nodes; `log` tells what was stored."""

    def __init__(self, *nodes: FakeNode):
        self.root = FakeNode("/d", "group", children=list(nodes))
        self.made = len([node for node in nodes if node.kind == "repeat"])
        self.log: list[tuple[str, ...]] = []
        self.later: set[str] = set()
        self.split: set[str] = set()
        self.left_out: set[str] = set()
        self.found: dict[str, list[Finding]] = {}
        self.attended: list[str] = []
        self.failure: Exception | None = None
        self.said: dict[str, str] = {}
        self.files: dict[str, tuple[str, bytes]] = {}

    def _all(self, nodes: list[FakeNode]) -> dict[str, FakeNode]:
        found = {}
        for node in nodes:
            found[node.ref] = node
            found |= self._all(node.children)
        return found

    def node(self, ref: str) -> FakeNode:
        return self._all([self.root])[ref]

    @property
    def nodes(self) -> list[FakeNode]:
        return list(self.root.children)

    def is_left_out(self, node: FakeNode) -> bool:
        return node.ref in self.left_out

    def is_split(self, ref: str) -> bool:
        return ref in self.split

    def resolve(self) -> None:
        self.log.append(("resolve",))

    def answer(self, ref: str, value: str) -> frozenset[str]:
        if self.failure:
            raise self.failure
        self.node(ref).value = value
        self.log.append(("answer", ref, value))
        return frozenset({ref})

    def add_row(self, ref: str, before: int | None = None) -> None:
        self.made += 1
        rows = [node for node in self.root.children if node.kind == "repeat"]
        number = len(rows) + 1
        added = row(number, FakeNode(f"{ref}[{number}]/navn", label="Navn"))
        added.record, added.parent = f"r{self.made}", self.root
        self.root.children.append(added)
        self.log.append(("add_row", ref))

    def remove_row(self, ref: str) -> None:
        """Like the engine: the refs of the rows behind it shift."""
        self.root.children = [node for node in self.root.children if node.ref != ref]
        rows = [node for node in self.root.children if node.kind == "repeat"]
        for number, node in enumerate(rows, 1):
            old, node.ref = node.ref, f"/d/rep[{number}]"
            for child in node.children:
                child.ref = child.ref.replace(old, node.ref)
        self.log.append(("remove_row", ref))

    def attend(self, ref: str) -> None:
        self.attended.append(ref)

    def is_later(self, ref: str) -> bool:
        return ref in self.later

    def set_later(self, ref: str, later: bool) -> None:
        (self.later.add if later else self.later.discard)(ref)

    def comments(self, ref: str) -> str:
        return self.said.get(ref, "")

    def set_comment(self, ref: str, text: str) -> None:
        self.said[ref] = text
        self.log.append(("comment", ref, text))

    def show_history(self, ref: str) -> None:
        self.log.append(("history", ref))

    def languages(self) -> list[str]:
        return ["default"]

    def language(self) -> str:
        return "default"

    def set_language(self, language: str) -> None: ...

    def attachment(self, ref: str) -> Attachment | None:
        found = self.files.get(self.node(ref).value)
        return Attachment(found[0], len(found[1]), "text/plain", "") if found else None

    def attach(self, ref: str, given: str | bytes, name: str = "") -> frozenset[str]:
        if self.failure:
            raise self.failure
        data = given if isinstance(given, bytes) else Path(given).read_bytes()
        self.files[f"{name or given!s}-1"] = (name or str(given), data)
        return self.answer(ref, f"{name or given!s}-1")

    def attachment_bytes(self, ref: str) -> bytes:
        return self.files[self.node(ref).value][1]

    def findings(self, ref: str) -> list[Finding]:
        node = self.node(ref)
        if node.value not in FINDING_ANSWERS:
            return []
        first = Finding(f"{ref}#1", "tjekliste", ref, "TRY-01", "try", node.label, node.value)
        return self.found.setdefault(ref, [first])

    def add_finding(self, ref: str) -> None:
        found = self.found[ref]
        found.append(
            replace(found[0], id=f"{ref}#{len(found) + 1}", order=len(found) + 1, printed="", place="")
        )

    def save_finding(self, finding: Finding, **texts: str) -> None:
        found = self.found[finding.ref]
        index = [f.id for f in found].index(finding.id)
        found[index] = replace(found[index], stored=True, **texts)
        self.log.append(("finding", finding.id, *texts.values()))

    def remove_finding(self, finding: Finding) -> None:
        self.found[finding.ref] = [f for f in self.found[finding.ref] if f.id != finding.id]

    def places(self) -> list[str]:
        return ["Hal 1", "Hal 2"]

    def suggestions(self, finding: Finding) -> list[tuple[str, str]]:
        return [("trykluft_laekager", "Find og tæt trykluftlækager")]

    def measures(self, finding: Finding) -> list[Any]:
        return []

    def count_help(self, finding: Finding) -> int:
        return 0

    def show_help(self, finding: Finding) -> None: ...

    def start_measure(self, form_id: str, finding: Finding) -> None:
        self.log.append(("start_measure", form_id))

    def open_measure(self, instance: str) -> None: ...

    def explain_measure(self, instance: str) -> None:
        self.log.append(("explain", instance))

    def add_photos(self, given: list[str | bytes], finding: Finding | None) -> None:
        self.log.append(("photos", *map(str, given)))

    def open_photo(self, photo: str) -> None: ...

    def thumbnail(self, sha256: str) -> bytes:
        return b""
