"""What a measure's form was told: each figure and choice with its source, and the question it stands in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from klimabesog.casework import outline
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.provenance.values import Asked, Line
from klimabesog.casework.reportappendix import visibility
from klimabesog.energy.accuracy import SOURCES, class_of_source
from klimabesog.values.danish import NBSP
from klimabesog.values.texts import _
from klimabesog.xforms import Node

NUMBERS = ("integer", "decimal", "range")
_TOLD = (*NUMBERS, "select1", "select")


def told(form: FormInstance) -> Iterator[Line]:
    """The figures and choices that the form works its result out from, in its order."""
    for node in outline.questions(form.session.root):
        if node.value and node.kind in _TOLD and not node.name.startswith("ud_") and not _is_source(node):
            yield answered(form, node)


def _is_source(node: Node) -> bool:
    return node.name.endswith("_kilde")


def answered(form: FormInstance, node: Node) -> Line:
    """One answer: its source where the form asks for one, else what the form's own hint says of it."""
    source = outline.source_of(node)
    number = node.kind in NUMBERS
    unit = outline.unit_of(node)
    text = outline.answer_text(node)
    return Line(
        label=node.label,
        value=float(node.value) if number else None,
        unit=unit,
        text=f"{text}{NBSP}{unit}" if unit else text,
        origin=_(SOURCES.get(source, source)) if source else "",
        source=node.hint or "",
        accuracy=class_of_source(source) if source else "",
        asked=Asked(form.id, node.ref),
        internal=visibility(node) != "rapport",
    )


def missing(form: FormInstance) -> Iterator[Line]:
    """Questions that need an answer before there is a result."""
    for node in outline.questions(form.session.root):
        if node.missing or (node.required and not node.valid):
            yield Line(node.label or node.name, None, "", _("mangler"), asked=Asked(form.id, node.ref))


def question(form: FormInstance, names: Collection[str]) -> Asked | None:
    """The first of these questions that is asked."""
    asked = {node.name: node for node in outline.questions(form.session.root)}
    found = next((asked[name] for name in names if name in asked), None)
    return Asked(form.id, found.ref) if found is not None else None
