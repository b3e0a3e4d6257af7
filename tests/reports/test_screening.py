"""The whole report: conformance, contents, what must never be printed, and hard input."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from klimabesog.reports.build import BuildCancelled, build
from klimabesog.reports.document import Document
from klimabesog.reports.model import (
    Action,
    Amount,
    Answer,
    CarrierUse,
    Chapter,
    ChecklistArea,
    Checkpoint,
    Finding,
    FocusArea,
    Help,
    Input,
    Municipality,
    Photo,
    ScreeningReport,
    SectionChoice,
    Target,
    Totals,
)
from klimabesog.reports.photos import PhotoCache
from tests.reports import gate
from tests.reports.pictures import Pictures

LONG = ("Vi så en lang række forhold omkring varmegenvindingsanlægget, og det skrev vi ned. " * 70)[:5000]


def without_photos(report: ScreeningReport) -> ScreeningReport:
    areas = tuple(
        replace(area, findings=tuple(replace(f, photos=()) for f in area.findings)) for area in report.areas
    )
    return replace(report, areas=areas, measures=tuple(replace(m, photos=()) for m in report.measures))


def everything_long(report: ScreeningReport) -> ScreeningReport:
    """5,000 characters wherever a person may write."""
    first, second, *others = report.measures
    calculated = (Input(LONG[:300], LONG[:400], source=LONG[:500]),) * 9
    first = replace(
        first,
        title="Etlangtord" * 30,
        seen=LONG,
        proposal=LONG,
        next_step=LONG,
        uncertainty=LONG,
        photos=second.photos,
    )
    return replace(
        report,
        draft=False,
        introduction=LONG[:900],
        company=replace(report.company, operating_hours=LONG),
        visit=replace(report.visit, scope=LONG),
        measures=(first, replace(second, seen=LONG, inputs=calculated), *others),
        areas=(FocusArea("x", LONG[:200], LONG, (replace(report.areas[0].findings[0], note=LONG),)),),
        interview=(Chapter("Kapitel", (Answer(LONG[:400], LONG, LONG),)),),
        checklist=(ChecklistArea("Område", (Checkpoint(LONG, "Nej", LONG), Checkpoint("Kort", "Ja"))),),
        actions=(Action(LONG, "Kim"),),
        help=(
            Help(
                LONG[:300], LONG, LONG[:400], "https://eksempel.invalid/" + "lang/" * 90, checked="2026-10-01"
            ),
        ),
        conditions=(LONG,),
    )


def test_the_example_passes_the_gate(document: Document) -> None:
    gate.assert_passes(document)
    assert document.warnings == ()


def test_key_figures_and_tables_say_what_the_model_says(document: Document) -> None:
    text = gate.text(document.pdf)
    for words in (
        "Energiscreening Nordkrogens Maskinværksted (eksempel)",
        "I kan spare om året ca. 120.000 kWh ca. 30 % mindre end i 2025",
        "412.300 456.385 43,9",
        "Sluk kompressoren om natten Trykluft 9.200 11.960 1,0 800 0,1 B",
        "I alt, fratrukket overlap ca. 120.000",
        "Regnestykke. 5,5 kW × 5.980 timer × 28 %",
        "ikke et energisyn efter EN 16247",
        f"Side 1 af {document.pages}",
    ):
        assert words in text
    assert "KLADDE" in text


def test_internal_and_confidential_answers_are_never_printed(document: Document) -> None:
    text = gate.text(document.pdf)
    assert "Hvem følger energiforbruget?" in text
    for words in ("HEMMELIGT-TAL", "INTERN-NOTE", "dækningsgrad", "Egen vurdering"):
        assert words not in text
        assert words.encode() not in document.pdf


def test_help_says_when_it_was_looked_up_and_leads_there(document: Document) -> None:
    text = gate.text(document.pdf)
    for words in (
        "Lån en lækagesøger Kommunen låner et apparat ud",
        "Hvem. Virksomheder i kommunen",
        "Passer til forslag 2 (Find og tæt trykluftlækager).",
        "Kontrolleret 01.10.2026. Gælder til 30.06.2027.",
        "Erhvervshuset Vejledning om finansiering. Kontrolleret 02.11.2026.",
    ):
        assert words in text
    assert "Lån en lækagesøger: https://eksempel.invalid/laan/laekagesoeger/" in gate.alternatives(
        document.pdf
    )
    pdf = pypdfium2.PdfDocument(document.pdf)
    addresses = [link for sheet in pdf for link in web_links(pdf, sheet)]
    pdf.close()
    assert addresses == ["https://eksempel.invalid/laan/laekagesoeger/"]


def web_links(pdf: pypdfium2.PdfDocument, sheet: pypdfium2.PdfPage) -> Iterator[str]:
    """The addresses that the annotations of a page lead to."""
    raw, place, link = pypdfium2.raw, ctypes.c_int(0), pypdfium2.raw.FPDF_LINK()
    while raw.FPDFLink_Enumerate(sheet, ctypes.byref(place), ctypes.byref(link)):
        action = raw.FPDFLink_GetAction(link)
        if action and raw.FPDFAction_GetType(action) == raw.PDFACTION_URI:
            size = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
            buffer = ctypes.create_string_buffer(size)
            raw.FPDFAction_GetURIPath(pdf, action, buffer, size)
            yield buffer.value.decode()


def test_without_help_there_is_no_chapter_of_it(report: ScreeningReport, pictures: Pictures) -> None:
    built = build(replace(report, help=()), pictures)
    gate.assert_passes(built)
    assert "Tilskud og hjælp" not in gate.text(built.pdf)


def test_contents_lead_to_the_pages_they_name(document: Document) -> None:
    pdf = pypdfium2.PdfDocument(document.pdf)
    for bookmark in pdf.get_toc():
        heading = bookmark.get_title().split("\u00a0\u00a0")[-1]
        number = bookmark.get_dest().get_index()
        assert heading in pdf[number].get_textpage().get_text_bounded().replace("\r\n", " ")
        assert f"side {number + 1}" in " ".join(
            alt for alt in gate.alternatives(document.pdf) if heading in alt
        )
    pdf.close()


def test_two_builds_are_the_same_bytes(
    report: ScreeningReport, pictures: Pictures, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    assert build(report, pictures).pdf == document.pdf


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda _: ScreeningReport(), id="empty"),
        pytest.param(without_photos, id="no photos"),
        pytest.param(everything_long, id="5,000 characters everywhere"),
        pytest.param(
            lambda r: replace(r, baseline=(), measures=(), areas=(), interview=()), id="nothing found"
        ),
        pytest.param(
            lambda r: replace(r, baseline=r.baseline[:1], measures=r.measures[:1], totals=Totals()), id="one"
        ),
        pytest.param(
            lambda r: replace(r, sections=(SectionChoice("tiltag", "En kommentar."),)), id="one section"
        ),
    ],
)
def test_any_amount_of_content_passes_the_gate(
    report: ScreeningReport, pictures: Pictures, change: Callable[[ScreeningReport], ScreeningReport]
) -> None:
    gate.assert_passes(build(change(report), pictures))


def test_an_empty_report_says_what_is_missing() -> None:
    text = gate.text(build(ScreeningReport(), Pictures()).pdf)
    for sentence in (
        "Forbruget er ikke opgjort endnu",
        "Der er endnu ingen forslag",
        "Der er ikke noteret fund",
        "Der er ingen svar fra interviewet",
    ):
        assert sentence in text


def test_a_hundred_photos(report: ScreeningReport, pictures: Pictures) -> None:
    small = [
        pictures.add(100 + n, f"Billede {n}", f"Motiv {n}", size=(300, 400) if n % 3 else (400, 300))
        for n in range(100)
    ]
    area = FocusArea("x", "Alt", "", (Finding("Mange fotos", photos=tuple(small)),))
    built = build(replace(report, areas=(area,)), pictures)
    gate.assert_passes(built)
    assert "Foto 103." in gate.text(built.pdf)
    assert len(built.pdf) < 5_000_000


def test_user_text_is_never_markup_and_lost_characters_are_named(
    report: ScreeningReport, pictures: Pictures
) -> None:
    typed = '<b>fed</b> & <img src="http://example.invalid/a.png"/> &lt; 🎉 α'
    built = build(replace(report, introduction=typed), pictures)
    gate.assert_passes(built)
    assert '<b>fed</b> & <img src="http://example.invalid/a.png"/> &lt; □ α' in gate.text(built.pdf)
    assert built.warnings == ("Indledning: skriften kan ikke vise 🎉 (U+1F389). Der står □ i stedet.",)


def test_a_photo_that_is_gone_or_broken_is_said_and_not_fatal(
    report: ScreeningReport, pictures: Pictures
) -> None:
    pictures.bytes["broken"] = b"no picture"
    photos = (Photo("gone", "Væk", "Et foto"), Photo("broken", "I stykker", "Et foto"))
    area = FocusArea("x", "Alt", "", (Finding("Fund", photos=photos),))
    built = build(replace(report, areas=(area,)), pictures)
    gate.assert_passes(built)
    assert "Foto 1. Væk kan ikke vises." in gate.text(built.pdf)
    assert [w for w in built.warnings if "ikke et billede" in w] == [
        "Foto 1 mangler eller er ikke et billede.",
        "Foto 2 mangler eller er ikke et billede.",
    ]


def test_prices_that_are_missing_are_said(report: ScreeningReport, pictures: Pictures) -> None:
    some = replace(report, totals=replace(report.totals, unpriced=2))
    text = gate.text(build(some, pictures).pdf)
    assert "kr., uden prisen på 2 forslag" in text
    assert "Summen af investeringer er uden prisen på 2 forslag." in text
    none = replace(report, totals=replace(report.totals, unpriced=9, investment=Amount()))
    text = gate.text(build(none, pictures).pdf)
    assert "investering ikke angivet" in text
    assert "Summen af investeringer" not in text


def test_logo_colour_version_and_target(report: ScreeningReport, pictures: Pictures) -> None:
    logo = pictures.add(7, "", "", size=(600, 200)).sha256
    built = build(
        replace(
            report,
            draft=False,
            version=3,
            journal_number="26/0001",
            target=Target(20, "2030"),
            municipality=Municipality("Eksempel Kommune", colour="#ffcc00", logo=logo),
        ),
        pictures,
    )
    gate.assert_passes(built)
    text = gate.text(built.pdf)
    assert "KLADDE" not in text
    assert "Version 3 · Journalnr. 26/0001" in text
    assert "Målet i aftalen er 20 % mindre CO₂e i 2030. Forslagene giver tilsammen ca. 29 %." in text
    assert "Logo: Eksempel Kommune" in gate.alternatives(built.pdf)
    assert built.warnings == ("Kommunens farve kan ikke læses på hvidt; dokumentet bruger en mørkere.",)


def test_over_ten_terajoule_the_law_is_named(report: ScreeningReport, pictures: Pictures) -> None:
    lines = tuple(
        CarrierUse(f"Bærer {n}", Amount(4e5), "kWh", Amount(4e5), Amount(4e5), Amount(4e4), "skøn")
        for n in range(8)
    )
    plain = replace(without_photos(report), baseline=lines)
    text = gate.text(build(plain, pictures).pdf)
    assert "Over 10 TJ om året." in text
    assert "Øvrige" in text
    below = replace(plain, baseline=lines[:6])
    assert "Over 10 TJ" not in gate.text(build(below, pictures).pdf)


def test_a_build_tells_how_far_it_is_and_can_be_stopped(report: ScreeningReport, pictures: Pictures) -> None:
    shares: list[float] = []
    build(without_photos(report), pictures, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    with pytest.raises(BuildCancelled):
        build(report, pictures, cancelled=lambda: True)


def test_cached_photos_are_not_fetched_again(report: ScreeningReport, pictures: Pictures) -> None:
    cache = PhotoCache()
    first = build(report, pictures, cache=cache)

    def nothing(sha256: str) -> bytes:
        raise AssertionError(sha256)

    assert build(report, nothing, cache=cache).pdf == first.pdf


@pytest.mark.full("shared", "javac")
def test_verapdf_agrees(
    report: ScreeningReport,
    pictures: Pictures,
    document: Document,
    tmp_path: Path,
    verapdf: Callable[..., None],
) -> None:
    documents = {"example": document, "long": build(everything_long(report), pictures)}
    documents["empty"] = build(ScreeningReport(), pictures)
    for name, each in documents.items():
        (tmp_path / f"{name}.pdf").write_bytes(each.pdf)
    verapdf(*sorted(tmp_path.glob("*.pdf")))
