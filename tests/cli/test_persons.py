"""A person's rights and a case's end, from the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def company(run: Run) -> str:
    """A company with a name that can be looked for; its id."""
    return run("company", "add", "navn=Idas Prøvesmedje", "adresse=Vej 1").lines[0].split()[0]


def test_a_person_is_found_and_handed_over(run: Run, tmp_path: Path) -> None:
    company(run)
    assert run("person", "find", "Idas Prøvesmedje").lines == [
        "Står der nu: Idas Prøvesmedje · Navn: Idas Prøvesmedje"
    ]
    paths = run("person", "export", "Idas Prøvesmedje", "-o", tmp_path / "ud").lines
    assert [Path(path).suffix for path in paths] == [".txt", ".json"]
    assert "Idas Prøvesmedje" in Path(paths[0]).read_text("utf-8-sig")
    short = run("person", "find", "Ib")
    assert (short.code, short.out) == (1, "")


def test_a_name_is_taken_out_after_it_was_shown_where(run: Run, tmp_path: Path) -> None:
    company(run)
    company(run)
    copy = tmp_path / "data" / "kopi.db"
    assert run("backup", copy).code == 0
    shown = run("person", "redact", "Idas").lines
    assert shown == [
        "Søgt på: Idas",
        "1. Idas Prøvesmedje · Navn: Idas Prøvesmedje -> [navn fjernet] Prøvesmedje",
        "2. Idas Prøvesmedje · Navn: Idas Prøvesmedje -> [navn fjernet] Prøvesmedje",
        "Intet er ændret. Kør igen med --yes, så fjernes navnet. Det kan ikke fortrydes.",
    ]
    assert len(run("person", "find", "Idas").lines) == 2
    letter = tmp_path / "brev.txt"
    done = run("person", "redact", "Idas", "--yes", "--keep", "2", "--letter", letter)
    assert done.lines[-1] == "Fjernet fra 1 sted."
    assert "Vi har beholdt navnet 1 sted" in letter.read_text("utf-8-sig")
    assert run("person", "redact", "Idas", "--yes").code == 0
    assert run("person", "find", "Idas").out == ""
    again = run("person", "redact", "Idas", "--yes")
    assert (again.code, again.err.strip()) == (1, "Vælg mindst ét sted, hvor navnet skal fjernes.")
    assert run("case", "deletions").out.count("Et navn fra 1 sted") == 2
    assert run("restore", copy).code == 0
    assert run("person", "find", "Idas").out == ""


def test_a_case_is_erased_with_a_letter_and_a_record(run: Run, tmp_path: Path) -> None:
    one = company(run)
    copy = tmp_path / "data" / "kopi.db"
    assert run("backup", copy).code == 0
    assert run("case", "due").out == ""
    early = run("case", "erase", one)
    assert early.code == 1
    assert "ikke slut" in early.err
    assert run("case", "decline", one, "ikke_tid", "--date", "01.01.2026").code == 0
    assert "klar" in run("case", "due").out
    letter = tmp_path / "brev.txt"
    assert run("case", "erase", one, "--letter", letter).lines == ["Slettet: 1 poster."]
    assert "Idas Prøvesmedje" in letter.read_text("utf-8-sig")
    assert run("company", "list").out == ""
    assert run("person", "find", "Idas Prøvesmedje").out == ""
    assert "gjort på 1 af 1 computere" in run("case", "deletions").out
    assert run("restore", copy).code == 0
    assert run("person", "find", "Idas Prøvesmedje").out == ""
    assert run("company", "list").out == ""


def test_what_was_deleted_and_what_is_to_be_settled_are_listed(run: Run) -> None:
    assert run("deleted", "list").out == ""
    assert run("conflict", "list").out == ""
    assert run("conflict", "choose", "x", "1").code == 1
    assert run("deleted", "restore", "x").code == 1
