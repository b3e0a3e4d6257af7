"""Taking over what was approved of an adviser's figures: into the technical review and the measures, in one step."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from klimabesog.casework.adviser.figures import (
    Figures,
    adviser_figures,
    adviser_rows,
    streams_of,
)
from klimabesog.casework.adviser.review import Line, Review, with_values
from klimabesog.casework.adviser.sheet import KWH_FIELD, MONEY_FIELD, FileRow
from klimabesog.casework.steps.keys import REVIEW
from klimabesog.casework.steps.layers import LayerRow, layer_rows, new_proposal
from klimabesog.energy.streams import CONVERT, MONEY, Stream
from klimabesog.partnership.layers import ADVISER, ESTIMATE
from klimabesog.store import Change
from klimabesog.values.danish import machine_number
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.instance import FormInstance
    from klimabesog.casework.steps.book import StepBook
    from klimabesog.xforms import Changed, Node

REPEAT, STREAMS = "/data/forslagene/forslag", "ud_stroem"
Answers = dict[str, str]


def take(book: StepBook, review: Review, numbers: Collection[int]) -> int:
    """Take over the lines with these numbers; returns how many. One step of the case, which one undo takes back.

    InputError, with nothing changed, when a measure has gone since the file was looked at.
    """
    lines = [line for line in review.lines if line.number in numbers]
    if not lines:
        return 0
    taking = _Taking(book)
    try:
        taking.run(lines)
        book.keep_adviser(taking.steps, taking.further, review.file.digest)
    except BaseException:
        book.reload()  # the form's session is ahead of what was saved
        raise
    return len(lines)


class _Taking:
    """Changes the session of the technical review; `steps` and `further` are what is to be saved of it."""

    def __init__(self, book: StepBook) -> None:
        visit = book.visit
        assert visit is not None  # there would be no review
        self._visit, self._measures = visit, visit.measure_book
        self._form: FormInstance = book.form(REVIEW)
        self._book = book
        self.steps: list[Changed] = []
        self.further: list[Change] = []

    def run(self, lines: Sequence[Line]) -> None:
        """All lines, those of one measure together."""
        blank = self._form.blank_rows(REPEAT)
        said, rows = adviser_figures(self._book, self._measures), adviser_rows(self._book)
        for measure, given in _by_measure(lines).items():
            self._known(measure, with_values(said.get(measure, Figures()), given), rows.get(measure), given)
        for line in lines:
            if line.is_new:
                self._new(line.row)
        if any(not line.is_new and line.measure not in rows for line in lines) or any(x.is_new for x in lines):
            steps, changes = self._form.without_rows(blank)
            self.steps += steps
            self.further += changes

    # -- measures ----------------------------------------------------------------------------------

    def _known(
        self, measure: str, figures: Figures, row: LayerRow | None, given: Mapping[str, float | str]
    ) -> None:
        """Write in the row of a measure of the case, or in a new one."""
        if row is None:
            node = self._add_row(new_id())
            self._answer(node, {"tiltag": measure})
        else:
            node = row.node
        self._answer(node, _answers(figures))
        saving = any(name.startswith(KWH_FIELD) or name == MONEY_FIELD for name in given)
        if saving or row is None or not row.is_complete:
            self._write_streams(node, streams_of(figures, self._streams(measure)))

    def _streams(self, measure: str) -> tuple[Stream, ...]:
        """What is known of a measure in amounts: as the adviser said it before, else our estimate."""
        for instance, (estimate, life) in self._measures.lives().items():
            if self._measures.record(instance) == measure:
                layer = life.layer(ADVISER) or life.layer(ESTIMATE)
                standing = self._measures.standing(estimate, layer)
                return self._measures.in_amounts(standing).streams if standing else ()
        raise InputError(_("Et tiltag er fjernet siden. Hent rådgiverens tal igen."))

    def _new(self, row: FileRow) -> None:
        """A proposal of the adviser's own: a row, and the measure that it becomes at once."""
        figures = with_values(Figures(), {name: given.value for name, given in row.given.items()})
        node = self._add_row(new_id())
        self._answer(node, {"ud_titel": row.title, "ud_indsatsomraade": row.area, **_answers(figures)})
        self._write_streams(node, streams_of(figures, ()))
        layer = next(one for one in layer_rows(self._form.session) if one.node.ref == node.ref)
        instance, changes = new_proposal(self._measures, layer)
        self.further += changes
        self._answer(node, {"tiltag": self._measures.record(instance)})

    # -- the form ----------------------------------------------------------------------------------

    def _add_row(self, row_id: str) -> Node:
        self.steps.append(self._form.session.add_row(REPEAT, row_id=row_id))
        added = self._form.session.at(row_id, REPEAT)
        assert added is not None
        return added

    def _answer(self, node: Node, answers: Answers) -> None:
        self.steps += [self._form.session.set(f"{node.ref}/{name}", value) for name, value in answers.items()]

    def _write_streams(self, node: Node, streams: Sequence[Stream]) -> None:
        """As many rows as there are streams, each saying one."""
        session, ref = self._form.session, f"{node.ref}/{STREAMS}"
        there = len(node.named(STREAMS))
        self.steps += [session.add_row(ref) for _n in range(there, len(streams))]
        self.steps += [session.remove_row(f"{ref}[{n}]") for n in range(there, max(1, len(streams)), -1)]
        for number, stream in enumerate(streams, 1):
            self._answer(session.node(f"{ref}[{number}]"), _stream_answers(stream))


def _by_measure(lines: Sequence[Line]) -> dict[str, dict[str, float | str]]:
    """The figures that were approved, by the record of the measure of the case."""
    found: dict[str, dict[str, float | str]] = {}
    for line in lines:
        if not line.is_new:
            found.setdefault(line.measure, {})[line.field] = line.row.given[line.field].value
    return found


def _answers(figures: Figures) -> Answers:
    """What the figures answer in a row, apart from its streams; what is not said is left alone."""
    said: Iterator[tuple[str, float | str | None]] = iter(
        (
            ("ud_investering", figures.investment),
            ("ud_drift", figures.operation),
            ("ud_levetid", figures.lifetime),
            ("kilde", figures.source),
            ("begrundelse", figures.remark),
        )
    )
    return {name: _text(value) for name, value in said if value not in (None, "")}


def _stream_answers(stream: Stream) -> Answers:
    """A stream as the form asks for it."""
    answers = {"art": stream.kind, "kroner": _text(stream.money)}
    if stream.kind != MONEY:
        answers |= {
            "slutanvendelse": stream.end_use,
            "energibaerer": stream.carrier,
            "kwh": _text(stream.kwh),
        }
    converts = stream.kind == CONVERT
    return answers | {
        "til_energibaerer": stream.to_carrier if converts else "",
        "virkningsgrad": _text(stream.efficiency) if converts else "",
    }


def _text(value: float | str | None) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return machine_number(value)
