"""A case that has gone through all six steps, played once for every test that only reads it."""

from __future__ import annotations

import pytest

from klimabesog.casework.example import WHOLE_COURSE
from klimabesog.casework.papers.subject import Subject
from tests.spreadsheet.playing import PlayedCase


@pytest.fixture
def course(played_case: PlayedCase) -> Subject:
    """The company of the example that goes through all six steps. Read it only."""
    casebook, played = played_case(WHOLE_COURSE)
    return Subject(casebook, played.visit.company.id)
