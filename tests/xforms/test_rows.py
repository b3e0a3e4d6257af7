"""Repeat rows: where they are stored, how they are added, removed, counted and brought back."""

from __future__ import annotations

import hypothesis
import hypothesis.strategies as st
import pytest

from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.xforms import Answer, Changed, Row, SavedInstance, Session

ROOMS = """
| survey |              |         |         |              |                      |
|        | type         | name    | label   | repeat_count | calculation          |
|        | begin repeat | rum     | Rum     |              |                      |
|        | text         | navn    | Navn    |              |                      |
|        | calculate    | nr      |         |              | position(..)         |
|        | begin repeat | lampe   | Lampe   |              |                      |
|        | decimal      | watt    | Watt    |              |                      |
|        | end repeat   |         |         |              |                      |
|        | calculate    | rum_watt |        |              | sum(${watt})         |
|        | end repeat   |         |         |              |                      |
|        | calculate    | antal   |         |              | count(${rum})        |
|        | calculate    | watt_i_alt |      |              | sum(${watt})         |
"""


class Shelf:
    """Stores what a session asks for, as the log does."""

    def __init__(self) -> None:
        self.answers: dict[str, dict[str, str]] = {}
        self.rows: dict[str, Row] = {}
        self.removed: set[str] = set()

    def take(self, changed: Changed) -> None:
        self.rows.update((row.id, row) for row in changed.rows_added)
        for row_id in changed.rows_removed:
            self.removed.add(row_id)
            self.rows.pop(row_id, None)
        for answer in changed.answers:
            assert answer.record == "besog-1" or answer.record in self.rows, (
                "a row is announced before its answers"
            )
            self.answers.setdefault(answer.record, {})[answer.path] = answer.value

    def saved(self) -> SavedInstance:
        return SavedInstance(self.answers, tuple(self.rows.values()), frozenset(self.removed))


def facts(session: Session) -> dict[str, tuple[str, str]]:
    return {node.ref: (node.record, node.text or "") for node in session.walk() if not node.children}


def test_a_default_row_is_announced_with_its_first_answer(fill):
    session = fill(ROOMS)
    row_id = derived_id("besog-1", "/data/rum", "1")
    assert session.opened.rows_added == ()
    changed = session.set("/data/rum[1]/navn", "Hal")
    assert changed.rows_added == (Row(row_id, "besog-1", "/data/rum", 1.0),)
    assert changed.answers == (Answer(row_id, "/data/rum/navn", "Hal"),)
    assert session.set("/data/rum[1]/navn", "Lager").rows_added == ()


def test_rows_are_added_anywhere_and_numbered(fill):
    session = fill(ROOMS)
    session.set("/data/rum[1]/navn", "B")
    changed = session.add_row("/data/rum", before=1)
    session.set("/data/rum[1]/navn", "A")
    assert [session.node(f"/data/rum[{n}]/navn").value for n in (1, 2)] == ["A", "B"]
    assert [session.node(f"/data/rum[{n}]/nr").value for n in (1, 2)] == ["1", "2"]
    assert session.node("/data/antal").value == "2"
    assert changed.structure == {"/data"}
    (row,) = changed.rows_added
    assert row.order < 1.0
    assert "/data/rum[2]/nr" in changed.refs


def test_nested_rows_stand_under_their_row(fill):
    session = fill(ROOMS)
    session.add_row("/data/rum")
    assert session.find("/data/rum[2]/lampe[1]") is None, "a new row begins without rows of its own"
    session.add_row("/data/rum[2]/lampe")
    changed = session.add_row("/data/rum[2]/lampe")
    session.set("/data/rum[2]/lampe[1]/watt", "10")
    session.set("/data/rum[2]/lampe[2]/watt", "20")
    session.set("/data/rum[1]/lampe[1]/watt", "5")
    assert [session.node(f"/data/rum[{n}]/rum_watt").value for n in (1, 2)] == ["5", "30"]
    assert session.node("/data/watt_i_alt").value == "35"
    assert [row.repeat for row in changed.rows_added] == ["/data/rum/lampe"]
    assert changed.rows_added[0].parent == session.node("/data/rum[2]").record


def test_removing_a_row_takes_its_figures_along(fill):
    session = fill(ROOMS)
    session.add_row("/data/rum")
    session.set("/data/rum[1]/lampe[1]/watt", "5")
    session.add_row("/data/rum[2]/lampe")
    session.set("/data/rum[2]/lampe[1]/watt", "7")
    gone = session.node("/data/rum[1]").record
    changed = session.remove_row("/data/rum[1]")
    assert changed.rows_removed == (gone,)
    assert session.node("/data/watt_i_alt").value == "7"
    assert session.node("/data/rum[1]/nr").value == "1"
    with pytest.raises(InputError):
        session.remove_row("/data/antal")


