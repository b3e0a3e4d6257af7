"""The recovery key: the store's key as thirteen groups of five characters a person can print, read out and type.

Crockford's base 32 (no I, L, O, U).  The last character of a group checks the four before it and the group's place,
computed in GF(32), so that one wrong character, two swapped neighbours or two swapped groups are always found.
The key's 256 bits leave four over; they hold the start of its SHA-256.
"""

from __future__ import annotations

from klimabesog.store.driver import KEY_BYTES
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 13
_DATA = 4
_READ_AS = str.maketrans("ILO", "110")


def recovery_text(key: bytes) -> str:
    """The 32 bytes as "XXXXX-XXXXX-…", thirteen groups."""
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    number = int.from_bytes(key, "big") << 4 | _seal(key)
    digits = [number >> 5 * place & 31 for place in reversed(range(GROUPS * _DATA))]
    groups = [digits[start : start + _DATA] for start in range(0, len(digits), _DATA)]
    return "-".join(
        "".join(ALPHABET[digit] for digit in [*group, _check(group, place)])
        for place, group in enumerate(groups)
    )


def parse_recovery(text: str) -> bytes:
    """The key a person typed; spaces, hyphens and small letters do not matter, O is read as 0, I and L as 1.

    InputError says which group (1 to 13) is wrong, or how many characters there should be.
    """
    typed = "".join(text.replace("-", " ").split()).upper().translate(_READ_AS)
    size = _DATA + 1
    wrong = [
        n + 1
        for n in range(min(GROUPS, len(typed) // size))
        if not _is_group(typed[n * size : (n + 1) * size], n)
    ]
    if wrong:
        raise InputError(_("Gruppe {n} i gendannelsesnøglen er forkert. Skriv den igen.").format(n=wrong[0]))
    if len(typed) != GROUPS * size:
        raise InputError(
            _("Gendannelsesnøglen har {groups} grupper med {size} tegn; der er skrevet {n} tegn.").format(
                groups=GROUPS, size=size, n=len(typed)
            )
        )
    number = 0
    for place, character in enumerate(typed):
        if place % size < _DATA:
            number = number << 5 | ALPHABET.index(character)
    key = (number >> 4).to_bytes(KEY_BYTES, "big")
    if number & 15 != _seal(key):
        raise InputError(_("Gendannelsesnøglen passer ikke sammen. Tjek, at alle grupper er fra samme ark."))
    return key


def _is_group(text: str, place: int) -> bool:
    digits = [ALPHABET.find(character) for character in text]
    return -1 not in digits and digits[-1] == _check(digits[:-1], place)


def _check(digits: list[int], place: int) -> int:
    """The sum of 2^(i+1)·digit in GF(32), and the group's place."""
    check = place + 1
    for power, digit in enumerate(digits):
        for _step in range(power + 1):
            digit = digit << 1 ^ (0b100101 if digit & 16 else 0)
        check ^= digit
    return check


def _seal(key: bytes) -> int:
    import hashlib

    return hashlib.sha256(key).digest()[0] >> 4
