"""Every figure says where it comes from: by key and mouse, on to its parts and back, and to the question itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.casework.provenance.values import (
    EMISSION,
    INVESTMENT,
    IRR,
    NPV,
    PAYBACK,
    PROGRESS,
    SAVED_CO2,
    SAVED_KR,
    SAVED_KWH,
    USE_KR,
    USE_KWH,
    Asked,
    Explanation,
    Line,
    Number,
)
from klimabesog.desktop.form_view.finding import MeasureRow
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.explain_dialog import ExplainDialog
from klimabesog.desktop.pages.factors.page import FactorsPage
from klimabesog.desktop.pages.plan_table import PlanTable
from klimabesog.desktop.pages.visit.measure_form import MeasureForm
from klimabesog.desktop.pages.visit.numbers import NumbersDialog
from klimabesog.desktop.pages.visit.present import PresentWindow
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.pages.visits import VisitsPage
from klimabesog.desktop.widgets.explained import ExplainedFigure, WhyButton
from klimabesog.values.errors import InputError
from tests.desktop.casehelp import at_step, company, plan_with
from tests.desktop.conftest import OpenWindow, run_events

ROW_NOTE = "/data/forbrug[1]/omregnet"


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    return open_window(size=(1600, 900))


@pytest.fixture
def page(window: MainWindow) -> VisitPage:
    window.open_visit(window.casebook.visits()[0].id, "side:tiltag")
    window.activateWindow()
    run_events(50)
    assert isinstance(window.page, VisitPage)
    return window.page


def opened(parent: QWidget) -> ExplainDialog:
    """The explanation on screen."""
    dialogs = [dialog for dialog in parent.findChildren(ExplainDialog) if dialog.isVisible()]
    assert dialogs, "no explanation is open"
    return dialogs[-1]


def said(widget: QWidget) -> str:
    """All that stands in it."""
    texts = (label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
    return " ".join(texts).replace("\u00a0", " ")


def plain(widget: QWidget) -> str:
    return widget.accessibleName().replace("\u00a0", " ")


def leaks(page: VisitPage) -> str:
    return next(row.instance for row in page.visit.measures() if row.title == "Find og tæt trykluftlækager")


# -- where figures are -----------------------------------------------------------------------------


def test_the_strip_by_keyboard(page: VisitPage, qtbot: QtBot) -> None:
    figures = page.strip.figures
    names = [plain(figure) for figure in figures]
    assert names[2] == "Besparelse ca. 71.000 kr. om året, vis hvor tallet kommer fra"
    assert [name.split(" ")[0] for name in names] == [
        "Årsforbrug", "Foreslået,", "Besparelse", "Mindre", "Tilbagebetaling",
    ]  # fmt: skip
    figures[2].setFocus()
    qtbot.keyClick(figures[2], Qt.Key.Key_Space)
    dialog = opened(page)
    assert dialog.number == Number(SAVED_KR)
    assert "ca. 71.000 kr./år" in said(dialog)
    assert "Tommelfingerregel eller skøn (C)" in said(dialog), "the class in words"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_each_figure_of_the_strip_has_its_own(page: VisitPage) -> None:
    found = []
    for figure in page.strip.figures:
        figure.click()
        found.append(opened(page).number.kind)
        opened(page).accept()
    assert found == [USE_KWH, SAVED_KWH, SAVED_KR, SAVED_CO2, PAYBACK]


def test_the_table_of_measures(page: VisitPage) -> None:
    chapter = page._measures
    assert chapter is not None
    page.doings.toggle_side()
    run_events(50)
    instance = leaks(page)
    figure = chapter.table.figures[Number(SAVED_KWH, instance)]
    assert plain(figure) == "Find og tæt trykluftlækager, kWh om året: ca. 11.000, vis hvor tallet kommer fra"
    chapter.worth.click()
    figure = chapter.table.figures[Number(SAVED_KWH, instance)]
    assert {Number(kind, instance) for kind in (NPV, IRR, PAYBACK)} <= set(chapter.table.figures)
    figure.click()
    assert "73.400 kWh × 15 % = 11.010 kWh" in said(opened(page))
    opened(page).accept()
    sums = [one for one in chapter.findChildren(type(figure)) if "I alt, fratrukket" in one.accessibleName()]
    sums[0].click()
    assert opened(page).number == Number(SAVED_KWH)


def test_a_price_that_is_not_given_is_no_zero(page: VisitPage) -> None:
    instance = leaks(page)
    price = next(node for node in page.visit.session(instance).walk() if node.name == "ud_investering")
    page.visit.answer(instance, price.ref, "")
    run_events(50)
    chapter = page._measures
    assert chapter is not None
    figure = chapter.table.figures[Number(INVESTMENT, instance)]
    assert plain(figure) == "Find og tæt trykluftlækager, Investering: –, vis hvor tallet kommer fra"
    page.open_chapter(f"tiltag:{instance}")
    run_events(100)
    (form,) = [one for one in page.findChildren(MeasureForm) if one.isVisible()]
    assert "Investering ikke angivet" in said(form)


def test_the_result_that_a_finding_shows_of_its_measure(page: VisitPage) -> None:
    page.open_chapter("tjekliste:/data/try")
    run_events(100)
    rows = [row for row in page.findChildren(MeasureRow) if row.findChildren(WhyButton)]
    (row, *_others) = [one for one in rows if "trykluftlækager" in said(one)]
    assert "kWh" in said(row)
    row.findChildren(WhyButton)[0].click()
    assert opened(page).number == Number(SAVED_KWH, leaks(page))


def test_a_count_on_the_overview_leads_to_what_is_counted(window: MainWindow) -> None:
    window.go("overblik")
    run_events(50)
    card = next(one for one in window.page.findChildren(ExplainedFigure) if "Besøg i alt" in plain(one))
    card.click()
    assert isinstance(window.page, VisitsPage)


def test_a_narrow_table_keeps_its_figures(page: VisitPage) -> None:
    page.resize(900, 700)
    page.window().resize(1000, 700)
    run_events(50)
    chapter = page._measures
    assert chapter is not None
    figure = chapter.table.figures[Number(SAVED_KR, leaks(page))]
    assert plain(figure).startswith("Find og tæt trykluftlækager: ca. 14.000 kr. om året, vis")
    figure.click()
    assert opened(page).number == Number(SAVED_KR, leaks(page))
    opened(page).accept()
    chapter.worth.click()
    worth = chapter.table.figures[Number(NPV, leaks(page))]
    assert plain(worth).startswith("Find og tæt trykluftlækager: nutidsværdi ca. 34.000 kr.")


def test_the_page_of_a_measure(page: VisitPage) -> None:
    page.open_measure(leaks(page))
    form = page._measure
    assert isinstance(form, MeasureForm)
    shown = form.result.figures
    assert shown[SAVED_KR].accessibleName().startswith("Besparelse ca. 14.000 kr. om året")
    shown[SAVED_KR].click()
    assert opened(page).number == Number(SAVED_KR, leaks(page))
    opened(page).accept()
    fresh = page.visit.start_measure("led")
    page.open_measure(fresh)
    assert isinstance(page._measure, MeasureForm)
    assert not page._measure.result.figures[SAVED_KR].isVisibleTo(page), "nothing to show, nothing to ask"


def test_a_bill_in_the_baseline(window: MainWindow, qtbot: QtBot) -> None:
    window.open_visit(window.casebook.visits()[0].id, "forbrug:/data")
    page = window.page
    assert isinstance(page, VisitPage)
    run_events(50)
    note = page.view.question(ROW_NOTE)
    assert note is not None
    assert note.why is not None
    assert note.why.accessibleName().startswith("318.396 kWh · 413.915 kr.")
    remark = page.view.question("/data/forbrug[1]/bemaerkning")
    assert remark is not None
    remark.focus_editor()
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert note.why.hasFocus(), "Tab reaches it in the page's order"
    note.why.click()
    dialog = opened(page)
    assert [chip.text() for chip in dialog._chips.values()] == ["Energi", "Kroner", "Udledning"]
    dialog._chips[Number(USE_KR, dialog.number.of)].click()
    assert "413.915 kr." in said(dialog)
    assert "Regning · Målt eller fra regning (A) · 01.01.2025 – 31.12.2025" in said(dialog)
    hint = page.view.question("/data/forbrug[1]/pris_skoen")
    assert hint is None or hint.why is None, "a note without figures has nothing to explain"


def test_the_cards_of_a_company(window: MainWindow) -> None:
    window.open_company(window.casebook.companies()[0].id)
    page = window.page
    assert isinstance(page, CompanyPage)
    use = next(
        f for f in page.findChildren(ExplainedFigure) if f.accessibleName().startswith("Årsforbrug 2025")
    )
    use.click()
    dialog = opened(page)
    assert "318.396 kWh + 62.000 kWh + 31.904 kWh" in said(dialog)
    dialog.go(Number(USE_KWH, "el"))
    go_to(dialog, "Mængde")
    assert isinstance(window.page, VisitPage)
    assert window.page.place == ("forbrug", "/data/forbrug[1]/maengde")


def test_the_target_and_the_plan_of_a_company(window: MainWindow) -> None:
    casebook = window.casebook
    plan_with(casebook, company(window))
    window.open_company(company(window))
    run_events(50)
    shown = window.page
    assert isinstance(shown, CompanyPage)
    assert shown.target.why is not None
    assert "af 20 %, vis hvor tallene kommer fra" in plain(shown.target.why)
    shown.target.why.click()
    dialog = opened(shown)
    assert dialog.number == PROGRESS[0]
    dialog.begin(PROGRESS[1])
    assert "0 kg CO₂e ÷ 58.795 kg CO₂e = 0 %" in said(dialog)
    dialog.accept()
    table = shown.findChild(PlanTable)
    assert table is not None
    number, figure = next((n, f) for n, f in table.figures.items() if n.kind == SAVED_KR)
    figure.click()
    assert opened(shown).number == number


def test_the_notes_of_a_step_lead_to_the_visit(window: MainWindow) -> None:
    plan_with(window.casebook, company(window))
    step = at_step(window, 5)
    step.show_measures()
    run_events(50)
    why = next(button for button in step.view.findChildren(WhyButton) if button.isVisible())
    why.click()
    dialog = opened(step)
    assert (dialog.number.kind, dialog.number.part) == (SAVED_KWH, "skoen")
    dialog.go(Number(USE_KWH, window.casebook.visit(step.book.visit.id).screening.rows[0].id))
    go_to(dialog, "Mængde")
    assert isinstance(window.page, VisitPage)
    assert window.page.place == ("forbrug", "/data/forbrug[1]/maengde")


def test_the_strip_below_a_step(window: MainWindow) -> None:
    step = at_step(window, 3)
    assert not step.strip.why.isVisible(), "no target, no shares"
    plan_with(window.casebook, company(window))
    step = at_step(window, 5)
    assert step.strip.why.isVisible()
    step.strip.why.click()
    assert "58.795 kg CO₂e" in said(opened(step))


def test_shown_to_the_company_without_what_is_internal(page: VisitPage) -> None:
    window = PresentWindow(page, page.visit)
    window.show()
    dialog = window.explain(Number(SAVED_KWH, leaks(page)))
    assert "Kompressorens forbrug" in said(dialog)
    assert not [b for b in buttons(dialog) if "Gå til spørgsmålet" in b]
    secret = Line("Hemmeligt", 1.0, "", "1", internal=True)
    dialog = ExplainDialog(
        window, lambda n: explanation(n, inputs=(secret,)), [Number(SAVED_KR)], to_company=True
    )
    assert "Hemmeligt" not in said(dialog)
    dialog = ExplainDialog(window, lambda n: explanation(n, inputs=(secret,)), [Number(SAVED_KR)])
    assert "Hemmeligt" in said(dialog)
    window.close()


def test_the_numbers_behind_a_visit(page: VisitPage) -> None:
    page.doings.show_numbers()
    dialog = page.findChild(NumbersDialog)
    assert dialog is not None
    dialog.table.figures["pris", "fjernvarme", "MWh"].click()
    of_the_set = opened(dialog)
    assert "650 kr./MWh = 0,65 kr./kWh" in said(of_the_set), "the number that was pressed, not the bill's"
    of_the_set.accept()
    paid = [b for b in dialog.findChildren(QWidget) if b.accessibleName().startswith("Fjernvarme: regningen")]
    paid[0].click()  # type: ignore[attr-defined]
    assert "42.780 kr. ÷ 62.000 kWh = 0,69 kr./kWh" in said(opened(dialog))
    opened(dialog).accept()
    rate = next(
        b for b in dialog.findChildren(QWidget) if b.accessibleName().startswith("Kalkulationsrenten,")
    )
    rate.click()  # type: ignore[attr-defined]
    assert "Finansministeriet" in said(opened(dialog))


def test_factors_and_prices(window: MainWindow) -> None:
    window.open_factors()
    page = window.page
    assert isinstance(page, FactorsPage)
    page.year.setCurrentIndex(page.year.findData(2024))
    page.year.activated.emit(page.year.currentIndex())
    page.table.figures["udledning", "el", "kWh"].click()
    dialog = opened(page)
    assert dialog.number == Number(EMISSION, "el")
    assert "Ret linje mellem 2023 (0,187) og 2025 (0,135)." in said(dialog)


# -- the dialog ------------------------------------------------------------------------------------


def buttons(dialog: QWidget) -> list[str]:
    return [widget.accessibleName() for widget in dialog.findChildren(QWidget) if widget.isVisibleTo(dialog)]


def go_to(dialog: ExplainDialog, label: str) -> None:
    """Press the way to the question of a line."""
    name = f"Gå til spørgsmålet: {label}"
    found = [w for w in dialog.findChildren(QWidget) if w.accessibleName() == name]
    assert found, name
    found[0].click()  # type: ignore[attr-defined]
    run_events(50)


def explanation(number: Number, **more: object) -> Explanation:
    return Explanation(number, "Tal", "1", 1.0, "Sådan.", **more)  # type: ignore[arg-type]


def test_on_to_a_part_and_back(page: VisitPage, qtbot: QtBot) -> None:
    dialog = page.doings.explain(Number(SAVED_KR, leaks(page)))
    run_events(50)
    assert not dialog.back.isVisibleTo(dialog)
    assert dialog.rows[1].accessibleName().startswith("Pris på el: 1,30")
    dialog.rows[1].setFocus()
    qtbot.keyClick(dialog.rows[1], Qt.Key.Key_Space)
    assert "413.915 kr. ÷ 318.396 kWh" in said(dialog)
    assert dialog.back.hasFocus()
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert dialog.number == Number(SAVED_KR, leaks(page))
    assert dialog.rows[1].hasFocus(), "back at the part one came from"
    dialog.go_back()
    assert dialog.number == Number(SAVED_KR, leaks(page)), "there is nothing before the first"


def test_to_the_question_where_a_figure_is_answered(page: VisitPage) -> None:
    dialog = page.doings.explain(Number(SAVED_KWH, leaks(page)))
    go_to(dialog, "Andel, der går til lækager")
    assert isinstance(page._measure, MeasureForm)
    assert page._measure.instance == leaks(page)
    ref = next(n.ref for n in page.visit.session(leaks(page)).walk() if n.name == "ind_laek")
    assert page.place == (leaks(page), ref)
    assert page.findChildren(ExplainDialog) == [] or not page.findChildren(ExplainDialog)[0].isVisible()


def test_what_is_missing_leads_to_where_it_is_asked(page: VisitPage) -> None:
    instance = page.visit.start_measure("led")
    dialog = page.doings.explain(Number(SAVED_KR, instance))
    assert "mangler tal" in said(dialog)
    go_to(dialog, "Antal armaturer")
    assert page.place is not None
    assert page.place[1].endswith("/ind_antal")


def test_a_part_that_is_gone_is_said(page: VisitPage) -> None:
    def ask(number: Number) -> Explanation:
        if number.of:
            raise InputError("Tiltaget findes ikke længere.")
        return explanation(number, lines=(Line("Del", 1.0, "kr.", "1 kr.", on=Number(SAVED_KR, "væk")),))

    dialog = ExplainDialog(page, ask, [Number(SAVED_KR)], lambda _asked: None)
    dialog.rows[0].click()  # type: ignore[attr-defined]
    assert "findes ikke længere" in said(dialog)
    dialog.go_back()
    assert dialog.rows


def wide(dialog: ExplainDialog) -> Iterator[QLabel]:
    """Texts that reach beyond what is seen."""
    room = dialog._scroll.viewport().width()
    for label in dialog._scroll.widget().findChildren(QLabel):
        if label.isVisible() and label.mapTo(dialog._scroll.widget(), label.rect().topRight()).x() > room:
            yield label


def test_it_fits_the_window_at_twice_the_text_size(open_window: OpenWindow, theme) -> None:  # type: ignore[no-untyped-def]
    theme.set_text_scale(2.0)
    window = open_window()
    window.open_visit(window.casebook.visits()[0].id, "side:tiltag")
    page = window.page
    assert isinstance(page, VisitPage)
    run_events(50)
    dialog = page.doings.explain(Number(SAVED_KWH, leaks(page)))
    run_events(50)
    assert dialog.height() <= window.height()
    assert dialog.width() <= window.width()
    assert list(wide(dialog)) == []
    dialog.accept()
    theme.set_text_scale(1.0)


def test_the_question_of_an_answer_is_asked_for_as_it_is(page: VisitPage) -> None:
    asked: list[Asked] = []
    one = explanation(Number(SAVED_KR), asked=Asked("forbrug", "/data/x"))
    dialog = ExplainDialog(page, lambda _number: one, [Number(SAVED_KR)], asked.append)
    button = next(w for w in dialog.findChildren(QWidget) if w.accessibleName() == "Gå til spørgsmålet")
    button.click()  # type: ignore[attr-defined]
    assert asked == [("forbrug", "/data/x")]
