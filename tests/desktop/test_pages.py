"""The pages on the example case: they open, show what is stored, and change it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from klimabesog.casework.saving import FileInUse
from klimabesog.desktop.pages.companies import CompaniesPage, ImportDialog
from klimabesog.desktop.pages.company_form import CompanyFormPage
from klimabesog.desktop.pages.documents import page as document_page
from klimabesog.desktop.pages.documents.page import DocumentPage
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.theme import ThemeChoice
from klimabesog.desktop.widgets.dialog import ConfirmDialog
from klimabesog.desktop.widgets.feedback import EmptyState
from tests.desktop.conftest import OpenWindow, run_events


def typed(page: CompanyFormPage, **values: str) -> None:
    for name, text in values.items():
        page.entries[name].line.setText(text)
        page.entries[name].line.textEdited.emit(text)


def test_every_place_opens(open_window: OpenWindow) -> None:
    window = open_window()
    for place in ("overblik", "virksomheder", "besoeg", "skemaer", "indstillinger"):
        window.go(place)
        run_events()
        assert window.page is not None
        assert window.rail.button(place).isChecked()


def test_an_empty_casebook_says_what_to_do_next(open_window: OpenWindow) -> None:
    window = open_window(example=False)
    assert window.page is not None
    assert window.page.findChild(EmptyState) is not None
    window.go("besoeg")
    assert window.page.findChild(EmptyState) is not None


def test_search_as_you_type(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(example=False)
    for name, town in (("Ågård Smedje", "Kolding"), ("Bager Bo", "Vejle")):
        window.casebook.save_company({"navn": name, "by": town})
    window.go("virksomheder")
    page = window.page
    assert isinstance(page, CompaniesPage)
    assert page.model.rowCount() == 2
    qtbot.keyClicks(page.search, "ågå")
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert "Ågård Smedje" in window.page.title.text()  # type: ignore[union-attr]


def test_a_new_company_is_checked_while_it_is_typed(open_window: OpenWindow) -> None:
    window = open_window(example=False)
    window.edit_company(None)
    page = window.page
    assert isinstance(page, CompanyFormPage)
    typed(page, navn="Hansens Smedje", cvr="13585627", postnr="2750")
    assert page.entries["by"].text == "Ballerup"
    assert page.entries["cvr"]._say.text()
    page.save()
    assert window.page is page, "a CVR that fails its check is not taken at once"
    assert page.entries["navn"].text == "Hansens Smedje"
    page._again.click()
    assert [row.cvr for row in window.casebook.companies()] == ["13585627"]


def test_a_company_without_a_name_is_refused_in_one_sentence(open_window: OpenWindow) -> None:
    window = open_window(example=False)
    window.edit_company(None)
    page = window.page
    assert isinstance(page, CompanyFormPage)
    typed(page, cvr="13585628")
    page.save()
    assert page._problem.text()
    assert window.casebook.companies() == []


def test_a_list_is_imported_and_its_problems_are_told(open_window: OpenWindow, tmp_path: Path) -> None:
    file = tmp_path / "liste.csv"
    file.write_text("Navn;CVR\nÆbleskoven ApS;13585628\n;27355021\n", encoding="latin-1")
    window = open_window(example=False)
    window.go("virksomheder")
    page = window.page
    assert isinstance(page, CompaniesPage)
    page.import_file(file)
    assert page.model.rowCount() == 1
    dialog = page.findChild(ImportDialog)
    assert dialog is not None
    dialog.accept()


def test_the_company_page_shows_steps_measures_and_contacts(open_window: OpenWindow) -> None:
    window = open_window()
    window.open_company(window.casebook.companies()[0].id)
    page = window.page
    texts = " ".join(label.text() for label in page.findChildren(type(page.title)))  # type: ignore[union-attr]
    for word in ("Information", "Gennemførelse", "LED i hal 1 og 2", "412.300", "Bodil Krog"):
        assert word in texts, word


def test_the_report_is_built_shown_and_saved(open_window: OpenWindow, tmp_path: Path) -> None:
    window = open_window()
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    wait_until(lambda: page.preview.page_count > 0)
    wait_until(lambda: page.preview._pages[0].rendered)
    page.save(tmp_path / "rapport.pdf")
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")


def test_a_file_that_is_open_elsewhere_gets_a_new_name(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    wait_until(lambda: page.preview.page_count > 0)
    real = document_page.save_file

    def locked(path: Path, data: bytes) -> Path:
        if path.name == "rapport.pdf":
            raise FileInUse(path, tmp_path / "rapport (2).pdf")
        return real(path, data)

    monkeypatch.setattr(document_page, "save_file", locked)
    page.save(tmp_path / "rapport.pdf")
    dialog = page.findChild(ConfirmDialog)
    assert dialog is not None
    dialog.foot.itemAt(dialog.foot.count() - 1).widget().click()
    assert (tmp_path / "rapport (2).pdf").exists()


def test_leaving_stops_the_report(open_window: OpenWindow) -> None:
    window = open_window()
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    window.go("overblik")
    run_events(100)
    assert page._task is None


def test_settings_are_kept_at_once(open_window: OpenWindow) -> None:
    window = open_window()
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    page.entries["department"].line.setText("Miljø")
    page.entries["department"].line.left.emit()
    assert window.casebook.officer.department == "Miljø"  # type: ignore[union-attr]
    page._choose_theme("moerk")
    assert window.theme.choice is ThemeChoice.DARK
    page._choose_scale("1.5")
    assert window.theme.metrics.scale == 1.5
    page._choose_scale("1.0")


def test_the_window_opens_where_it_was(open_window: OpenWindow) -> None:
    window = open_window()
    window.open_visit(window.casebook.visits()[0].id, "tjekliste:/data/bel")
    assert window.state.page == "visit"
    window._last = window.state.page
    window.go("overblik")
    window.go_on()
    assert type(window.page).__name__ == "VisitPage"
    assert window.page.chapter == "tjekliste:/data/bel"  # type: ignore[union-attr]


def wait_until(done, seconds: float = 15.0) -> None:  # type: ignore[no-untyped-def]
    """Like qtbot.waitUntil, but worker threads run meanwhile."""
    for _attempt in range(round(seconds * 50)):
        if done():
            return
        run_events(20)
    raise AssertionError("it did not come")
