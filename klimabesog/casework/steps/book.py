"""The six steps of one company: their forms, opened with what the case knows, and every answer kept at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline
from klimabesog.casework.entities import Places
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.scope import Scope
from klimabesog.casework.steps.facts import agreement_of, skipped, step_facts
from klimabesog.casework.steps.keys import (
    FOLLOW_UP,
    FORMS,
    PLAN,
    RESTS_ON_VISIT,
    REVIEW,
    StepKey,
    parse_key,
    partnership_id,
)  # fmt: skip
from klimabesog.casework.steps.layers import (
    NEW_PROPOSAL,
    LayerRow,
    layer_changes,
    layer_rows,
    proposal_instance,
    withdrawn,
)
from klimabesog.casework.steps.surroundings import MEASURES, measure_list, step_kontekst
from klimabesog.casework.undo import UndoStack, describe
from klimabesog.casework.views import Changes
from klimabesog.casework.visitviews import Chapter
from klimabesog.partnership.steps import FOLLOW_UPS, StepState, check_skip, track
from klimabesog.partnership.target import Progress, progress
from klimabesog.store import Change, Event
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Changed, Node

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.visit import Visit


class StepBook:
    """The steps of one company; `key` is a form id, or "opfoelgning:1" for a follow-up."""

    def __init__(self, casebook: Casebook, company: str) -> None:
        self.company = casebook.registry.record(company).id
        self._casebook, self._desk = casebook, casebook.desk
        self._forms: dict[str, FormInstance] = {}
        self._stale: set[str] = set()
        self._layers_changed = False
        self._partnership = partnership_id(self.company)
        self._undo = UndoStack(self._desk, self._partnership)

    # -- the visit that it rests on ----------------------------------------------------------------

    @property
    def visit(self) -> Visit | None:
        """The visit whose use and measures the case goes by: the one kept to, else the newest."""
        visits = self._casebook.visits(self.company)
        kept = self._desk.store.record(self._partnership)
        chosen = str(kept.fields.get("besoeg") or "") if kept else ""
        found = next((row for row in visits if row.id == chosen), visits[0] if visits else None)
        return self._casebook.visit(found.id) if found else None

    def rest_on(self, visit: str) -> None:
        """Go by another visit from now on; what was agreed on stays with the measures of the former."""
        self._casebook.look_at(visit)
        self._desk.write(self._keeping_to(visit), context=self._partnership)
        self.refresh()
        self._tell({kinds.PARTNERSHIP})

    def _keeping_to(self, visit: str) -> list[Change]:
        fields = {"virksomhed": self.company, "besoeg": visit}
        return self._desk.differences(self._partnership, kinds.PARTNERSHIP, fields)

    # -- how far -----------------------------------------------------------------------------------

    def track(self) -> tuple[StepState, ...]:
        """The state of all six steps."""
        return track(step_facts(self._casebook, self.company))

    def skip(self, step: int, reason: str) -> None:
        """Skip a step; InputError without a reason, or when it has been begun."""
        state = self.track()[step - 1].state
        if state not in ("ikke_startet", "sprunget_over"):
            raise InputError(_("Trinnet er begyndt og kan ikke springes over."))
        self._write_skip(step, check_skip(reason))

    def unskip(self, step: int) -> None:
        """Have a step that was skipped in the case again."""
        self._write_skip(step, None)

    def _write_skip(self, step: int, reason: str | None) -> None:
        fields = {"virksomhed": self.company, "nummer": step, "sprunget_over": reason}
        record = derived_id(self.company, kinds.STEP, str(step))
        self._desk.save_record(record, kinds.STEP, fields, context=self._partnership)
        self._tell({kinds.STEP})

    def skipped(self) -> dict[int, str]:
        """Step number -> why it is skipped."""
        return skipped(self._casebook, self.company)

    def progress(self) -> Progress | None:
        """How far the measures reach towards the target; None without a signed agreement with a figure."""
        visit = self.visit
        if visit is None:
            return None
        return progress(
            agreement_of(self._casebook, self.company),
            visit.screening.baseline.co2_kg,
            visit.result().saving_co2_kg,
            visit.measure_book.carried_out().after.co2_kg,
        )

    # -- forms -------------------------------------------------------------------------------------

    def keys(self) -> list[str]:
        """The forms there are: one for each step, follow-ups as far as they were begun and the next one."""
        begun = [n for n in range(1, FOLLOW_UPS + 1) if self.is_begun(f"{FOLLOW_UP}:{n}")]
        numbers = range(1, min(FOLLOW_UPS, max(begun, default=0) + 1) + 1)
        single = [form for form in FORMS.values() if form != FOLLOW_UP]
        return [*single, *(f"{FOLLOW_UP}:{n}" for n in numbers)]

    def is_begun(self, key: str) -> bool:
        """Whether anything was ever answered in a form."""
        record = self._desk.store.record(parse_key(key).instance(self.company))
        return record is not None and not record.deleted

    def form(self, key: str) -> FormInstance:
        """A form, opened; nothing is stored before its first answer."""
        if key not in self._forms:
            self._forms[key] = self._opened(parse_key(key))
        elif key in self._stale:
            self._stale.discard(key)
            self._forms[key].set_list(MEASURES, measure_list(self.visit))
            self._forms[key].set_kontekst(
                step_kontekst(self._casebook, self.company, self.visit, parse_key(key))
            )
        return self._forms[key]

    def refresh(self) -> None:
        """The case changed elsewhere: each form follows when it is looked at next."""
        self._stale = set(self._forms)

    def _opened(self, key: StepKey) -> FormInstance:
        library = self._casebook.library
        library.install_builtin()
        instance = key.instance(self.company)
        record = self._desk.store.record(instance)
        version = str(record.fields["skema"]) if record and not record.deleted else library.current(key.form).id
        form = FormInstance(
            self._desk,
            instance,
            library.definition(version),
            version=version,
            links={"virksomhed": self.company, "trin": key.step, "nummer": key.number},
            context=self._partnership,
            kontekst=step_kontekst(self._casebook, self.company, self.visit, key),
            lists={MEASURES: measure_list(self.visit)},
            following=self._following,
        )
        if record is not None:
            form.recompute()  # a colleague may have answered since it was open here
        return form

    def title(self, key: str) -> str:
        """What a form is called."""
        return parse_key(key).title or self.form(key).definition.title

    def node(self, key: str, ref: str) -> Node:
        """A question by its reference."""
        return self.form(key).node(ref)

    def chapters(self, key: str) -> list[Chapter]:
        """The chapters of a form, with their counts."""
        form = self.form(key)
        return [outline.chapter(form, node, Scope()) for node in outline.chapter_nodes(form)]

    # -- answering ---------------------------------------------------------------------------------

    def answer(self, key: str, ref: str, value: str) -> Changed:
        """Answer a question; on return it is saved, with what it changes in a measure."""
        return self._after(key, self.form(key).answer(ref, value))

    def attach(self, key: str, ref: str, given: Path | bytes, name: str = "") -> Changed:
        """Answer a question with a file."""
        return self._after(key, self.form(key).attach(ref, given, name))

    def add_row(self, key: str, ref: str, before: int | None = None) -> Changed:
        """Add a row to a repeat."""
        return self._after(key, self.form(key).add_row(ref, before))

    def remove_row(self, key: str, ref: str) -> Changed:
        """Remove a row; a layer that it wrote goes with it."""
        form = self.form(key)
        row = next((row for row in layer_rows(form.session) if row.node.ref == ref), None)
        return self._after(key, form.remove_row(ref, withdrawn(self._desk.store, row) if row else ()))

    def missing_measures(self, key: str) -> dict[str, str]:
        """The measures that belong in a form and have no row in it yet: record -> title.

        In the review and the plan those that were not rejected, in a follow-up those that were agreed on.
        """
        visit = self.visit
        if visit is None or parse_key(key).form not in (REVIEW, PLAN, FOLLOW_UP):
            return {}
        book = visit.measure_book
        there = {row.measure for row in layer_rows(self.form(key).session)}
        wanted = book.agreed() if parse_key(key).form == FOLLOW_UP else book.open()
        return {book.record(i): book.title(i) for i in wanted if book.record(i) not in there}

    def fill(self, key: str) -> int:
        """Add a row for each measure that has none ("Hent tiltag"), in one step; returns how many."""
        form, wanted = self.form(key), self.missing_measures(key)
        repeat = next((d.path for d in form.definition.nodes if d.is_repeat and d.kb.get("lag")), "")
        if wanted and repeat:
            rows = {derived_id(form.id, measure): measure for measure in wanted}
            self._after(key, form.fill_rows(repeat, "tiltag", rows))
        return len(wanted)

    def measure_row(self, key: str, title: str) -> str:
        """The reference of the row of a form that speaks of the measure of this title; InputError when none does."""
        visit = self.visit
        book = visit.measure_book if visit else None
        titles = {book.record(i.id): book.title(i.id) for i in book.instances()} if book else {}
        for row in layer_rows(self.form(key).session):
            if titles.get(row.measure) == title:
                return row.node.ref
        raise InputError(_("Der er ingen række om »{title}«. Hent tiltagene først.").format(title=title))

    def _following(self, form: FormInstance, answered: Places) -> list[Change]:
        """What else an answer changes: layers of measures, and the visit that the case keeps to from now on."""
        visit = self.visit
        if visit is None:
            return []
        changes = layer_changes(self._desk.store, visit.measure_book, form.session, answered)
        self._layers_changed = self._layers_changed or bool(changes)
        kept = self._desk.store.record(self._partnership)
        if form.form_id in RESTS_ON_VISIT and kept is None:
            changes += self._keeping_to(visit.id)
        return changes

    def _after(self, key: str, changed: Changed) -> Changed:
        done = [changed, *self._make_proposals(key)]
        if self._layers_changed:
            done.append(self._forms[key].set_list(MEASURES, measure_list(self.visit)))
        self._layers_changed = False
        self._stale = set(self._forms) - {key}
        self._tell({kinds.INSTANCE, kinds.MEASURE})
        return Changed.of(done)

    def _make_proposals(self, key: str) -> list[Changed]:
        """A row with a proposal of the adviser's own, as soon as it can be computed with, becomes a measure."""
        visit, form = self.visit, self.form(key)
        if visit is None:
            return []
        own = [row for row in layer_rows(form.session) if row.title and not row.measure and row.is_complete]
        return [self._make_proposal(visit, form, row) for row in own]

    def _make_proposal(self, visit: Visit, form: FormInstance, row: LayerRow) -> Changed:
        instance = proposal_instance(row)
        visit.measure_book.start(NEW_PROPOSAL, None, instance=instance)
        said = {name: row.said(name) for name in ("ud_titel", "ud_indsatsomraade")}
        for node in [n for n in visit.form(instance).session.walk() if said.get(n.name)]:
            visit.form(instance).answer(node.ref, said[node.name])
        form.set_list(MEASURES, measure_list(visit))
        return form.answer(f"{row.node.ref}/tiltag", visit.measure_book.record(instance))

    def _tell(self, changed: set[str]) -> None:
        self._desk.tell(Changes(frozenset({self.company}), frozenset(changed)))

    # -- undo --------------------------------------------------------------------------------------

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to undo."""
        return self._undo.can_undo()

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone step to do again."""
        return self._undo.can_redo()

    def undo(self) -> str | None:
        """Take back the last change of this laptop in the steps; returns what it was."""
        return self._reverted(self._undo.undo)

    def redo(self) -> str | None:
        """Do again what was last undone."""
        return self._reverted(self._undo.redo)

    def _reverted(self, step: Callable[[], Event | None]) -> str | None:
        event = step()
        if event is None:
            return None
        self.reload()
        self._tell({kinds.INSTANCE, kinds.MEASURE, kinds.STEP})
        return describe(event, self._label_of)

    def reload(self) -> None:
        """Read the open forms from the store again: after an undo or an import."""
        for key in list(self._forms):
            self._forms[key] = self._opened(parse_key(key))

    def _label_of(self, record: str, field: str) -> str:
        for form in self._forms.values():
            node = form.session.at(record, field)
            if node is not None:
                return node.label
        return ""
