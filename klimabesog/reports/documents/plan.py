"""The climate action plan: the target, what is done by whom and when, what it gives, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from klimabesog.reports import figures, theme
from klimabesog.reports.cards import Card
from klimabesog.reports.charts import payback
from klimabesog.reports.charts.cash import accumulated_cash
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Accuracy, Amount, CashFlow, Company, Effect, Paper, Payback
from klimabesog.reports.sections import basis
from klimabesog.reports.sections.basis import Basis
from klimabesog.reports.sections.masthead import masthead
from klimabesog.reports.text import rich
from klimabesog.values import danish
from klimabesog.values.texts import _


@dataclass(frozen=True)
class Planned:
    """A measure of the plan, or one that is not decided on; `effect` a year, after overlap, positive is saved.

    `status` and `priority` are words; `deadline` is an ISO date.
    """

    title: str
    area: str = ""
    status: str = ""
    priority: str = ""
    responsible: str = ""
    deadline: str = ""
    remark: str = ""
    effect: Effect = Effect()
    investment: Amount = Amount()
    payback: Payback = Payback()
    accuracy: Accuracy = "C"


@dataclass(frozen=True)
class Sum:
    """What several measures come to together, after overlap."""

    effect: Effect = Effect()
    investment: Amount = Amount()
    payback: Payback = Payback()


@dataclass(frozen=True)
class LeftOut:
    """A measure that was rejected, with the reason."""

    title: str
    reason: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Goal:
    """The target: in the company's words, and as a share (0-1) of the base year's emission where it is agreed on.

    `agreed` says how the agreement puts it; `planned` and `done` are the shares that the plan and what was carried out
    give.
    """

    words: str = ""
    agreed: str = ""
    share: float | None = None
    year: str = ""
    base_year: str = ""
    base_co2_kg: float | None = None
    planned: float | None = None
    done: float | None = None
    measured: str = ""
    owner: str = ""
    review: str = ""


@dataclass(frozen=True)
class Meeting:
    """A follow-up: its name, its ISO date ("" while none is agreed on), and whether it was held."""

    name: str
    date: str = ""
    held: bool = False


@dataclass(frozen=True, kw_only=True)
class ActionPlan(Paper):
    """A plan. `planned` in the order in which they are to be done; `agreed_on` is the ISO date the plan was agreed."""

    TYPE: ClassVar[str] = "klimahandlingsplan"

    company: Company = Company()
    goal: Goal = Goal()
    planned: tuple[Planned, ...] = ()
    undecided: tuple[Planned, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    planned_sum: Sum = Sum()
    whole_sum: Sum = Sum()
    """Of the measures in the plan and those not decided on."""
    other: str = ""
    agreed_on: str = ""
    agreed_by: str = ""
    meetings: tuple[Meeting, ...] = ()
    cash: tuple[CashFlow, ...] = ()
    """The plan's account over the years; empty where a lifetime or a price is not known."""
    basis: Basis = Basis()


def _opening(kit: Kit, plan: ActionPlan) -> list[Any]:
    facts = [f"CVR {plan.company.cvr}" if plan.company.cvr else ""]
    if plan.agreed_on:
        words = _("Aftalt den {date} med {name}") if plan.agreed_by else _("Aftalt den {date}")
        facts.append(words.format(date=figures.year_date(plan.agreed_on), name=plan.agreed_by))
    return [
        *masthead(kit, plan, _("Klimahandlingsplan"), _name(plan), facts, room=18),
        *kit.text(plan.introduction, "lead"),
        *([kit.cards(_cards(plan))] if plan.planned else []),
        *kit.text(_verdict(plan), "lead"),
    ]


def _name(plan: ActionPlan) -> str:
    return plan.company.name or _("Virksomheden er ikke navngivet")


def _cards(plan: ActionPlan) -> list[Card]:
    whole, goal = plan.planned_sum, plan.goal
    share = _("{share} mindre end i {year}").format(share=_percent(goal.planned), year=goal.base_year)
    return [
        Card(
            _("Planen sparer om året"),
            f"{figures.tonnes(whole.effect.co2_kg)}\u00a0{figures.CO2}",
            share if goal.planned is not None else "",
        ),
        Card(_("Mindre energi"), figures.with_unit(whole.effect.kwh, "kWh"), _("om året")),
        Card(_("Mindre udgift"), figures.with_unit(whole.effect.kroner, "kr."), _("om året, uden moms")),
        Card(
            _("Tilbagebetaling"),
            figures.payback(whole.payback),
            _("investering {amount}").format(amount=figures.with_unit(whole.investment, "kr.")),
        ),
    ]


def _percent(share: float | None) -> str:
    if share is None:
        return figures.DASH
    return danish.format_percent(share, 0 if abs(share * 100 - round(share * 100)) < 0.05 else 1)


