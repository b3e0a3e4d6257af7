"""The screening report's model, assembled from a visit: labels resolved, numbers raw, nothing internal in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from klimabesog.casework import helpfits, outline, reportmeasures
from klimabesog.casework import reportappendix as appendix
from klimabesog.casework import reportextracts as extracts
from klimabesog.casework import reportfigures as figures
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.measureform import leaves
from klimabesog.casework.papers.parts import company_of
from klimabesog.casework.papers.subject import letterhead
from klimabesog.casework.scope import SHORT
from klimabesog.casework.visit import Visit
from klimabesog.reports import figures as printed
from klimabesog.reports import model
from klimabesog.values.texts import _
from klimabesog.xforms import Node


def screening_report(visit: Visit) -> model.ScreeningReport:
    """Everything the report says about a visit as it stands now."""
    officer = visit.desk.officer
    interview, checklist = visit.form(outline.INTERVIEW), visit.form(outline.CHECKLIST)
    added = visit.added_forms()
    stacked = visit.measure_book.stacked()
    findings = visit.all_findings()
    measures = tuple(reportmeasures.measures(visit, stacked, findings))
    screening = visit.screening
    return model.ScreeningReport(
        company=company_in_report(visit, interview),
        municipality=letterhead(visit.desk),
        visit=visit_in_report(visit, interview),
        date=visit.desk.now().date().isoformat(),
        version=visit.next_version(),
        author=officer.name if officer else "",
        introduction=_printed_notes(visit),
        base_year=str(screening.year),
        baseline=tuple(figures.baseline(visit, stacked)),
        end_uses=figures.end_uses(stacked),
        areas=tuple(area for form in (checklist, *added) for area in reportmeasures.areas(form, findings)),
        measures=measures,
        totals=figures.totals(visit, stacked),
        cash=figures.cash(visit, stacked),
        actions=tuple(actions_of(interview)),
        help=tuple(_help(visit, measures)),
        factors=tuple(figures.factors(visit, stacked)),
        factor_set=screening.factors.title,
        conditions=figures.conditions(visit, stacked),
        interview=tuple(
            [chapter for form in (interview, *added) for chapter in appendix.interview(form)]
            + appendix.homeless(visit)
        ),
        checklist=tuple(area for form in (checklist, *added) for area in appendix.checklist(form)),
        vsme=extracts.vsme(visit),
        waste=extracts.waste(visit),
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


def company_in_report(visit: Visit, interview: FormInstance) -> model.Company:
    """The company with what it said of itself at the visit."""
    known = company_of(visit.companies, visit.company.id)
    facts = [(_("Byggeår"), "byggeaar"), (_("Aktiviteter"), "aktiviteter")]
    return replace(
        known,
        employees=number_of(interview, "aarsvaerk") or known.employees,
        area_m2=number_of(interview, "areal"),
        ownership=text_of(interview, "ejerforhold"),
        operating_hours=_operating_hours(interview),
        facts=tuple((label, text) for label, name in facts if (text := raw_of(interview, name))),
    )


def raw_of(form: FormInstance, name: str) -> str:
    """An answer as the log holds it: a year has no thousands separator, a date is ISO; "" for none."""
    return next((n.value for n in leaves(form.session.root) if n.name == name), "")


def _operating_hours(interview: FormInstance) -> str:
    hours, days = text_of(interview, "driftstimer_dag"), text_of(interview, "driftsdage_uge")
    parts = [_("{n} timer om dagen").format(n=hours)] if hours else []
    parts += [_("{n} dage om ugen").format(n=days)] if days else []
    return ", ".join(parts)


def visit_in_report(visit: Visit, interview: FormInstance) -> model.Visit:
    """When, who, why, and what was looked at."""
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
    """How much was asked, which focus areas were walked through, and which were not, within the scope or outside."""
    chapters = [c for c in visit.chapters(everything=True) if c.form == outline.CHECKLIST]
    seen = [c.title for c in chapters if c.answered]
    left = [c.title for c in chapters if not c.answered]
    if not seen:
        return ""
    scope = visit.scope
    parts = [f"{scope.words}."] if scope.extent == SHORT or scope.branch else []
    parts.append(_("Gennemgået: {areas}.").format(areas=outline.listed(seen)))
    parts += [_("Ikke gennemgået: {areas}.").format(areas=outline.listed(left))] if left else []
    return " ".join(parts)


def _printed_notes(visit: Visit) -> str:
    return "\n\n".join(note.text for note in visit.notes() if note.printed)


# -- agreements ---------------------------------------------------------------------------------


def actions_of(interview: FormInstance) -> Iterator[model.Action]:
    """Rows of the repeat of agreed next steps."""
    for top in outline.chapter_nodes(interview):
        if not outline.is_closing(interview, top):
            continue
        for row in _rows(top):
            values = {child.name: child.value for child in row.children}
            if values.get("hvad"):
                yield model.Action(values["hvad"], values.get("hvem", ""), values.get("frist", ""))


def _help(visit: Visit, measures: tuple[model.Measure, ...]) -> Iterator[model.Help]:
    """The texts of help that fit the visit and were looked up lately; none else is ever printed."""
    printed = {measure.id for measure in measures}
    for fit in helpfits.current(visit, visit.desk.now().date()):
        fits = tuple(instance for instance in fit.measures if instance in printed)
        if fits or fit.areas or fit.text.is_general:
            text = fit.text
            yield model.Help(text.title, text.text, text.who, text.link, text.valid_until, text.checked, fits)


def _sections(interview: FormInstance) -> Iterator[model.SectionChoice]:
    """Every section; over the plan stand the words agreed on and the date of the next meeting."""
    agreed, next_date = text_of(interview, "aftalt"), raw_of(interview, "naeste_moede")
    again = _("Vi tales ved igen den {date}.").format(date=printed.year_date(next_date)) if next_date else ""
    words = [agreed, again]
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
