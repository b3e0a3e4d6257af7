"""What a session takes in and gives out: plain frozen values, nothing of the engine."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a select question. `image` is a media file name or ''."""

    value: str
    label: str
    image: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A value to store: in this record (instance or row), under this path without predicates."""

    record: str
    path: str
    value: str


@dataclass(frozen=True, slots=True)
class Row:
    """A repeat row: `parent` is the instance or the row around it, `repeat` the path, `order` sorts the rows."""

    id: str
    parent: str
    repeat: str
    order: float


@dataclass(frozen=True, slots=True)
class Changed:
    """What one operation did.

    `refs`: nodes whose value, relevance, required, readonly, validity, texts or choices changed (or may have).
    `answers`: what must be stored. `rows_added`: rows to store *before* the answers (also a default row that
    gets its first answer). `rows_removed`: ids of rows the person took away. `structure`: refs of the nodes
    whose rows came or went, so that the view below them is built anew.
    """

    refs: frozenset[str] = frozenset()
    answers: tuple[Answer, ...] = ()
    rows_added: tuple[Row, ...] = ()
    rows_removed: tuple[str, ...] = ()
    structure: frozenset[str] = frozenset()

    @classmethod
    def of(cls, steps: Iterable[Changed]) -> Changed:
        """What several operations did together."""
        done = tuple(steps)
        return cls(
            frozenset().union(*(step.refs for step in done)),
            tuple(answer for step in done for answer in step.answers),
            tuple(row for step in done for row in step.rows_added),
            tuple(row for step in done for row in step.rows_removed),
            frozenset().union(*(step.structure for step in done)),
        )


@dataclass(frozen=True, slots=True)
class SavedInstance:
    """What the store holds of an instance: {record: {path: value}}, its rows, and ids of rows taken away."""

    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    removed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity that the form declares, as it stands now.

    `properties`: name -> value of each relevant question with save_to; `refs`: name -> ref of that question;
    `logged`: the names a person answers (not calculated). `record` is the instance or row it belongs to.
    """

    dataset: str
    id: str
    label: str
    properties: Mapping[str, str]
    refs: Mapping[str, str]
    logged: frozenset[str]
    create: bool
    update: bool
    record: str
    ref: str


@dataclass(frozen=True, slots=True)
class Problem:
    """An expression that could not be worked out while the form ran: where, and a sentence."""

    ref: str
    aspect: str
    message: str
