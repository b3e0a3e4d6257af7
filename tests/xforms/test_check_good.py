"""Forms without mistakes: the checker is silent. A false alarm is worse than silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.xforms.check import check
from tests.xforms.checking import lines

FORMS = sorted((Path(__file__).parents[2] / "forms").rglob("*.csv"))

KB_COLUMNS = " | ".join(
    f"bind::kb:{name}"
    for name in ("omraade", "kontrolpunkt", "kort", "branche", "lov", "enhed", "kilde", "rapport")
)
LISTS = """
| choices |
| | list_name | name | label | kommune | tal |
| | svar | ja | Ja | | |
| | svar | nej | Nej | | |
| | kommune | 101 | København | | |
| | kommune | 461 | Odense | | |
| | by | valby | Valby | 101 | 3 |
| | by | bolbro | Bolbro | 461 | 4 |
"""

GOOD = {
    "every plain type": """
| | type | name | label |
| | text | a | A |
| | integer | b | B |
| | decimal | c | C |
| | date | d | D |
| | time | e | E |
| | dateTime | f | F |
| | note | g | G |
| | acknowledge | h | H |
| | image | i | I |
| | file | j | J |
| | geopoint | k | K |
| | hidden | l | |
| | start | m | |
| | end | n | |
| | today | o | |
| | username | p | |
| | deviceid | q | |
""",
    "arithmetic and words": """
| | type | name | label | relevant | constraint | calculation |
| | integer | a | A | | . >= 0 and . <= 8760 | |
| | decimal | b | B | ${a} > 1.5 or ${a} = '' | . > -3 and . < 3.5 | |
| | calculate | c | | | | round(${a} * ${b} div 100, 1) |
| | calculate | d | | | | if(${a} != '' and ${b} != '', concat('Der er ', ${a}, ' og ', ${b}), '') |
| | calculate | e | | | | coalesce(${a}, 0) mod 2 - -1 |
| | text | f | F | not(${a} > 5) and true() | regex(., '[A-ZÆØÅ]{2,3}-[0-9]+') | |
| | text | g | G | string-length(${f}) > 0 | . != ${f} | |
""",
    "limits that meet": """
| | type | name | label | constraint |
| | integer | a | A | . >= 5 and . <= 5 |
| | integer | b | B | . > 3 and . < 5 |
| | decimal | c | C | . > 3 and . < 4 |
| | integer | d | D | . = '' or (. > 1 and . != 2) |
| | integer | e | E | (. > 10 and . < 20) or . < 5 |
| | integer | f | F | . <= ${a} and . >= ${a} |
| | date | g | G | . >= today() and . <= date('2030-12-31') |
| | date | h | H | . > '2020-01-01' and . < '2020-01-03' |
""",
    "choices": """
| | type | name | label | relevant | default |
| | select_one svar | a | A | | ja |
| | select_multiple svar | b | B | ${a} = 'ja' or ${a} = '' | ja nej |
| | text | c | C | selected(${b}, 'ja') and selected(${b}, 'nej') | |
| | text | d | D | not(selected(${b}, 'ja')) and ${a} != 'ja' | |
| | text | e | E | ${b} != '' and count-selected(${b}) > 1 | |
| | note | f | ${a} er jr:choice-name(${a}, '${a}') | ${a} = "nej" | |
| | calculate | g | | | jr:choice-name(${a}, '${a}') |
""",
    "choices that are numbers": """
| | type | name | label | relevant |
| | select_one kommune | a | A | |
| | text | b | B | ${a} = 101 |
| | text | c | C | ${a} = '461' |
| | text | d | D | ${a} > 200 |
""",
    "choices with another": """
| | type | name | label | relevant |
| | select_one svar or_other | a | A | |
| | text | b | B | ${a} = 'other' |
""",
    "cascading": """
| | type | name | label | choice_filter |
| | select_one kommune | a | A | |
| | select_one by | b | B | kommune = ${a} |
| | select_one by | c | C | kommune = ${a} and tal > 3 and name != 'x' |
| | select_one by | d | D | selected(${a}, kommune) or label = 'Valby' |
""",
    "looked up in a list": """
| | type | name | label | calculation |
| | select_one by | a | A | |
| | calculate | b | | instance('by')/root/item[name = ${a}]/tal |
| | calculate | c | | count(instance('by')/root/item[kommune = '101' and tal > 2]) |
""",
    "repeats": """
| | type | name | label | relevant | calculation | repeat_count | constraint |
| | integer | antal | Antal | | | | |
| | begin_repeat | rum | Rum | ${antal} > 0 | | ${antal} | |
| | text | navn | Navn | | | | |
| | integer | areal | Areal | | | | . < 10 |
| | calculate | nummer | | | position(..) | | |
| | calculate | foer | | | indexed-repeat(${loebende}, ${rum}, ${nummer} - 1) | | |
| | calculate | loebende | | | coalesce(${foer}, 0) + ${areal} | | |
| | end_repeat | | | | | | |
| | calculate | i_alt | | | sum(${areal}) | | |
| | note | stort | Stort | ${areal} > 5 and ${areal} < 3 | | | |
| | begin_repeat | to | To | | | ${antal} + 1 | |
| | text | x | X | ${antal} > 1 | | | |
| | end_repeat | | | | | | |
""",
    "groups and their conditions": """
