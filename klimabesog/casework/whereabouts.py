"""Where a value of the log stands, in the person's words: company, visit, chapter, question; and how it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline
from klimabesog.casework.documents import title_of
from klimabesog.casework.factorsets import read_set, summary
from klimabesog.casework.instance import COMMENT, LATER, VERSION, FormInstance
from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.papers.draft import WORDS, field_word
from klimabesog.casework.scope import BRANCH, EXTENT, EXTENTS, OPENED
from klimabesog.casework.screening import STATED
from klimabesog.casework.settings import MUNICIPALITY
from klimabesog.casework.steps.keys import all_keys, parse_key, partnership_id
from klimabesog.casework.wayfinding import NOTES_PAGE
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.factors import PRICE
from klimabesog.partnership.branches import BRANCHES
from klimabesog.partnership.layers import LAYERS
from klimabesog.partnership.status import MEASURE_STATUSES, VISIT_STATUSES
from klimabesog.partnership.steps import STEPS
from klimabesog.store import Record
from klimabesog.values.danish import format_date, format_number, format_percent
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.casework.visit import Visit

FIELD_WORDS = {
    "adresse": "Adresse", "art": "Slags", "alternativ_tekst": "Beskrivelse af billedet", "ansatte": "Antal ansatte",
    "arbejdsgruppe": "Arbejdsgruppe", "brancher": "Brancher", "gyldig_til": "Gælder til", "hvem": "Hvem",
    "kontrol": "Kontrolleret", "link": "Adresse på nettet", "omraader": "Indsatsområder", "tiltag": "Tiltag",
    "fraktion": "Fraktion", "hjaelp": "Ønsket hjælp",
    "indkoeb": "Indkøb og levering", "kan_omlaegges": "Brændsler, der kan lægges om",
    "kandidat_opgave": "Opgave til en kandidat", "kvalitet": "Kvalitet", "lade_antal": "Køretøjer, der skal lade",
    "materiale": "Materiale", "omfang": "Omfang", "overskudsvarme_kilde": "Overskudsvarme: kilde",
    "overskudsvarme_mwh": "Overskudsvarme: mængde", "overskudsvarme_temperatur": "Overskudsvarme: temperatur",
    "procesbraendsler": "Brændsler i processen",
    "procestemperatur": "Procestemperatur", "retning": "Tilbyder eller søger", "tag_m2": "Frit tag",
    "temaer": "Fælles temaer", "ton": "Mængde",
    "ansvarlig": "Ansvarlig", "areal": "Areal", "billedtekst": "Billedtekst", "branche": "Branche",
    "branchekode": "Branchekode", "by": "By", "cvr": "CVR-nummer", "dato": "Dato", "deltagere": "Deltagere",
    "epost": "E-mail", "faktorsaet": "Faktorer og priser", "formaal": "Formål", "foretrukket": "Foretrukket skøn",
    "fravalgt_grund": "Grund til fravalg", "frist": "Frist", "fund": "Fund", "i_rapport": "Kommer i rapporten",
    "journalnummer": "Journalnummer", "kalkulationsrente": "Kalkulationsrente", "kildenavn": "Filnavn",
    "medarbejder": "Medarbejder", "prioritet": "Prioritet", "navn": "Navn", "pnr": "P-nummer", "postnr": "Postnummer",
    "raekkefoelge": "Rækkefølge", "reklamebeskyttet": "Reklamebeskyttet",
    "rolle": "Rolle", "skema": "Version af skemaet", "sted": "Sted",
    "sprunget_over": "Sprunget over",
    "status": "Status", "taget": "Taget", "tekst": "Tekst", "tekst_intern": "Kun internt",
    "tekst_rapport": "Kommer i rapporten", "telefon": "Telefon", "tid": "Tid", "titel": "Titel",
    **{field: LAYERS[layer] for layer, field in LAYER_FIELDS.items()},
}  # fmt: skip
"""What a field of a record is called in the window."""

TITLE_FIELDS = ("titel", "navn", "tekst", "billedtekst", "sted", "tekst_rapport", "tekst_intern")
"""The first of these that a record has says best what it is."""

MEASURES = "side:tiltag"


@dataclass(frozen=True)
class Spot:
    """Where a value stands; what is not known or does not apply is "".

    `form` and `ref` name the question as the visit does, `chapter` the page of the visit to go to. In a company's steps
    `step` is the key of the form, and there is no visit.
    """

    company: str = ""
    company_name: str = ""
    visit: str = ""
    visit_name: str = ""
    step: str = ""
    step_name: str = ""
    chapter: str = ""
    chapter_title: str = ""
    form: str = ""
    ref: str = ""
    label: str = ""

    @property
    def text(self) -> str:
        """The way to it in one line, without the last part."""
        parts = (self.company_name, self.visit_name, self.step_name, self.chapter_title)
        return " · ".join(part for part in parts if part)


class Whereabouts:
    """Finds places in one casebook; keeps the visits it looked into, so make a new one for each look."""

    def __init__(self, casebook: Casebook) -> None:
        self._casebook = casebook
        self._store = casebook.desk.store
        self._visits: dict[str, Visit | None] = {}
        self._forms: dict[tuple[str, str], FormInstance | None] = {}
        self._steps: dict[str, StepBook] = {}

    def spot(self, record: str, field: str) -> Spot:
        """Where a field of a record stands."""
        known = self._store.record(record)
        if known is None:
            return Spot(label=field)
        path = question_path(field)
        found = self.question(known, path) if path else None
        if found is not None:
            form, node = found
            label = node.label or node.name
            if field.startswith(COMMENT):
                label = _("Kommentar til “{label}”").format(label=label)
            elif field.startswith(LATER):
                label = _("Mærket “spørg senere” på “{label}”").format(label=label)
            return self._at_question(known, form, node, label)
        return self._at_record(known, field)

    def shown(self, record: str, field: str, value: object) -> str:
        """The value as a person reads it; "" for none."""
        if value is None or value == "":
            return ""
        known = self._store.record(record)
        if known is not None and field.startswith("/"):
            found = self.question(known, field)
            return outline.answer_text(found[1], str(value)) if found else str(value)
        return self._field_text(field, value)

    def deleted(self, record: str) -> str:
        """ "Note fjernet: Husk låge": what a deletion took away."""
        known = self._store.record(record)
        if known is None:
            return _("Fjernet")
        name = kinds.NAMES.get(known.kind, known.kind).capitalize()
        fields = self._casebook.desk.fields(known)
        words = (str(fields.get(field) or "") for field in TITLE_FIELDS)
        title = " ".join(next((word for word in words if word.strip()), "").split())
        said = _("{kind} fjernet: {title}") if title else _("{kind} fjernet")
        return said.format(kind=name, title=title)

    def visit(self, visit: str) -> Visit | None:
        """The visit, opened; None when it is not here, or its forms are not."""
        if visit not in self._visits:
            try:
                self._visits[visit] = self._casebook.look_at(visit)
            except KlimabesogError:
                self._visits[visit] = None
        return self._visits[visit]

    def visit_of(self, record: Record) -> str:
        """The visit that a record is or belongs to, "" for none."""
        if record.kind == kinds.VISIT:
            return record.id
        if own := record.fields.get("besoeg"):
            return str(own)
        above = record.fields.get("instans")
        owner = self._store.record(str(above)) if above else None
        return self.visit_of(owner) if owner is not None and owner.id != record.id else ""

    def context_of(self, record: Record) -> str:
        """What a record is worked on in: a visit, or a company's partnership for what its steps' forms say."""
        if visit := self.visit_of(record):
            return visit
        company = self.company_of(record)
        main = self._casebook.registry.twins.main(company) if company else ""
        return partnership_id(main) if main and self.step_of(record) else ""

    def step_of(self, record: Record) -> str:
        """The key of the step's form that a record is or belongs to, "" for none."""
        above = record if record.kind == kinds.INSTANCE else self._store.record(str(record.fields.get("instans")))
        if above is None or not above.fields.get("trin"):
            return ""
        company = str(above.fields.get("virksomhed") or "")
        return next((str(key) for key in all_keys() if key.instance(company) == above.id), "")

    def steps(self, company: str) -> StepBook:
        """The steps of a company."""
        if company not in self._steps:
            self._steps[company] = self._casebook.steps(company)
        return self._steps[company]

    def company_of(self, record: Record) -> str:
        """The company that a record is or belongs to, "" for none."""
        if record.kind == kinds.COMPANY:
            return record.id
        if own := record.fields.get("virksomhed"):
            return str(own)
        above = self._store.record(str(record.fields.get("instans")))
        if above is not None and above.fields.get("virksomhed"):
            return str(above.fields["virksomhed"])
        visit = self._store.record(self.visit_of(record)) if record.kind != kinds.VISIT else None
        return str(visit.fields.get("virksomhed") or "") if visit is not None else ""

    def question(self, record: Record, path: str) -> tuple[FormInstance, Node] | None:
        """The form and the question that a form's record says something about; None when it is not asked now."""
        instance = record.id if record.kind == kinds.INSTANCE else str(record.fields.get("instans") or "")
        visit, step = self.visit(self.visit_of(record)), self.step_of(record)
        if step:
            form: FormInstance | None = self._step_form(record, step)
        elif visit is not None:
            form = self.form(visit, instance)
        else:
            return None
        node = form.session.at(record.id, path) if form is not None else None
        return (form, node) if form is not None and node is not None else None

    def _step_form(self, record: Record, step: str) -> FormInstance | None:
        """The form of a company's steps; None for one that another of its records (a twin's) began."""
        try:
            form = self.steps(self.company_of(record)).form(step)
        except KlimabesogError:
            return None
        return form if record.id == form.id or record.fields.get("instans") == form.id else None

    def form(self, visit: Visit, instance: str) -> FormInstance | None:
        """The form of a visit by the id of its instance."""
        place = (visit.id, instance)
        if place not in self._forms:
            forms = (*visit.forms(), *visit.measure_instances())
            self._forms[place] = next((form for form in forms if form.id == instance), None)
        return self._forms[place]

    # -- parts -----------------------------------------------------------------------------------

    def _case(self, record: Record) -> dict[str, str]:
        """Names and ids of the company and the visit around a record."""
        company, visit = self.company_of(record), self.visit_of(record)
        row, held = self._store.record(company), self._store.record(visit)
        day = str(held.fields.get("dato") or "") if held is not None else ""
        return {
            "company": company,
            "company_name": str(row.fields.get("navn") or "") if row is not None else "",
            "visit": visit,
            "visit_name": _("Besøg {date}").format(date=format_date(day)) if day else "",
            **self._step(record, visit),
        }

    def _step(self, record: Record, visit: str) -> dict[str, str]:
        """Key and name of the step's form that a record belongs to."""
        key = "" if visit else self.step_of(record)
        return {"step": key, "step_name": step_name(key)}

    def _at_question(self, record: Record, form: FormInstance, node: Node, label: str) -> Spot:
        row = outline.row_of(node)
        label = f"{label} ({row})" if row else label
        visit = self.visit(self.visit_of(record))
        key, title, name = _chapter(visit, form, node)
        case = self._case(record)
        form_key = case["step"] or name
        return Spot(**case, chapter=key, chapter_title=title, form=form_key, ref=node.ref, label=label)

    def _at_record(self, record: Record, field: str) -> Spot:
        case, word = self._case(record), _word(field)
        if record.kind == kinds.FINDING:
            return self._at_finding(record, case, word)
        if record.kind in (kinds.WASTE, kinds.THEMES) and (asked := self._asked(record, field)):
            return self._at_question(record, *asked, asked[1].label or asked[1].name)
        if record.kind == kinds.NOTE:
            return Spot(**case, chapter=NOTES_PAGE, chapter_title=_("Noter"), ref=record.id, label=_("Note"))
        if record.kind == kinds.MEASURE:
            name = self._measure_name(record)
            return Spot(**case, chapter=MEASURES, chapter_title=_("Tiltag"), label=f"{name}: {word}")
        if field.startswith(STATED):
            kind, _colon, carrier = field.removeprefix(STATED).partition(":")
            name = _("Pris") if kind == PRICE else _("Udledning")
            return Spot(**case, label=f"{name}: {carrier_name(carrier)}")
        if record.kind in (kinds.COMPANY, kinds.VISIT, kinds.SCREENING, MUNICIPALITY):
            return Spot(**case, label=word)
        if record.kind == kinds.DRAFTING:
            title = title_of(str(record.fields.get("type") or ""))
            return Spot(**case, label=f"{title}: {field_word(field, record.fields.get(field))}")
        name = kinds.NAMES.get(record.kind, record.kind).capitalize()
        about = str(record.fields.get("titel" if record.kind == kinds.HELP else "navn") or "")
        return Spot(**case, label=" ".join(filter(None, (name, about))) + f": {word}")

    def _at_finding(self, record: Record, case: dict[str, str], word: str) -> Spot:
        visit = self.visit(case["visit"])
        form = self.form(visit, str(record.fields.get("instans"))) if visit is not None else None
        node = (
            form.session.at(str(record.fields.get("post")), str(record.fields.get("ref"))) if form else None
        )
        if visit is None or form is None or node is None:
            return Spot(**case, label=_("Fund: {word}").format(word=word))
        key, title, name = _chapter(visit, form, node)
        label = f"{node.label or node.name}: {word}"
        return Spot(**case, chapter=key, chapter_title=title, form=name, ref=node.ref, label=label)

    def _asked(self, record: Record, field: str) -> tuple[FormInstance, Node] | None:
        """The question that a property is saved from (`save_to`); None when it is not asked now."""
        visit = self.visit(self.visit_of(record))
        form = self.form(visit, str(record.fields.get("instans"))) if visit is not None else None
        entities = form.session.entities() if form is not None else []
        ref = next((entity.refs.get(field) for entity in entities if entity.id == record.id), None)
        return (form, form.node(ref)) if form is not None and ref else None

    def _measure_name(self, record: Record) -> str:
        fields = self._casebook.desk.fields(record)
        return str(fields.get("titel") or fields.get("navn") or _("Tiltag"))

    def _field_text(self, field: str, value: object) -> str:
        if isinstance(value, bool):
            return _("Ja") if value else _("Nej")
        if field == EXTENT:
            return EXTENTS.get(str(value), str(value))
        if field == BRANCH:
            return BRANCHES.get(str(value), str(value))
        if field == "status":
            return VISIT_STATUSES.get(str(value)) or MEASURE_STATUSES.get(str(value)) or str(value)
        if field == VERSION:
            version = self._store.record(str(value))
            return str(version.fields.get("version") or value) if version is not None else str(value)
        if field in LAYER_FIELDS.values() and isinstance(value, dict):
            return _layer_text(value)
        if field in ("dato", "frist", "gyldig_til"):
            return _field_day(str(value))
        if field == "fund":
            return _("Hører til et fund")
        if field == "kalkulationsrente" and isinstance(value, int | float):
            return format_percent(value)
        if field == "faktorsaet":
            known = self._store.has_blob(str(value))
            return summary(read_set(self._store.blob(str(value)).decode())) if known else str(value)
        if field.startswith(WORDS) and isinstance(value, dict):
            return str(value.get("til") or "")
        if isinstance(value, list):
            return ", ".join(map(str, value))
        if field == "kontrol" and isinstance(value, dict):
            return " ".join((_field_day(str(value.get("dato") or "")), str(value.get("af") or ""))).strip()
        if field.startswith(STATED) and isinstance(value, dict):
            number = format_number(float(value.get("value") or 0), 3)
            return f"{number} {value.get('unit', '')} ({value.get('source', '')})"
        return str(value)


