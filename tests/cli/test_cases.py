"""Companies, visits and reports from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework.papers.offers import OFFERS
from klimabesog.values.resources import path as resource_path
from tests.cli.conftest import Run

CVR, WRONG_CVR = "13585628", "13585627"
NOBODY = "11111111-1111-4111-8111-111111111111"
YEAR_BUILT = "/data/virksomheden/byggeaar"
Lines = Callable[..., list[str]]
Fails = Callable[..., str]


@pytest.fixture
def company(ok: Lines) -> str:
    return ok("company", "add", "navn=Smedjen ApS", f"cvr={CVR}", "postnr=2630", "ansatte=12")[0]


@pytest.fixture
def visit(ok: Lines, company: str) -> str:
    return ok("visit", "start", company, "--date", "20.11.2026", "--time", "10:05")[0]


# -- companies -------------------------------------------------------------------------------------


def test_a_company_added_listed_and_shown(ok: Lines, company: str) -> None:
    (line,) = ok("company", "list")
    assert line.split("\t")[:4] == [company, "Smedjen ApS", CVR, "Taastrup"]
    assert ok("company", "list", "smed", "taas") == [line]
    assert ok("company", "list", "bager") == []
    shown = ok("company", "show", company)
    assert "navn: Smedjen ApS" in shown
    assert "by: Taastrup" in shown
    assert sum(line[:2] in {f"{n}." for n in range(1, 7)} for line in shown) == 6


def test_a_doubtful_cvr(ok: Lines, fails: Fails) -> None:
    assert "kontrolciffer" in fails(1, "company", "add", "navn=A", f"cvr={WRONG_CVR}")
    assert ok("company", "add", "navn=A", f"cvr={WRONG_CVR}", "--accept-cvr")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        (["navn=A", "cvr=12"], "8 cifre"),
        (["navn=A", "ansatte=tolv"], "tal"),
        (["navn=A", "areal=stort"], "tal"),
        (["navn="], "navn"),
        (["by=Vejle"], "navn"),
        (["navn=B", f"cvr={CVR}"], "har allerede"),
    ],
)
def test_a_company_that_cannot_be_kept(fails: Fails, company: str, fields: list[str], says: str) -> None:
    assert company
    assert says in fails(1, "company", "add", *fields)


def test_import(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(f"CVR;Navn;Ansatte\n{CVR};Smørrebrød;x\n".encode("latin-1"))
    lines = ok("company", "import", path)
    assert lines[0] == "1 oprettet, 0 rettet, 0 uændret."
    assert lines[1].startswith("Linje 2: ")
    assert ok("company", "import", path)[0] == "0 oprettet, 0 rettet, 1 uændret."
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert "kolonner" in fails(1, "company", "import", path)
    assert "kan ikke læses" in fails(1, "company", "import", tmp_path / "væk.csv")
    assert "kan ikke læses" in fails(1, "company", "import", tmp_path)


def test_no_such_company(fails: Fails) -> None:
    assert "findes ikke" in fails(1, "company", "show", NOBODY)
    assert "findes ikke" in fails(1, "company", "show", "smedjen")
    assert "findes ikke" in fails(1, "visit", "start", NOBODY)


# -- visits ----------------------------------------------------------------------------------------


def test_a_visit_from_start_to_report(ok: Lines, company: str, visit: str, tmp_path: Path) -> None:
    row = {"energibaerer": "el", "maengde": "100000", "kroner": "150000"}
    for name, value in row.items():
        assert ok("visit", "answer", visit, "forbrug", f"/data/forbrug[1]/{name}", value)
    (said,) = ok("visit", "answer", visit, "tjekliste", "/data/try/try_01", "nej")
    assert said.startswith("Gemt ")
    (line,) = ok("visit", "list")
    assert line.split("\t")[:4] == [visit, "20.11.2026", "Smedjen ApS", "kladde"]
    shown = ok("visit", "show", visit)
    assert shown[0] == "Smedjen ApS, 20.11.2026, kladde"
    assert any(line.startswith("TRY-01 ") for line in shown)
    assert "Årsforbrug 2025: 100.000 kWh" in shown
    pdf = tmp_path / "ud" / "rapport.pdf"
    assert ok("visit", "report", visit, "-o", pdf) == [str(pdf)]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert f"besøg: {visit} 20.11.2026 kladde" in ok("company", "show", company)


def test_how_much_a_visit_asks(ok: Lines, fails: Fails, company: str) -> None:
    (visit,) = ok("visit", "start", company, "--kort", "--branche", "kontor")
    assert ok("visit", "scope", visit)[0].startswith("Kort gennemgang, kontor: ")
    shown = ok("visit", "show", visit)
    assert "Rundgang: Belysning 0/3" in shown
    assert not any("Procesvarme" in line for line in shown)
    assert ok("visit", "scope", visit, "--branche", "tung")[0].startswith("Kort gennemgang, tung industri: ")
    (said,) = ok("visit", "scope", visit, "--hele", "--branche", "alle")
    assert said.startswith("Hele tjeklisten: ")
    assert "Rundgang: Procesvarme 0/8" in ok("visit", "show", visit)
    assert "butik, kontor" in fails(1, "visit", "scope", visit, "--branche", "smedje")
    assert "butik, kontor" in fails(1, "visit", "start", company, "--branche", "smedje")
    assert "findes ikke" in fails(1, "visit", "scope", NOBODY, "--kort")


def test_letters_in_a_number_are_kept_and_said(run: Run, visit: str) -> None:
    done = run("visit", "answer", visit, "besoeg", YEAR_BUILT, "gammel")
    assert done.code == 0
    assert not done.out.startswith("Gemt")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", NOBODY),
        ("show", "Smedjen"),
        ("answer", NOBODY, "besoeg", YEAR_BUILT, "1978"),
        ("answer", "VISIT", "findes_ikke", YEAR_BUILT, "1978"),
        ("answer", "VISIT", "besoeg", "/data/findes_ikke", "1978"),
        ("answer", "VISIT", "besoeg", "[[", "1978"),
        ("answer", "VISIT", "besoeg", "/data/virksomheden", "1978"),
        ("start", "COMPANY", "--date", "i morgen"),
    ],
)
def test_what_is_not_there(fails: Fails, company: str, visit: str, arguments: tuple[str, ...]) -> None:
    known = {"VISIT": visit, "COMPANY": company}
    fails(1, "visit", *(known.get(argument, argument) for argument in arguments))


def test_the_report_needs_a_place(fails: Fails, visit: str, tmp_path: Path) -> None:
    assert "mappe med det navn" in fails(3, "visit", "report", visit, "-o", tmp_path)
    (tmp_path / "fil").touch()
    fails(3, "visit", "report", visit, "-o", tmp_path / "fil" / "rapport.pdf")
    assert "findes ikke" in fails(1, "visit", "report", NOBODY, "-o", tmp_path / "r.pdf")


def test_a_script_is_played(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    (visit,) = ok("visit", "play", resource_path("resources", "eksempel", "nordkrogen.json"))
    assert "Årsforbrug 2025: 412.300 kWh" in ok("visit", "show", visit)
    script = tmp_path / "sag.json"
    script.write_text(json.dumps({"steps": [{"op": "flyv"}]}), encoding="utf-8")
    assert "Trin 1" in fails(1, "visit", "play", script)
    assert "sagsscript" in fails(1, "visit", "play", tmp_path / "væk.json")


# -- the example -----------------------------------------------------------------------------------


def test_demo_writes_every_document_of_both_cases(raw: Run, tmp_path: Path, data_dir: Path) -> None:
    """Its data lie in a folder of its own: the user's are not even made."""
    done = raw("demo", "--out", tmp_path)
    assert (done.code, done.err) == (0, "")
    assert "Mål 15,0 %, foreslået 17,4 %, nået 11,4 %" in done.lines
    assert any(line.startswith("Egen indsats: -6.723 kg") for line in done.lines)
    told = {Path(line) for line in done.lines if line.endswith(".pdf")}
    assert told == set(tmp_path.rglob("*.pdf"))
    assert {path.parent.name for path in told} == {"nordkrogen-trin", "engdammen"}
    assert all(path.read_bytes().startswith(b"%PDF") for path in told)
    for offer in OFFERS:
        assert sum(path.name.startswith(offer.title) for path in told) >= 2, offer.title
    workbooks = {Path(line) for line in done.lines if line.endswith(".xlsx")}
    assert {path.parent.name for path in workbooks if path.exists()} == {"nordkrogen-trin", "engdammen"}
    assert not data_dir.exists()


def test_demo_of_a_case_by_its_name(raw: Run, fails: Fails, tmp_path: Path) -> None:
    done = raw("demo", "--case", "nordkrogen", "--out", tmp_path)
    assert (done.code, done.err) == (0, "")
    assert Path(done.lines[-1]).parent == tmp_path / "nordkrogen"
    assert "nordkrogen-trin, engdammen" in fails(1, "demo", "--case", "skoven")


def test_demo_where_nothing_can_be_written(raw: Run, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    done = raw("demo", "--out", tmp_path / "fil")
    assert done.code == 3
    assert len(done.err.splitlines()) == 1
