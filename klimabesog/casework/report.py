"""The screening report's model, assembled from a visit: labels resolved, numbers raw, nothing internal in it."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.casework import kinds, outline
from klimabesog.casework.areas import AREAS
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.measureform import leaves
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Finding, MeasureRow, Photo
from klimabesog.energy.accuracy import CLASSES, SOURCES, class_of_source
from klimabesog.energy.baseline import RowResult
from klimabesog.energy.carriers import carrier_name, end_use_name
from klimabesog.energy.effects import Effect as EnergyEffect
from klimabesog.energy.stacking import MeasureResult, StackResult
from klimabesog.energy.units import shown_unit
from klimabesog.partnership.checks import shown_cvr
from klimabesog.reports import model
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _
from klimabesog.xforms import Node

INTERNAL, CONFIDENTIAL = "nej", "fortrolig"
QUICK_WIN_YEARS = 2.0
"""A payback below this, with little to invest, is called a quick win (our own choice)."""


def screening_report(visit: Visit) -> model.ScreeningReport:
    """Everything the report says about a visit as it stands now."""
    officer = visit.desk.officer
    interview, checklist = visit.form(outline.INTERVIEW), visit.form(outline.CHECKLIST)
    stacked = visit.measure_book.stacked()
    findings = visit.all_findings()
    measures = tuple(_measures(visit, stacked, findings))
    screening = visit.screening
    return model.ScreeningReport(
        company=_company(visit, interview),
        municipality=model.Municipality(
            name=officer.municipality if officer else "",
            department=officer.department if officer else "",
            contact=", ".join(part for part in (officer.name, officer.phone, officer.email) if part)
            if officer
            else "",
        ),
        visit=_visit(visit, interview),
        date=visit.desk.now().date().isoformat(),
        version=visit.next_version(),
        draft=visit.status == kinds.DRAFT,
        author=officer.name if officer else "",
        introduction=_printed_notes(visit),
        base_year=str(screening.year),
        baseline=tuple(_baseline(visit, stacked)),
        end_uses=_end_uses(stacked),
        areas=tuple(area for form in (checklist, *visit.added_forms()) for area in _areas(form, findings)),
        measures=measures,
        totals=_totals(stacked),
        actions=tuple(_actions(interview)),
        factors=tuple(_factors(visit, stacked)),
        factor_set=screening.factors.title,
        conditions=_conditions(visit, stacked),
        interview=tuple(
            [chapter for form in (interview, *visit.added_forms()) for chapter in _interview(form)]
            + _homeless(visit)
        ),
        checklist=tuple(area for form in (checklist, *visit.added_forms()) for area in _checklist(form)),
        sections=tuple(_sections(interview)),
    )


# -- company and visit ---------------------------------------------------------------------------


def text_of(form: FormInstance, name: str) -> str:
    """The answer to the question of this name as a person reads it; "" if it is not asked or not answered."""
    node = next((n for n in leaves(form.session.root) if n.name == name), None)
    return outline.answer_text(node) if node is not None else ""


def number_of(form: FormInstance, name: str) -> float | None:
    """The number answered to the question of this name."""
    node = next((n for n in leaves(form.session.root) if n.name == name), None)
    try:
        return float(node.value) if node is not None and node.value else None
    except ValueError:
        return None


def _company(visit: Visit, interview: FormInstance) -> model.Company:
    fields = visit.companies.record(visit.company.id).fields
    sites = visit.companies.sites(visit.company.id)
    town = f"{fields.get('postnr') or ''} {fields.get('by') or ''}".strip()
    facts = [(_("Byggeår"), "byggeaar"), (_("Aktiviteter"), "aktiviteter")]
    return model.Company(
        name=visit.company.name + (f" {_('(eksempel)')}" if fields.get("eksempel") else ""),
        cvr=shown_cvr(str(fields.get("cvr") or "")),
        p_number=next((site.pnr for site in sites if site.pnr), ""),
        address=", ".join(part for part in (str(fields.get("adresse") or ""), town) if part),
        branch=str(fields.get("branche") or fields.get("branchekode") or ""),
        employees=number_of(interview, "aarsvaerk") or visit.company.employees,
        area_m2=number_of(interview, "areal"),
        ownership=text_of(interview, "ejerforhold"),
        operating_hours=_operating_hours(interview),
        facts=tuple((label, text) for label, name in facts if (text := _raw(interview, name))),
    )


def _raw(form: FormInstance, name: str) -> str:
    """An answer as written: a year has no thousands separator."""
    return next((n.value for n in leaves(form.session.root) if n.name == name), "")


def _operating_hours(interview: FormInstance) -> str:
    hours, days = text_of(interview, "driftstimer_dag"), text_of(interview, "driftsdage_uge")
    parts = [_("{n} timer om dagen").format(n=hours)] if hours else []
    parts += [_("{n} dage om ugen").format(n=days)] if days else []
    return ", ".join(parts)


def _visit(visit: Visit, interview: FormInstance) -> model.Visit:
    lines = (text_of(interview, "deltagere") or visit.participants).replace(";", "\n").splitlines()
    people = (line.partition(",") for line in lines if line.strip())
    opening = next((n.label for n in leaves(interview.session.root) if n.name == "vejledning"), "")
    return model.Visit(
        date=visit.date,
        time_from=visit.time,
        purpose=str(visit.fields.get("formaal") or ""),
        participants=tuple(model.Participant(name.strip(), role.strip()) for name, _comma, role in people),
        scope=_scope(visit),
        opening=opening or "",
    )


def _scope(visit: Visit) -> str:
    """Which focus areas were walked through, and which were not."""
    chapters = [c for c in visit.chapters() if c.form == outline.CHECKLIST]
    seen = [c.title for c in chapters if c.answered]
    left = [c.title for c in chapters if not c.answered]
    parts = [_("Gennemgået: {areas}.").format(areas=", ".join(seen))] if seen else []
    parts += [_("Ikke gennemgået: {areas}.").format(areas=", ".join(left))] if left and seen else []
    return " ".join(parts)


def _printed_notes(visit: Visit) -> str:
    return "\n\n".join(note.text for note in visit.notes() if note.printed)


# -- numbers -------------------------------------------------------------------------------------


def _baseline(visit: Visit, stacked: StackResult) -> Iterator[model.CarrierUse]:
    """One line per row of the base year; what is left afterwards stands on a carrier's first line."""
    left = {change.carrier: change.after for change in stacked.carriers}
    baseline = visit.screening.baseline
    counted = [result for result in baseline.rows if result.counted]
    for result in counted:
        code = result.row.carrier
        rows = [r for r in counted if r.row.carrier == code]
        after = _share(left.get(code), result, rows)
        yield _carrier_use(result, model.Amount(after, _class(result.accuracy)))
    yield from _new_carriers(stacked, {result.row.carrier for result in counted})


