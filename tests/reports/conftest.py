"""The example report and its document, built once for all tests of the room."""

from __future__ import annotations

import pytest

from klimabesog.reports.build import build
from klimabesog.reports.document import Document
from klimabesog.reports.model import ScreeningReport
from tests.reports import example
from tests.reports.pictures import Pictures


@pytest.fixture(scope="session")
def pictures() -> Pictures:
    """Every painted photo of the session, by hash."""
    return Pictures()


@pytest.fixture(scope="session")
def report(pictures: Pictures) -> ScreeningReport:
    """The invented workshop."""
    return example.report(pictures)


@pytest.fixture(scope="session")
def document(report: ScreeningReport, pictures: Pictures) -> Document:
    """Its report as a file."""
    return build(report, pictures)
