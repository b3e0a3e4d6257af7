"""The model: lean to import, sums with the weakest class, nothing internal when published."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from klimabesog.reports.model import (
    Amount,
    Answer,
    CarrierUse,
    Chapter,
    ChecklistArea,
    Checkpoint,
    Measure,
    ScreeningReport,
    baseline_sum,
    best_measures,
    photos_of,
    published,
)


def test_importing_model_and_charts_loads_no_renderer() -> None:
    script = (
        "import sys, klimabesog.reports.model, klimabesog.reports.frozen, klimabesog.reports.charts.screening\n"
        "print([m for m in ('reportlab', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_sum_leaves_out_the_unknown_and_takes_the_weakest_class() -> None:
    lines = (CarrierUse("a", kwh=Amount(10, "A")), CarrierUse("b", kwh=Amount(5, "C")), CarrierUse("c"))
    assert baseline_sum(ScreeningReport(baseline=lines), "kwh") == Amount(15, "C")
    assert baseline_sum(ScreeningReport(baseline=lines), "kroner") == Amount()


def test_best_are_the_named_ones_else_the_first_three() -> None:
    measures = tuple(Measure(str(n), f"Forslag {n}") for n in range(5))
    report = ScreeningReport(measures=measures)
    assert best_measures(report) == measures[:3]
    assert best_measures(replace(report, best=("4", "gone", "1"))) == (measures[4], measures[1])


def test_published_drops_internal_and_confidential_answers_and_empty_chapters() -> None:
    answers = (
        Answer("a", "1"),
        Answer("b", "2", visibility="intern"),
        Answer("c", "3", visibility="fortrolig"),
    )
    report = ScreeningReport(
        interview=(Chapter("x", answers), Chapter("y", answers[1:])),
        checklist=(ChecklistArea("z", (Checkpoint("d", "Nej", visibility="intern"),)),),
    )
    assert published(report).interview == (Chapter("x", answers[:1]),)
    assert published(report).checklist == ()


def test_photos_come_in_the_order_of_the_pages(report: ScreeningReport) -> None:
    captions = [photo.caption for photo in photos_of(report)]
    assert captions[0] == "Hal 1 set fra kontoret."
    assert captions[-1] == "Lysstofarmaturer i hal 1."
