"""The portfolio report from the command line: of everyone, a group, a day."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Ok = Callable[..., list[str]]
Fails = Callable[..., str]
TYPE = "portefoeljerapport"


@pytest.fixture
def companies(ok: Ok) -> list[str]:
    """Ids of two companies, the bakery first."""
    for name in ("Bageriet", "Smedjen"):
        ok("company", "add", f"navn={name}")
    return [line.split("\t")[0] for line in ok("company", "list")]


def test_of_everyone_a_group_and_a_day(ok: Ok, companies: list[str], tmp_path: Path) -> None:
    ok("group", "add", "Havnen", companies[0])
    path = tmp_path / "alle.pdf"
    assert ok("document", "make", TYPE, "-o", str(path)) == [str(path)]
    assert path.read_bytes().startswith(b"%PDF")
    some = tmp_path / "havnen.pdf"
    assert ok("document", "make", TYPE, "--group", "havnen", "--date", "1.6.2026", "-o", str(some)) == [str(some)]


def test_what_is_wrong_is_said(fails: Fails, companies: list[str], tmp_path: Path) -> None:
    path = str(tmp_path / "x.pdf")
    assert "Der er ingen gruppe Byen" in fails(1, "document", "make", TYPE, "--group", "Byen", "-o", path)
    assert "Ingen virksomhed har valgt" in fails(1, "document", "make", TYPE, "--theme", "sol", "-o", path)
    said = fails(1, "document", "make", "screeningsrapport", companies[0], "--date", "1.6.2026", "-o", path)
    assert "kun til dokumenter om alle virksomheder" in said
