"""Taking a person's name out of texts in the window: what is listed and chosen, what a visit shows, the copies."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from klimabesog.casework import backups, opening
from klimabesog.casework.erasure import deletions
from klimabesog.casework.nameplaces import find_places
from klimabesog.casework.needles import REMOVED
from klimabesog.casework.redaction import redact
from klimabesog.casework.sharedfolder import Outcome
from klimabesog.casework.visit import Visit
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.erasing import LetterDialog
from klimabesog.desktop.pages.persons import PersonsPage
from klimabesog.desktop.pages.place_list import lines_of
from klimabesog.desktop.pages.redact_dialog import RedactDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from klimabesog.desktop.widgets.progress import Progress
from klimabesog.store import Store
from tests.desktop.conftest import KEY, run_events

FORM, WORK = "besoeg", "/data/virksomheden/aktiviteter"
IDA = "Ida Åkjær"


@pytest.fixture
def visit(window: MainWindow) -> Visit:
    """The example's visit, with a contact who is named in an answer, a comment and a note."""
    book = window.casebook
    visit = book.visit(book.visits()[0].id)
    book.save_contact(visit.company.id, {"name": IDA, "phone": "12 34 56 78"})
    visit.answer(FORM, WORK, f"{IDA} ved det")
    visit.set_comment(FORM, WORK, f"Spørg {IDA} igen")
    visit.save_note("Ring til 12345678")
    return visit


def find(window: MainWindow, qtbot: QtBot, name: str = IDA) -> PersonsPage:
    """Persondata, where all about a person has been found."""
    window.open_persons()
    page = window.page
    assert isinstance(page, PersonsPage)
    page.field.setText(name)
    page.find_person()
    qtbot.waitUntil(lambda: bool(page.traces))
    return page


def ask(window: MainWindow, qtbot: QtBot, page: PersonsPage) -> RedactDialog:
    """The dialog that "Fjern navnet …" opens."""
    page.redact.click()
    qtbot.waitUntil(lambda: window.findChild(RedactDialog) is not None)
    dialog = window.findChild(RedactDialog)
    assert dialog is not None
    return dialog


def test_each_place_is_listed_and_an_open_visit_shows_the_new_words(
    window: MainWindow, visit: Visit, qtbot: QtBot
) -> None:
    window.open_visit(visit.id, "besoeg:/data/virksomheden")
    opened = window.page
    assert isinstance(opened, VisitPage)
    page = find(window, qtbot)
    dialog = ask(window, qtbot, page)
    assert [place.before for place in dialog.list.chosen()] == [
        IDA, "12 34 56 78", "Ring til 12345678", f"{IDA} ved det", f"Spørg {IDA} igen",
    ]  # fmt: skip
    assert dialog.list.left() == []
    assert dialog.act.text() == "Fjern fra 5 steder for altid"
    dialog.act.click()
    letter = window.findChild(LetterDialog)
    assert letter is not None
    assert "Vi har fjernet Ida Åkjær fra 5 steder" in letter.text.toPlainText()
    assert deletions(window.casebook)[0].what == "Et navn fra 5 steder"
    qtbot.waitUntil(lambda: "Intet sted" in page._told.text())
    assert page.redact.isHidden()
    letter.reject()
    window.go("besoeg")
    assert window.page is opened
    run_events()
    texts = [field.toPlainText() for field in opened.view.findChildren(QPlainTextEdit)]
    assert f"{REMOVED} ved det" in texts
    assert not any("Åkjær" in text for text in texts)
    opened.leave()  # what is on screen is not saved over it
    assert opened.visit.node(FORM, WORK).value == f"{REMOVED} ved det"
    assert f"Ring til {REMOVED}" in {note.text for note in opened.visit.notes()}


