"""Encrypted files read and written piece by piece, so that no plaintext touches the disk and photos need little memory.

Layout: magic, 32 random bytes, then chunks of 1 MiB each encrypted with AES-256-GCM.  The file's own key is derived
from the team key and the random bytes (HKDF-SHA256); a chunk's nonce is its number and whether it is the last, so that
chunks swapped, left out or cut off are found (the STREAM construction, Hoang et al. 2015).

A file for outsiders has a magic of its own, and a key stretched from a password with the same random bytes (scrypt).
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, NamedTuple

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"KLIMABESOG\x00\x01"
PASSWORD_MAGIC = b"KLIMABESOG\x00\x02"
CHUNK = 1 << 20
SHORTEST_PASSWORD = 12
_SALT = 32
_TAG = 16
_HEADER = len(MAGIC) + _SALT
_SCRYPT = {"n": 2**16, "r": 8, "p": 1}
"""64 MiB and about 0.2 s a try (RFC 7914 §2); what PASSWORD_MAGIC means, so another cost needs another magic."""


class Password(NamedTuple):
    """What opens a file for someone outside the team."""

    text: str


Secret = bytes | Sequence[bytes] | Password
"""A team key of 32 bytes; for reading also several, of which one may fit."""


class Damaged(InputError):
    """The file was cut, changed, or made for another team."""


class OtherKey(Damaged):
    """None of the keys opens the beginning of the file."""


class NotSealed(InputError):
    """The file is of another kind, or of a newer program."""


class PasswordNeeded(InputError):
    """The file was made for an outsider and opens with a password."""


class SealedWriter(io.RawIOBase):
    """Encrypts what is written to it into `file`; complete only after `close`.  InputError: a password too short."""

    def __init__(self, file: IO[bytes], key: bytes | Password) -> None:
        salt = os.urandom(_SALT)
        self._magic = PASSWORD_MAGIC if isinstance(key, Password) else MAGIC
        self._file = file
        self._cipher = _cipher(_stretched(checked(key), salt) if isinstance(key, Password) else key, salt)
        self._waiting = bytearray()
        self._number = 0
        file.write(self._magic + salt)

    def writable(self) -> bool:
        return True

    def write(self, data: ReadableBuffer) -> int:
        """Takes the bytes; a chunk is written once it is full and more has come, so the last one is known."""
        view = memoryview(data).cast("B")
        self._waiting += view
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(view)

    def close(self) -> None:
        """Writes the last chunk; the file beneath stays open."""
        if not self.closed:
            self._seal(bytes(self._waiting), last=True)
        super().close()

    def _seal(self, plain: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), plain, self._magic))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Decrypts a sealed file, at any place of it; keeps one chunk in memory.

    NotSealed or Damaged at once if the file is not one of ours, not whole at its end, or no key fits (OtherKey).
    """

    def __init__(self, file: IO[bytes], secret: Secret) -> None:
        header = file.read(_HEADER)
        self._magic, salt = header[: len(MAGIC)], header[len(MAGIC) :]
        if self._magic not in (MAGIC, PASSWORD_MAGIC) or len(salt) != _SALT:
            raise NotSealed(_newer() if self._magic.startswith(MAGIC[:-1]) else _another_kind())
        self._file = file
        body = file.seek(0, os.SEEK_END) - _HEADER
        self._chunks = max(1, -(-body // (CHUNK + _TAG)))
        self._size = body - self._chunks * _TAG
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        self._verified: set[int] = set()
        if self._size < 0:
            raise Damaged(_damaged())
        self._cipher = self._fitting(_keys(self._magic, secret, salt), salt)
        # a file still arriving lacks its end: no need to read the rest for that
        self._chunk(self._chunks - 1)

    def _fitting(self, keys: Sequence[bytes], salt: bytes) -> AESGCM:
        """The cipher of the first key that opens the first chunk."""
        for key in keys:
            self._cipher = _cipher(key, salt)
            try:
                self._chunk(0)
            except Damaged:
                continue
            return self._cipher
        if self._magic == PASSWORD_MAGIC:
            raise OtherKey(_wrong_password())
        raise OtherKey(_other_team() if self._chunks > 1 else _other_team_or_damaged())

    def verify(self) -> None:
        """Decrypts every chunk that was not read yet; Damaged if one of them is not as it was written."""
        for number in range(self._chunks):
            if number not in self._verified:
                self._chunk(number)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes, all that is left for -1; without the copy that RawIOBase makes."""
        left = max(0, self._size - self._at)
        wanted = left if size is None or size < 0 else min(size, left)
        parts = []
        while wanted:
            number, start = divmod(self._at, CHUNK)
            part = self._chunk(number)[start : start + wanted]
            parts.append(part)
            self._at += len(part)
            wanted -= len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)

    def _chunk(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._held[0] != number:
            self._file.seek(_HEADER + number * (CHUNK + _TAG))
            sealed = self._file.read(CHUNK + _TAG)
            try:
                plain = self._cipher.decrypt(_nonce(number, number == self._chunks - 1), sealed, self._magic)
            except InvalidTag as error:
                raise Damaged(_damaged()) from error
            self._held = (number, plain)
            self._verified.add(number)
        return self._held[1]


def _keys(magic: bytes, secret: Secret, salt: bytes) -> Sequence[bytes]:
    """The keys that may open the file."""
    if magic == PASSWORD_MAGIC:
        if not isinstance(secret, Password):
            raise PasswordNeeded(_("Filen er låst med en adgangssætning. Skriv den, du har fået."))
        return [_stretched(secret.text, salt)]
    if isinstance(secret, Password):
        return []
    return [secret] if isinstance(secret, bytes) else secret


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"klimabesog bundle 1").derive(key))


def _stretched(password: str, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    return Scrypt(salt=salt, length=32, **_SCRYPT).derive(password.encode("utf-8"))


def checked(password: Password) -> str:
    """The text of a password for a new file. InputError: too short."""
    if len(password.text) < SHORTEST_PASSWORD:
        raise InputError(
            _("Adgangssætningen er for kort. Brug mindst {n} tegn, gerne flere ord.").format(
                n=SHORTEST_PASSWORD
            )
        )
    return password.text


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _damaged() -> str:
    return _("Filen er beskadiget. Bed om at få den sendt igen.")


def _other_team() -> str:
    return _("Filen er lavet til en anden kommune, eller nøglen er skiftet. Åbn kommunens nyeste profilfil.")


def _other_team_or_damaged() -> str:
    """Of a file of one chunk a cut looks like another key."""
    return _(
        "Filen er beskadiget eller lavet til en anden kommune. Bed om at få den sendt igen, "
        "eller åbn kommunens nyeste profilfil."
    )


def _wrong_password() -> str:
    return _("Adgangssætningen er forkert, eller filen er beskadiget. Prøv igen.")


def _another_kind() -> str:
    return _("Filen er ikke en Klimabesøg-fil. Vælg en fil, der ender på .klimabesog.")


def _newer() -> str:
    return _("Filen er lavet med en nyere udgave af Klimabesøg. Opdater programmet på denne computer.")
