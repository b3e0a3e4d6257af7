"""Casebooks in memory-keyed folders of their own, with a clock that the test moves."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from klimabesog import xforms
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.views import Officer
from klimabesog.casework.visit import Visit
from tests.casework.laptops import OpenCasebook, Ticking


@pytest.fixture(autouse=True, scope="session")
def forms_converted_once() -> Iterator[None]:
    """Conversion is the slow part of a new casebook and always gives the same: keep it for the run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(xforms, "convert", functools.cache(xforms.convert))
        yield


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


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "Fælles mappe"
    folder.mkdir()
    return folder


@pytest.fixture
def team(open_casebook: OpenCasebook) -> Callable[[str], Casebook]:
    """Opens laptops that share one team key."""
    first: list[Casebook] = []

    def one(name: str) -> Casebook:
        book = open_casebook(name)
        if first:
            Sharing(book).set_team_key(Sharing(first[0]).team_key)
        first.append(book)
        return book

    return one
