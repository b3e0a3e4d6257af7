"""The portfolio report: all companies of the municipality, a group of them, or those that share a theme, on any day."""

from __future__ import annotations

from klimabesog.casework.groups.book import group_companies
from klimabesog.casework.groups.themes import theme_companies
from klimabesog.casework.papers.subject import Subject, municipality
from klimabesog.casework.portfolio import chapters
from klimabesog.casework.portfolio.overview import Cancelled, Progress, overview
from klimabesog.reports.document import BuildCancelled
from klimabesog.reports.documents.portfolio_model import PortfolioReport
from klimabesog.values.texts import _


def lacking(subject: Subject) -> str:
    """There must be somebody to tell of."""
    companies = _companies(subject)
    if companies is not None:
        return (
            "" if companies else _("Ingen virksomheder er valgt. Vælg en anden gruppe eller et andet tema.")
        )
    some = subject.book.registry.records()
    return "" if some else _("Der er ingen virksomheder endnu. Tilføj en, eller hent en liste.")


def assemble(
    subject: Subject, progress: Progress = lambda _part: None, cancelled: Cancelled = lambda: False
) -> PortfolioReport:
    """The report as the cases stand, or stood. BuildCancelled as soon as `cancelled()` is true."""
    book, desk = subject.book, subject.book.desk
    found = overview(book, subject.until, _companies(subject), progress, cancelled)
    if found is None:
        raise BuildCancelled
    today, cases = desk.now().date().isoformat(), found.cases
    until = subject.until or today
    waiting, unnamed = chapters.waiting(cases, until)
    return PortfolioReport(
        municipality=municipality(subject),
        date=today,
        author=desk.actor,
        scope=subject.scope or _("Alle virksomheder"),
        until=until,
        companies=len(cases),
        cards=chapters.cards(cases),
        indicators=chapters.indicators(cases),
        named=tuple(case.name for case in cases if case.may_be_named),
        branches=chapters.branches(cases),
        steps=chapters.steps(cases),
        activities=chapters.activities(cases),
        savings=chapters.savings(cases),
        target=chapters.target(cases),
        lines=chapters.lines(cases),
        areas=chapters.areas(cases),
        paybacks=chapters.paybacks(cases),
        tools=chapters.tools(book, cases, until),
        barriers=chapters.barriers(cases),
        reasons=chapters.reasons(cases),
        withheld=chapters.withheld(cases, until),
        few=chapters.few(cases),
        waiting=waiting,
        waiting_unnamed=unnamed,
        conditions=chapters.conditions(found, until),
    )


def _companies(subject: Subject) -> frozenset[str] | None:
    """The companies chosen; None for all of them."""
    chosen = []
    if subject.group:
        chosen.append(frozenset(group_companies(subject.book, subject.group)))
    if subject.theme:
        chosen.append(frozenset(theme_companies(subject.book, subject.theme)))
    return frozenset.intersection(*chosen) if chosen else None
