"""A case that has gone through all six steps, played once for every test that only reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import clock_of, play
from klimabesog.casework.example import WHOLE_COURSE, script_of
from klimabesog.casework.opening import memory_key
from klimabesog.casework.papers.subject import Subject


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    """The company of the example that goes through all six steps. Read it only."""
    script = script_of(WHOLE_COURSE)
    place: Path = tmp_path_factory.mktemp("forloeb")
    with Casebook.open(place, memory_key(), clock=clock_of(script)) as book:
        yield Subject(book, play(book, script).company.id)
