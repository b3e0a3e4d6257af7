"""The municipality's address and its data protection officer are written in Indstillinger and kept for everyone."""

from __future__ import annotations

from klimabesog.casework.settings import keep_letter_texts, settings
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.settings import SettingsPage
from tests.desktop.conftest import run_events


def page_of(window: MainWindow) -> SettingsPage:
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    run_events()
    return page


def test_what_is_written_is_kept_when_the_field_is_left(window: MainWindow) -> None:
    keep_letter_texts(window.casebook.desk, "", "")  # as it is before anyone has written them
    card = page_of(window).letters
    assert not card._lacking.isHidden()
    card.dpo.set_text("dpo@eksempel.invalid")
    card.address.set_text("Rådhuset\n9999 Prøveby")
    card.dpo.left.emit()
    known = settings(window.casebook.desk)
    assert (known.dpo, known.address) == ("dpo@eksempel.invalid", "Rådhuset\n9999 Prøveby")
    assert card._lacking.isHidden()


def test_what_a_colleague_wrote_is_shown(window: MainWindow) -> None:
    page = page_of(window)
    keep_letter_texts(window.casebook.desk, "Torvet 1", "Ulla, 00 00 00 00")
    page.shown()
    assert page.letters.address.toPlainText() == "Torvet 1"
    assert page.letters.dpo.toPlainText() == "Ulla, 00 00 00 00"


def test_leaving_the_page_keeps_what_is_typed(window: MainWindow) -> None:
    page = page_of(window)
    page.letters.dpo.set_text("dpo@eksempel.invalid")
    page.leave()
    assert settings(window.casebook.desk).dpo == "dpo@eksempel.invalid"
