"""Numbers in labels: shown through `show_number` where they are figures, left as they are elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from klimabesog.values.danish import show_number
from klimabesog.xforms import Session, parse

Fill = Callable[..., Session]

FORM = """
| survey | type | name | label | hint | constraint | constraint_message | calculation | bind::kb:enhed |
| | decimal | watt | Watt | Nu ${watt} | . < 5000 | ${watt} er for stort | | W |
| | decimal | faktor | Faktor | | | | | |
| | integer | aar | Årstal | | | | | |
| | text | navn | Navn | | | | | stk. |
| | calculate | kwh | | | | | ${watt} * 1000 | kWh |
| | calculate | kode | | | | | ${watt} * 1000 | |
| | note | svar | ${watt} W × ${faktor} = ${kwh} kWh i ${aar} (${kode}) | | | | | |
| | note | hilsen | Til ${navn} | | | | | |
| settings | form_title | form_id | namespaces |
| | Proeve | proeve | kb="https://klimabesog.dk/ns/kb" |
"""

PLAIN = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
  <h:head><h:title>x</h:title><model>
    <instance><data id="x"><a/><b/></data></instance>
    <bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="string" readonly="true()"/>
  </model></h:head>
  <h:body>
    <input ref="/data/a"><label>a</label></input>
    <input ref="/data/b"><label><output value="/data/a * 1000"/>, <output value="concat(/data/a, 5)"/>,
      <output value="/data/a &gt; 1"/>, <output value="1 div 0"/>, <output value="number('x')"/></label></input>
  </h:body>
</h:html>"""

ANSWERS = {"watt": "82.6", "faktor": "1.15", "aar": "2026", "navn": "1000"}


def answered(session: Session, answers: dict[str, str]) -> Session:
    for name, value in answers.items():
        session.set(f"/data/{name}", value)
    return session


def label(session: Session, name: str) -> str:
    return session.node(f"/data/{name}").label


def test_figures_are_shown_and_a_year_or_a_code_is_not(fill: Fill) -> None:
    session = answered(fill(FORM, show_number=show_number), ANSWERS)
    assert label(session, "svar") == "82,6 W × 1,15 = 82.600 kWh i 2026 (82600)"


def test_a_calculated_number_with_decimals_is_a_figure_without_a_unit_too(fill: Fill) -> None:
    session = answered(fill(FORM, show_number=show_number), {"watt": "0.0065"})
    assert label(session, "svar").endswith("(6,5)")


def test_without_it_numbers_stand_as_they_are_stored(fill: Fill) -> None:
    session = answered(fill(FORM), ANSWERS)
    assert label(session, "svar") == "82.6 W × 1.15 = 82600 kWh i 2026 (82600)"


def test_hints_and_messages_show_them_too(fill: Fill) -> None:
    session = answered(fill(FORM, show_number=show_number), {"watt": "12390.4"})
    node = session.node("/data/watt")
    assert (node.hint, node.message) == ("Nu 12.390", "12.390 er for stort")


@pytest.mark.parametrize(
    ("name", "shown"), [("Ole", "Til Ole"), ("10 a", "Til 10 a"), ("", "Til"), ("1000", "Til 1.000")]
)
def test_only_a_number_is_a_figure(fill: Fill, name: str, shown: str) -> None:
    assert label(answered(fill(FORM, show_number=show_number), {"navn": name}), "hilsen") == shown


def test_an_expression_that_gives_a_number_is_a_figure() -> None:
    session = Session(parse(PLAIN, {}), show_number=show_number)
    session.set("/data/a", "12")
    assert [part.strip() for part in label(session, "b").split(",")] == [
        "12.000",
        "125",
        "true",
        "Infinity",
        "",
    ]


def test_the_values_themselves_never_change(fill: Fill) -> None:
    session = answered(fill(FORM, show_number=show_number), ANSWERS)
    assert session.node("/data/kwh").value == "82600"
