"""The small example's steps by keyboard and mouse, on its first visit, and what the window shows of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pytestqt.qtbot import QtBot

from klimabesog.casework.casescript import read_script
from klimabesog.casework.example import FIRST_VISIT, WHOLE_COURSE, script_of
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.widgets.base import Text
from klimabesog.xforms import Node
from tests.end_to_end.conftest import OpenWindow
from tests.end_to_end.pen import Pen, words
from tests.spreadsheet import comparing
from tests.spreadsheet import nordkrogen as wanted
from tests.spreadsheet.playing import SECOND, THIRD, seen
from tests.spreadsheet.sheet import total

Step = Mapping[str, Any]
REVIEW, PLAN = "teknisk_gennemgang", "handlingsplan"


class Officer:
    """Who does what the script says, in the window."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self.pen = window, Pen(window, qtbot)
        self.company = window.casebook.companies()[0].id

    @property
    def page(self) -> StepPage:
        page = self.window.page
        assert isinstance(page, StepPage)
        return page

    def do(self, step: Step) -> None:
        """One step of the script."""
        if step["op"] == "finish":
            self.window.open_visit(self.window.casebook.visits()[0].id)
            self.window.page.doings.do("afslut")  # type: ignore[union-attr]
            return
        self.at(step["form"])
        if step["op"] == "fetch":
            self.pen.click(self.page.header.fetch)
        elif step["op"] == "step":
            self.fill(step["values"])
        else:
            row = self.row(step["form"], step["measure"])
            self.fill({f"{row}/{name}": value for name, value in step["values"].items()})

    def at(self, key: str) -> None:
        """To a step's form, by the track and the list of follow-ups."""
        if not isinstance(self.window.page, StepPage):
            self.window.open_company(self.company)
            self.pen.rest(50)
            self.pen.click(self.window.page.track.button(1))  # type: ignore[union-attr]
        if self.page.key == key:
            return
        form, _colon, number = key.partition(":")
        step = ("", "information", "besoeg", "partnerskabsaftale", REVIEW, PLAN, "opfoelgning").index(form)
        if self.page.step != step:
            self.pen.click(self.page.track.button(step))
        if number and self.page.key != key:
            self.pen.click(self.page.side.follow_ups.get(key) or self.page.side.new)
        assert self.page.key == key

    def row(self, key: str, title: str) -> str:
        """The row of a measure; in the review the first row is begun with it."""
        if key == REVIEW:
            record = next(m.id for m in self.window.casebook.visit(self._visit).measures() if m.title == title)
            self.fill({"/data/forslagene/forslag[1]/tiltag": record})
        return self.page.book.measure_row(key, title)

    @property
    def _visit(self) -> str:
        return self.window.casebook.visits()[0].id

    def fill(self, values: Mapping[str, str]) -> None:
        """Answer, each in its chapter."""
        for ref, value in values.items():
            self.open_chapter(ref)
            self.pen.fill(self.page.view, self.look, {ref: value})

    def look(self, ref: str) -> Node | None:
        """A question or a row of the form on screen."""
        return self.page.book.form(self.page.key).session.find(ref)

    def open_chapter(self, ref: str) -> None:
        """The chapter in which a question stands, by the list at the left."""
        chapter = next(c for c in self.page._chapters if f"{ref}/".startswith(f"{c.ref}/"))
        if chapter.key != self.page.chapter:
            self.pen.click(self.page.side.outline._buttons[chapter.key])


def danish(number: float) -> str:
    """As the window writes whole numbers."""
    return f"{number:,.0f}".replace(",", ".")


def figure(number: float) -> str:
    """As the window writes figures in sentences: one decimal below a thousand."""
    return danish(number) if number >= 1000 else f"{number:.1f}".replace(".", ",").removesuffix(",0")


def percent(share: float) -> str:
    return f"{share * 100:.1f}".replace(".", ",") + "\xa0%"


def test_the_steps_by_hand(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(script_of(WHOLE_COURSE), lambda book: book.create_example())
    officer = Officer(window, qtbot)
    course = read_script(script_of(WHOLE_COURSE)).steps[len(read_script(script_of(FIRST_VISIT)).steps) :]
    for step in course:
        officer.do(step)
        if step == {"op": "fetch", "form": PLAN}:
            plan_on_screen(officer)
        if step.get("form") == SECOND and "/data/vilkaar/graddage_basis" in step.get("values", ()):
            bills_on_screen(officer)
    stage = seen(window.casebook, THIRD)
    comparing.same_table(stage, wanted.THIRD)
    comparing.same_totals(stage, wanted.THIRD, wanted.YEAR)
    comparing.same_done(stage, wanted.THIRD_DONE)
    comparing.same_effort(stage, wanted.EFFORT)
    target_on_screen(officer)


def plan_on_screen(officer: Officer) -> None:
    officer.pen.rest(100)
    cards = list(officer.page.view.shown.folds.values())
    assert len(cards) == len(wanted.REVIEW)
    shown = {row.measure.title: row.alone for row in wanted.REVIEW}
    for card in cards:
        said = words(card, (Text,))
        alone = next(alone for title, alone in shown.items() if title in said)
        figures = f"{figure(alone.kwh)} kWh, {figure(alone.kr)} kr. og {figure(alone.kg)} kg CO₂e om året"
        assert figures in said


def bills_on_screen(officer: Officer) -> None:
    officer.open_chapter("/data/regninger")
    officer.pen.rest(50)
    shown = words(officer.page.bills, (Text,))
    for change in wanted.SECOND_BILLS.values():
        assert danish(change.base) in shown
        assert danish(change.now) in shown
        assert danish(change.rest) in shown


def target_on_screen(officer: Officer) -> None:
    proposed, done = total(wanted.THIRD).kg / wanted.KG, total(wanted.THIRD_DONE).kg / wanted.KG
    said = f"Foreslået {percent(proposed)}, nået {percent(done)} af 15\xa0%"
    assert officer.page.strip.sentence.text() == said
    officer.window.open_company(officer.company)
    officer.pen.rest(100)
    assert said in words(officer.window.page, (Text,))
