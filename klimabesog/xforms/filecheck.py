"""Rules for files beside the form: choice lists in CSV or XML, looked-up tables, pictures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.columns import MEDIA
from klimabesog.xforms.conditioncheck import instance_names
from klimabesog.xforms.entitycheck import LISTS
from klimabesog.xforms.layout import Layout, Question
from klimabesog.xforms.problems import Found, did_you_mean
from klimabesog.xforms.sheets import MOST_BYTES, Cell, decoded, semicolons

LIVE = frozenset(("kontekst", *LISTS))
"""Instances that the program itself provides: the case around the form, and the lists of records."""
_SUFFIXES = (".csv", ".xml", ".geojson")
_PARAMETER = re.compile(r"\b(value|label)\s*=\s*([^\s;,]+)")


def problems(form: Layout, source: Path | None) -> Iterator[Found]:
    """All findings; without a `source` (the form's own file) what lies beside it is not known."""
    for question in form.questions:
        if question.file and not question.file.startswith("${"):
            yield from _choices(question, source)
        elif question.kind in ("csv-external", "xml-external") and question.name not in LIVE:
            suffix = question.kind.partition("-")[0]
            yield from _there(question.at("name"), f"{question.name}.{suffix}", source)
        for (key, _language), cell in question.cells.items():
            if key in MEDIA:
                yield from _there(cell, cell.value, source, warning=True)
    yield from _external_choices(form)
    yield from _pulled(form, source)


def _choices(question: Question, source: Path | None) -> Iterator[Found]:
    cell = question.at("type")
    if "external" in question.type.partition(" ")[0]:
        return
    if Path(question.file).suffix not in _SUFFIXES:
        yield Found(cell, _("Filen skal hedde noget, der ender på .csv, .xml eller .geojson."))
        return
    if Path(question.file).stem in LIVE:
        return
    missing = list(_there(cell, question.file, source))
    yield from missing
    if not missing and source is not None and question.file.endswith(".csv"):
        yield from _columns(question, cell, source)


def _there(cell: Cell, name: str, source: Path | None, warning: bool = False) -> Iterator[Found]:
    from klimabesog.xforms.conversion import beside

    if re.search(r"[/\\:*?\"<>|]", name) or name.startswith("."):
        yield Found(
            cell, _("{name} kan ikke bruges: skriv kun filens navn, uden mappe.").format(name=name), warning
        )
    elif source is not None and beside(source.parent, source.stem, name) is None:
        yield Found(
            cell, _("Filen {name} mangler. Læg den i samme mappe som skemaet.").format(name=name), warning
        )


def _columns(question: Question, cell: Cell, source: Path) -> Iterator[Found]:
    from klimabesog.xforms.conversion import beside

    place = beside(source.parent, source.stem, question.file)
    assert place is not None
    try:
        if place.stat().st_size > MOST_BYTES:
            raise InputError(_("{name} fylder for meget til et skema.").format(name=place.name))
        text = decoded(place.read_bytes())
        if semicolons(text):
            raise InputError(_("Filen er adskilt med semikolon. Brug komma som skilletegn."))
    except (InputError, OSError) as error:
        yield Found(cell, _("{name}: {reason}").format(name=question.file, reason=error))
        return
    headings = [heading.strip() for heading in next(csv.reader(io.StringIO(text[:100_000])), [])]
    wanted = {"value": "name", "label": "label", **dict(_PARAMETER.findall(question.text("parameters")))}
    for name in wanted.values():
        if name not in headings:
            yield Found(
                cell,
                _("Filen {file} har ingen kolonne {name}.").format(file=question.file, name=name)
                + did_you_mean(name, headings),
            )


def _external_choices(form: Layout) -> Iterator[Found]:
    for question in form.questions:
        if question.type.startswith("select_one_external"):
            yield Found(
                question.at("type"),
                _("select_one_external virker ikke her. Brug select_one {list} med choice_filter.").format(
                    list=question.list_name
                ),
            )


def _pulled(form: Layout, source: Path | None) -> Iterator[Found]:
    known = instance_names(form)
    for question in form.questions:
        for cell in question.cells.values():
            for name in re.findall(r"pulldata\s*\(\s*['\"]([^'\"]+)['\"]", cell.value):
                if name not in form.lists and name in known:
                    yield from _there(cell, f"{name}.csv", source)
