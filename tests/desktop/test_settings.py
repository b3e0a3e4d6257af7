"""Settings of data and sharing, a company's case, locking after idle, and sharing unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from klimabesog.casework import keychange, municipality
from klimabesog.casework.conflicts import count_conflicts
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.erasure import case_end
from klimabesog.casework.handover import responsible
from klimabesog.casework.opening import recovery_key
from klimabesog.casework.sharedfolder import SharedFolder
from klimabesog.desktop.app import Application
from klimabesog.desktop.errors import ErrorReporter
from klimabesog.desktop.folder_sync import FolderSync
from klimabesog.desktop.lock import IdleWatch, Lock
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.company_case import CaseCard, DeclineDialog, HandOverDialog
from klimabesog.desktop.pages.documents.issued_dialog import IssuedDialog
from klimabesog.desktop.pages.overview import OverviewPage
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.pages.settings_data import BackupsDialog, ChangeKeyDialog, TryDialog
from klimabesog.desktop.pages.settings_sharing import (
    LaptopsDialog,
    MakeProfileDialog,
    OpenProfileDialog,
    known_text,
)
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.pages.welcome import TroublePage
from klimabesog.desktop.widgets.button import Button
from tests.desktop.conftest import OpenWindow, run_events
from tests.desktop.sharing import Colleague

FORM, WORK, CHAPTER = "besoeg", "/data/virksomheden/aktiviteter", "besoeg:/data/virksomheden"


@pytest.fixture
def kept(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Application, Opening]]:
    """A program whose key is in the keyring of the test, with one company."""
    from PySide6.QtWidgets import QApplication

    from klimabesog.casework.views import Officer

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    opening = Opening(tmp_path / "gemt")
    with opening.create() as book:
        book.set_officer(Officer("Mette Holm", "Ballerup Kommune"))
        book.save_company({"navn": "Smedjen"})
    application = Application(app, opening, ErrorReporter(tmp_path / "fejl.log"))
    application.start()
    yield application, opening
    if application.window is not None:
        application.window.close()
        application.window.deleteLater()
    application.close()


def main_window(application: Application) -> MainWindow:
    assert isinstance(application.window, MainWindow)
    return application.window


# -- a company's case ------------------------------------------------------------------------------


def test_a_case_is_handed_over_and_back(window: MainWindow) -> None:
    company = window.casebook.companies()[0].id
    window.open_company(company)
    page = window.page
    assert isinstance(page, CompanyPage)
    before = responsible(window.casebook, company)
    dialog = HandOverDialog(window, window, company, before)
    dialog.hand_over()
    assert dialog._problem.text()
    dialog.who.setCurrentText("Bo Friis")
    dialog.hand_over()
    assert responsible(window.casebook, company) == "Bo Friis"
    run_events()
    card = page.findChild(CaseCard)
    assert card is not None
    assert card.officer == "Bo Friis"
    window.toast._act()
    assert responsible(window.casebook, company) == before


def test_a_no_and_a_journal_number_lead_to_erasing(window: MainWindow) -> None:
    book = window.casebook
    company = book.companies()[0].id
    book.visit(book.visits()[0].id).issue_report()
    dialog = DeclineDialog(window, window, company)
    dialog.day.line.setText("ikke en dato")
    dialog.note()
    assert dialog._problem.text()
    dialog.day.line.setText("01.01.2026")
    dialog.note()
    assert len(case_end(book, company).unfiled) == 1
    window.go("overblik")
    page = window.page
    assert isinstance(page, OverviewPage)
    page.show_news()
    page.show_due()
    assert page.news == ["1 sag er klar til sletning"]
    journal = IssuedDialog(window, window, book.documents.of(company)[0])
    journal.filing.entry.line.setText("2026-77")
    journal.keep()
    assert case_end(book, company).is_due


# -- settings --------------------------------------------------------------------------------------


def test_a_backup_is_taken_and_restored(kept: tuple[Application, Opening], qtbot: QtBot) -> None:
    application, opening = kept
    window = main_window(application)
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    page.backups.make()
    qtbot.waitUntil(lambda: bool(opening.backups()))
    qtbot.waitUntil(lambda: page.backups.choose.isEnabled())
    window.casebook.save_company({"navn": "Kom til bagefter"})
    dialog = BackupsDialog(page, window)
    dialog.open()
    dialog.rows[0].click()
    qtbot.waitUntil(dialog.restore.isEnabled)
    from klimabesog.desktop.widgets.base import Text

    said = " ".join(text.text() for text in dialog._shown.findChildren(Text))
    assert "Forsvinder (virksomheder): Kom til bagefter" in said
    dialog.restore.click()
    qtbot.waitUntil(lambda: isinstance(application.window, MainWindow) and application.window is not window)
    assert [row.name for row in main_window(application).casebook.companies()] == ["Smedjen"]
    assert main_window(application).toast.text.startswith("Gendannet.")


def test_the_recovery_key_is_tried_and_changed(kept: tuple[Application, Opening], qtbot: QtBot) -> None:
    application, opening = kept
    window = main_window(application)
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    dialog = TryDialog(page, window, page.key.refresh)
    dialog.entry.line.setText("forkert")
    dialog.try_it()
    assert dialog.problem
    paper = recovery_key(opening.place)
    dialog.entry.line.setText(paper)
    dialog.try_it()
    assert keychange.tried(window.casebook)
    assert "passer" in page.key._tried.text()
    ChangeKeyDialog(page, window).change.click()
    qtbot.waitUntil(lambda: isinstance(application.window, MainWindow) and application.window is not window)
    assert recovery_key(opening.place) != paper
    assert [row.name for row in main_window(application).casebook.companies()] == ["Smedjen"]


def test_a_profile_sets_up_a_colleague(window: MainWindow, open_window: OpenWindow, tmp_path: Path) -> None:
    shared = tmp_path / "delt"
    shared.mkdir()
    window.go("indstillinger")
    dialog = MakeProfileDialog(window.page, window, lambda: None)  # type: ignore[arg-type]
    dialog.folder.line.setText(str(shared))
    dialog.days.line.setText("60")
    dialog.passphrase.line.setText("for kort")
    dialog.make(tmp_path / "kommune")
    assert dialog.problem
    dialog.passphrase.line.setText("lang nok til alle")
    dialog.make(tmp_path / "kommune")
    other = open_window(example=False)
    other.go("indstillinger")
    page = other.page
    assert isinstance(page, SettingsPage)
    opened = OpenProfileDialog(page.profile, other, tmp_path / "kommune.kommuneprofil")
    opened.entry.line.setText("en helt anden sætning")
    opened.open_it()
    assert opened.problem
    opened.entry.line.setText("lang nok til alle")
    opened.open_it()
    assert municipality.settings(other.casebook.desk).retention_days == 60
    assert SharedFolder(other.casebook).path == shared
    run_events()
    assert "60 dage" in page.profile._facts.text()


def test_what_a_lost_laptop_knew(window: MainWindow, bo: Colleague) -> None:
    from klimabesog.casework.sharing import Sharing

    bo.book.visit(window.casebook.visits()[0].id).save_note("Fra Bo")
    bo.swap()
    window.go("indstillinger")
    dialog = LaptopsDialog(window, window)
    dialog.open()
    lost = next(laptop for laptop in Sharing(window.casebook).laptops() if laptop.officer == "Bo Friis")
    text = known_text(Sharing(window.casebook).known_of(lost.device))
    assert window.casebook.companies()[0].name in text
    dialog._removed(lost)
    assert next(one for one in Sharing(window.casebook).laptops() if one.device == lost.device).removed


# -- locking ---------------------------------------------------------------------------------------


def test_locked_everything_is_saved_and_put_away(kept: tuple[Application, Opening], qtbot: QtBot) -> None:
    application, opening = kept
    window = main_window(application)
    lock = Lock(opening, window)
    saved: list[bool] = []
    assert lock.lock(lambda: saved.append(True))
    assert saved
    assert not window.isVisible()
    assert lock.page is not None
    lock.page.unlock()
    assert window.isVisible()
    assert not lock.is_locked


def test_without_its_key_it_stays_locked(
    kept: tuple[Application, Opening], monkeypatch: pytest.MonkeyPatch
) -> None:
    import keyring

    application, opening = kept
    lock = Lock(opening, main_window(application))
    lock.lock(lambda: None)
    assert lock.page is not None
    passwords = dict(keyring.get_keyring().passwords)  # type: ignore[attr-defined]
    keyring.get_keyring().passwords.clear()  # type: ignore[attr-defined]
    lock.page.unlock()
    assert lock.is_locked
    assert lock.page.problem
    keyring.get_keyring().passwords.update(passwords)  # type: ignore[attr-defined]
    lock.page.unlock()
    assert not lock.is_locked


def test_what_cannot_be_saved_is_not_locked_away(kept: tuple[Application, Opening]) -> None:
    from klimabesog.values.errors import SurroundingsError

    application, opening = kept
    lock = Lock(opening, main_window(application))

    def full() -> None:
        raise SurroundingsError("Disken er fuld.")

    assert not lock.lock(full)
    assert main_window(application).isVisible()


def test_it_is_idle_when_nobody_touches_it(qtbot: QtBot, qapp) -> None:  # type: ignore[no-untyped-def]
    watch = IdleWatch(qapp)
    with qtbot.waitSignal(watch.idle):
        watch.set_minutes(0.001)
    watch.set_minutes(0)
    qapp.removeEventFilter(watch)


# -- sharing unasked -------------------------------------------------------------------------------


def test_changes_go_out_and_come_in_unasked(
    window: MainWindow, bo: Colleague, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "delt"
    folder.mkdir()
    visit = window.casebook.visits()[0].id
    window.open_visit(visit, CHAPTER)
    page = window.page
    assert isinstance(page, VisitPage)
    window.begin_sync()
    sync = window.sync
    assert isinstance(sync, FolderSync)
    assert window.shared_text == ""
    SharedFolder(window.casebook, folder)
    with qtbot.waitSignal(sync.finished):
        window.share_now()
    assert page.header.shared.text().startswith("Delt ")
    bo.book.visit(visit).answer(FORM, WORK, "Bos svar")
    SharedFolder(bo.book, folder).sync_now()
    with qtbot.waitSignal(window.arrivals.came):
        sync.start()
    run_events()
    assert page.visit.node(FORM, WORK).value == "Bos svar"
    question = page.view.question(WORK)
    assert question is not None
    assert question.value == "Bos svar"
    page.visit.answer(FORM, WORK, "Mettes svar")
    with qtbot.waitSignal(sync.finished):
        sync.start()
    SharedFolder(bo.book).sync_now()
    assert bo.book.visit(visit).node(FORM, WORK).value == "Mettes svar"
    assert not bo.book.desk.store.conflicts()


def test_what_cannot_be_saved_now_is_not_overwritten_by_what_comes(
    window: MainWindow, bo: Colleague, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "delt"
    folder.mkdir()
    visit = window.casebook.visits()[0].id
    window.open_visit(visit, CHAPTER)
    window.activateWindow()
    page = window.page
    assert isinstance(page, VisitPage)
    SharedFolder(window.casebook, folder)
    SharedFolder(bo.book, folder).sync_now()
    bo.book.visit(visit).answer(FORM, WORK, "Bos svar")
    SharedFolder(bo.book).sync_now()
    page.view.focus_ref(WORK)
    field = window.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Ring til 010190-1234")
    sync = FolderSync(window.casebook, window, window.arrivals)
    one = SharedFolder(window.casebook).begin().run()
    assert one.arrivals
    with pytest.raises(CprFound):
        sync._take(one)
    assert field.toPlainText() == "Ring til 010190-1234"
    field.setPlainText("Ring i morgen")
    sync._take(SharedFolder(window.casebook).begin().run())
    sync.stop()
    assert count_conflicts(window.casebook) == 1


# -- a damaged file --------------------------------------------------------------------------------


def test_damaged_data_are_mended_from_the_window(kept: tuple[Application, Opening], qtbot: QtBot) -> None:
    application, opening = kept
    window = main_window(application)
    window.daily_backup()
    qtbot.waitUntil(lambda: bool(opening.backups()))
    window.daily_backup()
    window._tasks.close()
    assert len(opening.backups()) == 1, "one a day"
    window.close()
    application.close()
    database = opening.place.database
    database.write_bytes(b"\0" * len(database.read_bytes()))
    application.start()
    assert application.window is not None
    page = application.window.centralWidget()
    assert isinstance(page, TroublePage)
    next(button for button in page.findChildren(Button) if button.text() == "Reparér dataene").click()
    qtbot.waitUntil(lambda: isinstance(application.window, MainWindow))
    assert [row.name for row in main_window(application).casebook.companies()] == ["Smedjen"]
    assert "bygget op igen" in main_window(application).toast.text
