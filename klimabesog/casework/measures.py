"""The measures of a visit: each a form of its own, together stacked on the baseline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from klimabesog.casework import kinds, outline
from klimabesog.casework.counting import (
    ORDER,
    agreed_figures,
    counting,
    known_uses,
    life_of,
    order_of,
    stack_up,
    whole_amounts,
)
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.life import LAYER_FIELDS, layer_bases, layer_value
from klimabesog.casework.measureform import Estimate, area_of, read_estimate
from klimabesog.casework.visitviews import Chapter, MeasureRow, ResultStrip
from klimabesog.energy.economics import Payback, Worth, rate_text, worth, worth_together
from klimabesog.energy.stacking import MeasureResult, StackResult
from klimabesog.energy.streams import Measure
from klimabesog.partnership.layers import AGREED, ESTIMATE, Layer, MeasureLife
from klimabesog.partnership.status import counts_as_done
from klimabesog.store import Change, Record
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms
    from klimabesog.xforms.xpath.nodes import XNode

PROPOSED, NOT_STARTED, REJECTED = "forslag", "ikke_startet", "fravalgt"
Said = Mapping[str, Mapping[str, Any]]
"""Instance -> fields of its measure's record as they stood at another time; those not named are as they are now."""
NOW: Said = MappingProxyType({})
STATUSES = ("forslag", "ikke_startet", "i_gang", "udskudt", "gennemfoert", "fravalgt")
ROUGH = "C"