def _share(left: float | None, result: RowResult, rows: list[RowResult]) -> float | None:
    """What is left of a carrier, divided on its rows as their use is."""
    whole = sum(row.kwh for row in rows)
    return left * result.kwh / whole if left is not None and whole else left


def _carrier_use(result: RowResult, after: model.Amount) -> model.CarrierUse:
    row, accuracy = result.row, _class(result.accuracy)
    price_class = accuracy if result.price is None else "C"
    return model.CarrierUse(
        carrier=carrier_name(row.carrier),
        amount=model.Amount(row.amount, accuracy),
        unit=shown_unit(row.unit),
        kwh=model.Amount(result.kwh, accuracy),
        kroner=model.Amount(result.kr, price_class),
        co2_kg=model.Amount(result.co2_kg, accuracy),
        source=SOURCES.get(row.source, "").lower(),
        period=f"{format_date(row.start)} – {format_date(row.end)}" if row.start and row.end else "",
        kwh_after=after,
    )


def _new_carriers(stacked: StackResult, known: set[str]) -> Iterator[model.CarrierUse]:
    """Carriers that measures bring in: nothing before, something after."""
    for change in stacked.carriers:
        if change.carrier not in known and change.before == 0.0 and change.after:
            none = model.Amount(0.0, "C")
            yield model.CarrierUse(
                carrier_name(change.carrier),
                none,
                "kWh",
                none,
                none,
                none,
                kwh_after=model.Amount(change.after, "C"),
            )


