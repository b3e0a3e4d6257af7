"""What a visit asks of its forms: the short review or the whole checklist, and the points for the company's branch.

A scope is a view, never a loss. What it leaves out is neither asked nor counted, yet it stands in its form: what was
answered, flagged or commented on always shows and counts, search finds everything, and a chapter's rest can be opened.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from klimabesog.casework import outline
from klimabesog.casework.desk import Desk
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.settings import settings
from klimabesog.partnership.branches import BRANCHES, branch_of
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms import Definition, Node, NodeDef

__all__ = [
    "BRANCH",
    "BRANCHES",
    "EXTENT",
    "EXTENTS",
    "OPENED",
    "SHORT",
    "WHOLE",
    "Scope",
    "chosen",
    "left_out_of",
    "proposed_branch",
    "scope_of",
    "size_of",
]

WHOLE, SHORT = "hele", "kort"
EXTENTS = {SHORT: "Kort gennemgang (45 minutter)", WHOLE: "Hele tjeklisten"}

EXTENT, BRANCH = "omfang", "branche"
"""Fields of the visit's record."""
OPENED = "alle_punkter:"
"""Before a chapter's key: the field that says its rest is asked too."""


@dataclass(frozen=True)
class Scope:
    """How much of the forms is asked. `law`: points that are law are on the short list; `opened`: keys of chapters.

    What a form marks decides (`kb:kort`, `kb:branche`, `kb:lov`, each on a question or a group around it):

    - a question for other branches than the visit's is left out; while no branch is chosen the whole checklist is
      asked, and only what is made for some branches in a chapter without checkpoints is left out;
    - in the short review a checkpoint is asked when it is marked short, one that is law when the municipality says so,
      and every one of a form that marks none; any other question unless it is marked `nej`;
    - the other questions of a chapter go with the last of its checkpoints.
    """

    extent: str = WHOLE
    branch: str = ""
    law: bool = False
    opened: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The scope as it is said in a line: "Kort gennemgang, kontor"."""
        extent = _("Kort gennemgang") if self.extent == SHORT else _("Hele tjeklisten")
        return f"{extent}, {_(BRANCHES[self.branch]).lower()}" if self.branch else extent

    def outside(self, form: FormInstance) -> frozenset[NodeDef]:
        """The questions of a form that the scope has no room for, whether or not they are relevant, or touched."""
        return left_out_of(form.definition, self)

    def is_opened(self, form: FormInstance, node: Node) -> bool:
        """Whether all is asked in the chapter that a node is or stands in."""
        if not self.opened:
            return False
        step: Node | None = node
        while isinstance(step, Node):
            if outline.chapter_key(form, step) in self.opened:
                return True
            step = step.parent
        return False

    def divide(self, form: FormInstance, top: Node) -> tuple[list[Node], list[Node]]:
        """The questions of a chapter that are asked, and its rest: what the scope would leave out (opened or not)."""
        outside, opened = self.outside(form), self.is_opened(form, top)
        asked, rest = [], []
        for question in outline.questions(top):
            left = question.definition in outside and not is_touched(form, question)
            if left:
                rest.append(question)
            if opened or not left:
                asked.append(question)
        return asked, rest

    def leaves_out(self, form: FormInstance, node: Node) -> bool:
        """Whether a question, or all there is to answer in a group, is not shown. Relevance is another thing."""
        if self.is_opened(form, node):
            return False
        outside = self.outside(form)
        if not node.children:
            return node.definition in outside and not is_touched(form, node)
        leaves = list(_questions(node))
        return bool(leaves) and all(
            leaf.definition in outside and not is_touched(form, leaf) for leaf in leaves
        )

    def left_out(self, form: FormInstance, top: Node) -> list[Node]:
        """The questions of a chapter that are not shown, in order."""
        if not self.outside(form):
            return []
        return [question for question in _questions(top) if self.leaves_out(form, question)]


def scope_of(desk: Desk, fields: Mapping[str, object]) -> Scope:
    """The scope that the fields of a visit's record say; what this program does not know counts as not chosen."""
    extent, branch = str(fields.get(EXTENT)), str(fields.get(BRANCH))
    return Scope(
        extent=extent if extent in EXTENTS else WHOLE,
        branch=branch if branch in BRANCHES else "",
        law=settings(desk).law_points,
        opened=frozenset(
            name.removeprefix(OPENED) for name in fields if name.startswith(OPENED) and fields[name]
        ),
    )


