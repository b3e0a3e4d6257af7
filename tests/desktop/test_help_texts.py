"""Tilskud og hjælp in the window: written, checked, ordered, taken over; shown where it fits, old ones marked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.casework.cpr import CprFound
from klimabesog.casework.helptexts import HelpTexts, bundled
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.help_texts.dialog import HelpTextDialog
from klimabesog.desktop.pages.help_texts.listing import HelpCard, HelpDialog
from klimabesog.desktop.pages.help_texts.page import HelpTextsPage
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.pages.visit.measure_form import MeasureForm
from klimabesog.desktop.pages.visit.present import PresentWindow
from klimabesog.desktop.pages.visit.workspace import VisitPage
from tests.desktop.conftest import OpenWindow, run_events
from tests.desktop.test_accessible import named, stops, too_low

LOAN = {
    "titel": "Lån en lækagesøger",
    "tekst": "Ring til kommunen.",
    "tiltag": "tryklufttab",
    "link": "x.invalid",
}
LEAK = "/data/try/try_01"


@pytest.fixture
def texts(window: MainWindow) -> HelpTexts:
    return HelpTexts(window.casebook.desk)


@pytest.fixture
def page(window: MainWindow) -> HelpTextsPage:
    window.open_help_texts()
    window.activateWindow()
    run_events(50)
    assert isinstance(window.page, HelpTextsPage)
    return window.page


def said(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def write(dialog: HelpTextDialog, title: str, text: str = "Ring til kommunen.") -> None:
    dialog.title.line.setText(title)
    dialog.text.set_text(text)


def visit_page(window: MainWindow, chapter: str) -> VisitPage:
    window.open_visit(window.casebook.visits()[0].id, chapter)
    run_events(50)
    assert isinstance(window.page, VisitPage)
    return window.page


# -- the page --------------------------------------------------------------------------------------


def test_reached_from_the_settings(window: MainWindow, texts: HelpTexts) -> None:
    window.go("indstillinger")
    settings = window.page
    assert isinstance(settings, SettingsPage)
    assert "Ingen tekster endnu." in said(settings.help_texts)
    texts.check(texts.save(LOAN))
    texts.save({**LOAN, "titel": "Ny"})
    run_events()
    settings.shown()
    assert "2 tekster. 1 skal kontrolleres." in said(settings.help_texts)
    settings.help_texts.open.click()
    assert isinstance(window.page, HelpTextsPage)


def test_a_text_is_written_and_checked(page: HelpTextsPage, window: MainWindow, qtbot: QtBot) -> None:
    assert "Ingen tekster endnu" in said(page)
    page.new.click()
    dialog = page.findChild(HelpTextDialog)
    assert dialog is not None
    dialog.save()
    assert dialog.problem == "Skriv en overskrift."
    write(dialog, "Lån en lækagesøger")
    dialog.link.line.setText("ingen adresse")
    dialog.save()
    assert "ikke en adresse" in dialog.problem
    dialog.link.line.setText("eksempel.invalid")
    dialog.until.line.setText("30.06.2027")
    dialog.forms.field.picked.emit("tryklufttab")
    dialog.branches.field.picked.emit("kontor")
    dialog.save()
    run_events(50)
    (text,) = page.texts.all()
    assert (text.forms, text.branches, text.valid_until) == (("tryklufttab",), ("kontor",), "2027-06-30")
    card = page.cards[text.id]
    assert card.badge.text() == "Ikke kontrolleret endnu"
    assert "Passer til: Find og tæt trykluftlækager · kun kontor" in said(card)
    window.activateWindow()
    run_events(50)
    card.buttons["check"].setFocus()
    qtbot.keyClick(card.buttons["check"], Qt.Key.Key_Space)
    run_events(50)
    assert page.cards[text.id].badge.text().startswith("Kontrolleret ")
    assert page.cards[text.id].buttons["check"].hasFocus(), "the focus stays where it was"
    assert "er kontrolleret i dag" in window.toast.text
    page.undo.click()
    run_events(50)
    assert page.cards[text.id].badge.text() == "Ikke kontrolleret endnu"


def test_a_text_is_changed_moved_and_deleted(page: HelpTextsPage, texts: HelpTexts) -> None:
    first, second = texts.save(LOAN), texts.save({**LOAN, "titel": "Nummer to"})
    run_events(50)
    dialog = page.write(texts.get(first))
    assert (dialog.title.text, dialog.link.text, dialog.forms.values) == (
        "Lån en lækagesøger", "https://x.invalid", ("tryklufttab",),
    )  # fmt: skip
    dialog.forms.chips["tryklufttab"].click()
    write(dialog, "Lån et apparat")
    dialog.save()
    run_events(50)
    assert (texts.get(first).title, texts.get(first).forms) == ("Lån et apparat", ())
    assert not page.cards[first].buttons["up"].isEnabled()
    page.cards[second].buttons["up"].click()
    run_events(50)
    assert [text.id for text in texts.all()] == [second, first]
    page.cards[second].buttons["remove"].click()
    run_events(50)
    assert list(page.cards) == [first]
    page.take_back()
    run_events(50)
    assert list(page.cards) == [second, first]


def test_a_pointer_is_taken_over_in_ones_own_words(page: HelpTextsPage) -> None:
    assert set(page.offers) == {one.id for one in bundled()}
    page.offers["smvgroen"].click()
    dialog = page.findChild(HelpTextDialog)
    assert dialog is not None
    assert "Ordningen er beskrevet for 2023–25." in said(dialog)
    assert "Ingen har kontrolleret det endnu" in said(dialog)
    dialog.title.line.setText("SMV:Grøn")
    dialog.save()
    run_events(50)
    (text,) = page.texts.all()
    assert (text.title, text.checked) == ("SMV:Grøn", "")
    assert "smvgroen" not in page.offers
    assert page.cards[text.id].badge.text() == "Ikke kontrolleret endnu"


def test_a_possible_cpr_number_is_asked_about_and_nothing_is_lost(page: HelpTextsPage) -> None:
    dialog = page.write()
    write(dialog, "Ring", "Spørg efter 010190-1234")
    with pytest.raises(CprFound):
        dialog.save()
    assert dialog.isVisible()
    assert page.texts.all() == ()


@pytest.mark.parametrize("large", [False, True], ids=["100", "200"])
def test_the_page_by_keyboard_and_screen_reader(
    open_window: OpenWindow,
    theme,  # type: ignore[no-untyped-def]
    large: bool,
) -> None:
    theme.set_text_scale(2.0 if large else 1.0)
    window = open_window()
    texts = HelpTexts(window.casebook.desk)
    texts.check(texts.save(LOAN))
    window.open_help_texts()
    run_events(80)
    page = window.page
    assert isinstance(page, HelpTextsPage)
    assert [widget for widget in stops(page) if not named(widget)] == []
    assert too_low(page) == []
    dialog = page.write(texts.all()[0])
    run_events(50)
    assert [widget for widget in stops(dialog) if not named(widget)] == []
    assert dialog.height() <= window.height()
    dialog.reject()
    theme.set_text_scale(1.0)


# -- where it fits ---------------------------------------------------------------------------------


def test_beneath_a_finding(window: MainWindow, texts: HelpTexts) -> None:
    page = visit_page(window, "tjekliste:/data/try")
    area = page.view.question(LEAK)._areas[0]  # type: ignore[union-attr]
    assert not area.help_chip.isVisibleTo(area), "nothing fits, nothing is offered"
    texts.save(LOAN)
    page.view.refresh()
    assert area.help_chip.text() == "Tilskud og hjælp (1)"
    area.help_chip.click()
    dialog = page.findChild(HelpDialog)
    assert dialog is not None
    assert "Lån en lækagesøger" in said(dialog)
    assert "Ikke kontrolleret endnu" in said(dialog), "the officer sees that nobody has checked it"


def test_on_the_page_of_a_measure(window: MainWindow, texts: HelpTexts) -> None:
    page = visit_page(window, "side:tiltag")
    leaks = next(row.instance for row in page.visit.measures() if row.form_id == "tryklufttab")
    page.open_measure(leaks)
    assert isinstance(page._measure, MeasureForm)
    assert page._measure.help is None
    texts.check(texts.save(LOAN))
    page.open_measure(leaks)
    assert isinstance(page._measure, MeasureForm)
    assert page._measure.help is not None
    assert "Kontrolleret " in said(page._measure.help)


def test_at_the_end_of_the_visit(window: MainWindow, texts: HelpTexts) -> None:
    texts.save(LOAN)
    texts.save({"titel": "Til alle", "tekst": "Se her."})
    page = visit_page(window, "besoeg:/data/virksomheden")
    assert page.view.findChild(HelpCard) is None
    page = visit_page(window, "besoeg:/data/naeste_skridt")
    card = page.view.findChild(HelpCard)
    assert card is not None
    assert [text.title for text in card.texts] == ["Lån en lækagesøger", "Til alle"]
    assert "Passer til »Find og tæt trykluftlækager«" in said(card)


def test_the_company_sees_only_what_was_checked(window: MainWindow, texts: HelpTexts) -> None:
    texts.check(texts.save(LOAN))
    texts.save({"titel": "Til alle", "tekst": "Se her."})
    page = visit_page(window, "side:tiltag")
    shown = PresentWindow(page, page.visit)
    card = shown.findChild(HelpCard)
    assert card is not None
    assert [text.title for text in card.texts] == ["Lån en lækagesøger"]
    texts.save({"tekst": "Ring ikke."}, texts.all()[0].id)
    again = PresentWindow(page, page.visit)
    assert again.findChild(HelpCard) is None
    for one in (shown, again):
        one.close()
