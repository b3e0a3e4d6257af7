"""Ids are UUIDs; derived ones agree everywhere and depend on where the parts are cut."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from klimabesog.values.ids import derived_id, is_id, new_id


def test_new_ids_are_random_version_4() -> None:
    ids = {new_id() for _ in range(100)}
    assert len(ids) == 100
    assert all(is_id(one) and UUID(one).version == 4 for one in ids)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), max_size=4))
def test_derived_ids_are_shaped_like_version_4(parts: list[str]) -> None:
    derived = derived_id(*parts)
    assert is_id(derived)
    assert UUID(derived).version == 4
    assert derived == derived_id(*parts)


def test_derived_ids_never_change() -> None:
    """Ids already in the logs of many laptops: this value may never change."""
    assert derived_id("instance", "/data/rep", "1") == "7045f524-122f-4da5-af5e-16b39e0b69b9"
    assert derived_id("ab", "c") != derived_id("a", "bc")


def test_only_our_form_is_an_id() -> None:
    assert not is_id("EE06A8BD-8EB7-468F-AD3A-9F9A06F0D1DA")
    assert not is_id("x" * 36)
    assert not is_id(None)
    assert not is_id(new_id() + "\n")
