"""Search over everything, what was deleted, and persondata, in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from klimabesog.casework import backups, opening
from klimabesog.casework.erasure import decline
from klimabesog.casework.received import Received
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.deleted import DeletedPage
from klimabesog.desktop.pages.erasing import EraseDialog, LetterDialog
from klimabesog.desktop.pages.persons import PersonsPage
from klimabesog.desktop.pages.search import SearchDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import ConfirmDialog
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.store import Store
from tests.desktop.conftest import KEY, OpenWindow, run_events

FORM, WORK = "besoeg", "/data/virksomheden/aktiviteter"


def dialog_of(window: MainWindow) -> SearchDialog:
    window.open_search()
    dialog = window.findChild(SearchDialog)
    assert dialog is not None
    return dialog


def test_an_answer_is_found_and_gone_to(window: MainWindow, qtbot: QtBot) -> None:
    visit = window.casebook.visits()[0].id
    window.casebook.visit(visit).answer(FORM, WORK, "Galvaniserer kæmpelåger")
    dialog = dialog_of(window)
    qtbot.keyClicks(dialog.search, "kæmpel")
    qtbot.waitUntil(lambda: len(dialog.hits()) == 1)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, VisitPage)
    assert page.place == (FORM, WORK)


def test_groups_are_passed_over_by_the_arrows(window: MainWindow, qtbot: QtBot) -> None:
    company = window.casebook.save_company({"navn": "Kæmpelågen"})
    window.casebook.visit(window.casebook.visits()[0].id).save_note("Kæmpelåge i hal 3")
    dialog = dialog_of(window)
    dialog._find("kæmpelåge")
    assert [hit.group for hit in dialog.hits()] == ["virksomheder", "noter"]
    assert dialog.list.currentRow() == 1
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == 3
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.list.currentRow() == 1
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert isinstance(window.page, CompanyPage)
    assert window.page._company == company


def test_nothing_found_says_so(window: MainWindow) -> None:
    dialog = dialog_of(window)
    dialog._find("findesikke")
    assert dialog.hits() == []
    assert "Intet passer" in dialog._count.text()


def test_what_was_deleted_comes_back(window: MainWindow) -> None:
    visit = window.casebook.visit(window.casebook.visits()[0].id)
    window.open_deleted()
    page = window.page
    assert isinstance(page, DeletedPage)
    assert page.findChild(EmptyState) is not None
    visit.remove_note(visit.save_note("Kæmpelåge"))
    run_events()
    (button,) = page.restore_buttons
    button.click()
    run_events()
    assert page.restore_buttons == []
    assert "Kæmpelåge" in {note.text for note in visit.notes()}


def test_a_person_is_found_and_handed_over(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    company = window.casebook.companies()[0].id
    window.casebook.save_contact(company, {"name": "Ida Åkjær"})
    window.open_persons()
    page = window.page
    assert isinstance(page, PersonsPage)
    qtbot.keyClicks(page.field, "Ib")
    qtbot.keyClick(page.field, Qt.Key.Key_Return)
    assert "for kort" in page._told.text()
    page.field.setText("Ida Åkjær")
    page.find_person()
    qtbot.waitUntil(lambda: bool(page.traces))
    assert [trace.text for trace in page.traces] == ["Ida Åkjær"]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path / "ud"))
    page.export.click()
    assert sorted(path.suffix for path in (tmp_path / "ud").iterdir()) == [".json", ".txt"]


def test_files_are_searched_and_those_that_cannot_be_are_named(window: MainWindow, qtbot: QtBot) -> None:
    received, company = Received(window.casebook.desk), window.casebook.companies()[0].id
    received.add("Kontakt: Ida Åkjær".encode(), company, name="Tilbud.txt")
    received.add(b"x", company, name="Foto.png")
    window.open_persons()
    page = window.page
    assert isinstance(page, PersonsPage)
    page.field.setText("Ida Åkjær")
    page.find_person()
    qtbot.waitUntil(lambda: bool(page.traces))
    assert [trace.spot.label for trace in page.traces] == ["Modtaget: Tilbud.txt"]
    assert any("- Foto.png" in text.text() for text in page.findChildren(Text))


def test_a_contact_is_erased(window: MainWindow, qtbot: QtBot) -> None:
    company = window.casebook.companies()[0].id
    window.casebook.save_contact(company, {"name": "Ida Åkjær"})
    window.open_persons()
    page = window.page
    assert isinstance(page, PersonsPage)
    page.field.setText("Ida Åkjær")
    page.find_person()
    qtbot.waitUntil(lambda: bool(page.traces))
    page._ask_contact(page.traces[0])
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    next(b for b in dialog.findChildren(Button) if b.text() == "Slet for altid").click()
    letter = window.findChild(LetterDialog)
    assert letter is not None
    assert "Ida Åkjær" in letter.text.toPlainText()
    qtbot.waitUntil(lambda: not page.traces)
    assert "Ida Åkjær" not in {contact.name for contact in window.casebook.registry.contacts(company)}


def test_a_case_is_erased_with_its_backups(window: MainWindow) -> None:
    book = window.casebook
    company = book.companies()[0].id
    decline(book, company, "ikke_tid", "01.01.2026")
    window.open_visit(book.visits()[0].id)
    window.open_persons()
    page = window.page
    assert isinstance(page, PersonsPage)
    dialog = EraseDialog(page, window, company)
    dialog.open()
    dialog.why.setCurrentIndex(dialog.why.findData("anmodning"))
    dialog.erase.click()
    assert book.companies() == []
    letter = window.findChild(LetterDialog)
    assert letter is not None
    assert "Vi har slettet sagen om" in letter.text.toPlainText()
    letter.reject()
    run_events()
    assert isinstance(window.page, PersonsPage)
    window.go("besoeg")
    run_events()


def test_backups_are_cleaned_of_what_was_erased(
    open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    book = window.casebook
    backup = backups.make_backup(book.desk.store, book.data_dir)
    window._opening.way = "keyring"
    monkeypatch.setattr(opening, "key_of", lambda *_args: KEY)
    EraseDialog(window, window, book.companies()[0].id).erase.click()
    window._tasks.close()
    with Store.peek(backup.path, KEY) as store:
        assert store.records("virksomheder", deleted=True) == []
