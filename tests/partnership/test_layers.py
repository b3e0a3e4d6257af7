"""A measure's four layers: which counts, and when the estimate is no longer the agreed one."""

from __future__ import annotations

from klimabesog.energy.streams import Measure
from klimabesog.partnership import status
from klimabesog.partnership.layers import Layer, MeasureLife


def layer(name: str, version: str = "", based_on: str = "") -> Layer:
    return Layer(Measure(name, name), version, based_on)


def test_the_latest_layer_shows() -> None:
    life = MeasureLife("t", estimate=layer("skøn"))
    assert life.shown() == ("skoen", life.estimate)
    assert MeasureLife("t").shown() is None
    full = MeasureLife("t", estimate=layer("s"), adviser=layer("r"), agreed=layer("a"), realised=layer("x"))
    assert full.shown() == ("realiseret", full.realised)
    agreed = MeasureLife("t", estimate=layer("s"), adviser=layer("r"), agreed=layer("a"))
    assert agreed.shown() == ("aftalt", agreed.agreed)


def test_an_adviser_replaces_the_estimate_unless_the_officer_prefers_it() -> None:
    estimate, adviser = layer("s"), layer("r")
    assert MeasureLife("t", estimate=estimate, adviser=adviser).shown() == ("raadgiver", adviser)
    assert MeasureLife("t", estimate=estimate, adviser=adviser, preferred="skoen").shown() == (
        "skoen",
        estimate,
    )
    assert MeasureLife("t", adviser=adviser, preferred="skoen").shown() == ("raadgiver", adviser)


def test_an_estimate_edited_after_the_agreement_says_so() -> None:
    agreed = layer("a", "0005", based_on="0003")
    same = MeasureLife("t", estimate=layer("s", "0003"), agreed=agreed)
    assert same.note() == ""
    edited = MeasureLife("t", estimate=layer("s", "0007"), agreed=agreed)
    assert edited.note() == "Skønnet er ændret siden aftalen."
    assert edited.shown() == ("aftalt", agreed)


def test_an_edit_on_another_laptop_that_the_agreement_did_not_see_says_so_too() -> None:
    """Its clock stamp is older than the agreement's, yet the agreement was made beside another version."""
    life = MeasureLife("t", estimate=layer("s", "0004"), agreed=layer("a", "0005", based_on="0003"))
    assert life.changed_since_agreement()


def test_without_the_version_seen_the_clock_decides() -> None:
    agreed = layer("a", "0005")
    assert not MeasureLife("t", estimate=layer("s", "0004"), agreed=agreed).changed_since_agreement()
    assert MeasureLife("t", estimate=layer("s", "0006"), agreed=agreed).changed_since_agreement()
    assert not MeasureLife("t", estimate=layer("s", "0006"), agreed=layer("a")).changed_since_agreement()
    assert not MeasureLife("t", estimate=layer("s", "0006")).changed_since_agreement()


def test_status_lists() -> None:
    assert list(status.MEASURE_STATUSES) == [
        "forslag", "ikke_startet", "i_gang", "udskudt", "gennemfoert", "fravalgt",
    ]  # fmt: skip
    assert list(status.VISIT_STATUSES) == ["kladde", "afsluttet", "udgivet"]
    assert [s for s in status.MEASURE_STATUSES if status.counts_as_done(s)] == ["gennemfoert"]
