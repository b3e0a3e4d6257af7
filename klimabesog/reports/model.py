"""What documents say, as plain data, and the screening report's: casework fills it in, the renderer only sets it.

Rules of the model:

- Numbers are raw (unrounded) in kWh, kr., kg CO2e, years and m2; the renderer rounds. `None` means unknown
  and is printed as a dash. A saving is positive.
- Each figure carries its accuracy class: "A" measured or billed, "B" nameplate, "C" rule of thumb.
  Class C is printed as "ca." with two significant digits.
- Texts are resolved (labels, not codes), in the report's language, plain text without any markup.
  A line feed starts a new line, an empty line a new paragraph.
- Dates are ISO ("2026-11-20"), clock times "10:05".
- Photos are named by the SHA-256 of their bytes; the renderer is handed a function that fetches them.
- Empty is allowed everywhere: each section says in one sentence what is missing.
- The other types of document have their models in `reports.documents`, made of the same parts.

The whole model goes to JSON and back (`reports.frozen`), because an issued document freezes its model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar, Literal, TypeVar

from klimabesog.reports.extracts import NO_EXTRACT, EnergyExtract, WasteFraction

Accuracy = Literal["A", "B", "C"]
PhotoSource = Callable[[str], bytes]
"""Fetches the bytes of the photo with this SHA-256; raises KeyError when there is none."""

ENERGY_AUDIT_LIMIT_KWH = 10e12 / 3.6e6
"""10 TJ a year in kWh: from here on the law's energy audit applies (bekendtgørelse 761 of 18 June 2024)."""


@dataclass(frozen=True)
class Amount:
    """One figure: raw value in the unit its field names, and how sure it is."""

    value: float | None = None
    accuracy: Accuracy = "A"


@dataclass(frozen=True)
class Effect:
    """What is saved in a year (positive = saved): kWh, kr. and kg CO2e."""

    kwh: Amount = Amount()
    kroner: Amount = Amount()
    co2_kg: Amount = Amount()


@dataclass(frozen=True)
class Payback:
    """Simple payback in years; without a number, `word` says why ("straks", "tjener sig ikke hjem")."""

    years: Amount = Amount()
    word: str = ""


@dataclass(frozen=True)
class Worth:
    """Net present value in kr. over the lifetime, and the internal rate as it reads ("38,5 %", "straks", "–")."""

    npv: Amount = Amount()
    irr: str = ""


@dataclass(frozen=True)
class Photo:
    """A photo as shown: `alt` says what is to be seen (never the file name), `caption` stands under it."""

    sha256: str
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True)
class Municipality:
    """Who hands out the report. `colour` is "#rrggbb" and is darkened if it cannot be read on white."""

    name: str = ""
    department: str = ""
    contact: str = ""
    """The officer with telephone and e-mail, one line."""
    colour: str | None = None
    logo: str | None = None
    """SHA-256 of a PNG or JPEG, fetched like the photos."""


@dataclass(frozen=True)
class SectionChoice:
    """A section in the order it is printed, with the officer's comment at its head."""

    id: str
    comment: str = ""


@dataclass(frozen=True)
class Reworded:
    """Words an officer chose in place of a printed text of a section ("" before the first); see `reports.wording`."""

    section: str
    original: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every document says of itself. `TYPE` is the id of its type in `reports.catalogue`."""

    TYPE: ClassVar[str] = ""

    municipality: Municipality = Municipality()
    date: str = ""
    """The document's own date (ISO); the PDF is stamped with it, so equal models give equal bytes."""
    version: int = 1
    draft: bool = True
    journal_number: str = ""
    author: str = ""
    introduction: str = ""
    """Free opening words on the first page."""
    sections: tuple[SectionChoice, ...] = ()
    """The parts in the order they are printed; empty: all of them in the usual order."""
    rewordings: tuple[Reworded, ...] = ()
    corrections: tuple[str, ...] = ()
    """What is another than in the version before, one sentence each; printed at the end."""
    corrects: str = ""
    """What that version is called, where its number alone does not tell which it is."""
    language: str = "da-DK"
    schema: int = 1


@dataclass(frozen=True)
class Company:
    """The company and site screened; an empty text or None is left out of the report."""

    name: str = ""
    cvr: str = ""
    p_number: str = ""
    address: str = ""
    branch: str = ""
    employees: float | None = None
    area_m2: float | None = None
    ownership: str = ""
    """For instance "Ejer bygningen" or "Lejer; ejer er …"."""
    operating_hours: str = ""
    heating: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    """Further (label, text) lines, printed in this order."""


