"""Charts on screen: the paper's shapes in the scheme's colours, read out, reached by Tab, made for every width."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pdfplumber
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.pdfgen.canvas import Canvas

from klimabesog.casework.charts import Label, Line, Numbers, Picture, Polygon, Rect, TextWidth, course_parts
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.progress_card import ProgressCard
from klimabesog.desktop.pages.visit.present import PresentWindow
from klimabesog.desktop.theme import Theme, ThemeChoice
from klimabesog.desktop.theme.chart_colors import chart_palette
from klimabesog.desktop.theme.colors import CONTRAST, DARK, LIGHT, Colors, contrast
from klimabesog.desktop.widgets.base import vbox
from klimabesog.desktop.widgets.chart_painter import paint_chart, text_width
from klimabesog.desktop.widgets.chart_view import ChartCard
from klimabesog.reports import theme as paper
from klimabesog.reports.charts import cash, payback, progress
from klimabesog.reports.charts.palette import SERIES_ROLES, Palette
from klimabesog.reports.charts.pdf import ChartFigure
from klimabesog.reports.charts.shapes import Chart
from klimabesog.reports.model import Amount, CashFlow, Payback
from tests.desktop.casehelp import at_step, company, plan_with
from tests.desktop.conftest import OpenWindow, run_events

COURSE = progress.Course(
    "2025",
    100_000,
    0.2,
    "2030",
    (
        progress.Stage("Alle forslag", proposed=Amount(30_000.0), agreed=Amount(21_000.0)),
        progress.Stage("Opfølgning 1", realised=Amount(9_000.0), factors=Amount(-4_000.0)),
    ),
)
POINTS = [payback.Paid(f"Tiltag {n}", Amount(10_000.0 * n), Payback(Amount(1.0 * n))) for n in range(1, 9)]
FLOWS = [
    CashFlow("Alle forslag", (-9000.0, *[2000.0] * 9)),
    CashFlow("De tre bedste", (-900.0, *[700.0] * 5)),
]


def picture_of_progress() -> Picture:
    return Picture(
        "Fremdrift", lambda width, m: progress.progress_to_target(COURSE, width, m), "Sådan læses den."
    )


def charts(width: float, measure: TextWidth) -> list[Chart]:
    found = (
        progress.progress_to_target(COURSE, width, measure),
        payback.payback_against_investment(POINTS, width, measure),
        cash.accumulated_cash(FLOWS, width, measure),
    )
    return [chart for chart in found if chart is not None]


@pytest.fixture
def card(qtbot: QtBot) -> Iterator[ChartCard]:
    """A chart on its card, 700 pixels wide, in a window."""
    window = QWidget()
    qtbot.addWidget(window)
    column = vbox(window)
    shown = ChartCard(picture_of_progress())
    column.addWidget(shown)
    column.addStretch(1)
    window.resize(700, 700)
    window.show()
    run_events()
    yield shown
    window.close()


@pytest.mark.parametrize("colors", [LIGHT, DARK, CONTRAST])
def test_colours_of_every_scheme(colors: Colors) -> None:
    palette = chart_palette(colors)
    for role in (*SERIES_ROLES, "accent"):
        assert contrast(palette.of(role), palette.paper) >= 4.5, role
        assert contrast(palette.inside, palette.of(role)) >= 4.5, role
    assert contrast(palette.ink, palette.paper) >= 7
    assert contrast(palette.muted, palette.paper) >= 4.5
    assert palette.paper == colors.surface


def test_the_same_shapes_on_paper_and_on_screen() -> None:
    """The window's typeface is the paper's, so that even the places of labels are the same within a point."""
    paper.register_fonts()
    for printed, shown in zip(charts(400, paper.text_width), charts(400, text_width), strict=True):
        assert [type(shape) for shape in printed.shapes] == [type(shape) for shape in shown.shapes]
        assert (printed.alternative, printed.numbers) == (shown.alternative, shown.numbers)
        for one, other in zip(printed.shapes, shown.shapes, strict=True):
            if isinstance(one, Label) and isinstance(other, Label):
                assert (one.text, one.colour) == (other.text, other.colour)
                assert (one.x, one.y) == pytest.approx((other.x, other.y), abs=1)


def test_every_label_is_set_on_paper() -> None:
    paper.register_fonts()
    for chart in charts(400, paper.text_width):
        out = BytesIO()
        canvas = Canvas(out, pagesize=(400, chart.height + 10))
        ChartFigure(chart).paint(canvas)
        canvas.save()
        with pdfplumber.open(out) as pdf:
            text = (pdf.pages[0].extract_text_simple(y_tolerance=1) or "").replace(" ", "")
        for shape in chart.shapes:
            if isinstance(shape, Label):
                assert shape.text.replace(" ", "").replace("\u00a0", "") in text.replace("\u00a0", ""), (
                    shape.text
                )


def test_shapes_are_painted_where_they_are_in_the_colours_of_their_roles(qapp: QApplication) -> None:
    shapes = (
        Rect(10, 10, 30, 20, "s0"),
        Line(10, 50, 90, 50, "s1", 4),
        Polygon(((60, 10), (90, 10), (90, 30), (60, 30)), "s2", "ink", 1),
        Label(10, 90, "█", 20, "s3"),
    )
    image = QImage(200, 200, QImage.Format.Format_RGB32)
    palette = Palette()
    image.fill(QColor(palette.paper))
    painter = QPainter(image)
    painter.scale(2, 2)
    paint_chart(painter, Chart(100, 100, shapes, "Prøve."), palette)
    painter.end()
    for point, role in (((25, 20), "s0"), ((50, 50), "s1"), ((75, 20), "s2"), ((95, 95), "paper")):
        assert image.pixelColor(point[0] * 2, point[1] * 2).name() == palette.of(role), role  # type: ignore[arg-type]
    dark = {image.pixelColor(x, y).name() for x in range(20, 60) for y in range(140, 190)}
    assert palette.of("s3") in dark


def test_it_is_read_out_and_reached_by_tab(card: ChartCard, qtbot: QtBot) -> None:
    view = card.view
    assert view.accessibleName() == "Fremdrift"
    assert "Alle forslag: Foreslået 30 %" in view.accessibleDescription().replace("\u00a0", " ")
    card.window().activateWindow()
    card.button.setFocus()
    qtbot.keyClick(card.button, Qt.Key.Key_Backtab)
    assert view.hasFocus()


def test_it_is_made_for_the_width_and_the_text_size(card: ChartCard, theme: Theme) -> None:
    view = card.view
    wide = view.chart()
    assert wide is not None
    assert view.heightForWidth(260) > view.heightForWidth(700)  # names stand above their bars
    assert view.height() == view.heightForWidth(view.width())
    theme.set_text_scale(2.0)
    run_events()
    larger = view.chart()
    theme.set_text_scale(1.0)
    assert larger is not None
    assert larger.width == pytest.approx(max(170, wide.width / 2), rel=0.02)


def test_a_very_narrow_chart_is_shrunk_not_cut(card: ChartCard) -> None:
    chart = card.view.chart(120)
    assert chart is not None
    assert chart.width == 170
    assert card.view.heightForWidth(120) < chart.height


def test_the_numbers_are_there_on_demand(card: ChartCard) -> None:
    assert card.table is None
    card.button.click()
    assert card.table is not None
    words = card.table.copied().replace("\u00a0", " ")
    assert "Opfølgning 1" in words
    assert "9 % · 9,0 t CO₂e" in words
    assert card.button.accessibleName() == "Skjul tallene: Fremdrift"
    card.button.click()
    assert card.table is None


def test_the_numbers_are_read_and_copied_by_keyboard(card: ChartCard, qtbot: QtBot) -> None:
    card.button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(card.button, Qt.Key.Key_Space)
    table = card.table
    assert table is not None
    run_events()
    qtbot.keyClick(card.button, Qt.Key.Key_Tab)
    assert table.hasFocus()
    assert (table.currentRow(), table.currentColumn()) == (0, 0)
    read = QAccessible.queryAccessibleInterface(table)
    assert read.role() == QAccessible.Role.Table
    assert read.childCount() >= table.rowCount() * table.columnCount()
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert (table.currentRow(), table.currentColumn()) in ((1, 1), (1, 0)), "(1, 0): a row of one text"
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[0].split("\t") == [
        table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(table.columnCount())
    ]
    last = table.visualItemRect(table.item(table.rowCount() - 1, 0))
    assert last.bottom() <= table.viewport().height(), "no row is cut off"
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert not table.hasFocus()


def test_no_figure_is_cut_off_where_it_is_narrow(card: ChartCard) -> None:
    card.window().resize(330, 900)
    card.button.click()
    run_events(50)
    table = card.table
    assert table is not None
    measure = table.fontMetrics().horizontalAdvance
    for row in range(2, table.rowCount()):
        for column in range(table.columnCount()):
            words = table.item(row, column).text().split(" ")
            assert max(map(measure, words)) + 14 <= table.columnWidth(column)
    assert table.horizontalScrollBar().maximum() > 0


def test_a_wide_chart_is_as_high_as_it_is_drawn(card: ChartCard) -> None:
    card.show_picture(
        Picture("Kroner", lambda width, m: Chart(width, width / 2, (), "Ord.", Numbers(("",), (("1",),))))
    )
    card.window().resize(1300, 1000)
    run_events(100)
    assert card.view.height() == card.view.heightForWidth(card.view.width())
    assert card.view.height() > 500


def test_without_numbers_there_is_no_card() -> None:
    assert not ChartCard(Picture("Tom", lambda _width, _measure: None)).has_chart


def test_it_follows_the_scheme(card: ChartCard, theme: Theme) -> None:
    def colours() -> set[str]:
        image = card.view.grab().toImage()
        return {
            image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())
        }

    assert chart_palette(LIGHT).of("s2") in colours()
    theme.choose(ThemeChoice.DARK)
    run_events()
    assert chart_palette(DARK).of("s2") in colours()
    theme.choose(ThemeChoice.LIGHT)


# -- where they stand ----------------------------------------------------------------------------


def test_what_is_shown_to_the_company_has_the_charts(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    visit = window.casebook.visit(window.casebook.visits()[0].id)
    shown = PresentWindow(window, visit)
    shown.show()
    assert not shown.findChildren(ChartCard), "they come one by one once the window stands"
    qtbot.waitUntil(lambda: len(shown.findChildren(ChartCard)) == 4)
    run_events()
    assert all(card.isVisible() for card in shown.findChildren(ChartCard))
    titles = [card.title.text() for card in shown.findChildren(ChartCard)]
    assert titles == [
        "Årsforbrug før og efter",
        "Besparelse i kroner om året",
        "Investering og tilbagebetaling",
        "Kroner i alt over årene",
    ]
    strip = visit.result()
    words = shown.findChildren(ChartCard)[0].view.accessibleDescription()
    assert f"{strip.consumption_kwh:,.0f}".replace(",", ".") in words
    shown.close()


def test_the_companys_page_shows_progress_once_there_is_a_plan(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    window.open_company(company(window))
    assert isinstance(window.page, CompanyPage)
    assert not window.page.progress.has_chart
    plan_with(window.casebook, company(window))
    window.page.shown()
    page = window.page
    qtbot.waitUntil(lambda: page.progress.has_chart)
    words = page.progress.view.accessibleDescription().replace("\u00a0", " ")
    assert "Mål: 20 % mindre" in words
    assert "Alle forslag: Foreslået" in words
    assert "Handlingsplan: Aftalt" in words


def test_progress_is_worked_out_part_by_part(open_window: OpenWindow, qtbot: QtBot) -> None:
    """Between two parts the window hears keys; what is asked for meanwhile is begun anew."""
    window = open_window()
    steps = plan_with(window.casebook, company(window))
    steps.answer("opfoelgning:1", "/data/moedet/dato", "2026-11-27")
    parts = list(course_parts(steps))
    assert len(parts) > 5, "visit, proposals, plan, each form, each follow-up"
    card = ProgressCard()
    qtbot.addWidget(card)
    turns: list[bool] = []
    beat = QTimer(card, interval=0)
    beat.timeout.connect(lambda: turns.append(card.has_chart))
    card.show_progress(steps)
    card.show_progress(steps, "opfoelgning:1")
    beat.start()
    qtbot.waitUntil(lambda: card.has_chart)
    assert turns.count(False) >= len(parts)
    card.show_progress(steps, on=False)
    assert not card.has_chart


def test_a_follow_up_shows_how_far_it_was_by_then(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    steps = plan_with(window.casebook, company(window))
    steps.answer("opfoelgning:1", "/data/moedet/dato", "2026-11-27")
    steps.fill("opfoelgning:1")
    page = at_step(window, "opfoelgning:1")
    assert not page.progress.has_chart  # the meeting
    page.show_measures()
    qtbot.waitUntil(lambda: page.progress.has_chart)
    assert "Opfølgning 1" in page.progress.view.accessibleDescription()
    assert "Gennemført 0 %" in page.progress.view.accessibleDescription().replace("\u00a0", " ")
