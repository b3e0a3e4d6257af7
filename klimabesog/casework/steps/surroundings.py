"""What a step's form sees of the case: its `instance('kontekst')`, and the live list of the measures.

Beyond what a visit's form sees (`casework.context`): root/screening/{basisaar,kwh,kroner,co2_kg},
root/resultat/{kwh,kroner,co2_kg,investering} after overlap, root/samtale/<question> of the interview,
root/{information,aftale,gennemgang,plan}/<property> of the other steps, root/opfoelgning/{nummer,forrige}.
`instance('tiltag')/root/item` has name (the record), label and the properties of `measure_item`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, outline
from klimabesog.casework.context import Tree, kontekst
from klimabesog.casework.settings import as_context
from klimabesog.casework.steps.facts import follow_ups, said
from klimabesog.partnership.layers import AGREED, ESTIMATE
from klimabesog.xforms.xpath.nodes import XNode

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.measureform import Estimate
    from klimabesog.casework.measures import Measures
    from klimabesog.casework.steps.keys import StepKey
    from klimabesog.casework.visit import Visit
    from klimabesog.energy.stacking import MeasureResult
    from klimabesog.partnership.layers import MeasureLife

MEASURES = "tiltag"
"""The list's name in forms."""


def step_kontekst(casebook: Casebook, company: str, visit: Visit | None, key: StepKey) -> XNode:
    """The case around a step's form."""
    record = casebook.registry.record(company)
    return kontekst(
        {**record.fields, "id": record.id},
        {**visit.fields, "id": visit.id} if visit else {},
        visit.screening if visit else None,
        more={
            "kommune": as_context(casebook.desk),
            "screening": _screening(visit),
            "resultat": _result(visit),
            "samtale": _interview(visit),
            "information": said(casebook, company, kinds.INFORMATION),
            "aftale": said(casebook, company, kinds.AGREEMENT),
            "gennemgang": said(casebook, company, kinds.REVIEW),
            "plan": said(casebook, company, kinds.PLAN),
            "opfoelgning": _follow_up(casebook, company, key),
        },
    )


def _screening(visit: Visit | None) -> Mapping[str, object]:
    if visit is None or not visit.screening.rows:
        return {"basisaar": "", "kwh": "", "kroner": "", "co2_kg": ""}
    base = visit.screening.baseline
    return {"basisaar": base.year, "kwh": base.kwh, "kroner": base.kr, "co2_kg": base.co2_kg}


def _result(visit: Visit | None) -> Mapping[str, object]:
    result = visit.result() if visit else None
    if result is None or not result.measures:
        return {"kwh": "", "kroner": "", "co2_kg": "", "investering": ""}
    return {
        "kwh": result.saving_kwh,
        "kroner": result.saving_kroner,
        "co2_kg": result.saving_co2_kg,
        "investering": result.investment,
    }


def _interview(visit: Visit | None) -> Mapping[str, object]:
    """The answers of the interview by question; of a name used twice the first."""
    answers: dict[str, object] = {}
    for node in outline.questions(visit.session(outline.INTERVIEW).root) if visit else ():
        answers.setdefault(node.name, node.text or "")
    return answers


def _follow_up(casebook: Casebook, company: str, key: StepKey) -> Mapping[str, object]:
    earlier = [fields for fields in follow_ups(casebook, company) if fields["nummer"] < key.number]
    return {"nummer": key.number or "", "forrige": earlier[-1].get("dato") if earlier else ""}


# -- the measures --------------------------------------------------------------------------------------------------


def measure_list(visit: Visit | None) -> XNode:
    """The measures of the case as a list that forms choose from."""
    tree = Tree()
    root = tree.element(tree.document, "root")
    if visit is not None:
        book = visit.measure_book
        for instance, (estimate, life) in book.lives().items():
            item = tree.element(root, "item")
            for name, value in measure_item(book, instance, estimate, life).items():
                if isinstance(value, float):
                    tree.number(item, name, value)
                else:
                    tree.element(item, name, "" if value is None else str(value))
    return tree.document


def measure_item(book: Measures, instance: str, estimate: Estimate, life: MeasureLife) -> dict[str, object]:
    """A measure's properties; its figures are those of each layer alone, without the overlap with other measures.

    kWh, kr. and kg CO2e a year by layer: the one that counts now, the estimate (`skoen_…`), what is proposed
    (`forslag_…`: the adviser's, else the estimate) and what was agreed (`aftalt_…`); empty without such a layer.
    """
    fields = book.fields(instance)
    layers = {
        "": life.shown(),
        "skoen_": life.layer(ESTIMATE),
        "forslag_": life.proposal(),
        "aftalt_": life.layer(AGREED),
    }
    figures = {prefix: _figures(prefix, book.alone(estimate, layer)) for prefix, layer in layers.items()}
    return {
        "name": book.record(instance),
        "label": book.title(instance),
        **{name: fields.get(name) for name in ("status", "ansvarlig", "frist", "prioritet", "fravalgt_grund")},
        "aftalt": "1" if life.agreed else "",
        "aendret": "1" if life.changed_since_agreement() else "",
        **{name: value for group in figures.values() for name, value in group.items()},
    }


def _figures(prefix: str, result: MeasureResult | None) -> dict[str, object]:
    if result is None:
        return {f"{prefix}{name}": "" for name in ("kwh", "kroner", "co2_kg", "investering")}
    alone = result.alone
    return {
        f"{prefix}kwh": alone.kwh,
        f"{prefix}kroner": alone.kr,
        f"{prefix}co2_kg": alone.co2_kg,
        f"{prefix}investering": result.measure.investment,
    }
