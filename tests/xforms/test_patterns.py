"""regex(): the same answers as Python's own, and no pattern that takes ages."""

from __future__ import annotations

import re

import hypothesis
import hypothesis.strategies as st
import pytest

from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.patterns import LONGEST_PATTERN, LONGEST_TEXT, _Automaton, _Pattern, fits


@pytest.mark.parametrize(
    ("pattern", "text", "result"),
    [
        (r"[0-9]{8}", "12345678", True),
        (r"^[\w.+-]+@([\w-]+\.)+[a-z]{2,}$", "mia@klima.aarhus.dk", True),
        (r"^[\w.+-]+@([\w-]+\.)+[a-z]{2,}$", "mia@klima", False),
        (r"(a|ab)(c|bcd)*", "abcbcd", True),
        (r"(?:\d{2} ){3}\d{2}", "12 34 56 78", True),
        (r"([A-Z][a-z]+ ?)+", "Anna Bo", True),
        (r"(\bord\b ?)*", "ord ord", True),
        (r"(\bord\b ?)*", "ordord", False),
        (r"[^,]*(,[^,]*)*", "a,b,,c", True),
        (r"\w+", "blåbær", False),
    ],
)
def test_what_fits(pattern, text, result):
    assert fits(text, pattern) is result


@pytest.mark.parametrize(
    "pattern", [r"(a+)+b", r"(a*)*b", r"(a|a)*b", r"(a|aa)+b", r"((a+)?)*b", r"a*a*a*a*a*a*a*b", r"(.*.*)*x"]
)
def test_a_pattern_that_explodes_is_answered(pattern):
    assert not fits("a" * 5_000, pattern)
    assert fits("a" * 50 + pattern[-1], pattern)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?=(a+)+$)a*", "a" * 60),
        (r"((a+)\2)+b", "a" * 60),
        (r"(a{1,400}){400}", "a"),
        ("(" * 1200 + ")" * 100, "a"),
        ("a" * (LONGEST_PATTERN + 1), "a"),
        (r"(a+)+b", "a" * (LONGEST_TEXT + 1)),
        (r"a{99999999999999999999}", "a"),
        (r"[", "a"),
    ],
)
def test_what_cannot_be_bounded_is_refused_with_a_sentence(pattern, text):
    with pytest.raises(EvaluationError, match=r"Mønstret|Teksten"):
        fits(text, pattern)


_ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", r"\d", r"\w", "^", "$", r"\b", ""])
_PATTERNS = st.recursive(
    _ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map("(?:{0[0]}|{0[1]})".format),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{0,2}", "{2}", "*?"])).map(
            "(?:{0[0]}){0[1]}".format
        ),
    ),
    max_leaves=6,
)


@hypothesis.settings(max_examples=300, deadline=None)
@hypothesis.given(_PATTERNS, st.text("ab1\n", max_size=7))
def test_the_automaton_agrees_with_pythons_own(pattern, text):
    wanted = re.compile(pattern, re.ASCII).fullmatch(text) is not None
    assert _Automaton(pattern, _Pattern(pattern).items).fits(text) is wanted
