"""Files written from the window: everything, what a colleague lacks, one case; for colleagues, for outsiders."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.company_case import CaseCard
from klimabesog.desktop.pages.file_send import OUTSIDER, SendDialog
from klimabesog.desktop.pages.settings import SettingsPage
from klimabesog.desktop.pages.settings_files import FileSharing
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import Text
from klimabesog.exchange import sealed
from klimabesog.values.errors import InputError
from tests.desktop.conftest import run_events
from tests.desktop.sharing import Colleague
from tests.desktop.test_accessible import named, stops, too_low

FORM, WORK, CHAPTER = "besoeg", "/data/virksomheden/aktiviteter", "besoeg:/data/virksomheden"
PASSWORD = "hest batteri hæfteklamme"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "_SCRYPT", {"n": 2**4, "r": 8, "p": 1})


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Casebook]:
    """Someone in another municipality."""
    with Casebook.open(tmp_path / "fremmed", bytes(32)) as book:
        yield book


def dialog_of(window: MainWindow) -> SendDialog:
    run_events()
    return window.findChildren(SendDialog)[-1]


def saved(window: MainWindow, dialog: SendDialog, path: Path, qtbot: QtBot) -> str:
    """Write the file; what the toast says."""
    window.toast.hide()
    dialog.save(path)
    qtbot.waitUntil(window.toast.isVisible)
    return window.toast.text


def words(dialog: SendDialog) -> str:
    return "\n".join(text.text() for text in dialog.findChildren(Text) if text.isVisible())


def test_everything_from_the_settings(
    window: MainWindow, bo: Colleague, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.casebook.save_company({"navn": "Bageriet"})
    window.go("indstillinger")
    page = window.page
    assert isinstance(page, SettingsPage)
    buttons = page.folder.findChild(FileSharing)
    assert buttons is not None
    buttons.save.click()
    dialog = dialog_of(window)
    assert dialog.focusWidget() is dialog.what
    assert not dialog.password.isVisible()
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(url.toLocalFile()))
    asked: list[str] = []

    def choose(_parent: object, _title: str, start: str, _filter: str) -> tuple[str, str]:
        asked.append(Path(start).name)
        return (str(tmp_path / "Til alle"), "") if len(asked) > 1 else ("", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog.go.click()
    assert dialog.isVisible(), "nothing was chosen"
    window.toast.hide()
    dialog.go.click()
    qtbot.waitUntil(window.toast.isVisible)
    today = window.casebook.desk.now().date().isoformat()
    assert asked == [f"Klimabesøg {today}.klimabesog"] * 2
    assert window.toast.text == "Gemt som Til alle.klimabesog."
    Sharing(bo.book).take_in(tmp_path / "Til alle.klimabesog")
    assert bo.book.companies() == window.casebook.companies()
    window.toast._button.click()
    assert shown == [str(tmp_path)]


def test_what_a_colleague_has_not_got_yet(
    window: MainWindow, bo: Colleague, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Til Bo.klimabesog"
    bo.book.save_company({"navn": "Garveriet"})
    bo.swap()  # each has said what it has
    SendDialog(window, window).open()
    dialog = dialog_of(window)
    assert [dialog.what.itemText(place) for place in range(dialog.what.count())] == [
        "Alt",
        "Det, Bo Friis ikke har endnu",
    ]
    dialog.what.setCurrentIndex(1)
    assert "Bo Friis har det hele." in words(dialog)
    assert not dialog.go.isEnabled()
    dialog.reject()
    window.casebook.save_company({"navn": "Bageriet"})
    for _time in range(2):  # the first file was not written: the second is no smaller
        SendDialog(window, window).open()
        dialog = dialog_of(window)
        dialog.what.setCurrentIndex(1)
        assert "1 ændring, siden Bo Friis sidst" in words(dialog)
        assert not dialog.who.isVisible(), "it is under the team's key"
        assert dialog.file_name.startswith("Klimabesøg til Bo Friis ")
        dialog.save(tmp_path / "findes ikke" / "Til Bo.klimabesog")
        qtbot.waitUntil(lambda dialog=dialog: not dialog.is_busy)
        assert "kan ikke skrives" in dialog.problem
        assert dialog.go.isEnabled()
        if _time == 0:
            dialog.reject()
    assert saved(window, dialog, path, qtbot) == "Gemt som Til Bo.klimabesog."
    assert Sharing(bo.book).verify(path).events == 1
    assert Sharing(window.casebook).lacks(bo.book.desk.store.device) == 0


def test_with_a_password_for_an_outsider(
    window: MainWindow, stranger: Casebook, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "Til rådgiver.klimabesog"
    SendDialog(window, window).open()
    dialog = dialog_of(window)
    assert not dialog.what.isVisible(), "no colleague is known"
    assert not dialog.password.isVisible()
    button = next(one for one in dialog.who.buttons if one.segment.value == OUTSIDER)
    button.click()
    assert dialog.password.isVisible()
    for first, second, sentence in (("kort", "kort", "mindst 12 tegn"), (PASSWORD, "en anden", "ikke ens")):
        dialog.password.line.setText(first)
        dialog.again.line.setText(second)
        dialog.go.click()
        assert sentence in dialog.problem
        assert dialog.focusWidget() is dialog.password.line
    dialog.again.line.setText(PASSWORD)
    saved(window, dialog, path, qtbot)
    with pytest.raises(InputError):
        Sharing(stranger).take_in(path)
    Sharing(stranger).take_in(path, password=PASSWORD)
    assert stranger.companies() == window.casebook.companies()


def test_a_company_from_its_page(
    window: MainWindow, stranger: Casebook, tmp_path: Path, qtbot: QtBot
) -> None:
    company = window.casebook.companies()[0]
    window.casebook.save_company({"navn": "En anden sag"})
    window.open_company(company.id)
    page = window.page
    assert isinstance(page, CompanyPage)
    card = page.findChild(CaseCard)
    assert card is not None
    card.send.click()
    dialog = dialog_of(window)
    assert company.name in words(dialog)
    assert not dialog.what.isVisible()
    assert dialog.file_name == f"{company.name}.klimabesog"
    saved(window, dialog, tmp_path / dialog.file_name, qtbot)
    Sharing(stranger).set_team_key(Sharing(window.casebook).team_key)
    Sharing(stranger).take_in(tmp_path / f"{company.name}.klimabesog")
    assert [row.name for row in stranger.companies()] == [company.name]
    assert [row.id for row in stranger.visits()] == [row.id for row in window.casebook.visits()]


def test_a_visit_from_its_menu_with_what_was_just_typed(
    window: MainWindow, stranger: Casebook, tmp_path: Path, qtbot: QtBot
) -> None:
    visit = window.casebook.visits()[0]
    window.open_visit(visit.id, CHAPTER)
    window.activateWindow()
    page = window.page
    assert isinstance(page, VisitPage)
    page.view.focus_ref(WORK)
    window.focusWidget().setPlainText("Skrevet lige før")  # type: ignore[union-attr]
    (menu,) = page.header.findChildren(QMenu)
    next(action for action in menu.actions() if action.text() == "Send besøget som fil …").trigger()
    dialog = dialog_of(window)
    assert "20.11.2026" in words(dialog)
    saved(window, dialog, tmp_path / "besøg.klimabesog", qtbot)
    Sharing(stranger).set_team_key(Sharing(window.casebook).team_key)
    Sharing(stranger).take_in(tmp_path / "besøg.klimabesog")
    assert stranger.visit(visit.id).node(FORM, WORK).value == "Skrevet lige før"


def test_a_file_of_that_name_is_not_written_over_unasked(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    """The file dialog has asked about the name that was typed, not about the one with the ending."""
    before = tmp_path / "Mit.klimabesog"
    before.write_bytes(b"en anden")
    SendDialog(window, window).open()
    saved(window, dialog_of(window), tmp_path / "Mit", qtbot)
    assert before.read_bytes() == b"en anden"
    assert window.toast.text == "Gemt som Mit (2).klimabesog."


def test_cancelled_nothing_is_written(
    window: MainWindow, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hold, ended = threading.Event(), threading.Event()
    exporter = Sharing.exporter

    def slow(sharing: Sharing, *chosen: object, **more: object) -> object:
        write = exporter(sharing, *chosen, **more)  # type: ignore[arg-type]

        def wait(path: Path, stopped: object) -> object:
            hold.wait(10)
            try:
                return write(path, stopped)  # type: ignore[arg-type]
            finally:
                ended.set()

        return wait

    monkeypatch.setattr(Sharing, "exporter", slow)
    SendDialog(window, window).open()
    dialog = dialog_of(window)
    window.toast.hide()
    dialog.save(tmp_path / "x.klimabesog")
    assert dialog.is_busy
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    hold.set()
    qtbot.waitUntil(ended.is_set)
    run_events()
    assert list(tmp_path.glob("x*")) == []
    assert not window.toast.isVisible()
    assert not window.banner.text


@pytest.mark.parametrize("scale", [1.0, 2.0], ids=["100", "200"])
def test_it_can_be_reached_read_and_pressed(
    window: MainWindow, bo: Colleague, theme: Theme, scale: float
) -> None:
    theme.set_text_scale(scale)
    try:
        SendDialog(window, window).open()
        dialog = dialog_of(window)
        dialog.who.set_value(OUTSIDER)
        dialog.who.chosen.emit(OUTSIDER)
        run_events(50)
        assert [widget for widget in stops(dialog) if not named(widget)] == []
        assert too_low(dialog) == []
        assert dialog.height() <= dialog.screen().availableSize().height()
        assert dialog.go.geometry().bottom() < dialog.height()
    finally:
        theme.set_text_scale(1.0)