def _field_day(text: str) -> str:
    try:
        return format_date(text)
    except ValueError:
        return text


def _word(field: str) -> str:
    """What a field of a record is called."""
    if field.startswith(OPENED):
        return _("Alle punkter vist")
    return FIELD_WORDS.get(field, field.rsplit("/", 1)[-1])


def question_path(field: str) -> str:
    """The question's path in an answer's, a comment's or a mark's field; "" for another field."""
    path = field.removeprefix(COMMENT).removeprefix(LATER)
    return path if path.startswith("/") else ""


def step_name(step: str) -> str:
    """ "Klimahandlingsplan", "Opfølgning 2", by the key of a step's form; "" for none."""
    key = parse_key(step) if step else None
    return (key.title or STEPS[key.step - 1].title) if key else ""


def _chapter(visit: Visit | None, form: FormInstance, node: Node) -> tuple[str, str, str]:
    """Key and title of the page a question stands on, and the form as the visit names it; no visit: of a step."""
    if visit is not None and form not in visit.forms():
        title = _("Tiltag: {title}").format(title=visit.measure_book.title(form.id))
        return outline.MEASURE_PREFIX + form.id, title, form.id
    tops = outline.chapter_nodes(form)
    step: Node | None = node
    while isinstance(step, Node):
        if step in tops:
            return outline.chapter_key(form, step), step.label or form.definition.title, form.form_id
        step = step.parent
    return "", form.definition.title, form.form_id


def _layer_text(value: dict[str, object]) -> str:
    """A layer of a measure in a few words: investment and saving."""
    streams = value.get("streams")
    kwh = (
        sum(float(s.get("kwh") or 0) for s in streams if isinstance(s, dict))
        if isinstance(streams, list)
        else 0
    )
    investment = value.get("investment")
    parts = [str(value.get("title") or "")]
    if kwh:
        parts.append(_("{kwh} kWh om året").format(kwh=format_number(kwh)))
    if isinstance(investment, int | float):
        parts.append(_("investering {kroner} kr.").format(kroner=format_number(investment)))
    return ", ".join(part for part in parts if part)
