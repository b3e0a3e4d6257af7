"""Models to JSON and back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.reports import frozen
from klimabesog.reports.model import SECTIONS, Amount, Input, Measure, ScreeningReport


def test_the_example_comes_back_the_same(report: ScreeningReport) -> None:
    data = frozen.dumps(report)
    assert frozen.loads(ScreeningReport, data) == report
    assert frozen.dumps(frozen.loads(ScreeningReport, data)) == data


@given(
    st.builds(
        Measure,
        id=st.text(),
        title=st.text(),
        inputs=st.lists(
            st.builds(
                Input, label=st.text(), value=st.one_of(st.none(), st.text(), st.floats(allow_nan=False))
            )
        ).map(tuple),
    )
)
def test_any_measure_comes_back_the_same(measure: Measure) -> None:
    assert frozen.loads(Measure, frozen.dumps(measure)) == measure


def test_a_report_issued_before_there_was_help_is_read_as_it_was(report: ScreeningReport) -> None:
    older = json.loads(frozen.dumps(report))
    del older["help"]
    older["sections"] = [section for section in older["sections"] if section["id"] != "hjaelp"]
    read = frozen.loads(ScreeningReport, json.dumps(older).encode())
    assert read.help == ()
    assert [section.id for section in read.sections] == [name for name in SECTIONS if name != "hjaelp"]
    assert read.measures == report.measures


def test_a_field_left_out_takes_its_default() -> None:
    assert frozen.from_json(Amount, {"value": 2}) == Amount(2)


@pytest.mark.parametrize(
    ("data", "where"),
    [
        ({"measures": [{"title": "uden id"}]}, "measures"),
        ({"version": "1"}, "version"),
        ({"draft": 1}, "draft"),
        ({"baseline": [{"carrier": "El", "kwh": {"value": 1, "accuracy": "D"}}]}, "accuracy"),
        ({"facts": []}, "unknown"),
        ({"totals": None}, "totals"),
        ({"areas": {}}, "areas"),
        ({"company": {"facts": [["kun en"]]}}, "facts"),
    ],
)
def test_what_is_no_report_is_refused_with_the_place(data: Any, where: str) -> None:
    with pytest.raises(ValueError, match=where):
        frozen.loads(ScreeningReport, json.dumps(data).encode())
