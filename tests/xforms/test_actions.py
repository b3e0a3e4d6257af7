"""What happens by itself: dynamic defaults, triggers, preloads, and the ids of entities."""

from __future__ import annotations

from klimabesog.values.ids import derived_id
from klimabesog.xforms import Answer, SavedInstance

DEFAULTS = """
| survey |              |        |        |                                          |             |         |
|        | type         | name   | label  | default                                  | calculation | trigger |
|        | start        | start  |        |                                          |             |         |
|        | xml-external | kontekst |      |                                          |             |         |
|        | date         | dato   | Dato   | today()                                  |             |         |
|        | text         | hvem   | Hvem   | instance('kontekst')/root/besoeg/medarbejder |         |         |
|        | integer      | fast   | Fast   | 7                                        |             |         |
|        | text         | sidst  | Sidst  |                                          |             |         |
|        | dateTime     | aendret | Ændret |                                         | now()       | ${sidst} |
|        | begin repeat | rum    | Rum    |                                          |             |         |
|        | date         | set    | Set    | today()                                  |             |         |
|        | end repeat   |        |        |                                          |             |         |
"""
CONTEXT = {"kontekst": b"<root><besoeg><medarbejder>Mette</medarbejder></besoeg></root>"}


def test_first_load_fills_in_and_says_what_to_store(fill):
    session = fill(DEFAULTS, instances=CONTEXT)
    stored = {answer.path: answer.value for answer in session.opened.answers}
    assert stored == {
        "/data/start": "2026-11-21T12:00:00.000+01:00",
        "/data/dato": "2026-11-21",
        "/data/hvem": "Mette",
        "/data/rum/set": "2026-11-21",
    }
    assert session.node("/data/fast").value == "7", "a fixed default is the form's, not an answer"
    assert [row.repeat for row in session.opened.rows_added] == ["/data/rum"]


def test_a_later_load_fills_in_nothing(fill):
    session = fill(DEFAULTS, SavedInstance({"besog-1": {"/data/hvem": ""}}), instances=CONTEXT)
    assert session.opened.answers == ()
    assert session.node("/data/hvem").value == ""


def test_a_new_row_gets_its_defaults(fill):
    session = fill(DEFAULTS, instances=CONTEXT)
    changed = session.add_row("/data/rum")
    (row,) = changed.rows_added
    assert changed.answers == (Answer(row.id, "/data/rum/set", "2026-11-21"),)


def test_a_trigger_sets_its_target(fill):
    session = fill(DEFAULTS, instances=CONTEXT)
    assert session.node("/data/aendret").value == ""
    changed = session.set("/data/sidst", "x")
    assert [answer.path for answer in changed.answers] == ["/data/sidst", "/data/aendret"]
    assert session.node("/data/aendret").value.startswith("2026-11-21T12:00")


ENTITY = """
| survey   |              |          |         |         |             |
|          | type         | name     | label   | save_to | calculation |
|          | text         | titel    | Titel   | titel   |             |
|          | decimal      | pris     | Pris    | pris    |             |
|          | calculate    | dobbelt  |         | dobbelt | ${pris} * 2 |
| entities |              |          |         |         |             |
|          | list_name    | label    | create_if |       |             |
|          | tiltag       | ${titel} | ${pris} > 0 |     |             |
"""


def test_an_entity_as_it_stands(fill):
    session = fill(ENTITY)
    session.set("/data/titel", "Skift til LED")
    session.set("/data/pris", "100")
    (entity,) = session.entities()
    assert (entity.dataset, entity.label, entity.create) == ("tiltag", "Skift til LED", True)
    assert entity.id == derived_id("besog-1", "tiltag")
    assert entity.properties == {"titel": "Skift til LED", "pris": "100", "dobbelt": "200"}
    assert entity.logged == {"titel", "pris"}
    assert entity.refs["pris"] == "/data/pris"
    assert not any("/@id" in answer.path for answer in session.opened.answers), (
        "its id is derived, not minted"
    )


def test_entities_in_rows_have_their_own_ids(fill):
    session = fill(
        """
        | survey   |              |          |         |         |
        |          | type         | name     | label   | save_to |
        |          | begin repeat | forbrug  | Forbrug |         |
        |          | decimal      | kwh      | kWh     | kwh     |
        |          | end repeat   |          |         |         |
        | entities |              |          |         |         |
        |          | list_name    | label    |         |         |
        |          | forbrug      | ${kwh}   |         |         |
        """
    )
    session.add_row("/data/forbrug")
    session.set("/data/forbrug[2]/kwh", "8")
    first, second = session.entities()
    assert second.properties == {"kwh": "8"}
    assert (first.record, second.record) == tuple(session.node(f"/data/forbrug[{n}]").record for n in (1, 2))
    assert second.id == derived_id(second.record, "forbrug")