@dataclass(frozen=True)
class Participant:
    """One person at the visit."""

    name: str
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Visit:
    """When, who and why. `opening` is the municipality's line about guidance and the duty to react."""

    date: str = ""
    time_from: str = ""
    time_to: str = ""
    purpose: str = ""
    participants: tuple[Participant, ...] = ()
    scope: str = ""
    """What was looked at, and what was left out."""
    opening: str = ""


@dataclass(frozen=True)
class CarrierUse:
    """One line of the baseline: a carrier's use in the base year, and what is left after all measures.

    `amount` is in `unit`; `kwh_after` is None where it is not known. `source` is a word such as "regning",
    "måler", "oplyst", "skøn"; `period` and `meter` are printed beneath the name when given.
    """

    carrier: str
    amount: Amount = Amount()
    unit: str = ""
    kwh: Amount = Amount()
    kroner: Amount = Amount()
    co2_kg: Amount = Amount()
    source: str = ""
    period: str = ""
    meter: str = ""
    kwh_after: Amount = Amount()


@dataclass(frozen=True)
class EndUse:
    """A share of the use by what it is used for (lighting, compressed air …), kWh a year."""

    name: str
    kwh: Amount = Amount()


@dataclass(frozen=True)
class Finding:
    """Something seen at a checkpoint. `title` is short; `measures` are ids of measures that answer it."""

    title: str
    note: str = ""
    place: str = ""
    answer: str = ""
    photos: tuple[Photo, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True)
class FocusArea:
    """A focus area of the walk-round with its findings; `remark` is the officer's summary of the area."""

    code: str
    name: str
    remark: str = ""
    findings: tuple[Finding, ...] = ()
    in_order: int = 0
    """How many checkpoints were in order, for the sentence where nothing was found."""


@dataclass(frozen=True)
class Input:
    """One number (printed with `decimals`) or text (as it stands) that went into a measure's calculation."""

    label: str
    value: float | str | None
    unit: str = ""
    decimals: int = 0
    source: str = ""
    accuracy: Accuracy | None = None


@dataclass(frozen=True)
class Measure:
    """One proposal. `alone` is its effect by itself, `stacked` what is left after those ranked before it.

    The order in `ScreeningReport.measures` is the ranking. `accuracy` is the class of the whole estimate.
    """

    id: str
    title: str
    area: str = ""
    """Name of the focus area."""
    accuracy: Accuracy = "C"
    tags: tuple[str, ...] = ()
    """Short labels such as "Hurtig gevinst"."""
    alone: Effect = Effect()
    stacked: Effect | None = None
    estimate: Effect | None = None
    """What the calculation that is shown comes to, where other figures count in its place; they are `alone`."""
    counted: str = ""
    """Whose figures count in place of the estimate, in one sentence."""
    investment: Amount = Amount()
    operation: Amount = Amount(0.0)
    """Change of other yearly operating cost in kr.; positive = dearer."""
    lifetime: float | None = None
    payback: Payback = Payback()
    worth: Worth = Worth()
    carriers: tuple[tuple[str, Amount], ...] = ()
    """Saving per carrier in kWh (negative = uses more); printed when there is more than one."""
    place: str = ""
    seen: str = ""
    proposal: str = ""
    inputs: tuple[Input, ...] = ()
    formula: str = ""
    uncertainty: str = ""
    overlap: str = ""
    """One sentence naming what it overlaps with."""
    other_benefits: str = ""
    next_step: str = ""
    responsible: str = ""
    deadline: str = ""
    photos: tuple[Photo, ...] = ()


@dataclass(frozen=True)
class Totals:
    """The sums from the arithmetic: before overlap (plain sum) and after overlap (what can be had).

    `unpriced`: how many measures have no price, and so no part in the investment.
    """

    before: Effect = Effect()
    after: Effect = Effect()
    investment: Amount = Amount()
    payback: Payback = Payback()
    worth: Worth = Worth()
    unpriced: int = 0


@dataclass(frozen=True)
class CashFlow:
    """What a set of measures ("Alle forslag") costs and brings in: kr. now (negative: paid), then each year's end."""

    name: str
    flows: tuple[float, ...] = ()
    accuracy: Accuracy = "C"


@dataclass(frozen=True)
class Factor:
    """Price and emission factor of one carrier as used, with where they come from."""

    carrier: str
    unit: str = ""
    kwh_per_unit: float | None = None
    price_kr_kwh: float | None = None
    co2_kg_kwh: float | None = None
    year: str = ""
    source: str = ""
    price_source: str = ""


@dataclass(frozen=True)
class Action:
    """One agreed or suggested next step."""

    what: str
    responsible: str = ""
    deadline: str = ""
    """ISO date, or free text such as "uge 49"."""
    status: str = ""