def chosen(extent: str | None = None, branch: str | None = None) -> dict[str, object]:
    """The fields that a choice is kept in; None leaves one as it is. InputError names what there is to choose."""
    for given, known in ((extent, EXTENTS), (branch, {"": "", **BRANCHES})):
        if given is not None and given not in known:
            raise InputError(
                _("{text} kendes ikke. Vælg mellem {known}.").format(
                    text=given, known=", ".join(filter(None, known))
                )
            )
    return {name: value for name, value in ((EXTENT, extent), (BRANCH, branch)) if value is not None}


def proposed_branch(company: Mapping[str, object]) -> str:
    """The branch that the fields of a company point to, "" when its industry code points to none."""
    return branch_of(str(company.get("branchekode") or ""))


def is_touched(form: FormInstance, question: Node) -> bool:
    """Whether an officer has answered a question, flagged it or commented on it."""
    return question.value != "" or form.is_later(question) or bool(form.comment(question))


def _questions(node: Node) -> Iterator[Node]:
    """Every question beneath a node, relevant now or not."""
    for child in node.children:
        if child.children:
            yield from _questions(child)
        elif outline.asks(child.definition):
            yield child


# -- what a form marks -------------------------------------------------------------------------------------------------


class _Marks(NamedTuple):
    """What a question and the groups around it say: each list of branches, on the short list or not, law or not."""

    branches: tuple[frozenset[str], ...] = ()
    short: str = ""
    law: bool = False

    def within(self, kb: Mapping[str, str]) -> _Marks:
        """The marks of a node that stands here."""
        named = frozenset(kb.get("branche", "").split())
        return _Marks(
            (*self.branches, named) if named else self.branches,
            kb.get("kort", "") or self.short,
            kb["lov"] == "ja" if "lov" in kb else self.law,
        )

    def are_for(self, branch: str) -> bool:
        """Whether the question is for a branch; every one is while none is chosen."""
        return not branch or all(branch in named for named in self.branches)


def _marked(node: NodeDef, around: _Marks) -> Iterator[tuple[NodeDef, _Marks]]:
    """Every question beneath (or at) a definition with its marks."""
    marks = around.within(node.kb)
    if node.children:
        for child in node.children:
            yield from _marked(child, marks)
    elif outline.asks(node):
        yield node, marks


def _is_point(question: NodeDef) -> bool:
    return bool(question.kb.get("kontrolpunkt"))


@lru_cache(maxsize=256)
def _outside(root: NodeDef, short: bool, branch: str, law: bool) -> frozenset[NodeDef]:
    """The questions of a form outside a scope; kept, because every count and list asks for them."""
    marked = list(_marked(root, _Marks()))
    lists = short and any(_is_point(question) and marks.short == "ja" for question, marks in marked)

    def is_out(question: NodeDef, marks: _Marks) -> bool:
        if not marks.are_for(branch):
            return True
        if not _is_point(question):
            return short and marks.short == "nej"
        return lists and not (law if marks.law else marks.short == "ja")

    found: set[NodeDef] = set()
    for top in root.children:
        chapter = list(_marked(top, _Marks().within(root.kb)))
        points = {question for question, _m in chapter if _is_point(question)}
        out = {question for question, marks in chapter if is_out(question, marks)}
        if points and points <= out:
            out = {question for question, _m in chapter}
        elif not points and not branch:
            out |= {question for question, marks in chapter if marks.branches}
        found |= out
    return frozenset(found)


def left_out_of(definition: Definition, scope: Scope) -> frozenset[NodeDef]:
    """The questions of a form outside a scope, whatever has been answered."""
    return _outside(definition.root, scope.extent == SHORT, scope.branch, scope.law)


def size_of(definition: Definition, scope: Scope) -> tuple[int, int]:
    """How many checkpoints of a form a scope asks, and in how many chapters."""
    outside = left_out_of(definition, scope)
    counts = [
        sum(1 for question, _m in _marked(top, _Marks()) if _is_point(question) and question not in outside)
        for top in definition.root.children
    ]
    return sum(counts), sum(1 for count in counts if count)
