"""Rules for translations: every text in every language, and every column with a language."""

from __future__ import annotations

from collections.abc import Iterator

from klimabesog.values.texts import _
from klimabesog.xforms.columns import TEXTS, Column
from klimabesog.xforms.layout import Layout
from klimabesog.xforms.problems import Found
from klimabesog.xforms.sheets import Cell


def problems(form: Layout) -> Iterator[Found]:
    """What is missing in a form with several languages; the form works without, so these are warnings."""
    languages = _languages(form)
    if not languages:
        return
    default = form.settings["default_language"].value if "default_language" in form.settings else ""
    for sheet in ("survey", "choices"):
        for key in TEXTS:
            yield from _columns(form, sheet, key, languages, default)
    for question in form.questions:
        yield from _row("survey", form, question.cells)
    for choice in form.choices:
        yield from _row("choices", form, choice.cells)


def _languages(form: Layout) -> list[str]:
    """The languages of the questions' and choices' texts, in the order of their columns."""
    found = [
        column.language
        for sheet in ("survey", "choices")
        for column in form.columns.get(sheet, {}).values()
        if column.language and column.key in TEXTS
    ]
    return list(dict.fromkeys(found))


def _columns(form: Layout, sheet: str, key: str, languages: list[str], default: str) -> Iterator[Found]:
    columns = form.headings(sheet, key)
    if not columns:
        return
    plain = next((column for column in columns if not column.language), None)
    if plain is not None and not default:
        yield Found(
            form.sheet(sheet).heading(plain.heading),
            _("Kolonnen {column} har intet sprog, men andre har. Kald den fx {column}::Dansk (da).").format(
                column=plain.heading
            ),
            True,
        )
    covered = {column.language or default for column in columns}
    for language in languages:
        if language not in covered and plain is None:
            alike = next((other for other in covered if other.casefold() == language.casefold()), "")
            sentence = _("Sprogene {one} og {other} skrives forskelligt. Skriv dem ens.")
            if not alike:
                sentence = _("Kolonnen {column} mangler på sproget {language}.")
            yield Found(
                form.sheet(sheet).heading(columns[0].heading),
                sentence.format(column=f"{key}::{language}", language=language, one=language, other=alike),
                True,
            )


def _row(sheet: str, form: Layout, cells: object) -> Iterator[Found]:
    assert isinstance(cells, dict)
    for key in TEXTS:
        columns = form.headings(sheet, key)
        filled = [cells[key, column.language] for column in columns if (key, column.language) in cells]
        if not filled:
            continue
        for column in columns:
            if (key, column.language) not in cells:
                yield Found(_missing(filled[0], form, sheet, column), _sentence(column), True)


def _missing(beside: Cell, form: Layout, sheet: str, column: Column) -> Cell:
    """The empty cell, on the row of one that is filled."""
    letter = form.sheet(sheet).heading(column.heading).place.rstrip("0123456789")
    return Cell(sheet, beside.row, column.heading, "", f"{letter}{beside.row}" if letter else "")


def _sentence(column: Column) -> str:
    if not column.language:
        return _("Teksten mangler i kolonnen {column}.").format(column=column.heading)
    return _("Teksten mangler på sproget {language}.").format(language=column.language)
