"""The commands for those who write forms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from klimabesog.casework.library import builtin_paths
from tests.cli.conftest import Run, refused

FORM = "| survey |\n|  | type | name | label | relevant |\n|  | integer | antal | Antal | |\n"
SETTINGS = "| settings |\n|  | form_id | version |\n|  | prøve | 1 |\n"
WRONG = FORM + "|  | text | hvorfor | Hvorfor | ${antl} > 5 |\n" + SETTINGS
FORM += SETTINGS


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "skema.md"
    path.write_text(FORM, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "forkert.md"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_check(raw: Run, form: Path, wrong: Path) -> None:
    assert raw("form", "check", form) == raw("form", "check", builtin_paths()[0])
    done = raw("form", "check", wrong)
    assert (done.code, done.err) == (1, "")
    assert done.lines[0].startswith("forkert.md:survey:4:relevant: ")


def test_check_in_english(raw: Run, wrong: Path) -> None:
    danish, english = raw("form", "check", wrong), raw("form", "check", wrong, "--lang", "en")
    assert english.code == 1
    assert english.lines[0].startswith(
        "forkert.md:survey:4:relevant: There is no ${antl} in the form. Do you mean"
    )
    assert raw("form", "check", wrong) == danish
    assert raw("form", "check", wrong, "--lang", "da") == danish


def test_a_warning_is_no_error(raw: Run, tmp_path: Path) -> None:
    path = tmp_path / "skema.md"
    path.write_text(FORM.replace("integer", "audio"), encoding="utf-8")
    done = raw("form", "check", path)
    assert done.code == 0
    assert done.lines[0].startswith("skema.md:survey:3:type: Bemærk: ")


def test_convert(raw: Run, form: Path, wrong: Path, tmp_path: Path) -> None:
    out = tmp_path / "ud.xml"
    assert raw("form", "convert", form, "-o", out).lines == [str(out)]
    assert out.read_bytes().startswith(b"<?xml")
    refused(raw("form", "convert", wrong, "-o", tmp_path / "intet.xml"), 1)
    assert not (tmp_path / "intet.xml").exists()
    refused(raw("form", "convert", form, "-o", tmp_path), 3)


def test_xlsx(raw: Run, wrong: Path, tmp_path: Path) -> None:
    """The form for Excel: the checker finds the same in it, and it converts to the same."""
    form = builtin_paths()[0]
    book, one, two = tmp_path / "ud.xlsx", tmp_path / "et.xml", tmp_path / "to.xml"
    assert raw("form", "xlsx", form, "-o", book).lines == [str(book)]
    assert raw("form", "check", book).code == 0
    raw("form", "convert", form, "-o", one)
    raw("form", "convert", book, "-o", two)
    assert one.read_bytes() == two.read_bytes()
    raw("form", "xlsx", wrong, "-o", book)
    found, again = (raw("form", "check", path).lines for path in (wrong, book))
    assert [line.partition(": ")[2] for line in found] == [line.partition(": ")[2] for line in again]
    refused(raw("form", "xlsx", tmp_path / "væk.csv", "-o", book), 1)


def test_run(raw: Run, form: Path, tmp_path: Path) -> None:
    steps = tmp_path / "trin.json"
    steps.write_text(json.dumps([{"op": "set", "ref": "/data/antal", "value": "7"}]), encoding="utf-8")
    facts = json.loads(raw("form", "run", form, "--steps", steps, "--json").out)
    assert facts["/data/antal"]["value"] == "7"
    assert raw("form", "run", form).lines == ["/data/antal  Antal:"]
    case = tmp_path / "sag.xml"
    case.write_text("<root/>", encoding="utf-8")
    assert raw("form", "run", form, "--kontekst", case, "--steps", steps).lines == ["/data/antal  Antal: 7"]
    assert raw("form", "run", form, "--kontekst", tmp_path / "væk.xml").code == 1


@pytest.mark.parametrize(
    "command", [["check"], ["convert", "-o", "x.xml"], ["xlsx", "-o", "x.xlsx"], ["run"]]
)
@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00", b"PK\x03\x04"])
def test_what_is_no_form(raw: Run, tmp_path: Path, command: list[str], content: bytes | None) -> None:
    path = tmp_path / ("skema.xlsx" if content == b"PK\x03\x04" else "skema.csv")
    if content is not None:
        path.write_bytes(content)
    name, *more = command
    done = raw("form", name, path, *more)
    assert done.code == 1
    assert "Traceback" not in done.err
    assert len((done.err + done.out).splitlines()) == 1


@pytest.mark.parametrize("steps", ["{", "{}", '[{"op": "hop"}]', '[{"op": "set", "ref": "/data/x"}]'])
def test_steps_that_are_none(raw: Run, form: Path, tmp_path: Path, steps: str) -> None:
    path = tmp_path / "trin.json"
    path.write_text(steps, encoding="utf-8")
    refused(raw("form", "run", form, "--steps", path), 1)
