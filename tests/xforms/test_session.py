"""A session keeps relevance, calculation, required, readonly and constraint right, and says what to store."""

from __future__ import annotations

import pytest

from klimabesog.values.errors import InputError
from klimabesog.xforms import Answer, SavedInstance

LAMPS = """
| survey | | | | | | | | |
| | type | name | label | relevant | constraint | required | constraint_message | calculation |
| | integer | antal | Antal | | . >= 0 | true() | Ikke under nul | |
| | begin group | mere | Mere | ${antal} > 0 | | | | |
| | decimal | watt | Watt | | | ${antal} > 10 | | |
| | end group | | | | | | | |
| | calculate | samlet | | | | | | ${antal} * ${watt} |
| | note | vis | I alt ${samlet} W | | | | | |
"""


def test_a_change_reaches_what_depends_on_it(fill):
    session = fill(LAMPS)
    changed = session.set("/data/antal", "12")
    assert changed.answers == (Answer("besog-1", "/data/antal", "12"),)
    assert {"/data/antal", "/data/mere", "/data/mere/watt"} <= changed.refs
    changed = session.set("/data/mere/watt", "5.5")
    assert session.node("/data/samlet").value == "66"
    assert session.node("/data/vis").label == "I alt 66 W"
    assert "/data/vis" in changed.refs
    assert changed.answers == (Answer("besog-1", "/data/mere/watt", "5.5"),), (
        "calculated nodes are never stored"
    )


def test_a_hidden_answer_is_kept_but_counts_as_blank(fill):
    session = fill(LAMPS)
    session.set("/data/antal", "12")
    session.set("/data/mere/watt", "5.5")
    session.set("/data/antal", "0")
    watt = session.node("/data/mere/watt")
    assert (watt.relevant, watt.value, watt.text) == (False, "5.5", "")
    assert session.node("/data/samlet").value == ""
    session.set("/data/antal", "1")
    assert session.node("/data/samlet").value == "5.5"


def test_a_violating_answer_is_stored_and_flagged(fill):
    session = fill(LAMPS)
    changed = session.set("/data/antal", "-3")
    assert changed.answers == (Answer("besog-1", "/data/antal", "-3"),)
    node = session.node("/data/antal")
    assert (node.valid, node.message) == (False, "Ikke under nul")
    assert session.errors() == [node]


def test_text_of_the_wrong_type_is_stored_flagged_and_kept_out_of_formulas(fill):
    session = fill(LAMPS)
    session.set("/data/antal", "tolv")
    node = session.node("/data/antal")
    assert (node.value, node.text, node.valid, node.message) == ("tolv", "", False, "Skriv et helt tal.")
    session.set("/data/antal", "12")
    assert (node.text, node.valid, node.message) == ("12", True, None)


def test_required_follows_its_condition(fill):
    session = fill(LAMPS)
    assert [node.ref for node in session.missing()] == ["/data/antal"]
    session.set("/data/antal", "11")
    assert [node.ref for node in session.missing()] == ["/data/mere/watt"]
    session.set("/data/antal", "10")
    assert session.missing() == []


def test_the_same_answer_again_stores_nothing(fill):
    session = fill(LAMPS)
    session.set("/data/antal", "3")
    again = session.set("/data/antal", "3")
    assert again.answers == ()
    assert again.refs == frozenset()


def test_unknown_places_are_refused_with_a_sentence(fill):
    session = fill(LAMPS)
    with pytest.raises(InputError, match="ikke noget spørgsmål"):
        session.set("/data/nej", "1")
    with pytest.raises(InputError, match="gruppe"):
        session.set("/data/mere", "1")


def test_readonly_is_inherited(fill):
    session = fill(
        """
        | survey |             |      |       |          |
        |        | type        | name | label | readonly |
        |        | begin group | g    | G     | true()   |
        |        | text        | a    | A     |          |
        |        | end group   |      |       |          |
        """
    )
    assert session.node("/data/g/a").readonly


def test_a_session_comes_back_as_it_was(fill):
    session = fill(LAMPS)
    answers = {}
    for ref, value in (("/data/antal", "12"), ("/data/mere/watt", "5.5")):
        for answer in session.set(ref, value).answers:
            answers.setdefault(answer.record, {})[answer.path] = answer.value
    again = fill(LAMPS, SavedInstance(answers))
    assert {node.ref: node.text for node in again.walk()} == {node.ref: node.text for node in session.walk()}
    assert again.opened.answers == ()


def test_external_context_is_live(fill):
    session = fill(
        """
        | survey |              |          |       |             |
        |        | type         | name     | label | calculation |
        |        | xml-external | kontekst |       |             |
        |        | calculate    | navn     |       | instance('kontekst')/root/virksomhed/navn |
        |        | calculate    | pris     |       | instance('kontekst')/root/faktorer/baerer[@id='el']/pris_kr_kwh |
        |        | text         | andet    | Andet |             |
        """,
        instances={"kontekst": b"<root><virksomhed><navn>Hansens Bageri</navn></virksomhed></root>"},
    )
    assert session.node("/data/navn").value == "Hansens Bageri"
    assert session.node("/data/pris").value == ""
    changed = session.set_instance(
        "kontekst",
        b"<root><faktorer><baerer id='el'><pris_kr_kwh>1.5</pris_kr_kwh></baerer></faktorer></root>",
    )
    assert (session.node("/data/navn").value, session.node("/data/pris").value) == ("", "1.5")
    assert changed.refs == {"/data/navn", "/data/pris"}
    assert changed.answers == ()


def test_an_unknown_function_is_noted_and_does_not_stop_the_visit(fill):
    session = fill(
        """
        | survey |           |      |       |             |
        |        | type      | name | label | calculation |
        |        | calculate | a    |       | explode(1)  |
        |        | text      | b    | B     |             |
        """
    )
    assert session.node("/data/a").value == ""
    assert [problem.ref for problem in session.problems] == ["/data/a"]


def test_minted_values_are_stored_once(fill):
    table = """
        | survey |           |      |       |                |
        |        | type      | name | label | calculation    |
        |        | calculate | nr   |       | once(uuid())   |
        |        | text      | b    | B     |                |
        """
    session = fill(table)
    (answer,) = session.opened.answers
    assert answer.path == "/data/nr"
    again = fill(table, SavedInstance({"besog-1": {"/data/nr": answer.value}}))
    assert again.node("/data/nr").value == answer.value
    assert again.opened.answers == ()


def test_a_translated_label_follows_the_answers_it_shows(fill):
    session = fill(
        """
        | survey |         |      |                       |                        |
        |        | type    | name | label::Dansk (da)     | label::English (en)    |
        |        | integer | p    | Pris                  | Price                  |
        |        | note    | vis  | I alt ${p} kr.        | ${p} kr. in all        |
        """
    )
    changed = session.set("/data/p", "4")
    assert "/data/vis" in changed.refs
    assert session.node("/data/vis").label == "I alt 4 kr."


def test_names_of_months_are_danish(fill):
    session = fill(
        """
        | survey |           |      |       |                                     |
        |        | type      | name | label | calculation                         |
        |        | calculate | a    |       | format-date('2026-05-04', '%e. %b') |
        """
    )
    assert session.node("/data/a").value == "4. maj"