@dataclass(frozen=True)
class Help:
    """A text of the municipality's on subsidies or help. `checked`: the ISO date when it was last looked up.

    `fits` are ids of measures that it fits; `valid_until` is an ISO date, "" for none.
    """

    title: str
    text: str = ""
    who: str = ""
    link: str = ""
    valid_until: str = ""
    checked: str = ""
    fits: tuple[str, ...] = ()


Visibility = Literal["rapport", "intern", "fortrolig"]


@dataclass(frozen=True)
class Answer:
    """A question of the interview and its answer; only visibility "rapport" is ever printed."""

    question: str
    answer: str
    note: str = ""
    visibility: Visibility = "rapport"


@dataclass(frozen=True)
class Chapter:
    """A chapter of the interview."""

    title: str
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True)
class Checkpoint:
    """One line of the checklist in the appendix."""

    text: str
    answer: str
    note: str = ""
    visibility: Visibility = "rapport"


@dataclass(frozen=True)
class ChecklistArea:
    """The checkpoints of one focus area."""

    name: str
    checkpoints: tuple[Checkpoint, ...] = ()


@dataclass(frozen=True)
class Target:
    """The agreed CO2 target; leave it out (None) without an agreement."""

    percent: float
    year: str
    base_year: str = ""


SECTIONS = (
    "virksomhed",
    "forbrug",
    "fund",
    "tiltag",
    "uddybning",
    "handling",
    "hjaelp",
    "forudsaetninger",
    "vsme",
    "affald",
    "interview",
    "tjekliste",
)
"""Every section there is, in the usual order. The front page and the contents are always there."""

ALL_SECTIONS = tuple(SectionChoice(name) for name in SECTIONS)


@dataclass(frozen=True, kw_only=True)
class ScreeningReport(Paper):
    """A whole screening report. See the module's text for the rules."""

    TYPE: ClassVar[str] = "screeningsrapport"

    company: Company = Company()
    visit: Visit = Visit()
    base_year: str = ""
    baseline: tuple[CarrierUse, ...] = ()
    end_uses: tuple[EndUse, ...] = ()
    areas: tuple[FocusArea, ...] = ()
    measures: tuple[Measure, ...] = ()
    best: tuple[str, ...] = ()
    """Ids of the three best measures; empty: the first three of `measures`."""
    totals: Totals = Totals()
    cash: tuple[CashFlow, ...] = ()
    """Sets of measures over the years, the largest set first; empty where a lifetime or price is not known."""
    target: Target | None = None
    actions: tuple[Action, ...] = ()
    help: tuple[Help, ...] = ()
    factors: tuple[Factor, ...] = ()
    factor_set: str = ""
    """Name and year of the factor set, for instance "Faktorer 2026"."""
    price_basis: str = "uden moms"
    """What every price includes or leaves out."""
    conditions: tuple[str, ...] = ()
    """Further assumptions, method and delimitation, one sentence or paragraph each."""
    vsme: EnergyExtract = NO_EXTRACT
    waste: tuple[WasteFraction, ...] = ()
    interview: tuple[Chapter, ...] = ()
    checklist: tuple[ChecklistArea, ...] = ()
    sections: tuple[SectionChoice, ...] = ALL_SECTIONS


R = TypeVar("R", bound=ScreeningReport)


def published(report: R) -> R:
    """The same report without anything internal or confidential: what may be printed, frozen or handed on."""
    chapters = tuple(
        replace(chapter, answers=tuple(a for a in chapter.answers if a.visibility == "rapport"))
        for chapter in report.interview
    )
    lists = tuple(
        replace(area, checkpoints=tuple(c for c in area.checkpoints if c.visibility == "rapport"))
        for area in report.checklist
    )
    return replace(
        report,
        interview=tuple(c for c in chapters if c.answers),
        checklist=tuple(a for a in lists if a.checkpoints),
    )


def baseline_sum(report: ScreeningReport, field: Literal["kwh", "kroner", "co2_kg", "kwh_after"]) -> Amount:
    """Sum of a baseline column over the carriers that know it, in the weakest class; unknown if none does."""
    amounts = [getattr(line, field) for line in report.baseline]
    known = [a for a in amounts if a.value is not None]
    if not known:
        return Amount()
    return Amount(sum(a.value for a in known), max(a.accuracy for a in known))


def best_measures(report: ScreeningReport) -> tuple[Measure, ...]:
    """The measures for the front page, at most three."""
    chosen = {m.id: m for m in report.measures}
    named = tuple(chosen[i] for i in report.best if i in chosen)
    return (named or report.measures)[:3]


def photos_of(report: ScreeningReport) -> tuple[Photo, ...]:
    """Every photo the report shows, in the order of the pages, each use once."""
    found = [p for area in report.areas for finding in area.findings for p in finding.photos]
    return tuple(found + [p for measure in report.measures for p in measure.photos])
