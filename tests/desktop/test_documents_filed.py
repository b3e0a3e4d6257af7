"""Locking, filing and receiving in the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from klimabesog.casework.filing import content, filing_of
from klimabesog.casework.settings import settings
from klimabesog.casework.visitviews import DocumentRow
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.documents.card import document_row
from klimabesog.desktop.pages.documents.issued_dialog import IssuedDialog
from klimabesog.desktop.pages.documents.lock_dialog import LockDialog
from klimabesog.desktop.pages.documents.page import DocumentPage
from klimabesog.desktop.pages.documents.received_dialog import ReceivedDialog, TakeInDialog
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.dialog import Dialog
from tests.desktop.conftest import run_events
from tests.desktop.test_documents import made_anew


@pytest.fixture
def company(window: MainWindow) -> str:
    return window.casebook.companies()[0].id


def on_screen(window: MainWindow, kind: type[Dialog]) -> Dialog:
    """The open dialog of a kind, once it comes."""
    for _turn in range(600):
        run_events(50)
        found = [dialog for dialog in window.findChildren(kind) if dialog.isVisible()]
        if found:
            return found[-1]
    raise AssertionError(f"no {kind.__name__}")


def company_page(window: MainWindow, company: str) -> CompanyPage:
    window.open_company(company)
    page = window.page
    assert isinstance(page, CompanyPage)
    return page


def words(dialog: Dialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(Text))


def lock_now(window: MainWindow, page: DocumentPage) -> str:
    """Lock what is shown; the words of the dialog that asked."""
    page.ask_lock()
    asked = on_screen(window, LockDialog)
    said = words(asked)
    asked.foot.itemAt(asked.foot.count() - 1).widget().click()  # type: ignore[attr-defined]
    return said


def test_a_version_is_locked_and_the_next_lists_its_corrections(window: MainWindow, company: str) -> None:
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    made_anew(page)
    said = lock_now(window, page)
    assert "SHA-256" in said
    assert "Rettelser" not in said
    issued = on_screen(window, IssuedDialog)
    assert isinstance(issued, IssuedDialog)
    issued.filing.entry.line.setText("26-1234")
    issued.keep()
    (row,) = window.casebook.documents.of(company)
    assert (row.number, row.journal) == (1, "26-1234")
    made_anew(page)
    page.draft.introduce("En helt ny indledning")
    said = lock_now(window, page)
    assert "Rettelser siden version 1" in said
    assert "Indledning omskrevet." in said
    on_screen(window, IssuedDialog).reject()
    first, second = reversed(window.casebook.documents.of(company))
    assert (first.sha256, second.number) == (row.sha256, 2)


def test_versions_with_one_number_say_who_locked_them(window: MainWindow) -> None:
    first = DocumentRow("a", "Energiscreening", 2, "2026-11-20T10:05:00", "", "", label="2", by="Anna Holm")
    later = replace(first, id="b", created="2026-11-20T11:00:00", label="2 (Bo Friis)", by="Bo Friis")
    said = [document_row(window, row).accessibleName() for row in (first, later, replace(first, by=""))]
    assert said[0].startswith("Energiscreening v2, 20.11.2026 · låst kl. 10.05 af Anna Holm.")
    assert said[1].startswith("Energiscreening v2 (Bo Friis), 20.11.2026 · låst kl. 11.00 af Bo Friis.")
    assert "låst" not in said[2]


def test_cancelling_locks_nothing(window: MainWindow, company: str) -> None:
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    made_anew(page)
    page.ask_lock()
    on_screen(window, LockDialog).reject()
    assert window.casebook.documents.of(company) == ()


def test_the_package_and_the_words_to_copy(window: MainWindow, company: str, tmp_path: Path) -> None:
    window.casebook.visit(window.casebook.visits()[0].id).issue_report()
    page = company_page(window, company)
    assert "Ikke journaliseret" in page.documents.rows[0].accessibleName()
    page.documents.rows[0].click()
    dialog = on_screen(window, IssuedDialog)
    assert isinstance(dialog, IssuedDialog)
    dialog.filing.copy_words()
    assert QApplication.clipboard().text() == dialog.filing.words
    assert "Nordkrogens Maskinværksted" in dialog.filing.words
    dialog.filing.write(tmp_path)
    assert len(list(tmp_path.glob("Energiscreening */*"))) == 4
    (tmp_path / "fil").write_text("x")
    dialog.filing.write(tmp_path / "fil")
    assert dialog.filing.entry._say.text(), "what went wrong is said"
    dialog.reject()


def test_a_received_file_is_dropped_described_removed_and_brought_back(
    window: MainWindow, company: str, tmp_path: Path
) -> None:
    scan = tmp_path / "Aftale.pdf"
    scan.write_bytes(b"%PDF-1.7 underskrevet")
    page = company_page(window, company)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(scan))])
    at, copy, button = QPointF(QPoint(300, 300)), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    event = QDropEvent(at, copy, data, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(window.windowHandle(), event)
    dialog = on_screen(window, TakeInDialog)
    assert isinstance(dialog, TakeInDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("underskrevet"))
    dialog.date.line.setText("ikke en dato")
    dialog.take_in()
    assert dialog._problem.text()
    dialog.date.line.setText("21.11.2026")
    dialog.take_in()
    (row,) = window.casebook.documents.of(company)
    assert (row.title, row.created) == ("Underskrevet aftale", "2026-11-21")
    assert content(window.casebook, filing_of(window.casebook, row.id)) == scan.read_bytes()
    run_events()
    page.documents.rows[0].click()
    opened = on_screen(window, ReceivedDialog)
    assert isinstance(opened, ReceivedDialog)
    opened.journal.line.setText("26-77")
    opened.keep()
    assert window.casebook.documents.of(company)[0].journal == "26-77"
    run_events()
    page.documents.rows[0].click()
    again = on_screen(window, ReceivedDialog)
    assert isinstance(again, ReceivedDialog)
    again.remove()
    assert window.casebook.documents.of(company) == ()
    window.toast._act()
    assert len(window.casebook.documents.of(company)) == 1


def test_a_dangerous_file_is_not_taken(window: MainWindow, company: str, tmp_path: Path) -> None:
    page = company_page(window, company)
    assert not page.takes_files([tmp_path / "spil.exe"])
    assert not page.takes_files([tmp_path / "a.pdf", tmp_path / "spil.exe"])
    assert page.takes_files([tmp_path / "a.pdf", tmp_path / "b.jpg"])


def test_patterns_are_tried_while_they_are_typed(window: MainWindow) -> None:
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    card = page.filing
    card.file.line.setText("{cvr} {type")
    card.file.typed.emit()
    card.keep()
    assert "klamme" in card.file._say.text()
    assert settings(window.casebook.desk).filing == ""
    card.file.line.setText("{cvr} {type}")
    card.file.typed.emit()
    assert card.file._say.text() == "Fx 12345678 Energiscreening.pdf"
    card.keep()
    assert settings(window.casebook.desk).filing == "{cvr} {type}"
