"""The hard case passes every gate, whatever the number of photos."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.reports import gate
from tests.reports.hard import hard_case
from tests.reports.pictures import Pictures


@pytest.mark.parametrize("photos", [0, 3, 100])
def test_the_hard_case_passes(photos: int) -> None:
    document = hard_case(Pictures(), photos)
    gate.assert_passes(document)


def test_two_builds_are_the_same_bytes() -> None:
    assert hard_case(Pictures()).pdf == hard_case(Pictures()).pdf


def test_typed_text_is_printed_as_typed() -> None:
    text = gate.text(hard_case(Pictures(), 0).pdf)
    assert "Varmegenvindingsanlægget <b>kører</b> & støjer; ΔT er ≈ 4 °C, α = 0,3 □." in text


@pytest.mark.full("shared", "javac")
def test_verapdf_agrees(tmp_path: Path, verapdf: Callable[..., None]) -> None:
    for photos in (0, 3, 100):
        (tmp_path / f"{photos}.pdf").write_bytes(hard_case(Pictures(), photos).pdf)
    verapdf(*sorted(tmp_path.glob("*.pdf")))


def test_a_build_leaves_next_to_nothing_to_collect() -> None:
    """The window stands still while the collector looks for what a layout left behind."""
    hard_case(Pictures(), 0)
    gc.collect()
    hard_case(Pictures(), 0)
    assert gc.collect() < 2000
