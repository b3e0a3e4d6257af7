"""The forms of a visit: opened together, answered, kept in step with each other, and how to find a question."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from klimabesog.casework import kinds, outline
from klimabesog.casework.companies import Companies
from klimabesog.casework.context import kontekst
from klimabesog.casework.desk import Desk
from klimabesog.casework.documents import Documents
from klimabesog.casework.findings import Findings
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.library import FormLibrary
from klimabesog.casework.measures import Measures
from klimabesog.casework.notes import Notes
from klimabesog.casework.photos import Photos, Trace
from klimabesog.casework.screening import Screening, load_screening
from klimabesog.casework.undo import UndoStack
from klimabesog.casework.views import Changes, CompanyRow
from klimabesog.casework.visitviews import Chapter, QuestionHit
from klimabesog.store import Record
from klimabesog.values.clock import hlc_time
from klimabesog.values.danish import format_time
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Changed, Node, Session
from klimabesog.xforms.xpath.nodes import XNode


class VisitForms:
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
        self._open_forms()

    # -- facts -----------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The desk the visit is opened at."""
        return self._desk

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

    def saved_at(self) -> str:
        """Clock time of the last saved change, "14.05"; "" before the first."""
        newest = self._desk.saved_at(self.id)
        return format_time(hlc_time(newest).strftime("%H:%M")) if newest else ""

    def save_details(self, **fields: str) -> None:
        """Change date (dato), time (tid), participants (deltagere) or purpose (formaal)."""
        self._desk.save_record(self.id, kinds.VISIT, fields, context=self.id)
        self._refresh_context()
        self._tell({self.id}, {kinds.VISIT})

    # -- forms -----------------------------------------------------------------------------------

    def _open_forms(self) -> None:
        for form_id in outline.VISIT_FORMS:
            self._forms[form_id] = self._open_form(form_id)

    def _open_form(self, form_id: str) -> FormInstance:
        instance = derived_id(self.id, form_id)
        record = self._desk.store.record(instance)
        version = str(record.fields["skema"]) if record else str(self._versions().get(form_id))
        return self.open_instance(instance, version)

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

    def kontekst(self, finding: str | None = None) -> XNode:
        """The case around a form, as its `instance('kontekst')`."""
        company = self._companies.record(self._company)
        seen = self._desk.store.record(finding) if finding else None
        return kontekst(
            {**company.fields, "id": company.id},
            {**self.fields, "id": self.id},
            self.screening,
            {**seen.fields, "id": seen.id} if seen else None,
        )

    def form(self, form_id: str) -> FormInstance:
        """A form by its id, or a measure by its instance id; InputError when the visit has none such."""
        instance = self._forms.get(form_id) or self._measures.instance(form_id)
        if instance is None:
            raise InputError(_("Besøget har ikke skemaet {form}.").format(form=form_id))
        return instance

    def forms(self) -> tuple[FormInstance, ...]:
        """The interview, the baseline and the checklist."""
        return tuple(self._forms.values())

    def session(self, form_id: str) -> Session:
        """The form engine's session of a form."""
        return self.form(form_id).session

    def node(self, form_id: str, ref: str) -> Node:
        """A question by its reference."""
        return self.form(form_id).node(ref)

    def answer(self, form_id: str, ref: str, value: str) -> Changed:
        """Answer a question; on return it is saved."""
        return self._after(form_id, self.form(form_id).answer(ref, value))

    def attach(self, form_id: str, ref: str, given: Path | bytes, name: str = "") -> Changed:
        """Answer a question with a file; InputError when it is too large or of the wrong kind."""
        return self._after(form_id, self.form(form_id).attach(ref, given, name))

    def add_row(self, form_id: str, ref: str, before: int | None = None) -> Changed:
        """Add a row to a repeat, before the row of that number or last."""
        return self._after(form_id, self.form(form_id).add_row(ref, before))

    def remove_row(self, form_id: str, ref: str) -> Changed:
        """Remove a row of a repeat; undo brings it back."""
        return self._after(form_id, self.form(form_id).remove_row(ref))

    def _after(self, form_id: str, changed: Changed) -> Changed:
        if form_id == outline.BASELINE:
            self._follow_baseline()
        instance = self.form(form_id)
        self._tell({instance.id}, {kinds.INSTANCE})
        return changed

    def _follow_baseline(self) -> None:
        """A remark or a source changes no figure; what does reaches every form."""
        before, self._screening = self.screening, None
        if self.screening != before:
            self._refresh_context(outline.BASELINE)

    def _refresh_context(self, source: str = "") -> None:
        """The case changed: let the forms that look at it follow, but the one that the change came from."""
        self._screening = None
        plain = self.kontekst()
        for form_id, instance in self._forms.items():
            if form_id != source:
                instance.set_kontekst(plain)
        self._measures.refresh_context()

    # -- finding one's way -----------------------------------------------------------------------

    def chapters(self) -> list[Chapter]:
        """The outline: the conversation, the walk-round, and the end of the visit."""
        order = [_("Samtale"), _("Rundgang"), _("Afslutning")]
        return sorted(
            [*self._form_chapters(), self._measures.chapter()],
            key=lambda chapter: (
                order.index(chapter.section),
                chapter.form is not None and chapter.section == order[2],
            ),
        )

    def _form_chapters(self) -> list[Chapter]:
        return [
            outline.chapter(form, node)
            for form in self._forms.values()
            for node in outline.chapter_nodes(form)
        ]

    def nodes(self, chapter: Chapter) -> list[Node]:
        """The nodes that a chapter shows, in order."""
        if chapter.form is None or chapter.ref is None:
            return []
        return list(self.node(chapter.form, chapter.ref).children)

    def chapter_node(self, chapter: Chapter) -> Node | None:
        """The group (or the whole form) that a chapter stands for; None for a page that is no form."""
        return self.node(chapter.form, chapter.ref) if chapter.form and chapter.ref else None

    def missing(self) -> list[QuestionHit]:
        """Required questions without an answer."""
        return list(outline.hits(self.forms(), lambda form, node: node.required and node.value == ""))

    def errors(self) -> list[QuestionHit]:
        """Answers that break a rule."""
        return list(outline.hits(self.forms(), lambda form, node: not node.valid))

    def later(self) -> list[QuestionHit]:
        """Questions flagged "spørg senere"."""
        return list(outline.hits(self.forms(), lambda form, node: form.is_later(node)))

    def search(self, text: str) -> list[QuestionHit]:
        """Questions whose text, hint, chapter or answer holds every word."""
        words = text.casefold().split()

        def holds(_form: FormInstance, node: Node) -> bool:
            hay = f"{node.label} {node.hint} {outline.answer_text(node)} {node.kb.get('kontrolpunkt', '')}".casefold()
            return all(word in hay for word in words)

        return list(outline.hits(self.forms(), holds)) if words else []

    def set_later(self, form_id: str, ref: str, later: bool) -> None:
        """Flag a question "spørg senere", or take the flag away."""
        self.form(form_id).set_later(ref, later)
        self._tell({self.form(form_id).id}, {kinds.INSTANCE})

    def is_later(self, form_id: str, ref: str) -> bool:
        """Whether a question is flagged "spørg senere"."""
        form = self.form(form_id)
        return form.is_later(form.node(ref))

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
        chapters = self._form_chapters()
        counts = {
            "besvaret": sum(chapter.answered for chapter in chapters),
            "spoergsmaal": sum(chapter.total for chapter in chapters),
            "antal_fund": sum(chapter.findings for chapter in chapters),
        }
        key = "/".join(str(count) for count in counts.values())
        if self._desk.store.computed_key(self.id) != key:
            self._desk.store.put_computed(self.id, key, {(self.id, name): n for name, n in counts.items()})
