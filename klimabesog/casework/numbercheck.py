"""Checks of the numbers in the open: what looks odd or is missing, each with the place to go to. Nothing is blocked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.entities import rows_by_entity
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.measureform import read_estimate
from klimabesog.casework.visitviews import QuestionHit
from klimabesog.casework.wayfinding import Place
from klimabesog.energy.baseline import RowResult
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.stacking import MeasureResult
from klimabesog.energy.state import State
from klimabesog.values.danish import format_unit
from klimabesog.values.texts import _
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.visitforms import VisitForms

NORMAL = "graddage_normal"
"""The question of the baseline that names the normal year; it is asked where energy heats."""
_NEAR = 0.98
"""A split is in whole percent; less than this of what a form reckons with is another figure, not a rounded one."""


def remarks(visit: VisitForms) -> list[QuestionHit]:
    """Everything to look at once more, in the order of the visit: the use, then the measures."""
    return [*_baseline(visit), *_measures(visit)]


# -- the use ---------------------------------------------------------------------------------------


def _baseline(visit: VisitForms) -> Iterator[QuestionHit]:
    form, screening = visit.form(outline.BASELINE), visit.screening
    here = _BaselinePlaces(form)
    for problem in screening.problems:
        yield here.hit("", "", problem)
    if screening.baseline.over_energy_audit_limit:
        yield here.hit("", "maengde", _("Over 10 TJ: loven kræver energisyn"))
    for result in screening.baseline.rows:
        yield from _row(result, screening.year, here)
    for code in screening.factors.off_boundary(screening.baseline.use()):
        said = _("{carrier}: udledning med en anden grænse").format(carrier=carrier_name(code))
        yield here.hit(_row_of(screening.baseline.rows, code), "energibaerer", said)
    normal = here.question(NORMAL)
    if normal is not None and normal.relevant and not normal.value:
        yield here.at(normal, _("Vælg normalår for varmen"))


def _row(result: RowResult, year: int, here: _BaselinePlaces) -> Iterator[QuestionHit]:
    row = result.row
    if not row.source:
        yield here.hit(row.id, "kilde", _("Kilden til tallet mangler"))
    if result.odd_price:
        yield here.hit(row.id, "kroner", _("Usædvanlig pris pr. kWh: tjek tallene"))
    if result.counted and result.year not in (None, year):
        said = _("Basisåret {base} mangler, {year} er brugt").format(base=year, year=result.year)
        yield here.hit(row.id, "fra", said)


def _row_of(rows: tuple[RowResult, ...], code: str) -> str:
    return next((result.row.id for result in rows if result.row.carrier == code), "")


class _BaselinePlaces:
    """Where the baseline's rows stand in its form; looked up when the first remark asks."""

    def __init__(self, form: FormInstance) -> None:
        self._form = form
        self._place = Place.of(form, next(iter(outline.chapter_nodes(form)), form.session.root))
        self._rows: dict[str, Node] | None = None

    def hit(self, entity: str, name: str, said: str) -> QuestionHit:
        """A remark at the question of this name in the row that made an entity; at the first row for none."""
        row = self._row(entity)
        return self.at(next((node for node in row.children if node.name == name), row.children[0]), said)

    def at(self, node: Node, said: str) -> QuestionHit:
        return _told(self._place, node, said)

    def question(self, name: str) -> Node | None:
        return next((node for node in self._form.session.root.children if node.name == name), None)

    def _row(self, entity: str) -> Node:
        rows = [node for node in self._form.session.root.children if node.is_row and node.name == "forbrug"]
        if entity and self._rows is None:
            self._rows = rows_by_entity(self._form.session)
        return (self._rows or {}).get(entity) or (rows[0] if rows else self._form.session.root)


# -- measures --------------------------------------------------------------------------------------


def _measures(visit: VisitForms) -> Iterator[QuestionHit]:
    forms = {form.id: form for form in visit.measure_instances()}
    stacked = visit.measure_book.stacked()
    for result in stacked.measures:
        form = forms.get(result.measure.id)
        if form is not None:
            yield from _measure(result, form)
            yield from _base(result, form, stacked.before_state)


def _base(result: MeasureResult, form: FormInstance, state: State) -> Iterator[QuestionHit]:
    """A share of more than the end use takes: the form's sum is then another than the report's."""
    shares = {(stream.end_use, stream.carrier) for stream in result.measure.streams if stream.share}
    bases = read_estimate(form.session.root, form.id, form.definition.title).bases if shares else {}
    for place in sorted(shares & bases.keys()):
        base, whole = bases[place], state.drawn_on(*place)
        if place[1] in state.carriers() and whole < base * _NEAR:
            said = _("Regner med {base}, men der bruges kun {whole} til det: tjek tallene").format(
                base=format_unit(base, "kWh"), whole=format_unit(whole, "kWh")
            )
            yield _at(result, form, ("ind_forbrug", "ind_varme", "ind_kw"), said)


def _measure(result: MeasureResult, form: FormInstance) -> Iterator[QuestionHit]:
    measure = result.measure
    if result.exceeds:
        yield _at(result, form, (), _("Sparer mere, end der bruges: tjek tallene"))
    if measure.investment is None:
        yield _at(result, form, ("ind_investering", "ud_investering"), _("Investeringen mangler"))
    if measure.lifetime is None:
        yield _at(result, form, ("ud_levetid", "ind_levetid"), _("Levetiden mangler"))


def _at(result: MeasureResult, form: FormInstance, names: tuple[str, ...], said: str) -> QuestionHit:
    """A remark at the first of these questions that is asked, else at the measure's first question."""
    asked = list(outline.questions(form.session.root))
    node = next(
        (n for name in names for n in asked if n.name == name), asked[0] if asked else form.session.root
    )
    title = _("Tiltag: {title}").format(title=result.measure.title)
    place = Place(outline.MEASURE_PREFIX + form.id, title, form.id, form, form.session.root)
    return _told(place, node, said)


def _told(place: Place, node: Node, said: str) -> QuestionHit:
    """The remark as the line's words, with the question it stands at beneath."""
    return replace(place.hit(node), label=said, found=node.label or "", answer="", message="")
