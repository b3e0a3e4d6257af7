"""How sure a figure is: its source in the officer's words, and the class A, B or C printed beside it."""

from __future__ import annotations

from collections.abc import Iterable

MEASURED = "A"
NAMEPLATE = "B"
RULE_OF_THUMB = "C"
CLASSES = {
    MEASURED: "Målt eller fra regning",
    NAMEPLATE: "Mærkeplade eller oplyst",
    RULE_OF_THUMB: "Tommelfingerregel eller skøn",
}
"""Class A measured or billed, B nameplate or stated, C rule of thumb."""

SOURCES = {
    "regning": "Regning",
    "maaler": "Måler",
    "maerkeplade": "Mærkeplade",
    "oplyst": "Oplyst",
    "skoen": "Skøn",
}
"""Where a figure comes from: codes and Danish names."""

_CLASS_OF_SOURCE = {
    "regning": MEASURED,
    "maaler": MEASURED,
    "maerkeplade": NAMEPLATE,
    "oplyst": NAMEPLATE,
    "skoen": RULE_OF_THUMB,
}


def class_of_source(source: str) -> str:
    """A, B or C for a source code; one that is not known, or none, counts as an estimate (C)."""
    return _CLASS_OF_SOURCE.get(source, RULE_OF_THUMB)


def worst(classes: Iterable[str]) -> str:
    """The least sure of the classes: a sum is no surer than its weakest part; "A" for an empty sum."""
    return max(classes, default=MEASURED)
