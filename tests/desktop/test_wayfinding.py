"""Finding one's way in a visit: search, what to follow up on, comments and former answers, by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from klimabesog.casework.visitviews import QuestionHit
from klimabesog.desktop.form_view.shown import question_around
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.pages.visit.gaps import GapsPanel
from klimabesog.desktop.pages.visit.history import HistoryDialog
from klimabesog.desktop.pages.visit.hits import near_mark, told, where
from klimabesog.desktop.pages.visit.jump import JumpDialog
from klimabesog.desktop.pages.visit.outline import ChapterButton
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.base import Badge, Text
from klimabesog.desktop.widgets.feedback import EmptyState
from tests.desktop.conftest import run_events

WORK, YEAR_BUILT = "/data/virksomheden/aktiviteter", "/data/virksomheden/byggeaar"
NOTHING, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, page: VisitPage, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """A key to whatever has the focus within the page."""
    page.window().activateWindow()
    focus = QApplication.focusWidget()
    qtbot.keyClick(focus if focus is not None and page.isAncestorOf(focus) else page, key, modifier)
    run_events()


def seen(page: VisitPage) -> tuple[str, str]:
    assert page.place is not None
    return page.place


def search(page: VisitPage, qtbot: QtBot, text: str) -> JumpDialog:
    page.doings.search()
    dialog = page.findChild(JumpDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.search, text)
    qtbot.waitUntil(lambda: dialog.search.text() == text)
    dialog._find(text)
    return dialog


# -- search --------------------------------------------------------------------------------------


def test_a_comment_is_found_and_jumped_to(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit_page.visit.set_comment("besoeg", YEAR_BUILT, "Står på tegningen i receptionen")
    dialog = search(visit_page, qtbot, "receptionen tegning")
    assert dialog.list.count() == 1
    spoken = dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Virksomheden" in spoken
    assert "Kommentar: Står på tegningen" in spoken
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    run_events()
    assert seen(visit_page) == ("besoeg", YEAR_BUILT)


def test_a_hit_inside_a_row_is_jumped_to(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit = visit_page.visit
    visit.add_row("forbrug", "/data/forbrug")
    rows = [n for n in visit.session("forbrug").root.children if n.name == "forbrug"]
    ref = f"/data/forbrug[{len(rows)}]/maengde"
    visit.answer("forbrug", ref, "98765")
    dialog = search(visit_page, qtbot, "98.765")
    (hit,) = [dialog.list.item(i).data(Qt.ItemDataRole.UserRole) for i in range(dialog.list.count())]
    assert (hit.ref, hit.row) == (ref, f"række {len(rows)}")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    run_events()
    assert seen(visit_page) == ("forbrug", ref)


def test_a_hit_in_a_measure_opens_the_measure_at_the_question(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit = visit_page.visit
    instance = visit.measures()[0].instance
    node = next(n for n in visit.session(instance).walk() if n.name == "ud_investering")
    visit.answer(instance, node.ref, "123456")
    dialog = search(visit_page, qtbot, "123.456")
    dialog.list.jump()
    qtbot.waitUntil(lambda: visit_page.place == (instance, node.ref))
    assert visit_page._measure is not None
    assert visit_page._measure.instance == instance


def test_a_loose_note_is_found_and_gets_the_cursor(visit_page: VisitPage, qtbot: QtBot) -> None:
    note = visit_page.visit.save_note("Husk parkering ved porten")
    run_events()
    dialog = search(visit_page, qtbot, "porten parkering")
    dialog.list.jump()
    run_events()
    focus = visit_page.window().focusWidget()
    assert focus is not None
    assert visit_page.side._cards[note].isAncestorOf(focus)


def test_nothing_found_says_so(visit_page: VisitPage, qtbot: QtBot) -> None:
    dialog = search(visit_page, qtbot, "findesikke")
    assert dialog._count.text() == "Intet passer. Prøv et andet ord, eller færre."
    assert dialog.list.isHidden()
    dialog.reject()


def test_the_arrow_keys_choose_while_the_cursor_stays(visit_page: VisitPage, qtbot: QtBot) -> None:
    dialog = search(visit_page, qtbot, "trykluft")
    assert dialog.list.count() > 2
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.currentRow() == 1
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.list.currentRow() == dialog.list.count() - 1
    dialog.reject()


def test_a_long_text_is_shown_from_a_little_before_the_word() -> None:
    text = "Først en lang indledning, som ikke siger noget, og så hegnet ved porten"
    assert near_mark(text, "porten").startswith("… ")
    assert near_mark(text, "porten").endswith("hegnet ved porten")
    assert near_mark(text, "først") == near_mark(text, "") == text
    hit = QuestionHit("c", "Forbrug", "f", "/r", "L", answer="12", message="", row="række 2", found="Note: x")
    assert (where(hit), told(hit)) == ("Forbrug · række 2", "12 · Note: x")


# -- what to follow up on ------------------------------------------------------------------------


def gaps(page: VisitPage, qtbot: QtBot) -> GapsPanel:
    press(qtbot, page, Qt.Key.Key_M, CTRL)
    assert page.gaps.isVisible()
    return page.gaps


def counts(panel: GapsPanel) -> dict[str, str]:
    return {name: tab.text() for name, tab in panel.tabs.items()}


def test_the_panel_counts_and_says_when_there_is_nothing(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit = visit_page.visit
    for hit in visit.later():
        visit.set_later(hit.form, hit.ref, False)
    panel = gaps(visit_page, qtbot)
    assert counts(panel) == {
        "missing": "Mangler 0",
        "errors": "Fejl 0",
        "later": "Spørg senere 0",
        "numbers": "Tal 0",
    }
    for name, sentence in (
        ("missing", "Alt det nødvendige er besvaret."),
        ("errors", "Alle svar passer."),
        ("later", "Intet at spørge om senere."),
    ):
        panel.tabs[name].click()
        shown = [state for state in panel.findChildren(EmptyState) if state.isVisible()]
        assert next(text.text() for state in shown for text in state.findChildren(Text)) == sentence
    press(qtbot, visit_page, Qt.Key.Key_M, CTRL)
    assert panel.isHidden()


def test_errors_are_listed_with_their_message_and_go_away_when_mended(
    visit_page: VisitPage, qtbot: QtBot
) -> None:
    visit_page.visit.answer("besoeg", YEAR_BUILT, "12")
    panel = gaps(visit_page, qtbot)
    panel.tabs["errors"].click()
    spoken = panel.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Hvornår er bygningen opført?. Virksomheden. Skriv et årstal med fire cifre."
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Return)
    run_events()
    assert seen(visit_page) == ("besoeg", YEAR_BUILT)
    focus = QApplication.focusWidget()
    qtbot.keyClick(focus, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(focus, "1972")
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: counts(panel)["errors"] == "Fejl 0")


def test_f8_goes_round_all_lists_and_within_the_one_on_screen(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit = visit_page.visit
    visit.answer("besoeg", YEAR_BUILT, "12")
    later = [(hit.form, hit.ref) for hit in visit.later()]
    assert len(later) == 2
    stops = [("besoeg", YEAR_BUILT), *later]
    visit_page.jump("besoeg", WORK)
    met = []
    for _stop in stops:
        press(qtbot, visit_page, Qt.Key.Key_F8)
        met.append(seen(visit_page))
    assert met == stops
    press(qtbot, visit_page, Qt.Key.Key_F8)
    assert seen(visit_page) == stops[0]
    press(qtbot, visit_page, Qt.Key.Key_F8, SHIFT)
    assert seen(visit_page) == stops[-1]
    panel = gaps(visit_page, qtbot)
    panel.tabs["later"].click()
    press(qtbot, visit_page, Qt.Key.Key_F8)
    press(qtbot, visit_page, Qt.Key.Key_F8)
    assert seen(visit_page) in later
    assert panel.list.currentItem().data(Qt.ItemDataRole.UserRole).ref == seen(visit_page)[1]


def test_f8_with_nothing_to_follow_up_on_says_so(visit_page: VisitPage, qtbot: QtBot) -> None:
    for hit in visit_page.visit.later():
        visit_page.visit.set_later(hit.form, hit.ref, False)
    press(qtbot, visit_page, Qt.Key.Key_F8)
    assert visit_page.shell.toast.text == "Der er intet at følge op på her."  # type: ignore[attr-defined]


def test_the_list_goes_before_the_outline_where_both_are_too_much(
    visit_page: VisitPage, qtbot: QtBot
) -> None:
    visit_page.window().resize(900, 600)
    run_events()
    gaps(visit_page, qtbot)
    assert visit_page.outline.isHidden()
    visit_page.show_gaps(False)
    assert visit_page.outline.isVisible()


# -- comments and former answers -----------------------------------------------------------------


def test_comments_stand_in_the_side_panel_and_lead_to_their_question(
    visit_page: VisitPage, qtbot: QtBot
) -> None:
    visit_page.source("besoeg").set_comment(YEAR_BUILT, "Se tegningen")
    qtbot.waitUntil(lambda: visit_page.side._comments.count() == 1)
    assert visit_page.side._comments_head.text() == "Kommentarer 1"
    button = visit_page.side._comments.itemAt(0).widget()
    assert isinstance(button, RowButton)
    assert button.accessibleName() == "Se tegningen. Hvornår er bygningen opført?"
    button.click()
    run_events()
    assert seen(visit_page) == ("besoeg", YEAR_BUILT)


def test_a_former_answer_is_chosen_from_the_history(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit = visit_page.visit
    visit.answer("besoeg", YEAR_BUILT, "1972")
    visit.answer("besoeg", YEAR_BUILT, "1988")
    visit_page.jump("besoeg", YEAR_BUILT)
    visit_page.source("besoeg").show_history(YEAR_BUILT)
    dialog = visit_page.findChild(HistoryDialog)
    assert dialog is not None
    assert [badge.text() for badge in dialog.findChildren(Badge)] == ["Gælder nu"]
    first = dialog.buttons[0]
    assert first.accessibleName().startswith("Brug denne igen: 1972, ")
    officer = visit.desk.actor
    assert f"{officer}, " in first.accessibleName()
    assert " kl. " in first.accessibleName()
    first.click()
    run_events()
    assert visit.node("besoeg", YEAR_BUILT).value == "1972"
    assert visit_page.view.question(YEAR_BUILT).value == "1972"  # type: ignore[union-attr]
    visit_page.shell.toast.findChild(QPushButton).click()  # type: ignore[attr-defined]
    run_events()
    assert visit.node("besoeg", YEAR_BUILT).value == "1988"


def test_the_help_lists_the_keys(visit_page: VisitPage) -> None:
    from klimabesog.desktop.pages.help import KEYS

    listed = {key for _title, keys in KEYS for key, _what in keys}
    assert listed >= {"Ctrl+J", "Ctrl+M", "F8 / Shift+F8", "Ctrl+K", "Ctrl+H"}
    assert not QKeySequence("F8").isEmpty()


def test_tab_goes_from_the_outline_to_the_questions_and_back(visit_page: VisitPage, qtbot: QtBot) -> None:
    chapter = next(
        button
        for button in visit_page.outline.findChildren(ChapterButton)
        if button.isVisible() and button.focusPolicy() & Qt.FocusPolicy.TabFocus
    )
    chapter.setFocus()
    press(qtbot, visit_page, Qt.Key.Key_Tab)
    question = question_around(QApplication.focusWidget())
    assert question is not None
    assert visit_page.view.shown.questions[question.ref] is question
    for _step in range(60):
        press(qtbot, visit_page, Qt.Key.Key_Backtab)
        if not visit_page.view.isAncestorOf(QApplication.focusWidget()):
            break
    assert QApplication.focusWidget() is chapter
