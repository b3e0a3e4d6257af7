"""Steps that tests of the steps' page take: keys, clicks, a plan that is agreed on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.steps.book import StepBook
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.pages.visit.scope_dialog import ScopeDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from tests.desktop.conftest import run_events

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INFORMATION, AGREEMENT, REVIEW, PLAN, FIRST = (
    "information", "partnerskabsaftale", "teknisk_gennemgang", "handlingsplan", "opfoelgning:1",
)  # fmt: skip
GOAL = "/data/maalet/maal"
PLAN_MEASURES = "handlingsplan:/data/tiltagene"
ROWS = "/data/tiltagene/plan"


def company(window: MainWindow) -> str:
    """The example's company."""
    return window.casebook.companies()[0].id


def book(window: MainWindow) -> StepBook:
    """Its steps, read anew."""
    return window.casebook.steps(company(window))


def at_step(window: MainWindow, step: int | str) -> StepPage:
    """The page of a step of the example."""
    window.open_step(company(window), step)
    window.activateWindow()
    run_events(50)
    assert isinstance(window.page, StepPage)
    return window.page


def press(qtbot: QtBot, key: object, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key, where the focus is."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)
    run_events(30)


def click(qtbot: QtBot, widget: QWidget) -> None:
    """A click into the middle of a widget."""
    middle = QPoint(widget.width() // 2, widget.height() // 2)
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)
    run_events(50)


def dialog_of(window: MainWindow, kind: type[QDialog]) -> QDialog:
    """The open dialog of a kind."""
    found = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
    assert found, kind
    return found[-1]


def plan_with(casebook: Casebook, company: str, deadline: str = "2027-03-01") -> StepBook:
    """A signed agreement of 20 % and a plan of all measures, the first agreed on."""
    steps = casebook.steps(company)
    steps.answer(AGREEMENT, "/data/maalet/maal_procent", "20")
    for name in ("virksomhed_dato", "kommune_dato"):
        steps.answer(AGREEMENT, f"/data/underskrifter/{name}", "2026-11-20")
    steps.fill(PLAN)
    for name, value in {"beslutning": "ikke_startet", "ansvarlig": "Ulla", "frist": deadline}.items():
        steps.answer(PLAN, f"{ROWS}[1]/{name}", value)
    return steps


def begin_visit(window: MainWindow) -> VisitPage:
    """Say yes to the scope that is proposed for a new visit."""
    dialog = dialog_of(window, ScopeDialog)
    assert isinstance(dialog, ScopeDialog)
    dialog.yes.click()
    run_events(50)
    assert isinstance(window.page, VisitPage)
    return window.page
