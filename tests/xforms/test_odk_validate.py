"""ODK's own validator accepts our forms, and our submissions as the instance of their form."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.xforms import convert, parse, write_submission

TABLES = {
    "valg": """
| survey  |                       |        |         |                        |                  |
|         | type                  | name   | label   | choice_filter          | calculation      |
|         | select_one omraade    | omr    | Område  |                        |                  |
|         | select_one punkt      | punkt  | Punkt   | omraade = ${omr}       |                  |
|         | select_multiple ting  | ting   | Ting    |                        |                  |
|         | rank ting             | raekke | Række   |                        |                  |
|         | calculate             | navn   |         |                        | jr:choice-name(${punkt}, '${punkt}') |
|         | range                 | skala  | Skala   |                        |                  |
| choices |                       |        |         |                        |                  |
|         | list_name             | name   | label   | omraade                |                  |
|         | omraade               | bel    | Lys     |                        |                  |
|         | punkt                 | lamper | Lamper  | bel                    |                  |
|         | ting                  | a      | A       |                        |                  |
|         | ting                  | b      | B       |                        |                  |
""",
    "gentagelser": """
| survey |              |        |             |              |                                      |              |
|        | type         | name   | label       | relevant     | calculation                          | repeat_count |
|        | integer      | antal  | Antal       |              |                                      |              |
|        | begin repeat | rum    | Rum         |              |                                      | ${antal}     |
|        | decimal      | areal  | Areal       |              |                                      |              |
|        | calculate    | foer   |             |              | indexed-repeat(${areal}, ${rum}, position(..) - 1) | |
|        | begin repeat | lampe  | Lampe       |              |                                      |              |
|        | integer      | watt   | Watt        | ${areal} > 5 |                                      |              |
|        | end repeat   |        |             |              |                                      |              |
|        | end repeat   |        |             |              |                                      |              |
|        | calculate    | sum    |             |              | sum(${areal}) + count(${lampe})      |              |
""",
    "alt_andet": """
| survey   |           |        |        |                       |                           |                      |
|          | type      | name   | label  | default               | calculation               | constraint           |
|          | start     | start  |        |                       |                           |                      |
|          | end       | slut   |        |                       |                           |                      |
|          | username  | bruger |        |                       |                           |                      |
|          | text      | maaler | Måler  | ${last-saved#maaler}  |                           | regex(., '[A-Z]+.*') |
|          | date      | dato   | Dato   | today()               |                           | . <= today()         |
|          | dateTime  | kl     | Tid    | now()                 |                           |                      |
|          | geopoint  | sted   | Sted   |                       |                           |                      |
|          | image     | foto   | Foto   |                       |                           |                      |
|          | file      | fil    | Fil    |                       |                           |                      |
|          | acknowledge | ok   | Ok     |                       |                           |                      |
|          | calculate | id     |        |                       | once(uuid())              |                      |
|          | calculate | tekst  |        |                       | format-date(${dato}, '%e/%n %Y') |               |
""",
}  # fmt: skip
ANSWERS = {
    "valg": {"omr": "bel", "punkt": "lamper", "ting": "b a", "raekke": "b a", "skala": "3"},
    "gentagelser": {
        "antal": "2", "rum[1]/areal": "12.5", "rum[2]/areal": "3", "rum[1]/lampe": "+", "rum[1]/lampe[1]/watt": "60"
    },
    "alt_andet": {
        "maaler": "M 17 <æøå> & \"x\"", "dato": "2026-11-20", "sted": "56.16 10.2 0 5", "foto": "a.jpg", "ok": "OK",
    },
}  # fmt: skip


@pytest.mark.full("java")
@pytest.mark.parametrize("name", TABLES)
def test_form_and_submission_are_accepted(
    name: str, tmp_path: Path, odk_validate: Callable[..., None], fill
) -> None:
    xform = convert(TABLES[name].strip().encode(), f"{name}.md", {}).xform
    session = fill(parse(xform))
    for path, value in ANSWERS[name].items():
        if value == "+":
            session.add_row("/data/" + path)
        else:
            session.set("/data/" + path, value)
    submission = write_submission(session).decode().partition("?>")[2]
    instance = f"<instance>{submission}</instance>"
    filled = re.sub(r"<instance>.*?</instance>", lambda _old: instance, xform.decode(), count=1, flags=re.S)
    assert filled != xform.decode()
    (tmp_path / "form.xml").write_bytes(xform)
    (tmp_path / "besvaret.xml").write_text(filled, encoding="utf-8")
    odk_validate(tmp_path / "form.xml", tmp_path / "besvaret.xml")
