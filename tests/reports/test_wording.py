"""Other words for what is printed: they stand while the text they are for does; every such text is told."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from klimabesog.reports.build import build
from klimabesog.reports.documents.kind import CLOSING
from klimabesog.reports.frozen import dumps, loads
from klimabesog.reports.model import Reworded, ScreeningReport, SectionChoice
from klimabesog.reports.text import Markup, rich
from klimabesog.reports.wording import Sentence, Wording
from tests.reports import gate
from tests.reports.pictures import Pictures


def printed(report: ScreeningReport, pictures: Pictures) -> str:
    document = pypdfium2.PdfDocument(build(report, pictures).pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", " ")


def test_words_stand_in_their_section_only() -> None:
    wording = Wording([Reworded("fund", "Det så vi", "Vi lagde mærke til")])
    assert wording.said("Det så vi") == "Det så vi"
    wording.section = "fund"
    assert wording.said("Det så vi") == "Vi lagde mærke til"
    assert wording.sentences == (
        Sentence("", "Det så vi", "Det så vi"),
        Sentence("fund", "Det så vi", "Vi lagde mærke til"),
    )


def test_a_text_that_changed_is_printed_anew() -> None:
    wording = Wording([Reworded("", "I sparer 100 kWh", "I sparer en hel del")])
    assert wording.said("I sparer 200 kWh") == "I sparer 200 kWh"


def test_words_are_never_markup() -> None:
    wording = Wording([Reworded("", "Fed. Og <mager>", "Fed. Ny & <b>ikke fed</b>"), Reworded("", "A", "<x>")])
    said = wording.said(rich("<b>{}</b> {}", "Fed.", "Og <mager>"))
    assert said == "<b>Fed.</b> Ny &amp; &lt;b&gt;ikke fed&lt;/b&gt;"
    assert isinstance(said, Markup)
    assert wording.said("A") == "<x>", "plain stays plain, and is escaped where it is set"


def test_links_and_notes_stay_on_their_words() -> None:
    original = Markup('Se <a href="https://x.dk"><u>siden</u></a> om pumper<a href="#note-1"><super>1</super></a>')
    wording = Wording([Reworded("", "Se siden om pumper1", "Læs siden her1"), Reworded("", "Se siden", "Læs <mere>")])
    assert wording.said(original) == (
        'Læs <a href="https://x.dk"><u>siden</u></a> her<a href="#note-1"><super>1</super></a>'
    )
    assert wording.said(Markup("Se <b>siden</b>")) == "Læs &lt;mere&gt;"


def test_numbers_and_the_officers_own_words_are_no_sentences() -> None:
    wording = Wording(own=["Kære alle\n\nTak for sidst"])
    for text in ("12.000", "–", "Kære alle", "Tak for sidst"):
        assert wording.said(text) == text
    assert wording.sentences == ()


@pytest.mark.parametrize("section", ["", "tiltag", "interview"])
def test_a_printed_text_in_other_words(report: ScreeningReport, pictures: Pictures, section: str) -> None:
    plain = build(report, pictures)
    one = next(s for s in plain.sentences if s.section == section and len(s.text) > 8)
    changed = replace(report, rewordings=(Reworded(section, one.text, "Zyxwv står her i stedet"),))
    document = build(changed, pictures)
    assert "Zyxwv står her i stedet" in printed(changed, pictures)
    assert Sentence(section, one.text, "Zyxwv står her i stedet") in document.sentences
    assert [(s.section, s.text) for s in document.sentences] == [(s.section, s.text) for s in plain.sentences]


def test_every_part_tells_where_it_begins(report: ScreeningReport, pictures: Pictures) -> None:
    document = build(report, pictures)
    assert document.starts[""] == 1
    printed_parts = [c.id for c in report.sections if c.id not in ("vsme", "affald")]  # without numbers they are not
    begins = [document.starts[part] for part in printed_parts]
    assert begins == sorted(begins)
    assert {s.section for s in document.sentences} == set(document.starts) - {CLOSING}


def test_corrections_are_printed_and_frozen(report: ScreeningReport, pictures: Pictures) -> None:
    changed = replace(report, version=2, corrections=("Investering i LED: 74.400 kr. er blevet til 70.000 kr.",))
    said = printed(changed, pictures)
    assert gate.failures(build(changed, pictures).pdf) == []
    assert "Rettelser siden version 1" in said
    assert "74.400 kr. er blevet til 70.000 kr." in said
    assert loads(ScreeningReport, dumps(changed)) == changed
    assert "Rettelser" not in printed(report, pictures)


def test_the_same_edits_give_the_same_bytes(report: ScreeningReport, pictures: Pictures) -> None:
    sections = (SectionChoice("tiltag", "En kommentar"), SectionChoice("fund"))
    first = build(report, pictures).sentences[3]
    changed = replace(
        report, sections=sections, rewordings=(Reworded(first.section, first.text, "Andre ord"),), introduction="Hej"
    )
    again = loads(ScreeningReport, dumps(changed))
    assert build(changed, pictures).pdf == build(again, pictures).pdf
