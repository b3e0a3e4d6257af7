"""The company and the visit: facts, participants, what was looked at."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Company, ScreeningReport, Visit
from klimabesog.values import danish
from klimabesog.values.texts import _


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    parts = kit.chapter(_("Virksomheden og besøget"), "virksomhed")
    facts = _company(report.company) + _visit(report.visit) + _hosts(report)
    table = kit.facts(facts, _("Oplysninger om virksomheden og besøget"))
    parts += table or kit.missing(_("Der er ingen oplysninger om virksomheden og besøget endnu."))
    return [
        *parts,
        *_participants(kit, report.visit),
        *kit.run_in(_("Formål"), report.visit.purpose),
        *kit.run_in(_("Det har vi set på"), report.visit.scope),
        *kit.text(report.visit.opening, "note"),
    ]


def _company(company: Company) -> list[tuple[str, str]]:
    facts = [
        (_("Virksomhed"), company.name),
        (_("CVR-nummer"), company.cvr),
        (_("P-nummer"), company.p_number),
        (_("Adresse"), company.address),
        (_("Branche"), company.branch),
        (_("Medarbejdere"), _size(company.employees)),
        (_("Opvarmet areal"), _size(company.area_m2, "m²")),
        (_("Ejerforhold"), company.ownership),
        (_("Driftstid"), company.operating_hours),
        (_("Opvarmning"), company.heating),
        *company.facts,
    ]
    return [(label, text) for label, text in facts if text]


def _size(value: float | None, unit: str = "") -> str:
    if value is None:
        return ""
    text = danish.format_number(value, 0 if value == int(value) else 1)
    return f"{text}\u00a0{unit}" if unit else text


def _visit(visit: Visit) -> list[tuple[str, str]]:
    if not visit.date:
        return []
    when = figures.year_date(visit.date)
    if visit.time_from:
        when += _(" kl. {time}").format(time=figures.clock(visit.time_from))
    if visit.time_to:
        when += f"–{figures.clock(visit.time_to)}"
    return [(_("Besøg"), when)]


def _hosts(report: ScreeningReport) -> list[tuple[str, str]]:
    contact = report.municipality.contact
    return [(_("Kontakt i kommunen"), contact)] if contact else []


def _participants(kit: Kit, visit: Visit) -> list[Any]:
    heading = kit.section(_("Deltagere"), need=95)
    if not visit.participants:
        return [*heading, *kit.missing(_("Deltagerne i besøget er ikke noteret."))]
    columns = [Column(_("Navn"), 150), Column(_("Rolle"), 183)]
    rows = [[p.name, p.role or figures.DASH] for p in visit.participants]
    if any(p.organisation for p in visit.participants):
        columns.append(Column(_("Fra"), 150))
        rows = [[*row, p.organisation or figures.DASH] for row, p in zip(rows, visit.participants, strict=True)]
    return [*heading, kit.table(columns, rows, summary=_("Deltagere i besøget"))]
