"""Value types of a visit: chapters, findings, photos, measures, the result; and of a company's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from klimabesog.casework.views import Contact, Site, VisitRow

if TYPE_CHECKING:
    from klimabesog.casework.steps.due import Due
    from klimabesog.casework.steps.target import Target

FINDING_ANSWERS = frozenset({"nej", "delvist"})


@dataclass(frozen=True)
class MeasureRow:
    """A measure with its results; energy kWh/year, money kr./year, co2 kg/year; after overlap unless said."""

    id: str
    instance: str
    form_id: str
    title: str
    area: str
    accuracy: str  # A | B | C | "" while it cannot be computed yet
    status: str
    kwh: float
    kroner: float
    co2_kg: float
    kwh_alone: float
    kroner_alone: float
    co2_kg_alone: float
    investment: float | None  # less subsidy; None while no price is given
    payback_years: float | None
    payback_word: str
    complete: bool  # False: inputs are missing
    finding: str | None = None
    notes: tuple[str, ...] = ()
    changed_since_agreement: bool = False
    responsible: str = ""  # who carries it out, as the plan says
    deadline: str = ""  # ISO
    place: int = 0  # in the sequence in which measures act, 0: it does not count
    npv: float | None = None  # kr.; None and `worth_note` while something is missing
    irr: float | None = None  # as a fraction
    irr_text: str = "–"  # as it reads: "38,5 %", or the word that says why there is none
    annuity: float | None = None  # kr./year that repays the investment over its lifetime
    worth_note: str = ""

    @property
    def counts(self) -> bool:
        """Whether it has figures that count: none of its inputs is missing, and it was not turned down."""
        return self.complete and self.place > 0


@dataclass(frozen=True)
class DocumentRow:
    """A document issued or received."""

    id: str
    title: str
    number: int
    created: str  # ISO
    journal: str
    sha256: str
    type: str = ""  # its id in `reports.catalogue`
    words: str = ""  # the visit or step that it is about
    received: bool = False
    note: str = ""  # of one received: what the officer wrote of it, else the file's name
    label: str = ""  # the version as it is called: "2", "2 (Bo Friis)"; "" for one received
    by: str = ""  # who locked it, where another version has its number

    @property
    def name(self) -> str:
        """Title and version: "Energiscreening v2"; one that was received has no version."""
        return self.title if self.received else f"{self.title} v{self.label}"


@dataclass(frozen=True)
class StepState:
    """One of the six steps on the company page; `state`: ikke_startet | i_gang | gennemfoert | sprunget_over."""

    number: int
    title: str
    state: str
    note: str = ""
    short: str = ""  # the title where there is little room


@dataclass(frozen=True)
class CompanyPage:
    """Everything the page of a company shows."""

    id: str
    fields: Mapping[str, object]
    contacts: tuple[Contact, ...]
    sites: tuple[Site, ...]
    visits: tuple[VisitRow, ...]
    measures: tuple[MeasureRow, ...]
    documents: tuple[DocumentRow, ...]
    steps: tuple[StepState, ...]
    result: ResultStrip | None
    case_visit: str = ""  # the visit that result, measures and target are of
    target: Target | None = None
    due: tuple[Due, ...] = ()
    planned: bool = False  # whether any measure was agreed on


@dataclass(frozen=True)
class Chapter:
    """One entry of the visit's outline."""

    key: str  # "besoeg:/data/virksomheden" or "side:tiltag"
    section: str  # Samtale | Rundgang | Afslutning
    title: str
    hint: str
    form: str | None  # form id, None for a page that is no form
    ref: str | None
    answered: int = 0
    total: int = 0
    findings: int = 0
    missing: int = 0
    later: int = 0
    area: str = ""  # focus area code
    rest: int = 0  # checkpoints (or questions) that the visit's scope leaves out of it
    opened: bool = False  # the rest is asked all the same

    @property
    def is_outside(self) -> bool:
        """Whether nothing in it is asked, because the scope leaves all of it out."""
        return not self.total and bool(self.rest)


