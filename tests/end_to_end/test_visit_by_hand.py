"""One visit in the real window by keyboard and mouse: from the first start to the PDF.

Screenshots of each station go to the folder in KLIMABESOG_SHOTS, or to the test's own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.desktop.app import LOG, Application, make_app
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.recovery import RecoveryDialog
from klimabesog.values.resources import path as resource

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
NOTHING = Qt.KeyboardModifier.NoModifier


class Hand:
    """Eyes and hands of the officer."""

    def __init__(self, application: Application, qtbot: QtBot, shots: Path) -> None:
        self.application, self.qtbot, self.shots = application, qtbot, shots

    @property
    def window(self) -> Any:
        return self.application.window

    @property
    def page(self) -> Any:
        return self.window.page

    def look(self, name: str) -> None:
        """Keep what is on screen."""
        self.rest()
        target = QApplication.activeModalWidget() or self.window
        target.grab().save(str(self.shots / f"{name}.png"))

    def rest(self, ms: int = 30) -> None:
        """Let the window work; worker threads too."""
        loop = QEventLoop()
        QTimer.singleShot(ms, loop.quit)
        loop.exec()
        if QApplication.activeWindow() is None:  # without a window manager nobody hands the focus on
            self.window.activateWindow()

    def until(self, done: Callable[[], object]) -> None:
        """Wait for something to come."""
        for _attempt in range(600):
            if done():
                return
            self.rest(25)
        raise AssertionError("it did not come")

    def click(self, widget: QWidget) -> None:
        """Press with the mouse, in the middle."""
        self.qtbot.mouseClick(widget, LEFT, pos=QPoint(widget.width() // 2, widget.height() // 2))
        self.rest()

    def press(self, key: object, modifier: Qt.KeyboardModifier = NOTHING) -> None:
        """A key to whatever has the focus."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, modifier)
        self.rest()

    def type(self, text: str) -> None:
        """Text to whatever has the focus."""
        target = QApplication.focusWidget()
        assert target is not None, f"nothing has the focus for “{text}”"
        self.qtbot.keyClicks(target, text)

    def button(self, text: str, inside: QWidget | None = None) -> QWidget:
        """The visible button with this text or name, as soon as there is one."""
        for _round in range(100):
            for button in (inside or self.window).findChildren(QAbstractButton):
                if button.isVisible() and text in (button.text(), button.accessibleName()):
                    return button
            self.rest(50)
        self.look("fejl")
        raise AssertionError(f"no button “{text}”, see {self.shots}")


@pytest.fixture
def hand(qtbot: QtBot, data_dir: Path, tmp_path: Path) -> Iterator[Hand]:
    shots = Path(os.environ.get("KLIMABESOG_SHOTS") or tmp_path / "shots")
    shots.mkdir(parents=True, exist_ok=True)
    app = make_app([])
    application = Application(app, Opening(data_dir), ErrorReporter(data_dir / LOG))
    application.start()
    hand = Hand(application, qtbot, shots)
    yield hand
    hand.window.close()
    application.window = None
    application.close()


def test_from_the_first_start_to_the_report(hand: Hand, tmp_path: Path) -> None:
    first_start(hand)
    create_company(hand)
    hand.click(hand.button("Nyt besøg"))
    hand.look("05b-omfang")
    hand.click(hand.button("Begynd besøg"))
    interview(hand)
    consumption(hand)
    walk_round(hand)
    measure(hand)
    note(hand)
    report(hand, tmp_path)


def first_start(hand: Hand) -> None:
    hand.look("01-velkommen")
    hand.window.activateWindow()
    hand.window.centralWidget().name.setFocus()
    hand.type("Mette Holm")
    hand.press(Qt.Key.Key_Tab)
    hand.type("Ballerup Kommune")
    hand.click(hand.button("Kom i gang"))
    hand.rest(60)
    hand.window.resize(1366, 768)
    dialog = hand.window.findChild(RecoveryDialog)
    hand.look("02-gendannelsesnoegle")
    hand.click(hand.button("Jeg har gemt den", dialog))
    hand.look("03-overblik")


