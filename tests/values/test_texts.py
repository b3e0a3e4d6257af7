"""Danish is the source; a catalogue translates it; an unknown language stays Danish."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from klimabesog.values import texts


@pytest.fixture(autouse=True)
def _danish_afterwards() -> Iterator[None]:
    yield
    texts.use(None)


def _catalogue(folder: Path, message: str, translation: str) -> None:
    """The smallest .mo file that holds one message."""
    pairs = [(b"", b"Content-Type: text/plain; charset=UTF-8\n"), (message.encode(), translation.encode())]
    start = 28 + 16 * len(pairs)
    body, ids, strings = b"", b"", b""
    for key, _unused in pairs:
        ids += struct.pack("<2I", len(key), start + len(body))
        body += key + b"\0"
    for _unused, value in pairs:
        strings += struct.pack("<2I", len(value), start + len(body))
        body += value + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    target = folder / "en" / "LC_MESSAGES" / "klimabesog.mo"
    target.parent.mkdir(parents=True)
    target.write_bytes(header + ids + strings + body)


def test_danish_is_the_source() -> None:
    texts.use("da_DK")
    assert texts._("Virksomhed") == "Virksomhed"
    assert texts.ngettext("{n} fund", "{n} fund i alt", 2) == "{n} fund i alt"


def test_a_catalogue_translates(tmp_path: Path) -> None:
    _catalogue(tmp_path, "Virksomhed", "Company")
    texts.use("en", tmp_path)
    assert texts._("Virksomhed") == "Company"


def test_a_language_without_catalogue_stays_danish() -> None:
    texts.use("sv")
    assert texts._("Virksomhed") == "Virksomhed"
