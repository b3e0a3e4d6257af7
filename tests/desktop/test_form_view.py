"""The form view: every answer is kept, only what changed is updated, nothing is lost when saving fails."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.checkpoint import Checkpoint
from klimabesog.desktop.form_view.finding import FindingArea
from klimabesog.desktop.form_view.question import Question
from klimabesog.values.errors import SurroundingsError
from tests.desktop.fakes import Choice, FakeNode, FakeSource, checkpoint, row


def shown(qtbot: QtBot, source: FakeSource) -> FormView:
    view = FormView()
    qtbot.addWidget(view)
    view.resize(760, 600)
    view.show_nodes(source, source.nodes)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def question(view: FormView, ref: str) -> Question:
    return view.shown.questions[ref]


def focus(view: FormView, ref: str) -> None:
    assert view.focus_ref(ref)
    QApplication.processEvents()


def key(qtbot: QtBot, what: object) -> None:
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, what)


def test_letters_answer_a_checkpoint_that_has_the_focus(qtbot: QtBot) -> None:
    source = FakeSource(checkpoint("/d/a", "Er der tæt?"), checkpoint("/d/b", "Er der lyst?"))
    view = shown(qtbot, source)
    focus(view, "/d/a")
    key(qtbot, "j")
    key(qtbot, Qt.Key.Key_Return)
    key(qtbot, "v")
    assert source.log == [("answer", "/d/a", "ja"), ("answer", "/d/b", "ved_ikke")]
    assert source.attended == ["/d/a", "/d/b"]


def test_in_a_text_field_a_letter_is_a_letter(qtbot: QtBot) -> None:
    source = FakeSource(FakeNode("/d/t", label="Navn"), checkpoint("/d/a", "Er der tæt?"))
    view = shown(qtbot, source)
    focus(view, "/d/t")
    qtbot.keyClicks(QApplication.focusWidget(), "jn")
    key(qtbot, Qt.Key.Key_Return)
    assert source.log == [("answer", "/d/t", "jn")]
    assert source.node("/d/a").value == ""


def test_text_is_saved_within_two_seconds_with_the_cursor_in_it(qtbot: QtBot) -> None:
    source = FakeSource(FakeNode("/d/t", label="Hvad skal ske?", appearance="multiline"))
    view = shown(qtbot, source)
    focus(view, "/d/t")
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    qtbot.keyClicks(field, "Nyt tag ")
    qtbot.waitUntil(lambda: source.log == [("answer", "/d/t", "Nyt tag ")], timeout=2000)
    assert field.hasFocus()
    assert field.toPlainText() == "Nyt tag "
    qtbot.keyClicks(field, "i 2028")
    view.flush()
    assert source.node("/d/t").value == "Nyt tag i 2028"


def test_half_a_number_is_not_saved_while_it_is_typed(qtbot: QtBot) -> None:
    source = FakeSource(FakeNode("/d/n", "decimal", "Areal"), FakeNode("/d/t", label="Navn"))
    view = shown(qtbot, source)
    focus(view, "/d/n")
    qtbot.keyClicks(QApplication.focusWidget(), "-")
    view._keeping._autosave.flush()
    assert source.log == []
    qtbot.keyClicks(QApplication.focusWidget(), "12,5")
    key(qtbot, Qt.Key.Key_Return)
    assert source.log == [("answer", "/d/n", "-12.5")]


def test_other_cards_stay_the_same_widgets_and_follow_relevance(qtbot: QtBot) -> None:
    hidden = FakeNode("/d/b", label="Hvem?", relevant=False)
    source = FakeSource(checkpoint("/d/a", "Lejer I?"), hidden)
    view = shown(qtbot, source)
    before = question(view, "/d/b")
    assert before.isHidden()
    hidden.relevant = True
    view.refresh({"/d/b"})
    assert question(view, "/d/b") is before
    assert before.isVisible()


def test_a_wrong_answer_is_kept_and_explained(qtbot: QtBot) -> None:
    node = FakeNode("/d/n", "decimal", "Timer", value="25", valid=False, message="Et døgn har 24 timer.")
    view = shown(qtbot, FakeSource(node))
    assert question(view, "/d/n")._message.text() == "Et døgn har 24 timer."
    assert question(view, "/d/n").property("invalid")


def test_when_saving_fails_the_text_stays_and_is_tried_again(qtbot: QtBot) -> None:
    source = FakeSource(FakeNode("/d/t", label="Navn"))
    view = shown(qtbot, source)
    focus(view, "/d/t")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "Anna")
    source.failure = SurroundingsError("Disken er fuld. Gør plads.")
    with pytest.raises(SurroundingsError):
        view.flush()
    assert field.text() == "Anna"
    source.failure = None
    view.flush()
    assert source.node("/d/t").value == "Anna"


def test_no_opens_a_finding_with_its_texts_and_measures(qtbot: QtBot) -> None:
    source = FakeSource(checkpoint("/d/a", "Er der tæt?"))
    view = shown(qtbot, source)
    card = question(view, "/d/a")
    assert isinstance(card, Checkpoint)
    focus(view, "/d/a")
    key(qtbot, "n")
    area = card.findChild(FindingArea)
    assert area is not None
    assert QApplication.focusWidget().parent() is card.editor.bar, "the focus stays at the question"  # type: ignore[union-attr]
    area._printed._field.setFocus()
    qtbot.keyClicks(area._printed._field, "Tydelig hvislen.")
    area.save_texts()
    assert source.found["/d/a"][0].printed == "Tydelig hvislen."
    area._place._line.setText("Hal 2")
    area._place.edit()
    area._place._line.setText("Hal 2")
    area._place._line.left.emit()
    assert source.found["/d/a"][0].place == "Hal 2"
    key(qtbot, Qt.Key.Key_Tab)
    focus(view, "/d/a")
    key(qtbot, "j")
    assert not card._areas


def test_typing_in_a_finding_is_saved_soon(qtbot: QtBot) -> None:
    source = FakeSource(checkpoint("/d/a", "Er der tæt?", value="nej"))
    view = shown(qtbot, source)
    area = view.findChild(FindingArea)
    assert area is not None
    area._printed._field.setFocus()
    qtbot.keyClicks(area._printed._field, "Støj")
    qtbot.waitUntil(lambda: source.found["/d/a"][0].printed == "Støj", timeout=2000)
    assert area._printed._field.hasFocus()


def test_another_finding_at_the_same_checkpoint(qtbot: QtBot) -> None:
    source = FakeSource(checkpoint("/d/a", "Er der tæt?", value="nej"))
    view = shown(qtbot, source)
    card = question(view, "/d/a")
    assert isinstance(card, Checkpoint)
    card._areas[0]._more_chip.click()
    assert len(card._areas) == 2
    card._areas[1]._remove_chip.click()
    assert len(card._areas) == 1


def test_rows_come_and_go_and_the_others_stay(qtbot: QtBot) -> None:
    first = row(1, FakeNode("/d/rep[1]/navn", label="Navn", value="El"))
    source = FakeSource(first)
    view = shown(qtbot, source)
    el = question(view, "/d/rep[1]/navn")
    view._rows.add("/d/rep")
    assert question(view, "/d/rep[1]/navn") is el, "the row before is not made anew"
    assert "/d/rep[2]/navn" in view.shown.questions
    view._rows.remove("/d/rep[1]")
    assert list(view.shown.questions) == ["/d/rep[1]/navn"]
    assert question(view, "/d/rep[1]/navn").value == ""


def test_ask_later_by_key(qtbot: QtBot) -> None:
    source = FakeSource(FakeNode("/d/t", label="Navn"))
    view = shown(qtbot, source)
    focus(view, "/d/t")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert source.later == {"/d/t"}


def test_scrolling_never_changes_a_choice(qtbot: QtBot) -> None:
    many = [Choice(str(i), f"Valg {i}") for i in range(20)]
    source = FakeSource(FakeNode("/d/c", "select1", "Branche", choices=many, value="3"))
    view = shown(qtbot, source)
    editor = question(view, "/d/c").editor
    assert editor is not None
    combo = editor.focusProxy()
    assert combo is not None
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent

    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(combo, event)
    assert source.log == []
    assert editor.value == "3"


def test_several_choices_are_chips(qtbot: QtBot) -> None:
    few = [Choice("el", "El"), Choice("gas", "Gas"), Choice("olie", "Olie")]
    source = FakeSource(FakeNode("/d/m", "select", "Hvad?", choices=few, value="gas"))
    view = shown(qtbot, source)
    chips = question(view, "/d/m").editor._chips  # type: ignore[union-attr]
    chips["el"].click()
    assert source.log == [("answer", "/d/m", "el gas")]


def test_a_search_in_many_choices_takes_only_what_is_one(qtbot: QtBot) -> None:
    many = [Choice(str(i), f"Valg {i}") for i in range(20)]
    source = FakeSource(FakeNode("/d/c", "select1", "Branche", choices=many))
    view = shown(qtbot, source)
    field = question(view, "/d/c").editor.field  # type: ignore[union-attr]
    field.setText("noget andet")
    field.settle_text()
    assert source.log == []
    assert field.text() == ""
    field.setText("valg 7")
    field.settle_text()
    assert source.log == [("answer", "/d/c", "7")]
    assert field.text() == "Valg 7"


def test_a_figure_and_its_source_share_a_line(qtbot: QtBot) -> None:
    """A lone question before them does not part them, and what comes after begins a line of its own."""
    figure = FakeNode("/d/watt", "decimal", label="Watt", kb={"kilde": "watt_kilde"})
    names = ("/d/watt_kilde", "/d/pris")
    source = FakeSource(
        FakeNode("/d/lampe", label="Lampe"), figure, *(FakeNode(ref, label=ref) for ref in names)
    )
    view = FormView(compact=True)
    qtbot.addWidget(view)
    view.resize(760, 600)
    view.show_nodes(source, source.nodes)
    with qtbot.waitExposed(view):
        view.show()
    tops = [question(view, ref).mapTo(view, QPoint()).y() for ref in ("/d/lampe", "/d/watt", *names)]
    assert tops[0] < tops[1] == tops[2] < tops[3]