def test_places_are_left_out_by_click_and_by_key(window: MainWindow, visit: Visit, qtbot: QtBot) -> None:
    dialog = ask(window, qtbot, find(window, qtbot))
    places = dialog.list
    qtbot.keyClick(places, Qt.Key.Key_Space)
    middle = places.visualItemRect(places.item(1)).center() + QPoint(40, 0)
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert [place.before for place in places.left()] == [IDA, "12 34 56 78"]
    assert dialog._told.text() == "3 af 5 steder er valgt"
    qtbot.mouseClick(places.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert len(places.chosen()) == 4
    places.check_all(False)
    assert not dialog.act.isEnabled()
    places.check_all(True)
    assert len(places.chosen()) == 5


def test_what_stays_says_why_and_cannot_be_checked(window: MainWindow, visit: Visit, qtbot: QtBot) -> None:
    visit.save_finding(visit.all_findings()[0].id, printed=f"{IDA} viste det")
    visit.issue_report()
    visit.save_note("Kommer til midaften hos Åkjærsen")
    dialog = ask(window, qtbot, find(window, qtbot))
    (document,) = [place for place in dialog.list.left() if place.why_not]
    (unsure,) = [place for place in dialog.list.left() if not place.why_not]
    assert "kun med hele sagen" in lines_of(document)[-1][1]
    assert "kun inde i andre ord" in lines_of(unsure)[-1][1]
    last = dialog.list.item(dialog.list.count() - 1)
    assert not last.flags() & Qt.ItemFlag.ItemIsUserCheckable
    dialog.list.setCurrentItem(last)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.list.check_all(True)
    assert dialog.list.left() == [document]
    assert f"{last.data(Qt.ItemDataRole.AccessibleTextRole)}".startswith("Nordkrogens Maskinværksted")


def test_cancelled_in_time_nothing_has_changed(
    window: MainWindow, visit: Visit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = ask(window, qtbot, find(window, qtbot))
    before = window.casebook.desk.store.derived()
    monkeypatch.setattr(Progress, "wasCanceled", lambda _bar: True)
    dialog.act.click()
    assert dialog._problem.text() == "Afbrudt. Intet er ændret."
    assert window.casebook.desk.store.derived() == before
    monkeypatch.undo()
    dialog.act.click()
    assert find_places(window.casebook, [IDA]) == []


def test_hundreds_of_places_are_one_list(window: MainWindow, visit: Visit, qtbot: QtBot) -> None:
    with window.casebook.desk.store.together():
        for n in range(300):
            visit.save_note(f"Note {n}: {IDA} kommer")
    dialog = ask(window, qtbot, find(window, qtbot))
    assert dialog.list.count() == 305
    assert dialog.height() < 900
    dialog.act.click()
    letter = window.findChild(LetterDialog)
    assert letter is not None
    assert "fra 305 steder" in letter.text.toPlainText()
    assert find_places(window.casebook, [IDA]) == []


def test_a_search_may_be_cancelled(window: MainWindow, visit: Visit, qtbot: QtBot) -> None:
    window.open_persons()
    page = window.page
    assert isinstance(page, PersonsPage)
    page.field.setText(IDA)
    page.find_person()
    assert page.searching.isVisible()
    page.searching.cancel.click()
    qtbot.waitUntil(page.searching.isHidden)
    assert (page.traces, page._told.text()) == ([], "Søgningen er afbrudt.")
    assert find(window, qtbot).searching.isHidden()


# -- copies ----------------------------------------------------------------------------------------


@pytest.fixture
def backed_up(window: MainWindow, visit: Visit, monkeypatch: pytest.MonkeyPatch) -> backups.Backup:
    """A backup that names her; the key is at hand."""
    window._opening.way = "keyring"
    monkeypatch.setattr(opening, "key_of", lambda *_args: KEY)
    return backups.make_backup(window.casebook.desk.store, window.casebook.data_dir)


def says(backup: backups.Backup) -> bool:
    with Store.peek(backup.path, KEY) as store:
        return any(IDA in str(event) for event in store.events())


def test_the_backups_are_cleaned_a_copy_at_a_time(
    window: MainWindow, visit: Visit, backed_up: backups.Backup, qtbot: QtBot
) -> None:
    (window.casebook.data_dir / "aside.db").write_bytes(b"ikke en database" * 500)
    page = find(window, qtbot)
    seen: list[str] = []
    window.copies.moved.connect(lambda: seen.append(page.cleaning._text.text()))
    ask(window, qtbot, page).act.click()
    qtbot.waitUntil(lambda: backups.are_cleaned(window.casebook.desk.store))
    assert not says(backed_up)
    assert seen[:2] == ["Sikkerhedskopierne renses: 0 af 2", "Sikkerhedskopierne renses: 1 af 2"]
    assert page.cleaning.isHidden()
    assert "aside.db" in window.banner.text


def test_what_a_closed_window_left_is_done_at_the_next_start(
    window: MainWindow, visit: Visit, backed_up: backups.Backup, qtbot: QtBot
) -> None:
    redact(window.casebook, [IDA], find_places(window.casebook, [IDA]))  # no window has cleaned
    assert says(backed_up)
    window.daily_backup()
    qtbot.waitUntil(lambda: backups.are_cleaned(window.casebook.desk.store))
    assert not says(backed_up)
    window.clean_copies()
    assert window.copies.total == 0


def test_what_a_colleague_erased_goes_from_this_laptops_backups(
    window: MainWindow, visit: Visit, backed_up: backups.Backup, qtbot: QtBot
) -> None:
    store = window.casebook.desk.store
    with Store.open(window.casebook.data_dir / "kollega" / "data.db", KEY) as other:
        other.apply(store.events())
        for event in store.events():
            for change in event.sets:
                if IDA in str(change.value):
                    named = {change.field: [event.hlc]}
                    other.blank([(None, [change._replace(field="@blanked", value=named)])], actor="Bo")
        store.apply(other.events())
    window._came(Outcome(came=1, visits=(visit.id,)))
    qtbot.waitUntil(lambda: backups.are_cleaned(store))
    assert not says(backed_up)