def _end_uses(stacked: StackResult) -> tuple[model.EndUse, ...]:
    """The use by what it is used for, as far as measures know it, and the rest; nothing if none of it is known."""
    known: dict[str, float] = {}
    for (end_use, _carrier), kwh in stacked.before_state.cells.items():
        if kwh:
            known[end_use] = known.get(end_use, 0.0) + kwh
    if not any(known):
        return ()
    ordered = sorted(known.items(), key=lambda item: (item[0] == "", -item[1]))
    return tuple(model.EndUse(end_use_name(code), model.Amount(kwh, "C")) for code, kwh in ordered)


def _totals(stacked: StackResult) -> model.Totals:
    accuracy = _class(stacked.accuracy)
    return model.Totals(
        before=_effect(stacked.alone, accuracy),
        after=_effect(stacked.after, accuracy),
        investment=model.Amount(stacked.investment, accuracy),
        payback=model.Payback(model.Amount(stacked.payback.years, accuracy), stacked.payback.word),
    )


def _effect(effect: EnergyEffect, accuracy: model.Accuracy) -> model.Effect:
    amounts = (model.Amount(value, accuracy) for value in (effect.kwh, effect.kr, effect.co2_kg))
    return model.Effect(*amounts)


def _class(letter: str) -> model.Accuracy:
    return letter if letter in CLASSES else "C"  # type: ignore[return-value]


def _factors(visit: Visit, stacked: StackResult) -> Iterator[model.Factor]:
    """Price and emission of each carrier in play, with where they come from."""
    screening = visit.screening
    paid = {r.row.carrier: r for r in screening.baseline.rows if r.counted and r.price is None}
    for change in stacked.carriers:
        code = change.carrier
        rate, emission, price = (
            screening.rates.of(code),
            screening.factors.co2(code),
            screening.factors.price(code),
        )
        row = next((r.row for r in screening.baseline.rows if r.row.carrier == code), None)
        source = emission.row.source if emission and emission.row else ""
        if emission and emission.note:
            source = f"{source} ({emission.note})"
        yield model.Factor(
            carrier=carrier_name(code),
            unit=shown_unit(row.unit) if row else "kWh",
            kwh_per_unit=screening.factors.kwh_per_unit(code, row.unit).value if row else 1.0,
            price_kr_kwh=rate.price,
            co2_kg_kwh=rate.co2,
            year=str(screening.year),
            source=source,
            price_source=_price_source(code in paid, price.row.source if price and price.row else ""),
        )


def _price_source(paid: bool, source: str) -> str:
    return _("jeres egne tal") if paid else _("skøn: {source}").format(source=source) if source else _("skøn")


def _conditions(visit: Visit, stacked: StackResult) -> tuple[str, ...]:
    """Method, delimitation and everything the arithmetic remarked."""
    from klimabesog.energy.factors import BOUNDARIES

    boundary = BOUNDARIES[visit.screening.factors.boundary].lower()
    fixed = (
        _("Udledning er regnet som CO₂e for {boundary}, med samme faktorer før og efter.").format(
            boundary=boundary
        ),
        _("Kroner er uden moms. Besparelser er regnet med den pris, I betaler i dag."),
        _("Tiltag er regnet efter hinanden, så det samme forbrug ikke spares to gange."),
    )
    remarks = (*visit.screening.problems, *visit.screening.baseline.notes, *stacked.notes)
    return (*fixed, *dict.fromkeys(remarks))


# -- findings and measures -----------------------------------------------------------------------


def _areas(checklist: FormInstance, findings: list[Finding]) -> Iterator[model.FocusArea]:
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


def _measures(visit: Visit, stacked: StackResult, findings: list[Finding]) -> Iterator[model.Measure]:
    """The measures that count, shortest payback first: the ranking of the report."""
    estimates = visit.measure_book.estimates()
    seen = {finding.id: finding for finding in findings}
    titles = {result.measure.id: result.measure.title for result in stacked.measures}
    rows = {row.instance: row for row in visit.measures()}
    for result in sorted(stacked.measures, key=_rank):
        row = rows[result.measure.id]
        finding = seen.get(row.finding or "")
        yield _measure(visit, result, row, estimates[row.instance].texts, finding, titles)


def _rank(result: MeasureResult) -> tuple[float, str]:
    years = result.payback.years
    return (float("inf") if years is None else years, result.measure.title)