| | type | name | label | relevant |
| | integer | n | N | |
| | begin_group | g | G | ${n} > 3 |
| | text | a | A | ${n} < 10 |
| | begin group | h | | ${n} > 5 or ${a} = 'x' |
| | text | b | B | ${n} = 6 |
| | end group | | | |
| | end_group | | | |
""",
    "names in the field's own words": """
| | type | name | label | calculation |
| | decimal | varmepumpe_ø | Varmepumpe | |
| | decimal | el-forbrug | El | |
| | decimal | try.01 | Tryk | |
| | calculate | _sum | | ${varmepumpe_ø} + ${el-forbrug} - ${try.01} |
""",
    "defaults": """
| | type | name | label | default |
| | integer | a | A | 5 |
| | decimal | b | B | 1.5 |
| | date | c | C | 2026-12-31 |
| | date | d | D | today() |
| | text | e | E | Nej, ikke endnu |
| | text | f | F | concat('x', ${a}) |
| | integer | g | G | ${a} |
| | geopoint | h | H | 55.6 12.5 0 0 |
""",
    "appearances": """
| | type | name | label | appearance |
| | text | a | A | multiline |
| | select_one svar | b | B | minimal |
| | select_multiple by | c | C | columns-8 |
| | select_one svar | c2 | C | quickcompact-3 |
| | select_one svar | d | D | likert |
| | date | e | E | month-year |
| | image | f | F | signature |
| | begin_group | g | G | field-list |
| | text | h | H | w1 |
| | end_group | | | |
""",
    "triggers and texts of messages": """
| | type | name | label | calculation | trigger | required | required_message | constraint | constraint_message |
| | integer | a | A | | | yes | Skriv a. | . < 5 | Højst 5, ikke ${b}. |
| | integer | b | B | ${a} * 2 | ${a} | ${a} > 1 | | | |
""",
    "other spellings of the columns": """
| | Type | Name | Label | relevance | bind::constraint | control::appearance | Required | noter |
| | text | a | A | | | multiline | TRUE | husk at spørge Bo |
| | begin repeat | r | R | | | | | |
| | text | b | B | ${a} = 'x' | regex(., 'y') | | no | relevant? |
| | end repeat | | | | | | | |
""",
    "the case around": """
| | type | name | label | default | calculation |
| | xml-external | kontekst | | | |
| | text | a | A | instance('kontekst')/root/virksomhed/navn | |
| | calculate | b | | | instance('kontekst')/root/faktorer/baerer[@id = 'el']/pris_kr_kwh |
""",
    "range and rank": """
| | type | name | label | parameters | relevant |
| | range | a | A | start=0 end=100 step=5 | |
| | range | b | B | start=0, end=1, step=0.1 | |
| | rank svar | c | C | | ${a} >= 50 |
""",
    "a multiple choice with a filter of its own answer": """
| | type | name | label | constraint |
| | select_multiple svar | a | A | not(selected(., 'nej')) or count-selected(.) = 1 |
""",
    "the old way of writing": """
| | type | name | label | relevant | calculation |
| | select one svar | a | A | | |
| | select all that apply by | b | B | selected( ${a} , 'ja' ) | |
| | int | c | C | | |
| | string | d | D | string-length( ${c} )>1 and ${c}<10 | |
| | calculate | e | | | ${c}+1-${c}*2 |
| | calculate | f | | | ../c + /data/c |
""",
}


@pytest.mark.parametrize("name", GOOD)
def test_nothing_to_say(name: str) -> None:
    assert lines("| survey |\n" + GOOD[name].strip() + LISTS) == []


def test_languages_that_are_whole() -> None:
    assert (
        lines(
            """
| survey |
| | type | name | label::Dansk (da) | label::English (en) | hint::Dansk (da) | hint::English (en) |
| | text | a | A | A | H | H |
| | select_one svar | b | B | B | | |
| choices |
| | list_name | name | label::Dansk (da) | label::English (en) |
| | svar | ja | Ja | Yes |
"""
        )
        == []
    )


def test_kb_columns_as_meant() -> None:
    assert (
        lines(
            f"""
| survey |
| | type | name | label | {KB_COLUMNS} | save_to |
| | begin_group | bel | Lys | bel | | | | nej | | | | |
| | select_one svar | bel_90 | LED? | | BEL-90 | ja | kontor butik | ja | | | fund | |
| | decimal | watt | Watt | | | nej | | | W | watt_kilde | bilag | |
| | select_one svar | watt_kilde | Kilde | | | | | | | | nej | |
| | decimal | m | Mængde | | | | | | enhed | | | maengde |
| | select_one svar | enhed | Enhed | | | | | | | | | enhed |
| | end_group | | | | | | | | | | | |
| choices |
| | list_name | name | label |
| | svar | ja | Ja |
| | svar | nej | Nej |
| entities |
| | list_name | label | create_if |
| | forbrug | concat('Lys ', ${{watt}}) | ${{watt}} != '' |
"""
        )
        == []
    )


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_forms_we_ship(path: Path) -> None:
    measures = {form.stem for form in FORMS if form.parent.name == "tiltag"}
    assert [str(problem) for problem in check(path, measures)] == []
