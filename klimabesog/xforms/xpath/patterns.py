"""regex() with a bound on its time: patterns that could explode run as an automaton, in time linear in the text.

A pattern like `(a+)+b` takes Python's backtracking matcher ages over a text that almost fits. Such patterns are
turned into a non-deterministic automaton (Thompson 1968) whose sets of states are remembered as they are met. Plain
patterns go to `re`, which is quicker. Classes (`\\d`, `\\w`, `\\s`) mean ASCII, as in both official engines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.errors import EvaluationError

LONGEST_PATTERN = 2_000
LONGEST_TEXT = 100_000
"""Characters an automaton looks at: about 20 ms."""
MOST_STATES = 5_000
MOST_STEPS = 5_000_000
"""How many steps `re` may need at worst before the automaton takes over."""
_MOST_REMEMBERED = 20_000

_parser: Any = import_module("re._parser")
_UNBOUNDED = _parser.MAXREPEAT
Test = Callable[[str], bool]
Place = tuple[bool, bool, bool, bool]
"""At the start, at the end, word sign before, word sign after."""


def fits(text: str, pattern: str) -> bool:
    """Whether the whole text fits the pattern. Raises EvaluationError when the pattern is wrong or too heavy."""
    return _pattern(pattern).fits(text)


@lru_cache(maxsize=256)
def _pattern(text: str) -> _Pattern:
    if len(text) > LONGEST_PATTERN:
        raise EvaluationError(
            _("Mønstret i regex() er for langt: højst {most} tegn.").format(most=LONGEST_PATTERN)
        )
    try:
        return _Pattern(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise EvaluationError(_("Mønstret {pattern} kan ikke læses.").format(pattern=text)) from error


class _Pattern:
    def __init__(self, text: str) -> None:
        self.text = text
        self.quick = re.compile(text, re.ASCII)
        self.items = _parser.parse(text, re.ASCII)
        self.nested, self.varying = _weight(self.items, False)
        self._automaton: _Automaton | None = None

    def fits(self, text: str) -> bool:
        if not self.nested and (self.varying < 2 or len(text) ** self.varying <= MOST_STEPS):
            return self.quick.fullmatch(text) is not None
        if len(text) > LONGEST_TEXT:
            raise EvaluationError(_("Teksten er for lang til mønstret i regex()."))
        if self._automaton is None:
            self._automaton = _Automaton(self.text, self.items)
        return self._automaton.fits(text)


def _weight(items: Iterable[tuple[Any, Any]], inside: bool) -> tuple[bool, int]:
    """(whether a repetition varies within another one, how many vary)."""
    nested, varying = False, 0
    for op, arg in items:
        name, within = str(op), inside
        if name.endswith("_REPEAT"):
            least, most, _body = arg
            varying += least != most
            nested |= inside and least != most
            within = inside or most > 1
        elif name in ("BRANCH", "GROUPREF"):
            nested |= inside
        for part in _bodies(name, arg):
            deeper, more = _weight(part, within)
            nested, varying = nested or deeper, varying + more
    return nested, varying


def _bodies(name: str, arg: Any) -> list[Any]:
    if name.endswith("_REPEAT"):
        return [arg[2]]
    if name == "BRANCH":
        return list(arg[1])
    if name == "SUBPATTERN":
        return [arg[3]]
    if name in ("ASSERT", "ASSERT_NOT"):
        return [arg[1]]
    if name == "ATOMIC_GROUP":
        return [arg]
    return [part for part in arg[1:] if part is not None] if name == "GROUPREF_EXISTS" else []


class _Automaton:
    """States by number: a test of one sign with its successor, a fork, or a condition on the place. 0 is the end."""

    def __init__(self, text: str, items: Any) -> None:
        self.text = text
        self.tests: dict[int, tuple[Test, int]] = {}
        self.forks: dict[int, tuple[int, ...]] = {}
        self.places: dict[int, tuple[str, int]] = {}
        self.count = 1
        self.start = self._sequence(items, 0)
        self._met: dict[tuple[frozenset[int], str, Place], frozenset[int]] = {}

    def _new(self) -> int:
        self.count += 1
        if self.count > MOST_STATES:
            raise self._too_heavy()
        return self.count

    def _too_heavy(self) -> EvaluationError:
        return EvaluationError(
            _("Mønstret {pattern} kan tage for lang tid at regne på: gør det enklere.").format(
                pattern=self.text[:80]
            )
        )

    def _sequence(self, items: Any, after: int) -> int:
        for op, arg in reversed(list(items)):
            after = self._one(str(op), arg, after)
        return after

    def _one(self, name: str, arg: Any, after: int) -> int:
        if name in ("MAX_REPEAT", "MIN_REPEAT"):
            least, most, body = arg
            return self._repeat(least, most, body, after)
        if name == "BRANCH":
            return self._fork(tuple(self._sequence(branch, after) for branch in arg[1]))
        if name == "SUBPATTERN" and not arg[1] and not arg[2]:
            return self._sequence(arg[3], after)
        number = self._new()
        if name == "AT":
            self.places[number] = (str(arg), after)
        else:
            self.tests[number] = (self._test(name, arg), after)
        return number

    def _fork(self, ways: tuple[int, ...]) -> int:
        number = self._new()
        self.forks[number] = ways
        return number

    def _repeat(self, least: int, most: int, body: Any, after: int) -> int:
        if most == _UNBOUNDED:
            start = self._fork(())
            self.forks[start] = (self._sequence(body, start), after)
        else:
            start = after
            for _more in range(most - least):
                start = self._fork((self._sequence(body, start), after))
        for _must in range(least):
            start = self._sequence(body, start)
        return start

    def _test(self, name: str, arg: Any) -> Test:
        if name == "LITERAL":
            return lambda sign: ord(sign) == arg
        if name == "NOT_LITERAL":
            return lambda sign: ord(sign) != arg
        if name == "ANY":
            return lambda sign: sign != "\n"
        if name == "IN":
            return _class(arg)
        raise self._too_heavy()  # look-ahead and back-references need backtracking

    def fits(self, text: str) -> bool:
        places = _places(text)
        states = self._closed({self.start}, places(0))
        for index, sign in enumerate(text, 1):
            key = (states, sign, place := places(index))
            known = self._met.get(key)
            if known is None:
                passed = {
                    after for state in states if state in self.tests for after in self._passed(state, sign)
                }
                known = self._closed(passed, place)
                if len(self._met) > _MOST_REMEMBERED:
                    self._met.clear()
                self._met[key] = known
            if not known:
                return False
            states = known
        return 0 in states

    def _passed(self, state: int, sign: str) -> tuple[int, ...]:
        test, after = self.tests[state]
        return (after,) if test(sign) else ()

    def _closed(self, states: Iterable[int], place: Place) -> frozenset[int]:
        """All states reached without reading a sign."""
        reached: set[int] = set()
        pending = list(states)
        while pending:
            state = pending.pop()
            if state in reached:
                continue
            reached.add(state)
            pending += self.forks.get(state, ())
            if state in self.places and _holds(self.places[state][0], place):
                pending.append(self.places[state][1])
        return frozenset(state for state in reached if state == 0 or state in self.tests)


def _places(text: str) -> Callable[[int], Place]:
    last = len(text)

    def at(index: int) -> Place:
        before, after = text[index - 1 : index], text[index : index + 1]
        end = index == last or (index == last - 1 and after == "\n")
        return (index == 0, end, _word(before), _word(after))

    return at


def _word(sign: str) -> bool:
    return sign.isascii() and (sign.isalnum() or sign == "_")


def _holds(name: str, place: Place) -> bool:
    start, end, before, after = place
    if name in ("AT_BEGINNING", "AT_BEGINNING_STRING"):
        return start
    if name == "AT_END":
        return end
    if name == "AT_END_STRING":
        return end and not after
    return (before != after) is (name == "AT_BOUNDARY")


_CATEGORIES: dict[str, Test] = {
    "DIGIT": lambda sign: sign in "0123456789",
    "SPACE": lambda sign: sign in " \t\n\r\f\v",
    "WORD": _word,
}


def _class(parts: Any) -> Test:
    tests = [_member(str(op), arg) for op, arg in parts if str(op) != "NEGATE"]
    wanted = str(parts[0][0]) != "NEGATE"
    return lambda sign: any(test(sign) for test in tests) is wanted


def _member(name: str, arg: Any) -> Test:
    if name == "LITERAL":
        return lambda sign: ord(sign) == arg
    if name == "RANGE":
        low, high = arg
        return lambda sign: low <= ord(sign) <= high
    category = str(arg).removeprefix("CATEGORY_")
    test = _CATEGORIES[category.removeprefix("NOT_")]
    return (lambda sign: not test(sign)) if category.startswith("NOT_") else test
