"""Netværk in the window: groups made and changed, themes and waste over companies, what a group comes to together."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from klimabesog.casework.groups.book import Groups
from klimabesog.casework.provenance.group import SUMS
from klimabesog.casework.provenance.values import INVESTMENT, PAYBACK, Number
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.company_groups import GroupsCard
from klimabesog.desktop.pages.explain_dialog import ExplainDialog
from klimabesog.desktop.pages.groups.dialogs import GroupDialog, PickDialog
from klimabesog.desktop.pages.groups.group import GroupPage
from klimabesog.desktop.pages.groups.page import NetworkPage
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.explained import ExplainedCard, WhyButton
from tests.desktop.conftest import OpenWindow, run_events
from tests.desktop.test_accessible import named, stops, too_low

WISHES = "/data/interesser"


@pytest.fixture
def groups(window: MainWindow) -> Groups:
    return Groups(window.casebook)


@pytest.fixture
def smithy(window: MainWindow) -> str:
    """The example's company, which offers metal and chose solar cells and waste."""
    return window.casebook.companies()[0].id


@pytest.fixture
def foundry(window: MainWindow) -> str:
    """A company that looks for metal, and has a measure that the smithy has too."""
    book = window.casebook
    visit = book.start_visit(book.save_company({"navn": "Støberiet"}), "20.11.2026")
    stream = f"{WISHES}/affald_gruppe/affald[1]/affald_"
    for ref, value in {
        f"{WISHES}/faelles": "affald",
        f"{stream}retning": "soeger",
        f"{stream}fraktion": "metal",
        f"{stream}ton": "5",
        f"{WISHES}/arbejdsgruppe": "leder",
        f"{WISHES}/hjaelp": "kandidat",
    }.items():
        visit.answer("besoeg", ref, value)
    book.forget_opened()
    return visit.company.id


