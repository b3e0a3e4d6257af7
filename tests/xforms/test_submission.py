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


def test_another_forms_answers_are_refused(fill, form):
    with pytest.raises(InputError, match="andet skema"):
        read_submission(form(FORM), b"<data id='noget_andet'/>", "x")
    with pytest.raises(InputError):
        read_submission(form(FORM), b"<data", "x")
