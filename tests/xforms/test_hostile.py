"""Forms that mean harm or are broken: refused, or bounded, each with one sentence, and never a crash."""

from __future__ import annotations

from itertools import pairwise

import pytest

from klimabesog.values.errors import InputError
from klimabesog.xforms import Session, parse, read_submission, rows, write_submission
from klimabesog.xforms.recalculation import LONGEST_ANSWER
from klimabesog.xforms.rows import MOST_ROWS
from klimabesog.xforms.secondary import MOST_ITEMS
from klimabesog.xforms.xmltree import read_xml
from klimabesog.xforms.xpath.errors import ParseError, XPathError
from klimabesog.xforms.xpath.parser import LONGEST, MOST_DEPTH
from klimabesog.xforms.xpath.parser import parse as parse_expression

FORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
    ' xmlns:jr="http://openrosa.org/javarosa"><h:head><model><instance><data id="f">{instance}</data></instance>'
    "{model}</model></h:head><h:body>{body}</h:body></h:html>"
)


def form(instance: str, model: str = "", body: str = "") -> bytes:
    return FORM.format(instance=instance, model=model, body=body).encode()


def opened(instance: str, model: str = "", body: str = "", **given) -> Session:
    media = given.pop("media", {})
    return Session(parse(form(instance, model, body), media), instance_id="i", **given)


def messages(session: Session) -> list[str]:
    return [problem.message for problem in session.problems]


# XML


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_entities_are_refused_before_anything_is_expanded(encoding):
    bomb = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><d x="&b;&b;&b;&b;"/>'
    with pytest.raises(InputError, match="entiteter"):
        read_xml(bomb.encode(encoding))


def test_a_dtd_from_outside_is_not_fetched():
    assert read_xml(b'<!DOCTYPE d SYSTEM "http://127.0.0.1:1/d.dtd"><d/>').tag == "d"


@pytest.mark.parametrize(
    ("xml", "sentence"),
    [
        (b"<a>" * 300 + b"</a>" * 300, "indlejret for dybt"),
        (b"<a>" + b"x" * 10_500_000 + b"</a>", "over 10 MB"),
        (b'<a b="' + b"x" * 10_500_000 + b'"/>', "over 10 MB"),
        (b"<a>&outside;</a>", "kan ikke læses"),
        (b"<a/><b/>", "kan ikke læses"),
        (b"PK\x03\x04", "kan ikke læses"),
    ],
    ids=["deep", "long text", "long attribute", "unknown entity", "two roots", "no xml"],
)
def test_xml_beyond_measure(xml, sentence):
    with pytest.raises(InputError, match=sentence):
        read_xml(xml)


def test_a_model_nested_too_deep():
    with pytest.raises(InputError, match="højst 60 niveauer"):
        parse(form("<g>" * 100 + "</g>" * 100))


def test_a_body_nested_too_deep():
    with pytest.raises(InputError, match="højst 120 niveauer"):
        parse(form("<x/>", body="<group>" * 200 + "</group>" * 200))


def test_the_deepest_form_allowed_can_be_filled_in(fill):
    names = [f"g{level}" for level in range(58)]
    inside = (
        "".join(f"<{name}>" for name in names) + "<x/>" + "".join(f"</{name}>" for name in reversed(names))
    )
    path = "/data/" + "/".join(names) + "/x"
    session = opened(inside, f'<bind nodeset="{path}" constraint=". != \'nej\'"/>')
    session.set(path, "nej")
    assert [node.ref for node in session.errors()] == [path]
    assert read_submission(session.definition, write_submission(session), "i").answers["i"][path] == "nej"


