"""A form written in Excel by someone who never saw our code: window, `form run`, ODK Validate, report.

The workbook is made as such people make them: colours, empty rows, a sheet and a column with notes to herself,
Danish letters in names, two languages, a cascading select, and a repeat that is summed.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QFileDialog
from pytestqt.qtbot import QtBot

from klimabesog.desktop.form_view.repeat import Repeat
from klimabesog.desktop.pages.form_install import ProblemsDialog
from klimabesog.desktop.pages.visit.visit_forms import VisitFormsDialog
from klimabesog.desktop.pages.visit.workspace import VisitPage
from tests.desktop.conftest import OpenWindow, run_events

ROOT = Path(__file__).parents[2]
FORM = "køl_i_butikker"

SURVEY: Sequence[Sequence[str]] = (
    ("type", "name", "label::Dansk (da)", "label::English (en)", "hint::Dansk (da)", "hint::English (en)",
     "required", "relevant", "constraint", "constraint_message::Dansk (da)", "constraint_message::English (en)",
     "calculation", "choice_filter", "min huskeseddel"),
    ("begin_group", "butikken", "Butikken", "The shop"),
    ("select_one område", "område", "Hvor i kommunen ligger butikken?", "Which area?", "Spørg, hvis du er i tvivl.",
     "Ask.", "yes"),
    ("select_one by", "bymidte", "Hvilken by?", "Which town?", "", "", "", "", "", "", "", "",
     "område = ${område}", "virker kun når område er valgt!"),
    ("select_one ja_nej", "har_køl", "Har butikken kølerum?", "Any cold rooms?"),
    ("integer", "antal_kølerum", "Hvor mange kølerum?", "How many?", "", "", "", "${har_køl} = 'ja'",
     ". > 0 and . <= 20", "Skriv et tal fra 1 til 20.", "From 1 to 20."),
    ("text", "hvorfor_ikke", "Hvordan holder I varerne kolde?", "How then?", "", "", "", "${har_køl} = 'nej'"),
    ("end_group",),
    (),
    ("begin_repeat", "køleanlæg", "Køleanlæg", "Cooling unit"),
    ("text", "mærke", "Hvilket mærke?", "Make?"),
    ("decimal", "effekt", "Hvor stor er effekten i kW?", "Power in kW?", "", "", "", "", ". >= 0",
     "Effekten kan ikke være negativ.", "Not negative."),
    ("end_repeat",),
    (),
    ("calculate", "effekt_i_alt", "", "", "", "", "", "", "", "", "", "sum(${effekt})"),
    ("note", "i_alt_tekst", "Anlæggene bruger ${effekt_i_alt} kW i alt.", "In total ${effekt_i_alt} kW."),
)  # fmt: skip

CHOICES: Sequence[Sequence[str]] = (
    ("list_name", "name", "label::Dansk (da)", "label::English (en)", "område"),
    ("ja_nej", "ja", "Ja", "Yes"),
    ("ja_nej", "nej", "Nej", "No"),
    (),
    ("område", "øst", "Østkysten", "East coast"),
    ("område", "vest", "Vestegnen", "West"),
    (),
    ("by", "ærøby", "Ærøby", "Ærøby", "øst"),
    ("by", "ålsund", "Ålsund", "Ålsund", "øst"),
    ("by", "vestby", "Vestby", "Vestby", "vest"),
)

SETTINGS: Sequence[Sequence[str]] = (
    ("form_title", "form_id", "version", "default_language"),
    ("Køl i butikker", FORM, "efterår 2026", "Dansk (da)"),
)

NOTES: Sequence[Sequence[str]] = (
    ("Husk!",),
    ("Spørg Lone om ${alt} det her", "= ikke en formel"),
    ("12. november",),
)


def fill(book: Workbook, name: str, rows: Sequence[Sequence[str]]) -> None:
    page = book.create_sheet(name)
    for row in rows:
        page.append(list(row))
    for cell in page[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="2F5597")
    for column in "ABCDE":
        page.column_dimensions[column].width = 28
    for line in page.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "C2"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The form as it came by mail."""
    book = Workbook()
    book.remove(book.active)
    fill(book, "survey", SURVEY)
    fill(book, "choices", CHOICES)
    fill(book, "settings", SETTINGS)
    page = book.create_sheet("Noter til mig selv")
    for row in NOTES:
        page.append([text.lstrip("= ") for text in row])
    path = tmp_path / "Køl i butikker (endelig 2).xlsx"
    book.save(path)
    return path


