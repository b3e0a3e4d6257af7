"""A workbook out to an adviser, and what came back: looked at box by box, taken in, taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from klimabesog.casework.workbooks.case import save_case
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.companies import CompaniesPage
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.steps.adviser import AdviserDialog
from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.widgets.base import Text, is_put_away
from tests.desktop.casehelp import REVIEW, at_step, book, click, company
from tests.desktop.conftest import run_events
from tests.desktop.sharing import drop
from tests.workbooks import opened, saved, table, titles

PROPOSALS = "teknisk_gennemgang:/data/forslagene"
EL = "Rådgiver: El (kWh/år)"
PRICE = "Rådgiver: investering (kr.)"


def returned(window: MainWindow, folder: Path) -> Path:
    """The case's workbook with three figures of the adviser's, one of them not understood."""
    path = save_case(window.casebook, company(window), folder / "fra rådgiver.xlsx")
    made = opened(path.read_bytes())
    page = made["Tiltag"]
    heads, rows = titles(page), table(page)
    page.cell(rows[0].number, heads[EL]).value = "12.500"
    page.cell(rows[0].number, heads[PRICE]).value = 41000
    page.cell(rows[1].number, heads[PRICE]).value = "dyrt"
    page.cell(rows[-1].number + 1, heads["Tiltag"]).value = "Nye porte"
    page.cell(rows[-1].number + 1, heads[EL]).value = 900
    path.write_bytes(saved(made))
    return path


def review(window: MainWindow, path: Path, qtbot: QtBot) -> tuple[StepPage, AdviserDialog]:
    page = at_step(window, 4)
    page.open_chapter(PROPOSALS)
    dialog = page.doings.read_adviser(path)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    run_events(50)
    return page, dialog


def words_of(dialog: AdviserDialog) -> str:
    return " ".join(text.text() for text in dialog.findChildren(Text) if text.isVisible())


def test_each_change_has_a_box(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    _page, dialog = review(window, returned(window, tmp_path), qtbot)
    texts = [box.text() for box in dialog.boxes.values()]
    assert [text.partition(":")[0] for text in texts] == ["El", "Investering", "Nyt forslag"]
    assert "– → 12.500" in texts[0]
    assert "Vores skøn:" in words_of(dialog)
    assert "1 felt er ikke forstået" in words_of(dialog)
    assert "»dyrt« er ikke et tal" in words_of(dialog)
    assert dialog.go.text() == "Hent 3 ændringer"


def test_what_is_ticked_is_taken_and_may_be_taken_back(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    page, dialog = review(window, returned(window, tmp_path), qtbot)
    before = len(window.casebook.company(company(window)).measures)
    dialog.boxes[2].setChecked(False)
    assert dialog.go.text() == "Hent 2 ændringer"
    click(qtbot, dialog.go)
    assert "2 ændringer er hentet." in window.toast.text
    assert len(window.casebook.company(company(window)).measures) == before + 1
    assert page.chapter == PROPOSALS
    page.doings.undo()
    assert len(window.casebook.company(company(window)).measures) == before


def test_all_or_none_by_one_button(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    _page, dialog = review(window, returned(window, tmp_path), qtbot)
    click(qtbot, dialog.all)
    assert dialog.chosen == frozenset()
    assert not dialog.go.isEnabled()
    click(qtbot, dialog.all)
    assert dialog.chosen == {1, 2, 3}


def test_a_file_that_is_none_is_refused_in_the_dialog(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "noget andet.xlsx"
    path.write_bytes(b"noget andet")
    _page, dialog = review(window, path, qtbot)
    assert "beskadiget" in dialog.problem
    assert is_put_away(dialog.go)
    assert dialog.cancel.text() == "Luk"


def test_nothing_new_says_so(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    path = save_case(window.casebook, company(window), tmp_path / "uændret.xlsx")
    _page, dialog = review(window, path, qtbot)
    assert "intet nyt" in words_of(dialog)
    assert is_put_away(dialog.go)


def test_a_workbook_is_dropped_on_the_technical_review(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    path = returned(window, tmp_path)
    at_step(window, 5)
    assert not drop(window, path)
    assert window.findChildren(AdviserDialog) == [], "only there"
    page = at_step(window, 4)
    assert page.takes_file(path)
    assert not page.takes_file(tmp_path / "billede.jpg")
    assert drop(window, path)
    qtbot.waitUntil(lambda: bool(window.findChildren(AdviserDialog)))
    (dialog,) = window.findChildren(AdviserDialog)
    qtbot.waitUntil(lambda: not dialog.is_busy)
    assert len(dialog.boxes) == 3


def test_the_ways_in_are_on_the_page(window: MainWindow) -> None:
    page = at_step(window, 4)
    assert is_put_away(page.adviser), "not beside the questions about the adviser"
    page.open_chapter(PROPOSALS)
    assert not is_put_away(page.adviser)
    assert page.header.action("fra_raadgiver").isVisible()
    page.open(5)
    assert not page.header.action("fra_raadgiver").isVisible()
    assert book(window).is_begun(REVIEW) is False, "looking begins nothing"


def test_the_case_is_saved_from_the_companys_page(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "sag"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(chosen), ""))
    window.open_company(company(window))
    run_events(50)
    assert isinstance(window.page, CompanyPage)
    click(qtbot, window.page.documents.excel)
    assert "Gemt som sag.xlsx" in window.toast.text
    assert "Tiltag" in opened((tmp_path / "sag.xlsx").read_bytes()).sheetnames


def test_all_companies_are_saved_from_the_list(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = tmp_path / "alle.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(chosen), ""))
    window.go("virksomheder")
    run_events(50)
    assert isinstance(window.page, CompaniesPage)
    click(qtbot, window.page.excel)
    assert "Gemt som alle.xlsx" in window.toast.text
    names = [row.cells["Virksomhed"] for row in table(opened(chosen.read_bytes())["Virksomheder"])]
    assert names == [*(row.name for row in window.casebook.companies()), "I alt"]
