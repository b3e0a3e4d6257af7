"""The interview, the bills and the checklist on paper, to be written on by hand or filled in on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from klimabesog.reports import theme
from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Paper
from klimabesog.reports.sections.masthead import masthead
from klimabesog.reports.tagged.boxes import Columns
from klimabesog.reports.tagged.fields import LinedField, TextField
from klimabesog.reports.tagged.flowables import Text
from klimabesog.values import danish
from klimabesog.values.texts import _

Kinds = Literal["tekst", "tal", "dato", "valg", "flere", "punkt", "raekker"]
SHORT, UNIT, GAP = 96.0, 62.0, 10.0


@dataclass(frozen=True)
class Question:
    """A question on paper. `number`: what it is found again by. `condition`: when it is asked, "" for always.

    `lines`: of room to write, or blank rows of a list ("raekker") under its `columns`. `known`: what the case knows.
    """

    number: str
    label: str
    hint: str = ""
    kind: Kinds = "tekst"
    options: tuple[str, ...] = ()
    unit: str = ""
    lines: int = 1
    columns: tuple[str, ...] = ()
    condition: str = ""
    known: str = ""


@dataclass(frozen=True)
class Part:
    """A chapter with its questions; `note` is what the officer should do there."""

    number: str
    title: str
    note: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperForm(Paper):
    """The forms of a visit to a company. `visit_date`: ISO day of the visit, "" unknown; `scope`: what is asked, in
    words; `guidance`: the line about guidance and the duty to act.
    """

    TYPE: ClassVar[str] = "papirskema"

    company: str = ""
    visit_date: str = ""
    scope: str = ""
    guidance: str = ""
    interview: tuple[Part, ...] = ()
    baseline: tuple[Part, ...] = ()
    checklist: tuple[Part, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BlankForm(PaperForm):
    """The same for no company in particular."""

    TYPE: ClassVar[str] = "papirskema_blank"


def _opening(kit: Kit, paper: PaperForm) -> list[Any]:
    about = paper.company or _("Interview og tjekliste")
    day = _("Besøg {when}").format(when=danish.weekday_date(paper.visit_date)) if paper.visit_date else ""
    head = masthead(kit, paper, _("Klimabesøg på papir"), about, (paper.scope, day), room=18)
    how = _(
        "Sæt kryds, og skriv på linjerne. Numrene står i samme rækkefølge som i programmet, og kontrolpunkterne "
        "findes med søgning på deres nummer, så svarene er hurtige at taste bagefter. Skriv ikke CPR-numre "
        "eller andet følsomt."
    )
    fields = (_("Virksomhed"), _("Adresse"), _("Dato og tid"), _("Hvem var med?"))
    asked = fields[2:] if paper.company else fields
    return [
        *head,
        *kit.text(how, "boxed"),
        *kit.text(paper.guidance, "note"),
        *(part for label in asked for part in kit.text_field(label)),
    ]


def _interview(kit: Kit, paper: PaperForm) -> list[Any]:
    return _form(kit, _("Samtalen"), "samtale", paper.interview)


def _baseline(kit: Kit, paper: PaperForm) -> list[Any]:
    return _form(kit, _("Energiforbruget"), "forbrug", paper.baseline)


def _checklist(kit: Kit, paper: PaperForm) -> list[Any]:
    return _form(kit, _("Rundgangen"), "rundgang", paper.checklist)


def _form(kit: Kit, title: str, bookmark: str, parts: Sequence[Part]) -> list[Any]:
    if not parts:
        return []
    written = [flowable for part in parts for flowable in _part(kit, part, alone=len(parts) == 1)]
    return [Text(kit.said(title), kit.styles["chapter"], "H2", bookmark=bookmark), *written]


def _part(kit: Kit, part: Part, *, alone: bool) -> list[Any]:
    title = f"{part.number}. {part.title}" if part.number else part.title
    heading = [] if alone else kit.section(title)
    note = kit.text(part.note, "note")
    for each in note:
        each.keepWithNext = 1
    return [*heading, *note, *(flowable for q in part.questions for flowable in _question(kit, q))]


def _question(kit: Kit, question: Question) -> list[Any]:
    told = _told(kit, question)
    if question.kind in ("tal", "dato"):
        return [_beside(kit, question, told)]
    for text in told:
        text.keepWithNext = 1
    parts = [*told, *_room(kit, question)]
    return parts if question.kind == "raekker" else kit.keep(parts, most=320)


def _told(kit: Kit, question: Question) -> list[Any]:
    """The question, when it is asked, what helps to answer it, and what is known."""
    label = Text(kit.said(f"{question.number}  {question.label}"), kit.styles["question"])
    words = " ".join(filter(None, (question.condition, question.hint)))
    known = _("Vi har noteret: {answer}").format(answer=question.known) if question.known else ""
    return [label, *kit.text(words, "label"), *kit.text(known, "label")]


def _spoken(question: Question) -> str:
    return f"{question.number} {question.label}"


def _room(kit: Kit, question: Question) -> list[Any]:
    """Where the answer goes."""
    spoken = _spoken(question)
    if question.kind == "punkt":
        said = _("{question}: sted og bemærkning").format(question=spoken)
        boxes = kit.boxes(question.number, spoken, question.options, single=True, after=0)
        return [boxes, LinedField(kit.field_name(f"{question.number} bemærkning"), said)]
    if question.kind in ("valg", "flere") and question.options:
        return [kit.boxes(question.number, spoken, question.options, single=question.kind == "valg")]
    if question.kind == "raekker":
        return [_rows(kit, question)]
    return [LinedField(kit.field_name(question.number), spoken, question.lines)]


def _beside(kit: Kit, question: Question, told: list[Any]) -> Columns:
    """A short line with its unit, at the right of the question."""
    field = LinedField(kit.field_name(question.number), _spoken(question))
    unit = question.unit or (_("dd.mm.åååå") if question.kind == "dato" else "")
    words = kit.text(unit, "label", fixed=True)
    left = theme.WIDTH - SHORT - UNIT - 2 * GAP
    return Columns([told, [field], [kit.space(8), *words]], (left, SHORT, UNIT), GAP, before=6, after=6)


def _rows(kit: Kit, question: Question) -> Any:
    """Blank rows, numbered, with a field in each cell."""
    answers = [Column(title, _share(title)) for title in question.columns]
    columns = [Column(_("Nr."), 0.05 * sum(column.share for column in answers)), *answers]
    rows = [
        [str(number), *([_cell(kit, question, number, title)] for title in question.columns)]
        for number in range(1, question.lines + 1)
    ]
    return kit.table(columns, rows, summary=question.label)


def _share(title: str) -> float:
    """Room for what is written under a header: less for a unit, more for a remark."""
    return {_("Enhed"): 0.7, _("Bemærkning"): 1.3}.get(title, 1.0)


def _cell(kit: Kit, question: Question, number: int, title: str) -> TextField:
    spoken = _("{question}, række {number}: {title}").format(
        question=question.label, number=number, title=title
    )
    return TextField(kit.field_name(f"{question.number} {number} {title}"), spoken, after=0)


KIND = Kind[PaperForm](
    about=lambda paper: paper.company or paper.municipality.name,
    opening=_opening,
    sections=(
        Section("samtale", lambda: _("Samtalen"), _interview),
        Section("forbrug", lambda: _("Energiforbruget"), _baseline),
        Section("rundgang", lambda: _("Rundgangen"), _checklist),
    ),
)