@dataclass(frozen=True)
class QuestionHit:
    """A question found by search or a list ("Mangler", "Fejl", "Spørg senere", comments).

    A quick note that stands at no question has form and ref "".
    """

    chapter: str  # key of the chapter
    chapter_title: str
    form: str
    ref: str
    label: str
    answer: str = ""
    message: str = ""
    row: str = ""  # "Række 2" inside a repeat
    found: str = ""  # what else of it was found: "Kommentar: …", "Hjælpetekst: …"


@dataclass(frozen=True)
class Photo:
    """A photo of the visit; bytes by `Visit.photo_bytes(sha256)`."""

    id: str
    sha256: str
    taken: str  # ISO local time, "" when the picture does not say
    caption: str
    alt_text: str
    finding: str | None
    width: int
    height: int


@dataclass(frozen=True)
class Attachment:
    """A file that answers a question; `size` in bytes, `mime` as its content says."""

    name: str
    size: int
    mime: str
    sha256: str


@dataclass(frozen=True)
class Finding:
    """What was seen at a checkpoint answered Nej or Delvist; `stored` is False until it has content."""

    id: str
    form: str
    ref: str
    checkpoint: str  # "TRY-01"
    area: str
    label: str  # the checkpoint's question
    answer: str  # nej | delvist
    place: str = ""
    printed: str = ""  # "Kommer i rapporten"
    internal: str = ""  # "Kun internt"
    photos: tuple[Photo, ...] = ()
    measures: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()  # form ids of measures to offer
    stored: bool = False
    order: int = 1


@dataclass(frozen=True)
class Note:
    """A quick note, time-stamped, to be placed later; internal unless `printed`."""

    id: str
    text: str
    printed: bool
    time: str  # ISO local
    form: str | None = None
    ref: str | None = None


@dataclass(frozen=True)
class ResultStrip:
    """The result so far, after overlap: kWh/year, kr./year, kg CO2e/year, kr., years."""

    year: int
    consumption_kwh: float
    consumption_kroner: float
    consumption_co2_kg: float
    saving_kwh: float
    saving_kroner: float
    saving_co2_kg: float
    saving_kwh_alone: float
    saving_kroner_alone: float
    investment: float | None
    payback_years: float | None
    payback_word: str
    measures: int
    rough: bool  # some of it is class C: print as "ca."
    over_10_tj: bool = False
    warnings: tuple[str, ...] = ()
    npv: float | None = None  # of all measures together, as in MeasureRow
    irr: float | None = None
    irr_text: str = "–"
    annuity: float | None = None
    worth_note: str = ""


@dataclass(frozen=True)
class InboxPhoto:
    """A photo waiting to be placed: its proposal is the checkpoint that was open when it was taken.

    `taken` is ISO local with the batch's clock offset added, "" unknown; `picture` is what `Visit.place_inbox` keeps.
    """

    path: str
    taken: str
    proposal: QuestionHit | None
    thumbnail: bytes = field(repr=False, default=b"")
    picture: object = field(repr=False, compare=False, default=None)


@dataclass(frozen=True)
class Revision:
    """One entry of the history of an answer."""

    time: str  # ISO local
    actor: str
    value: object
    own: bool
    text: str = ""  # the answer as a person reads it, "" for none
    current: bool = False  # what shows now
    conflict: bool = False  # one of several that nobody has chosen between


@dataclass(frozen=True)
class FormUpdate:
    """A newer version of a form of the visit: what it may be moved to."""

    form: str  # form id, or the instance of a measure
    title: str
    version: str  # the author's words for the version in use
    newer: str  # and for the newer one
    record: str  # its record id


@dataclass(frozen=True)
class HomelessAnswer:
    """An answer in the log that has no place in the form's version now ("Svar uden plads")."""

    form: str
    title: str  # of the form
    label: str
    answer: str
    reason: str
    comment: str = ""
