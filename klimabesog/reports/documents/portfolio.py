"""The portfolio report of a municipality: the chapters of Carbon 20's monitoring report, for any day and selection."""

from __future__ import annotations

from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.documents.portfolio_model import PortfolioReport
from klimabesog.reports.sections import portfolio, portfolio_savings
from klimabesog.values.texts import _

KIND = Kind[PortfolioReport](
    about=lambda report: report.scope,
    opening=portfolio.write_opening,
    sections=(
        Section("noegletal", lambda: _("Nøgletal"), portfolio.write_indicators),
        Section("virksomheder", lambda: _("Virksomhederne"), portfolio.write_companies),
        Section("aktivitet", lambda: _("Hvor langt er de"), portfolio.write_steps),
        Section("besparelser", lambda: _("Opnåede besparelser"), portfolio_savings.write_savings),
        Section("fokus", lambda: _("Indsatsområder"), portfolio_savings.write_areas),
        Section("investering", lambda: _("Investering og tilbagebetaling"), portfolio_savings.write_paybacks),
        Section("vaerktoejer", lambda: _("Brug af værktøjerne"), portfolio.write_tools),
        Section("barrierer", lambda: _("Barrierer og fravalg"), portfolio.write_barriers),
        Section("venter", lambda: _("Over fristen"), portfolio.write_waiting),
        Section("metode", lambda: _("Sådan er tallene gjort op"), portfolio.write_conditions),
    ),
    contents=True,
)
