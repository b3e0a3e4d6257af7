"""What versions of documents are called: by their number, told apart where two laptops gave the same one unaware."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from klimabesog.casework.topic import Topic
from klimabesog.values.texts import _


class Issued(NamedTuple):
    """A locked version: its record, type, topic and number, the clock stamp it was locked at, and by whom."""

    record: str
    type: str
    topic: Topic
    number: int
    hlc: str
    by: str


class Called(NamedTuple):
    """A version's name, and who locked it where that must be told because another has its number."""

    label: str
    by: str


def called(issued: Iterable[Issued]) -> dict[str, Called]:
    """Record -> what its version is called.

    The first by the clock is "2", a later one "2 (Bo Friis)": what is printed in it stays, so nothing is renumbered.
    All of it follows from the versions, whatever order they came in.
    """
    alike: dict[tuple[str, Topic, int], list[Issued]] = {}
    for one in sorted(issued, key=lambda one: (one.hlc, one.record)):
        alike.setdefault((one.type, one.topic, one.number), []).append(one)
    return {
        one.record: Called(label, one.by if len(group) > 1 else "")
        for group in alike.values()
        for one, label in zip(group, _labels(group), strict=True)
    }


def _labels(group: Sequence[Issued]) -> list[str]:
    """What versions with one number are called, the first first."""
    found: list[str] = []
    for one in group:
        plain, by = str(one.number), one.by or _("en anden computer")
        again = (f"{plain} ({by} {n})" for n in range(2, len(group) + 1))
        candidates = [f"{plain} ({by})", *again] if found else [plain]
        found.append(next(label for label in candidates if label not in found))
    return found
