"""The XPath part: parser, functions, dates, paths with an index, and that nothing but its own errors comes out."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import hypothesis
import hypothesis.strategies as st
import pytest

from klimabesog.xforms.xmltree import document, read_xml
from klimabesog.xforms.xpath.compile import compile_text
from klimabesog.xforms.xpath.context import Context, Host, to_text
from klimabesog.xforms.xpath.errors import ParseError, XPathError
from klimabesog.xforms.xpath.functions import FUNCTIONS
from klimabesog.xforms.xpath.numbers import number_text, parse_number
from klimabesog.xforms.xpath.parser import parse

TREE = document(
    read_xml(
        b"<data><a>3</a><b/><c>x y</c><r><v>1</v></r><r><v>2</v></r><r><v/></r>"
        b"<l><i><k>p</k><t>P1</t></i><i><k>q</k><t>Q</t></i><i><k>p</k><t>P2</t></i></l></data>"
    )
)


def run(text: str, zone: str = "Europe/Copenhagen"):
    host = Host(TREE, ZoneInfo(zone), lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    return compile_text(text)(Context(TREE.children[0], host))


def text_of(text: str) -> str:
    return str(to_text(run(text)))


@pytest.mark.parametrize(
    ("expression", "result"),
    [
        ("1+2*3 - 4 div 2", "5"),
        ("-3 mod 2", "-1"),
        ("1and1", "true"),
        ("5 div 0", "Infinity"),
        ("0.1 + 0.2", "0.30000000000000004"),
        ("100000000000000000000000", "100000000000000000000000"),
        ("0.0000001", "0.0000001"),
        ("/data/a + /data/b", "NaN"),
        ("coalesce(/data/b, 4)", "4"),
        ("/data/a = 3 and /data/a = '3'", "true"),
        ("sum(/data/r/v)", "NaN"),
        ("sum(/data/r/v[. != ''])", "3"),
        ("count(/data/r)", "3"),
        ("count-non-empty(/data/r/v)", "2"),
        ("position(/data/r[2])", "2"),
        ("/data/l/i[k = 'q']/t", "Q"),
        ("join(',', /data/l/i[k = 'p']/t)", "P1,P2"),
        ("/data/l/i[k = 'p' and t = 'P2']/t", "P2"),
        ("/data/l/i[k = 'p'][2]/t", "P2"),
        ("selected(/data/c, 'y')", "true"),
        ("round(2.15, 1)", "2.2"),
        ("round('4,6')", "5"),
        ("if(false(), explode(), 'ok')", "ok"),
        ("today()", "2026-11-21"),
        ("date(today() + 180)", "2027-05-20"),
        ("date('2026-07-15' + 180)", "2027-01-11"),
        ("today() > '2026-11-20'", "true"),
        ("format-date('2026-03-09', '%e/%n-%Y')", "9/3-2026"),
        ("string(date('nej'))", "Invalid Date"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("indexed-repeat(/data/r/v, /data/r, 2)", "2"),
        ("(//v)[last() - 1]", "2"),
        ("string(/data/nej)", ""),
    ],
)
def test_results(expression, result):
    assert text_of(expression) == result


def test_a_date_calculation_holds_across_summer_time():
    for days in range(0, 400, 7):
        expected = datetime(2026, 1, 1).toordinal() + days
        assert text_of(f"date('2026-01-01' + {days})") == datetime.fromordinal(expected).date().isoformat()


@pytest.mark.parametrize(
    "expression", ["", "1 +", "(1", "a b", "'x", "a[1", "f(1,", "a::b", "1 2", "“x”", "@", "/a/", "#"]
)
def test_what_cannot_be_read_is_refused_with_a_place(expression):
    with pytest.raises(ParseError) as caught:
        parse(expression)
    assert 0 <= caught.value.offset <= len(expression)


@pytest.mark.parametrize("expression", ["explode()", "if(1)", "$x", "count(1) + 'a'/b"])
def test_what_cannot_be_worked_out_is_an_xpath_error(expression):
    with pytest.raises(XPathError):
        run(expression)


def test_deep_nesting_is_refused():
    with pytest.raises(ParseError, match="dybt"):
        parse("(" * 5000 + "1" + ")" * 5000)
    with pytest.raises(ParseError, match="dybt"):
        parse("-" * 5000 + "1")


SCRAPS = [
    "/data/a",
    "r",
    "v",
    "..",
    ".",
    "@x",
    "*",
    "//",
    "/",
    "[",
    "]",
    "(",
    ")",
    ",",
    "'t'",
    "1",
    "2.5",
    "+",
    "-",
    "=",
    "!=",
    "<",
    " and ",
    " or ",
    " div ",
    " mod ",
    "::",
    "child",
    "self",
    "node()",
    "text()",
    "$",
    "å",
    " ",
]
pieces = st.lists(st.sampled_from([*SCRAPS, "|", *sorted(FUNCTIONS)]), max_size=12)


@hypothesis.given(pieces.map("".join) | st.text(max_size=25))
@hypothesis.settings(max_examples=400)
def test_any_text_gives_a_value_or_an_xpath_error(text):
    try:
        value = run(text)
    except XPathError:
        return
    assert isinstance(value, bool | float | str | list)


@hypothesis.given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_survives_its_text(number):
    assert parse_number(number_text(number)) == number
    assert "e" not in number_text(number)


def test_texts_that_are_no_numbers():
    assert all(
        math.isnan(parse_number(text)) for text in ("", " ", "1,5", "٣", "1_0", "0x1", "nan", "inf", "--1")
    )
