"""Encrypted files read and written piece by piece, so that no plaintext touches the disk and photos need little memory.

Layout: magic, 32 random bytes, then chunks of 1 MiB each encrypted with AES-256-GCM.  The file's own key is derived
from the team key and the random bytes (HKDF-SHA256); a chunk's nonce is its number and whether it is the last, so that
chunks swapped, left out or cut off are found (the STREAM construction, Hoang et al. 2015).
"""

from __future__ import annotations

import io
import os
from typing import IO, TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer, WriteableBuffer
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"KLIMABESOG\x00\x01"
CHUNK = 1 << 20
_SALT = 32
_TAG = 16
_HEADER = len(MAGIC) + _SALT


class Damaged(InputError):
    """The file was cut, changed, or made for another team."""


class NotSealed(InputError):
    """The file is of another kind."""


class SealedWriter(io.RawIOBase):
    """Encrypts what is written to it into `file`; complete only after `close`."""

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        salt = os.urandom(_SALT)
        self._file, self._cipher = file, _cipher(key, salt)
        self._waiting = bytearray()
        self._number = 0
        file.write(MAGIC + salt)

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
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), plain, MAGIC))
        self._number += 1


class SealedReader(io.RawIOBase):
    """Decrypts a sealed file, at any place of it; keeps one chunk in memory.

    NotSealed or Damaged at once if the file is not one of ours, or its size cannot be right.
    """

    def __init__(self, file: IO[bytes], key: bytes) -> None:
        header = file.read(_HEADER)
        if not header.startswith(MAGIC) or len(header) != _HEADER:
            raise NotSealed(_("Filen er ikke en Klimabesøg-fil. Vælg en fil, der ender på .klimabesog."))
        self._file, self._cipher = file, _cipher(key, header[len(MAGIC) :])
        body = file.seek(0, os.SEEK_END) - _HEADER
        self._chunks = max(1, -(-body // (CHUNK + _TAG)))
        self._size = body - self._chunks * _TAG
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")
        if self._size < 0:
            raise Damaged(_damaged())

    def verify(self) -> None:
        """Decrypts every chunk once; Damaged if one of them is not as it was written."""
        for number in range(self._chunks):
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

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer).cast("B")
        done = 0
        while done < len(view) and self._at < self._size:
            number, start = divmod(self._at, CHUNK)
            part = self._chunk(number)[start : start + len(view) - done]
            view[done : done + len(part)] = part
            self._at += len(part)
            done += len(part)
        return done

    def _chunk(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag

        if self._held[0] != number:
            self._file.seek(_HEADER + number * (CHUNK + _TAG))
            sealed = self._file.read(CHUNK + _TAG)
            try:
                plain = self._cipher.decrypt(_nonce(number, number == self._chunks - 1), sealed, MAGIC)
            except InvalidTag as error:
                raise Damaged(_damaged()) from error
            self._held = (number, plain)
        return self._held[1]


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"klimabesog bundle 1").derive(key))


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _damaged() -> str:
    return _("Filen er beskadiget eller lavet til en anden kommune. Bed om at få den sendt igen.")