class Measures:
    """The measures of one visit, with their sessions open, and what they come to."""

    def __init__(self, visit: VisitForms) -> None:
        self._visit = visit
        self._open: dict[str, FormInstance] = {}
        self._stacked: tuple[object, StackResult] | None = None

    # -- forms -----------------------------------------------------------------------------------

    def start(
        self, form_id: str, finding: str | None, further: Sequence[Change] = (), instance: str = ""
    ) -> str:
        """Open a new measure form and log it, so that it is there even if nothing is answered yet.

        `further` is written in the same step. `instance`: its id where it follows from something else.
        """
        instance = instance or new_id()
        form = self._new_form(form_id, instance, finding)
        form.begin([*further, *self._record_changes(instance, finding)])
        self._open[instance] = form
        return instance

    def beginning(self, form_id: str, instance: str, answers: Mapping[str, str]) -> list[Change]:
        """What begins a measure with the questions of these names answered, for another to keep in one step."""
        form = self._new_form(form_id, instance, None)
        nodes = [node for node in form.session.walk() if answers.get(node.name)]
        steps = [form.session.set(node.ref, answers[node.name]) for node in nodes]
        return [*self._record_changes(instance, None), *form.changes(steps)]

    def _new_form(self, form_id: str, instance: str, finding: str | None) -> FormInstance:
        return self._visit.open_instance(instance, self._visit.library.current(form_id).id, finding)

    def _record_changes(self, instance: str, finding: str | None) -> list[Change]:
        """What makes the measure's record."""
        visit = self._visit
        fields = {
            "besoeg": visit.id,
            "virksomhed": visit.company.id,
            "screening": visit.screening.id,
            "instans": instance,
            "fund": finding,
            "status": PROPOSED,
        }
        return visit.desk.differences(measure_id(instance), kinds.MEASURE, fields)

    def instance(self, instance: str) -> FormInstance | None:
        """An open measure form by its id."""
        self._load()
        return self._open.get(instance)

    def instances(self) -> tuple[FormInstance, ...]:
        """All measure forms, in the order they were begun."""
        self._load()
        return tuple(self._open.values())

    def _records(self) -> list[Record]:
        """Measure instances that stand."""
        visit = self._visit
        records = visit.desk.store.records(kinds.INSTANCE, besoeg=visit.id)
        measures = (r for r in records if r.id != derived_id(visit.id, str(r.fields.get("form_id"))))
        return sorted(measures, key=lambda r: r.created_hlc)

    def _load(self) -> None:
        """Open the forms that are not open, and let go of removed ones."""
        records = {record.id: record for record in self._records()}
        for instance in [known for known in self._open if known not in records]:
            del self._open[instance]
        for instance, record in records.items():
            form = self._open.get(instance)
            if form is None or form.version != record.fields["skema"]:
                finding = record.fields.get("fund")
                self._open[instance] = self._visit.open_instance(
                    instance, str(record.fields["skema"]), str(finding) if finding else None
                )

    def remove(self, instance: str) -> None:
        """Delete a measure: its form and its record, in one step."""
        records = (instance, measure_id(instance))
        self._visit.desk.write([Change(r, "@deleted", True) for r in records], context=self._visit.id)

    def agree(self, instance: str, responsible: str, deadline: str) -> None:
        """Put the proposal as it stands into the plan, with who carries it out and when (ISO date)."""
        plan = {"ansvarlig": responsible, "frist": deadline, "status": NOT_STARTED}
        self._save(instance, {**self._layer(instance, AGREED), **plan})

    def set_status(self, instance: str, status: str) -> None:
        """Set the status of the measure's record."""
        if status not in STATUSES:
            raise ValueError(status)
        self._save(instance, {"status": status})

    def move(self, instance: str, by: int) -> bool:
        """Let a measure act earlier (-1) or later (+1); False when it is first, last, or does not count.

        From then on all that count stand in a chosen order; new ones act last.
        """
        order = [result.measure.id for result in self.stacked().measures]
        place = order.index(instance) if instance in order else -1
        target = place + by
        if place < 0 or not 0 <= target < len(order):
            return False
        order[place], order[target] = order[target], order[place]
        self._keep_order({measure: number for number, measure in enumerate(order, 1)})
        return True

    def propose_order(self) -> None:
        """Let the measures act in the proposed order again."""
        self._keep_order(dict.fromkeys(self._open))

    @property
    def is_ordered(self) -> bool:
        """Whether an officer has chosen the order of some."""
        return any(order_of(self.fields(instance)) is not None for instance in self._open)

    def _keep_order(self, places: Mapping[str, int | None]) -> None:
        changed = {i: place for i, place in places.items() if order_of(self.fields(i)) != place}
        changes = [Change(measure_id(i), ORDER, place) for i, place in changed.items()]
        self._visit.desk.write(changes, context=self._visit.id)

    def _save(self, instance: str, fields: Mapping[str, object]) -> None:
        self._visit.desk.save_record(measure_id(instance), kinds.MEASURE, fields, context=self._visit.id)

    def refresh_context(self, plain: XNode) -> None:
        """The case changed: let open measure forms follow; `plain` is its context without a finding."""
        for instance in self.instances():
            finding = self.finding_of(instance.id)
            instance.set_kontekst(self._visit.kontekst(finding, plain) if finding else plain)

    def reload(self, instances: Container[str] | None = None) -> None:
        """Read these forms (None: all) from the store again."""
        self._open = {
            i: form for i, form in self._open.items() if instances is not None and i not in instances
        }
        self._load()

    def title(self, instance: str) -> str:
        """What a measure is called: as its form says now, else the form's own title."""
        form = self._open[instance]
        return read_estimate(form.session.root, form.id, form.definition.title).measure.title

    def finding_of(self, instance: str) -> str | None:
        """The finding a measure was begun from."""
        record = self._visit.desk.store.record(instance)
        finding = record.fields.get("fund") if record else None
        return str(finding) if finding else None

    # -- arithmetic ------------------------------------------------------------------------------

    def estimates(self) -> dict[str, Estimate]:
        """Instance id -> what its form says now."""
        return {i.id: read_estimate(i.session.root, i.id, i.definition.title) for i in self.instances()}

    def stacked(self) -> StackResult:
        """All measures that can be computed and are not rejected, one after another on the baseline."""
        estimates, screening = self._counting(lambda status: status != REJECTED), self._visit.screening
        key = (screening, tuple((i, e.measure, tuple(e.bases.items())) for i, e in estimates.items()))
        if self._stacked is None or self._stacked[0] != key:
            self._stacked = (key, self._stack(list(estimates.values())))
        return self._stacked[1]

    def stacked_as(self, said: Said) -> StackResult:
        """The same as the measures stood when this was said of them."""
        return self._stack(list(self._counting(lambda status: status != REJECTED, said).values()))

    def _counting(self, wanted: Callable[[str], bool], said: Said = NOW) -> dict[str, Estimate]:
        """By instance the figures that count, where there are any, of measures with a status that is wanted."""
        found = {}
        for instance, estimate in self.estimates().items():
            fields = {**self.fields(instance), **said.get(instance, {})}
            if wanted(str(fields.get("status") or PROPOSED)):
                found[instance] = counting(estimate, fields)
        return {instance: shown for instance, shown in found.items() if shown.complete}

    def _stack(self, estimates: Sequence[Estimate]) -> StackResult:
        """These measures one after another on the baseline, split as far as that is known."""
        return stack_up(self._visit.screening, estimates)

    def known_uses(self) -> dict[tuple[str, str], float]:
        """kWh a year of an (end use, carrier), as far as measures that count know it; the surest of them first."""
        return known_uses(self._counting(lambda status: status != REJECTED).values())

    def life(self, instance: str, estimate: Estimate | None = None) -> MeasureLife:
        """The measure with all its layers."""
        return life_of(estimate or self.estimates()[instance], self.fields(instance))

    def fields(self, instance: str) -> Mapping[str, Any]:
        """The fields of the measure's record."""
        record = self._visit.desk.store.record(measure_id(instance))
        return record.fields if record else {}

    def record(self, instance: str) -> str:
        """The measure's record."""
        return measure_id(instance)

    def area(self, instance: str) -> str:
        """The code of its focus area."""
        return area_of_form(self._open[instance])

    def instance_of(self, record: str) -> str:
        """The instance whose measure's record this is; "" when it is none of this visit's."""
        kept = self._visit.desk.store.record(record)
        instance = str(kept.fields.get("instans") or "") if kept is not None and not kept.deleted else ""
        return instance if instance in self._open or self.instance(instance) is not None else ""

    def agreed(self) -> list[str]:
        """Instances of the measures that the company has agreed to."""
        return [i.id for i in self.instances() if self.fields(i.id).get(LAYER_FIELDS[AGREED])]

    def open(self) -> list[str]:
        """Instances of the measures that were not rejected and have figures to go by."""
        lives = self.lives().items()
        return [i for i, (_estimate, life) in lives if life.status != REJECTED and life.shown() is not None]

    def lives(self) -> dict[str, tuple[Estimate, MeasureLife]]:
        """Every measure by its instance: what its form says now, and all its layers."""
        return {i: (estimate, self.life(i, estimate)) for i, estimate in self.estimates().items()}

    def alone(self, estimate: Estimate, layer: tuple[str, Layer] | None) -> MeasureResult | None:
        """What a layer of a measure comes to on the whole use; None where there is no such layer."""
        standing = self.standing(estimate, layer)
        if standing is None:
            return None
        return self._stack([standing]).measures[0]

    def in_amounts(self, estimate: Estimate) -> Measure:
        """The estimate's figures with its shares as the kWh they come to alone, on the whole use."""
        return whole_amounts(self._visit.screening, estimate)

    def standing(self, estimate: Estimate, layer: tuple[str, Layer] | None) -> Estimate | None:
        """The estimate with the figures of one of its layers, and the bases that their shares rest on."""
        if layer is None:
            return None
        name, found = layer
        return replace(estimate, measure=found.measure, bases=self._bases(name, estimate), complete=True)

    def together(self, instances: Collection[str]) -> StackResult:
        """What some measures come to without the others, one after another on the baseline."""
        counting = self._counting(lambda status: status != REJECTED)
        return self._stack([shown for instance, shown in counting.items() if instance in instances])

    def agreed_on(self, said: Said = NOW) -> StackResult:
        """What was agreed on and not rejected since, at the figures agreed, one after another on the baseline."""
        lives = (
            (estimate, life_of(estimate, {**self.fields(instance), **said.get(instance, {})}))
            for instance, estimate in self.estimates().items()
        )
        standing = (self.standing(e, life.layer(AGREED)) for e, life in lives if life.status != REJECTED)
        return self._stack([agreed for agreed in standing if agreed is not None])

    def carried_out(self, said: Said = NOW) -> StackResult:
        """What has been reached: the measures that were carried out, one after another on the baseline."""
        return self._stack(list(self._counting(counts_as_done, said).values()))

    def agreed_together(self) -> StackResult:
        """What was agreed on and not rejected since: those figures, one after another on the baseline."""
        fields = {instance: self.fields(instance) for instance in self._open}
        return self._stack(list(agreed_figures(self.estimates(), fields)))

    def set_layer(self, instance: str, layer: str, measure: Measure | None = None) -> None:
        """Write a later layer (raadgiver, aftalt, realiseret): `measure`, or the proposal as it stands."""
        self._save(instance, self._layer(instance, layer, measure))

    def _layer(self, instance: str, layer: str, measure: Measure | None = None) -> dict[str, object]:
        estimate = self.estimates()[instance]
        life, bases = self.life(instance, estimate), estimate.bases
        if measure is None:
            proposal = life.proposal()
            if proposal is None:
                raise InputError(_("Tiltaget kan ikke regnes ud endnu. Udfyld det, der mangler."))
            measure = proposal[1].measure
            bases = self._bases(proposal[0], estimate)
        based_on = life.estimate.version if life.estimate else ""
        return {LAYER_FIELDS[layer]: layer_value(measure, bases, based_on)}

    def _bases(self, layer: str, estimate: Estimate) -> dict[tuple[str, str], float]:
        """What the shares of a layer rest on: the estimate's on its form, a later one's on what was written with it."""
        if layer == ESTIMATE:
            return estimate.bases
        return layer_bases(layer, self.fields(estimate.measure.id))

    def rows(self) -> list[MeasureRow]:
        """Measures in the order they are counted; then those that lack something, those rejected last."""
        estimates = self.estimates()
        results = enumerate(self.stacked().measures, 1)
        rows = [self._row(estimates.pop(r.measure.id), r, place) for place, r in results]
        left = sorted(estimates.items(), key=lambda item: self.fields(item[0]).get("status") == REJECTED)
        return rows + [self._row(estimate, None) for _instance, estimate in left]

    def _row(self, estimate: Estimate, result: MeasureResult | None, place: int = 0) -> MeasureRow:
        fields = self.fields(estimate.measure.id)
        life, estimate = life_of(estimate, fields), counting(estimate, fields)
        measure = estimate.measure
        form = self._open[measure.id]
        payback = result.payback if result else Payback(None, "–")
        value = worth(result.outlay, self._visit.screening.interest) if result else Worth(irr_word="–")
        return MeasureRow(
            id=measure_id(measure.id),
            instance=measure.id,
            form_id=form.form_id,
            title=measure.title,
            area=area_of_form(form),
            accuracy=measure.accuracy if estimate.complete else "",
            status=str(fields.get("status") or PROPOSED),
            kwh=result.after.kwh if result else 0.0,
            kroner=result.after.kr if result else 0.0,
            co2_kg=result.after.co2_kg if result else 0.0,
            kwh_alone=result.alone.kwh if result else 0.0,
            kroner_alone=result.alone.kr if result else 0.0,
            co2_kg_alone=result.alone.co2_kg if result else 0.0,
            investment=measure.paid,
            payback_years=payback.years,
            payback_word=payback.word,
            complete=estimate.complete,
            finding=self.finding_of(measure.id),
            notes=tuple(filter(None, (*(result.notes if result else ()), estimate.problem, life.note()))),
            changed_since_agreement=life.changed_since_agreement(),
            responsible=str(fields.get("ansvarlig") or ""),
            deadline=str(fields.get("frist") or ""),
            place=place,
            npv=value.npv,
            irr=value.irr,
            irr_text=rate_text(value.irr, value.irr_word, measure.accuracy == ROUGH),
            annuity=value.annuity,
            worth_note=value.reason,
        )

    def result(self) -> ResultStrip:
        """The result so far."""
        stacked, screening = self.stacked(), self._visit.screening
        base = screening.baseline
        rough = any(result.measure.accuracy == ROUGH for result in stacked.measures)
        value = worth_together([result.outlay for result in stacked.measures], screening.interest)
        return ResultStrip(
            year=screening.year,
            consumption_kwh=base.kwh,
            consumption_kroner=base.kr,
            consumption_co2_kg=base.co2_kg,
            saving_kwh=stacked.after.kwh,
            saving_kroner=stacked.after.kr,
            saving_co2_kg=stacked.after.co2_kg,
            saving_kwh_alone=stacked.alone.kwh,
            saving_kroner_alone=stacked.alone.kr,
            investment=stacked.investment,
            payback_years=stacked.payback.years,
            payback_word=stacked.payback.word,
            measures=len(stacked.measures),
            rough=rough,
            over_10_tj=base.over_energy_audit_limit,
            warnings=(*screening.problems, *base.notes),
            npv=value.npv,
            irr=value.irr,
            irr_text=rate_text(value.irr, value.irr_word, rough),
            annuity=value.annuity,
            worth_note=value.reason,
        )

    def chapter(self) -> Chapter:
        """The page of measures in the outline: done / begun."""
        estimates = self.estimates().values()
        done = sum(1 for estimate in estimates if estimate.complete)
        return Chapter(
            key=outline.MEASURES_PAGE,
            section=_("Afslutning"),
            title=_("Tiltag"),
            hint=_("Hvad det er værd, fratrukket overlap."),
            form=None,
            ref=None,
            answered=done,
            total=len(estimates),
        )


def measure_id(instance: str) -> str:
    """The `tiltag` record of a measure form: what the engine derives for its entity."""
    return derived_id(instance, kinds.MEASURE)


def area_of_form(form: FormInstance) -> str:
    """The focus area code of a measure form: chosen in it, or named on one of its questions or groups."""
    return area_of(list(form.session.walk()))
