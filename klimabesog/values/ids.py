"""Identities: random UUIDs, and UUIDs two devices derive alike from the same parts.

`hashlib` is read when first needed: this module is on the way to the first window.
"""

from __future__ import annotations

import os
import re

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\Z")


def new_id() -> str:
    """A random UUID v4 in lower case with hyphens."""
    return _shaped(bytearray(os.urandom(16)))


def derived_id(*parts: str) -> str:
    """The same v4-shaped UUID on every device for the same parts (SHA-256, version and variant bits set).

    Each part is hashed with its length, so ("ab", "c") and ("a", "bc") differ.
    """
    import hashlib

    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return _shaped(bytearray(digest.digest()[:16]))


def _shaped(raw: bytearray) -> str:
    """Sixteen bytes as a UUID with the version (4) and variant bits of RFC 9562 set."""
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    return dashed(raw.hex())


def dashed(hexadecimal: str) -> str:
    """32 hex digits as a UUID with hyphens."""
    h = hexadecimal
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def is_id(text: object) -> bool:
    """Whether this is a UUID in the one form the program writes (lower case, hyphens)."""
    return isinstance(text, str) and len(text) == 36 and _ID.match(text) is not None
