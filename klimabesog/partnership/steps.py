"""The six steps of the Carbon 20 model, and how far a company has come, derived from what has been done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from klimabesog.partnership.status import ISSUED_VISIT, VISIT_DRAFT
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext

NOT_STARTED = "ikke_startet"
IN_PROGRESS = "i_gang"
DONE = "gennemfoert"
SKIPPED = "sprunget_over"
STATES = {
    NOT_STARTED: "Ikke startet",
    IN_PROGRESS: "I gang",
    DONE: "Gennemført",
    SKIPPED: "Sprunget over",
}
FOLLOW_UPS = 3
"""Follow-ups in step 6: Carbon 20 made three."""
FULL_COURSE = frozenset({"faelles_aftale", "hjaelp"})
"""The kinds of partnership of KL's catalogue that go through all steps: they are about the company's own emission."""
LEFT_OUT = (4, 5, 6)
"""The steps that a partnership of the other kinds may do without."""


@dataclass(frozen=True)
class Step:
    """One step of the model: its number, code and Danish title; `short` where there is little room."""

    number: int
    code: str
    title: str
    short: str


STEPS = (
    Step(1, "information", "Information", "Information"),
    Step(2, "besoeg", "Besøg", "Besøg"),
    Step(3, "partnerskabsaftale", "Partnerskabsaftale", "Aftale"),
    Step(4, "teknisk_gennemgang", "Teknisk gennemgang", "Gennemgang"),
    Step(5, "handlingsplan", "Klimahandlingsplan", "Handlingsplan"),
    Step(6, "gennemfoerelse", "Gennemførelse", "Gennemførelse"),
)


@dataclass(frozen=True)
class Facts:
    """What is known of a company's case; `skipped` is step number -> reason.

    `visits` are visit states (kladde, afsluttet, udgivet); `agreement_signed` an ISO date or "";
    `follow_ups` counts finished ones; `plan_measures` those agreed on, `measures_open` those of them neither carried
    out nor rejected.
    """

    information_started: bool = False
    information_done: bool = False
    visits: Sequence[str] = ()
    agreement_started: bool = False
    agreement_signed: str = ""
    review_started: bool = False
    review_done: bool = False
    plan_started: bool = False
    plan_measures: int = 0
    plan_agreed: bool = False
    follow_ups_started: int = 0
    follow_ups: int = 0
    measures_open: int = 0
    skipped: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class StepState:
    """A step of one company: `state`, and a short Danish `note` (the reason, or how far)."""

    step: Step
    state: str
    note: str = ""


def track(facts: Facts) -> tuple[StepState, ...]:
    """The state of all six steps. What has been done shows, also on a step that was to be skipped."""
    derived = (_information, _visit, _agreement, _review, _plan, _follow_up)
    return tuple(_with_skip(step, rule(facts), facts) for step, rule in zip(STEPS, derived, strict=True))


def next_step(states: Sequence[StepState]) -> Step | None:
    """The first step that is neither done nor skipped; None when all are."""
    return next((state.step for state in states if state.state in (NOT_STARTED, IN_PROGRESS)), None)


def needs_full_course(partnership_kinds: Collection[str]) -> bool:
    """Whether a partnership of these kinds goes through all steps; also while no kind is chosen."""
    return not partnership_kinds or not FULL_COURSE.isdisjoint(partnership_kinds)


def check_skip(reason: str) -> str:
    """The reason for skipping a step, trimmed; InputError if there is none."""
    text = " ".join(reason.split())
    if not text:
        raise InputError(_("Skriv, hvorfor trinnet springes over."))
    return text


Derived = tuple[str, str]
"""State and note."""


def _with_skip(step: Step, derived: Derived, facts: Facts) -> StepState:
    state, note = derived
    reason = facts.skipped.get(step.number, "")
    if reason and state == NOT_STARTED:
        return StepState(step, SKIPPED, reason)
    return StepState(step, state, note)


def _information(facts: Facts) -> Derived:
    if facts.information_done or facts.visits:
        return DONE, ""
    return (IN_PROGRESS if facts.information_started else NOT_STARTED), ""


def _visit(facts: Facts) -> Derived:
    """Done with the first finished visit; a later one in draft does not undo that."""
    finished = [status for status in facts.visits if status != VISIT_DRAFT]
    if finished:
        issued = ISSUED_VISIT in finished
        return DONE, _("Rapporten er udgivet") if issued else _("Rapporten er ikke udgivet endnu")
    return (IN_PROGRESS if facts.visits else NOT_STARTED), ""


def _agreement(facts: Facts) -> Derived:
    if facts.agreement_signed:
        return DONE, _("Underskrevet {date}").format(date=format_date(facts.agreement_signed))
    return (IN_PROGRESS, _("Mangler underskrift")) if facts.agreement_started else (NOT_STARTED, "")


def _review(facts: Facts) -> Derived:
    if facts.review_done:
        return DONE, ""
    return (IN_PROGRESS if facts.review_started else NOT_STARTED), ""


def _plan(facts: Facts) -> Derived:
    if not facts.plan_measures:
        return (IN_PROGRESS if facts.plan_started else NOT_STARTED), ""
    count = ngettext("{n} tiltag", "{n} tiltag", facts.plan_measures).format(n=facts.plan_measures)
    return (DONE if facts.plan_agreed else IN_PROGRESS), count


def _follow_up(facts: Facts) -> Derived:
    """Done after the third follow-up, or earlier when no agreed measure is open."""
    if not facts.follow_ups:
        return (IN_PROGRESS if facts.follow_ups_started else NOT_STARTED), ""
    note = _("{n} af {of} opfølgninger").format(n=facts.follow_ups, of=FOLLOW_UPS)
    finished = facts.follow_ups >= FOLLOW_UPS or (facts.plan_agreed and not facts.measures_open)
    return (DONE if finished else IN_PROGRESS), note