# expressions


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000, "a[" * 5_000, "-" * 5_000 + "1", "if(1," * 3_000, "1" + " = 1" * 300, "(1 or " * 2_000,
        "1 + " * (LONGEST // 4) + "1", "'" + "x" * LONGEST + "'",
    ],
    ids=["brackets", "conditions", "signs", "calls", "comparisons", "right", "long", "literal"],
)  # fmt: skip
def test_an_expression_too_deep_or_too_long(text):
    with pytest.raises(ParseError):
        parse_expression(text)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("(" * (MOST_DEPTH - 1) + "1" + ")" * (MOST_DEPTH - 1), "1"),
        ("1" + "+1" * 9_999, "10000"),
        ("1" + "-1*1" * 5_000, "-4999"),
        ("0" + " or 0" * 5_000, "false"),
        ("1" + " and 1" * 5_000, "true"),
        ("if(0,0," * (MOST_DEPTH - 2) + "7" + ")" * (MOST_DEPTH - 2), "7"),
        ("count(/data" + "|/data" * 5_000 + ")", "1"),
        ("string(/data" + "/x" * 5_000 + ")", ""),
    ],
    ids=["brackets", "sum", "products", "or", "and", "if", "union", "path"],
)
def test_the_longest_and_deepest_are_worked_out(text, result):
    session = opened("<x/><y/>", f"<bind nodeset='/data/x' calculate=\"{text}\"/>")
    assert session.node("/data/x").value == result


def test_the_deepest_within_a_repeat():
    deep = "if(../y = 1, 1, " * 100 + "2" + ")" * 100
    session = opened(
        "<r><x/><y/></r>", f'<bind nodeset="/data/r/x" calculate="{deep}"/>', '<repeat nodeset="/data/r"/>'
    )
    assert session.node("/data/r/x").value == "2"


def test_an_expression_that_runs_through_everything_again_and_again_is_stopped():
    inside = "".join(f"<x{number}/>" for number in range(300))
    through = "count(//*[count(//*[count(//*) > 0]) > 0])"
    session = opened(inside + "<y/>", f'<bind nodeset="/data/y" calculate="{through}"/>')
    assert session.node("/data/y").value == ""
    assert "for tungt" in messages(session)[0]


def test_a_pattern_that_takes_ages_is_answered_at_once():
    session = opened("<x/>", '<bind nodeset="/data/x" constraint="regex(., \'(a+)+b\')"/>')
    session.set("/data/x", "a" * 5_000)
    assert len(session.errors()) == 1


# answers and results


def test_a_very_long_answer():
    session = opened("<x/>")
    session.set("/data/x", "x" * LONGEST_ANSWER)
    with pytest.raises(InputError, match="for langt"):
        session.set("/data/x", "x" * (LONGEST_ANSWER + 1))
    assert len(session.node("/data/x").value) == LONGEST_ANSWER


def test_results_that_double_and_double():
    names = [f"x{number}" for number in range(40)]
    binds = "".join(
        f'<bind nodeset="/data/{name}" calculate="concat(/data/{before}, /data/{before})"/>'
        for before, name in pairwise(names)
    )
    session = opened("".join(f"<{name}/>" for name in names), binds)
    session.set("/data/x0", "x" * 100)
    assert all(len(node.value) <= LONGEST_ANSWER for node in session.walk())
    assert "for langt" in messages(session)[0]


def test_one_text_of_everything():
    session = opened("<x/><y/>", '<bind nodeset="/data/y" calculate="concat(' + "/data/x," * 900 + "'')\"/>")
    session.set("/data/x", "x" * 10_000)
    assert session.node("/data/y").value == ""
    assert "for lang" in messages(session)[0]


# rows


COUNTED = '<repeat nodeset="/data/r" jr:count="{count}"><input ref="/data/r/x"/></repeat>'


@pytest.mark.parametrize("count", ["1000000", "9" * 300, "1 div 0"])
def test_a_huge_count(count):
    session = opened("<r jr:template=''><x/></r>", body=COUNTED.format(count=count))
    assert len(session.root.named("r")) == MOST_ROWS
    (message,) = messages(session)
    assert message.startswith("/data/r beder om 1000000")
    assert message.endswith(" rækker; der er plads til 5000.")


def test_a_count_within_a_count(monkeypatch):
    monkeypatch.setattr(rows, "MOST_NODES", 5_000)
    session = opened(
        "<r jr:template=''><q jr:template=''><x/></q></r>",
        body='<repeat nodeset="/data/r" jr:count="900"><repeat nodeset="/data/r/q" jr:count="900"/></repeat>',
    )
    assert sum(1 for _node in session.walk()) <= 5_000 + 900
    assert "der er plads til" in messages(session)[-1]


