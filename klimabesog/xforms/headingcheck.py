"""Rules for sheets and headings: misspelt ones, which would be passed over in silence, and those that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.values.texts import _
from klimabesog.xforms import columns, sheets
from klimabesog.xforms.layout import Layout
from klimabesog.xforms.problems import Found, nearest
from klimabesog.xforms.sheets import Cell, Sheet

NOTES = frozenset((
    "note", "notes", "comment", "comments", "labels", "hints", "types", "value", "values", "options", "option",
    "number", "no", "nr", "id", "text",
))  # fmt: skip
"""Headings that people give columns of their own."""
_DANISH = {
    "navn": "name", "spørgsmål": "label", "tekst": "label", "hjælp": "hint", "hjælpetekst": "hint",
    "relevans": "relevant", "betingelse": "relevant", "beregning": "calculation", "påkrævet": "required",
    "obligatorisk": "required", "standard": "default", "standardværdi": "default", "udseende": "appearance",
    "liste": "list_name", "listenavn": "list_name", "titel": "form_title", "grænse": "constraint",
}  # fmt: skip
_ERRORS = ("#N/A", "#I/T", "#REF!", "#VALUE!", "#VÆRDI!", "#NAME?", "#NAVN?", "#DIV/0!", "#NUM!", "#NULL!")
_ALIKE = 0.82


def problems(form: Layout) -> Iterator[Found]:
    """All findings about sheets and headings."""
    yield from _sheets(form)
    for sheet in form.sheets.values():
        if sheet.name not in sheets.KNOWN:
            continue
        yield from _headings(form, sheet)
        yield from _twice(form, sheet)
        yield from (found for cell in sheet.cells() for found in _content(cell))
        if sheet.name in ("survey", "choices"):
            for row in {cell.row: cell for cell in sheet.stray}.values():
                yield Found(row, _("Cellen står i en kolonne uden overskrift og bliver ikke brugt."), True)


def _sheets(form: Layout) -> Iterator[Found]:
    if "survey" not in form.sheets:
        yield Found(Cell("survey", 0, "", ""), _("Arket survey mangler.") + _renamed(form, "survey"))
    for name in ("choices", "settings", "entities"):
        if name not in form.sheets and (near := _similar(form, name)):
            yield Found(
                Cell(near, 0, "", ""),
                _("Arket {near} bruges ikke. Skal det hedde {name}?").format(near=near, name=name),
            )


def _similar(form: Layout, name: str) -> str:
    others = [other for other in form.sheets if other not in sheets.KNOWN and not other.startswith("_")]
    return nearest(name, others, _ALIKE)


def _renamed(form: Layout, name: str) -> str:
    near = _similar(form, name)
    return " " + _("Mener du {near}?").format(near=near) if near else ""


def _headings(form: Layout, sheet: Sheet) -> Iterator[Found]:
    known = columns.KNOWN.get(sheet.name)
    if known is None:
        return
    present = {found.key for found in form.columns[sheet.name].values()}
    for heading, found in form.columns[sheet.name].items():
        if found.key or found.passed or heading.startswith("_"):
            continue
        first = columns.snake(heading.partition("::")[0].partition(":")[0])
        meant = _DANISH.get(first, "")
        if meant not in known or meant in present or sheet.name == "choices":
            meant = _near(first, known, present)
        if meant:
            yield Found(
                sheet.heading(heading),
                _("Kolonnen {column} kendes ikke. Mener du {near}?").format(column=heading, near=meant),
            )


def _near(heading: str, known: tuple[str, ...], present: set[str]) -> str:
    """The known heading it is so like that it must be a slip."""
    if heading in NOTES or len(heading) < 4 or ":" in heading:
        return ""
    near = nearest(heading, [name for name in known if len(name) > 3], _ALIKE)
    return near if near not in present else ""


def _twice(form: Layout, sheet: Sheet) -> Iterator[Found]:
    for cell in sheet.doubled:
        yield Found(
            cell, _("Kolonnen {column} står to gange på arket {sheet}. Slet den ene.").format(
                column=cell.column, sheet=sheet.name
            )
        )  # fmt: skip
    seen: dict[tuple[str, str], str] = {}
    for heading, found in form.columns[sheet.name].items():
        if not found.key:
            continue
        other = seen.setdefault((found.key, found.language), heading)
        if other != heading:
            yield Found(
                sheet.heading(heading),
                _("Kolonnerne {one} og {other} betyder det samme. Slet den ene.").format(
                    one=other, other=heading
                ),
            )


def _content(cell: Cell) -> Iterator[Found]:
    if cell.formula:
        yield Found(cell, _("Cellen er en formel uden værdi. Skriv værdien i stedet for formlen."))
    elif cell.value.upper() in _ERRORS:
        yield Found(
            cell,
            _("Cellen viser Excels fejl {error}. Ret formlen, eller skriv værdien.").format(error=cell.value),
        )
    elif any(ord(sign) < 32 and sign not in "\t\n\r" for sign in cell.text):
        yield Found(cell, _("Cellen har et usynligt tegn, der ikke kan gemmes. Skriv teksten igen."))
