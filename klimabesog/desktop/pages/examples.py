"""The bundled examples that can be opened: a button for each, and what they show."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from klimabesog.casework.example import EXAMPLES, FIRST_VISIT, HEAVY
from klimabesog.desktop.widgets.button import Button
from klimabesog.values.texts import _

WORDS = {FIRST_VISIT: "Åbn eksemplet", HEAVY: "Åbn det store eksempel"}
"""What the buttons say, by the example's code."""


def example_buttons(wanted: Callable[[str], object]) -> list[Button]:
    """A button for each example that has happened already; `wanted` is called with its code."""
    return [
        Button(_(WORDS[one.code]), partial(wanted, one.code), icon="blad", tip=_(one.shows))
        for one in EXAMPLES
        if one.past
    ]


def examples_sentence() -> str:
    """What the examples show, and that the large one takes a while."""
    return _(
        "Eksemplet er et opdigtet maskinværksted lige efter første besøg. Det store er en opdigtet fabrik gennem alle "
        "seks trin, og det tager et øjeblik at lave."
    )
