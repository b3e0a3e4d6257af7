"""Waste offered and wanted: what may be the same material, what is in doubt, and in which order."""

from __future__ import annotations

from klimabesog.partnership.symbiosis import OFFERS, WANTS, WasteStream, matches, unmatched


def offer(company: str = "a", fraction: str = "trae", **more: object) -> WasteStream:
    return WasteStream(company, OFFERS, fraction, **more)  # type: ignore[arg-type]


def want(company: str = "b", fraction: str = "trae", **more: object) -> WasteStream:
    return WasteStream(company, WANTS, fraction, **more)  # type: ignore[arg-type]


def test_an_offer_fits_a_want_of_the_same_fraction_in_another_company() -> None:
    (match,) = matches([offer(tonnes=12.5), want(tonnes=4.0)])
    assert (match.offer.company, match.want.company, match.tonnes) == ("a", "b", 4.0)
    assert matches([offer(), want(fraction="metal")]) == []
    assert matches([offer("a"), want("a")]) == [], "nobody needs to be told of its own waste"
    assert matches([offer("a"), offer("b")]) == []


def test_an_amount_that_is_not_known_is_said_to_be_unknown() -> None:
    (match,) = matches([offer(tonnes=12.5), want()])
    assert match.tonnes is None


def test_other_waste_fits_only_when_it_is_described_alike() -> None:
    assert matches([offer(fraction="andet", material="Sand"), want(fraction="andet", material="Kork")]) == []
    assert matches([offer(fraction="andet"), want(fraction="andet")]) == []
    (match,) = matches(
        [
            offer(fraction="andet", material="Rent kvartssand"),
            want(fraction="andet", material="sand, kvartssand"),
        ]
    )
    assert match.same_words
    assert (
        len(matches([offer(fraction="", material="Kaffegrums"), want(fraction="", material="kaffegrums")]))
        == 1
    )


def test_dirtier_than_wanted_is_in_doubt_and_comes_last() -> None:
    found = matches(
        [
            offer("snavset", quality="snavset", tonnes=100.0),
            offer("ren", quality="ren", tonnes=1.0),
            offer("ukendt", quality="ved_ikke", tonnes=2.0),
            want(quality="blandet", tonnes=50.0),
        ]
    )
    assert [(match.offer.company, match.doubt) for match in found] == [
        ("ukendt", False),
        ("ren", False),
        ("snavset", True),
    ]


def test_the_same_material_goes_before_a_larger_amount() -> None:
    found = matches(
        [
            offer("stor", tonnes=90.0),
            offer("spåner", material="Bøgespåner", tonnes=2.0),
            want(material="spåner"),
        ]
    )
    assert [match.offer.company for match in found] == ["spåner", "stor"]


def test_what_found_nobody_is_left() -> None:
    streams = [offer("a"), want("b"), offer("c", "glas"), want("d", "pap")]
    assert [one.company for one in unmatched(streams, matches(streams))] == ["c", "d"]
