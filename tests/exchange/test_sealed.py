"""A sealed file gives back what was written; every cut, change and swap of it is found."""

from __future__ import annotations

import io
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from klimabesog.exchange import sealed
from klimabesog.exchange.sealed import MAGIC, Damaged, NotSealed, OtherKey, SealedReader, SealedWriter

KEY = bytes(range(32))


@pytest.fixture(autouse=True, scope="module")
def _small_chunks() -> object:
    before, sealed.CHUNK = sealed.CHUNK, 64
    yield
    sealed.CHUNK = before


def seal(plain: bytes, key: bytes = KEY) -> bytes:
    file = io.BytesIO()
    with SealedWriter(file, key) as writer:
        for start in range(0, len(plain), 17):
            writer.write(plain[start : start + 17])
    return file.getvalue()


def unseal(data: bytes, key: bytes = KEY) -> bytes:
    reader = SealedReader(io.BytesIO(data), key)
    reader.verify()
    return reader.read()


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_what_was_written_is_read(plain: bytes) -> None:
    assert unseal(seal(plain)) == plain


@given(st.integers(0, 300), st.integers(0, 300))
def test_any_place_can_be_read(start: int, length: int) -> None:
    plain = os.urandom(256)
    reader = SealedReader(io.BytesIO(seal(plain)), KEY)
    reader.seek(start)
    assert reader.read(length) == plain[start : start + length]
    assert reader.tell() == max(start, min(start + length, 256))
    assert reader.seek(-10, os.SEEK_END) == 246


@settings(deadline=None)
@given(st.data())
def test_every_change_is_found(data: st.DataObject) -> None:
    whole = seal(os.urandom(200))
    place = data.draw(st.integers(0, len(whole) - 1))
    changed = bytearray(whole)
    changed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises((Damaged, NotSealed)):
        unseal(bytes(changed))
    with pytest.raises((Damaged, NotSealed)):
        unseal(whole[:place])
    with pytest.raises(Damaged):
        unseal(whole + b"x")


def test_chunks_cut_off_or_swapped_are_found() -> None:
    whole = seal(os.urandom(64 * 3))
    header, size = 44, 64 + 16
    first, second, third = (whole[header + n * size : header + (n + 1) * size] for n in range(3))
    for chunks in ((first, second), (second, first, third), (first, third), (third,)):
        with pytest.raises(Damaged):
            unseal(whole[:header] + b"".join(chunks))


def test_what_is_wrong_is_told_as_surely_as_it_can_be() -> None:
    """Of one chunk a cut looks like another key; of more the first chunk tells them apart."""
    whole = seal(os.urandom(64 * 3))
    with pytest.raises(OtherKey, match="lavet til en anden kommune, eller nøglen er skiftet"):
        unseal(whole, bytes(32))
    with pytest.raises(Damaged, match="Bed om at få den sendt igen") as cut:
        unseal(whole[:-1])
    assert not isinstance(cut.value, OtherKey)
    with pytest.raises(NotSealed, match="nyere udgave"):
        unseal(MAGIC[:-1] + b"\x09" + whole[len(MAGIC) :])
    with pytest.raises(NotSealed, match="ikke en Klimabesøg-fil"):
        unseal(b"X" + whole[1:])


def test_another_key_opens_nothing() -> None:
    with pytest.raises(Damaged, match="anden kommune"):
        unseal(seal(b"hemmeligt"), bytes(32))
    assert b"hemmeligt" not in seal(b"hemmeligt")
