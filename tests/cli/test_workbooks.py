"""A case as a workbook, and an adviser's figures read back, by command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.workbooks import opened, saved, titles

Lines = Callable[..., list[str]]
Fails = Callable[..., str]


def test_a_case_is_written(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    company = ok("company", "add", "navn=Prøvesmedjen (eksempel)")[0]
    path = tmp_path / "sag.xlsx"
    assert ok("company", "xlsx", company, "-o", path) == [str(path)]
    assert opened(path.read_bytes())["Virksomhed"]["C2"].value == "Prøvesmedjen (eksempel)"
    assert "findes ikke" in fails(1, "company", "xlsx", "nogen", "-o", path)


def test_an_advisers_figures_are_shown_and_taken(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    company = ok("company", "add", "navn=Prøvesmedjen (eksempel)")[0]
    ok("visit", "start", company)
    path = tmp_path / "sag.xlsx"
    ok("company", "xlsx", company, "-o", path)
    book = opened(path.read_bytes())
    page = book["Tiltag"]
    heads = titles(page)
    cells = {"Tiltag": "Nye porte", "Rådgiver: El (kWh/år)": "1.500", "Rådgiver: levetid (år)": "evig"}
    for title, value in cells.items():
        page.cell(3, heads[title]).value = value
    path.write_bytes(saved(book))
    new, trouble = ok("step", "read-adviser", company, path)
    assert new.split("\t")[:3] == ["1", "Nye porte", "Nyt forslag"]
    assert trouble.startswith("Tiltag, række 3, kolonne ")
    assert ok("step", "read-adviser", company, path, "--apply")[-1] == "0 ændringer hentet.", "a row with trouble"
    assert ok("step", "read-adviser", company, path, "--apply", "--only", "1")[-1] == "1 ændringer hentet."
    assert [line for line in ok("step", "read-adviser", company, path) if "\t" in line] == []
    assert "kan ikke læses" in fails(1, "step", "read-adviser", company, tmp_path / "væk.xlsx")


def test_all_companies_are_written(ok: Lines, tmp_path: Path) -> None:
    for name in ("Prøvesmedjen (eksempel)", "Bageriet (eksempel)"):
        ok("company", "add", f"navn={name}")
    path = tmp_path / "alle.xlsx"
    assert ok("company", "list", "--xlsx", path, "bager") == [str(path)]
    page = opened(path.read_bytes())["Virksomheder"]
    assert [page.cell(row, 1).value for row in (3, 4)] == ["Bageriet (eksempel)", "I alt"]
