"""What the report says of findings and measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from klimabesog.casework import outline
from klimabesog.casework.areas import AREAS
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.measureform import Estimate, leaves
from klimabesog.casework.measures import Measures
from klimabesog.casework.reportappendix import visibility
from klimabesog.casework.reportfigures import class_of, effect_of, rank
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Finding, MeasureRow, Photo
from klimabesog.energy.accuracy import CLASSES, SOURCES, class_of_source
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.stacking import MeasureResult, StackResult
from klimabesog.partnership.layers import ADVISER, AGREED, ESTIMATE, REALISED
from klimabesog.reports import model
from klimabesog.values.texts import _

QUICK_WIN_YEARS = 2.0
"""A payback below this, with little to invest, is called a quick win (our own choice)."""


def areas(checklist: FormInstance, findings: list[Finding]) -> Iterator[model.FocusArea]:
    """Focus areas that were looked at, with what was seen."""
    for top in outline.chapter_nodes(checklist):
        points = [node for node in outline.questions(top) if outline.is_checkpoint(node) and node.value]
        if not points:
            continue
        here = {(checklist.form_id, node.ref) for node in points}
        yield model.FocusArea(
            code=top.kb.get("omraade", top.name),
            name=top.label or top.name,
            findings=tuple(_finding(f, checklist) for f in findings if (f.form, f.ref) in here),
            in_order=sum(1 for node in points if node.value == "ja"),
        )


def _finding(finding: Finding, checklist: FormInstance) -> model.Finding:
    node = checklist.node(finding.ref)
    return model.Finding(
        title=finding.label,
        note=finding.printed,
        place=finding.place,
        answer=outline.answer_text(node),
        photos=tuple(_photo(photo, finding) for photo in finding.photos),
        measures=finding.measures,
    )


def _photo(photo: Photo, finding: Finding) -> model.Photo:
    """A photo without words of its own is described by what it was taken at, never by its file name."""
    said = photo.caption or finding.place
    alt = photo.alt_text or photo.caption or _("Foto ved kontrolpunktet: {label}").format(label=finding.label)
    return model.Photo(photo.sha256, said, alt)


def measures(visit: Visit, stacked: StackResult, findings: list[Finding]) -> Iterator[model.Measure]:
    """The measures that count, shortest payback first: the ranking of the report."""
    estimates = visit.measure_book.estimates()
    seen = {finding.id: finding for finding in findings}
    titles = {result.measure.id: result.measure.title for result in stacked.measures}
    rows = {row.instance: row for row in visit.measures()}
    for result in sorted(stacked.measures, key=rank):
        row = rows[result.measure.id]
        finding = seen.get(row.finding or "")
        told = _measure(visit, result, row, estimates[row.instance].texts, finding, titles)
        yield _with_estimate(visit.measure_book, estimates[row.instance], told)


def _with_estimate(book: Measures, estimate: Estimate, told: model.Measure) -> model.Measure:
    """With what the calculation comes to, where an adviser's, agreed or documented figures count in its place."""
    life = book.life(told.id, estimate)
    shown, ours = life.shown(), book.alone(estimate, life.layer(ESTIMATE))
    if shown is None or shown[0] == ESTIMATE or ours is None:
        return told
    whose = {
        ADVISER: _("Tallene øverst er rådgiverens. De gælder i stedet for vores skøn."),
        AGREED: _("Tallene øverst er aftalt i klimahandlingsplanen. De gælder i stedet for vores skøn."),
        REALISED: _("Tallene øverst er opnået og dokumenteret. De gælder i stedet for vores skøn."),
    }
    effect = effect_of(ours.alone, class_of(ours.measure.accuracy))
    return replace(told, estimate=effect, counted=whose[shown[0]])


def _measure(
    visit: Visit,
    result: MeasureResult,
    row: MeasureRow,
    texts: dict[str, str],
    finding: Finding | None,
    titles: dict[str, str],
) -> model.Measure:
    measure, accuracy = result.measure, class_of(result.measure.accuracy)
    form = visit.form(row.instance)
    return model.Measure(
        id=row.instance,
        title=row.title,
        area=AREAS.get(row.area, row.area),
        accuracy=accuracy,
        tags=_tags(row),
        alone=effect_of(result.alone, accuracy),
        stacked=effect_of(result.after, accuracy),
        investment=model.Amount(measure.investment, accuracy),
        operation=model.Amount(measure.operation, accuracy),
        lifetime=measure.lifetime,
        payback=model.Payback(model.Amount(result.payback.years, accuracy), result.payback.word),
        worth=model.Worth(model.Amount(row.npv, accuracy), row.irr_text),
        carriers=tuple(
            (carrier_name(c), model.Amount(kwh, accuracy)) for c, kwh in result.after.saved.items()
        ),
        place=finding.place if finding else "",
        seen=finding.printed if finding else "",
        proposal=texts["ud_beskrivelse"],
        inputs=tuple(_inputs(form)),
        formula=texts["ud_formel"],
        uncertainty=_uncertainty(accuracy, texts["ud_forudsaetninger"]),
        overlap=_overlap(result, titles),
        other_benefits=texts["ud_andre_fordele"],
        next_step=texts["ud_naeste_skridt"],
        photos=tuple(_photo(photo, finding) for photo in finding.photos) if finding else (),
    )


def _uncertainty(accuracy: model.Accuracy, assumptions: str) -> str:
    """The class in words, and what the estimate rests on."""
    said = _("Klasse {letter}: {words}.").format(letter=accuracy, words=CLASSES[accuracy].lower())
    return f"{said} {assumptions}".strip()


def _overlap(result: MeasureResult, titles: dict[str, str]) -> str:
    if not result.overlaps:
        return ""
    others = ", ".join(f"»{titles[other]}«" for other in result.overlaps)
    return _("Overlapper med {others}.").format(others=others)


def _tags(row: MeasureRow) -> tuple[str, ...]:
    quick = row.payback_years is not None and row.payback_years <= QUICK_WIN_YEARS
    return (_("Hurtig gevinst"),) if quick else ()


def _inputs(form: FormInstance) -> Iterator[model.Input]:
    """What went into the calculation, with unit and source, in the order of the form."""
    for node in leaves(form.session.root):
        if (
            not node.name.startswith("ind_")
            or node.value == ""
            or not node.label
            or node.name.endswith("_kilde")
            or visibility(node) != "rapport"
        ):
            continue
        number = node.kind in ("integer", "decimal", "range")
        source = outline.source_of(node)
        yield model.Input(
            label=node.label,
            value=float(node.value) if number else outline.answer_text(node),
            unit=outline.unit_of(node),
            decimals=len(node.value.partition(".")[2].rstrip("0")) if number else 0,
            source=SOURCES.get(source, source).lower() if source else "",
            accuracy=class_of(class_of_source(source)) if source else None,
        )
