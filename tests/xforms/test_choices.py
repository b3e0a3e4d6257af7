"""Choices: written in the form, filtered, from files, translated; and answers that are no longer on offer."""

from __future__ import annotations

from klimabesog.xforms import Choice

CASCADE = """
| survey  |                     |       |       |                |
|         | type                | name  | label | choice_filter  |
|         | select_one land     | land  | Land  |                |
|         | select_one by       | by    | By    | land = ${land} |
|         | select_multiple by  | flere | Flere |                |
| choices |                     |       |       |                |
|         | list_name           | name  | label | land           |
|         | land                | dk    | Danmark |              |
|         | land                | se    | Sverige |              |
|         | by                  | aar   | Aarhus | dk            |
|         | by                  | ode   | Odense | dk            |
|         | by                  | mal   | Malmø | se             |
"""


def test_choices_follow_their_filter(fill):
    session = fill(CASCADE)
    assert session.node("/data/land").choices == [Choice("dk", "Danmark"), Choice("se", "Sverige")]
    assert session.node("/data/by").choices == []
    changed = session.set("/data/land", "dk")
    assert session.node("/data/by").choices == [Choice("aar", "Aarhus"), Choice("ode", "Odense")]
    assert "/data/by" in changed.refs


def test_an_answer_no_longer_on_offer_counts_as_blank_and_comes_back(fill):
    session = fill(CASCADE)
    session.set("/data/land", "dk")
    session.set("/data/by", "ode")
    session.set("/data/land", "se")
    by = session.node("/data/by")
    assert (by.value, by.text) == ("ode", "")
    session.set("/data/land", "dk")
    assert by.text == "ode"


def test_several_choices_stand_in_the_order_of_the_list(fill):
    session = fill(CASCADE)
    session.set("/data/flere", "mal aar")
    assert session.node("/data/flere").text == "aar mal"


def test_choices_from_a_csv_file(fill):
    session = fill(
        """
        | survey |                                |      |       |               |
        |        | type                           | name | label | choice_filter |
        |        | text                           | nr   | Nr    |               |
        |        | select_one_from_file byer.csv  | by   | By    | kode = ${nr}  |
        """,
        media={"byer.csv": "name,label,kode\naar,Århus,8000\node,Odense,5000\n".encode()},
    )
    session.set("/data/nr", "5000")
    assert session.node("/data/by").choices == [Choice("ode", "Odense")]
    session.set("/data/by", "ode")
    assert session.node("/data/by").text == "ode"


def test_an_answer_is_kept_in_view_when_the_list_is_missing(fill):
    session = fill(
        """
        | survey |                               |      |       |
        |        | type                          | name | label |
        |        | select_one_from_file byer.csv | by   | By    |
        """
    )
    session.set("/data/by", "ode")
    assert session.node("/data/by").text == "ode"
    assert session.node("/data/by").choices == []


def test_texts_in_the_language_in_use(fill):
    session = fill(
        """
        | survey  |               |      |                   |                  |                     |
        |         | type          | name | label::Dansk (da) | label::English (en) | hint::Dansk (da) |
        |         | select_one jn | a    | Lys?              | Light?           | Se efter            |
        | choices |               |      |                   |                  |                     |
        |         | list_name     | name | label::Dansk (da) | label::English (en) |                  |
        |         | jn            | ja   | Ja                | Yes              |                     |
        | settings |              |      |                   |                  |                     |
        |         | default_language |   |                   |                  |                     |
        |         | Dansk (da)    |      |                   |                  |                     |
        """.replace(
            "        |         | calculate     | b    |                   |                  |                     |\n",
            "",
        )
    )
    node = session.node("/data/a")
    assert (node.label, node.hint, node.choices) == ("Lys?", "Se efter", [Choice("ja", "Ja")])
    changed = session.set_language("English (en)")
    assert (node.label, node.choices) == ("Light?", [Choice("ja", "Yes")])
    assert "/data/a" in changed.refs


LONG = """
| survey |                             |       |         |                                  |
|        | type                        | name  | label   | calculation                      |
|        | text                        | by    | By      |                                  |
|        | select_one_from_file k.csv  | valg  | Valg    |                                  |
|        | calculate                   | navn  |         | jr:choice-name(${valg}, '${valg}') |
"""
COMPANIES = ("name,label\n" + "".join(f"k{number},Firma {number}\n" for number in range(10_000))).encode()


def test_a_long_list_is_made_once_and_shows_the_chosen(fill):
    session = fill(LONG, media={"k.csv": COMPANIES})
    question = session.node("/data/valg")
    first = question.choices
    assert len(first) == 10_000
    assert all(one is other for one, other in zip(first, question.choices, strict=True))
    first.clear()
    assert len(question.choices) == 10_000, "what is handed out is the caller's own"
    session.set("/data/valg", "k9999")
    assert session.node("/data/navn").value == "Firma 9999"


def test_the_first_of_two_alike_gives_the_label(fill):
    twice = COMPANIES + b"k7,En anden\n"
    session = fill(LONG, media={"k.csv": twice})
    session.set("/data/valg", "k7")
    assert session.node("/data/navn").value == "Firma 7"


def test_a_list_read_ahead_is_the_same_list(fill):
    session = fill(LONG, media={"k.csv": COMPANIES})
    question = session.node("/data/valg")
    assert not session.choices.read_ahead(question, 4_000)
    assert not session.choices.read_ahead(question, 4_000)
    assert session.choices.read_ahead(question, 4_000)
    assert [choice.label for choice in question.choices] == [f"Firma {number}" for number in range(10_000)]
    other = fill(LONG, media={"k.csv": COMPANIES})
    assert not other.choices.read_ahead(other.node("/data/valg"), 10)
    assert other.node("/data/valg").choices == question.choices, "asked for before all is read"


def test_a_filtered_list_is_not_read_ahead(fill):
    session = fill(CASCADE)
    session.set("/data/land", "dk")
    assert session.choices.read_ahead(session.node("/data/by"), 1)
    assert len(session.node("/data/by").choices) == 2
