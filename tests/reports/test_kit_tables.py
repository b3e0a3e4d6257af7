"""Tables by the kit: figures never break, words are divided, facts are listed."""

from __future__ import annotations

from typing import Any

import pytest

from klimabesog.reports.album import Album
from klimabesog.reports.document import lay_out
from klimabesog.reports.hyphenation import danish
from klimabesog.reports.kit import Column, Kit, column_widths
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.tagged.tables import tagged_table
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


@pytest.mark.parametrize(
    ("word", "divided"),
    [
        ("trykluftlækager", "tryk-luft-læka-ger"),
        ("Elvarebilerne", "Elvare-bilerne"),
        ("natsænkning", "nat-sænk-ning"),
        ("databeskyttelsesrådgiver", "data-be-skyt-tel-ses-råd-giver"),
        ("tilbagebetaling", "til-ba-ge-be-ta-ling"),
    ],
)
def test_words_of_the_field_are_divided_between_their_parts(word: str, divided: str) -> None:
    assert [head for head, _tail in reversed(list(danish(word)))] == [
        "".join(divided.split("-")[:n]) for n in range(1, divided.count("-") + 1)
    ]


@pytest.mark.parametrize("room", range(60, 240, 7))
def test_no_row_stands_alone_before_or_after_a_page_break(room: float) -> None:
    face = ("FONT", (0, 0), (-1, -1), "Courier", 9)
    table = tagged_table([["Tiltag"], *([f"Nr. {n}"] for n in range(9))], [200], [face])
    parts = table.split(200, room)
    assert [len(part._cellvalues) - 1 >= 2 for part in parts] == [True] * len(parts)
    assert sum(len(part._cellvalues) - 1 for part in parts) in (0, 9)


def test_facts_leave_out_what_is_empty() -> None:
    facts = [("Navn", "Eksempel"), ("CVR", ""), ("Sted", "A & B")]
    assert [
        line for line in lines(lambda kit: kit.facts(facts, "x")) if "Side" not in line and line != "Prøve"
    ] == [
        "Navn Eksempel",
        "Sted A & B",
    ]
    assert Kit(Theme(), Album(Pictures(), PhotoCache()), {}).facts([("a", "")], "x") == []
