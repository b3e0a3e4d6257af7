"""Positions as people write and paste them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.values.errors import InputError
from klimabesog.values.positions import parse_position, parse_positions, shown_position


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("55,6761 12,5683", "55.6761 12.5683 0 0"),
        ("55.6761, 12.5683", "55.6761 12.5683 0 0"),
        ("55.6761,12.5683", "55.6761 12.5683 0 0"),
        ("55,6761; 12,5683", "55.6761 12.5683 0 0"),
        ("55,6761, 12,5683", "55.6761 12.5683 0 0"),
        ("55.6761° 12.5683°", "55.6761 12.5683 0 0"),
        ("-33,9 −70,1", "-33.9 -70.1 0 0"),
        ("55,6761 12,5683 12", "55.6761 12.5683 12 0"),
        ("55,6761 12,5683 12,5 m ± 4 m", "55.6761 12.5683 12.5 4"),
        ("55.6761 12.5683 12.5 4", "55.6761 12.5683 12.5 4"),
        ("55°40'34\"N 12°34'6\"E", "55.6761111 12.5683333 0 0"),
        ("N 55° 40,5667' Ø 12° 34,1'", "55.6761117 12.5683333 0 0"),
        ("12°34'6\"E 55°40'34\"N", "55.6761111 12.5683333 0 0"),
        ("33°30'S 70°V", "-33.5 -70 0 0"),
        ("https://www.google.com/maps/@55.6761,12.5683,17z", "55.6761 12.5683 0 0"),
        (
            "https://www.google.com/maps/place/X/@55.1,12.1,17z/data=!3m1!4b1!4m6!3d55.6761!4d12.5683",
            "55.6761 12.5683 0 0",
        ),
        ("https://maps.google.com/?q=55.6761,12.5683", "55.6761 12.5683 0 0"),
        ("https://www.google.com/maps/search/55.6761,+12.5683?entry=tts", "55.6761 12.5683 0 0"),
        ("https://www.openstreetmap.org/#map=17/55.6761/12.5683", "55.6761 12.5683 0 0"),
        (
            "https://www.openstreetmap.org/?mlat=55.6761&mlon=12.5683#map=15/55.1/12.1",
            "55.6761 12.5683 0 0",
        ),
        ("geo:55.6761,12.5683?z=17", "55.6761 12.5683 0 0"),
    ],
)
def test_many_ways_to_write_one_place(text: str, stored: str) -> None:
    assert parse_position(text) == stored


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "55,6761 12,5683"),
        ("Rådhuspladsen", "55,6761 12,5683"),
        ("55,6761", "55,6761 12,5683"),
        ("155,6 12,5", "byttet om"),
        ("12,5 200,1", "byttet om"),
        ("55,6 12,5 højt oppe", "55,6761 12,5683"),
        ("https://www.google.com/maps/place/K%C3%B8ge", "viser ikke et punkt"),
        ("55°40'34\"N", "55,6761 12,5683"),
        ("55°40'34\"N 12°34'6\"N", "55,6761 12,5683"),
    ],
)
def test_what_is_no_position_gets_an_example(text: str, word: str) -> None:
    with pytest.raises(InputError, match=word):
        parse_position(text)


def test_a_line_has_one_point_on_each_line() -> None:
    assert parse_positions("55,1 12,1\n\n55,2 12,2 3\n") == "55.1 12.1 0 0; 55.2 12.2 3 0"
    with pytest.raises(InputError, match="Linje 2: "):
        parse_positions("55,1 12,1\nher")


def test_shown_as_a_dane_writes_it() -> None:
    assert shown_position("55.6761 12.5683 0.0 0.0") == "55,6761 12,5683"
    assert shown_position("55.6761 12.5683 12.0 4") == "55,6761 12,5683 12 m ± 4 m"
    assert shown_position("her") == "her"


@given(st.floats(-90, 90), st.floats(-180, 180), st.integers(0, 5000), st.integers(0, 500))
def test_what_is_shown_reads_back(latitude: float, longitude: float, height: int, accuracy: int) -> None:
    stored = parse_position(f"{latitude:.5f} {longitude:.5f} {height} {accuracy}")
    assert parse_position(shown_position(stored)) == stored


@given(st.text(max_size=60))
def test_any_text_is_a_position_or_explained(text: str) -> None:
    try:
        words = parse_position(text).split()
    except InputError:
        return
    assert len(words) == 4
    assert abs(float(words[0])) <= 90
