"""What the author's checker asks beyond XLSForm: a measure form gives an effect, a property has one owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.energy.carriers import CARRIERS, END_USES
from klimabesog.energy.streams import CONVERT, KINDS, MONEY
from klimabesog.values.texts import _
from klimabesog.xforms.cellcheck import tree_of
from klimabesog.xforms.conversion import sheets_of
from klimabesog.xforms.layout import Layout, Question, layout
from klimabesog.xforms.meaning import choice_names, constant
from klimabesog.xforms.problems import Found, did_you_mean
from klimabesog.xforms.sheets import Cell
from klimabesog.xforms.xpath.errors import ParseError

STREAM = "ud_stroem"
_CARRIERS = {carrier.code: carrier.name for carrier in CARRIERS}
_CODES: dict[str, Mapping[str, str]] = {
    "art": KINDS,
    "slutanvendelse": END_USES,
    "energibaerer": _CARRIERS,
    "til_energibaerer": _CARRIERS,
}
_AMOUNTS = ("kwh", "andel", "kroner")


def problems(form: Layout, others: Iterable[Path]) -> Iterator[Found]:
    """All findings; `others` are forms that are there, looked into when this one changes records of theirs."""
    if kinds.MEASURE in _made(form):
        yield from _measure(form)
    if _declared(form, "entity_id"):
        yield from _shared(form, others)


def _made(form: Layout) -> set[str]:
    """The lists that the form makes records of; one with `update_if` alone changes those that are there."""
    columns = form.columns.get("entities", {})
    made = set()
    for row in form.sheet("entities").rows:
        cells = {columns[heading].key: cell.value for heading, cell in row.items()}
        if "update_if" not in cells or "create_if" in cells:
            made.add(cells.get("list_name", ""))
    return made


def _declared(form: Layout, key: str) -> list[Cell]:
    """The cells of a column of the entities sheet."""
    columns = form.columns.get("entities", {})
    return [cell for cell in form.sheet("entities").cells() if columns[cell.column].key == key]


# measure forms


def _measure(form: Layout) -> Iterator[Found]:
    first = form.sheet("survey").heading("name")
    streams = [q for q in form.questions if q.container and q.name.startswith(STREAM)]
    if not streams:
        yield Found(
            first,
            _("Et tiltagsskema skal have en gruppe med besparelsen. Kald den {name}.").format(
                name=STREAM + "_1"
            ),
        )
    for stream in streams:
        yield from _stream(form, stream)
    for name, what in (("ud_titel", _("overskriften")), ("ud_investering", _("prisen"))):
        if name not in form.by_name:
            yield Found(
                first,
                _("Tiltagsskemaet har ikke {name}, så {what} mangler.").format(name=name, what=what),
                True,
            )


def _stream(form: Layout, stream: Question) -> Iterator[Found]:
    inside = {question.name: question for question in stream.children}
    cell = stream.at("name")
    if "art" not in inside:
        yield Found(cell, _("{name} mangler art: {known}.").format(name=stream.name, known=", ".join(KINDS)))
    if not inside.keys() & set(_AMOUNTS):
        yield Found(cell, _("{name} mangler et tal: kwh, andel eller kroner.").format(name=stream.name))
    kind = _fixed(inside["art"]) if "art" in inside else ""
    if kind != MONEY and "energibaerer" not in inside:
        yield Found(cell, _("{name} mangler energibaerer, fx 'el'.").format(name=stream.name))
    if kind == CONVERT and "til_energibaerer" not in inside:
        yield Found(cell, _("{name} mangler til_energibaerer, fx 'el'.").format(name=stream.name))
    for name, known in _CODES.items():
        if name in inside:
            yield from _code(form, inside[name], known)


def _code(form: Layout, question: Question, known: Mapping[str, str]) -> Iterator[Found]:
    fixed = _fixed(question)
    codes = {fixed} if fixed else choice_names(question, form) if question.select else None
    for code in sorted(codes or ()):
        if code not in known:
            yield Found(
                question.at("calculation" if fixed else "type"),
                _("{code} kendes ikke som {name}. Vælg mellem {known}.").format(
                    code=code, name=question.name, known=", ".join(known)
                )
                + did_you_mean(code, known),
            )


def _fixed(question: Question) -> str:
    """The text that a calculation always gives, '' when it depends on something."""
    tree = tree_of(question.text("calculation"))
    value = None if isinstance(tree, ParseError) else constant(tree)
    return value if isinstance(value, str) else ""


# properties that another form calculates


def _shared(form: Layout, others: Iterable[Path]) -> Iterator[Found]:
    """A calculated property that two forms write to the same record would change with whichever was open last."""
    mine = dict(_calculated(form))
    own = form.settings["form_id"].value if "form_id" in form.settings else ""
    for path in others:
        other = layout(sheets_of(path.read_bytes(), path.name))
        if other.settings["form_id"].value == own:
            continue  # a new edition of the same form
        for place, _question in _calculated(other):
            if place in mine:
                cell = mine[place].at("save_to")
                title = other.settings["form_title"].value
                yield Found(
                    cell,
                    _("{name} regnes også ud af skemaet {title}. Gem i en anden egenskab.").format(
                        name=place[1], title=title
                    ),
                )


def _calculated(form: Layout) -> Iterator[tuple[tuple[str, str], Question]]:
    lists = [cell.value for cell in _declared(form, "list_name")]
    for question in form.questions:
        if question.kind == "calculate" and (target := question.text("save_to")):
            named, _hash, name = target.rpartition("#")
            for listed in [named] if named else lists:
                yield (listed, name), question
