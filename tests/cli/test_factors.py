"""Factors and prices from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

OWN = "udledning;fjernvarme;MWh;34,0;2025;forbraending;egen;;Værkets deklaration;;2025;hoej;2;\n"


def test_out_changed_and_in_again(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "faktorer.csv"
    assert run("factors", "export", table).lines == [str(table)]
    assert run("factors", "import", table).lines == ["Filen ændrer ikke noget."]
    table.write_text(table.read_text("utf-8-sig") + OWN, encoding="utf-8-sig")
    looked = run("factors", "import", table, "--dry-run")
    assert looked.lines[0].startswith("Ny: Fjernvarme, udledning: 34")
    assert len(run("factors", "list", "--own").lines) == 1
    assert run("factors", "import", table).lines == looked.lines
    head, own = run("factors", "list", "--own").lines
    assert head.startswith("Faktorer 2026 med kommunens egne tal · livscyklus")
    assert head.replace("\u00a0", " ").endswith("kalkulationsrente 3,5 %")
    assert own.endswith("Værkets deklaration")
    assert len(run("factors", "list").lines) > 60


def test_mistakes_are_said_with_their_lines(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "faktorer.csv"
    run("factors", "export", table)
    table.write_text(table.read_text("utf-8-sig") + "pris;el;kWh;meget;;;egen;;X\n", encoding="utf-8-sig")
    done = run("factors", "import", table)
    assert done.code == 1
    assert "er ikke et tal" in done.err
    assert "Intet er hentet" in done.err
    gone = run("factors", "import", tmp_path / "væk.csv")
    assert (gone.code, gone.out) == (1, "")
