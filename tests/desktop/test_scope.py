"""How much a visit asks, in the window: chosen when it begins, changed, opened chapter by chapter, and gone around."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from klimabesog.casework.settings import OPENING, settings
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.visit.round_mode import stops_of
from klimabesog.desktop.pages.visit.scope_dialog import ScopeDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from tests.desktop.conftest import OpenWindow, run_events
from tests.desktop.fakes import FakeNode, FakeSource, checkpoint

LIGHT, PROCESS, TALK = "tjekliste:/data/bel", "tjekliste:/data/pro", "besoeg:/data/interesser"
DAYLIGHT, OVEN = "/data/bel/bel_03", "/data/pro/pro_01"


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """An empty casebook with an office."""
    window = open_window(example=False)
    company = window.casebook.save_company({"navn": "Bogbinderiet (eksempel)", "branchekode": "691000"})
    window.open_company(company)
    return window


@pytest.fixture
def page(window: MainWindow) -> VisitPage:
    """A short visit at that office, at Belysning."""
    visit = window.casebook.start_visit(
        window.casebook.companies()[0].id, "20.11.2026", extent="kort", branch="kontor"
    )
    window.open_visit(visit.id, LIGHT)
    window.activateWindow()
    page = window.page
    assert isinstance(page, VisitPage)
    return page


def dialog_of(window: MainWindow) -> ScopeDialog:
    dialog = next(d for d in window.findChildren(ScopeDialog) if d.isVisible())
    assert isinstance(dialog, ScopeDialog)
    return dialog


def shown(page: VisitPage) -> list[str]:
    """The names of the questions on the page."""
    page.view.focus_first()
    run_events(200)
    return [ref.rpartition("/")[2] for ref, q in page.view.shown.questions.items() if q.editor is not None]


def test_a_visit_begins_with_a_choice_that_is_proposed(window: MainWindow, qtbot: QtBot) -> None:
    window.page._new_visit()  # type: ignore[attr-defined]
    dialog = dialog_of(window)
    assert dialog.choice == ("hele", "kontor")
    assert dialog.count.text() == "79 kontrolpunkter i 13 områder."
    dialog.extent.buttons[0].click()
    assert dialog.count.text() == "21 kontrolpunkter i 10 områder."
    qtbot.keyClick(dialog.yes, Qt.Key.Key_Return)
    run_events()
    page = window.page
    assert isinstance(page, VisitPage)
    assert page.visit.scope.words == "Kort gennemgang, kontor"
    window.open_company(page.visit.company.id)
    window.page._new_visit()  # type: ignore[attr-defined]
    assert dialog_of(window).choice == ("kort", "kontor"), "as much as last time"
    dialog_of(window).reject()
    assert len(window.casebook.visits()) == 1


def test_the_keyboard_goes_through_the_choice(window: MainWindow, qtbot: QtBot) -> None:
    window.page._new_visit()  # type: ignore[attr-defined]
    dialog = dialog_of(window)
    window.activateWindow()
    dialog.extent.setFocus()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.branch.isAncestorOf(dialog.focusWidget())
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Left)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Space)
    assert dialog.choice == ("hele", "butik")
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.yes
    dialog.reject()


def test_every_choice_is_seen_whole(window: MainWindow) -> None:
    window.page._new_visit()  # type: ignore[attr-defined]
    dialog = dialog_of(window)
    run_events()
    for bar in (dialog.extent, dialog.branch):
        assert all(bar.rect().contains(button.geometry()) for button in bar.buttons)
    dialog.reject()


def test_only_what_is_asked_is_on_the_page(page: VisitPage) -> None:
    assert shown(page) == ["bel_01", "bel_02", "bel_04"]
    bar = page.scoping._bar
    assert bar is not None
    assert bar.button.text() == "Vis alle punkter (4 skjult)"
    assert not bar.words.isVisible()
    page.open_chapter("besoeg:/data/virksomheden")
    assert page.scoping._bar is not None
    assert not page.scoping._bar.isVisible(), "nothing is left out of it"
    page.open_chapter(TALK)
    assert page.scoping._bar.button.text() == "Vis alle spørgsmål (1 skjult)"


def test_the_rest_of_a_chapter_is_one_click_away(page: VisitPage, qtbot: QtBot) -> None:
    assert page.scoping._bar is not None
    page.scoping._bar.button.click()
    run_events()
    assert page.place == ("tjekliste", DAYLIGHT), "at the first question that came"
    assert len(shown(page)) == 7
    assert page.outline._buttons[LIGHT].chapter.total == 7
    bar = page.scoping._bar
    assert bar.button.text() == "Skjul punkter uden for omfanget (4)"
    page.view.focus_ref(DAYLIGHT)
    qtbot.keyClick(page.window().focusWidget(), "j")
    qtbot.waitUntil(lambda: bar.button.text() == "Skjul punkter uden for omfanget (3)")
    bar.button.click()
    run_events()
    assert shown(page) == ["bel_01", "bel_02", "bel_03", "bel_04"], "what is answered stays"


def test_undo_follows_on_the_page(page: VisitPage) -> None:
    assert page.scoping._bar is not None
    page.scoping._bar.button.click()
    run_events()
    page.doings.undo()
    run_events()
    assert shown(page) == ["bel_01", "bel_02", "bel_04"]
    page.doings.redo()
    run_events()
    assert len(shown(page)) == 7


def test_areas_outside_are_reachable_from_the_outline(page: VisitPage) -> None:
    outline = page.outline
    assert PROCESS not in outline._buttons
    assert outline.all_areas.text() == "Vis alle områder (6 skjult)"
    outline.all_areas.click()
    assert list(outline._buttons) == [c.key for c in page.visit.chapters(everything=True)]
    assert outline.all_areas.text() == "Skjul områder uden for omfanget"
    button = outline._buttons[PROCESS]
    assert "7 punkter skjult" in button.accessibleName()
    button.click()
    run_events()
    assert page.chapter == PROCESS
    assert shown(page) == []
    bar = page.scoping._bar
    assert bar is not None
    assert bar.words.isVisible()
    outline.all_areas.click()
    assert PROCESS in outline._buttons, "the chapter on screen stays in the outline"
    bar.button.click()
    run_events()
    assert len(shown(page)) == 8
    assert not outline._buttons[PROCESS].chapter.is_outside
    page.open_chapter(LIGHT)
    assert PROCESS in outline._buttons, "it is asked now"


def test_search_goes_to_what_is_not_asked_and_writes_nothing(page: VisitPage) -> None:
    (hit,) = page.visit.search("pro-01")
    before = page.visit.saved_at(), page.visit.fields
    page.jump_to(hit)
    run_events()
    assert page.place == ("tjekliste", OVEN)
    assert (page.visit.saved_at(), page.visit.fields) == before
    assert shown(page) == ["pro_01"]
    page.open_chapter(LIGHT)
    page.open_chapter(PROCESS)
    assert shown(page) == ["pro_01"], "it shows as long as the page is open"
    (other,) = page.visit.search("bel-03")
    page.jump_to(other)
    assert page.place == ("tjekliste", DAYLIGHT)


def test_the_round_asks_what_the_visit_asks(page: VisitPage) -> None:
    assert len(stops_of(page.visit)) == 21
    page.start_round()
    assert page._round is not None
    assert [stop.ref for stop in page._round.stops[:3]] == [f"/data/bel/bel_0{n}" for n in (1, 2, 4)]
    page._round.go(1)
    page._round.go(1)
    page._round.go(1)
    assert page._round.stops[page._round.index].chapter == "Ventilation"
    page.end_round()
    page.visit.open_rest(LIGHT)
    assert len(stops_of(page.visit)) == 25


def test_the_scope_is_changed_from_the_menu_and_taken_back(page: VisitPage) -> None:
    assert "Kort gennemgang, kontor" in page.header._line.text()
    page.doings.do("omfang")
    dialog = dialog_of(page.window())  # type: ignore[arg-type]
    assert dialog.choice == ("kort", "kontor")
    dialog.extent.buttons[1].click()
    dialog.yes.click()
    run_events()
    assert page.visit.scope.extent == "hele"
    assert len(shown(page)) == 7
    assert "Hele tjeklisten, kontor" in page.header._line.text()
    page.doings._undo_quietly()
    run_events()
    assert shown(page) == ["bel_01", "bel_02", "bel_04"]
    page.doings.do("omfang")
    dialog_of(page.window()).yes.click()  # type: ignore[arg-type]
    assert page.visit.undo() is None, "the same choice is none"


def test_a_place_in_an_area_outside_is_found_again(page: VisitPage) -> None:
    window, visit = page.shell, page.visit
    page.open_chapter(PROCESS)
    window.open_company(visit.company.id)
    window.open_visit(visit.id)
    assert window.page.chapter == PROCESS  # type: ignore[attr-defined]


def test_the_settings_of_the_visit(page: VisitPage) -> None:
    window = page.shell
    page.open_chapter("besoeg:/data/virksomheden")
    window.go("indstillinger")
    card = window.page.visit  # type: ignore[attr-defined]
    assert card.opening.toPlainText() == OPENING
    card.opening.setPlainText("Velkommen.")
    card.law.setChecked(True)
    window.open_visit(page.visit.id)
    run_events()
    note = page.view.shown.questions["/data/virksomheden/vejledning"]
    assert "Velkommen." in [text.text() for text in note.findChildren(type(note._label))]
    assert settings(window.casebook.desk).law_points
    assert "tjekliste:/data/aff" in page.outline._buttons
    window.go("indstillinger")
    card.opening.setPlainText("")
    card.keep()
    assert card.opening.toPlainText() == OPENING


def test_the_form_view_builds_no_card_for_what_is_left_out(qtbot: QtBot) -> None:
    inner = FakeNode("/d/g", "group", "Gruppe", children=[checkpoint("/d/g/c", "C?")])
    source = FakeSource(checkpoint("/d/a", "A?"), checkpoint("/d/b", "B?"), inner)
    source.left_out = {"/d/a", "/d/g"}
    view = FormView()
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show_nodes(source, source.nodes)
    view.show()
    run_events()
    assert list(view.shown.questions) == ["/d/b"]
    assert view.shown.groups == {}
    assert not view.focus_ref("/d/a")
    view.focus_first()
    assert source.attended[-1:] == ["/d/b"], "the first that waits is one that is shown"


def test_the_head_of_a_table_of_choices_is_no_question(page: VisitPage) -> None:
    page.visit.set_scope("hele", "")
    page.visit.answer("tjekliste", "/data/aff/aff_01", "nej")
    page.open_chapter("tjekliste:/data/aff")
    chapter = page.outline._buttons["tjekliste:/data/aff"].chapter
    assert (chapter.answered, chapter.total) == (1, 18)
    page.view.focus_first()
    assert page.place == ("tjekliste", "/data/aff/aff_fraktioner/fraktion_mad")
