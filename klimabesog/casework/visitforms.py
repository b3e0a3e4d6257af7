"""The forms of a visit: opened together, answered, kept in step with each other, and how to find a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from klimabesog.casework import kinds, numbercheck, outline, wayfinding
from klimabesog.casework.answering import Answering
from klimabesog.casework.companies import Companies
from klimabesog.casework.context import kontekst
from klimabesog.casework.desk import Desk
from klimabesog.casework.documents import Documents
from klimabesog.casework.findings import Findings
from klimabesog.casework.formmoves import FormMoves
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.library import FormLibrary
from klimabesog.casework.measures import Measures
from klimabesog.casework.notes import Notes
from klimabesog.casework.photos import Photos, Trace
from klimabesog.casework.scope import OPENED, Scope, chosen, scope_of
from klimabesog.casework.screening import Screening, load_screening
from klimabesog.casework.settings import as_context
from klimabesog.casework.undo import UndoStack
from klimabesog.casework.views import Changes, CompanyRow
from klimabesog.casework.visitnumbers import VisitNumbers
from klimabesog.casework.visitviews import Chapter, Finding, HomelessAnswer, QuestionHit
from klimabesog.casework.wayfinding import Lists, Place
from klimabesog.store import Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Changed, Node
from klimabesog.xforms.xpath.nodes import XNode


class VisitForms(Answering):
    """The facts of a visit and the forms open in it.

    A form is named by its form id, a measure by the id of its instance.
    """

    def __init__(self, desk: Desk, library: FormLibrary, companies: Companies, visit: str) -> None:
        self.id = visit
        self._desk, self._library, self._companies = desk, library, companies
        self.photo_album = Photos(desk, visit)
        self._findings = Findings(desk, visit, self.photo_album)
        self._notes = Notes(desk, visit)
        self._trace = Trace(desk, visit)
        self._undo = UndoStack(desk, visit)
        self.documents = Documents(desk)
        self._company = str(self.fields["virksomhed"])
        self._forms: dict[str, FormInstance] = {}
        self._screening: Screening | None = None
        self._measures = Measures(self)
        self._moves = FormMoves(self)
        self._open_forms()

    # -- facts -----------------------------------------------------------------------------------

    @property
    def library(self) -> FormLibrary:
        """The installed forms."""
        return self._library

    @property
    def companies(self) -> Companies:
        """The company register."""
        return self._companies

    @property
    def company(self) -> CompanyRow:
        """The company as it stands now."""
        return self._companies.row(self._company)

    @property
    def record(self) -> Record:
        """The visit's own record."""
        record = self._desk.store.record(self.id)
        if record is None or record.kind != kinds.VISIT:
            raise InputError(_("Besøget findes ikke. Vælg et fra listen."))
        return record

    @property
    def fields(self) -> dict[str, object]:
        """The fields of the visit's record."""
        return dict(self.record.fields)

    @property
    def title(self) -> str:
        """The company's name."""
        return self.company.name

    @property
    def date(self) -> str:
        """ISO date of the meeting."""
        return str(self.fields.get("dato") or "")

    @property
    def time(self) -> str:
        """HH:MM of the meeting, "" unknown."""
        return str(self.fields.get("tid") or "")

    @property
    def participants(self) -> str:
        """Who took part, as written."""
        return str(self.fields.get("deltagere") or "")

    @property
    def status(self) -> str:
        """kladde, afsluttet or udgivet."""
        return str(self.fields.get("status") or kinds.DRAFT)

    @property
    def screening(self) -> Screening:
        """The factor set, prices and consumption this visit is computed with."""
        if self._screening is None:
            self._screening = load_screening(self._desk, str(self.fields["screening"]))
        return self._screening

    @property
    def numbers(self) -> VisitNumbers:
        """The prices and factors it is computed with, and changing them."""
        return VisitNumbers(self)

    @property
    def measure_book(self) -> Measures:
        """The measures with their arithmetic."""
        return self._measures

    def saved_at(self) -> str:
        """Clock time of the last saved change, "14.05"; "" before the first."""
        return self._desk.saved_time(self.id)

    def save_details(self, **fields: object) -> None:
        """Change date (dato), time (tid), participants (deltagere) or purpose (formaal)."""
        self._desk.save_record(self.id, kinds.VISIT, fields, context=self.id)
        self.refresh_context()
        self._tell({self.id}, {kinds.VISIT})

    @property
    def scope(self) -> Scope:
        """How much of the forms is asked."""
        return scope_of(self._desk, self.fields)

    def set_scope(self, extent: str | None = None, branch: str | None = None) -> None:
        """Ask more or less of the forms; what was answered stays and counts. InputError for what is no choice."""
        self.save_details(**chosen(extent, branch))

    def open_rest(self, chapter: str, opened: bool = True) -> None:
        """Ask what the scope leaves out of a chapter (its key) too, or leave it out again."""
        self.save_details(**{OPENED + chapter: opened or None})

    # -- forms -----------------------------------------------------------------------------------

    def _open_forms(self) -> None:
        """Have open what the log says: the visit's own forms, and those added; each in its version."""
        known, self._forms = self._forms, {}
        for form_id in (*outline.VISIT_FORMS, *self._added()):
            instance, version = derived_id(self.id, form_id), self._version(form_id)
            form = known.get(form_id)
            if form is None or form.version != version:
                form = self.open_instance(instance, version)
            self._forms[form_id] = form

    def _added(self) -> list[str]:
        """Ids of the forms that were added to this visit, in the order they were."""
        records = self._desk.store.records(kinds.INSTANCE, besoeg=self.id)
        return [
            str(record.fields["form_id"])
            for record in sorted(records, key=lambda record: record.created_hlc)
            if is_added(self.id, record)
        ]

    def _version(self, form_id: str) -> str:
        """The version a form is used in: as the log says of its instance, else the one the visit began with."""
        record = self._desk.store.record(derived_id(self.id, form_id))
        used = None if record is None else record.fields.get("skema")
        return str(used or self._versions().get(form_id))

    def _versions(self) -> dict[str, str]:
        """Form id -> version that this visit was started with."""
        versions = self.fields.get("skemaer") or {}
        assert isinstance(versions, dict)
        return versions

    def open_instance(self, instance: str, version: str, finding: str | None = None) -> FormInstance:
        """A form instance of this visit, opened from the finding if any."""
        links = {
            "besoeg": self.id,
            "virksomhed": self._company,
            "screening": self.fields["screening"],
            "fund": finding,
        }
        return FormInstance(
            self._desk,
            instance,
            self._library.definition(version),
            version=version,
            links=links,
            context=self.id,
            kontekst=self.kontekst(finding),
        )

    def kontekst(self, finding: str | None = None, alike: XNode | None = None) -> XNode:
        """The case around a form, as its `instance('kontekst')`; `alike`: one made for another finding just now."""
        company = self._companies.record(self._company)
        seen = self._desk.store.record(finding) if finding else None
        return kontekst(
            {**company.fields, "id": company.id},
            {**self.fields, "id": self.id},
            self.screening,
            {**seen.fields, "id": seen.id} if seen else None,
            alike,
            {"kommune": as_context(self._desk), "screening": {"basisaar": self.screening.year}},
        )

    def form(self, form_id: str) -> FormInstance:
        """A form by its id, or a measure by its instance id; InputError when the visit has none such."""
        instance = self._forms.get(form_id) or self._measures.instance(form_id)
        if instance is None:
            raise InputError(_("Besøget har ikke skemaet {form}.").format(form=form_id))
        return instance

    def forms(self) -> tuple[FormInstance, ...]:
        """The interview, the baseline and the checklist, and the forms that were added."""
        return tuple(self._forms.values())

    def added_forms(self) -> tuple[FormInstance, ...]:
        """The municipality's own forms that were added to this visit."""
        return tuple(form for form_id, form in self._forms.items() if form_id not in outline.VISIT_FORMS)

    def measure_instances(self) -> tuple[FormInstance, ...]:
        """The forms of the measures, in the order they were begun."""
        return self._measures.instances()

    def suggest_split(self) -> Changed:
        """Fill up the split on end uses with typical shares of the branch, in one step. InputError when it can't be."""
        from klimabesog.casework.splitting import REPEAT, suggested_rows

        rows, root = suggested_rows(self), self.session(outline.BASELINE).root
        changed = self.form(outline.BASELINE).answer_rows(f"{root.ref}/{REPEAT}", rows)
        return self._after(outline.BASELINE, changed)

    def _after(self, form_id: str, changed: Changed) -> Changed:
        if form_id == outline.BASELINE:
            self._follow_baseline()
        instance = self.form(form_id)
        self._tell({instance.id}, {kinds.INSTANCE})
        return changed

    def _noted(self, form_id: str) -> None:
        self._tell({self.form(form_id).id}, {kinds.INSTANCE})

    def _follow_baseline(self) -> None:
        """A remark or a source changes no figure; what does reaches every form."""
        before, self._screening = self.screening, None
        if self.screening != before:
            self.refresh_context(outline.BASELINE)

    def refresh_context(self, source: str = "") -> None:
        """The case changed: let the forms that look at it follow, but the one that the change came from."""
        self._screening = None
        plain = self.kontekst()
        for form_id, instance in self._forms.items():
            if form_id != source:
                instance.set_kontekst(plain)
        self._measures.refresh_context(plain)

    # -- finding one's way -----------------------------------------------------------------------

    def chapters(self, *, everything: bool = False) -> list[Chapter]:
        """The outline: the conversation, the walk-round, and the end of the visit.

        Chapters that the scope leaves out altogether come only with `everything`.
        """
        tops, scope = self._tops(), self.scope
        asked = [(top, outline.chapter(*top, scope)) for top in tops]
        asked = [(top, chapter) for top, chapter in asked if everything or not chapter.is_outside]
        closing = [chapter for top, chapter in asked if outline.is_closing(*top)]
        before = [chapter for top, chapter in asked if not outline.is_closing(*top)]
        return [*before, self._measures.chapter(), *self._homeless_chapter(), *closing]

    def _tops(self) -> list[tuple[FormInstance, Node]]:
        """Each chapter of a form, in the order of the outline: what ends the visit stands last."""
        tops = [(form, node) for form in self._forms.values() for node in outline.chapter_nodes(form)]
        return sorted(tops, key=lambda top: outline.is_closing(*top))

    def _homeless_chapter(self) -> list[Chapter]:
        """The page of answers without a place, when there are any."""
        count = len(self.homeless())
        if not count:
            return []
        return [
            Chapter(
                key=outline.HOMELESS_PAGE,
                section=_("Afslutning"),
                title=_("Svar uden plads"),
                hint=_("Svar, som den nye version af et skema ikke har plads til."),
                form=None,
                ref=None,
                total=count,
            )
        ]

    def moving_forms(self, only: str = "") -> list[tuple[str, FormInstance]]:
        """The forms and measures, each with the name it goes by here; or the one of a name."""
        named = [(form.form_id, form) for form in self.forms()]
        named += [(measure.id, measure) for measure in self.measure_instances()]
        return [(name, form) for name, form in named if only in ("", name)]

    def stays(self, key: str) -> str:
        """Why a form must stay in its version; "" when it may move to a newer one."""
        if self.status == kinds.DRAFT:
            return ""
        return _("Besøget er afsluttet. Genåbn det, før et skema flyttes til en ny version.")

    def homeless(self) -> list[HomelessAnswer]:
        """Answers in the log that the forms' versions now have no place for: nothing is dropped."""
        return self._moves.homeless()

    def nodes(self, chapter: Chapter) -> list[Node]:
        """The nodes that a chapter shows, in order."""
        if chapter.form is None or chapter.ref is None:
            return []
        return list(self.node(chapter.form, chapter.ref).children)

    def asked(self, chapter: Chapter) -> list[Node]:
        """The questions of a chapter that are asked now, in order."""
        top = self.chapter_node(chapter)
        return [] if top is None else self.scope.divide(self.form(str(chapter.form)), top)[0]

    def chapter_node(self, chapter: Chapter) -> Node | None:
        """The group (or the whole form) that a chapter stands for; None for a page that is no form."""
        return self.node(chapter.form, chapter.ref) if chapter.form and chapter.ref else None

    def places(self) -> list[Place]:
        """Every chapter with questions in the order of the outline, each measure last."""
        return [Place.of(form, node) for form, node in self._tops()] + [
            Place(
                outline.MEASURE_PREFIX + form.id,
                _("Tiltag: {title}").format(title=self._measures.title(form.id)),
                form.id,
                form,
                form.session.root,
            )
            for form in self.measure_instances()
        ]

    def lists(self) -> Lists:
        """What is missing, what does not hold, what was flagged, what has a comment, odd figures, all in one look."""
        return replace(wayfinding.lists(self.places(), self.scope), numbers=tuple(numbercheck.remarks(self)))

    def missing(self) -> list[QuestionHit]:
        """Required questions without an answer."""
        return list(self.lists().missing)

    def errors(self) -> list[QuestionHit]:
        """Answers that do not hold, with the message."""
        return list(self.lists().errors)

    def later(self) -> list[QuestionHit]:
        """Questions flagged "spørg senere"."""
        return list(self.lists().later)

    def comments(self) -> list[QuestionHit]:
        """Questions with an internal comment, which stands in `found`."""
        return list(self.lists().comments)

    def search(self, text: str) -> list[QuestionHit]:
        """Questions of which label, hint, answer, comment, notes or findings hold every word; notes at none last."""
        if not text.strip():
            return []
        findings: dict[tuple[str, str], list[Finding]] = {}
        for finding in self._all_findings():
            findings.setdefault((finding.form, finding.ref), []).append(finding)
        return wayfinding.search(text, self.places(), self._notes.all(), findings)

    def neighbour(
        self, found: Iterable[QuestionHit], now: tuple[str, str] | None, by: int
    ) -> QuestionHit | None:
        """The question after (+1) or before (-1) `now` (form, ref) in a list; round the end."""
        order = [(p.form, node.ref) for p in self.places() for node in outline.questions(p.top)]
        return wayfinding.next_hit(found, order, now, by)

    def _all_findings(self) -> list[Finding]:
        return [
            finding
            for form, top in self._tops()
            for node in outline.questions(top)
            for finding in self._findings.at(form, node)
        ]

    def place(self, chapter: str, form_id: str | None = None, ref: str | None = None) -> None:
        """Remember where the officer is: the visit opens there again, and photos are matched by it."""
        self._desk.store.set_setting("sted", [self.id, chapter, form_id, ref])
        if form_id and ref:
            self._trace.note(form_id, ref)

    def _tell(self, records: Iterable[str], changed: Iterable[str]) -> None:
        self.keep_counts()
        self._desk.tell(Changes(frozenset(records), frozenset(changed), self.id))

    def keep_counts(self) -> None:
        """Keep how far the visit is beside the log, for lists of visits."""
        scope = self.scope
        chapters = [outline.chapter(*top, scope) for top in self._tops()]
        counts = {
            "besvaret": sum(chapter.answered for chapter in chapters),
            "spoergsmaal": sum(chapter.total for chapter in chapters),
            "antal_fund": sum(chapter.findings for chapter in chapters),
        }
        key = "/".join(str(count) for count in counts.values())
        if self._desk.store.computed_key(self.id) != key:
            self._desk.store.put_computed(self.id, key, {(self.id, name): n for name, n in counts.items()})


def is_added(visit: str, record: Record) -> bool:
    """Whether a form instance is one that was added to the visit: neither its own three nor a measure."""
    form_id = str(record.fields.get("form_id"))
    return form_id not in outline.VISIT_FORMS and record.id == derived_id(visit, form_id)
