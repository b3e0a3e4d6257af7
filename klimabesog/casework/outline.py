"""The visit's outline: which chapters it has, how far each is, and how to find a question."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from klimabesog.casework.instance import FormInstance, companions
from klimabesog.casework.visitviews import FINDING_ANSWERS, Chapter, QuestionHit
from klimabesog.values.texts import _
from klimabesog.xforms import Node

INTERVIEW, BASELINE, CHECKLIST = "besoeg", "forbrug", "tjekliste"
VISIT_FORMS = (INTERVIEW, BASELINE, CHECKLIST)
CLOSING_GROUPS = frozenset({"naeste_skridt"})
"""Groups of the interview that belong to the end of the visit."""

MEASURES_PAGE = "side:tiltag"
SHOWN_AS_TEXT = frozenset({"note", "group", "repeat", "calculate"})


def section_of(form_id: str, group: str) -> str:
    """Which part of the visit a top-level group belongs to."""
    if group in CLOSING_GROUPS:
        return _("Afslutning")
    return _("Rundgang") if form_id == CHECKLIST else _("Samtale")


def chapter_nodes(instance: FormInstance) -> list[Node]:
    """The nodes that are a chapter each: the top-level groups relevant now.

    A form with a list (a repeat) at the top is one chapter as a whole, so that its rows stand together.
    """
    root = instance.session.root
    if any(child.is_repeat for child in root.definition.children):
        return [root]
    return [node for node in root.children if node.kind == "group" and node.relevant and shown(node)]


def shown(node: Node) -> bool:
    """Whether a person sees the node at all (it stands in the form's body)."""
    return bool(node.control.tag) or any(shown(child) for child in node.children)


def questions(node: Node) -> Iterator[Node]:
    """Every question beneath a node that a person can answer now, in document order."""
    if not node.relevant:
        return
    if node.children:
        for child in node.children:
            yield from questions(child)
    elif is_question(node):
        yield node


def is_question(node: Node) -> bool:
    """A node with a control that takes an answer."""
    return (
        node.kind not in SHOWN_AS_TEXT
        and not node.calculated
        and not node.readonly
        and bool(node.control.tag)
    )


def is_checkpoint(node: Node) -> bool:
    """A question of the checklist: yes is in order, no or partly is a finding."""
    return bool(node.kb.get("kontrolpunkt"))


def is_finding(node: Node) -> bool:
    """A checkpoint answered no or partly."""
    return is_checkpoint(node) and node.relevant and node.value in FINDING_ANSWERS


def chapter(instance: FormInstance, node: Node) -> Chapter:
    """One chapter with its counts."""
    asked = list(questions(node))
    return Chapter(
        key=f"{instance.form_id}:{node.path}",
        section=section_of(instance.form_id, node.name),
        title=node.label or instance.definition.title,
        hint=node.hint or "",
        form=instance.form_id,
        ref=node.ref,
        answered=sum(1 for question in asked if question.value != ""),
        total=len(asked),
        findings=sum(1 for question in asked if is_finding(question)),
        missing=sum(1 for question in asked if question.required and question.value == ""),
        later=sum(1 for question in asked if instance.is_later(question)),
        area=node.kb.get("omraade", ""),
    )


def hits(
    instances: Iterable[FormInstance], wanted: Callable[[FormInstance, Node], bool]
) -> Iterator[QuestionHit]:
    """Every question that `wanted` says yes to, in the order of the visit."""
    for instance in instances:
        for top in chapter_nodes(instance):
            for node in questions(top):
                if wanted(instance, node):
                    yield hit(instance, top, node)


def hit(instance: FormInstance, top: Node, node: Node) -> QuestionHit:
    """A question as a line in a list that jumps to it."""
    return QuestionHit(
        chapter=f"{instance.form_id}:{top.path}",
        chapter_title=top.label or instance.definition.title,
        form=instance.form_id,
        ref=node.ref,
        label=node.label or node.name,
        answer=answer_text(node),
        message=node.message or "",
    )


def answer_text(node: Node) -> str:
    """The answer as a person reads it: the labels of what is chosen, a Danish number or date, the text."""
    from klimabesog.values.danish import format_date, format_number

    if node.value == "":
        return ""
    if node.kind in ("select", "select1", "rank"):
        labels = {choice.value: choice.label for choice in node.choices}
        return ", ".join(labels.get(value, value) for value in node.value.split())
    try:
        if node.kind in ("integer", "decimal", "range"):
            return format_number(float(node.value), _decimals(node.value))
        if node.kind == "date":
            return format_date(node.value)
    except ValueError:
        return node.value
    return node.value.replace(".", ":", 1)[:5].replace(":", ".") if node.kind == "time" else node.value


def unit_of(node: Node) -> str:
    """The unit of a figure: as the form says (`kb:enhed`), or as answered in the question that it names."""
    unit = node.kb.get("enhed", "")
    chosen = next((other for other in companions(node) if other.name == unit), None)
    return answer_text(chosen) if chosen is not None else unit


def _decimals(text: str) -> int:
    """As many decimals as were written, at most four."""
    return min(len(text.partition(".")[2].rstrip("0")), 4)