def _verdict(plan: ActionPlan) -> str:
    """Whether the plan meets the target, and what is lacking."""
    goal = plan.goal
    if goal.share is None or goal.planned is None or goal.base_co2_kg is None:
        return ""
    told = {"plan": _percent(goal.planned), "goal": _percent(goal.share)}
    if goal.planned >= goal.share:
        return _("Med planen når I målet: den giver {plan} mindre CO₂e, og målet er {goal}.").format(**told)
    lacks = figures.tonnes(Amount((goal.share - goal.planned) * goal.base_co2_kg, "B"))
    return _(
        "Planen giver {plan} mindre CO₂e. Målet er {goal}, så der mangler {lacks} t CO₂e om året."
    ).format(lacks=lacks, **told)


# ---------------------------------------------------------------- the target


def _goal(kit: Kit, plan: ActionPlan) -> list[Any]:
    goal = plan.goal
    facts = [
        (_("Det vil vi nå"), goal.words),
        (_("Så meget"), _how_much(goal)),
        (_("Sådan måles det"), goal.measured),
        (_("Kan det nås?"), _possible(plan)),
        (_("Hvem"), _who(goal)),
        (_("Hvornår"), _when(plan)),
        (_("Opfølgning"), _held(plan) if _all_held(plan) else ""),
    ]
    columns = (Column(_("Emne"), 105), Column(_("Svar"), 378))
    rows = [fact for fact in facts if fact[1]]
    heading = kit.part(_("Målet"), "maal")
    if not rows:
        return heading + kit.missing(_("Målet er ikke skrevet endnu."))
    return [*heading, kit.table(columns, rows, header=False, summary=_("Planens mål"))]


def _how_much(goal: Goal) -> str:
    if goal.share is None or goal.base_co2_kg is None:
        return goal.agreed
    tonnes = figures.tonnes(Amount(goal.share * goal.base_co2_kg, "B"))
    if not goal.words:
        return _("{aim}. Det er {tonnes} t CO₂e mindre om året.").format(aim=goal.agreed, tonnes=tonnes)
    return _("{tonnes} t CO₂e mindre om året: {share} af udledningen i {year}.").format(
        tonnes=tonnes, share=_percent(goal.share), year=goal.base_year
    )


def _possible(plan: ActionPlan) -> str:
    goal = plan.goal
    if goal.planned is None:
        return ""
    text = _("Planen giver {share}").format(share=_percent(goal.planned))
    if plan.undecided and goal.base_co2_kg:
        whole = (plan.whole_sum.effect.co2_kg.value or 0.0) / goal.base_co2_kg
        text += _(", og {share} med det, der ikke er besluttet endnu").format(share=_percent(whole))
    return f"{text}. " + (_("Gennemført er {share}.").format(share=_percent(goal.done)) if goal.done else "")


def _who(goal: Goal) -> str:
    if not goal.owner:
        return ""
    return _("{owner} ejer planen. Hvert tiltag har en ansvarlig.").format(owner=goal.owner)


def _when(plan: ActionPlan) -> str:
    goal = plan.goal
    parts = [_("Målet skal være nået i {year}.").format(year=goal.year) if goal.year else ""]
    parts.append(_("Planen ses efter {often}.").format(often=goal.review.lower()) if goal.review else "")
    return " ".join(filter(None, parts))


def _all_held(plan: ActionPlan) -> bool:
    return bool(plan.meetings) and all(meeting.held for meeting in plan.meetings)


def _held(plan: ActionPlan) -> str:
    *first, last = (figures.year_date(meeting.date) for meeting in plan.meetings)
    days = _(" og ").join(filter(None, (", ".join(first), last)))
    return _("Alle er holdt: {days}.").format(days=days)


# ---------------------------------------------------------------- the measures


def _measures(kit: Kit, plan: ActionPlan) -> list[Any]:
    heading = kit.part(_("Hvem gør hvad hvornår"), "tiltag")
    if not plan.planned:
        return heading + kit.missing(_("Der er ikke valgt tiltag til planen endnu."))
    columns = (
        Column(_("Nr."), 20),
        Column(_("Tiltag"), 190),
        Column(_("Ansvarlig"), 90),
        Column(_("Frist"), 60),
        Column(_("Status"), 66),
        Column(_("Rækkefølge"), 57),
    )
    rows = [
        [
            str(number),
            _with_small(kit, one.title, one.remark),
            one.responsible or figures.DASH,
            figures.short_date(one.deadline) or figures.DASH,
            one.status or figures.DASH,
            one.priority or figures.DASH,
        ]
        for number, one in enumerate(plan.planned, 1)
    ]
    table = kit.table(columns, rows, summary=_("Planens tiltag med ansvarlig, frist og status"))
    return [*heading, table, *kit.run_in(_("Andet, der hører med"), plan.other)]


def _with_small(kit: Kit, title: str, *details: str) -> list[Any]:
    known = [detail for detail in details if detail]
    return [*kit.text(title, "cell"), *(part for text in known for part in kit.text(text, "cell_small"))]


