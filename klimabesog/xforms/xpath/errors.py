"""The errors of the XPath part: what an author wrote wrong, and where in the expression."""

from __future__ import annotations

from klimabesog.values.errors import InputError


class XPathError(InputError):
    """An expression that cannot be read or run; `offset` is the place in its text (0-based), -1 if unknown."""

    def __init__(self, message: str, offset: int = -1) -> None:
        super().__init__(message)
        self.offset = offset


class ParseError(XPathError):
    """The text is not an XPath expression."""


class EvaluationError(XPathError):
    """The expression reads well, but cannot be worked out (unknown function, wrong number of arguments)."""
