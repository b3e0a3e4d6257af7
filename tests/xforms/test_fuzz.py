"""Chance against the engine: texts, expressions, files and whole sessions. KLIMABESOG_FUZZ sets how many of each.

A soak of an hour is `KLIMABESOG_FUZZ=20000 pytest tests/xforms/test_fuzz.py`. What it finds stays as a test by name.
"""

from __future__ import annotations

import contextlib
import math
import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import hypothesis
import hypothesis.strategies as st
import pytest

from klimabesog.values.errors import InputError
from klimabesog.xforms import Node, SavedInstance, Session, parse, read_submission, write_submission
from klimabesog.xforms.cycles import cycles
from klimabesog.xforms.xmltree import document, read_xml
from klimabesog.xforms.xpath.compile import compile_expr
from klimabesog.xforms.xpath.context import Context, Host, to_boolean, to_number, to_text
from klimabesog.xforms.xpath.errors import ParseError, XPathError
from klimabesog.xforms.xpath.functions import FUNCTIONS
from klimabesog.xforms.xpath.parser import parse as parse_expression

EXAMPLES = int(os.environ.get("KLIMABESOG_FUZZ") or (80 if os.environ.get("KLIMABESOG_FULL") else 40))
ZONE = ZoneInfo("Europe/Copenhagen")
NOON = 1_795_258_800_000
TREE = document(
    read_xml(b"<data><a>3</a><b/><c>x y</c><d>2026-11-21</d><r><v>1</v></r><r><v>2</v><w k='1'/></r></data>")
)


