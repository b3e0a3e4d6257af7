"""What the engine's tests share: a session of a form written as a Markdown table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from klimabesog.xforms import Definition, SavedInstance, Session, convert, parse

Fill = Callable[..., Session]
NOON = 1_795_258_800_000
"""2026-11-21 12:00 in Copenhagen."""


def parsed(table: str, media: Mapping[str, bytes] | None = None) -> Definition:
    """The definition of a form given as a Markdown table (cells after the sheet name)."""
    form = convert(table.strip().encode(), "proeve.md", media or {})
    return parse(form.xform, form.media)


@pytest.fixture
def form() -> Callable[..., Definition]:
    """Markdown -> Definition."""
    return parsed


@pytest.fixture
def fill() -> Fill:
    """Markdown (or a Definition) -> a fresh Session on 21 November 2026 in Denmark."""

    def start(table: str | Definition, saved: SavedInstance | None = None, **given: Any) -> Session:
        definition = parsed(table, given.pop("media", None)) if isinstance(table, str) else table
        given.setdefault("instance_id", "besog-1")
        return Session(definition, saved, clock=lambda: NOON, timezone=ZoneInfo("Europe/Copenhagen"), **given)

    return start
