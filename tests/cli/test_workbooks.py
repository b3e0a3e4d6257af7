"""A case as a workbook, and an adviser's figures read back, by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.workbooks import opened

Lines = Callable[..., list[str]]
Fails = Callable[..., str]


def test_a_case_is_written(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    company = ok("company", "add", "navn=Prøvesmedjen (eksempel)")[0]
    path = tmp_path / "sag.xlsx"
    assert ok("company", "xlsx", company, "-o", path) == [str(path)]
    assert opened(path.read_bytes())["Virksomhed"]["C2"].value == "Prøvesmedjen (eksempel)"
    assert "findes ikke" in fails(1, "company", "xlsx", "nogen", "-o", path)