def settings(share: float = 1) -> hypothesis.settings:
    return hypothesis.settings(
        max_examples=max(5, int(EXAMPLES * share)),
        deadline=None,
        suppress_health_check=[hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
    )


# expressions

WORDS = st.sampled_from(
    [
        *[
            "/",
            "//",
            "data",
            "a",
            "..",
            ".",
            "@",
            "*",
            "(",
            ")",
            "[",
            "]",
            ",",
            "|",
            "+",
            "-",
            "=",
            "!=",
            "<",
            ">=",
            "and",
            "or",
            "div",
            "mod",
            "1",
            ".5",
            "'x'",
            '"',
            "::",
            "child",
            "ancestor",
            "node()",
        ],
        *["text()", "if", "$", "count", ":", "æ"],
        " ",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(WORDS, max_size=25).map("".join),
    st.lists(WORDS, max_size=25).map(" ".join),
)


@settings(5)
@hypothesis.given(TEXTS)
def test_any_text_is_an_expression_or_a_parse_error(text):
    try:
        tree = parse_expression(text)
    except ParseError as error:
        told = error
    else:
        compile_expr(tree)
        return
    assert str(told)
    assert -1 <= told.offset <= len(text)


NAMES = st.sampled_from(["data", "a", "b", "c", "d", "r", "v", "w", "nej"])
LITERALS = st.one_of(
    st.integers(-5, 100).map(str),
    st.sampled_from(
        [
            *[
                "0.5",
                "''",
                "'x'",
                "'2026-11-21'",
                "'2026-11-21T10:00:00.000+01:00'",
                "'0001-01-01'",
                "'9999-12-31T23:59:59Z'",
            ],
            *[
                "'%Y-%m-%d'",
                "'[0-9]+'",
                "'(a+)+'",
                "'12:30'",
                "'YWJj'",
                "'SHA-256'",
                "'hex'",
                "-1",
                "99999999999999999999",
            ],
            "'a b c'",
            "'56.1 10.2 0 0'",
            "1 div 0",
            "0 div 0",
        ]
    ),
)
AXES = st.sampled_from(
    [
        "",
        "",
        "",
        *["descendant::", "ancestor::", "following::", "preceding-sibling::", "self::", "@", "parent::"],
    ]
)
STARTS = st.sampled_from(["", "/", "//", "../", "./", "current()/", "/data/"])
OPERATORS = st.sampled_from(["+", "-", "*", "div", "mod", "=", "!=", "<", ">=", "and", "or", "|"])
STEPS = st.tuples(AXES, st.one_of(NAMES, st.sampled_from(["*", "node()", "text()"]))).map("".join)
PATHS = st.tuples(STARTS, st.lists(STEPS, min_size=1, max_size=3).map("/".join)).map("".join)


def _calls(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    names = st.sampled_from(sorted(FUNCTIONS))
    return st.tuples(names, st.lists(inner, max_size=4).map(", ".join)).map("{0[0]}({0[1]})".format)


EXPRESSIONS = st.recursive(
    st.one_of(LITERALS, PATHS),
    lambda inner: st.one_of(
        _calls(inner),
        st.tuples(inner, OPERATORS, inner).map(" ".join),
        st.tuples(PATHS, inner).map("{0[0]}[{0[1]}]".format),
        inner.map("({0})".format),
        inner.map("-{0}".format),
    ),
    max_leaves=8,
)


def worked_out(text: str) -> object:
    host = Host(TREE, ZONE, lambda: datetime(2026, 11, 21, 12, tzinfo=UTC))
    host.left = 20_000
    return compile_expr(parse_expression(text))(Context(TREE.children[0].children[0], host))


@settings(6)
@hypothesis.given(EXPRESSIONS)
@hypothesis.example("substr('abc', 1 div 0)")
@hypothesis.example("format-date('0001-01-01T00:00:00Z', '%Y')")
@hypothesis.example("date('9999-12-31T23:59:59Z')")
def test_an_expression_gives_a_value_or_the_engines_own_error(text):
    with contextlib.suppress(XPathError):
        value = worked_out(text)
        assert isinstance(to_text(value), str)
        assert isinstance(to_number(value, ZONE), float)
        assert isinstance(to_boolean(value), bool)


KINDS = (
    *[
        "/data/a",
        "/data/b",
        "//v",
        "/data/nej",
        "''",
        "'x'",
        "-1",
        "true()",
        "'2026-11-21'",
        "1000000000",
        "today()",
        "now()",
    ],
    "1 div 0",
    "0 div 0",
)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_with_every_kind_of_value(name):
    function = FUNCTIONS[name]
    for count in range(function.least, min(function.most, function.least + 2, 5) + 1):
        for turn in range(len(KINDS)):
            args = ", ".join(KINDS[(turn + place * 5) % len(KINDS)] for place in range(count))
            with contextlib.suppress(XPathError):
                assert isinstance(to_text(worked_out(f"{name}({args})")), str)


@settings()
@hypothesis.given(
    st.lists(NAMES, min_size=1, max_size=5), st.sampled_from(["", " = 'x'", " + 1", "[1]", " | /data/a"])
)
def test_a_plain_path_reads_as_one_with_spaces(names, after):
    together, apart = "/" + "/".join(names) + after, " / " + " / ".join(names) + after
    assert repr(worked_out(together)) == repr(worked_out(apart))


# files

BASE = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>T</h:title><model><itext><translation lang="da">
<text id="a"><value>A <output value="/data/a"/></value></text></translation></itext>
<instance><data id="f"><a>1</a><r jr:template=""><b/></r><meta><instanceID/></meta></data></instance>
<instance id="l"><root><item><name>x</name><label>X</label></item></root></instance>
<bind nodeset="/data/a" type="int" relevant="1" constraint=". &gt; 0"/><bind nodeset="/data/r/b" calculate="../../a"/>
<setvalue event="odk-instance-first-load" ref="/data/a" value="2"/></model></h:head><h:body>
<input ref="/data/a"><label ref="jr:itext('a')"/></input><group ref="/data/r"><repeat nodeset="/data/r" jr:count="2">
<select1 ref="/data/r/b"><itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="label"/>
</itemset></select1>
</repeat></group></h:body></h:html>"""
PIECES = sorted({BASE[start:end] for start in range(0, len(BASE), 37) for end in (start + 5, start + 40)})


CHANGES = st.tuples(
    st.integers(0, len(BASE)), st.integers(0, 60), st.one_of(st.binary(max_size=6), st.sampled_from(PIECES))
)


@settings(4)
@hypothesis.given(st.lists(CHANGES, min_size=1, max_size=4))
def test_a_damaged_form_opens_or_is_refused(changes):
    data = BASE
    for at, gone, put in changes:
        data = data[:at] + put + data[at + gone :]
    with contextlib.suppress(InputError):
        session = Session(parse(data), instance_id="i")
        for node in session.walk():
            assert isinstance((node.ref, node.kind, node.label, node.message, len(node.choices)), tuple)
        read_submission(session.definition, write_submission(session), "i")


@settings(4)
@hypothesis.given(st.integers(0, 300), st.integers(0, 40), st.binary(max_size=8))
def test_a_damaged_submission_is_read_or_refused(at, gone, put):
    definition = parse(BASE)
    xml = write_submission(Session(definition, instance_id="i"))
    with contextlib.suppress(InputError):
        saved = read_submission(definition, xml[:at] + put + xml[at + gone :], "i")
        assert write_submission(Session(definition, saved, instance_id="i"))


# sessions: small forms made by chance, steps taken by chance

QUESTIONS = ("a", "b", "c", "r/x", "r/y", "r/q/z", "k/v")
TYPES = ("int", "string", "decimal", "date")
RULES = ("relevant", "calculate", "constraint", "required", "readonly")
OPERANDS = (
    *[
        "/data/a",
        "/data/b",
        "/data/c",
        "/data/k/v",
        "count(/data/r)",
        "sum(/data/r/x)",
        "position(..)",
        "1",
        "2",
        "'x'",
        ".",
        "../x",
        "../y",
        "/data/r/x",
    ],
    *[
        "count(/data/r/q)",
        "string-length(/data/b)",
        "today()",
        "/data/r[1]/x",
        "max(/data/r/x)",
        "count-non-empty(/data/r/q/z)",
    ],
    "coalesce(/data/a, 0)",
    "join(' ', /data/r/y)",
    "indexed-repeat(/data/r/x, /data/r, 1)",
    "selected(/data/b, 'x')",
    "if(/data/a &gt; 1, /data/b, /data/c)",
)
RULE_TEXTS = st.one_of(
    st.sampled_from(OPERANDS),
    st.tuples(
        st.sampled_from(OPERANDS),
        st.sampled_from(["=", "!=", "&gt;", "+", "and", "or"]),
        st.sampled_from(OPERANDS),
    ).map(" ".join),
)
BINDS = st.dictionaries(
    st.sampled_from(QUESTIONS),
    st.tuples(st.sampled_from(TYPES), st.dictionaries(st.sampled_from(RULES), RULE_TEXTS, max_size=2)),
    max_size=5,
)
COUNTS = st.sampled_from(["", "", "2", "/data/a", "string-length(/data/b)"])
VALUES = st.sampled_from(["", "0", "1", "2", "3", "x", "x y", "2026-11-21", "1.5", "-1"])
WALKS = st.lists(
    st.tuples(st.sampled_from(["set", "set", "set", "add", "remove"]), st.integers(0, 40), VALUES),
    max_size=14,
)


def _form(binds: dict[str, tuple[str, dict[str, str]]], count: str) -> bytes:
    text = ""
    for path, (kind, rules) in binds.items():
        told = " ".join(f'{rule}="{what}"' for rule, what in rules.items())
        text += f'<bind nodeset="/data/{path}" type="{kind}" {told}/>'
    counted = f' jr:count="{count}"' if count else ""
    controls = "".join(f'<input ref="/data/{path}"/>' for path in QUESTIONS[:3])
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><model><instance><data id="f"><a/><b>x</b><c/><k><v/></k>
<r jr:template=""><x>1</x><y/><q jr:template=""><z/></q></r><r><x>2</x><y/></r></data></instance>{text}</model></h:head>
<h:body>{controls}<group ref="/data/k"><input ref="/data/k/v"/></group><repeat nodeset="/data/r"{counted}>
<input ref="/data/r/x"/><input ref="/data/r/y"/><repeat nodeset="/data/r/q"><input ref="/data/r/q/z"/></repeat></repeat>
</h:body></h:html>""".encode()


def _open(definition, saved: SavedInstance | None = None) -> Session:
    return Session(definition, saved, instance_id="i", clock=lambda: NOON, timezone=ZONE)


class _Store:
    """What a store would keep of a session."""

    def __init__(self, session: Session) -> None:
        self.answers: dict[str, dict[str, str]] = {}
        self.rows: dict[str, object] = {}
        self.removed: set[str] = set()
        self.take(session.opened)

    def take(self, changed) -> None:
        for row in changed.rows_added:
            self.rows[row.id] = row
        for answer in changed.answers:
            self.answers.setdefault(answer.record, {})[answer.path] = answer.value
        self.removed |= set(changed.rows_removed)

    def saved(self) -> SavedInstance:
        kept = tuple(row for row in self.rows.values() if row.id not in self.removed)
        return SavedInstance(self.answers, kept, frozenset(self.removed))


def _facts(session: Session) -> dict[str, tuple[object, ...]]:
    return {
        node.ref: (node.text, node.relevant, node.required, node.readonly, node.valid, node.row_id)
        for node in session.walk()
    }


def _circular(session: Session) -> bool:
    """The session says so, or a question reads itself through all rows: then both answers may be right."""
    itself = any(
        dependent.target is node for node in session.definition.nodes for dependent in node.dependents
    )
    return itself or any("bider sig selv" in problem.message for problem in session.problems)


def _answerable(node: Node) -> bool:
    return not node.children and not node.calculated and "meta" not in node.path


def _step(session: Session, op: str, pick: int, value: str):
    """Take one step that is possible here; None when there is none."""
    if op == "set":
        leaves = [node for node in session.walk() if _answerable(node)]
        return session.set(leaves[pick % len(leaves)].ref, value)
    if op == "add":
        holders = ["/data/r", *(f"/data/r[{row.number}]/q" for row in session.root.named("r"))]
        ref = holders[pick % len(holders)]
        return (
            None if ref == "/data/r" and session.definition.by_path["/data/r"].count else session.add_row(ref)
        )
    rows = [node for node in session.walk() if node.is_row and node.definition.count is None]
    return session.remove_row(rows[pick % len(rows)].ref) if rows else None


@settings(4)
@hypothesis.given(BINDS, COUNTS, WALKS)
def test_a_session_step_by_step_is_as_one_opened_anew(binds, count, walk):
    try:
        definition = parse(_form(binds, count))
    except InputError:
        return
    if cycles(definition):
        return  # rules that run in a circle may rest in more than one state
    session = _open(definition)
    store = _Store(session)
    for op, pick, value in walk:
        changed = _step(session, op, pick, value)
        if changed is not None:
            store.take(changed)
    xml = write_submission(session)
    assert write_submission(session) == xml
    if count == "/data/a" and math.isnan(to_number(session.node(count).text, ZONE)):
        return  # a blank count leaves the rows that were there: unanswered ones are not known later
    if _circular(session) or _circular(again := _open(definition, store.saved())):
        return
    assert _facts(again) == _facts(session)
    assert again.opened.answers == ()


@settings(2)
@hypothesis.given(BINDS, WALKS, st.integers(0, 40), VALUES)
def test_setting_back_restores(binds, walk, pick, value):
    try:
        session = _open(parse(_form(binds, "")))
    except InputError:
        return
    for step in walk:
        _step(session, *step)
    before = _facts(session)
    leaves = [node for node in session.walk() if _answerable(node)]
    node = leaves[pick % len(leaves)]
    old = node.value
    session.set(node.ref, value)
    session.set(node.ref, old)
    if not _circular(session):
        assert _facts(session) == before
