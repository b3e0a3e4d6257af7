"""Colleagues' files in the window: given by a button, a drop or the start; looked at, then taken in, or refused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit
from pytestqt.qtbot import QtBot

from klimabesog.casework.backups import IMPORT, list_backups
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.incoming import Incoming
from klimabesog.casework.municipality import make_profile
from klimabesog.casework.opening import Place
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Officer
from klimabesog.desktop.app import Application
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.file_offer import OfferDialog
from klimabesog.desktop.pages.recovery import RecoveryDialog
from klimabesog.desktop.pages.resolve import ResolvePage
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.pages.settings_files import FileSharing
from klimabesog.desktop.pages.settings_sharing import OpenProfileDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.pages.welcome import WelcomePage
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import Text, is_put_away
from klimabesog.exchange import sealed
from klimabesog.values.errors import SurroundingsError
from tests.desktop.conftest import OpenWindow, run_events
from tests.desktop.sharing import Colleague, drop
from tests.desktop.test_accessible import named, stops, too_low

FORM, WORK, CHAPTER = "besoeg", "/data/virksomheden/aktiviteter", "besoeg:/data/virksomheden"
PASSWORD = "hest batteri hæfteklamme"
Start = Callable[[Path], Application]


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "Fra Bo.klimabesog"


def offered(window: MainWindow, qtbot: QtBot) -> OfferDialog:
    """The dialog of the file that was given to the window, once the worker has looked at it."""
    qtbot.waitUntil(lambda: bool(window.findChildren(OfferDialog)))
    dialog = window.findChildren(OfferDialog)[-1]
    qtbot.waitUntil(lambda: not dialog.is_busy)
    return dialog


def take_in(window: MainWindow, dialog: OfferDialog, qtbot: QtBot) -> str:
    """Press "Hent ind"; what the toast says."""
    window.toast.hide()
    dialog.go.click()
    qtbot.waitUntil(window.toast.isVisible)
    return window.toast.text


def forget_backups(window: MainWindow) -> None:
    """Those that were taken while the colleague was set up."""
    for backup in list_backups(Place(window.casebook.data_dir)):
        backup.path.unlink()


def words(dialog: OfferDialog) -> str:
    return "\n".join(text.text() for text in dialog.findChildren(Text) if not text.isHidden())


# -- ways in ---------------------------------------------------------------------------------------


def test_by_the_button_in_the_settings(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    bo.book.save_company({"navn": "Bageriet"})
    Sharing(bo.book).export(file)
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    buttons = page.folder.findChild(FileSharing)
    assert buttons is not None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    buttons.take.click()
    run_events()
    assert window.findChildren(OfferDialog) == [], "nothing was chosen"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    buttons.take.click()
    dialog = offered(window, qtbot)
    said = words(dialog)
    assert "Fra Bo Friis" in said
    assert "heraf 1 ny her" in said
    assert "Bageriet" in said
    names = [row.name for row in window.casebook.companies()]
    assert "Bageriet" not in names, "nothing is taken in unasked"
    forget_backups(window)
    assert take_in(window, dialog, qtbot) == "1 ændring hentet ind."
    assert "Bageriet" in [row.name for row in window.casebook.companies()]
    assert [backup.reason for backup in list_backups(Place(window.casebook.data_dir))] == [IMPORT]


def test_dropped_anywhere_also_over_a_text_field(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    Sharing(bo.book).export(file)
    window.open_visit(window.casebook.visits()[0].id, CHAPTER)
    page = window.page
    assert isinstance(page, VisitPage)
    run_events()
    page.view.focus_ref(WORK)
    field = window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    before = field.toPlainText()
    assert drop(window, file, at=field.mapTo(window, field.rect().center()))
    offered(window, qtbot).reject()
    assert field.toPlainText() == before


def test_several_files_one_after_another_and_nothing_while_a_dialog_is_open(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    second = file.with_name("Mere fra Bo.KLIMABESOG")
    Sharing(bo.book).export(file)
    second.write_bytes(file.read_bytes())
    assert drop(window, file, second)
    first = offered(window, qtbot)
    assert file.name in words(first)
    assert not drop(window, file)
    first.reject()
    qtbot.waitUntil(lambda: any(second.name in words(one) for one in window.findChildren(OfferDialog)))
    offered(window, qtbot).reject()
    run_events()
    assert not any(one.isVisible() for one in window.findChildren(OfferDialog))


def test_other_files_are_none_of_the_windows_business(window: MainWindow, tmp_path: Path, file: Path) -> None:
    assert not drop(window, tmp_path / "billede.jpg")
    assert not drop(window, file, tmp_path / "billede.jpg")


def test_a_profile_dropped_asks_for_its_passphrase(
    window: MainWindow, open_window: OpenWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    profile = make_profile(window.casebook, tmp_path / "kommune", PASSWORD, retention_days=60)
    other = open_window(example=False)
    other.go("indstillinger")
    assert drop(other, profile)
    qtbot.waitUntil(lambda: bool(other.findChildren(OpenProfileDialog)))
    (dialog,) = other.findChildren(OpenProfileDialog)
    dialog.entry.line.setText(PASSWORD)
    dialog.open_it()
    run_events()
    page = other.page
    assert isinstance(page, SettingsPage)
    assert "60 dage" in page.profile._facts.text()


# -- the start -------------------------------------------------------------------------------------


@pytest.fixture
def start(qapp: QApplication, data_dir: Path, theme: Theme, tmp_path: Path) -> Iterator[Start]:
    """Starts the program with a file; closes what was opened."""
    started: list[Application] = []

    def one(path: Path) -> Application:
        application = Application(qapp, Opening(data_dir), ErrorReporter(tmp_path / "fejl.log"), path)
        started.append(application)
        application.start()
        return application

    yield one
    for application in started:
        assert application.window is not None
        application.window.close()
        application.window.deleteLater()
        application.close()


def main_window(application: Application) -> MainWindow:
    assert isinstance(application.window, MainWindow)
    return application.window


@pytest.fixture
def sent(tmp_path: Path, file: Path) -> Iterator[Casebook]:
    """A colleague who has written the file."""
    with Casebook.open(tmp_path / "bo", bytes(32)) as book:
        book.set_officer(Officer("Bo Friis", "Ballerup Kommune"))
        book.save_company({"navn": "Bageriet"})
        Sharing(book).export(file)
        yield book


def test_started_with_a_file_the_window_offers_it(
    start: Start, sent: Casebook, file: Path, data_dir: Path, qtbot: QtBot
) -> None:
    with Opening(data_dir).create() as book:
        book.set_officer(Officer("Mette Holm", "Ballerup Kommune"))
        Sharing(book).set_team_key(Sharing(sent).team_key)
    application = start(file)
    window = main_window(application)
    dialog = offered(window, qtbot)
    assert take_in(window, dialog, qtbot) == "1 ændring hentet ind."
    assert [row.name for row in window.casebook.companies()] == ["Bageriet"]


def test_at_the_first_start_it_waits_for_the_welcome(
    start: Start, sent: Casebook, file: Path, qtbot: QtBot
) -> None:
    Sharing(sent).export(file, password=PASSWORD)
    application = start(file)
    assert application.window is not None
    page = application.window.centralWidget()
    assert isinstance(page, WelcomePage)
    page.name.line.setText("Mette Holm")
    page._open()
    window = main_window(application)
    run_events(50)
    (paper,) = window.findChildren(RecoveryDialog)
    assert window.findChildren(OfferDialog) == [], "one dialog at a time"
    paper.accept()
    dialog = offered(window, qtbot)
    assert not is_put_away(dialog.entry)


# -- what is in the way ----------------------------------------------------------------------------


def test_a_password_is_asked_for_and_a_wrong_one_again(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    bo.book.save_company({"navn": "Bageriet"})
    Sharing(bo.book).export(file, password=PASSWORD)
    window.offer_file(file)
    dialog = offered(window, qtbot)
    assert dialog.go.text() == dialog.go.accessibleName() == "Åbn"
    assert dialog.focusWidget() is dialog.entry.line
    assert "låst med en adgangssætning" in words(dialog)
    dialog.entry.line.setText("forkert")
    qtbot.keyClick(dialog.entry.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert "Adgangssætningen er forkert" in words(dialog)
    assert dialog.entry.line.accessibleDescription().startswith("Adgangssætningen er forkert")
    assert dialog.offer is None
    dialog.entry.line.setText(PASSWORD)
    dialog.go.click()
    qtbot.waitUntil(lambda: dialog.offer is not None)
    assert take_in(window, dialog, qtbot) == "1 ændring hentet ind."


@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_file_that_cannot_be_used_says_why_and_takes_nothing_in(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot, damage: str
) -> None:
    bo.book.save_company({"navn": "Bageriet"})
    Sharing(bo.book).export(file)
    file.write_bytes(file.read_bytes()[:-100])
    if damage == "gone":
        file.unlink()
    before = window.casebook.desk.store.vector()
    window.offer_file(file)
    dialog = offered(window, qtbot)
    assert {"cut": "beskadiget", "gone": "Tjek, at den findes"}[damage] in dialog.problem
    assert is_put_away(dialog.go)
    assert (dialog.cancel.text(), dialog.focusWidget()) == ("Luk", dialog.cancel)
    assert dialog.accessibleDescription() == dialog.problem
    dialog.cancel.click()
    assert window.casebook.desk.store.vector() == before
    assert not window.banner.text


def test_what_cannot_be_done_now_is_said_in_the_dialog_and_tried_again(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_incoming: Incoming) -> None:
        raise SurroundingsError("Disken er fuld.")

    bo.book.save_company({"navn": "Bageriet"})
    Sharing(bo.book).export(file)
    window.offer_file(file)
    dialog = offered(window, qtbot)
    for step in ("back_up", "take"):
        with monkeypatch.context() as patch:
            patch.setattr(Incoming, step, full)
            dialog.go.click()
            qtbot.waitUntil(lambda: not dialog.is_busy)
        assert dialog.problem == "Disken er fuld."
        assert dialog.isVisible()
    assert take_in(window, dialog, qtbot) == "1 ændring hentet ind."


def test_cancelled_while_the_worker_is_at_it_nothing_comes(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold, ended = threading.Event(), threading.Event()
    look = Incoming.look

    def slow(incoming: Incoming, password: str | None = None) -> object:
        hold.wait(10)
        try:
            return look(incoming, password)
        finally:
            ended.set()

    bo.book.save_company({"navn": "Bageriet"})
    Sharing(bo.book).export(file)
    monkeypatch.setattr(Incoming, "look", slow)
    before = window.casebook.desk.store.vector()
    window.offer_file(file)
    qtbot.waitUntil(lambda: bool(window.findChildren(OfferDialog)))
    (dialog,) = window.findChildren(OfferDialog)
    assert dialog.is_busy
    assert not dialog.busy.isHidden()
    assert not dialog.go.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    run_events()
    hold.set()
    qtbot.waitUntil(ended.is_set)
    run_events()
    assert window.casebook.desk.store.vector() == before
    assert not window.banner.text


# -- what is on screen -----------------------------------------------------------------------------


def test_the_open_visit_reads_what_came_and_figures_follow(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    visit = window.casebook.visits()[0].id
    other = bo.book.start_visit(bo.book.save_company({"navn": "Bageriet"}), "2026-11-23").id
    bo.book.visit(other).answer(FORM, WORK, "Bager brød")
    bo.book.visit(visit).answer(FORM, WORK, "Bos svar")
    Sharing(bo.book).export(file)
    window.open_visit(visit, CHAPTER)
    page = window.page
    assert isinstance(page, VisitPage)
    window.offer_file(file)
    said = take_in(window, offered(window, qtbot), qtbot)
    assert said.endswith("ændringer i 2 besøg hentet ind.")
    run_events()
    question = page.view.question(WORK)
    assert question is not None
    assert question.value == "Bos svar"
    assert window.casebook.visit(visit) is page.visit
    theirs = next(row for row in bo.book.visits() if row.id == other)
    qtbot.waitUntil(lambda: theirs in window.casebook.visits())
    page.visit.answer(FORM, WORK, "Mettes svar")
    assert window.casebook.visit(visit).node(FORM, WORK).value == "Mettes svar"


def test_the_same_file_again_says_that_it_was_here(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    Sharing(bo.book).export(file)
    window.offer_file(file)
    dialog = offered(window, qtbot)
    assert "Alt i filen er her i forvejen." in words(dialog)
    forget_backups(window)
    assert take_in(window, dialog, qtbot) == "Alt i filen var her i forvejen."
    assert list_backups(Place(window.casebook.data_dir)) == []


def test_what_is_being_typed_is_saved_first_and_the_conflict_pointed_out(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    visit = window.casebook.visits()[0].id
    bo.book.visit(visit).answer(FORM, WORK, "Bos svar")
    Sharing(bo.book).export(file)
    window.open_visit(visit, CHAPTER)
    window.activateWindow()
    page = window.page
    assert isinstance(page, VisitPage)
    page.view.focus_ref(WORK)
    field = window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Ring til 010190-1234")
    with qtbot.captureExceptions() as raised:
        window.offer_file(file)
        run_events()
    assert [kind for kind, _error, _trace in raised] == [CprFound]
    assert window.findChildren(OfferDialog) == [], "the person answers first"
    assert field.toPlainText() == "Ring til 010190-1234"
    field.setPlainText("Mette er midt i en sætning")
    window.offer_file(file)
    said = take_in(window, offered(window, qtbot), qtbot)
    assert said == "1 ændring i 1 besøg hentet ind. 1 ting skal afklares."
    history = {revision.value for revision in page.visit.history(FORM, WORK) if revision.conflict}
    assert history == {"Mette er midt i en sætning", "Bos svar"}
    window.toast._button.click()
    assert isinstance(window.page, ResolvePage)
    assert len(window.page.cards) == 1


def test_figures_that_a_former_run_left_are_worked_out_after_the_start(
    window: MainWindow, bo: Colleague, file: Path, qtbot: QtBot
) -> None:
    other = bo.book.start_visit(bo.book.save_company({"navn": "Bageriet"}), "2026-11-23").id
    Sharing(bo.book).export(file)
    one = Incoming(window.casebook, file)
    one.look()
    one.take()
    one.close()
    theirs = next(row for row in bo.book.visits() if row.id == other)
    assert theirs not in window.casebook.visits()
    window.begin_sync()
    qtbot.waitUntil(lambda: theirs in window.casebook.visits())


# -- for everybody ---------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100", "200"])
def test_it_can_be_reached_read_and_pressed(
    window: MainWindow, bo: Colleague, file: Path, theme: Theme, qtbot: QtBot, scale: float
) -> None:
    for name in ("Bageriet på hjørnet", "Autoværkstedet ved havnen", "Garveriet", "Møllen", "Savværket"):
        bo.book.start_visit(bo.book.save_company({"navn": name}), "2026-11-23")
    theme.set_text_scale(scale)
    try:
        for password in (None, PASSWORD):
            Sharing(bo.book).export(file, password=password)
            window.offer_file(file)
            dialog = offered(window, qtbot)
            run_events(50)
            assert [widget for widget in stops(dialog) if not named(widget)] == []
            assert too_low(dialog) == []
            assert dialog.height() <= dialog.screen().availableSize().height()
            assert dialog.cancel.geometry().bottom() < dialog.height()
            dialog.reject()
            run_events()
    finally:
        theme.set_text_scale(1.0)
