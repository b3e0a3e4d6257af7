"""Answers as a person reads them."""

from __future__ import annotations

import pytest

from klimabesog.casework.outline import listed


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], ""),
        (["Driftssikkerhed", "Økonomi"], "Driftssikkerhed, økonomi"),
        (["Varme", "IT og standby", "En energirådgiver"], "Varme, IT og standby, en energirådgiver"),
        (["Ingen", "ISO 14001"], "Ingen, ISO 14001"),
        (["El", "Gas, olie eller andet brændsel"], "El; gas, olie eller andet brændsel"),
    ],
)
def test_choices_are_listed_as_in_a_sentence(labels: list[str], said: str) -> None:
    assert listed(labels) == said