def test_a_count_of_its_own_rows_comes_to_an_end():
    session = opened(
        "<n>1</n><r jr:template=''><x/></r>", body=COUNTED.format(count="count(/data/r) + /data/n")
    )
    assert len(session.root.named("r")) <= MOST_ROWS
    assert any("bider sig selv i halen" in message for message in messages(session))


def test_a_calculation_in_a_circle_comes_to_an_end():
    session = opened(
        "<x/><y/>",
        '<bind nodeset="/data/x" calculate="/data/y + 1"/>'
        '<bind nodeset="/data/y" calculate="coalesce(/data/x, 0) + 1"/>',
    )
    assert any("bider sig selv i halen" in message for message in messages(session))


def test_actions_in_a_circle_come_to_an_end():
    session = opened(
        "<x/><y/>",
        body="".join(
            f'<input ref="/data/{one}"><setvalue event="xforms-value-changed" ref="/data/{other}"'
            f' value="/data/{one} + 1"/></input>'
            for one, other in (("x", "y"), ("y", "x"))
        ),
    )
    session.set("/data/x", "1")
    assert messages(session) == ["Handlingerne sætter hinanden i gang i ring og er standset."]
    session.set("/data/y", "")


# lists


SELECT = '<select1 ref="/data/x"><itemset nodeset="{nodes}"><value ref="name"/><label ref="label"/></itemset></select1>'
OUTSIDE = '<instance id="l" src="jr://file-csv/l.csv"/>'


@pytest.mark.parametrize(
    "content",
    [
        b"name,label\n" + b'"' + b"x" * 200_000 + b'",a\n',
        b"\xff\xfe\x00\x00",
        b"",
        b"name,label\na\n,,,,\nb,B,C,D\n",
    ],
    ids=["huge cell", "binary", "empty", "ragged"],
)
def test_a_damaged_list_gives_no_choices_and_keeps_the_answer(content):
    session = opened(
        "<x/>", OUTSIDE, SELECT.format(nodes="instance('l')/root/item"), media={"l.csv": content}
    )
    session.set("/data/x", "b")
    assert session.node("/data/x").value == "b"
    assert isinstance(session.node("/data/x").choices, list)


def test_a_list_too_long():
    content = b"name,label\n" + b"a,A\n" * (MOST_ITEMS + 1)
    session = opened(
        "<x/><n/>",
        OUTSIDE + '<bind nodeset="/data/n" calculate="count(instance(\'l\')/root/item)"/>',
        media={"l.csv": content},
    )
    assert messages(session) == [f"Listen l.csv er for lang: højst {MOST_ITEMS} rækker."]


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"features": [{"geometry": {"type": "Point", "coordinates": [1]}}]}',
        b'{"features": 7}',
    ],
    ids=["deep", "half a point", "no list"],
)
def test_damaged_geojson(content):
    session = opened(
        "<x/>",
        '<instance id="g" src="jr://file/g.geojson"/>'
        "<bind nodeset='/data/x' calculate=\"instance('g')/root/item/id\"/>",
        media={"g.geojson": content},
    )
    assert messages(session) == ["Filen g.geojson er ikke GeoJSON med features."]


def test_choices_that_choose_themselves():
    inner = "<instance id='l'><root><item><name>a</name></item><item><name>b</name></item></root></instance>"
    session = opened(
        "<x/><y/>",
        inner,
        SELECT.format(nodes="instance('l')/root/item[name != /data/x]")
        + SELECT.format(nodes="instance('l')/root/item[name != /data/x]").replace('/data/x"', '/data/y"'),
    )
    session.set("/data/x", "a")
    session.set("/data/y", "a")
    assert session.node("/data/x").value == "a"


def test_a_function_that_is_not_there_is_noted_not_raised():
    session = opened("<x/>", '<bind nodeset="/data/x" calculate="slet(1)" relevant="ogsaa()"/>')
    assert len(session.problems) == 2
    assert session.node("/data/x").relevant
    with pytest.raises(XPathError):
        parse_expression("1 +")
