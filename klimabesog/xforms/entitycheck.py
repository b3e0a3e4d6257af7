"""Rules for entities: what answers are kept in (`entities` sheet), and that each property is written once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klimabesog.values.texts import _
from klimabesog.xforms.cellcheck import REFERENCE
from klimabesog.xforms.layout import Layout, Question
from klimabesog.xforms.problems import Found, did_you_mean
from klimabesog.xforms.sheets import Cell

LISTS = (
    "virksomheder", "lokationer", "kontakter", "grupper", "screeninger", "besoeg", "forbrug", "fordeling", "fund",
    "tiltag", "informationer", "aftaler", "gennemgange", "planer", "opfoelgninger", "dokumenter", "affald", "temaer",
)  # fmt: skip
"""The lists that the program itself reads."""
_PROPERTY = re.compile(r"[^\W\d][\w-]*\Z")


def problems(form: Layout) -> Iterator[Found]:
    """All findings."""
    declared = list(_declared(form))
    for question in form.questions:
        if (cell := question.cell("save_to")) is not None:
            yield from _property(question, cell, declared)
    yield from _lists(form, declared)
    yield from _twice(form, declared)


def _declared(form: Layout) -> Iterator[tuple[str, str, Cell]]:
    """(list, the repeat it is in, its cell) of each declaration."""
    columns = form.columns.get("entities", {})
    for row in form.sheet("entities").rows:
        cells = {columns[heading].key: cell for heading, cell in row.items()}
        if "list_name" in cells:
            around = cells.get("repeat")
            yield cells["list_name"].value, around.value if around else "", cells["list_name"]


def _property(question: Question, cell: Cell, declared: list[tuple[str, str, Cell]]) -> Iterator[Found]:
    name = cell.value.rpartition("#")[2]
    if not declared:
        yield Found(cell, _("save_to kræver arket entities, der siger, hvad svarene gemmes i."))
    elif question.container:
        yield Found(cell, _("save_to hører til et spørgsmål, ikke en gruppe."))
    elif name.lower() in ("name", "label") or name.startswith("__") or not _PROPERTY.match(name):
        yield Found(
            cell,
            _("{name} kan ikke bruges i save_to: brug bogstaver, tal og _, og ikke name eller label.").format(
                name=name
            ),
        )


def _lists(form: Layout, declared: list[tuple[str, str, Cell]]) -> Iterator[Found]:
    seen: set[str] = set()
    for name, around, cell in declared:
        if name in seen:
            yield Found(cell, _("Listen {name} står to gange på arket entities.").format(name=name))
        seen.add(name)
        if name not in LISTS:
            yield Found(
                cell,
                _("Listen {name} gemmes, men vises ikke: programmet kender {known}.").format(
                    name=name, known=", ".join(LISTS)
                )
                + did_you_mean(name, LISTS, 0.75),
                True,
            )
        if around:
            yield from _repeat(form, cell, around)
    for row in form.sheet("entities").rows:
        if not any(form.columns["entities"][heading].key == "list_name" for heading in row):
            yield Found(next(iter(row.values())), _("Arket entities mangler listens navn (list_name)."))


def _repeat(form: Layout, cell: Cell, around: str) -> Iterator[Found]:
    named = REFERENCE.fullmatch(around)
    found = form.question(named[1]) if named else None
    if found is None or found.kind != "repeat":
        yield Found(
            Cell("entities", cell.row, "repeat", around),
            _("repeat skal være en gentagelse i skemaet, fx ${{navn}}, ikke {text}.").format(text=around),
        )


def _twice(form: Layout, declared: list[tuple[str, str, Cell]]) -> Iterator[Found]:
    """A property of one list has one question that writes it."""
    only = declared[0][0] if len(declared) == 1 else ""
    seen: dict[tuple[str, str, object], Question] = {}
    for question in form.questions:
        cell = question.cell("save_to")
        if cell is None or question.container:
            continue
        of_list, _hash, name = cell.value.rpartition("#")
        place = None if of_list or only else question.repeats[-1:] or None
        other = seen.setdefault((of_list or only, name, place), question)
        if other is not question:
            yield Found(
                cell,
                _(
                    "{name} skrives også af {other} (række {row}). Kun ét spørgsmål må skrive en egenskab."
                ).format(name=name, other=other.name, row=other.row),
            )
