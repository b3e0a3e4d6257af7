"""The portfolio report but its savings: front page, key numbers, companies, steps, barriers, what waits, method."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import PageBreak

from klimabesog.reports import figures, theme
from klimabesog.reports.cards import Card
from klimabesog.reports.charts import bars
from klimabesog.reports.charts.palette import Role
from klimabesog.reports.charts.rows import Bar, Row, rows_of_bars
from klimabesog.reports.documents.portfolio_model import Counted, Indicator, PortfolioReport, StepCount
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.sections.masthead import masthead
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext

STATES: tuple[Role, ...] = ("s2", "s0", "s3", "s4", "s5")
"""The colours of done, in progress, skipped, not started, and of those that are only told of together."""
NARROW = theme.WIDTH * 0.6
"""The width of a table of counts: the eye should not have to cross the page."""


def write_opening(kit: Kit, report: PortfolioReport) -> list[Any]:
    """The front page: whom and when, the four figures, how far the companies are, what the report is."""
    day = _("Opgjort pr. {day}").format(day=figures.year_date(report.until))
    count = ngettext("{n} virksomhed", "{n} virksomheder", report.companies).format(
        n=danish.format_number(report.companies)
    )
    parts = [
        *masthead(kit, report, _("Porteføljerapport"), report.scope, (day, count)),
        *kit.text(report.introduction, "lead"),
    ]
    if not report.companies:
        return [*parts, *kit.missing(_("Ingen virksomheder er begyndt på de seks trin endnu.")), PageBreak()]
    if report.few:
        parts.append(kit.panel(kit.text(_few(), "boxed"), after=12))
    parts.append(kit.cards([_card(one) for one in report.cards], after=16))
    parts += kit.text(report.target, "lead")
    parts += [kit.sub(_("Hvor langt virksomhederne er"), "H2"), kit.chart(_steps_chart(report), after=16)]
    parts += _emissions(kit, report)
    return [*parts, *_about(kit), PageBreak()]


def _few() -> str:
    return _(
        "Nogle af tallene er så få virksomheders, at det er deres egne, og de har ikke alle sagt ja til at blive "
        "omtalt. Giv ikke rapporten videre uden for kommunen."
    )


def _card(one: Indicator) -> Card:
    return Card(one.label, _value(one), one.note)


def _value(one: Indicator) -> str:
    return figures.with_unit(one.value, one.unit, one.decimals) if one.unit else figures.number(one.value, one.decimals)


def _emissions(kit: Kit, report: PortfolioReport) -> list[Any]:
    """Proposed, agreed and reached as bars."""
    if not any(one.effect.co2_kg.value for one in report.savings):
        return []
    texts = [(one, f"{figures.tonnes(one.effect.co2_kg)} {figures.CO2}") for one in report.savings]
    found = [Row(one.name, (Bar(one.effect.co2_kg.value, text),)) for one, text in texts]
    words = "; ".join(f"{one.name}: {text}" for one, text in texts)
    alternative = _("Mindre udledning om året. {bars}.").format(bars=words)
    chart = rows_of_bars(found, theme.WIDTH, alternative, theme.text_width)
    return [kit.sub(_("Mindre udledning om året"), "H2"), kit.chart(chart, after=16)]


def _about(kit: Kit) -> list[Any]:
    said = _(
        "Rapporten følger kapitlerne i moniteringen af Carbon 20-projektet. Den bygger på besøg, aftaler, planer og "
        "opfølgninger i kommunens klimabesøg. Sidst i rapporten står, hvordan tallene er gjort op."
    )
    return [kit.panel(kit.text(said, "boxed"), before=6)]


# ---------------------------------------------------------------- key numbers


def write_indicators(kit: Kit, report: PortfolioReport) -> list[Any]:
    """Every indicator in a table."""
    if not report.companies:
        return []
    columns = (Column(_("Nøgletal"), 210), Column(_("Tal"), 80, True), Column(_("Sådan er det talt"), 190))
    rows = [[one.label, _value(one), one.note or " "] for one in report.indicators]
    table = kit.table(columns, rows, summary=_("Nøgletal for alle virksomheder i rapporten"))
    return [*kit.chapter(_("Nøgletal"), "noegletal"), table]


# ---------------------------------------------------------------- companies and steps


def write_companies(kit: Kit, report: PortfolioReport) -> list[Any]:
    """By branch, and those that may be named."""
    parts = kit.chapter(_("Virksomhederne"), "virksomheder")
    if not report.companies:
        return parts + kit.missing(_("Der er ingen virksomheder i udvalget."))
    columns = (Column(_("Branche"), 360), Column(_("Virksomheder"), 120, True))
    rows = [[one.name, danish.format_number(one.count)] for one in report.branches]
    total = [[_("I alt"), danish.format_number(report.companies)]]
    table = kit.table(
        columns, rows + total, width=NARROW, sums=1, strong=1, summary=_("Virksomheder efter branche")
    )
    return [*parts, table, *_names(kit, report)]


def _names(kit: Kit, report: PortfolioReport) -> list[Any]:
    others = report.companies - len(report.named)
    parts: list[Any] = []
    if report.named:
        listed = kit.text(", ".join(report.named) + ".")
        parts += [*kit.section(_("Virksomheder, der gerne vil nævnes"), need=90), *listed]
    if others:
        words = ngettext(
            "{n} virksomhed er ikke nævnt ved navn.", "{n} virksomheder er ikke nævnt ved navn.", others
        )
        parts += kit.text(words.format(n=danish.format_number(others)), "note")
    return parts


def write_steps(kit: Kit, report: PortfolioReport) -> list[Any]:
    """Companies per step, and what was done."""
    if not report.companies:
        return []
    columns = (
        Column(_("Trin"), 170),
        Column(_("Ikke startet"), 75, True),
        Column(_("I gang"), 75, True),
        Column(_("Gennemført"), 80, True),
        Column(_("Sprunget over"), 85, True),
    )
    rows = [[one.title, *map(_number, _counts(one))] for one in report.steps]
    table = kit.table(columns, rows, summary=_("Virksomheder i hvert af de seks trin"))
    parts = [*kit.chapter(_("Hvor langt er de"), "aktivitet"), table]
    if any(None in _counts(one) for one in report.steps):
        said = _("– : Tallet står ikke alene, fordi det er så lille, at en unavngiven virksomhed kunne kendes.")
        parts += kit.text(said, "note")
    return [*parts, *counted(kit, report.activities, _("Aktiviteter"), (_("Aktivitet"), _("Antal")))]


def _counts(one: StepCount) -> tuple[int | None, ...]:
    return one.not_started, one.in_progress, one.done, one.skipped


def _number(count: int | None) -> str:
    return figures.DASH if count is None else danish.format_number(count)


def _rest(report: PortfolioReport, one: StepCount) -> int:
    """Companies in states that are only told of together."""
    known = _counts(one)
    return report.companies - sum(count or 0 for count in known) if None in known else 0


def _steps_chart(report: PortfolioReport) -> Any:
    """A bar for each step: done, in progress, skipped, not started, and those that are only told of together."""
    every = (_("Gennemført"), _("I gang"), _("Sprunget over"), _("Ikke startet"), _("Lagt sammen"))
    counts = [(one.done, one.in_progress, one.skipped, one.not_started, _rest(report, one)) for one in report.steps]
    used = [n for n in range(len(every)) if any(count[n] for count in counts)]
    parts = tuple(every[n] for n in used)
    rows, said = [], []
    for one, count in zip(report.steps, counts, strict=True):
        values = tuple(count[n] or 0 for n in used)
        texts = tuple(danish.format_number(value) for value in values)
        rows.append(bars.StackedBar(one.title, tuple(map(float, values)), " ", texts))
        listed = ", ".join(f"{name.lower()} {text}" for name, text in zip(parts, texts, strict=True))
        said.append(f"{one.title}: {listed}")
    words = _("Virksomheder i hvert trin. {steps}.").format(steps="; ".join(said))
    return bars.stacked(
        rows,
        theme.WIDTH,
        words,
        theme.text_width,
        colours=tuple(STATES[n] for n in used),
        same_length=True,
        legend=parts,
    )


def counted(kit: Kit, found: Sequence[Counted], title: str, heads: tuple[str, str]) -> list[Any]:
    """A heading and a table of counts with these column headers; nothing without any."""
    if not found:
        return []
    columns = (Column(heads[0], 360), Column(heads[1], 120, True))
    rows = [[one.name, danish.format_number(one.count)] for one in found]
    return kit.keep([*kit.section(title, need=90), kit.table(columns, rows, width=NARROW, summary=title)])


# ---------------------------------------------------------------- tools, barriers, what waits, method


def write_tools(kit: Kit, report: PortfolioReport) -> list[Any]:
    """The documents that were issued; nothing while none was."""
    if not report.tools:
        return []
    parts = kit.chapter(_("Brug af værktøjerne"), "vaerktoejer")
    columns = (Column(_("Dokument"), 360), Column(_("Udstedt"), 120, True))
    rows = [[one.name, danish.format_number(one.count)] for one in report.tools]
    return [*parts, kit.table(columns, rows, width=NARROW, summary=_("Udstedte dokumenter efter type"))]


def write_barriers(kit: Kit, report: PortfolioReport) -> list[Any]:
    """What stands in the way, and why measures were rejected."""
    parts = kit.chapter(_("Barrierer og fravalg"), "barrierer")
    if not report.barriers and not report.reasons and not report.withheld:
        return parts + kit.missing(_("Ingen har nævnt barrierer eller fravalgt tiltag endnu."))
    return [
        *parts,
        *_said(kit, report, "barrierer", _("Det står i vejen"), (_("Barriere"), _("Virksomheder"))),
        *_said(kit, report, "fravalg", _("Derfor er tiltag fravalgt"), (_("Grund"), _("Tiltag"))),
    ]


def _said(kit: Kit, report: PortfolioReport, name: str, title: str, heads: tuple[str, str]) -> list[Any]:
    """A table of what companies said, or why it is left out."""
    if name not in report.withheld:
        return counted(kit, report.barriers if name == "barrierer" else report.reasons, title, heads)
    why = _("Så få virksomheder har svaret, at en unavngiven kunne kendes. Derfor er svarene ikke talt op her.")
    return kit.keep([*kit.section(title, need=90), *kit.text(why, "note")])


def write_waiting(kit: Kit, report: PortfolioReport) -> list[Any]:
    """What was overdue on the day."""
    parts = kit.chapter(_("Over fristen"), "venter")
    if not report.waiting and not report.waiting_unnamed and "venter" not in report.withheld:
        return parts + kit.missing(_("Ingen opfølgninger eller frister var overskredet på dagen."))
    if report.waiting:
        columns = (Column(_("Virksomhed"), 210), Column(_("Hvad"), 170), Column(_("Frist"), 90))
        rows = [[one.company, one.what, figures.short_date(one.day)] for one in report.waiting]
        parts = [*parts, kit.table(columns, rows, summary=_("Opfølgninger og tiltag over fristen"))]
    if report.waiting_unnamed:
        words = ngettext(
            "{n} sag mere hører til en virksomhed, der ikke er nævnt ved navn.",
            "{n} sager mere hører til virksomheder, der ikke er nævnt ved navn.",
            report.waiting_unnamed,
        )
        parts = [*parts, *kit.text(words.format(n=report.waiting_unnamed), "note")]
    if "venter" in report.withheld:
        parts += kit.text(_("Få unavngivne virksomheder har også noget over fristen. De er ikke talt op."), "note")
    return parts


def write_conditions(kit: Kit, report: PortfolioReport) -> list[Any]:
    """How the figures were made up."""
    if not report.conditions:
        return []
    return [*kit.chapter(_("Sådan er tallene gjort op"), "metode"), *kit.bullets(report.conditions)]
