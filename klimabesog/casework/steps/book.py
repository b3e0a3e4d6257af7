"""The six steps of one company: their forms, opened with what the case knows, and every answer kept at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from klimabesog.casework import kinds, outline, wayfinding
from klimabesog.casework.answering import Answering
from klimabesog.casework.entities import Places
from klimabesog.casework.formmoves import FormMoves
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.scope import Scope
from klimabesog.casework.steps.facts import Fields, agreement_of, follow_ups, skipped, step_facts
from klimabesog.casework.steps.keys import (
    AGREEMENT,
    BILL_CHAPTERS,
    FOLLOW_UP,
    FOLLOW_UP_STEP,
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
    PROPOSAL_TEXTS,
    LayerRow,
    layer_changes,
    layer_rows,
    proposal_instance,
    withdrawn,
)
from klimabesog.casework.steps.skipping import Skip, may_be_left_out, skip_changes, skip_of
from klimabesog.casework.steps.surroundings import MEASURES, measure_list, step_kontekst
from klimabesog.casework.steps.target import Target, progress_of, target_of
from klimabesog.casework.undo import ADVISER_FILE, Undoing, UndoStack
from klimabesog.casework.views import Changes, VisitRow
from klimabesog.casework.visitviews import Chapter, FormUpdate, HomelessAnswer, QuestionHit
from klimabesog.casework.wayfinding import Lists, Place
from klimabesog.partnership.steps import FOLLOW_UPS, NOT_STARTED, SKIPPED, StepState, track
from klimabesog.partnership.target import Agreement, Progress
from klimabesog.store import Change, Event
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _
from klimabesog.xforms import Changed

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.library import FormLibrary
    from klimabesog.casework.versions import Comparison
    from klimabesog.casework.visit import Visit


class RowMeasure(NamedTuple):
    """The measure that a row of a step's form is about: the visit it is calculated in, and its instance there."""

    visit: str
    instance: str


