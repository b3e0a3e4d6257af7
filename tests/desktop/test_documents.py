"""Documents in the window: chosen, made beside a panel of changes that show in the preview, found by pointing."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.pages import pdf_text
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.documents.make_dialog import MakeDialog
from klimabesog.desktop.pages.documents.page import DocumentPage
from klimabesog.desktop.widgets.base import Text
from tests.desktop.conftest import run_events


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> DocumentPage:
    """The example's screening report, made."""
    window.open_report(window.casebook.visits()[0].id)
    page = window.page
    assert isinstance(page, DocumentPage)
    made_anew(page)
    return page


def made_anew(page: DocumentPage) -> None:
    """Wait for the next preview."""
    before = page.made
    for _turn in range(600):
        run_events(50)
        if page.made is not before and page._task is None and not page._again.isActive():
            return
    raise AssertionError("the document was not made")


def printed(page: DocumentPage) -> str:
    document = page.preview._document
    return " ".join(leaf.get_textpage().get_text_range() for leaf in document).replace("\r\n", " ")


def test_a_document_is_chosen_from_all_there_are(window: MainWindow) -> None:
    window.open_company(window.casebook.companies()[0].id)
    company = window.page
    assert isinstance(company, CompanyPage)
    company.documents.make.click()
    dialog = window.findChild(MakeDialog)
    assert dialog is not None
    assert dialog.rows[0].isEnabled()
    dialog.rows[0].click()
    page = window.page
    assert isinstance(page, DocumentPage)
    page.cancel()
    assert page.waiting.making.again.isVisibleTo(page)


def test_what_must_be_done_first_is_said_and_greyed(window: MainWindow) -> None:
    company = window.casebook.save_company({"navn": "Ny Virksomhed"})
    window.open_company(company)
    page = window.page
    assert isinstance(page, CompanyPage)
    page.documents.choose()
    dialog = window.findChildren(MakeDialog)[-1]
    report = next(row for row in dialog.rows if "Energiscreening" in row.accessibleName())
    assert not report.isEnabled()
    assert "Start et besøg først." in report.accessibleName()


def test_sections_move_by_key_and_the_preview_follows(page: DocumentPage, qtbot: QtBot) -> None:
    rows = page.panel.sections.rows
    order = [line.id for line in page.made.editable.sections]  # type: ignore[union-attr]
    second = rows[order[1]]
    second.shown.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(second.shown, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [row.id for row in page.panel.sections._in_order()][:2] == [order[1], order[0]]
    made_anew(page)
    assert [c.id for c in page.made.paper.sections][:2] == [order[1], order[0]]  # type: ignore[union-attr]
    page.panel.undo()
    made_anew(page)
    assert [row.id for row in page.panel.sections._in_order()] == order


def test_a_section_is_left_out_and_another_commented(page: DocumentPage) -> None:
    rows = page.panel.sections.rows
    rows["tjekliste"].shown.setChecked(False)
    rows["fund"].open_comment()
    rows["fund"].comment.setPlainText("Zyxwv står øverst")
    rows["fund"].comment.save()
    page.panel.sections.introduction.setPlainText("Kære alle på værkstedet")
    page.panel.sections.introduction.save()
    made_anew(page)
    said = printed(page)
    assert "Tjekliste" not in said
    assert "Zyxwv står øverst" in said
    assert "Kære alle på værkstedet" in said


def test_a_text_is_pointed_at_and_reworded(page: DocumentPage) -> None:
    known = page.made.editable.sentences  # type: ignore[union-attr]
    one = next(s for s in known if s.section == "fund" and len(s.text) > 30)
    page.panel.words.texts.setCurrentRow(-1)
    page.panel.point_at([" ".join(one.text.split())], page.made.document.starts["fund"])  # type: ignore[union-attr]
    words = page.panel.words
    assert words._place == (one.section, one.text)
    words.words.setPlainText("Zyxwv i stedet")
    words.words.save()
    made_anew(page)
    assert "Zyxwv i stedet" in printed(page)
    words.back.click()
    made_anew(page)
    assert "Zyxwv" not in printed(page)


def test_what_cant_be_reworded_is_said_where_one_looks(page: DocumentPage, window: MainWindow) -> None:
    """A chart's texts follow the figures: the tab says so, and so does pointing at one."""
    tab = page.panel.words
    page.panel.show_tab("tekst")
    said = [text.text() for text in tab.findChildren(Text) if text.isVisible()]
    assert any("diagram" in text for text in said)
    page.panel.point_at(["aksen går ti gange op for hvert trin"], 1)
    assert "kan ikke skrives om" in window.toast.text
    tab.search.setText("findes slet ikke")
    run_events(400)
    assert any("ingen tekst" in text.text() for text in tab.findChildren(Text) if text.isVisible())


def test_a_press_in_the_preview_finds_its_text(page: DocumentPage) -> None:
    one = next(s for s in page.made.editable.sentences if s.text == "Start her")  # type: ignore[union-attr]
    assert page.preview.show_text(one.printed, 0, 0)
    place = page.preview._pages[0]._mark
    assert place is not None
    page.preview._pressed(0, place.center().x(), place.center().y())
    assert page.panel.words._place == ("", "Start her")


def test_a_short_text_is_marked_to_its_end(page: DocumentPage) -> None:
    document = page.preview._document
    whole = pdf_text.find(document, "I kan spare om året", 0, 0)
    begun = pdf_text.find(document, "I kan spare", 0, 0)
    assert whole is not None
    assert begun is not None
    assert whole[1].width() > begun[1].width()


def test_an_answer_is_kept_out(page: DocumentPage) -> None:
    page.panel.show_tab("fortroligt")
    lines = page.panel.answers.lines
    item = next(lines.item(i) for i in range(lines.count()) if "Ejer eller lejer" in lines.item(i).text())
    text = item.text()
    item.setCheckState(Qt.CheckState.Checked)
    made_anew(page)
    assert "Ejer eller lejer" not in printed(page)
    assert text in [lines.item(i).text() for i in range(lines.count())], "it can be taken in again"


def test_the_old_pages_and_the_place_stay_while_new_ones_are_made(page: DocumentPage) -> None:
    bar = page.preview.verticalScrollBar()
    run_events(100)
    bar.setValue(bar.maximum() // 3)
    place, pages = bar.value(), list(page.preview._pages)
    page.draft.introduce("Kort")
    made_anew(page)
    assert bar.value() == place
    assert page.preview._pages[:5] == pages[:5]


def test_what_is_being_typed_is_kept_when_the_page_is_left(page: DocumentPage, window: MainWindow) -> None:
    page.panel.sections.introduction.setPlainText("Skrevet i sidste øjeblik")
    window.go("overblik")
    assert page.draft.edits.introduction == "Skrevet i sidste øjeblik"


def test_saving_all_without_leaving_goes_on_with_the_making(page: DocumentPage, window: MainWindow) -> None:
    page.draft.introduce("Nu")
    page.build()
    window.save_all()
    made_anew(page)
    assert "Nu" in printed(page)


def test_a_stopped_making_is_taken_up_again(page: DocumentPage) -> None:
    page.draft.introduce("Zyxwv")
    page.build()
    page.cancel()
    run_events(50)
    assert page.overlay.isVisible()
    assert "Zyxwv" not in printed(page), "what was shown stays"
    page.overlay.making.again.click()
    made_anew(page)
    assert "Zyxwv" in printed(page)
    assert not page.overlay.isVisible()
