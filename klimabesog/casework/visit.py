"""A visit: the interview, the energy baseline and the walk-round on one company, and everything noted on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline, pictures, wayfinding
from klimabesog.casework.areas import AREAS
from klimabesog.casework.documents import SCREENING_REPORT
from klimabesog.casework.photos import Read, propose, read_inbox
from klimabesog.casework.topic import Topic
from klimabesog.casework.undo import Undoing
from klimabesog.casework.versions import Comparison
from klimabesog.casework.views import Changes
from klimabesog.casework.visitforms import VisitForms
from klimabesog.casework.visitviews import (
    Finding,
    FormUpdate,
    InboxPhoto,
    MeasureRow,
    Note,
    Photo,
    QuestionHit,
    ResultStrip,
)
from klimabesog.energy.streams import Measure
from klimabesog.partnership.layers import REALISED
from klimabesog.store import Change, Event
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Node, Session

if TYPE_CHECKING:
    from klimabesog.reports.document import Document
    from klimabesog.reports.model import ScreeningReport


class Visit(VisitForms, Undoing):
    """One open visit. Each operation is in the log when it returns; subscribers of the desk are told."""

    # -- findings --------------------------------------------------------------------------------

    def findings(self, form_id: str, ref: str) -> list[Finding]:
        """The findings at a checkpoint."""
        form = self.form(form_id)
        return self._findings.at(form, form.node(ref))

    def all_findings(self) -> list[Finding]:
        """Every finding of the visit, in the order of the forms."""
        return self._all_findings()

    def finding(self, finding: str) -> Finding:
        """One finding by its id; InputError when its checkpoint says otherwise now."""
        for candidate in self.all_findings():
            if candidate.id == finding:
                return candidate
        raise InputError(_("Fundet findes ikke længere."))

    def save_finding(self, finding: str, **texts: str) -> None:
        """Write place, printed or internal text of a finding."""
        known = self.finding(finding)
        form = self.form(known.form)
        self._findings.save(form, form.node(known.ref), finding, **texts)
        self._measures.refresh_context(self.kontekst())

    def add_finding(self, form_id: str, ref: str) -> str:
        """One more finding at the same checkpoint."""
        form = self.form(form_id)
        return self._findings.add(form, form.node(ref))

    def remove_finding(self, finding: str) -> None:
        """Take a finding away; undo brings it back."""
        known = self.finding(finding)
        form = self.form(known.form)
        self._findings.remove(form, form.node(known.ref), finding)

    def _beginning(self, finding: str | None) -> list[Change]:
        """What stores a finding that a photo or a measure is about to point to; InputError when it is gone."""
        if not finding:
            return []
        known = self.finding(finding)
        form = self.form(known.form)
        return self._findings.beginning(form, form.node(known.ref), finding)

    def suggestions(self, finding: Finding) -> list[tuple[str, str]]:
        """(form id, title) of the measures to offer at a finding."""
        rows = {row.form_id: row.title for row in self._library.rows()}
        return [(form_id, rows[form_id]) for form_id in finding.suggestions if form_id in rows]

    # -- measures --------------------------------------------------------------------------------

    def start_measure(self, form_id: str, finding: str | None = None) -> str:
        """Begin a calculation ("Regn på det"), from a finding or on its own; returns its instance id."""
        instance = self._measures.start(form_id, finding, self._beginning(finding))
        self._tell({instance}, {kinds.INSTANCE, kinds.MEASURE})
        return instance

    def measures(self) -> list[MeasureRow]:
        """All measures of the visit, best payback first, after overlap."""
        return self._measures.rows()

    def measure_nodes(self, instance: str) -> list[Node]:
        """The nodes of a measure's form."""
        return list(self.form(instance).session.root.children)

    def measure_texts(self, instance: str) -> dict[str, str]:
        """Description, assumptions, formula, other benefits and next step, by the form's names (`ud_…`)."""
        return self._measures.estimates()[instance].texts

    def measure_forms(self) -> list[tuple[str, str]]:
        """(form id, title) of every measure that can be begun."""
        return [(row.form_id, row.title) for row in self._library.rows() if row.measure]

    def measure_forms_by_area(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """The same by focus area: (its name, measures) in the order of the areas; under "" those of none, last."""
        rows = [row for row in self._library.rows() if row.measure]
        found = {name: [row for row in rows if row.area == code] for code, name in AREAS.items()}
        found[""] = [row for row in rows if row.area not in AREAS]
        return [(name, [(row.form_id, row.title) for row in here]) for name, here in found.items() if here]

    def remove_measure(self, instance: str) -> None:
        """Take a measure away; undo brings it back."""
        self._measures.remove(instance)
        self._tell({instance}, {kinds.INSTANCE, kinds.MEASURE})

    def set_measure_status(self, instance: str, status: str) -> None:
        """Set forslag, ikke_startet, i_gang, udskudt, gennemfoert or fravalgt."""
        self._measures.set_status(instance, status)
        self._tell({instance}, {kinds.MEASURE})

    def agree_measure(self, instance: str, responsible: str = "", deadline: str = "") -> None:
        """Put a measure into the plan as it stands: later changes of the estimate do not touch what was agreed."""
        self._measures.agree(instance, responsible, deadline)
        self._tell({instance}, {kinds.MEASURE})

    def move_measure(self, instance: str, by: int) -> bool:
        """Let a measure act earlier (-1) or later (+1) than it does; False when it can't."""
        moved = self._measures.move(instance, by)
        if moved:
            self._tell({instance}, {kinds.MEASURE})
        return moved

    def propose_order(self) -> None:
        """Let the measures act in the proposed order again: lower the need, change the carrier, own production."""
        self._measures.propose_order()
        self._tell(set(), {kinds.MEASURE})

    def realise_measure(self, instance: str, measure: Measure) -> None:
        """Write what came of a measure, as documented at a follow-up."""
        self._measures.set_layer(instance, REALISED, measure)
        self._tell({instance}, {kinds.MEASURE})

    def result(self) -> ResultStrip:
        """The result so far, after overlap."""
        return self._measures.result()

    @property
    def topic(self) -> Topic:
        """What its documents are about."""
        return Topic(self.company.id, self.id)

    def next_version(self) -> int:
        """The version number of the next report."""
        return self.documents.next_number(SCREENING_REPORT, self.topic)

    # -- photos and notes ------------------------------------------------------------------------

    def photos(self) -> tuple[Photo, ...]:
        """All photos in order of capture."""
        return self.photo_album.all()

    def add_photo(self, source: Path | bytes, finding: str | None = None, name: str = "") -> Photo:
        """Keep a picture, at a finding or loose."""
        return self.photo_album.keep(pictures.load(source, name), finding, self._beginning(finding))

    def save_photo(self, photo: str, **fields: object) -> None:
        """Change caption, alt_text or finding of a photo."""
        finding = fields.get("finding")
        self.photo_album.save(photo, self._beginning(str(finding) if finding else None), **fields)

    def remove_photo(self, photo: str) -> None:
        """Take a photo away; undo brings it back."""
        self.photo_album.remove(photo)

    def photo_bytes(self, sha256: str) -> bytes:
        """The JPEG."""
        return self.photo_album.jpeg(sha256)

    def thumbnail(self, sha256: str, pixels: int) -> bytes:
        """A small JPEG."""
        return self.photo_album.thumbnail(sha256, pixels)

    @staticmethod
    def read_inbox(
        paths: Iterable[Path],
        progress: Callable[[int, int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> tuple[list[Read], list[str]]:
        """Read a phone's batch, on a worker thread if you like: the pictures, and what was wrong with the rest."""
        return read_inbox(list(paths), progress, cancelled)

    def propose_inbox(self, read: Iterable[Read], offset_minutes: int = 0) -> list[InboxPhoto]:
        """Each picture with the question that was open when it was taken; quick, for each new clock offset."""
        return propose(read, offset_minutes, self.question_at)

    def question_at(self, moment: str) -> QuestionHit | None:
        """The question that was open at a local ISO time on this laptop."""
        at = self._trace.at(moment)
        if at is None:
            return None
        return wayfinding.at(self.places(), *at)

    def place_inbox(self, placements: Iterable[tuple[InboxPhoto, str | None]]) -> list[Photo]:
        """Keep the confirmed pictures, each at a finding (its id) or loose (None)."""
        kept = []
        for photo, finding in placements:
            assert isinstance(photo.picture, pictures.Picture)
            kept.append(self.photo_album.keep(photo.picture, finding, self._beginning(finding)))
        return kept

    def notes(self) -> tuple[Note, ...]:
        """All notes, oldest first."""
        return self._notes.all()

    def save_note(
        self,
        text: str,
        printed: bool = False,
        id: str | None = None,
        form: str | None = None,
        ref: str | None = None,
    ) -> str:
        """Write or change a note; returns its id."""
        return self._notes.save(text, printed=printed, note=id, form=form, ref=ref)

    def remove_note(self, note: str) -> None:
        """Take a note away; undo brings it back."""
        self._notes.remove(note)

    # -- undo, history, status -------------------------------------------------------------------

    def _reverted(self, step: Event) -> None:
        touched = frozenset(change.record for change in step.sets)
        self.reload(touched)
        self._desk.tell(
            Changes(
                touched,
                frozenset({kinds.INSTANCE, kinds.FINDING, kinds.PHOTO, kinds.NOTE, kinds.VISIT}),
                self.id,
            )
        )

    def reload(self, records: frozenset[str] | None = None) -> None:
        """Read from the store again: after an undo the forms of these records, after an import (None) everything."""
        self._screening = None
        self._open_forms()
        owners = None if records is None else records | self._instances_of(records)
        for instance in self._forms.values():
            if owners is None or instance.id in owners:
                instance.reload(self.kontekst())
        self._measures.reload(owners)
        self.refresh_context()
        self.keep_counts()

    def _instances_of(self, records: frozenset[str]) -> set[str]:
        """The form instances that repeat rows and entities belong to, with those that the log says they did."""
        store = self._desk.store
        versions = (v for record in records for v in store.history(record, "instans"))
        return {str(version.value) for version in versions if version.value}

    def recompute(self) -> None:
        """Work out again everything calculated: the log has changed beneath it."""
        for instance in (*self._forms.values(), *self._measures.instances()):
            instance.recompute()
        self.refresh_context()
        self.keep_counts()

    # -- forms of one's own, and versions ----------------------------------------------------------

    def addable_forms(self) -> list[tuple[str, str]]:
        """(form id, title) of the municipality's own forms that can be added to this visit."""
        return [
            (row.form_id, row.title)
            for row in self._library.rows()
            if row.own and not row.measure and row.form_id not in self._forms
        ]

    def add_form(self, form_id: str) -> str:
        """Add an own form to this visit, in today's version; returns the key of its first chapter, "" when none shows.

        InputError when it is not installed, is in the visit already, or the visit is finished.
        """
        if form_id not in dict(self.addable_forms()):
            raise InputError(_("Skemaet kan ikke tilføjes. Se på siden Skemaer, om det er installeret."))
        self._only_drafts()
        form = self.open_instance(derived_id(self.id, form_id), self._library.current(form_id).id)
        form.begin()
        self._open_forms()
        self._tell({form.id}, {kinds.INSTANCE})
        return next((c.key for c in self.chapters(everything=True) if c.form == form_id), "")

    def is_blank(self, form_id: str) -> bool:
        """Whether nobody has answered or noted anything in an added form."""
        form = self.form(form_id)
        kontekst = {"kontekst": form.kontekst}
        fresh = Session(form.definition, instance_id=form.id, instances=kontekst, clock=self._desk.clock)
        stands, untouched = (
            [(node.ref, node.value) for node in session.walk() if not node.calculated]
            for session in (form.session, fresh)
        )
        return stands == untouched and not any(form.marks.values())

    def remove_form(self, form_id: str) -> None:
        """Take an added form out of the visit while it is empty; undo brings it back."""
        if form_id in outline.VISIT_FORMS:
            raise InputError(_("Skemaet hører til besøget og kan ikke fjernes."))
        if not self.is_blank(form_id):
            raise InputError(_("Skemaet har svar og kan ikke fjernes. Slet svarene først."))
        instance = self.form(form_id).id
        self._desk.write([Change(instance, "@deleted", True)], context=self.id)
        self._open_forms()
        self._tell({instance}, {kinds.INSTANCE})

    def updates(self) -> list[FormUpdate]:
        """Forms of this visit that are installed in a newer version; none once the visit is finished."""
        return self._moves.updates()

    def compare_version(self, update: FormUpdate) -> Comparison:
        """What moving to the newer version does with each answer; nothing is written."""
        return self._moves.compare(update.form, update.record)

    def move_form(self, update: FormUpdate) -> None:
        """Move a form to its newer version, all in one step; undo moves back. Nothing leaves the log."""
        instance = self.form(update.form).id
        changes = self._moves.changes(update.form, update.record)
        self._desk.write(changes, context=self.id)
        touched = frozenset({instance, *(change.record for change in changes)})
        self.reload(touched)
        self._tell(touched, {kinds.INSTANCE, kinds.FINDING})

    def _only_drafts(self) -> None:
        if self.status != kinds.DRAFT:
            raise InputError(_("Besøget er afsluttet. Genåbn det først."))

    def finish(self) -> None:
        """From draft to finished; forms that keep their end time get it."""
        for form in self.forms():
            form.finish()
        self._set_status(kinds.FINISHED)

    def reopen(self) -> None:
        """Back to draft; the log shows when and by whom."""
        self._set_status(kinds.DRAFT)

    def report_model(self) -> ScreeningReport:
        """What the report says as the visit stands now, with the officer's changes to it: plain data."""
        from klimabesog.casework.documents import SCREENING_REPORT
        from klimabesog.casework.papers.draft import edits_of
        from klimabesog.casework.report import screening_report

        edits = edits_of(self._desk, SCREENING_REPORT, self.topic)
        return edits.applied(screening_report(self))

    def render_report(
        self,
        progress: Callable[[float], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Document:
        """The report as PDF, with what is to be said about it."""
        from klimabesog.casework.rendering import render

        return render(self.report_model(), self.photo_bytes, progress, cancelled)

    def issue_report(self) -> str:
        """Freeze the report as a numbered version with its PDF; returns the document's id."""
        from klimabesog.casework.papers.issuing import issue

        return issue(self.documents, self.report_model(), self.photo_bytes, self.topic)

    def _set_status(self, status: str) -> None:
        self._desk.save_record(self.id, kinds.VISIT, {"status": status}, context=self.id)
        self._tell({self.id}, {kinds.VISIT})

    def _label_of(self, record: str, path: str) -> str:
        for instance in (*self._forms.values(), *self._measures.instances()):
            node = instance.session.at(record, path)
            if node is not None:
                return node.label or node.name
        return path.rsplit("/", 1)[-1]