def test_a_counted_repeat_gives_rows_back_with_their_answers(fill):
    session = fill(
        """
        | survey |              |       |       |              |
        |        | type         | name  | label | repeat_count |
        |        | integer      | antal | Antal |              |
        |        | begin repeat | rum   | Rum   | ${antal}     |
        |        | text         | navn  | Navn  |              |
        |        | end repeat   |       |       |              |
        """
    )
    assert session.find("/data/rum[1]") is None
    session.set("/data/antal", "2")
    session.set("/data/rum[2]/navn", "Lager")
    changed = session.set("/data/antal", "1")
    assert session.find("/data/rum[2]") is None
    assert changed.rows_removed == ()
    session.set("/data/antal", "3")
    assert session.node("/data/rum[2]/navn").value == "Lager"
    session.set("/data/antal", "")
    assert session.find("/data/rum[3]") is not None, "a blank count leaves the rows as they are"


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "add_inner", "remove", "set", "watt"]), st.integers(1, 4), st.integers(1, 3)
    ),
    max_size=14,
)


@hypothesis.given(steps=steps)
@hypothesis.settings(max_examples=60, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
def test_a_session_opened_from_what_was_stored_is_the_same(fill, form, steps):
    definition = _definition(form)
    session, shelf = fill(definition), Shelf()
    shelf.take(session.opened)
    for op, row, inner in steps:
        if session.find(f"/data/rum[{row}]") is None and op != "add":
            continue
        if op == "add":
            shelf.take(session.add_row("/data/rum", before=row))
        elif op == "add_inner":
            shelf.take(session.add_row(f"/data/rum[{row}]/lampe", before=inner))
        elif op == "remove":
            shelf.take(session.remove_row(f"/data/rum[{row}]"))
        elif op == "set":
            shelf.take(session.set(f"/data/rum[{row}]/navn", f"rum {inner}"))
        elif session.find(f"/data/rum[{row}]/lampe[{inner}]") is not None:
            shelf.take(session.set(f"/data/rum[{row}]/lampe[{inner}]/watt", str(inner * 10)))
    again = fill(definition, shelf.saved())
    assert facts(again) == facts(session)
    numbers = [node.text for node in session.walk() if node.definition.name == "nr"]
    assert numbers == [str(place) for place in range(1, len(numbers) + 1)]


_cache: dict[str, object] = {}


def _definition(form):
    return _cache.setdefault("rooms", form(ROOMS))


NESTED = """
| survey |              |       |       |              |
|        | type         | name  | label | repeat_count |
|        | integer      | antal | Antal |              |
|        | begin repeat | etage | Etage | ${antal}     |
|        | begin repeat | rum   | Rum   |              |
|        | text         | hvad  | Hvad  |              |
|        | end repeat   |       |       |              |
|        | end repeat   |       |       |              |
"""


def test_rows_in_a_counted_row_come_back_with_it(fill):
    session = fill(NESTED)
    session.set("/data/antal", "1")
    session.add_row("/data/etage[1]/rum")
    session.set("/data/etage[1]/rum[1]/hvad", "Kontor")
    session.set("/data/antal", "0")
    session.set("/data/antal", "1")
    assert session.node("/data/etage[1]/rum[1]/hvad").value == "Kontor"
    session.remove_row("/data/etage[1]/rum[1]")
    session.set("/data/antal", "0")
    session.set("/data/antal", "1")
    assert session.find("/data/etage[1]/rum[1]") is None


def test_a_count_made_blank_leaves_the_rows_also_later(fill, form):
    definition = form(NESTED)
    session = fill(definition)
    stored = [session.set("/data/antal", "3"), session.add_row("/data/etage[2]/rum")]
    stored.append(session.set("/data/etage[2]/rum[1]/hvad", "Kontor"))
    stored.append(session.set("/data/antal", ""))
    assert len(session.root.named("etage")) == 3
    answers: dict[str, dict[str, str]] = {}
    for changed in stored:
        for answer in changed.answers:
            answers.setdefault(answer.record, {})[answer.path] = answer.value
    saved = SavedInstance(answers, tuple(row for changed in stored for row in changed.rows_added))
    again = fill(definition, saved)
    assert again.node("/data/etage[2]/rum[1]/hvad").value == "Kontor"
