"""Makes the expressions of a form: parsed once per text and repeat context, errors named by question and rule."""

from __future__ import annotations

import re

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.contextual import contextualise
from klimabesog.xforms.definition import Expression, NodeDef
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.parser import parse
from klimabesog.xforms.xpath.tree import Literal

_LITERAL = re.compile(r"""\s*(?:'[^']*'|"[^"]*")\s*\Z""")


class ExpressionError(InputError):
    """An expression of a form cannot be read: `path` and `rule` say which, `offset` where in its `text`."""

    def __init__(self, error: ParseError, text: str, path: str, rule: str) -> None:
        super().__init__(
            _("{path} ({rule}): {error} Udtrykket er: {text}").format(
                path=path, rule=rule, error=error, text=text
            )
        )
        self.reason = str(error)
        self.offset = error.offset
        self.text = text
        self.path = path
        self.rule = rule


def itext_key(text: str) -> str:
    """The expression of the id in `jr:itext(…)`; '' when the text is something else."""
    plain = text.strip()
    return plain[len("jr:itext(") : -1] if plain.startswith("jr:itext(") and plain.endswith(")") else ""


class Expressions:
    """Expressions by text and place."""

    def __init__(self) -> None:
        self._plain: dict[str, Expression] = {}
        self._placed: dict[tuple[str, str], Expression] = {}

    def make(self, text: str, node: NodeDef, rule: str) -> Expression:
        """The expression for use at `node`. Raises ExpressionError."""
        inside = node.in_repeat
        known = self._placed.get((text, node.path)) if inside else self._plain.get(text)
        if known is not None:
            return known
        if _LITERAL.match(text):  # every label names its translated text so
            plain = text.strip()
            made = self._plain[text] = Expression(text, Literal(plain[1:-1], text.index(plain[0])))
            return made
        try:
            tree = parse(text)
        except ParseError as error:
            raise ExpressionError(error, text, node.path, rule) from error
        if inside:
            made = self._placed[text, node.path] = Expression(text, contextualise(tree, node))
        else:
            made = self._plain[text] = Expression(text, tree)
        return made
