"""The report's appendices: the interview, the checklist, answers without a place."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.casework import outline
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.visit import Visit
from klimabesog.reports import model
from klimabesog.values.texts import _
from klimabesog.xforms import Node

INTERNAL, CONFIDENTIAL = "nej", "fortrolig"


def visibility(node: Node) -> model.Visibility:
    """Where an answer is printed, as its question says (`kb:rapport`) or the nearest group around it."""
    step: Node | None = node
    while isinstance(step, Node) and not step.kb.get("rapport"):
        step = step.parent
    placed = step.kb["rapport"] if isinstance(step, Node) else "bilag"
    return "fortrolig" if placed == CONFIDENTIAL else "intern" if placed == INTERNAL else "rapport"


def interview(form: FormInstance) -> Iterator[model.Chapter]:
    """The chapters of the interview, or of a form of the municipality's own, whose checkpoints stand apart."""
    for top in outline.chapter_nodes(form):
        if outline.is_closing(form, top):
            continue
        answers = tuple(
            model.Answer(_question(node), _with_unit(node), visibility=visibility(node))
            for node in outline.questions(top)
            if outline.is_answered(node) and not outline.is_checkpoint(node)
        )
        if answers:
            yield model.Chapter(_chapter_title(form, top), answers)


def _question(node: Node) -> str:
    row = outline.row_of(node)
    return f"{node.label or node.name} ({row})" if row else node.label or node.name


def _chapter_title(form: FormInstance, top: Node) -> str:
    """The chapter's own title; in an added form with the form's title before it."""
    title = form.definition.title
    if form.form_id in outline.VISIT_FORMS or not top.label:
        return top.label or (top.name if form.form_id in outline.VISIT_FORMS else title)
    return f"{title}: {top.label}"


def homeless(visit: Visit) -> list[model.Chapter]:
    """Answers without a place, for the officer alone."""
    answers = tuple(model.Answer(a.label, a.answer, a.reason, "intern") for a in visit.homeless())
    return [model.Chapter(_("Svar uden plads"), answers)] if answers else []


def _with_unit(node: Node) -> str:
    text, unit = outline.answer_text(node), outline.unit_of(node)
    text = node.value if not unit and node.kind == "integer" else text
    return f"{text}\u00a0{unit}" if unit and text else text


def checklist(checklist: FormInstance) -> Iterator[model.ChecklistArea]:
    """The checkpoints answered, area by area."""
    for top in outline.chapter_nodes(checklist):
        points = tuple(
            model.Checkpoint(node.label or node.name, outline.answer_text(node), visibility=visibility(node))
            for node in outline.questions(top)
            if outline.is_checkpoint(node) and node.value
        )
        if points:
            yield model.ChecklistArea(top.label or top.name, points)
