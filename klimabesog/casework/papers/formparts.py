"""The chapters of a form as they are printed to be filled in by hand: numbered, with what each question depends on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from klimabesog.casework import outline
from klimabesog.casework.measureform import leaves
from klimabesog.casework.scope import Scope, left_out_of
from klimabesog.values.texts import _
from klimabesog.xforms import Node, NodeDef, Session

if TYPE_CHECKING:
    from klimabesog.reports.documents.paper_form import Kinds, Part, Question

    Parts: TypeAlias = tuple[Part, ...]

ROWS = {"forbrug": 6}
"""How many blank rows a list gets on paper, by its name."""
FEW_ROWS = 4
_EQUALS = re.compile(r"(?:selected\(\s*(\S+)\s*,\s*'([^']*)'\s*\)|(\S+)\s*(?:=\s*'([^']+)'|!=\s*''))\s*\Z")
_REFUSED = re.compile(r"\s*(\S+)\s*!=\s*'([^']+)'\s*\Z")
_PATH = re.compile(r"/data(?:/\w+)+")


def parts_of(session: Session, scope: Scope, form_id: str, first: int = 1) -> Parts:
    """The chapters that a scope asks anything of, numbered from `first`; those of a checklist go by their areas.

    Of the baseline what depends on its figures is left out: it is asked when they are typed in.
    """
    return tuple(_Chapters(session, scope, form_id, first))


class _Chapters:
    """Walks a blank session, chapter by chapter."""

    def __init__(self, session: Session, scope: Scope, form_id: str, first: int) -> None:
        self._session, self._form_id, self._first = session, form_id, first
        self._outside = left_out_of(session.definition, scope)
        self._numbers: dict[str, str] = {}
        """Path -> the number its question is printed with."""

    def __iter__(self) -> Iterator[Part]:
        from klimabesog.reports.documents.paper_form import Part

        tops = [top for top in self._session.root.children if outline.shown(top)]
        asked = [top for top in tops if any(self._asked(top))]
        for number, top in enumerate(asked, self._first):
            area = _area(top)
            questions = tuple(self._questions(top, f"{area}-T" if area else f"{number}."))
            title = top.label or self._session.definition.title
            yield Part("" if area else str(number), title, _note(top), questions)

    def _asked(self, top: Node) -> Iterator[Node]:
        """The questions of a chapter within the scope, with lists as one."""
        if top.definition.is_repeat:
            if not self._is_derived(top):
                yield top
        elif top.children:
            for child in top.children:
                if outline.shown(child) and not self._is_derived(child):
                    yield from self._asked(child)
        elif outline.is_question(top) and top.definition not in self._outside and not self._is_derived(top):
            yield top

    def _is_derived(self, node: Node) -> bool:
        """Whether a part of the baseline depends on figures: it is asked when they are typed in."""
        return self._form_id == outline.BASELINE and node.definition.relevant is not None

    def _questions(self, top: Node, prefix: str) -> Iterator[Question]:
        """Checkpoints by their own number, the others by their place among themselves after the chapter's."""
        places = count(1)
        for node in self._asked(top):
            number = node.kb.get("kontrolpunkt") or f"{prefix}{next(places)}"
            self._numbers[node.path] = number
            yield self._question(node, number)

    def _question(self, node: Node, number: str) -> Question:
        from klimabesog.reports.documents.paper_form import Question

        if node.definition.is_repeat:
            asked = [child for child in node.children if any(self._asked(child))]
            columns = tuple(_headed(child) for child in asked)
            return Question(
                number,
                node.label or node.name,
                kind="raekker",
                columns=columns,
                lines=ROWS.get(node.name, FEW_ROWS),
                condition=self._condition(node),
            )
        return Question(
            number,
            node.label or node.name,
            hint=node.hint or "",
            kind=_kind(node),
            options=tuple(choice.label or choice.value for choice in node.choices) if _chooses(node) else (),
            unit=outline.unit_of(node),
            lines=3 if "multiline" in node.appearance.split() else 1,
            condition=self._condition(node),
            known=outline.answer_text(node) if node.value else "",
        )

    # -- when a question is asked -------------------------------------------------------------------

    def _condition(self, node: Node) -> str:
        """In words, which answer a question depends on: "Kun ved »Lejer« i 1.5." """
        step: Node | None = node
        while isinstance(step, Node) and step.definition.relevant is None:
            step = step.parent
        if not isinstance(step, Node) or step.definition.relevant is None:
            return ""
        text = step.definition.relevant.text
        found = {path: self._numbers[path] for path in _PATH.findall(text) if path in self._numbers}
        if not found:
            return ""
        if len(found) > 1:
            return (
                _("Kun når der er fund ovenfor.")
                if self._are_points(found)
                else _("Kun når det er relevant.")
            )
        (path, number), *_rest = found.items()
        if refused := _REFUSED.match(text):
            skipped = self._labels(path).get(refused[2], refused[2])
            return _("Springes over ved »{answer}« i {number}.").format(answer=skipped, number=number)
        values = _values(text, path)
        if values is None:
            return _("Kun når svaret i {number} lægger op til det.").format(number=number)
        if not values:
            return _("Kun når {number} er besvaret.").format(number=number)
        labels = self._labels(path)
        said = _(" eller ").join(f"»{labels.get(value, value)}«" for value in values)
        return _("Kun ved {answers} i {number}.").format(answers=said, number=number)

    def _are_points(self, paths: dict[str, str]) -> bool:
        return all(self._session.definition.by_path[path].kb.get("kontrolpunkt") for path in paths)

    def _labels(self, path: str) -> dict[str, str]:
        node = next((n for n in self._session.walk() if n.path == path), None)
        return {choice.value: choice.label for choice in node.choices} if node is not None else {}


def _values(text: str, path: str) -> list[str] | None:
    """The answers of one question that a condition names; [] for any answer, None for a condition of another shape."""
    values = []
    for part in re.split(r"\bor\b", text):
        match = _EQUALS.match(part.strip())
        if match is None or (match[1] or match[3]) != path:
            return None
        value = match[2] or match[4]
        if value:
            values.append(value)
    return values


def _area(top: Node) -> str:
    """What the numbers of a chapter's checkpoints begin with, "" where it has none."""
    points = (point for child in leaves(top) if (point := child.kb.get("kontrolpunkt")))
    return next(points, "").partition("-")[0]


def _kind(node: Node) -> Kinds:
    if outline.is_checkpoint(node):
        return "punkt"
    if _chooses(node):
        return "flere" if node.kind in ("select", "rank") else "valg"
    if node.kind in ("integer", "decimal", "range"):
        return "tal"
    return "dato" if node.kind == "date" else "tekst"


def _chooses(node: Node) -> bool:
    """Whether its choices are printed: a list that depends on other answers can't be."""
    return node.kind in ("select", "select1", "rank") and bool(node.choices)


def _headed(node: Node) -> str:
    unit = outline.unit_of(node)
    label = node.label or node.name
    return f"{label} ({unit})" if unit and "/" not in unit else label


def _note(top: Node) -> str:
    """What the officer is told at the head of a chapter, where it depends on nothing."""
    notes = (
        child.label
        for child in top.children
        if child.kind == "note" and _is_plain(child.definition) and child.label
    )
    return next(notes, "")


def _is_plain(definition: NodeDef) -> bool:
    """Whether a note is the same whatever is answered."""
    label = definition.control.label if definition.control else None
    return definition.relevant is None and label is not None and all(isinstance(p, str) for p in label.parts)
