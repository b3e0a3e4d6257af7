"""Submission XML: deterministic out, and in again."""

from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest
from lxml import etree

from klimabesog.values.errors import InputError
from klimabesog.xforms import read_submission, write_submission

FORM = """
| survey   |              |       |       |              |
|          | type         | name  | label | relevant     |
|          | text         | navn  | Navn  |              |
|          | integer      | antal | Antal |              |
|          | text         | mere  | Mere  | ${antal} > 1 |
|          | begin repeat | rum   | Rum   |              |
|          | text         | hvad  | Hvad  |              |
|          | end repeat   |       |       |              |
| settings |              |       |       |              |
|          | form_id      | version |     |              |
|          | proeve       | 7     |       |              |
"""


def test_what_is_hidden_is_left_out(fill):
    session = fill(FORM)
    session.set("/data/antal", "2")
    session.set("/data/mere", "hemmeligt")
    assert b"hemmeligt" in write_submission(session)
    session.set("/data/antal", "1")
    xml = write_submission(session)
    assert b"hemmeligt" not in xml
    assert b"<mere" not in xml
    assert etree.fromstring(xml).get("id") == "proeve"
    assert b"<instanceID>uuid:besog-1</instanceID>" in xml


@hypothesis.given(name=st.text(max_size=30), rooms=st.lists(st.text(max_size=8), max_size=3))
@hypothesis.settings(max_examples=40, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
def test_out_and_in_again_is_the_same(fill, form, name, rooms):
    if not _cache:
        _cache["form"] = form(FORM)
    definition = _cache["form"]
    session = fill(definition)
    session.set("/data/navn", name)
    for place, room in enumerate(rooms, 1):
        if place > 1:
            session.add_row("/data/rum")
        session.set(f"/data/rum[{place}]/hvad", room)
    xml = write_submission(session)
    assert xml == write_submission(session)
    again = fill(definition, read_submission(definition, xml, "besog-1"))
    assert write_submission(again) == xml


_cache: dict[str, object] = {}


RICH = """
| survey   |                  |        |             |              |                |              |         |
|          | type             | name   | label       | relevant     | calculation    | repeat_count | save_to |
|          | start            | start  |             |              |                |              |         |
|          | integer          | etager | Etager      |              |                |              |         |
|          | begin repeat     | etage  | Etage       |              |                | ${etager}    |         |
|          | text             | navn   | Navn        |              |                |              |         |
|          | begin repeat     | rum    | Rum         |              |                |              |         |
|          | decimal          | areal  | Areal       |              |                |              | areal   |
|          | select_multiple ting | ting | Ting      | ${areal} > 5 |                |              |         |
|          | geopoint         | sted   | Sted        |              |                |              |         |
|          | end repeat       |        |             |              |                |              |         |
|          | end repeat       |        |             |              |                |              |         |
|          | calculate        | samlet |             |              | sum(${areal})  |              |         |
| choices  |                  |        |             |              |                |              |         |
|          | list_name        | name   | label       |              |                |              |         |
|          | ting             | lys    | Lys         |              |                |              |         |
|          | ting             | varme  | Varme       |              |                |              |         |
| entities |                  |        |             |              |                |              |         |
|          | dataset          | label  | repeat      |              |                |              |         |
|          | rum              | ${areal} | ${rum}    |              |                |              |         |
"""


def test_nested_and_counted_rows_and_entities_come_back_byte_for_byte(fill, form):
    definition = form(RICH)
    session = fill(definition)
    session.set("/data/etager", "2")
    session.set("/data/etage[2]/navn", '1. sal <syd> & "nord"')
    for row in (1, 2):
        session.add_row("/data/etage[2]/rum")
        session.set(f"/data/etage[2]/rum[{row}]/areal", f"{row}0.5")
    session.set("/data/etage[2]/rum[1]/ting", "varme lys")
    session.set("/data/etage[2]/rum[1]/sted", "56.1 10.2")
    xml = write_submission(session)
    again = fill(definition, read_submission(definition, xml, "besog-1"))
    assert write_submission(again) == xml
    assert again.node("/data/samlet").value == "31"
    assert [row.label for row in again.entities()][-2:] == ["10.5", "20.5"]


def test_an_id_given_elsewhere_is_kept(fill, form):
    definition = form(RICH)
    session = fill(definition)
    session.set("/data/etager", "1")
    session.add_row("/data/etage[1]/rum")
    xml = write_submission(session)
    (own,) = {row.id for row in session.entities() if row.ref == "/data/etage[1]/rum[1]"}
    foreign = xml.replace(own.encode(), b"0f0f0f0f-0000-4000-8000-000000000001")
    again = fill(definition, read_submission(definition, foreign, "besog-1"))
    assert write_submission(again) == foreign


def test_another_forms_answers_are_refused(fill, form):
    with pytest.raises(InputError, match="andet skema"):
        read_submission(form(FORM), b"<data id='noget_andet'/>", "x")
    with pytest.raises(InputError):
        read_submission(form(FORM), b"<data", "x")
