"""The workspace of a visit, by keyboard and mouse, on the example case."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.casework.visitviews import FINDING_ANSWERS
from klimabesog.desktop.pages.visit.jump import JumpDialog
from klimabesog.desktop.pages.visit.measure_form import MeasureForm
from klimabesog.desktop.pages.visit.present import PresentWindow
from klimabesog.desktop.pages.visit.quick_note import QuickNoteDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.base import Text
from tests.desktop.conftest import run_events

REF = "/data/try/try_02"
CTRL = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, key: object, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key, modifier)


def at(page: VisitPage, ref: str = REF) -> None:
    assert page.view.focus_ref(ref)
    run_events()


def answer(page: VisitPage, ref: str = REF) -> str:
    return page.visit.node("tjekliste", ref).value


def test_a_key_answers_and_the_outline_counts(visit_page: VisitPage, qtbot: QtBot) -> None:
    at(visit_page)
    findings = visit_page.outline._buttons["tjekliste:/data/try"].chapter.findings
    press(qtbot, "n")
    assert answer(visit_page) == "nej"
    button = visit_page.outline._buttons["tjekliste:/data/try"]
    qtbot.waitUntil(lambda: button.chapter.findings == findings + 1)
    assert visit_page.header.saved.text.startswith("Gemt ")


def test_the_arrow_keys_go_along_the_chapters(visit_page: VisitPage, qtbot: QtBot) -> None:
    buttons = visit_page.outline._buttons
    buttons["tjekliste:/data/try"].setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Down)
    assert buttons["tjekliste:/data/koel"].hasFocus()
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_Return)
    assert visit_page.chapter == "tjekliste:/data/ven"


def test_undo_and_redo(visit_page: VisitPage, qtbot: QtBot) -> None:
    at(visit_page)
    before = answer(visit_page)
    press(qtbot, "v")
    assert answer(visit_page) == "ved_ikke"
    press(qtbot, Qt.Key.Key_Z, CTRL)
    assert answer(visit_page) == before
    bar = visit_page.view.shown.questions[REF].editor.bar  # type: ignore[union-attr]
    assert bar.value == before
    press(qtbot, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert answer(visit_page) == "ved_ikke"


def test_search_jumps_to_a_question(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit_page.doings.search()
    dialog = visit_page.findChild(JumpDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.search, "ledelse")
    qtbot.waitUntil(lambda: dialog.list.count() > 0)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    run_events()
    assert visit_page.place is not None
    assert "ledelse" in visit_page.visit.node(*visit_page.place).label.lower()


def test_a_measure_is_calculated_from_a_finding(visit_page: VisitPage) -> None:
    before = len(visit_page.visit.measures())
    instance = visit_page.visit.start_measure("led")
    visit_page.open_measure(instance)
    form = visit_page._measure
    assert isinstance(form, MeasureForm)
    assert len(visit_page.visit.measures()) == before + 1
    visit_page.leave_measure()
    assert visit_page._measure is None
    visit_page.doings.remove_measure(instance)
    assert len(visit_page.visit.measures()) == before
    visit_page.doings._undo_quietly()
    assert len(visit_page.visit.measures()) == before + 1


def test_a_quick_note_is_kept_while_typed(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit_page.shell.quick_note()  # type: ignore[attr-defined]
    dialog = visit_page.window().findChild(QuickNoteDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.text, "Spørg om taget")
    qtbot.waitUntil(lambda: any(n.text == "Spørg om taget" for n in visit_page.visit.notes()), timeout=2500)
    note = next(n for n in visit_page.visit.notes() if n.text == "Spørg om taget")
    assert not note.printed, "internal unless said otherwise"
    dialog.accept()


def test_a_note_in_the_panel_joins_the_list(visit_page: VisitPage, qtbot: QtBot) -> None:
    before = len(visit_page.visit.notes())
    visit_page.side.write_note()
    qtbot.keyClicks(visit_page.side.entry, "Ring i uge 50")
    visit_page.side.entry.left.emit()
    assert len(visit_page.visit.notes()) == before + 1
    assert visit_page.side.entry.toPlainText() == ""


def test_the_round_shows_one_checkpoint_at_a_time(visit_page: VisitPage, qtbot: QtBot) -> None:
    at(visit_page)
    visit_page.start_round()
    run_events()
    round_mode = visit_page._round
    assert round_mode is not None
    assert round_mode.stops[round_mode.index].ref == REF
    bar = round_mode._editor.bar  # type: ignore[union-attr]
    assert all(button.height() >= 64 for button in bar.buttons)
    assert round_mode._next.height() >= 64
    press(qtbot, "j")
    assert answer(visit_page) == "ja"
    round_mode.go(1)
    assert round_mode.stops[round_mode.index].ref != REF
    round_mode.leave()
    run_events()
    assert visit_page.place == ("tjekliste", round_mode.stops[round_mode.index].ref)


def test_the_company_sees_no_internal_text(visit_page: VisitPage) -> None:
    finding = next(f for f in visit_page.visit.all_findings() if f.answer in FINDING_ANSWERS)
    visit_page.visit.save_finding(finding.id, internal="Ejeren er skeptisk", printed="Kompressoren hviner")
    window = PresentWindow(visit_page, visit_page.visit)
    texts = " ".join(label.text() for label in window.findChildren(Text))
    assert "Kompressoren hviner" in texts
    assert "skeptisk" not in texts
    assert all(note.text not in texts for note in visit_page.visit.notes() if not note.printed)
    window.close()


def test_finish_and_reopen(visit_page: VisitPage) -> None:
    visit_page.doings.finish()
    assert visit_page.visit.status == "afsluttet"
    assert "afsluttet" in visit_page.shell.toast.text  # type: ignore[attr-defined]
    visit_page.doings.reopen()
    assert visit_page.visit.status == "kladde"


def test_photos_are_given_by_file(visit_page: VisitPage, example_folder: Path) -> None:
    from klimabesog.values.resources import path

    picture = next(path("resources", "eksempel", "fotos").glob("*.jpg"))
    before = len(visit_page.visit.photos())
    known = visit_page.visit.photos()[0].id
    visit_page.visit.remove_photo(known)
    visit_page.doings.offer_undo("Fotoet er fjernet.")
    assert len(visit_page.visit.photos()) == before - 1
    visit_page.shell.toast._act()  # type: ignore[attr-defined]
    assert len(visit_page.visit.photos()) == before
    visit_page.doings.add_loose_photos([str(picture)])
    assert len(visit_page.visit.photos()) >= before


def test_the_layout_gives_way_where_it_is_narrow(visit_page: VisitPage) -> None:
    window = visit_page.window()
    window.resize(1093, 614)
    run_events()
    assert visit_page.side.isHidden()
    assert visit_page.header.present.isVisible()
    window.resize(1366, 768)
    run_events()
    assert visit_page.side.isVisible()