class StepBook(Answering, Undoing):
    """The steps of one company; `key` is a form id, or "opfoelgning:1" for a follow-up."""

    def __init__(self, casebook: Casebook, company: str) -> None:
        self.company = casebook.registry.record(company).id
        self._casebook, self._desk = casebook, casebook.desk
        self._forms: dict[str, FormInstance] = {}
        self._stale: set[str] = set()
        self._layers_changed = False
        self._partnership = partnership_id(self.company)
        self._undo = UndoStack(self._desk, self._partnership)
        self._moves = FormMoves(self)

    # -- the visit that it rests on ----------------------------------------------------------------

    def visits(self) -> list[VisitRow]:
        """The visits that the case may rest on, newest first."""
        return self._casebook.visits(self.company)

    @property
    def case_visit(self) -> VisitRow | None:
        """The visit whose use and measures the case goes by: the one kept to, else the newest."""
        visits = self.visits()
        kept = self._desk.store.record(self._partnership)
        chosen = str(kept.fields.get("besoeg") or "") if kept else ""
        return next((row for row in visits if row.id == chosen), visits[0] if visits else None)

    @property
    def visit(self) -> Visit | None:
        """That visit, opened."""
        found = self.case_visit
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
        self.skip_all({step: reason})

    def skip_all(self, reasons: Mapping[int, str]) -> None:
        """Skip several steps in one go, each with its reason; InputError as for one, and then none is skipped."""
        states = self.track()
        if any(states[step - 1].state not in (NOT_STARTED, SKIPPED) for step in reasons):
            raise InputError(_("Trinnet er begyndt og kan ikke springes over."))
        self._write_skips(reasons)

    def unskip(self, step: int) -> None:
        """Have a step that was skipped in the case again."""
        self._write_skips({step: None})

    def _write_skips(self, reasons: Mapping[int, str | None]) -> None:
        self._desk.write([*skip_changes(self._casebook, self.company, reasons)], context=self._partnership)
        self._tell({kinds.STEP})

    def skip_of(self, step: int) -> Skip | None:
        """Why, by whom and when a step was skipped; None when it is not."""
        return skip_of(self._casebook, self.company, step)

    def may_be_left_out(self) -> tuple[int, ...]:
        """Steps to propose to skip, because the agreed kinds of partnership need no full course."""
        return may_be_left_out(self._casebook, self.company, self.track())

    def skipped(self) -> dict[int, str]:
        """Step number -> why it is skipped."""
        return skipped(self._casebook, self.company)

    def progress(self) -> Progress | None:
        """How far the measures reach towards the target; None without a signed agreement with a figure."""
        visit = self.visit
        return progress_of(self.agreement(), visit) if visit else None

    def agreement(self) -> Agreement | None:
        """The agreement as far as it goes, signed or not; None while it is not begun."""
        return agreement_of(self._casebook, self.company)

    def target(self) -> Target:
        """What the agreement aims at, and how far the measures reach."""
        return target_of(self._casebook, self.company, self.visit)

    # -- forms -------------------------------------------------------------------------------------

    def keys(self) -> list[str]:
        """The forms there are: one for each step, follow-ups as far as they were begun and the next one."""
        begun = max((n for n in range(1, FOLLOW_UPS + 1) if self.is_begun(f"{FOLLOW_UP}:{n}")), default=0)
        single = [form for form in FORMS.values() if form != FOLLOW_UP]
        return [*single, *(f"{FOLLOW_UP}:{n}" for n in range(1, min(FOLLOW_UPS, begun + 1) + 1))]

    def form_of(self, step: int) -> str:
        """The form that a step shows first: of follow-ups the newest, or the next one when that is finished."""
        if step != FOLLOW_UP_STEP:
            return FORMS[step]
        done = {fields["nummer"]: fields.get("afsluttet") == "ja" for fields in self.follow_ups()}
        newest = max(done, default=0)
        number = newest if newest and not done[newest] else min(FOLLOW_UPS, newest + 1)
        return f"{FOLLOW_UP}:{number}"

    def follow_ups(self) -> list[Fields]:
        """What the follow-ups say that were begun, in their order, each with its `nummer`."""
        return follow_ups(self._casebook, self.company)

    def next_follow_up(self) -> str:
        """The key of the follow-up that is to come; "" after the last."""
        begun = [fields["nummer"] for fields in self.follow_ups()]
        number = max(begun, default=0) + 1
        return f"{FOLLOW_UP}:{number}" if number <= FOLLOW_UPS else ""

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

    def chapters(self, key: str) -> list[Chapter]:
        """The chapters of a form, with their counts."""
        form = self.form(key)
        return [outline.chapter(form, node, Scope()) for node in outline.chapter_nodes(form)]

    # -- versions ----------------------------------------------------------------------------------

    @property
    def library(self) -> FormLibrary:
        """The installed forms."""
        return self._casebook.library

    def moving_forms(self, only: str = "") -> list[tuple[str, FormInstance]]:
        """The forms that were begun, each by its key; or the one of a key."""
        return [(key, self.form(key)) for key in self.keys() if only in ("", key) and self.is_begun(key)]

    def stays(self, key: str) -> str:
        """Why a form must stay in its version: both parties have signed it, or the follow-up is finished; "" if not."""
        agreement = agreement_of(self._casebook, self.company) if key == AGREEMENT else None
        if agreement is not None and agreement.signed:
            return _("Aftalen er underskrevet og bliver i den version, der er skrevet under på.")
        number = parse_key(key).number
        if number and any(f["nummer"] == number and f.get("afsluttet") == "ja" for f in self.follow_ups()):
            return _("Opfølgningen er afsluttet og bliver i sin version.")
        return ""

    def updates(self, key: str) -> list[FormUpdate]:
        """The newer version that a form may be moved to, if there is one."""
        return self._moves.updates(key)

    def compare_version(self, update: FormUpdate) -> Comparison:
        """What moving to the newer version does with each answer; nothing is written."""
        return self._moves.compare(update.form, update.record)

    def move_form(self, update: FormUpdate) -> None:
        """Move a form to its newer version, all in one step; undo moves back. Nothing leaves the log."""
        self._desk.write(self._moves.changes(update.form, update.record), context=self._partnership)
        self.reload()
        self._tell({kinds.INSTANCE, kinds.MEASURE})

    def homeless(self, key: str) -> list[HomelessAnswer]:
        """Answers in the log that the form's version now has no place for: nothing is dropped."""
        return self._moves.homeless(key)

    # -- finding one's way -------------------------------------------------------------------------

    def partnership_kinds(self) -> str:
        """The kinds of partnership that were chosen in the agreement, as a person reads them."""
        chosen = (n for n in self.session(AGREEMENT).walk() if n.name == "partnerskabstyper" and n.value)
        return next((outline.answer_text(node) for node in chosen), _("Uden fælles aftale"))

    def places(self, key: str) -> list[Place]:
        """The chapters of a form as lists and searches name them."""
        form = self.form(key)
        return [
            Place(outline.chapter_key(form, node), node.label or form.definition.title, key, form, node)
            for node in outline.chapter_nodes(form)
        ]

    def lists(self, key: str) -> Lists:
        """What is missing in a form, what does not hold, what was flagged and what has a comment."""
        return wayfinding.lists(self.places(key), Scope())

    def search(self, key: str, text: str) -> list[QuestionHit]:
        """Questions of a form of which label, hint, answer or comment hold every word."""
        return wayfinding.search(text, self.places(key), (), {})

    def neighbour(
        self, key: str, found: Iterable[QuestionHit], now: tuple[str, str] | None, by: int
    ) -> QuestionHit | None:
        """The question after (+1) or before (-1) `now` (form, ref) in a list; round the end."""
        order = [(p.form, node.ref) for p in self.places(key) for node in outline.questions(p.top)]
        return wayfinding.next_hit(found, order, now, by)

    def saved_at(self) -> str:
        """Clock time of the last saved change in the steps, "14.05"; "" before the first."""
        return self._desk.saved_time(self._partnership)

    # -- answering ---------------------------------------------------------------------------------

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

    def is_measures(self, key: str, ref: str) -> bool:
        """Whether the rows about measures stand in the chapter at a reference."""
        return any(child.is_repeat and child.kb.get("lag") for child in self.node(key, ref).definition.children)

    def is_about_bills(self, key: str, ref: str) -> bool:
        """Whether a chapter asks for new bills, or for what explains them."""
        return parse_key(key).form == FOLLOW_UP and self.node(key, ref).name in BILL_CHAPTERS

    def has_measures(self, key: str) -> bool:
        """Whether any row of a form is about a measure."""
        return any(row.measure for row in layer_rows(self.form(key).session))

    def lacks_measures(self, key: str) -> str:
        """What must be done before measures can be fetched into a form: besoeg, tiltag (calculate some) or plan (agree
        on some); "" when there are some, or the form takes none."""
        form, visit = parse_key(key).form, self.visit
        if form not in (REVIEW, PLAN, FOLLOW_UP):
            return ""
        if visit is None:
            return "besoeg"
        if not visit.measure_book.open():
            return "tiltag"
        return "plan" if form == FOLLOW_UP and not visit.measure_book.agreed() else ""

    def fill(self, key: str, only: str = "") -> int:
        """Add a row for each measure that has none ("Hent tiltag"), or for the one of this title, in one step; returns
        how many."""
        form, missing = self.form(key), self.missing_measures(key)
        wanted = {measure: title for measure, title in missing.items() if only in ("", title)}
        repeat = next((d.path for d in form.definition.nodes if d.is_repeat and d.kb.get("lag")), "")
        if wanted and repeat:
            rows = {derived_id(form.id, measure): measure for measure in wanted}
            self._after(key, form.fill_rows(repeat, "tiltag", rows))
        return len(wanted)

    def measure_of_row(self, key: str, ref: str) -> RowMeasure | None:
        """The measure that the row at a reference is about; None for another row, or one without a measure."""
        rows = layer_rows(self.form(key).session)
        measure = next((row.measure for row in rows if row.node.ref == ref), "")
        record = self._desk.store.record(measure) if measure else None
        if record is None or record.deleted:
            return None
        return RowMeasure(str(record.fields.get("besoeg")), str(record.fields.get("instans")))

    def measure_row(self, key: str, title: str) -> str:
        """The reference of the row of a form that speaks of the measure of this title; InputError when none does."""
        visit = self.visit
        book = visit.measure_book if visit else None
        titles = {book.record(i.id): book.title(i.id) for i in book.instances()} if book else {}
        for row in layer_rows(self.form(key).session):
            if titles.get(row.measure) == title:
                return row.node.ref
        raise InputError(_("Der er ingen række om »{title}«. Hent tiltagene først.").format(title=title))

    def keep_adviser(self, steps: Iterable[Changed], further: Iterable[Change], digest: str) -> None:
        """Keep what an adviser's file (its SHA-256) changed in the review and the measures, all in one step."""
        visit = self.visit
        assert visit is not None
        file = {"sha256": digest, "tid": self._desk.now().isoformat()}
        fields = {"virksomhed": self.company, "besoeg": visit.id, ADVISER_FILE: file}
        read = self._desk.differences(self._partnership, kinds.PARTNERSHIP, fields)
        changed = self.form(REVIEW).keep(steps, [*further, *read])
        for form in visit.measure_book.instances():
            form.recompute()  # new ones among them
        self._layers_changed = True
        self._after(REVIEW, changed)

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

    def following(self, key: str, answers: Mapping[tuple[str, str], object]) -> list[Change]:
        """What answers by (record, path) would change in the measures, when they are given past the form."""
        form = self._opened(parse_key(key))
        for (record, path), value in answers.items():
            if (node := form.session.at(record, path)) is not None and not node.calculated:
                form.session.set(node.ref, str(value or ""))
        return self._following(form, answers.keys())

    def _after(self, key: str, changed: Changed) -> Changed:
        done = [changed, *self._make_proposals(key)]
        if self._layers_changed:
            done.append(self._forms[key].set_list(MEASURES, measure_list(self.visit)))
        self._layers_changed = False
        self._stale = set(self._forms) - {key}
        self._tell({kinds.INSTANCE, kinds.MEASURE})
        return Changed.of(done)

    def _noted(self, key: str) -> None:
        self._tell({kinds.INSTANCE})

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
        said = {name: row.said(name) for name in PROPOSAL_TEXTS}
        for node in [n for n in visit.form(instance).session.walk() if said.get(n.name)]:
            visit.form(instance).answer(node.ref, said[node.name])
        form.set_list(MEASURES, measure_list(visit))
        return form.answer(f"{row.node.ref}/tiltag", visit.measure_book.record(instance))

    def _tell(self, changed: set[str]) -> None:
        self._desk.tell(Changes(frozenset({self.company}), frozenset(changed)))

    # -- undo --------------------------------------------------------------------------------------

    @property
    def context(self) -> str:
        """What is done in the steps is done in this context: undo, history and "Afklar" go by it."""
        return self._partnership

    def _reverted(self, step: Event) -> None:
        self.reload()
        self._tell({kinds.INSTANCE, kinds.MEASURE, kinds.STEP})

    def reload(self) -> None:
        """Read the open forms from the store again: after an undo or an import."""
        for key in list(self._forms):
            self._forms[key] = self._opened(parse_key(key))

    def _label_of(self, record: str, field: str) -> str:
        """What a question is called; of a row that is gone, as the same question in another row."""
        for form in self._forms.values():
            node = form.session.at(record, field) or next(
                (node for node in form.session.walk() if node.path == field), None
            )
            if node is not None:
                return node.label or node.name
        return field.rsplit("/", 1)[-1]
