"""What a portfolio report says, as plain data; the rules are those of `reports.model`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from klimabesog.reports.model import Amount, Effect, Paper, Payback

UNKNOWN, NOTHING, NO_PAYBACK = Amount(), Effect(), Payback()


@dataclass(frozen=True)
class Indicator:
    """A key number of the whole: what it is, the figure in `unit`, and what it rests on."""

    label: str
    value: Amount = UNKNOWN
    unit: str = ""
    decimals: int = 0
    note: str = ""


@dataclass(frozen=True)
class StepCount:
    """How many companies stand where in a step; None for states that are only told of together, as the rest."""

    title: str
    not_started: int | None = 0
    in_progress: int | None = 0
    done: int | None = 0
    skipped: int | None = 0


@dataclass(frozen=True)
class Counted:
    """How many of something there are."""

    name: str
    count: int


@dataclass(frozen=True)
class Savings:
    """What a layer of the measures comes to in all companies together, after overlap within each."""

    name: str
    companies: int = 0
    measures: int = 0
    effect: Effect = NOTHING
    investment: Amount = UNKNOWN
    payback: Payback = NO_PAYBACK


@dataclass(frozen=True)
class CompanyLine:
    """A company, or `companies` of them as one; `base_co2_kg`: the base year's emission, `target`: a share of it."""

    name: str
    companies: int = 1
    base_co2_kg: Amount = UNKNOWN
    target: float | None = None
    proposed: Effect = NOTHING
    reached: Effect = NOTHING


@dataclass(frozen=True)
class AreaLine:
    """A focus area: in how many companies it has proposals, how many, and what they come to after overlap."""

    name: str
    companies: int = 0
    measures: int = 0
    carried_out: int = 0
    proposed: Effect = NOTHING
    agreed: Effect = NOTHING
    reached: Effect = NOTHING
    investment: Amount = UNKNOWN
    payback: Payback = NO_PAYBACK


@dataclass(frozen=True)
class Waiting:
    """Something overdue in a company that may be named; `day` is ISO."""

    company: str
    what: str
    day: str


@dataclass(frozen=True, kw_only=True)
class PortfolioReport(Paper):
    """All companies, or a selection of them, as they stood on `until` (ISO)."""

    TYPE: ClassVar[str] = "portefoeljerapport"

    scope: str = ""
    """Which companies: "Alle virksomheder", a group's name, a theme."""
    until: str = ""
    companies: int = 0
    cards: tuple[Indicator, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    named: tuple[str, ...] = ()
    branches: tuple[Counted, ...] = ()
    steps: tuple[StepCount, ...] = ()
    activities: tuple[Counted, ...] = ()
    savings: tuple[Savings, ...] = ()
    target: str = ""
    """Reached against target in a sentence, "" without a target."""
    lines: tuple[CompanyLine, ...] = ()
    areas: tuple[AreaLine, ...] = ()
    paybacks: tuple[Counted, ...] = ()
    tools: tuple[Counted, ...] = ()
    barriers: tuple[Counted, ...] = ()
    reasons: tuple[Counted, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    waiting_unnamed: int = 0
    conditions: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    """Counts left out so as not to tell of an unnamed company: "barrierer", "fravalg", "venter"."""
    few: bool = False
    """Whether the sums themselves tell of an unnamed company, so that the report must not be handed on."""
