"""The six steps by command."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Lines = Callable[..., list[str]]
Fails = Callable[..., str]


@pytest.fixture
def company(ok: Lines) -> str:
    return ok("company", "add", "navn=Prøvesmedjen (eksempel)")[0]


def test_how_far_a_company_is(ok: Lines, company: str) -> None:
    ok("step", "answer", company, "information", "/data/interessen/interesse", "ja")
    ok("step", "skip", company, 4, "Screeningen", "er", "nok")
    lines = [line.split("\t") for line in ok("step", "list", company)]
    assert [line[0] for line in lines] == ["1", "2", "3", "4", "5", "6"]
    assert lines[0][2] == "gennemfoert"
    assert lines[3][2:] == ["sprunget_over", "Screeningen er nok"]
    ok("step", "skip", company, 4)
    assert ok("step", "list", company)[3].split("\t")[2] == "ikke_startet"


def test_the_answers_of_a_form(ok: Lines, company: str) -> None:
    ok("step", "answer", company, "information", "/data/kontakten/kanal", "tilsyn")
    shown = {line.split("\t")[0]: line.split("\t")[2] for line in ok("step", "show", company, "information")}
    assert shown["/data/kontakten/kanal"] == "Miljøtilsyn"
    assert ok("step", "fill", company, "handlingsplan") == ["0 tiltag hentet."]


def test_what_is_refused(fails: Fails, company: str) -> None:
    assert "ikke et trin" in fails(1, "step", "show", company, "opfoelgning:4")
    assert "findes ikke" in fails(1, "step", "list", "nogen")
    assert "ikke noget spørgsmål" in fails(1, "step", "answer", company, "information", "/data/x", "1")
