"""The visit's outline: which chapters it has, how far each is, and how an answer reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from klimabesog.casework.instance import FormInstance, companions
from klimabesog.casework.visitviews import FINDING_ANSWERS, Chapter
from klimabesog.values.texts import _
from klimabesog.xforms import Node, NodeDef
from klimabesog.xforms.kinds import kind_of

if TYPE_CHECKING:
    from klimabesog.casework.scope import Scope

INTERVIEW, BASELINE, CHECKLIST = "besoeg", "forbrug", "tjekliste"
VISIT_FORMS = (INTERVIEW, BASELINE, CHECKLIST)
CLOSING_GROUPS = frozenset({"naeste_skridt"})
"""Groups of the interview that belong to the end of the visit."""

MEASURES_PAGE = "side:tiltag"
HOMELESS_PAGE = "side:uden_plads"
MEASURE_PREFIX = "tiltag:"
"""Before the instance of a measure: the key of its page."""

SHOWN_AS_TEXT = frozenset({"note", "group", "repeat", "calculate"})


def is_closing(instance: FormInstance, group: Node) -> bool:
    """Whether a top-level group belongs to the end of the visit."""
    return instance.form_id == INTERVIEW and group.name in CLOSING_GROUPS


def section_of(instance: FormInstance, group: Node) -> str:
    """Which part of the visit a top-level group belongs to; a form that was added is a part of its own."""
    if instance.form_id not in VISIT_FORMS:
        return instance.definition.title
    if is_closing(instance, group):
        return _("Afslutning")
    return _("Rundgang") if instance.form_id == CHECKLIST else _("Samtale")


def chapter_nodes(instance: FormInstance) -> list[Node]:
    """The nodes that are a chapter each: the top-level groups relevant now.

    A form with a list (a repeat) or a question outside any group at the top is one chapter as a whole, so that
    everything stands in its author's order.
    """
    root = instance.session.root
    if any(child.is_repeat or _is_loose(child) for child in root.definition.children):
        return [root]
    return [node for node in root.children if node.kind == "group" and node.relevant and shown(node)]


def _is_loose(child: NodeDef) -> bool:
    """A question, or a note, that stands in no group."""
    return not child.children and child.control is not None and child.control.tag not in ("", "group")


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
    return not node.readonly and asks(node.definition)


@lru_cache(maxsize=50_000)
def asks(definition: NodeDef) -> bool:
    """Whether a definition takes an answer; kept, because every count and list asks it of every question.

    The head of a table of choices (a select that appears as `label`) takes none.
    """
    control = definition.control
    if control is None or not control.tag or definition.calculate is not None:
        return False
    kind = kind_of(definition)
    return kind not in SHOWN_AS_TEXT and not (
        kind in ("select", "select1") and "label" in control.appearance.split()
    )


def is_answered(node: Node) -> bool:
    """Whether the answer counts: one that does not hold does, a choice that is not on offer (any more) does not."""
    return node.value != "" and (node.text != "" or not node.valid)


def is_checkpoint(node: Node) -> bool:
    """A question of the checklist: yes is in order, no or partly is a finding."""
    return bool(node.kb.get("kontrolpunkt"))


def is_finding(node: Node) -> bool:
    """A checkpoint answered no or partly."""
    return is_checkpoint(node) and node.relevant and node.value in FINDING_ANSWERS


def chapter_key(instance: FormInstance, node: Node) -> str:
    """How a chapter is named in lists and settings."""
    return f"{instance.form_id}:{node.path}"


def chapter(instance: FormInstance, node: Node, scope: Scope) -> Chapter:
    """One chapter with its counts; the rest counts checkpoints, or questions where it has none."""
    asked, rest = scope.divide(instance, node)
    counts = Counter(mark for question in asked for mark in _marks(instance, question))
    points = sum(1 for question in rest if is_checkpoint(question))
    return Chapter(
        key=chapter_key(instance, node),
        section=section_of(instance, node),
        title=node.label or instance.definition.title,
        hint=node.hint or "",
        form=instance.form_id,
        ref=node.ref,
        answered=counts["answered"],
        total=counts["asked"],
        findings=counts["finding"],
        missing=counts["missing"],
        later=counts["later"],
        area=node.kb.get("omraade", ""),
        rest=points or len(rest),
        opened=scope.is_opened(instance, node),
    )


def _marks(instance: FormInstance, question: Node) -> Iterator[str]:
    """What a question counts as in its chapter."""
    yield "asked"
    if is_answered(question):
        yield "answered"
        if question.value in FINDING_ANSWERS and is_checkpoint(question):
            yield "finding"
    elif question.required:
        yield "missing"
    if instance.is_later(question):
        yield "later"


def is_within(ref: str, top: str) -> bool:
    """Whether a reference is that of a node, or of one beneath it."""
    return ref == top or ref.startswith((f"{top}/", f"{top}["))


def row_of(node: Node) -> str:
    """Which rows of repeats a question stands in: "række 2"; "" outside any."""
    numbers: list[str] = []
    step: Node | None = node
    while isinstance(step, Node):
        if step.is_row:
            numbers.insert(0, _("række {n}").format(n=step.number))
        step = step.parent
    return ", ".join(numbers)


def answer_text(node: Node, value: str | None = None) -> str:
    """The answer (or another `value` of the question) as a person reads it.

    The labels of what is chosen, a Danish number or date, the text.
    """
    value = node.value if value is None else value
    if value == "":
        return ""
    if node.kind in ("select", "select1", "rank"):
        labels = {choice.value: choice.label for choice in node.choices}
        words = [value] if node.kind == "select1" else value.split()
        return listed([labels.get(word) or word for word in words])
    try:
        return value if is_year(node) else _dressed(node.kind, value)
    except ValueError:
        return value


def listed(labels: Sequence[str]) -> str:
    """Choices as a sentence has them: "Driftssikkerhed, økonomi"; "El; gas, olie eller andet brændsel"."""
    first, *rest = labels or [""]
    mark = "; " if any(", " in label for label in labels) else ", "
    return mark.join((first, *map(_within_sentence, rest)))


def _within_sentence(label: str) -> str:
    """With a small letter first, except an abbreviation ("IT og standby")."""
    return label[:1].lower() + label[1:] if label[1:2].islower() or label[1:2] == " " else label


def is_year(node: Node) -> bool:
    """A whole number that is a year: it has no point between its thousands."""
    return node.kind == "integer" and "year" in node.appearance.split()


def _dressed(kind: str, value: str) -> str:
    """A number, date or time in Danish; ValueError for what is none."""
    from klimabesog.values.danish import format_date, format_number

    if kind in ("integer", "decimal", "range"):
        return format_number(float(value), _decimals(value))
    if kind == "date":
        return format_date(value)
    if kind == "datetime":
        day, _t, time = value.partition("T")
        return f"{format_date(day)} {_dressed('time', time)}"
    return value.replace(".", ":", 1)[:5].replace(":", ".") if kind == "time" else value


def unit_of(node: Node) -> str:
    """The unit of a figure: as the form says (`kb:enhed`), or as answered in the question that it names."""
    unit = node.kb.get("enhed", "")
    chosen = next((other for other in companions(node) if other.name == unit), None)
    return answer_text(chosen) if chosen is not None else unit


def source_of(node: Node) -> str:
    """The code of a figure's source, as answered in the question that it names (`kb:kilde`); "" for none."""
    name = node.kb.get("kilde", "")
    return next((other.text or "" for other in companions(node) if other.name == name), "")


def _decimals(text: str) -> int:
    """As many decimals as were written, at most four."""
    return min(len(text.partition(".")[2].rstrip("0")), 4)