def _measure(
    visit: Visit,
    result: MeasureResult,
    row: MeasureRow,
    texts: dict[str, str],
    finding: Finding | None,
    titles: dict[str, str],
) -> model.Measure:
    measure, accuracy = result.measure, _class(result.measure.accuracy)
    form = visit.form(row.instance)
    return model.Measure(
        id=row.instance,
        title=row.title,
        area=AREAS.get(row.area, row.area),
        accuracy=accuracy,
        tags=_tags(row),
        alone=_effect(result.alone, accuracy),
        stacked=_effect(result.after, accuracy),
        investment=model.Amount(measure.investment, accuracy),
        operation=model.Amount(measure.operation, accuracy),
        lifetime=measure.lifetime,
        payback=model.Payback(model.Amount(result.payback.years, accuracy), result.payback.word),
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
            or _visibility(node) != "rapport"
        ):
            continue
        number = node.kind in ("integer", "decimal", "range")
        source = _source(form, node)
        yield model.Input(
            label=node.label,
            value=float(node.value) if number else outline.answer_text(node),
            unit=outline.unit_of(node),
            decimals=len(node.value.partition(".")[2].rstrip("0")) if number else 0,
            source=SOURCES.get(source, source).lower() if source else "",
            accuracy=_class(class_of_source(source)) if source else None,
        )


def _source(form: FormInstance, node: Node) -> str:
    """The code of the source of a figure, from the question that `kb:kilde` names."""
    name = node.kb.get("kilde")
    return next((n.value for n in leaves(form.session.root) if n.name == name), "") if name else ""


# -- appendices ----------------------------------------------------------------------------------


def _visibility(node: Node) -> model.Visibility:
    """Where an answer is printed, as its question says (`kb:rapport`) or the nearest group around it."""
    step: Node | None = node
    while isinstance(step, Node) and not step.kb.get("rapport"):
        step = step.parent
    placed = step.kb["rapport"] if isinstance(step, Node) else "bilag"
    return "fortrolig" if placed == CONFIDENTIAL else "intern" if placed == INTERNAL else "rapport"


def _interview(form: FormInstance) -> Iterator[model.Chapter]:
    """The chapters of the interview, or of a form of the municipality's own, whose checkpoints stand apart."""
    for top in outline.chapter_nodes(form):
        if outline.is_closing(form, top):
            continue
        answers = tuple(
            model.Answer(_question(node), _with_unit(node), visibility=_visibility(node))
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


def _homeless(visit: Visit) -> list[model.Chapter]:
    """Answers without a place, for the officer alone."""
    answers = tuple(model.Answer(a.label, a.answer, a.reason, "intern") for a in visit.homeless())
    return [model.Chapter(_("Svar uden plads"), answers)] if answers else []


def _with_unit(node: Node) -> str:
    text, unit = outline.answer_text(node), outline.unit_of(node)
    text = node.value if not unit and node.kind == "integer" else text
    return f"{text}\u00a0{unit}" if unit and text else text


def _checklist(checklist: FormInstance) -> Iterator[model.ChecklistArea]:
    for top in outline.chapter_nodes(checklist):
        points = tuple(
            model.Checkpoint(node.label or node.name, outline.answer_text(node), visibility=_visibility(node))
            for node in outline.questions(top)
            if outline.is_checkpoint(node) and node.value
        )
        if points:
            yield model.ChecklistArea(top.label or top.name, points)


def _actions(interview: FormInstance) -> Iterator[model.Action]:
    """Rows of the repeat of agreed next steps."""
    for top in outline.chapter_nodes(interview):
        if not outline.is_closing(interview, top):
            continue
        for row in _rows(top):
            values = {child.name: child.value for child in row.children}
            if values.get("hvad"):
                yield model.Action(values["hvad"], values.get("hvem", ""), values.get("frist", ""))


def _sections(interview: FormInstance) -> Iterator[model.SectionChoice]:
    """Every section; over the plan stand the words agreed on and the date of the next meeting."""
    agreed, next_date = text_of(interview, "aftalt"), text_of(interview, "naeste_moede")
    words = [agreed, _("Vi tales ved igen {date}.").format(date=next_date) if next_date else ""]
    for section in model.ALL_SECTIONS:
        comment = "\n\n".join(filter(None, words)) if section.id == "handling" else ""
        yield model.SectionChoice(section.id, comment)


def _rows(node: Node) -> Iterator[Node]:
    """Rows of every repeat beneath a node."""
    for child in node.children:
        if any(leaf.name == "hvad" for leaf in child.children):
            yield child
        else:
            yield from _rows(child)
