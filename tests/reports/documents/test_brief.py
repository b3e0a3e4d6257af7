"""The adviser's brief: the task, what is known, and what each proposal must hold."""

from __future__ import annotations

from dataclasses import fields

import pytest

from klimabesog.reports.build import build
from klimabesog.reports.documents.brief import Brief
from klimabesog.reports.model import ScreeningReport
from tests.reports import gate
from tests.reports.pictures import Pictures


@pytest.fixture(scope="module")
def brief(report: ScreeningReport) -> Brief:
    """The brief of the invented workshop."""
    left_out = {"sections", "introduction"}
    kept = {f.name: getattr(report, f.name) for f in fields(report) if f.name not in left_out}
    return Brief(
        **kept,
        introduction="Her er opgaven.",
        wanted=("Trykluft", "Belysning"),
        adviser="Rådgiverne (eksempel)",
        not_confirmed="Dieselforbruget.",
    )


def test_it_has_the_task_the_baseline_the_findings_and_the_demands(brief: Brief, pictures: Pictures) -> None:
    document = build(brief, pictures)
    gate.assert_passes(document)
    said = gate.text(document.pdf)
    for words in (
        "Til Rådgiverne (eksempel)",
        "• Trykluft • Belysning",
        "Tal, der mangler. Dieselforbruget.",
        "Krav til gennemgangen",
        "Besparelse kWh/år",
        "Metode klasse A, B, C",
        "Levetid år",
        "Excel-arket Tiltag",
        "Forudsætninger",
        brief.baseline[0].carrier,
        brief.areas[0].findings[0].title,
        brief.measures[0].title,
    ):
        assert words in said


def test_without_anything_it_says_what_is_missing() -> None:
    document = build(Brief(), {}.__getitem__)
    gate.assert_passes(document)
    said = gate.text(document.pdf)
    assert "Områderne er ikke valgt endnu." in said
    assert "Forbruget er ikke opgjort endnu" in said
