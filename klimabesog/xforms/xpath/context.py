"""What an expression is worked out in: the context node, and the form around it (instances, clock, texts)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from datetime import datetime, tzinfo

from klimabesog.values.texts import _
from klimabesog.xforms.xpath.dates import DateText, DayNumber, number_of_text
from klimabesog.xforms.xpath.errors import EvaluationError
from klimabesog.xforms.xpath.nodes import XNode
from klimabesog.xforms.xpath.numbers import number_text

Value = bool | float | str | list[XNode]


class Host:
    """The world around an expression. A session overrides what a bare evaluation does not have."""

    namespaces: Mapping[str, str] = {}
    plain_namespaces: frozenset[str] | None = None
    """Namespaces a name without prefix may stand in. None: any, since forms put their instance in one of their own."""
    danish_dates = False
    fixed: Mapping[str, list[XNode]] = {}
    """What stands at a path that can never mean anything else: a short cut past walking down to it."""

    def __init__(self, root: XNode, zone: tzinfo, now: Callable[[], datetime]) -> None:
        """`root` is where absolute paths begin; `now` gives an aware moment."""
        self.root = root
        self.zone = zone
        self.now = now
        self.left = math.inf

    def spend(self, nodes: int) -> None:
        """Count the nodes looked at. Raises EvaluationError when an expression has looked at too many."""
        self.left -= nodes
        if self.left < 0:
            raise EvaluationError(
                _("Udtrykket er for tungt at regne ud: det løber listerne igennem for mange gange.")
            )

    def instance(self, name: str) -> XNode | None:
        """The element that holds the secondary instance (its root is the one child), None if there is none."""
        return None

    def itext(self, key: str) -> str:
        """The text with this id in the language in use."""
        return ""

    def choice_label(self, node: XNode, value: str) -> str:
        """The label of a choice of the select question at `node`."""
        return ""

    def version(self) -> str:
        """The form's version."""
        return ""


class Context:
    """One evaluation: `node` may be a stand-in during predicates, `current` stays the expression's own node."""

    __slots__ = ("current", "host", "node", "position", "size")

    def __init__(self, node: XNode, host: Host) -> None:
        self.node = node
        self.current = node
        self.host = host
        self.position = 1
        self.size = 1


def nodes_of(value: Value) -> list[XNode]:
    """The value as a node-set. Raises EvaluationError for anything else."""
    if isinstance(value, list):
        return value
    raise EvaluationError(_("Her skal der stå en henvisning til spørgsmål, ikke en værdi."))


def to_text(value: Value) -> str:
    """XPath string()."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].string() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(float(math.floor(value)) if isinstance(value, DayNumber) and value == value else value)


def to_number(value: Value, zone: tzinfo) -> float:
    """XPath number(), with ISO dates as day numbers."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, list):
        if not value:
            return math.nan
        node = value[0]
        value = node.text if node.text is not None else node.string()
    return number_of_text(value, zone) if value else math.nan


def to_boolean(value: Value) -> bool:
    """XPath boolean()."""
    if isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value == value and value != 0
    if isinstance(value, DateText):
        return value.days == value.days
    return bool(value)


def equal(left: Value, right: Value, zone: tzinfo) -> bool:
    """XPath `=`: node-sets match when any pair does."""
    if isinstance(left, list):
        if isinstance(right, bool):
            return bool(left) == right
        return any(equal(node.string(), right, zone) for node in left)
    if isinstance(right, list):
        return equal(right, left, zone)
    if isinstance(left, bool) or isinstance(right, bool):
        return to_boolean(left) == to_boolean(right)
    if (
        isinstance(left, float)
        or isinstance(right, float)
        or isinstance(left, DateText)
        or isinstance(right, DateText)
    ):
        return to_number(left, zone) == to_number(right, zone)
    return left == right


def unequal(left: Value, right: Value, zone: tzinfo) -> bool:
    """XPath `!=`, which is not the negation of `=` for node-sets."""
    if isinstance(left, list):
        if isinstance(right, bool):
            return bool(left) != right
        return any(unequal(node.string(), right, zone) for node in left)
    if isinstance(right, list):
        return unequal(right, left, zone)
    return not equal(left, right, zone)


def ordered(left: Value, right: Value, zone: tzinfo, test: Callable[[float, float], bool]) -> bool:
    """XPath `<` and its kin, by number; node-sets match when any pair does.

    Also against a boolean, where XPath 1.0 would ask whether the set is empty: both ODK engines do so.
    """
    if isinstance(left, list):
        return any(ordered(node.string(), right, zone, test) for node in left)
    if isinstance(right, list):
        return any(ordered(left, node.string(), zone, test) for node in right)
    return test(to_number(left, zone), to_number(right, zone))
