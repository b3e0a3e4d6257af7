"""The heavy example's baseline and three of its measures by keyboard and mouse, and the figures the window shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import read_script
from klimabesog.casework.example import HEAVY, script_of
from klimabesog.casework.outline import MEASURES_PAGE
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.xforms import Node
from tests.end_to_end.conftest import OpenWindow
from tests.end_to_end.pen import Pen, words
from tests.spreadsheet import comparing
from tests.spreadsheet import engdammen as wanted
from tests.spreadsheet.playing import VISIT, seen
from tests.spreadsheet.sheet import base_year, stock_of, table, total

YEAR = base_year(wanted.BILLS, wanted.KWH_PER_UNIT, wanted.FACTORS)
"""Nobody has stated the agreed price of diesel yet."""
ROWS = table([wanted.leaks, wanted.led, wanted.pump], stock_of(YEAR, wanted.SHARES), YEAR)
TITLES = {row.measure.title for row in ROWS}
ROUGH = {wanted.LEAKS}
"""A rule of thumb (class C) is written with two digits."""
FORMS = {"BEL-01": "bel", "TRY-01": "try", "VAR-01": "var"}
SUGGESTED = {"BEL-01": "Skift til LED", "TRY-01": "Find og tæt trykluftlækager", "VAR-01": "Skift til varmepumpe"}


def begin(book: Casebook) -> None:
    """The company and a visit on the day of the example's."""
    company = book.save_company({"navn": "Engdammens Emballagefabrik", "eksempel": True})
    book.start_visit(company, "2024-02-06", "09:00")


class Visitor:
    """Who enters what the script says, in the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.pen = window, Pen(window, qtbot)
        window.open_visit(window.casebook.visits()[0].id)
        self.pen.rest(100)

    @property
    def page(self) -> VisitPage:
        page = self.window.page
        assert isinstance(page, VisitPage)
        return page

    def baseline(self, values: Mapping[str, str]) -> None:
        """Bills and their split."""
        self.chapter("forbrug:/data")
        self.pen.fill(self.page.view, self._in("forbrug"), dict(values))

    def measure(self, point: str, values: Mapping[str, str]) -> None:
        """A checkpoint that is not in order, and the calculation from its finding."""
        area = FORMS[point]
        self.chapter(f"tjekliste:/data/{area}")
        self.page.view.focus_ref(f"/data/{area}/{area}_01")
        self.pen.press("n")
        self.pen.rest(50)
        self.pen.click(self.pen.button(f"Regn på det: {SUGGESTED[point]}"))
        self.pen.rest(50)
        form = self.page._measure
        assert form is not None
        self.pen.fill(form.view, self._in(form.instance), dict(values))
        self.pen.click(self.pen.button("Tilbage"))

    def chapter(self, key: str) -> None:
        self.pen.click(self.page.outline._buttons[key])
        assert self.page.chapter == key

    def _in(self, form: str) -> Any:
        def look(ref: str) -> Node | None:
            return self.page.visit.session(form).find(ref)

        return look


def steps_to_enter() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The bills, the split and three measures of the script, in its order."""
    for step in read_script(script_of(HEAVY)).steps:
        if step["op"] == "answers" and step["form"] == "forbrug":
            yield "forbrug", step["values"]
        elif step["op"] == "measure" and step["values"]["/data/forslag/ud_titel"] in TITLES:
            yield step["point"], step["values"]


@pytest.mark.full
def test_the_baseline_and_three_measures_by_hand(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(script_of(HEAVY), begin)
    visitor = Visitor(window, qtbot)
    for point, values in steps_to_enter():
        if point == "forbrug":
            visitor.baseline(values)
        else:
            visitor.measure(point, values)
    comparing.same_base(visitor.page.visit, YEAR)
    stage = seen(window.casebook, VISIT)
    comparing.same_table(stage, ROWS)
    comparing.same_totals(stage, ROWS, YEAR)
    figures_on_screen(visitor)


def figures_on_screen(visitor: Visitor) -> None:
    """The strip's figures, rounded as an estimate, and the table's."""
    visitor.pen.rest(100)
    after = total(ROWS)
    strip = words(visitor.page.strip, (Text,))
    assert "2.811.320 kWh" in strip
    assert f"ca. {two_digits(after.kwh)} kWh" in strip.replace("\xa0", " ")
    assert f"ca. {two_digits(after.kr)} kr./år" in strip.replace("\xa0", " ")
    assert "Over 10 TJ om året: loven kræver energisyn." in strip
    visitor.chapter(MEASURES_PAGE)
    visitor.pen.rest(100)
    shown = words(visitor.page, (Text, Button)).replace("\xa0", " ")
    for row in ROWS:
        assert row.measure.title in shown
        for number in (row.after.kwh, row.after.kr):
            whole = f"{number:,.0f}".replace(",", ".")
            said = f"ca. {two_digits(number)}" if row.measure.title in ROUGH else whole
            assert said in shown


def two_digits(number: float) -> str:
    """A rough figure as the window writes it: two digits that count."""
    digits = len(f"{number:.0f}") - 2
    return f"{round(number, -digits):,.0f}".replace(",", ".")
