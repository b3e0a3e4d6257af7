"""First start, with and without a keyring; a locked casebook; the recovery key."""

from __future__ import annotations

from pathlib import Path

import keyring
import keyring.backends.fail
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.example import FIRST_VISIT, HEAVY
from klimabesog.casework.visit import Visit
from klimabesog.desktop.app import LOG, Application, make_app
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.overview import OverviewPage
from klimabesog.desktop.pages.recovery import RecoveryDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.pages.welcome import UnlockPage, WelcomePage
from klimabesog.desktop.widgets.button import Button
from tests.desktop.conftest import OpenWindow, run_events

PASSPHRASE = "en lang adgangssætning"


@pytest.fixture
def start(qapp: QApplication, data_dir: Path, theme: object):  # type: ignore[no-untyped-def]
    """Starts the application on this test's folder; closes what was opened."""
    started: list[Application] = []

    def one() -> Application:
        opening = Opening(data_dir)
        application = Application(make_app([]), opening, ErrorReporter(data_dir / LOG))
        application.start()
        started.append(application)
        return application

    yield one
    for application in started:
        stop(application)


def stop(application: Application) -> None:
    if application.window is not None:
        for dialog in application.window.findChildren(RecoveryDialog):
            dialog.accept()
        application.window.close()
        application.window = None
    application.close()


def welcome_of(application: Application) -> WelcomePage:
    page = application.window.centralWidget()  # type: ignore[union-attr]
    assert isinstance(page, WelcomePage)
    return page


def test_with_a_keyring_a_name_is_enough(start, qtbot: QtBot, data_dir: Path) -> None:  # type: ignore[no-untyped-def]
    application = start()
    page = welcome_of(application)
    page._open()
    assert page._problem.text(), "a name is asked for"
    page.name.line.setText("Mette Holm")
    page._open()
    run_events(50)
    window = application.window
    assert isinstance(window, MainWindow)
    assert window.casebook.officer.name == "Mette Holm"  # type: ignore[union-attr]
    assert window.findChild(RecoveryDialog) is not None, "the recovery key is offered"
    assert not any("key" in p.suffix for p in data_dir.iterdir())
    stop(application)
    again = start()
    assert isinstance(again.window, MainWindow), "the second start needs no welcome"


def test_without_a_keyring_it_says_so_and_takes_a_passphrase(start, qtbot: QtBot) -> None:  # type: ignore[no-untyped-def]
    keyring.set_keyring(keyring.backends.fail.Keyring())
    application = start()
    page = welcome_of(application)
    page.name.line.setText("Mette Holm")
    page.passphrase.line.setText("kort")
    page._open()
    assert page._problem.text(), "too short is told"
    page.passphrase.line.setText(PASSPHRASE)
    page._open()
    run_events(50)
    assert isinstance(application.window, MainWindow)
    stop(application)
    again = start()
    lock = again.window.centralWidget()
    assert isinstance(lock, UnlockPage)
    lock.entry.line.setText("forkert adgangssætning")
    lock._open()
    assert lock._problem.text()
    lock.entry.line.setText(PASSPHRASE)
    lock._open()
    assert isinstance(again.window, MainWindow)


def test_for_this_run_only_leaves_nothing(start, qtbot: QtBot, data_dir: Path) -> None:  # type: ignore[no-untyped-def]
    keyring.set_keyring(keyring.backends.fail.Keyring())
    application = start()
    page = welcome_of(application)
    page.name.line.setText("Mette Holm")
    page._memory_choice.setChecked(True)
    page._open()
    run_events(50)
    window = application.window
    assert isinstance(window, MainWindow)
    folder = window.casebook.data_dir
    assert folder != data_dir
    stop(application)
    assert not folder.exists()
    assert not (data_dir / "klimabesog.db").exists()


def test_both_examples_are_offered_and_asked_for_by_name(qapp: QApplication, data_dir: Path, qtbot: QtBot) -> None:
    page = WelcomePage(Opening(data_dir))
    qtbot.addWidget(page)
    wanted: list[tuple[Casebook, str]] = []
    page.opened.connect(lambda casebook, example: wanted.append((casebook, example)))
    buttons = {b.text(): b for b in page.findChildren(Button)}
    buttons["Åbn det store eksempel"].click()
    ((casebook, example),) = wanted
    casebook.close()
    assert example == "engdammen"
    assert buttons["Åbn eksemplet"].toolTip() == "Et maskinværksted lige efter første besøg"


def test_an_example_that_is_over_opens_at_its_company(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    def make(book: Casebook, _progress: object, code: str) -> Visit:
        visit = book.start_visit(book.save_company({"navn": f"Smedjen {code}"}))
        if code == HEAVY:
            visit.finish()
        return visit

    monkeypatch.setattr("klimabesog.casework.example.play_example", make)
    window = open_window(example=False)
    run_events(50)
    page = window.page
    assert isinstance(page, OverviewPage)
    buttons = {b.text(): b for b in page.findChildren(Button) if b.isVisible()}
    buttons["Åbn det store eksempel"].click()
    assert isinstance(window.page, CompanyPage)
    window.open_example(FIRST_VISIT)
    assert isinstance(window.page, VisitPage)
