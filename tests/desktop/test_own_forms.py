"""A municipality's own forms in the window: installed, refused, tried, added to a visit, moved to a new version."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.form_install import ProblemsDialog
from klimabesog.desktop.pages.form_trial import TrialWindow
from klimabesog.desktop.pages.forms import FormsPage
from klimabesog.desktop.pages.visit.visit_forms import MoveDialog, VisitFormsDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.theme import Theme
from klimabesog.desktop.widgets.base import Text
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.resources import path as resource
from klimabesog.xforms import convert
from klimabesog.xforms.problems import AuthorProblem
from tests.casework.ownforms import FIRST, SECOND, install, survey
from tests.desktop.conftest import OpenWindow, run_events
from tests.desktop.test_accessible import named, stops, too_low

OWN = "maskiner"
BROKEN = survey(
    "integer | antal | Hvor mange? | ${antl} > 1 | | |", "text | b b | Hvad? | | | |", version="2"
)
DOUBTFUL = survey("text | navn | Navn | | | |", version="2").replace(
    "| bind::kb:rapport |\n|  | text | navn | Navn | | | | |",
    "| appearance |\n|  | text | navn | Navn | | | | wfp |",
)


@pytest.fixture
def page(open_window: OpenWindow) -> FormsPage:
    window = open_window()
    window.go("skemaer")
    assert isinstance(window.page, FormsPage)
    return window.page


def write(tmp_path: Path, text: str, name: str = "maskiner.md") -> Path:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def versions(page: FormsPage) -> dict[str, str]:
    return {row.form_id: row.version for row in page.shell.casebook.form_rows() if row.own}


def words(page: FormsPage) -> list[str]:
    return [text.text() for text in page.findChildren(Text) if text.isVisibleTo(page)]


def put_in(page: FormsPage, path: Path, qtbot: QtBot) -> None:
    page.install(path)
    qtbot.waitUntil(
        lambda: bool(versions(page)) or page.findChild(ProblemsDialog) is not None, timeout=20_000
    )
    run_events()


def button(where: object, text: str) -> QPushButton:
    found = [b for b in where.findChildren(QPushButton) if b.text() == text]  # type: ignore[attr-defined]
    assert len(found) == 1, text
    return found[0]


# -- installing ----------------------------------------------------------------------------------


def test_a_chosen_form_is_installed_and_shown_with_its_version(
    page: FormsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert any("Ingen endnu." in text for text in words(page))
    path = write(tmp_path, FIRST)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    page.install_button.click()
    qtbot.waitUntil(lambda: versions(page) == {OWN: "1"}, timeout=20_000)
    run_events()
    assert "Maskiner" in words(page)
    assert page.shell.toast.text == "»Maskiner« version 1 er installeret."  # type: ignore[attr-defined]


def test_a_form_is_dropped_on_the_page(page: FormsPage, tmp_path: Path, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write(tmp_path, FIRST)))])
    act, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), act, data, left, none)
    QApplication.sendEvent(page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), act, data, left, none))
    qtbot.waitUntil(lambda: versions(page) == {OWN: "1"}, timeout=20_000)
    picture = QMimeData()
    picture.setUrls([QUrl.fromLocalFile(str(tmp_path / "foto.jpg"))])
    other = QDragEnterEvent(QPoint(5, 5), act, picture, left, none)
    other.ignore()
    QApplication.sendEvent(page, other)
    assert not other.isAccepted()


def test_a_form_with_errors_is_not_installed_and_they_are_listed(
    page: FormsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(page, write(tmp_path, FIRST), qtbot)
    page.install(write(tmp_path, BROKEN))
    qtbot.waitUntil(lambda: page.findChild(ProblemsDialog) is not None, timeout=20_000)
    dialog = page.findChild(ProblemsDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "Skemaet er ikke installeret"
    rows = [dialog.list.topLevelItem(i) for i in range(dialog.list.topLevelItemCount())]
    first = next(row for row in rows if "antl" in row.text(3))
    assert (first.text(0), first.text(1)) == ("survey", "3")
    assert first.text(2).startswith("relevant")
    button(dialog, "Kopiér listen").click()
    assert QApplication.clipboard().text().splitlines()[0].startswith("maskiner.md:survey:3:relevant: ")
    target = tmp_path / "fejl.txt"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    button(dialog, "Gem listen …").click()
    assert len(target.read_text(encoding="utf-8").splitlines()) == len(rows)
    dialog.reject()
    assert versions(page) == {OWN: "1"}  # what was in use still is


def test_warnings_are_shown_and_may_be_accepted(page: FormsPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = write(tmp_path, DOUBTFUL)
    page.install(path)
    qtbot.waitUntil(lambda: page.findChild(ProblemsDialog) is not None, timeout=20_000)
    dialog = page.findChild(ProblemsDialog)
    assert dialog is not None
    assert dialog.list.topLevelItem(0).text(3).startswith("Bemærk: ")
    button(dialog, "Annuller").click()
    run_events()
    assert versions(page) == {}
    page.install(path)
    qtbot.waitUntil(
        lambda: bool([d for d in page.findChildren(ProblemsDialog) if d.isVisible()]), timeout=20_000
    )
    (dialog,) = [d for d in page.findChildren(ProblemsDialog) if d.isVisible()]
    button(dialog, "Installér alligevel").click()
    assert versions(page) == {OWN: "2"}


def test_a_file_that_is_no_form_gets_a_sentence(page: FormsPage, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "ødelagt.xlsx"
    path.write_bytes(b"PK\x03\x04 ikke et regneark")
    window = page.shell
    assert isinstance(window, MainWindow)
    page.install(path)
    qtbot.waitUntil(
        lambda: bool(window.banner.text) or page.findChild(ProblemsDialog) is not None, timeout=20_000
    )
    assert versions(page) == {}


def test_an_own_form_is_removed_and_brought_back(page: FormsPage, tmp_path: Path, qtbot: QtBot) -> None:
    put_in(page, write(tmp_path, FIRST), qtbot)
    rows = page.shell.casebook.form_rows()
    own = next(row for row in rows if row.own)
    assert [a.text() for a in page._menu(own).actions() if a.text()] == [
        "Gem kopi …",
        "Gem som Excel …",
        "Fjern",
    ]
    builtin = next(row for row in rows if not row.own)
    assert "Fjern" not in [a.text() for a in page._menu(builtin).actions()]
    page._menu(own).actions()[-1].trigger()
    assert versions(page) == {}
    toast = page.shell.toast  # type: ignore[attr-defined]
    assert toast.text == "»Maskiner« er fjernet."
    button(toast, "Fortryd").click()
    assert versions(page) == {OWN: "1"}


def test_a_form_is_saved_for_excel(
    page: FormsPage, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in(page, write(tmp_path, FIRST), qtbot)
    own = next(row for row in page.shell.casebook.form_rows() if row.own)
    asked: list[str] = []
    target = tmp_path / "ud.xlsx"

    def save(_parent: object, _title: str, name: str) -> tuple[str, str]:
        asked.append(name)
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", save)
    page._menu(own).actions()[1].trigger()
    assert asked == ["maskiner.xlsx"]
    assert target.read_bytes().startswith(b"PK")


def test_a_form_is_tried_and_nothing_is_kept(page: FormsPage, tmp_path: Path, qtbot: QtBot) -> None:
    put_in(page, write(tmp_path, FIRST), qtbot)
    before = page.shell.casebook.desk.store.vector()
    page.try_form(next(row for row in page.shell.casebook.form_rows() if row.own))
    window = page.findChild(TrialWindow)
    assert window is not None
    assert window.windowTitle() == "Prøv skemaet: Maskiner"
    window.view.focus_ref("/data/hal/antal")
    field = window.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "-3")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    run_events()
    assert window.trial.node("/data/hal/antal").value == "-3"
    assert not window.trial.node("/data/hal/antal").valid
    button(window, "Forfra").click()
    assert window.trial.node("/data/hal/antal").value == ""
    window.close()
    assert page.shell.casebook.desk.store.vector() == before


# -- in a visit ----------------------------------------------------------------------------------


def test_a_form_is_added_to_a_visit_and_taken_out(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit_page.doings.show_forms()
    dialog = visit_page.findChild(VisitFormsDialog)
    assert dialog is not None
    assert "Ingen egne skemaer endnu" in [text.text() for text in dialog.findChildren(Text)]
    dialog.reject()
    run_events()
    install(visit_page.shell.casebook, FIRST)
    qtbot.waitUntil(visit_page.outline.add_form.isVisible)
    visit_page.outline.add_form.click()
    dialog = next(d for d in visit_page.findChildren(VisitFormsDialog) if d.isVisible())
    assert dialog.rows[0].accessibleName().startswith("Maskiner")
    qtbot.keyClick(dialog.rows[0], Qt.Key.Key_Space)
    run_events()
    assert visit_page.chapter == "maskiner:/data"
    button_of = visit_page.outline._buttons["maskiner:/data"]
    qtbot.waitUntil(lambda: not button_of.visibleRegion().isEmpty())  # scrolled to
    assert button_of.isChecked()
    assert visit_page.outline.add_form.isHidden()
    visit_page.doings.show_forms()
    dialog = next(d for d in visit_page.findChildren(VisitFormsDialog) if d.isVisible())
    button(dialog, "Fjern").click()
    run_events()
    assert "maskiner:/data" not in visit_page.outline._buttons
    assert visit_page.chapter != "maskiner:/data"
    visit_page.doings.undo()
    run_events()
    assert "maskiner:/data" in visit_page.outline._buttons


def test_a_visit_is_moved_to_a_new_version_and_back(visit_page: VisitPage, qtbot: QtBot) -> None:
    visit = visit_page.visit
    install(visit_page.shell.casebook, FIRST)
    visit_page.open_chapter(visit.add_form(OWN))
    for ref, value in {"/data/hal/ejer": "Banken", "/data/maskine[1]/maerke": "Weiler"}.items():
        visit.answer(OWN, ref, value)
    assert visit_page.updates.isHidden()
    install(visit_page.shell.casebook, SECOND)
    qtbot.waitUntil(visit_page.updates.isVisible)
    visit_page.updates.button.click()
    dialog = visit_page.findChild(MoveDialog)
    assert dialog is not None
    said = [text.text() for text in dialog.findChildren(Text)]
    assert "1 svar følger med. 1 svar passer ikke. 1 nyt spørgsmål skal besvares." in said
    assert {"Hvem ejer maskinerne?", "Banken", "Hvem kender maskinerne?"} <= set(said)
    button(dialog, "Flyt til version 2").click()
    run_events()
    assert visit_page.updates.isHidden()
    assert "maskiner:/data/om" in visit_page.outline._buttons
    assert visit_page.outline._buttons["side:uden_plads"].accessibleName() == "Svar uden plads: 1 svar"
    visit_page.open_chapter("side:uden_plads")
    assert visit_page._homeless is not None
    assert "Banken" in [text.text() for text in visit_page._homeless.findChildren(Text)]
    visit_page.open_chapter("maskiner:/data/om")
    assert visit_page.view.question("/data/om/maskine[1]/maerke").value == "Weiler"  # type: ignore[union-attr]
    visit_page.doings.undo()
    run_events()
    assert "side:uden_plads" not in visit_page.outline._buttons
    assert visit.form(OWN).definition.version == "1"
    assert visit_page.updates.isVisible()
    visit_page.updates._put_off()
    visit_page.shown()
    assert visit_page.updates.isHidden()


def test_a_new_version_is_not_offered_once_the_visit_is_finished(visit_page: VisitPage, qtbot: QtBot) -> None:
    install(visit_page.shell.casebook, FIRST)
    visit_page.open_chapter(visit_page.visit.add_form(OWN))
    install(visit_page.shell.casebook, SECOND)
    qtbot.waitUntil(visit_page.updates.isVisible)
    visit_page.doings.finish()
    qtbot.waitUntil(visit_page.updates.isHidden)


def offered(page: VisitPage) -> set[tuple[str, str]]:
    """(focus area, title) of the measures in the menu "Nyt tiltag"."""
    assert page._measures is not None
    menu = page._measures._menu
    menu.aboutToShow.emit()
    found = [(a.text(), a.menu().actions()) if a.menu() else ("", [a]) for a in menu.actions()]
    return {(area, action.text()) for area, actions in found for action in actions}


def test_an_own_measure_is_offered_among_the_measures(visit_page: VisitPage) -> None:
    visit_page.open_chapter("side:tiltag")
    before = offered(visit_page)
    source = (resource("forms") / "tiltag" / "led.csv").read_text(encoding="utf-8")
    form = convert(
        source.replace(",led,", ",vores_led,").replace("Skift til LED", "Vores LED").encode(), "vores.csv"
    )
    visit_page.shell.casebook.install_form(form)
    assert offered(visit_page) - before == {("Belysning", form.title)}


@pytest.mark.parametrize("large", [False, True], ids=["100", "200"])
def test_panel_and_dialogs_can_be_reached_read_and_pressed(
    visit_page: VisitPage, theme: Theme, large: bool, tmp_path: Path
) -> None:
    """Names for everything that takes the focus; nothing lower than a finger needs."""
    theme.set_text_scale(2.0 if large else 1.0)
    visit = visit_page.visit
    install(visit_page.shell.casebook, FIRST)
    visit_page.open_chapter(visit.add_form(OWN))
    for value in ("Banken", "Brødrene"):
        visit.answer(OWN, "/data/hal/ejer", value)
    install(visit_page.shell.casebook, SECOND)
    visit_page.shown()
    visit_page.show_gaps(True)
    (update,) = visit.updates()
    visit_page.doings.offer_move(update)
    visit_page.doings.show_history(OWN, "/data/hal/ejer")
    visit_page.doings.show_forms()
    visit_page.doings.search()
    problem = AuthorProblem("a.xlsx", "survey", 3, "relevant", "Skriv et navn.")
    ProblemsDialog(visit_page, "a.xlsx", [problem], "Der er 1 fejl.").open()
    run_events(300)
    shown = [
        visit_page.gaps,
        visit_page.updates,
        *(d for d in visit_page.findChildren(Dialog) if d.isVisible()),
    ]
    assert len(shown) == 7
    problems: list[object] = []
    for widget in shown:
        problems += [(type(widget).__name__, "no name", stop) for stop in stops(widget) if not named(stop)]
        problems += [(type(widget).__name__, "too low", *small) for small in too_low(widget)]
    theme.set_text_scale(1.0)
    for dialog in visit_page.findChildren(Dialog):
        dialog.reject()
    assert problems == []