def said(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def network(window: MainWindow, section: str = "") -> NetworkPage:
    window.open_network(section)
    window.activateWindow()
    run_events(50)
    assert isinstance(window.page, NetworkPage)
    return window.page


def group_page(window: MainWindow, group: str, qtbot: QtBot) -> GroupPage:
    """The page of a group, when all its companies are worked out."""
    window.open_group(group)
    page = window.page
    assert isinstance(page, GroupPage)
    window.activateWindow()
    run_events(50)
    qtbot.waitUntil(lambda: not page.working.isVisibleTo(page), timeout=10_000)
    run_events(50)
    return page


# -- groups ----------------------------------------------------------------------------------------


def test_a_group_is_made_from_the_empty_page(window: MainWindow, groups: Groups, qtbot: QtBot) -> None:
    window.go("virksomheder")
    assert window.page is not None
    (button,) = [b for b in window.page.findChildren(Button) if b.text() == "Netværk"]
    button.click()
    page = window.page
    assert isinstance(page, NetworkPage)
    assert "Ingen grupper endnu" in said(page)
    page.new.click()
    dialog = page.findChild(GroupDialog)
    assert dialog is not None
    dialog.save()
    assert dialog.problem == "Skriv gruppens navn."
    qtbot.keyClicks(dialog.name.line, "Nordre Havn")
    dialog.kind.setFocus()
    qtbot.keyClick(dialog.kind.buttons[0], Qt.Key.Key_Right)
    qtbot.keyClick(dialog.kind.buttons[1], Qt.Key.Key_Space)
    dialog.save()
    run_events(50)
    (group,) = groups.all()
    assert (group.name, group.kind) == ("Nordre Havn", "omraade")
    assert isinstance(window.page, GroupPage)
    assert "Ingen virksomheder endnu" in said(window.page)
    page = network(window)
    assert "Område · 0 virksomheder" in said(page.rows[group.id])
    page.undo.click()
    run_events(50)
    assert groups.all() == ()
    assert window.toast.text == "Fortrudt."


def test_members_come_go_and_lead(
    window: MainWindow, groups: Groups, smithy: str, foundry: str, qtbot: QtBot
) -> None:
    group = groups.save("Havnen")
    page = group_page(window, group, qtbot)
    dialog = page.pick()
    for company in (smithy, foundry):
        dialog.picks.field.picked.emit(company)
    dialog.save()
    run_events(50)
    assert set(page.rows) == {smithy, foundry}
    page.rows[foundry].lead.click()
    run_events(50)
    assert list(page.rows) == [foundry, smithy]
    assert "Leder gruppen" in said(page.rows[foundry])
    page.rows[smithy].out.click()
    run_events(50)
    assert set(page.rows) == {foundry}
    assert "taget ud af gruppen" in window.toast.text
    window.activateWindow()
    run_events(50)
    page.rows[foundry].open.setFocus()
    qtbot.keyClick(page.rows[foundry].open, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    run_events(50)
    assert set(page.rows) == {smithy, foundry}
    page.rows[smithy].open.click()
    assert isinstance(window.page, CompanyPage)


def test_a_group_is_written_anew_deleted_and_brought_back(
    window: MainWindow, groups: Groups, smithy: str, qtbot: QtBot
) -> None:
    group = groups.save("Havnen", members=[smithy])
    page = group_page(window, group, qtbot)
    dialog = page.write()
    assert (dialog.name.text, dialog.kind.value) == ("Havnen", "netvaerk")
    dialog.name.line.setText("Nordhavnen")
    dialog.note.set_text("Mødes i marts")
    dialog.save()
    run_events(50)
    assert (page.title.text(), page.subtitle.text()) == ("Nordhavnen", "Netværk · Mødes i marts")
    page.delete.click()
    assert isinstance(window.page, NetworkPage)
    assert window.toast.text == "Nordhavnen er slettet."
    window.open_group(group)
    run_events(50)
    gone = window.page
    assert isinstance(gone, GroupPage)
    assert "Gruppen er slettet" in said(gone)
    assert not gone.edit.isEnabled()
    gone.undo.click()
    run_events(50)
    assert gone.title.text() == "Nordhavnen"
    assert list(gone.rows) == [smithy]


def test_a_company_shows_its_groups_and_chooses_others(
    window: MainWindow, groups: Groups, smithy: str
) -> None:
    first, second = groups.save("Havnen", members=[smithy]), groups.save("Klimanetværket")
    window.open_company(smithy)
    run_events(50)
    assert window.page is not None
    (card,) = window.page.findChildren(GroupsCard)
    assert list(card.rows) == [first]
    card.choose.click()
    dialog = window.findChild(PickDialog)
    assert dialog is not None
    assert dialog.picks.values == (first,)
    dialog.picks.set_values([second])
    dialog.save()
    run_events(50)
    card = window.page.findChildren(GroupsCard)[-1]
    assert [group.id for group in groups.of(smithy)] == [second]
    assert list(card.rows) == [second]
    card.rows[second].click()
    assert isinstance(window.page, GroupPage)


# -- what they have in common ----------------------------------------------------------------------


def test_themes_become_a_working_group(window: MainWindow, groups: Groups, smithy: str, foundry: str) -> None:
    page = network(window, "temaer")
    text = said(page)
    assert "Affald og rester" in text
    assert "Arbejdsgruppe: Ja, og gerne stå i spidsen" in text
    assert "Ønsker hjælp" in text
    assert "En kandidat eller studerende" in text
    (make,) = [
        b for b in page.findChildren(Button) if b.accessibleName() == "Lav en gruppe om Affald og rester"
    ]
    make.click()
    dialog = page.findChild(GroupDialog)
    assert dialog is not None
    assert "2 virksomheder kommer med" in said(dialog)
    dialog.save()
    run_events(50)
    (group,) = groups.all()
    assert (group.name, group.kind, set(group.companies)) == ("Affald og rester", "tema", {smithy, foundry})
    page = network(window, "temaer")
    row = next(row for row in page.findChildren(RowButton) if row.accessibleName().startswith("Støberiet"))
    row.click()
    assert isinstance(window.page, CompanyPage)


def test_a_theme_of_many_shows_some_and_then_all(window: MainWindow) -> None:
    book = window.casebook
    for number in range(8):
        visit = book.start_visit(book.save_company({"navn": f"Prøve {number}"}), "20.11.2026")
        visit.answer("besoeg", f"{WISHES}/faelles", "mobilitet")
    page = network(window, "temaer")

    def shown() -> int:
        return sum(row.accessibleName().startswith("Prøve ") for row in page.findChildren(RowButton))

    assert shown() == 6
    (whole,) = [b for b in page.findChildren(Button) if b.text() == "Vis alle 8"]
    whole.click()
    run_events(50)
    assert shown() == 8


def test_waste_that_fits_stands_side_by_side(window: MainWindow, foundry: str) -> None:
    text = said(network(window, "symbiose"))
    assert "dækker 5 ton/år" in text
    assert "Stålspåner og afklip fra plade · 12 ton/år" in text


def test_empty_sections_say_what_to_do(open_window: OpenWindow) -> None:
    window = open_window(example=False)
    for section, words in (
        ("grupper", "Ingen grupper endnu"),
        ("temaer", "Ingen har valgt temaer endnu"),
        ("symbiose", "Intet affald er tilbudt eller søgt endnu"),
    ):
        assert words in said(network(window, section))


def test_the_group_comes_to_sums_and_joint_measures(
    window: MainWindow, groups: Groups, smithy: str, foundry: str, qtbot: QtBot
) -> None:
    book = window.casebook
    visit = book.visit(book.visits()[0].id)
    other = book.look_at(next(v.id for v in book.visits() if v.company == foundry))
    for name, value in {"energibaerer": "el", "maengde": "80000", "kilde": "regning"}.items():
        other.answer("forbrug", f"/data/forbrug[1]/{name}", value)
    instance = other.start_measure("tryklufttab")
    for name, value in {"ind_forbrug": "40000", "ind_laek": "25", "ind_taet": "60"}.items():
        node = next(node for node in other.session(instance).walk() if node.name == name)
        other.answer(instance, node.ref, value)
    group = groups.save("Havnen", members=[smithy, foundry])
    page = group_page(window, group, qtbot)
    text = said(page)
    assert "2 af 2 besøgt" in text
    assert "Find og tæt trykluftlækager" in text
    assert "pris ikke angivet" in text
    assert "Fælles temaer" in text
    assert "Affald, der passer sammen" in text
    assert book.visit(visit.id) is not None
    explained(page)


def explained(page: GroupPage) -> None:
    """Each figure says which companies it is the sum of; the joint measure lacks a price, so it has no payback."""
    assert len(page.findChildren(ExplainedCard)) == len(SUMS)
    for number in SUMS:
        found = page.explain(number)._ask(number)
        assert found.value == pytest.approx(sum(one.value or 0 for one in found.lines))
        assert len(found.lines) == 2
    page.findChildren(WhyButton)[0].click()
    dialog = page.findChildren(ExplainDialog)[-1]
    key = dialog.number.of
    kwh, payback = dialog._ask(dialog.number), dialog._ask(Number(PAYBACK, key))
    assert kwh.formula is not None
    assert kwh.value == pytest.approx(kwh.formula.result)
    assert (dialog._ask(Number(INVESTMENT, key)).shown, payback.value, payback.formula) == ("–", None, None)


@pytest.mark.parametrize("section", ["grupper", "temaer", "symbiose", "gruppe"])
def test_every_button_has_a_name_and_is_large_enough(
    window: MainWindow, groups: Groups, smithy: str, foundry: str, section: str, qtbot: QtBot
) -> None:
    group = groups.save("Havnen", members=[smithy, foundry])
    page: QWidget = group_page(window, group, qtbot) if section == "gruppe" else network(window, section)
    run_events(50)
    assert [widget for widget in stops(page) if not named(widget)] == []
    assert too_low(page) == []
