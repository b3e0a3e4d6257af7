"""Steps skipped and taken up again; the visit that a case rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.desktop.pages.steps.page import StepPage
from klimabesog.desktop.pages.steps.skip_dialog import SkipDialog
from klimabesog.desktop.pages.steps.visit_dialog import VisitDialog
from klimabesog.desktop.pages.visit.homeless import HomelessDialog
from klimabesog.desktop.pages.visit.visit_forms import MoveDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.button import Button
from tests.casework.case import KINDS
from tests.casework.ownforms import changed, install
from tests.desktop.casehelp import (
    AGREEMENT,
    INFORMATION,
    PLAN,
    at_step,
    begin_visit,
    book,
    click,
    company,
    dialog_of,
    press,
)
from tests.desktop.conftest import OpenWindow, run_events


def test_a_step_is_skipped_with_a_reason_by_keyboard(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 4)
    page.header.skip.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Space)
    dialog = dialog_of(window, SkipDialog)
    assert isinstance(dialog, SkipDialog)
    dialog.go.click()
    assert "hvorfor" in dialog._problem.text()
    assert QApplication.focusWidget() is dialog.fields[4] or dialog.fields[4].hasFocus()
    qtbot.keyClicks(dialog.fields[4], "Energiscreeningen er nok")
    dialog.go.click()
    run_events(50)
    assert page.track.button(4).step.state == "sprunget_over"
    assert page.skipped.isVisible()
    who = window.casebook.officer.name  # type: ignore[union-attr]
    assert page.skipped.text.startswith(f"Sprunget over: Energiscreeningen er nok. {who}, ")
    assert page.header.skip.isHidden()
    assert page.header.action("tagmed").isVisible()


def test_a_skipped_step_is_opened_and_taken_up_again(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    book(window).skip(4, "Ingen rådgiver")
    window.open_company(company(window))
    run_events(50)
    assert "Ingen rådgiver" in window.page.track.button(4).step.line  # type: ignore[union-attr]
    click(qtbot, window.page.track.button(4))  # type: ignore[union-attr]
    page = window.page
    assert isinstance(page, StepPage)
    click(qtbot, page.skipped.button)
    assert book(window).skipped() == {}
    assert page.skipped.isHidden()
    window.toast._act()
    assert book(window).skipped() == {4: "Ingen rådgiver"}


def test_a_network_is_offered_to_skip_three_steps_at_once(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 3)
    assert page.left_out.isHidden()
    page.book.answer(AGREEMENT, KINDS, "netvaerk")
    run_events(50)
    assert page.left_out.text == "Et partnerskab af den slags kan klare sig uden trin 4, 5 og 6."
    click(qtbot, page.left_out.button)
    dialog = dialog_of(window, SkipDialog)
    assert isinstance(dialog, SkipDialog)
    assert {field.toPlainText() for field in dialog.fields.values()} == {"Kun netværk eller arbejdsgruppe"}
    dialog.fields[6].setPlainText("Vi mødes i netværket")
    dialog.go.click()
    run_events(50)
    assert book(window).skipped()[6] == "Vi mødes i netværket"
    assert page.left_out.isHidden()
    page.doings.undo()
    assert book(window).skipped() == {}


def test_a_step_that_is_begun_can_not_be_skipped(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 5)
    assert page.header.skip.isVisible()
    page.book.answer(PLAN, "/data/maalet/maal", "Mindre strøm")
    run_events(50)
    assert page.header.skip.isHidden()
    assert not page.header.action("spring").isEnabled()


def test_the_visit_that_the_case_rests_on_is_said_and_chosen(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 5)
    assert page.side.rests_on.text() == "Bygger på besøget 20.11.2026"
    assert page.side.choose.isHidden()
    first = window.casebook.visits()[0].id
    newer = window.casebook.start_visit(company(window), "24.11.2026")
    run_events(50)
    assert page.side.rests_on.text() == "Bygger på besøget 24.11.2026"
    assert page.header.fetch.isHidden(), "the new visit has no measures"
    click(qtbot, page.side.choose)
    dialog = dialog_of(window, VisitDialog)
    assert isinstance(dialog, VisitDialog)
    assert list(dialog.rows) == [newer.id, first]
    dialog.rows[first].click()
    run_events(50)
    assert page.side.rests_on.text() == "Bygger på besøget 20.11.2026"
    assert page.header.fetch.text() == "Hent tiltag (6)"
    click(qtbot, page.track.button(2))
    assert isinstance(window.page, VisitPage)
    assert window.page.visit.id == first


def test_without_a_visit_the_step_offers_one(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window(example=False)
    window.open_step(window.casebook.save_company({"navn": "Bageren (eksempel)"}), 1)
    page = window.page
    assert isinstance(page, StepPage)
    assert page.no_visit.isHidden(), "the first step needs none"
    page.show_step(3)
    run_events(50)
    assert page.no_visit.isVisible()
    click(qtbot, page.no_visit.button)
    begin_visit(window)
    assert len(window.casebook.visits()) == 1


def test_undoing_from_a_toast_after_the_page_has_gone(open_window: OpenWindow) -> None:
    window = open_window()
    page = at_step(window, 4)
    page.doings._skip({4: "Ingen rådgiver"})
    other = window.casebook.save_company({"navn": "Bageren (eksempel)"})
    window.open_step(other, 1)
    run_events(50)
    window.toast._act()
    assert book(window).skipped() == {}


def test_a_step_is_moved_to_a_new_version_and_back(open_window: OpenWindow, qtbot: QtBot) -> None:
    window = open_window()
    page = at_step(window, 1)
    page.book.answer(INFORMATION, "/data/kontakten/kanal", "klimanetvaerk")
    page.book.answer(INFORMATION, "/data/kontakten/kanal_hvilken", "Nordnet")
    assert page.updates.isHidden()
    new = {",text,kanal_hvilken,Hvilken?": ",text,kanal_navn,Hvilket netværk?"}
    install(window.casebook, *changed(INFORMATION, "2099010101", new))
    page.refresh()
    assert page.updates.isVisible()
    click(qtbot, page.updates.button)
    dialog = dialog_of(window, MoveDialog)
    (go,) = [b for b in dialog.findChildren(Button) if b.text() == "Flyt til version 2099010101"]
    go.click()
    run_events(50)
    assert page.updates.isHidden()
    assert page.view.question("/data/kontakten/kanal_navn") is not None
    assert page.homeless.text == "1 svar har ingen plads i skemaets version."
    click(qtbot, page.homeless.button)
    lost = dialog_of(window, HomelessDialog)
    assert "Nordnet" in [text.text() for text in lost.findChildren(Text)]
    lost.close()
    page.doings.undo()
    run_events(50)
    assert page.view.question("/data/kontakten/kanal_hvilken") is not None
    assert page.homeless.isHidden()
    assert page.updates.isVisible()
