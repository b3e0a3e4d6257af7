"""A number is the same on the screen, in the report's PDF and in the workbook, of both whole example cases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import clock_of, play
from klimabesog.casework.example import HEAVY, WHOLE_COURSE, script_of
from klimabesog.casework.visit import Visit
from klimabesog.casework.workbooks.case import save_case
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.theme import Theme
from klimabesog.reports.figures import number
from klimabesog.reports.model import Amount
from tests.desktop.conftest import KEY, run_events
from tests.reports.printed import lines
from tests.workbooks import Row, opened, table

ALONE, AFTER = "Før overlap: ", "Fratrukket overlap: "
KWH, KR, CO2 = "besparelse (kWh/år)", "besparelse (kr./år)", "mindre udledning (kg CO₂e/år)"


@dataclass(frozen=True)
class Told:
    """One case: its window, its visit, the lines of its report and the rows of its sheets."""

    window: MainWindow
    visit: Visit
    report: list[str]
    sheets: dict[str, list[Row]]


@pytest.fixture(scope="module", params=[WHOLE_COURSE, HEAVY])
def played_folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The script of a case, and the data folder it was played in."""
    script, folder = script_of(request.param), tmp_path_factory.mktemp(request.param)
    with Casebook.open(folder, KEY, clock=clock_of(script)) as book:
        play(book, script)
    return script, folder


@pytest.fixture
def told(played_folder: tuple[Path, Path], tmp_path: Path, theme: Theme) -> Iterator[Told]:
    """A case that was played from its script, in a window wide enough for every column."""
    script, folder = played_folder
    shutil.copytree(folder, tmp_path / "data")
    with Casebook.open(tmp_path / "data", KEY, clock=clock_of(script)) as book:
        visit = book.visit(book.visits()[0].id)
        pdf = visit.render_report().pdf
        sheets = opened(save_case(book, visit.company.id, tmp_path / "sag.xlsx").read_bytes())
        opening = Opening(tmp_path / "data")
        opening.way = "memory"
        window = MainWindow(book, opening, theme, WindowState(tmp_path / "data"))
        window.resize(1800, 1000)
        window.show()
        yield Told(window, visit, lines(pdf), {page.title: table(page) for page in sheets.worksheets})
        window.close()
        window.deleteLater()


def words(widget: QWidget) -> str:
    """What stands in a widget, in its order."""
    shown = (label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
    return plain(" ".join(shown))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u2212", "-")


def written(value: float, rough: bool, decimals: int = 0) -> str:
    """A number of the workbook as a person reads it elsewhere; of a rule of thumb two digits."""
    return plain(number(Amount(value, "C" if rough else "A"), decimals))


def counted(told: Told) -> list[Row]:
    """The rows of measures that count."""
    return [row for row in told.sheets["Tiltag"] if row.cells.get(AFTER + KWH) is not None]


def is_rough(row: Row) -> bool:
    return str(row.cells["Klasse"]).startswith("C")


def test_a_measure_in_the_reports_table_and_in_the_sheet(told: Told) -> None:
    rows = counted(told)
    assert len(rows) >= 5
    for row in rows:
        rough = is_rough(row)
        told_alone = [written(row.cells[ALONE + what], rough) for what in (KWH, KR)]
        begin = str(row.cells["Tiltag"])[:25]  # a longer title goes on beneath
        (line,) = [
            each for each in map(plain, told.report) if begin in each and f" {' '.join(told_alone)} " in each
        ]
        assert written(row.cells["Investering (kr.)"], rough) in line
        years = row.cells.get("Tilbagebetaling (år)")
        assert years is None or written(years, rough, 1) in line


def test_a_measure_on_the_visits_page_and_in_the_sheet(told: Told) -> None:
    told.window.open_visit(told.visit.id, "side:tiltag")
    page = told.window.page
    assert isinstance(page, VisitPage)
    run_events(100)
    assert page._measures is not None
    screen = words(page._measures.table)
    for row in counted(told):
        rough = is_rough(row)
        assert row.cells["Tiltag"] in screen
        for what in (AFTER + KWH, AFTER + KR):
            assert written(row.cells[what], rough) in screen, (row.cells["Tiltag"], what)


def test_the_sums_in_all_three(told: Told) -> None:
    sums = {what: sum(row.cells[AFTER + what] for row in counted(told)) for what in (KWH, KR, CO2)}
    rough = any(map(is_rough, counted(told)))
    told.window.open_company(told.visit.company.id)
    page = told.window.page
    assert isinstance(page, CompanyPage)
    run_events(100)
    screen, kwh, kr = words(page), written(sums[KWH], rough), written(sums[KR], rough)
    assert kwh in screen
    assert kr in screen
    assert any(line.startswith("I alt") and f" {kwh} {kr} " in line for line in map(plain, told.report))
    result = told.visit.result()
    assert (result.saving_kwh, result.saving_kroner) == pytest.approx((sums[KWH], sums[KR]))


def test_the_years_use_in_all_three(told: Told) -> None:
    rows = [row for row in told.sheets["Energi"] if row.cells.get("Forbrug (kWh/år)") is not None]
    carriers = [row for row in rows if row.cells["Energi"] != "I alt"]
    used = written(sum(row.cells["Forbrug (kWh/år)"] for row in carriers), rough=False)
    told.window.open_company(told.visit.company.id)
    run_events(100)
    assert used in words(told.window.page)
    assert any(line.startswith(f"I alt {used} ") for line in map(plain, told.report))
    for row in carriers:
        start = f"{row.cells['Energi']} "
        kwh = written(row.cells["Forbrug (kWh/år)"], rough=False)
        assert any(line.startswith(start) and kwh in line for line in map(plain, told.report)), start
