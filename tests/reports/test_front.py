"""The front page holds everything it has to say, however much that is."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pdfplumber
import pytest

from klimabesog.reports.build import build
from klimabesog.reports.model import Amount, ScreeningReport
from tests.reports.pictures import Pictures


@pytest.mark.parametrize("introduction", ["", "Tak for en god rundtur, og tak for kaffen i kantinen. " * 8])
def test_the_front_page_never_spills_over(
    report: ScreeningReport, pictures: Pictures, introduction: str
) -> None:
    """Also with the sentences on the law's audit, five carriers and a long introduction: the contents are page two."""
    first = report.baseline[0]
    names = ("El", "Gas", "Olie", "Flis", "Diesel")
    large = tuple(replace(first, carrier=name, kwh=Amount(900_000.0)) for name in names)
    document = build(replace(report, baseline=large, introduction=introduction), pictures)
    with pdfplumber.open(BytesIO(document.pdf)) as pages:
        front, second = (page.extract_text() for page in pages.pages[:2])
    assert "Over 10 TJ om året." in front
    assert "Denne energiscreening opfylder ikke det krav." in " ".join(front.split())
    assert second.split("\n")[0].endswith("Indhold") or "Indhold" in second.split("\n")[1]
