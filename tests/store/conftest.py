"""Stores for tests: each in its own folder, with a key made for the run and a clock that only tests move."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from klimabesog.store import Store

KEY = os.urandom(32)


class Hand:
    """A clock moved by hand; each reading moves it one millisecond on."""

    def __init__(self, now: int = 1_795_000_000_000) -> None:
        self.now = now

    def __call__(self) -> int:
        self.now += 1
        return self.now


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[..., Store]]:
    """Opens stores by name; all are closed at the end."""
    stores: list[Store] = []

    def _open(name: str = "a", clock: Callable[[], int] | None = None) -> Store:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        stores.append(Store.open(folder / "data.db", KEY, clock=clock or Hand()))
        return stores[-1]

    yield _open
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[..., Store]) -> Store:
    return opened()
