"""What a follow-up's new bills say, as its report prints it: the same figures as beneath the form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from klimabesog.casework.papers.said import Said
from klimabesog.casework.steps.bills import BillLine, bill_report
from klimabesog.reports.sections.new_bills import Bills, BillsLine
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook

NONE_WRITTEN = "Der er ikke skrevet nye regninger ved denne opfølgning."


def bills_of(book: StepBook, key: str) -> Bills:
    """The comparison, and what was written to explain it."""
    report = bill_report(book, key)
    if report is None or (report.empty and not report.notes):
        return Bills(empty=_(NONE_WRITTEN))
    total = _line(report.total) if report.total else None
    lines = tuple(_line(line) for line in report.lines)
    return Bills(lines, total, tuple(_told(book, key)), report.notes, report.empty)


def _line(line: BillLine) -> BillsLine:
    parts = (line.base, line.now, line.weather, line.activity, line.rest)
    return BillsLine(line.name, line.verdict, line.says_much, *parts, line.notes, line.months)


def _told(book: StepBook, key: str) -> Iterator[str]:
    """Degree days and activities as they were written."""
    form = book.form(key)
    said = Said(form)
    then, now, source = (said.text(f"graddage_{name}") for name in ("basis", "nu", "kilde"))
    if then and now:
        days = _("Graddage: {then} i basisårets måneder, {now} i de nye").format(then=then, now=now)
        yield f"{days} ({source})." if source else f"{days}."
    for row in form.session.walk():
        if row.is_row and row.name == "aktivitet" and row.relevant:
            activity = Said(form, row)
            if words := _activity(activity):
                yield words


def _activity(said: Said) -> str:
    """ "Produktion: 1.240 → 1.302 ton. 40 % af elforbruget følger med."."""
    name = said.text("hvad_andet") or said.text("hvad")
    then, now = said.text("basis"), said.text("nu")
    if not (name and then and now):
        return ""
    text = (
        _("{name}: fra {then} til {now} {unit}")
        .format(name=name, then=then, now=now, unit=said.text("enhed_aktivitet"))
        .strip()
    )
    share, what = said.with_unit("andel"), said.text("foelger")
    follows = _("{share} af forbruget følger med ({what}).").format(share=share, what=what.lower())
    return f"{text}. {follows}" if share and what else f"{text}."
