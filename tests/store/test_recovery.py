"""The recovery key survives being printed, read out and typed; what is typed wrong is found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klimabesog.store.recovery import ALPHABET, GROUPS, parse_recovery, recovery_text
from klimabesog.values.errors import InputError

keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_a_key_reads_back(key: bytes) -> None:
    text = recovery_text(key)
    assert len(text.split("-")) == GROUPS
    assert parse_recovery(text) == key
    assert parse_recovery(f"  {text.lower().replace('-', '  ').replace('0', 'o').replace('1', 'l')}\n") == key


@given(keys, st.integers(0, 64), st.integers(1, 31))
def test_one_wrong_character_is_found_in_its_group(key: bytes, place: int, step: int) -> None:
    typed = list(recovery_text(key).replace("-", ""))
    typed[place] = ALPHABET[(ALPHABET.index(typed[place]) + step) % 32]
    with pytest.raises(InputError, match=rf"Gruppe {place // 5 + 1} "):
        parse_recovery("".join(typed))


@given(keys, st.integers(0, 3), st.integers(0, GROUPS - 1))
def test_swapped_neighbours_are_found(key: bytes, place: int, group: int) -> None:
    groups = recovery_text(key).split("-")
    letters = list(groups[group])
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    groups[group] = "".join(letters)
    if "-".join(groups) != recovery_text(key):
        with pytest.raises(InputError, match=rf"Gruppe {group + 1} "):
            parse_recovery("-".join(groups))


@given(keys, st.sampled_from([(a, b) for a in range(GROUPS) for b in range(a)]))
def test_swapped_groups_are_found(key: bytes, swap: tuple[int, int]) -> None:
    groups = recovery_text(key).split("-")
    a, b = swap
    groups[a], groups[b] = groups[b], groups[a]
    with pytest.raises(InputError, match="Gruppe"):
        parse_recovery("-".join(groups))


def test_a_missing_group_is_said() -> None:
    text = recovery_text(bytes(32))
    with pytest.raises(InputError, match="60 tegn"):
        parse_recovery(text[:-6])
    with pytest.raises(InputError, match="66 tegn"):
        parse_recovery(text + "0")
    with pytest.raises(InputError, match="0 tegn"):
        parse_recovery("")


def test_a_key_has_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        recovery_text(b"short")
