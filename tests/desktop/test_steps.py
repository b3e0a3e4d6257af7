"""The page of a company's steps, by keyboard and mouse, on the example case."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.casework.casebook import Casebook
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.help import HelpDialog
from klimabesog.desktop.pages.resolve import ResolvePage
from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.pages.visit.history import HistoryDialog
from klimabesog.desktop.pages.visit.jump import JumpDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import Text
from tests.desktop.casehelp import (
    AGREEMENT,
    CTRL,
    GOAL,
    PLAN,
    PLAN_MEASURES,
    SHIFT,
    at_step,
    begin_visit,
    book,
    click,
    company,
    dialog_of,
    plan_with,
    press,
)
from tests.desktop.conftest import OpenWindow, run_events


def test_the_track_of_a_company_leads_to_each_step(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    for number in (1, 3, 4, 5, 6):
        window.open_company(company(window))
        run_events(50)
        page = window.page
        assert isinstance(page, CompanyPage)
        click(qtbot, page.track.button(number))
        assert isinstance(window.page, StepPage)
        assert window.page.step == number
        assert window.rail.button("virksomheder").isChecked()
    window.page.header.back.click()
    assert isinstance(window.page, CompanyPage)
    click(qtbot, window.page.track.button(2))
    assert isinstance(window.page, VisitPage)


def test_the_track_by_keyboard(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 1)
    first = page.track.button(1)
    first.setFocus(Qt.FocusReason.TabFocusReason)
    stops = [b for b in page.track.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [first], "one stop; the arrow keys do the rest"
    for _step in range(4):
        press(qtbot, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is page.track.button(5)
    press(qtbot, Qt.Key.Key_Return)
    assert page.step == 5
    page.track.button(5).setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Home)
    press(qtbot, Qt.Key.Key_Right)
    press(qtbot, Qt.Key.Key_Return)
    assert isinstance(window.page, VisitPage)


def test_the_track_above_a_step_is_whole_at_every_size_of_text(open_window: OpenWindow, theme: Theme) -> None:
    for scale in (1.0, 2.0, 1.0):
        theme.set_text_scale(scale)
        window = open_window()
        window.resize(1366, 768)
        for number in (1, 3, 5):
            track = at_step(window, number).track
            for button in track.buttons:
                assert button.rect().contains(button.childrenRect()), (scale, number, button.step.title)
                assert track.rect().contains(button.mapTo(track, button.rect().bottomRight()))
                title = button.title
                assert not title.isVisible() or title.width() >= title.sizeHint().width(), title.text()
            assert track.button(number).title.isVisible()
        window.close()


def test_the_second_step_of_a_new_company_starts_a_visit(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(example=False)
    window.open_company(window.casebook.save_company({"navn": "Bageren (eksempel)"}))
    run_events(50)
    click(qtbot, window.page.track.button(2))  # type: ignore[union-attr]
    begin_visit(window)
    assert len(window.casebook.visits()) == 1


def test_the_chapters_by_keyboard(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 3)
    page.side.outline._buttons[page.chapter].setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Return)
    assert page.chapter == "partnerskabsaftale:/data/partnerskabet"
    assert page.place == (AGREEMENT, "/data/partnerskabet/niveau"), "where an answer is waited for"


def test_what_is_typed_is_kept_and_counted(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    assert page.place == (PLAN, GOAL), "the first question that waits"
    assert page.header.saved.text == ""
    before = page.side.outline._buttons["handlingsplan:/data/maalet"].chapter.answered
    qtbot.keyClicks(QApplication.focusWidget(), "Ti procent mindre")
    qtbot.waitUntil(lambda: book(window).node(PLAN, GOAL).value == "Ti procent mindre", timeout=3000)
    chapter = page.side.outline._buttons["handlingsplan:/data/maalet"]
    qtbot.waitUntil(lambda: chapter.chapter.answered == before + 1)
    assert page.header.saved.text.startswith("Gemt ")
    assert page.track.button(5).step.state == "i_gang"


def test_undo_takes_typing_first_then_answers_and_both_come_back(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    page = at_step(window, 5)
    qtbot.keyClicks(QApplication.focusWidget(), "Færdig")
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert QApplication.focusWidget().toPlainText() == ""  # type: ignore[union-attr]
    page.view.focus_ref("/data/maalet/revision")
    run_events()
    page.book.answer(PLAN, "/data/maalet/revision", "kvartal")
    page.reread()
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert page.book.node(PLAN, "/data/maalet/revision").value == "halvaar"
    press(qtbot, Qt.Key.Key_Y, CTRL)
    assert page.book.node(PLAN, "/data/maalet/revision").value == "kvartal"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    press(qtbot, Qt.Key.Key_Z, CTRL | SHIFT)
    assert page.book.node(PLAN, "/data/maalet/revision").value == "kvartal"
    assert window.toast.text.startswith("Gendannet: Svaret på")


def test_search_jumps_within_the_step(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    press(qtbot, Qt.Key.Key_J, CTRL)
    dialog = dialog_of(window, JumpDialog)
    assert isinstance(dialog, JumpDialog)
    qtbot.keyClicks(dialog.search, "første opfølgning")
    qtbot.waitUntil(lambda: dialog.list.count() == 1)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    run_events(50)
    assert page.chapter == "handlingsplan:/data/aftalen"
    assert page.place == (PLAN, "/data/aftalen/foerste_opfoelgning")


def test_what_is_missing_is_listed_and_jumped_to(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    assert page.header.missing.text() == "Mangler 3"
    press(qtbot, Qt.Key.Key_M, CTRL)
    assert page.gaps.isVisible()
    assert not page.gaps.tabs["numbers"].isVisible(), "the checks of the numbers are of a visit"
    press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert page.place == (PLAN, "/data/tiltagene/plan[1]/tiltag")
    press(qtbot, Qt.Key.Key_F8)
    assert page.place == (PLAN, "/data/tiltagene/plan[1]/beslutning")
    press(qtbot, Qt.Key.Key_F8, SHIFT)
    assert page.place == (PLAN, "/data/tiltagene/plan[1]/tiltag")
    press(qtbot, Qt.Key.Key_M, CTRL)
    assert not page.gaps.isVisible()


def test_the_way_on_leads_through_the_chapters_to_the_next_step(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window()
    page = at_step(window, 1)
    seen = []
    for _chapter in range(3):
        seen.append(page.chapter.rpartition("/")[2])
        way = page.view.shown.page.findChildren(type(page.header.back))
        button = next(b for b in way if b.text().startswith("Næste"))
        click(qtbot, button)
        if not isinstance(window.page, StepPage):
            break
    assert seen == ["kontakten", "interessen", "naeste"]
    assert isinstance(window.page, VisitPage), "the next step is the visit"


def test_f1_tells_of_the_step(open_window: OpenWindow) -> None:
    window = open_window()
    at_step(window, 6)
    window.help()
    dialog = dialog_of(window, HelpDialog)
    texts = " ".join(label.text() for label in dialog.findChildren(Text))
    assert dialog.windowTitle() == "Trin 6: Gennemførelse"
    assert "Følg op tre gange" in texts
    dialog.accept()
    window.go("overblik")
    window.help()
    assert dialog_of(window, HelpDialog).windowTitle() == "Genveje"


def test_history_and_comment_of_a_question(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    page.book.answer(PLAN, GOAL, "Mindre strøm")
    page.book.answer(PLAN, GOAL, "Mindre varme")
    page.reread()
    page.view.focus_ref(GOAL)
    run_events()
    press(qtbot, Qt.Key.Key_H, CTRL)
    dialog = dialog_of(window, HistoryDialog)
    assert isinstance(dialog, HistoryDialog)
    dialog.buttons[0].click()
    run_events()
    assert page.book.node(PLAN, GOAL).value == "Mindre strøm"
    window.activateWindow()
    run_events(50)
    page.view.focus_ref(GOAL)
    press(qtbot, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "Spørg Ulla")
    page.leave()
    assert book(window).comment(PLAN, GOAL) == "Spørg Ulla"


def test_what_another_page_changed_is_read_when_the_step_is_shown_again(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 5)
    visit = window.casebook.visits()[0].id
    window.open_visit(visit)
    window.page.visit.answer("forbrug", "/data/forbrug[1]/maengde", "200000")  # type: ignore[union-attr]
    run_events(50)
    window.open_step(company(window), AGREEMENT)
    assert window.page is page
    label = page.book.node(AGREEMENT, "/data/maalet/basis").label
    assert "293.904" in label, "the consumption of the base year follows the visit"


def test_a_step_waits_for_a_colleague_and_reads_what_came(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 5)
    steps = book(window)  # as if it came from another laptop: past the page's own forms
    steps.answer(PLAN, GOAL, "Skrevet af Bo")
    page.came(frozenset())
    assert page.view.question(GOAL).value == "Skrevet af Bo"  # type: ignore[union-attr]


def test_different_answers_lead_to_settling_and_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    page.book.answer(PLAN, GOAL, "Mindre strøm")
    disagree(window.casebook, page)
    page.came(frozenset())
    assert page.header.splits.text() == "Afklar 1"
    card = page.view.question(GOAL)
    assert card is not None
    assert card._split is not None
    click(qtbot, page.header.splits)
    assert isinstance(window.page, ResolvePage)
    (clash,) = window.page.cards
    clash.choices[0].click()
    run_events(50)
    window.open_step(company(window), PLAN)
    assert window.page is page
    assert page.header.splits.isHidden()


def disagree(casebook: Casebook, page: StepPage) -> None:
    """A version of the same answer from another device, that saw nothing of ours."""
    from klimabesog.store import Event
    from klimabesog.store.event import Change
    from klimabesog.values.ids import new_id

    node, store = page.book.node(PLAN, GOAL), casebook.desk.store
    hlc = store.version(node.record, node.path).hlc  # type: ignore[union-attr]
    device = new_id()
    made = Change(node.record, node.path, "Mindre varme", ())
    stamp = f"{hlc[:13]}-00099-{device}"
    store.apply([Event(new_id(), device, 1, stamp, "Bo", 1, page.book.context, None, (made,))])


def test_the_same_words_below_the_step_and_on_the_companys_page(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 5)
    assert page.strip.sentence.text() == "Mål og fremdrift vises, når aftalen er skrevet under."
    assert not page.strip.bar.isVisible()
    plan_with(window.casebook, company(window))
    page.came(frozenset())
    assert page.strip.sentence.text().startswith("Foreslået ")
    assert page.strip.bar.isVisible()
    said = page.strip.sentence.text()
    window.open_company(company(window))
    assert window.page.target.sentence.text() == said  # type: ignore[union-attr]


def test_the_chapter_and_the_question_are_kept_while_away(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 5)
    page.open_chapter(PLAN_MEASURES)
    page.open(AGREEMENT)
    page.open(PLAN)
    assert page.chapter == PLAN_MEASURES
    window.go("overblik")
    window.open_step(company(window), 5)
    assert (window.page, page.chapter) == (page, PLAN_MEASURES)