def _figures(kit: Kit, plan: ActionPlan) -> list[Any]:
    if not (plan.planned or plan.undecided):
        return []
    columns = (
        Column(_("Nr."), 20),
        Column(_("Tiltag"), 163),
        Column("kWh/år", 58, True),
        Column("kr./år", 58, True),
        Column(_("{co2}/år").format(co2=figures.CO2), 50, True),
        Column(_("Investering, kr."), 62, True),
        Column(_("Tilbagebetaling, år"), 72, True),
    )
    rows = [_row(str(n), one) for n, one in enumerate(plan.planned, 1)]
    sums = [["", rich("<b>{}</b>", _("I alt i planen")), *_sums(plan.planned_sum)]] if plan.planned else []
    explained = _("Hvert tiltags besparelse er fratrukket overlap med dem, der virker før det.")
    if any(one.status == _("Gennemført") for one in plan.planned):
        explained += " " + _("For det, der er gennemført, står den besparelse, der er vist.")
    table = kit.table(
        columns, [*rows, *sums], sums=1, strong=1, summary=_("Hvad hvert tiltag i planen giver og koster")
    )
    return [
        *kit.part(_("Det giver planen"), "tal"),
        *kit.text(explained),
        *([table] if plan.planned else []),
        *_undecided(kit, plan, columns),
    ]


def _row(number: str, one: Planned) -> list[Any]:
    return [number, one.title, *_sums(Sum(one.effect, one.investment, one.payback))]


def _sums(whole: Sum) -> list[str]:
    effect = whole.effect
    return [
        figures.number(effect.kwh),
        figures.number(effect.kroner),
        figures.tonnes(effect.co2_kg),
        figures.number(whole.investment),
        figures.payback(whole.payback, unit=False),
    ]


def _undecided(kit: Kit, plan: ActionPlan, columns: Sequence[Column]) -> list[Any]:
    if not plan.undecided:
        return []
    rows: list[list[Any]] = [_row("", one) for one in plan.undecided]
    for row, one in zip(rows, plan.undecided, strict=True):
        row[1] = _with_small(kit, one.title, one.remark)
    whole = ["", rich("<b>{}</b>", _("Planen og disse tilsammen")), *_sums(plan.whole_sum)]
    table = kit.table(
        columns, [*rows, whole], sums=1, strong=1, summary=_("Tiltag, der ikke er besluttet endnu")
    )
    return [*kit.section(_("Ikke besluttet endnu"), need=110), table]


def _economy(kit: Kit, plan: ActionPlan) -> list[Any]:
    """What the measures cost against how soon they pay back, and how the plan's account goes from year to year."""
    both = enumerate((*plan.planned, *plan.undecided), 1)
    points = [payback.Paid(one.title, one.investment, one.payback, number) for number, one in both]
    scatter = payback.payback_against_investment(points, theme.WIDTH, theme.text_width)
    charts = (
        (_("Investering og tilbagebetaling"), scatter if len(points) > 1 else None),
        (_("Planens regnskab år for år"), accumulated_cash(plan.cash, theme.WIDTH, theme.text_width)),
    )
    parts = [
        part
        for number, (title, chart) in enumerate(charts)
        if chart is not None
        for part in (*kit.part(title, f"oekonomi{number}"), kit.chart(chart))
    ]
    return parts


def _rejected(kit: Kit, plan: ActionPlan) -> list[Any]:
    if not plan.left_out:
        return []
    columns = (Column(_("Forslag"), 170), Column(_("Hvorfor ikke"), 140), Column(_("Bemærkning"), 173))
    rows = [(one.title, one.reason or figures.DASH, one.remark or figures.DASH) for one in plan.left_out]
    table = kit.table(columns, rows, summary=_("Forslag, der er valgt fra, med grund"))
    return [*kit.part(_("Valgt fra"), "fravalg"), table]


# ---------------------------------------------------------------- what comes


def _next(kit: Kit, plan: ActionPlan) -> list[Any]:
    heading = kit.part(_("Opfølgning"), "opfoelgning")
    if not plan.meetings:
        return heading + kit.missing(_("Der er ikke aftalt en opfølgning endnu."))
    if _all_held(plan):
        return []
    columns = (Column(_("Møde"), 130), Column(_("Dato"), 140), Column(_("Status"), 213))
    rows = [
        (
            meeting.name,
            figures.year_date(meeting.date) or _("aftales"),
            _("Holdt") if meeting.held else _("Vi ser på hvert tiltag og de nye regninger"),
        )
        for meeting in plan.meetings
    ]
    return [*heading, kit.table(columns, rows, summary=_("Opfølgninger med dato"))]


KIND = Kind[ActionPlan](
    about=_name,
    opening=_opening,
    sections=(
        Section("maal", lambda: _("Målet"), _goal),
        Section("tiltag", lambda: _("Hvem gør hvad hvornår"), _measures),
        Section("tal", lambda: _("Det giver planen"), _figures),
        Section("fravalg", lambda: _("Valgt fra"), _rejected),
        Section("opfoelgning", lambda: _("Opfølgning"), _next),
        Section("oekonomi", lambda: _("Økonomien i planen"), _economy),
        Section("forudsaetninger", lambda: _("Forudsætninger"), lambda kit, p: basis.box(kit, p.basis)),
    ),
)
