"""Faktorer og priser in the window: the page, one number's dialog, the CSV review, and the numbers behind a visit."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget
from pytestqt.qtbot import QtBot

from klimabesog.casework.factorlines import FactorLine
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.factors.dialog import NumberDialog
from klimabesog.desktop.pages.factors.page import FactorsPage
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.pages.visit.baseline_head import BaselineHead
from klimabesog.desktop.pages.visit.measures import MeasuresChapter
from klimabesog.desktop.pages.visit.numbers import NumbersDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from tests.desktop.conftest import run_events


@pytest.fixture
def page(window: MainWindow) -> FactorsPage:
    window.open_factors()
    assert isinstance(window.page, FactorsPage)
    return window.page


def line(page: FactorsPage, kind: str, carrier: str) -> FactorLine:
    """The line as it is shown now."""
    return next(one for code, lines in page.table.lines for one in lines if (one.kind, code) == (kind, carrier))


def fill(dialog: NumberDialog, number: str, unit: str, source: str, year: str = "2025") -> None:
    for entry, text in ((dialog.number, number), (dialog.source, source), (dialog.source_year, year)):
        entry.line.setText(text)
    dialog.unit.setCurrentIndex(dialog.unit.findData(unit))


def test_reached_from_the_settings(window: MainWindow) -> None:
    window.go("indstillinger")
    settings = window.page
    assert isinstance(settings, SettingsPage)
    settings.factors.open.click()
    assert isinstance(window.page, FactorsPage)


def test_every_number_is_shown_with_where_it_comes_from(page: FactorsPage) -> None:
    power = line(page, "udledning", "el")
    assert "BR18" in power.source
    assert page.table.buttons["udledning", "el", "kWh"].accessibleName() == "Ret El, udledning"
    assert line(page, "pris", "damp").number == "–"
    assert page.table.buttons["pris", "damp", "kWh"].accessibleName() == "Tilføj Købt damp, pris"


def test_an_own_number_needs_a_source_and_can_be_undone(page: FactorsPage) -> None:
    dialog = page.edit(line(page, "udledning", "fjernvarme"))
    fill(dialog, "34", "MWh", "")
    dialog.save()
    assert dialog.problem == "Skriv, hvor tallet kommer fra."
    dialog.source.line.setText("Værkets deklaration")
    dialog.number.line.setText("mange")
    dialog.save()
    assert "er ikke et tal" in dialog.problem
    dialog.number.line.setText("34")
    dialog.source_year.line.setText("i fjor")
    dialog.save()
    assert "fire cifre" in dialog.problem
    dialog.source_year.line.setText("2025")
    dialog.save()
    run_events()
    shown = line(page, "udledning", "fjernvarme")
    assert (shown.own, shown.source) == (True, "Værkets deklaration")
    page.undo.click()
    run_events()
    assert not line(page, "udledning", "fjernvarme").own
    assert not page.undo.isEnabled()


def test_an_own_number_is_there_to_be_corrected_or_taken_out(page: FactorsPage) -> None:
    dialog = page.edit(line(page, "pris", "el"))
    fill(dialog, "1,15", "kWh", "Kommunens indkøb")
    dialog.save()
    run_events()
    again = page.edit(line(page, "pris", "el"))
    assert (again.number.text, again.source.text) == ("1,15", "Kommunens indkøb")
    again.number.line.setText("1,2")
    again.save()
    run_events()
    assert [row.value for row in page.sets.factors.own_rows()] == [1.2]
    page.edit(line(page, "pris", "el")).back.click()
    run_events()
    assert page.sets.factors.own_rows() == ()


def test_an_alternative_is_chosen(page: FactorsPage) -> None:
    dialog = page.edit(line(page, "udledning", "fjernvarme"))
    dialog.choices[0].click()
    run_events()
    assert "Fjernvarme Fyn" in line(page, "udledning", "fjernvarme").source
    assert line(page, "udledning", "fjernvarme").off_boundary


def test_boundary_and_rate(page: FactorsPage, window: MainWindow) -> None:
    page.boundary.chosen.emit("forbraending")
    run_events()
    assert line(page, "udledning", "el").boundary == "Forbrænding"
    page.interest.line.setText("40")
    page.interest.left.emit()
    assert "25 %" in page.interest.problem.text()
    page.interest.line.setText("5,5")
    page.interest.left.emit()
    run_events()
    assert page.sets.in_force().interest == 0.055
    assert "5,5" in window.toast.text


def test_the_table_is_read_for_another_year(page: FactorsPage) -> None:
    before = line(page, "udledning", "el").number
    page.year.setCurrentIndex(0)
    page.year.activated.emit(0)
    assert line(page, "udledning", "el").number != before


def test_a_file_is_reviewed_before_it_counts(page: FactorsPage, window: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "faktorer.csv"
    page.export(path)
    same = page.review(path)
    assert same is not None
    assert same.take is None
    own = "udledning;fjernvarme;MWh;34;2025;forbraending;egen;;Værkets deklaration;;2025;hoej;2;\n"
    path.write_text(path.read_text("utf-8-sig") + own, encoding="utf-8-sig")
    review = page.review(path)
    assert review is not None
    shown = review.findChild(QListWidget)
    assert shown is not None
    assert [shown.item(n).text()[:14] for n in range(shown.count())] == ["Ny: Fjernvarme"]
    assert page.sets.factors.own_rows() == ()
    assert review.take is not None
    review.take.click()
    assert len(page.sets.factors.own_rows()) == 1
    path.write_text(path.read_text("utf-8-sig") + "pris;el;kWh;x;;;egen;;X\n", encoding="utf-8-sig")
    wrong = page.review(path)
    assert wrong is not None
    assert wrong.take is None
    path.write_bytes(b"PK\x03\x04")
    assert page.review(path) is None
    assert "Excel-ark" in window.banner.text


# -- in a visit ------------------------------------------------------------------------------------


@pytest.fixture
def baseline(window: MainWindow) -> VisitPage:
    window.open_visit(window.casebook.visits()[0].id, "forbrug:/data")
    assert isinstance(window.page, VisitPage)
    return window.page


def numbers(page: VisitPage) -> NumbersDialog:
    head = page.view.findChild(BaselineHead)
    assert head is not None
    head.numbers.click()
    dialog = page.findChild(NumbersDialog)
    assert dialog is not None
    return dialog


def test_the_numbers_behind_a_visit_and_its_own_price(baseline: VisitPage) -> None:
    dialog = numbers(baseline)
    assert [code for code, _lines in dialog.table.lines] == ["el", "fjernvarme", "diesel"]
    assert ("braendvaerdi", "diesel", "l") not in dialog.table.buttons, "heating values are not a company's"
    before = baseline.visit.result()
    price = next(one for _code, lines in dialog.table.lines for one in lines if one.kind == "pris")
    stated = dialog.edit(price)
    fill(stated, "1,0", "kWh", "Aftale af 1. maj 2026", "")
    stated.save()
    assert stated.problem == "Skriv, hvilket år tallet er fra."
    stated.source_year.line.setText("2026")
    stated.save()
    after = baseline.visit.result()
    assert after.saving_kroner < before.saving_kroner
    dialog.accept()
    run_events()
    baseline.doings.undo()
    assert baseline.visit.result() == before


def test_moving_to_the_newer_set_is_shown_first(baseline: VisitPage, page: FactorsPage, window: MainWindow) -> None:
    choice = page.edit(line(page, "udledning", "el"))
    fill(choice, "0,1", "kWh", "Deklarationen")
    choice.save()
    window.open_visit(baseline.visit.id)
    dialog = numbers(baseline)
    assert dialog.newer.isVisibleTo(dialog)
    before = baseline.visit.result()
    move = dialog.preview()
    assert move is not None
    assert baseline.visit.result() == before
    move.go.click()
    assert baseline.visit.result().consumption_co2_kg < before.consumption_co2_kg
    assert not dialog.newer.isVisibleTo(dialog)


def test_a_suggested_split_is_shown_and_undone(baseline: VisitPage, window: MainWindow) -> None:
    head = baseline.view.findChild(BaselineHead)
    assert head is not None
    head.split.click()
    run_events()
    shares = baseline.visit.screening.splits
    assert len(shares) > 5
    assert baseline.place == ("forbrug", "/data/fordeling[1]/fordel_andel")
    head.split.click()
    assert "fordelt allerede" in window.toast.text
    baseline.doings.undo()
    assert baseline.visit.screening.splits == ()


def test_odd_numbers_stand_with_what_to_follow_up_on(baseline: VisitPage) -> None:
    baseline.visit.answer("forbrug", "/data/graddage_normal", "")
    baseline.show_gaps(True)
    baseline.gaps.tabs["numbers"].click()
    (hit,) = baseline.gaps.hits
    assert hit.label == "Vælg normalår for varmen"
    baseline.gaps.jumped.emit(hit)
    assert baseline.place == ("forbrug", "/data/graddage_normal")


# -- the order of measures -------------------------------------------------------------------------


@pytest.fixture
def measures(window: MainWindow) -> MeasuresChapter:
    window.open_visit(window.casebook.visits()[0].id, "side:tiltag")
    window.activateWindow()
    run_events(50)
    chapter = window.page.findChild(MeasuresChapter)
    assert isinstance(chapter, MeasuresChapter)
    return chapter


def order(window: MainWindow) -> list[str]:
    assert isinstance(window.page, VisitPage)
    return [row.instance for row in window.page.visit.measures()]


def test_a_measure_is_moved_by_button_and_by_keyboard(
    measures: MeasuresChapter, window: MainWindow, qtbot: QtBot
) -> None:
    before = order(window)
    first, second = before[:2]
    assert not measures.table.movers[first].buttons[-1].isEnabled()
    measures.table.movers[second].buttons[-1].setFocus()
    measures.table.movers[second].buttons[-1].click()
    run_events()
    assert order(window)[:2] == [second, first]
    assert measures.table.title_of(second).hasFocus(), "its button can't go further up"
    qtbot.keyClick(measures.table.title_of(second), Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    run_events()
    assert order(window) == before
    assert measures.table.title_of(second).hasFocus()
    assert measures.propose.isVisibleTo(measures)
    measures.propose.click()
    run_events()
    assert not measures.propose.isVisibleTo(measures)
    assert isinstance(window.page, VisitPage)
    window.page.doings.undo()
    assert window.page.visit.measure_book.is_ordered


def test_present_value_and_rate_are_shown_when_asked_for(measures: MeasuresChapter) -> None:
    def told() -> str:
        lines = [measures.sums.itemAt(n).widget() for n in range(measures.sums.count())]
        return " ".join(label.text() for line in lines for label in line.findChildren(QLabel))

    assert "Nutidsværdi" not in told()
    assert "Hver for sig" in told()
    assert "fratrukket overlap" in told()
    measures.worth.click()
    assert "Nutidsværdi" in told()
