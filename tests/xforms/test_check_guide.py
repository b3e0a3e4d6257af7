"""The form author's guide can't rot: its forms are checked and filled in, and its mistakes are said as it says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.casework.authoring import checked_form, tried_lines, try_form
from klimabesog.casework.measureform import read_estimate
from klimabesog.xforms import Session, convert, parse
from klimabesog.xforms.check import check_bytes
from klimabesog.xforms.kbcheck import KB
from klimabesog.xforms.surveycheck import COMMON

GUIDE = (Path(__file__).parents[2] / "docs" / "skemaforfatter.md").read_text("utf-8")
FORMS = dict(re.findall(r"```skema (\w+)\n(.*?)```", GUIDE, re.DOTALL))
MISTAKES = re.findall(r"^\| `(relevant|constraint|calculation)` \| `(.+?)` \| (.+) \|$", GUIDE, re.MULTILINE)
STEPS = re.findall(r"```json\n(.*?)```", GUIDE, re.DOTALL)


def test_the_guide_has_forms_and_mistakes() -> None:
    assert len(FORMS) >= 11
    assert len(MISTAKES) >= 15


@pytest.mark.parametrize("name", FORMS)
def test_each_form_is_sound_and_opens(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"{name}.md"
    path.write_text(FORMS[name], encoding="utf-8")
    form, warnings = checked_form(path)
    assert warnings == []
    assert form.version == "2026112101"
    assert tried_lines(path)
    session = Session(parse(form.xform, form.media), instances={"kontekst": b"<root/>"})
    assert session.problems == []


@pytest.mark.full("java")
def test_odk_accepts_them_all(tmp_path: Path, odk_validate: Callable[..., None]) -> None:
    paths = []
    for name, text in FORMS.items():
        form = convert(text.encode(), f"{name}.md")
        paths.append(tmp_path / f"{name}.xml")
        paths[-1].write_bytes(form.xform)
    odk_validate(*paths)


@pytest.mark.parametrize(("column", "cell", "sentence"), MISTAKES)
def test_each_mistake_is_said_so(column: str, cell: str, sentence: str) -> None:
    cells = [cell if column == name else "" for name in ("relevant", "constraint", "calculation")]
    table = f"""| survey |
| | type | name | label | relevant | constraint | calculation |
| | integer | antal | Antal | | | |
| | date | dag | Dag | | | |
| | select_one ja_nej | svar | Svar | | | |
| | integer | her | Her | {" | ".join(cells)} |
| choices |
| | list_name | name | label |
| | ja_nej | ja | Ja |
| | ja_nej | nej | Nej |
| settings |
| | form_id | version |
| | f | 1 |
"""
    (problem,) = check_bytes(table.encode(), "f.md")
    assert (problem.row, problem.column) == (6, column)
    assert problem.message.startswith(sentence)


def test_the_steps_of_the_guide(tmp_path: Path) -> None:
    form, steps = tmp_path / "vaskeri.md", tmp_path / "t.json"
    form.write_text(FORMS["vaskeri"], encoding="utf-8")
    (text,) = STEPS
    steps.write_text(text, encoding="utf-8")
    assert all(step["op"] == "set" for step in json.loads(text))
    facts = try_form(form, steps)
    assert facts["/data/vask/maskiner"]["value"] == "4"
    assert facts["/data/vask/kilde"]["relevant"]


def test_the_measure_of_the_guide_saves_energy(tmp_path: Path) -> None:
    path = tmp_path / "m.md"
    path.write_text(FORMS["spareperlator"], encoding="utf-8")
    form, _warnings = checked_form(path)
    session = Session(parse(form.xform, form.media))
    session.set("/data/tal/ind_haner", "10")
    estimate = read_estimate(session.root, "m1", "Tiltag")
    assert estimate.complete
    assert estimate.problem == ""
    (stream,) = estimate.measure.streams
    assert (stream.kind, stream.carrier, stream.end_use, stream.kwh) == (
        "reducer",
        "fjernvarme",
        "varmt_vand",
        2400,
    )
    assert (estimate.measure.investment, estimate.measure.lifetime, estimate.measure.accuracy) == (
        1000,
        10,
        "C",
    )
    assert estimate.texts["ud_formel"] == "10 haner × 600 kWh × 40 % = 2400 kWh om året"


def test_nothing_is_left_out() -> None:
    """Every column of the program's own, and every type that the checker proposes, is in the guide."""
    assert [name for name in KB if f"`bind::kb:{name}`" not in GUIDE] == []
    written = set(re.findall(r"`([\w-]+)[^`]*`", GUIDE))
    unsaid = {"start", "end", "today", "username", "csv-external"}
    assert set(COMMON) - unsaid - written == set()