def create_company(hand: Hand) -> None:
    hand.press(Qt.Key.Key_2, CTRL)
    hand.click(hand.button("Ny virksomhed"))
    for text in ("Solvang Smedje ApS", "13585628", "", "", "Smedevej 4", "2750", "", "12", "800"):
        hand.type(text)
        hand.press(Qt.Key.Key_Tab)
    assert hand.page.entries["by"].text == "Ballerup"
    hand.look("04-virksomhed")
    hand.click(hand.button("Opret virksomhed"))
    hand.look("05-virksomhedens-side")
    assert "Solvang Smedje" in hand.page.title.text()


def interview(hand: Hand) -> None:
    hand.rest(100)
    page = hand.page
    assert page.chapter == "besoeg:/data/virksomheden"
    page.view.focus_first()
    hand.type("Direktør Jens Sol")
    hand.press(Qt.Key.Key_Tab)
    hand.type("Vi smeder og svejser gelændere.")
    hand.look("06-samtale")
    visit = page.visit
    assert visit.node("besoeg", "/data/virksomheden/deltagere").value == "Direktør Jens Sol"


def consumption(hand: Hand) -> None:
    page = hand.page
    hand.click(page.outline._buttons["forbrug:/data"])
    page.view.focus_ref("/data/forbrug[1]/energibaerer")
    hand.type("El")
    hand.press(Qt.Key.Key_Return)
    page.view.focus_ref("/data/forbrug[1]/maengde")
    hand.type("80.000")
    hand.press(Qt.Key.Key_Return)
    page.view.focus_ref("/data/forbrug[1]/kroner")
    hand.type("100.000")
    hand.press(Qt.Key.Key_Return)
    hand.look("07-forbrug")
    assert page.visit.node("forbrug", "/data/forbrug[1]/maengde").value == "80000"
    hand.until(lambda: page.visit.result().consumption_kwh == 80_000)


def walk_round(hand: Hand) -> None:
    page = hand.page
    hand.click(page.outline._buttons["tjekliste:/data/try"])
    page.view.focus_ref("/data/try/try_01")
    hand.press("n")
    assert page.visit.node("tjekliste", "/data/try/try_01").value == "nej"
    card = page.view.shown.questions["/data/try/try_01"]
    area = card._areas[0]
    hand.click(area._place._chip)
    hand.type("Hal 1")
    hand.press(Qt.Key.Key_Return)
    area._printed.setFocus()
    hand.type("Tydelig hvislen ved pressen.")
    picture = next(resource("resources", "eksempel", "fotos").glob("*.jpg"))
    area._photos.added.emit([str(picture)])
    hand.look("08-rundgang")
    hand.until(lambda: page.visit.findings("tjekliste", "/data/try/try_01")[0].printed)
    finding = page.visit.findings("tjekliste", "/data/try/try_01")[0]
    assert (finding.place, finding.printed, len(finding.photos)) == (
        "Hal 1",
        "Tydelig hvislen ved pressen.",
        1,
    )
    page.view.focus_ref("/data/try/try_01")
    hand.press(Qt.Key.Key_R, CTRL)
    hand.look("09-rundgang-paa-vej")
    hand.click(hand.button("Afslut rundgang"))


def measure(hand: Hand) -> None:
    page = hand.page
    page.view.focus_ref("/data/try/try_01")
    hand.rest(60)
    hand.click(hand.button("Regn på det: Find og tæt trykluftlækager"))
    hand.until(lambda: page._measure is not None)
    hand.look("10-tiltag")
    form = page._measure
    use = next(n for n in page.visit.session(form.instance).walk() if n.name == "ind_forbrug")
    form.view.focus_ref(use.ref)
    hand.type("20.000")
    hand.press(Qt.Key.Key_Return)
    row = page.visit.measures()[0]
    hand.look("11-tiltag-regnet")
    assert row.complete, row
    hand.click(hand.button("Tilbage"))


def note(hand: Hand) -> None:
    hand.press(Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    hand.type("Ring til elektrikeren")
    hand.look("12-hurtig-note")
    hand.click(hand.button("Færdig", QApplication.activeModalWidget()))
    assert [n.text for n in hand.page.visit.notes()] == ["Ring til elektrikeren"]


def report(hand: Hand, folder: Path) -> None:
    hand.click(hand.button("Rapport"))
    page = hand.page
    hand.until(lambda: page.preview.page_count > 1 and page.preview._pages[0].rendered)
    hand.look("13-rapport")
    page.save(folder / "rapport.pdf")
    pdf = (folder / "rapport.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert b"elektrikeren" not in pdf
