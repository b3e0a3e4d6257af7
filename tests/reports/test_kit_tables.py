"""Tables by the kit: figures never break, words are divided, facts are listed."""

from __future__ import annotations

from typing import Any

import pytest

from klimabesog.reports.album import Album
from klimabesog.reports.document import lay_out
from klimabesog.reports.hyphenation import danish
from klimabesog.reports.kit import Column, Kit, column_widths
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.theme import WIDTH, Theme
from tests.reports import gate
from tests.reports.hard import FRONT
from tests.reports.pictures import Pictures

BIG = "4.400.000\u00a0kr."


def lines(flowables_of: Any) -> list[str]:
    """The printed lines of a document."""
    album = Album(Pictures(), PhotoCache())
    document = lay_out(
        lambda places: flowables_of(Kit(Theme(), album, places)), FRONT, lambda _: None, lambda: False
    )
    gate.assert_passes(document)
    return gate.lines(document.pdf)


@pytest.mark.parametrize("value", [BIG, "1.234.567.890.123\u00a0kr.", "ca.\u00a044.400.000\u00a0kr."])
@pytest.mark.parametrize("share", [60, 20, 5])
def test_a_figure_never_breaks(value: str, share: float) -> None:
    columns = (Column("Forslag", 156), Column("Investering, kr.", share, True), Column("Note", 200))
    rows = [("Kompressor", value, "ord " * 30), ("I alt", value, "")]
    printed = lines(lambda kit: [kit.table(columns, rows, strong=1)])
    assert sum(value.replace("\u00a0", " ") in line for line in printed) == 2


def test_more_figures_than_room_are_set_smaller() -> None:
    columns = [Column(f"kr. {n}", 40, True) for n in range(12)]
    printed = lines(lambda kit: [kit.table(columns, [[BIG] * 12])])
    assert sum(line.count("4.400.000 kr.") for line in printed) == 12


def test_room_is_taken_from_words_only_and_never_more_than_half() -> None:
    columns = (Column("a", 300), Column("b", 20, True))
    wide, narrow = column_widths(columns, [("ord", BIG)], WIDTH)
    assert wide + narrow == pytest.approx(WIDTH)
    assert narrow > WIDTH * 20 / 320
    assert column_widths(columns, [("ord", BIG * 99)], WIDTH)[0] == pytest.approx(WIDTH * 300 / 320 / 2)
    assert column_widths(columns, [("ord", "1")], WIDTH) == pytest.approx(
        [WIDTH * 300 / 320, WIDTH * 20 / 320]
    )


def test_long_words_are_divided_with_a_soft_hyphen() -> None:
    assert ("varme", "genvindingsanlægget") in danish("varmegenvindingsanlægget")
    columns = (Column("Forslag", 60), Column("Note", 400))
    printed = lines(lambda kit: [kit.table(columns, [("Varmegenvindingsanlægget i hallen", "x")])])
    assert "Varmegenvin-" in " ".join(printed)
    assert "dingsan" in " ".join(printed)


def test_facts_leave_out_what_is_empty() -> None:
    facts = [("Navn", "Eksempel"), ("CVR", ""), ("Sted", "A & B")]
    assert [
        line for line in lines(lambda kit: kit.facts(facts, "x")) if "Side" not in line and line != "Prøve"
    ] == [
        "Navn Eksempel",
        "Sted A & B",
    ]
    assert Kit(Theme(), Album(Pictures(), PhotoCache()), {}).facts([("a", "")], "x") == []
