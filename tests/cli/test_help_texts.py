"""Tilskud og hjælp from the command line."""

from __future__ import annotations

from tests.cli.conftest import Run

ONE = ("--title", "Lån en lækagesøger", "--text", "Ring til kommunen.", "--measures", "tryklufttab")


def test_written_listed_and_checked(run: Run) -> None:
    assert run("help-texts", "list").out == ""
    added = run("help-texts", "add", *ONE, "--link", "eksempel.invalid")
    assert "når den er kontrolleret" in added.out
    (line,) = run("help-texts", "list").lines
    assert line == "1. Lån en lækagesøger · Ikke kontrolleret endnu · https://eksempel.invalid"
    assert run("help-texts", "check", "1").out.startswith("Kontrolleret ")
    assert "· Kontrolleret " in run("help-texts", "list").out
    missing = run("help-texts", "check", "2")
    assert (missing.code, missing.err.strip()) == (1, "Der er ingen tekst nr. 2. Se dem med help-texts list.")


def test_pointers_are_listed_and_taken_over(run: Run) -> None:
    offered = run("help-texts", "list", "--suggestions").lines
    assert offered[0].startswith("sparenergi · SparEnergi: råd om energibesparelser · Kontrollér")
    run("help-texts", "take", "sparenergi")
    assert run("help-texts", "list").lines[0].startswith("1. SparEnergi")
    assert len(run("help-texts", "list", "--suggestions").lines) == len(offered) - 1
    again = run("help-texts", "take", "sparenergi")
    assert again.code == 1
    assert "Der er intet forslag sparenergi" in again.err


def test_what_is_wrong_is_said(run: Run) -> None:
    wrong = run("help-texts", "add", *ONE, "--areas", "varmen")
    assert (wrong.code, wrong.out) == (1, "")
    assert wrong.err.startswith("varmen kendes ikke.")
