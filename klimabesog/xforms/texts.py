"""Labels, hints and messages in the language in use, with outputs filled in when they are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.definition import Expression, Text
from klimabesog.xforms.languages import Entry
from klimabesog.xforms.node import Node
from klimabesog.xforms.recalculation import MOST_STEPS
from klimabesog.xforms.xpath.context import Context, Value, to_text
from klimabesog.xforms.xpath.nodes import XNode

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session

_NUMBER = re.compile(r"-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\Z", re.ASCII)


class Texts:
    """The texts of one session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.languages = session.definition.languages

    def show(self, text: Text | None, node: Node, form: str = "") -> str:
        """The text for a node; `form` asks for another form of a translated text (guidance, image)."""
        if text is None:
            return ""
        if text.itext is not None:
            return self.form(self.entry(to_text(self._worked_out(text.itext, node))), node, form)
        return "" if form else self._join(text, node)

    def entry(self, key: str) -> Entry:
        """All forms of a translated text, in the language in use, else in the default one."""
        found = self.languages.entry(self.session.language, key)
        return found or self.languages.entry(self.languages.default, key)

    def by_id(self, key: str, node: Node) -> str:
        """The plain form of a translated text."""
        return self.form(self.entry(key), node)

    def form(self, entry: Entry, node: Node, form: str = "") -> str:
        """One form of a translated text, outputs filled in; '' when it has none."""
        text = entry.get(form)
        if text is None and not form:
            text = entry.get("long") or entry.get("short")
        return "" if text is None else self._join(text, node)

    def _join(self, text: Text, node: Node) -> str:
        parts = text.parts
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0].strip()
        return "".join(part if isinstance(part, str) else self._output(part, node) for part in parts).strip()

    def _output(self, expression: Expression, node: XNode) -> str:
        value = self._worked_out(expression, node)
        text, show_number = to_text(value), self.session.show_number
        if show_number is not None and _is_figure(value) and _NUMBER.match(text):
            return show_number(text)
        return "" if text == "NaN" else text

    def _worked_out(self, expression: Expression, node: XNode) -> Value:
        if isinstance(node, Node) and node.definition.repeats:
            expression = self.session.definition.expressions.make(expression.text, node.definition, "output")
        self.session.host.left = MOST_STEPS
        try:
            return expression.closure(Context(node, self.session.host))
        except InputError:
            return ""

    def message(self, node: Node) -> str | None:
        """Why the answer does not hold, None when it does."""
        if node.valid or not node.relevant:
            return None
        if node.message_kind == "type":
            return type_message(node.kind)
        own = self.show(node.definition.constraint_message, node)
        return own or _("Svaret passer ikke med det, skemaet kræver.")


def _is_figure(value: Value) -> bool:
    """Whether an output is a figure: a number, or a node with a unit (`kb:enhed`) or with decimals; never a year."""
    if not isinstance(value, list):
        return isinstance(value, float)
    node = value[0] if value else None
    if not isinstance(node, Node):
        return False
    with_decimals = node.definition.type == "decimal" or (node.calculated and "." in (node.text or ""))
    return with_decimals or "enhed" in node.kb


def type_message(kind: str) -> str:
    """What a value of this kind should look like."""
    return {
        "integer": _("Skriv et helt tal."),
        "decimal": _("Skriv et tal."),
        "range": _("Vælg et tal."),
        "date": _("Skriv en dato, fx 21.11.2026."),
        "time": _("Skriv et klokkeslæt, fx 14.05."),
        "datetime": _("Skriv dato og klokkeslæt."),
        "geopoint": _("Skriv bredde- og længdegrad, fx 56,16 10,20."),
    }.get(kind, _("Svaret har ikke den rigtige form."))
