"""Casebooks in memory-keyed folders of their own, with a clock that the test moves."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Officer
from klimabesog.casework.visit import Visit

MORNING = 1_795_165_500_000
"""20 November 2026, 09:05 UTC."""


class Ticking:
    """A clock that moves one second a reading."""

    def __init__(self, start: int = MORNING) -> None:
        self.now = start

    def __call__(self) -> int:
        self.now += 1000
        return self.now


OpenCasebook = Callable[..., Casebook]


@pytest.fixture
def open_casebook(tmp_path: Path) -> Iterator[OpenCasebook]:
    """Opens casebooks by name; each name is a laptop of its own, opened again with the same key."""
    keys: dict[str, bytes] = {}
    books: list[Casebook] = []

    def open_one(name: str = "anna", clock: Ticking | None = None) -> Casebook:
        key = keys.setdefault(name, os.urandom(32))
        book = Casebook.open(tmp_path / name, key, clock=clock or Ticking())
        if book.officer is None:
            book.set_officer(Officer(name.capitalize(), "Eksempel Kommune"))
        books.append(book)
        return book

    yield open_one
    for book in books:
        book.close()


@pytest.fixture
def casebook(open_casebook: OpenCasebook) -> Casebook:
    """One open casebook."""
    return open_casebook()


@pytest.fixture
def visit(casebook: Casebook) -> Visit:
    """A visit just begun on an invented company."""
    company = casebook.save_company({"navn": "Prøvesmedjen (eksempel)", "ansatte": "12"})
    return casebook.start_visit(company, "20.11.2026", "10:05")
