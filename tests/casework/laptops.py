"""Laptops of the tests: a clock that the test moves, and how casebooks are opened."""

from __future__ import annotations

from collections.abc import Callable

from klimabesog.casework.casebook import Casebook

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