def klimabesog(*arguments: object) -> str:
    """The command; its own message is what a failure shows."""
    command = [sys.executable, "-m", "klimabesog", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


# -- in the window ---------------------------------------------------------------------------------


class Officer:
    """Her hands on one visit page."""

    def __init__(self, page: VisitPage, qtbot: QtBot) -> None:
        self.page, self.qtbot = page, qtbot

    def at(self, ref: str) -> Any:
        """The card of a question, with the cursor in it."""
        self.page.window().activateWindow()
        assert self.page.view.focus_ref(ref), ref
        run_events()
        return self.page.view.question(ref)

    def type(self, ref: str, text: str) -> None:
        """Write into the question and go on."""
        self.at(ref)
        field = self.page.window().focusWidget()
        assert field is not None
        self.qtbot.keyClicks(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        run_events()

    def press(self, ref: str, words: str) -> None:
        """Press the choice with these words."""
        card = self.at(ref)
        found = [b for b in card.findChildren(QAbstractButton) if b.text() == words and b.isVisible()]
        assert len(found) == 1, (words, [b.text() for b in card.findChildren(QAbstractButton)])
        self.qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)
        run_events()

    def choices(self, ref: str) -> list[str]:
        """What can be chosen at a question, as the window offers it."""
        shown = self.at(ref).findChildren(QAbstractButton)
        labels = {choice.label for choice in self.page.visit.node(FORM, ref).choices}
        return [b.text() for b in shown if b.text() in labels and b.isVisible()]

    def add_row(self) -> None:
        """Press the button below the list."""
        (repeat,) = self.page.view.findChildren(Repeat)
        add = next(b for b in repeat.findChildren(QAbstractButton) if b.text().startswith("Tilføj"))
        self.qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
        run_events()


def install_through_the_window(
    window: Any, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Choose the file on the page Skemaer; what the checker remarks is read and accepted."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    window.go("skemaer")
    forms = window.page
    forms.install_button.click()

    def through() -> bool:
        for dialog in forms.findChildren(ProblemsDialog):
            assert "Installér alligevel" in [b.text() for b in dialog.findChildren(QAbstractButton)], (
                dialog.text
            )
            next(b for b in dialog.findChildren(QAbstractButton) if b.text() == "Installér alligevel").click()
        return any(row.form_id == FORM for row in window.casebook.form_rows())

    qtbot.waitUntil(through, timeout=30_000)
    run_events()


def test_it_is_installed_added_answered_and_printed(
    open_window: OpenWindow, workbook: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = open_window()
    install_through_the_window(window, workbook, qtbot, monkeypatch)
    row = next(row for row in window.casebook.form_rows() if row.form_id == FORM)
    assert (row.title, row.version, row.own) == ("Køl i butikker", "efterår 2026", True)

    window.open_visit(window.casebook.visits()[0].id)
    window.activateWindow()
    page = window.page
    assert isinstance(page, VisitPage)
    page.outline.add_form.click()
    dialog = page.findChild(VisitFormsDialog)
    assert dialog is not None
    dialog.rows[0].click()
    run_events()
    assert page.chapter == f"{FORM}:/data"
    hand, visit = Officer(page, qtbot), page.visit
    assert [hit.label for hit in visit.missing() if hit.form == FORM] == ["Hvor i kommunen ligger butikken?"]

    hand.press("/data/butikken/område", "Østkysten")
    assert hand.choices("/data/butikken/bymidte") == ["Ærøby", "Ålsund"]
    hand.press("/data/butikken/bymidte", "Ålsund")
    hand.press("/data/butikken/har_køl", "Nej")
    hand.type("/data/butikken/hvorfor_ikke", "I et isskab")
    hand.press("/data/butikken/har_køl", "Ja")
    assert not visit.node(FORM, "/data/butikken/hvorfor_ikke").relevant
    hand.type("/data/butikken/antal_kølerum", "25")
    assert [hit.message for hit in visit.errors()] == ["Skriv et tal fra 1 til 20."]
    visit.undo()
    page.reread()
    hand.type("/data/butikken/antal_kølerum", "3")
    assert visit.errors() == []
    hand.type("/data/køleanlæg[1]/mærke", "Froståsen")
    hand.type("/data/køleanlæg[1]/effekt", "4,5")
    hand.add_row()
    hand.type("/data/køleanlæg[2]/mærke", "Isblåst")
    hand.type("/data/køleanlæg[2]/effekt", "2")
    page.leave()
    assert visit.node(FORM, "/data/effekt_i_alt").text == "6.5"
    assert visit.node(FORM, "/data/i_alt_tekst").label == "Anlæggene bruger 6,5 kW i alt."
    assert [hit.row for hit in visit.search("isblåst")] == ["række 2"]

    document = pypdfium2.PdfDocument(visit.render_report().pdf)
    text = " ".join(" ".join(p.get_textpage().get_text_range() for p in document).split())
    for said in ("Køl i butikker", "Hvilken by?", "Ålsund", "Hvilket mærke? (række 2)", "Isblåst"):
        assert said in text, said
    assert "I et isskab" not in text


# -- in the command --------------------------------------------------------------------------------

STEPS = [
    {"op": "set", "ref": "/data/butikken/område", "value": "øst"},
    {"op": "set", "ref": "/data/butikken/har_køl", "value": "ja"},
    {"op": "set", "ref": "/data/butikken/antal_kølerum", "value": "25"},
    {"op": "set", "ref": "/data/køleanlæg[1]/effekt", "value": "4.5"},
    {"op": "add-repeat", "ref": "/data/køleanlæg"},
    {"op": "set", "ref": "/data/køleanlæg[2]/effekt", "value": "2"},
]


def test_it_is_checked_and_run_without_the_window(workbook: Path, tmp_path: Path) -> None:
    assert not [
        line for line in klimabesog("form", "check", workbook).splitlines() if "Bemærk" not in line and line
    ]
    steps = tmp_path / "trin.json"
    steps.write_text(json.dumps(STEPS), encoding="utf-8")
    told = json.loads(klimabesog("form", "run", workbook, "--steps", steps, "--json"))
    assert told["/data/effekt_i_alt"]["value"] == "6.5"
    assert told["/data/butikken/antal_kølerum"]["constraint_ok"] is False
    assert told["/data/butikken/hvorfor_ikke"]["relevant"] is False
    assert told["/data/butikken/område"]["required"] is True


@pytest.mark.full("java")
def test_odk_validate_accepts_it(workbook: Path, tmp_path: Path, odk_validate: Callable[..., None]) -> None:
    xform = tmp_path / "køl.xml"
    klimabesog("form", "convert", workbook, "-o", xform)
    odk_validate(xform)
