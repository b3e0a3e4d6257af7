"""Every type and appearance of the profile, in a real form: what a person does, and what is stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from klimabesog.casework.trial import Trial
from klimabesog.desktop.form_view import FormView, opening
from klimabesog.desktop.form_view.choice_editors import (
    BarEditor,
    ChipsEditor,
    Combo,
    OptionsEditor,
    PickEditor,
    PickManyEditor,
)
from klimabesog.desktop.form_view.choice_table import ChoiceLineEditor, ChoiceTableHead, ColumnLabels
from klimabesog.desktop.form_view.editors import ResultEditor
from klimabesog.desktop.form_view.file_editor import FileEditor, size_text
from klimabesog.desktop.form_view.question import Question
from klimabesog.desktop.form_view.rank_editor import RankEditor
from klimabesog.desktop.form_view.shown import question_around
from klimabesog.values.errors import InputError
from tests.desktop.forms import card, every_type, shown
from tests.desktop.test_accessible import named, stops, too_low


@pytest.fixture
def trial() -> Trial:
    return Trial(every_type())


@pytest.fixture
def view(qtbot: QtBot, trial: Trial) -> FormView:
    return shown(qtbot, trial)


def keys(qtbot: QtBot, view: FormView, ref: str, text: str) -> None:
    """Go to the question, type, press Enter."""
    assert view.focus_ref(ref)
    QApplication.processEvents()
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, text)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("ref", "typed", "stored"),
    [
        ("tekster/navn", "Nordkrogen", "Nordkrogen"),
        ("tekster/maaler", "00123", "00123"),
        ("tekster/stregkode", "5701234567890", "5701234567890"),
        ("tekster/kode", "1379", "1379"),
        ("tal/ansatte", "1.200", "1200"),
        ("tal/areal", "2400,5", "2400.5"),
        ("tal/andel", "45", "45"),
        ("tid/dato", "20.11.2026", "2026-11-20"),
        ("tid/maaned", "november 2026", "2026-11-01"),
        ("tid/maaned", "3/2025", "2025-03-01"),
        ("tid/aar", "1974", "1974-01-01"),
        ("tid/klokken", "1605", "16:05"),
        ("filer/sted", "55,6761 12,5683", "55.6761 12.5683 0.0 0.0"),
        ("filer/sted", "https://www.openstreetmap.org/#map=17/55.5/12.5", "55.5 12.5 0.0 0.0"),
        ("valg/varme_liste", "varmep", "pumpe"),
        ("valg/by", "ærø", "aeroeskoebing"),
    ],
)
def test_typed_answers(qtbot: QtBot, view: FormView, trial: Trial, ref: str, typed: str, stored: str) -> None:
    keys(qtbot, view, f"/data/{ref}", typed)
    node = trial.node(f"/data/{ref}")
    assert node.value == stored
    assert node.valid


def test_date_and_time_keep_both_and_the_zone(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    keys(qtbot, view, "/data/tid/aflaest", "20.11.2026 kl. 14.05")
    node = trial.node("/data/tid/aflaest")
    assert node.value.startswith("2026-11-20T14:05:00.000")
    assert node.valid
    trial.answer("/data/tid/aflaest", "2026-11-21T08:30:12.500-05:00")
    view.refresh({"/data/tid/aflaest"})
    editor = card(view, "/data/tid/aflaest").editor
    assert editor is not None
    assert editor.value == "2026-11-21T08:30:12.500-05:00", "what another program wrote stays to the letter"


@pytest.mark.parametrize(
    ("ref", "typed", "word"),
    [
        ("tal/ansatte", "120000", "mellem 0 og 99.999"),
        ("tid/maaned", "13.2026", "11.2026"),
        ("tid/aar", "74", "fire cifre"),
        ("tid/aflaest", "20.11.2026", "klokkeslæt"),
        ("filer/sted", "ved porten", "bredde"),
    ],
)
def test_what_does_not_fit_stays_and_is_explained(
    qtbot: QtBot, view: FormView, trial: Trial, ref: str, typed: str, word: str
) -> None:
    keys(qtbot, view, f"/data/{ref}", typed)
    question = card(view, f"/data/{ref}")
    assert trial.node(f"/data/{ref}").value
    assert any(word in label.text() for label in question.findChildren(type(question._label)))


def test_a_required_question_says_so_once_it_is_left(qtbot: QtBot, view: FormView) -> None:
    question = card(view, "/data/tekster/navn")
    assert question._label.text().endswith(" *")
    assert question.message == ""
    view.focus_ref("/data/tekster/navn")
    view.focus_ref("/data/tekster/om")
    assert question.message == "Skriv et navn."
    keys(qtbot, view, "/data/tekster/navn", "Nordkrogen")
    assert question.message == ""
    assert not question._label.text().endswith("*")


def test_a_counter_counts(view: FormView, trial: Trial) -> None:
    less, more = card(view, "/data/tal/kompressorer").editor._steps  # type: ignore[union-attr]
    more.click()
    more.click()
    less.click()
    assert trial.node("/data/tal/kompressorer").value == "1"


def test_a_range_is_blank_until_it_is_touched(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/tal/temperatur")
    slider = card(view, "/data/tal/temperatur").editor._slider  # type: ignore[union-attr]
    assert slider.empty
    assert trial.node("/data/tal/temperatur").value == ""
    qtbot.keyClick(slider, Qt.Key.Key_End)
    qtbot.keyClick(slider, Qt.Key.Key_Left)
    assert trial.node("/data/tal/temperatur").value == "29.5"
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, 20))
    assert trial.node("/data/tal/temperatur").value == "20"
    field = card(view, "/data/tal/temperatur").editor._field.line  # type: ignore[union-attr]
    field.clear()
    field.left.emit()
    assert trial.node("/data/tal/temperatur").value == ""
    assert slider.empty
    assert card(view, "/data/tal/andel").editor._slider is None, "a picker is a number"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("ref", "kind"),
    [
        ("valg/ejer", BarEditor),
        ("valg/varme", OptionsEditor),
        ("valg/varme_kolonner", OptionsEditor),
        ("valg/varme_vandret", OptionsEditor),
        ("valg/varme_liste", PickEditor),
        ("valg/enig", BarEditor),
        ("valg/flere", ChipsEditor),
        ("valg/flere_kolonner", OptionsEditor),
        ("valg/flere_liste", PickManyEditor),
        ("valg/by", PickEditor),
        ("valg/orden", RankEditor),
        ("valg/enighed/lys", ChoiceLineEditor),
        ("tal/vist", ResultEditor),
        ("tal/fast", ResultEditor),
        ("filer/foto", FileEditor),
    ],
)
def test_the_widget_follows_kind_and_appearance(view: FormView, ref: str, kind: type) -> None:
    assert type(card(view, f"/data/{ref}").editor) is kind


def test_columns_stand_beside_each_other(view: FormView) -> None:
    view.focus_ref("/data/valg/varme_kolonner")
    QApplication.processEvents()
    buttons = list(card(view, "/data/valg/varme_kolonner").editor._buttons.values())  # type: ignore[union-attr]
    tops = [button.mapTo(view, QPoint(0, 0)).y() for button in buttons]
    assert tops == sorted(tops)
    assert [tops.count(top) for top in sorted(set(tops))] == [3, 3]


def test_quick_goes_on_by_itself(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/valg/ejer")
    bar = card(view, "/data/valg/ejer").editor.bar  # type: ignore[union-attr]
    qtbot.keyClick(bar.buttons[0], Qt.Key.Key_Space)
    assert trial.node("/data/valg/ejer").value == "ja"
    found = question_around(QApplication.focusWidget())
    assert found is not None
    assert found.ref == "/data/valg/varme"


def test_several_of_many_are_picked_by_searching(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    keys(qtbot, view, "/data/valg/flere_liste", "gas")
    keys(qtbot, view, "/data/valg/flere_liste", "ol")
    assert trial.node("/data/valg/flere_liste").value == "gas olie"
    chips = card(view, "/data/valg/flere_liste").editor._chips  # type: ignore[union-attr]
    assert [chip.text() for chip in chips.values()] == ["Gas", "Olie"]
    chips["gas"].click()
    assert trial.node("/data/valg/flere_liste").value == "olie"


def test_an_order_is_none_until_something_is_moved(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/valg/orden")
    editor = card(view, "/data/valg/orden").editor
    assert isinstance(editor, RankEditor)
    assert editor.value == ""
    assert editor._unranked.isVisible()
    editor._list.setCurrentRow(1)
    qtbot.keyClick(editor._list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert trial.node("/data/valg/orden").value.split()[:3] == ["gas", "fjern", "olie"]
    assert editor._list.item(0).text() == "1. Gas"
    editor._list.model().moveRows(editor._list.rootIndex(), 0, 1, editor._list.rootIndex(), 3)
    qtbot.waitUntil(lambda: trial.node("/data/valg/orden").value.split()[:3] == ["fjern", "olie", "gas"])
    editor._clear.click()
    assert trial.node("/data/valg/orden").value == ""


def test_a_table_of_choices(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/valg/enighed/luft")
    head = view.findChild(ChoiceTableHead)
    assert head is not None
    buttons = card(view, "/data/valg/enighed/luft").editor._buttons  # type: ignore[union-attr]
    buttons["uenig"].click()
    assert trial.node("/data/valg/enighed/luft").value == "uenig"
    assert buttons["uenig"].accessibleName() == "Luften er frisk: Uenig"
    qtbot.keyClick(buttons["uenig"], Qt.Key.Key_Left)
    assert buttons["hverken"].hasFocus()


def test_labels_above_columns_stand_upright_before_a_word_is_cut(qtbot: QtBot) -> None:
    labels = ColumnLabels(["Dagligt", "Kvartalsvis", "Sjældnere end en gang om året"])
    qtbot.addWidget(labels)
    words = labels.fontMetrics()
    widest = max(words.horizontalAdvance(word) for word in ["Dagligt", "Kvartalsvis", "Sjældnere"])
    labels.resize(3 * (widest + 8), 10)
    assert not labels.upright
    assert labels.heightForWidth(labels.width()) >= 2 * words.height(), "the long one takes more lines"
    labels.resize(3 * (widest - 8), 10)
    assert labels.upright
    assert labels.heightForWidth(labels.width()) >= widest, "the longest word has room upwards"
    assert labels.accessibleName() == "Dagligt, Kvartalsvis, Sjældnere end en gang om året"


def test_or_other_asks_what(view: FormView, trial: Trial) -> None:
    other = card(view, "/data/valg/andet_other")
    assert other.isHidden()
    editor = card(view, "/data/valg/andet").editor
    assert isinstance(editor, BarEditor)
    assert editor.bar is not None
    editor.bar._pick(editor.bar.buttons[-1])
    assert trial.node("/data/valg/andet").value == "other"
    assert not other.isHidden()


# -- files ---------------------------------------------------------------------------------------


def picture(width: int = 40, height: int = 30) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkGreen)
    return image


def drop(view: FormView, ref: str, path: Path) -> None:
    """Drag a file onto the question."""
    editor = card(view, ref).editor
    assert isinstance(editor, FileEditor)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    editor.dropEvent(event)


def test_a_dropped_picture_is_the_answer_with_its_thumbnail(
    view: FormView, trial: Trial, tmp_path: Path
) -> None:
    picture().save(str(tmp_path / "Tavle.png"))
    drop(view, "/data/filer/foto", tmp_path / "Tavle.png")
    editor = card(view, "/data/filer/foto").editor
    assert isinstance(editor, FileEditor)
    assert trial.node("/data/filer/foto").value.startswith("Tavle-")
    assert not editor._card._thumb.pixmap().isNull()
    assert editor._ask.isHidden()
    assert editor._card._name.text() == "Tavle.jpg"
    editor._card.remove.click()
    assert trial.node("/data/filer/foto").value == ""
    assert not editor._ask.isHidden()


def test_a_picture_is_pasted(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    QGuiApplication.clipboard().setImage(picture())
    view.focus_ref("/data/filer/foto")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert trial.node("/data/filer/foto").value.endswith(".jpg")


def test_a_wrong_file_is_explained_at_the_question_and_the_former_stays(
    view: FormView, trial: Trial, tmp_path: Path
) -> None:
    (tmp_path / "faktura.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "tom.pdf").write_bytes(b"")
    drop(view, "/data/filer/faktura", tmp_path / "faktura.pdf")
    before = trial.node("/data/filer/faktura").value
    drop(view, "/data/filer/faktura", tmp_path / "tom.pdf")
    assert trial.node("/data/filer/faktura").value == before
    assert "tom.pdf er tom" in card(view, "/data/filer/faktura").message
    editor = card(view, "/data/filer/faktura").editor
    assert isinstance(editor, FileEditor)
    assert editor._card._name.text() == "faktura.pdf"
    drop(view, "/data/filer/lyd", tmp_path / "faktura.pdf")
    assert trial.node("/data/filer/lyd").value == ""


def test_a_signature_is_written_and_kept_when_the_pen_rests(
    qtbot: QtBot, view: FormView, trial: Trial
) -> None:
    view.focus_ref("/data/filer/underskrift")
    editor = card(view, "/data/filer/underskrift").editor
    assert isinstance(editor, FileEditor)
    pad = editor._pad
    assert pad is not None
    qtbot.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 80))
    for x in range(30, 200, 10):
        qtbot.mouseMove(pad, QPoint(x, 80 + (x % 40)))
    qtbot.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(200, 80))
    assert trial.node("/data/filer/underskrift").value == "", "another stroke may follow"
    qtbot.waitUntil(lambda: trial.node("/data/filer/underskrift").value != "", timeout=3000)
    kept = QPixmap()
    kept.loadFromData(trial.attachment_bytes("/data/filer/underskrift"))
    assert kept.width() == 3 * pad.width()
    assert trial.node("/data/filer/underskrift").value.endswith(".png")
    editor._card.remove.click()
    assert pad.blank


def test_a_drawing_is_kept_when_the_page_is_left(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/filer/skitse")
    editor = card(view, "/data/filer/skitse").editor
    assert isinstance(editor, FileEditor)
    assert editor._pad is not None
    qtbot.mouseClick(editor._pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 80))
    view.flush()
    assert trial.node("/data/filer/skitse").value.startswith("tegning-")
    editor._card.remove.click()
    qtbot.mouseClick(editor._pad, Qt.MouseButton.LeftButton, pos=QPoint(20, 80))
    editor._wipe.click()
    view.flush()
    assert trial.node("/data/filer/skitse").value == ""


def test_a_program_is_never_started(view: FormView, trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    saved: list[str] = []
    monkeypatch.setattr(
        opening.QDesktopServices, "openUrl", lambda url: opened.append(url.fileName()) or True
    )
    monkeypatch.setattr(opening, "save_copy", lambda _parent, file, _data: saved.append(file.name))
    for name in ("faktura.pdf", "virus.exe", "script.bat", "noget"):
        trial.attach("/data/filer/faktura", b"indhold", name)
        file = trial.attachment("/data/filer/faktura")
        assert file is not None
        opening.open_attachment(view, file, b"indhold")
    assert opened == ["faktura.pdf"]
    assert saved == ["virus.exe", "script.bat", "noget"]


def test_sizes_as_a_dane_reads_them() -> None:
    assert [size_text(n) for n in (0, 312_000, 4_230_000)] == ["1 kB", "312 kB", "4,2 MB"]


# -- about a question ----------------------------------------------------------------------------


def test_a_comment_is_begun_by_key_and_kept(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/tekster/om")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(QApplication.focusWidget(), "Spørg Bo")
    qtbot.waitUntil(lambda: trial.comments("/data/tekster/om") == "Spørg Bo", timeout=3000)
    qtbot.keyClicks(QApplication.focusWidget(), " igen")
    view.focus_ref("/data/tekster/navn")
    assert trial.comments("/data/tekster/om") == "Spørg Bo igen"
    comment = card(view, "/data/tekster/om")._comment
    assert comment is not None
    assert comment.isVisible()
    assert trial.node("/data/tekster/om").value == ""


def test_an_empty_comment_goes_away(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    trial.set_comment("/data/tekster/om", "Spørg Bo")
    view.refresh()
    question = card(view, "/data/tekster/om")
    assert question._comment is not None
    question._comment._field.setFocus()
    question._comment._field.selectAll()
    qtbot.keyClick(question._comment._field, Qt.Key.Key_Backspace)
    view.focus_ref("/data/tekster/navn")
    assert trial.comments("/data/tekster/om") == ""
    assert question._comment.isHidden()


def test_the_menu_offers_what_can_be_done(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    view.focus_ref("/data/anlaeg[1]/anlaeg_navn")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Period, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    actions = {action.text().partition("\t")[0]: action for action in menu.actions() if action.text()}
    assert list(actions) == [
        "Spørg senere", "Kommentar", "Historik", "Indsæt række før", "Indsæt række efter", "Fjern rækken",
    ]  # fmt: skip
    actions["Spørg senere"].trigger()
    assert trial.is_later("/data/anlaeg[1]/anlaeg_navn")
    actions["Indsæt række før"].trigger()
    assert trial.is_later("/data/anlaeg[2]/anlaeg_navn")
    menu.close()


def test_history_is_the_sources(view: FormView) -> None:
    view.focus_ref("/data/tekster/om")
    with pytest.raises(InputError, match="historik"):
        view._about.show_history()


def test_another_language(qtbot: QtBot, view: FormView, trial: Trial) -> None:
    question = card(view, "/data/tekster/om")
    assert question._label.text() == "Hvad laver I?"
    view._set_language("English (en)")
    assert question._label.text() == "What do you do?"
    hint = card(view, "/data/tekster/navn")._hint
    assert hint is not None
    assert hint.isHidden(), "the form has no English hint"
    assert card(view, "/data/valg/ejer").editor.bar.buttons[0].text() == "Yes"  # type: ignore[union-attr]
    assert card(view, "/data/anlaeg[1]/type").editor.field.value == ""  # type: ignore[union-attr]
    assert view.shown.groups["/data/tekster"]._title.text() == "Text"  # type: ignore[union-attr]


def test_guidance_unfolds(view: FormView) -> None:
    guidance = card(view, "/data/tekster/navn")._guidance
    assert guidance is not None
    assert not guidance._text.isVisible()
    guidance._button.click()
    assert "fakturaen" in guidance._text.text()
    assert guidance._text.isVisible()


def test_a_folded_group_opens_for_a_jump(view: FormView) -> None:
    assert view.shown.groups.get("/data/mere") is None or view.shown.groups["/data/mere"].folded
    assert view.focus_ref("/data/mere/ekstra")
    assert not view.shown.groups["/data/mere"].folded


def test_everything_has_a_name_and_is_large_enough(qtbot: QtBot, view: FormView) -> None:
    """With all of it built: names for a screen reader, targets for a finger, one way through with Tab."""
    view._nearby.build(100)
    QApplication.processEvents()
    refs = [node.ref for node in view.shown.source.session.walk() if node.ref in view.shown.questions]  # type: ignore[union-attr]
    assert len(refs) > 50
    assert [widget for widget in stops(view) if not named(widget)] == []
    assert too_low(view) == []
    view.focus_ref(refs[0])
    reached: list[str] = []
    for _step in range(400):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        question = question_around(QApplication.focusWidget())
        if question is None:
            if not view.widget().isAncestorOf(QApplication.focusWidget()):
                break
            continue
        if question.ref not in reached:
            reached.append(question.ref)
        elif reached[-1] != question.ref:
            break
    asked = [ref for ref in refs if _asked(view.shown.questions[ref])]
    assert reached == asked[1:]


def _asked(question: Question) -> bool:
    return question.takes_answer() and not isinstance(question.editor, ResultEditor)


@pytest.mark.parametrize(("free", "said"), [(False, "Faktura"), (True, "Noget helt andet")])
def test_words_that_are_no_choice_give_way_to_the_chosen_one(qtbot: QtBot, free: bool, said: str) -> None:
    combo = Combo("Hvad er det?", free=free)
    qtbot.addWidget(combo)
    combo.addItem("Aftale", "aftale")
    combo.addItem("Faktura", "faktura")
    combo.setCurrentIndex(1)
    combo.line.selectAll()
    qtbot.keyClicks(combo.line, "Noget helt andet")
    qtbot.keyClick(combo.line, Qt.Key.Key_Return)
    assert combo.currentText() == said
    assert combo.currentData() == "faktura"
