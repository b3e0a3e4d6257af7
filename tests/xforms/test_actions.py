"""What happens by itself: dynamic defaults, triggers, preloads, and the ids of entities."""

from __future__ import annotations

from klimabesog.values.ids import derived_id
from klimabesog.xforms import Answer, SavedInstance, parse

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


def test_an_entity_hidden_at_first_has_the_id_it_has_when_it_is_opened_again(fill):
    """Its list was taken for nameless while it was hidden: the same row made two records."""
    session = fill(
        """
        | survey   |              |          |         |         |                |
        |          | type         | name     | label   | save_to | relevant       |
        |          | text         | emner    | Emner   |         |                |
        |          | begin group  | rester   |         |         | ${emner} != '' |
        |          | begin repeat | affald   | Affald  |         |                |
        |          | text         | art      | Art     | art     |                |
        |          | end repeat   |          |         |         |                |
        |          | end group    |          |         |         |                |
        | entities |              |          |         |         |                |
        |          | list_name    | label    |         |         |                |
        |          | affald       | ${art}   |         |         |                |
        """
    )
    assert session.entities() == []
    session.set("/data/emner", "affald")
    (entity,) = session.entities()
    assert entity.id == derived_id(entity.record, "affald")


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


LAST_SAVED = """
| survey |      |        |        |                                   |
|        | type | name   | label  | default                           |
|        | text | maaler | Måler  | ${last-saved#maaler}              |
|        | text | igen   | Igen   | concat(${last-saved#maaler}, '!') |
"""


def test_the_last_saved_answers_are_at_hand(fill):
    session = fill(LAST_SAVED, instances={"__last-saved": b"<data id='x'><maaler>M 17</maaler></data>"})
    assert session.node("/data/maaler").value == "M 17"
    assert session.node("/data/igen").value == "M 17!"


def test_without_anything_saved_it_is_blank(fill):
    session = fill(LAST_SAVED)
    assert session.node("/data/maaler").value == ""
    assert session.node("/data/igen").value == "!"
    assert session.problems == []


PRELOADS = """
| survey |             |          |
|        | type        | name     |
|        | start       | begyndt  |
|        | end         | slut     |
|        | today       | dag      |
|        | deviceid    | enhed    |
|        | username    | bruger   |
|        | email       | mail     |
|        | phonenumber | telefon  |
"""
PERSON = {"deviceid": "klimabesog:1", "username": "mette", "email": "m@kommune.dk", "phonenumber": "12345678"}


def test_preloads(fill):
    session = fill(PRELOADS, properties=PERSON)
    values = {
        name: session.node(f"/data/{name}").value for name in ("dag", "enhed", "bruger", "mail", "telefon")
    }
    assert values == {
        "dag": "2026-11-21", "enhed": "klimabesog:1", "bruger": "mette", "mail": "m@kommune.dk", "telefon": "12345678",
    }  # fmt: skip
    assert session.node("/data/meta/instanceID").value == "uuid:besog-1"
    assert session.node("/data/slut").value == ""


def test_the_end_is_noted_when_the_form_is_finished(fill):
    session = fill(PRELOADS, properties=PERSON)
    (answer,) = session.finish().answers
    assert (answer.path, answer.value) == ("/data/slut", "2026-11-21T12:00:00.000+01:00")


ACTIONS = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:jr="http://openrosa.org/javarosa"><h:head><model>
<instance><data id="p"><gammel/><hver/><sted>56.1 10.2 0 0</sted><r jr:template=""><a/><b/></r></data></instance>
<bind nodeset="/data/gammel" type="string"/><bind nodeset="/data/hver" type="dateTime"/>
<setvalue event="xforms-ready" ref="/data/gammel" value="'før'"/>
<setvalue event="odk-instance-load" ref="/data/hver" value="now()"/>
<odk:setgeopoint event="odk-instance-first-load" ref="/data/sted"/>
</model></h:head><h:body><group ref="/data/r"><repeat nodeset="/data/r">
<setvalue event="odk-new-repeat" ref="b" value="'ny'"/>
<input ref="/data/r/a"><setvalue event="xforms-value-changed" ref="../b" value="concat('set ', ../a)"/></input>
</repeat></group></h:body></h:html>"""


def test_events_of_every_kind(fill):
    definition = parse(ACTIONS.encode())
    session = fill(definition)
    assert session.node("/data/gammel").value == "før"
    assert session.node("/data/hver").value.startswith("2026-11-21T12:00")
    assert session.node("/data/sted").value == "56.1 10.2 0 0", (
        "there is no position to be had: nothing is wiped out"
    )
    session.add_row("/data/r")
    assert session.node("/data/r[1]/b").value == "ny"
    session.set("/data/r[1]/a", "7")
    assert session.node("/data/r[1]/b").value == "set 7"
    later = fill(definition, SavedInstance({"besog-1": {"/data/gammel": "nu"}}))
    assert later.node("/data/gammel").value == "nu"
    assert [answer.path for answer in later.opened.answers] == ["/data/hver"]


def test_what_a_person_writes_over_a_result_stands_until_the_result_is_another(fill):
    session = fill(OVERRIDDEN)
    session.set("/data/a", "2")
    session.set("/data/dobbelt", "5")
    session.set("/data/b", "x")
    assert session.node("/data/dobbelt").value == "5"
    session.set("/data/a", "3")
    assert session.node("/data/dobbelt").value == "6"


OVERRIDDEN = """
| survey |         |         |         |                                     |
|        | type    | name    | label   | calculation                         |
|        | integer | a       | A       |                                     |
|        | text    | b       | B       |                                     |
|        | integer | dobbelt | Dobbelt | if(${b} = 'x', ${a} * 2, ${a} * 2)  |
"""
