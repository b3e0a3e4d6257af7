"""Photos, forms, reports and other bytes, each kept once under its SHA-256, encrypted like all else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from klimabesog.store.driver import Connection

DEFAULT_MIME = "application/octet-stream"


class Blob(NamedTuple):
    """Bytes on their way in; `sha256` in hex where whoever hands them over has just verified it, else ""."""

    data: bytes
    mime: str = DEFAULT_MIME
    sha256: str = ""


class Blobs:
    """The blobs of one database."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection

    def put(self, blob: Blob) -> str:
        """Keeps the bytes and returns their SHA-256 in hex; the first media type given stays."""
        import hashlib

        sha = blob.sha256 or hashlib.sha256(blob.data).hexdigest()
        if not self.has(sha):
            self._db.execute(
                "INSERT INTO blob(sha256, mime, size, data) VALUES (?, ?, ?, ?)",
                (sha, blob.mime, len(blob.data), blob.data),
            )
        return sha

    def get(self, sha: str) -> bytes:
        """The bytes; KeyError if they are not here (yet)."""
        row = self._db.execute("SELECT data FROM blob WHERE sha256 = ?", (sha,)).fetchone()
        if row is None:
            raise KeyError(sha)
        return bytes(row[0])

    def has(self, sha: str) -> bool:
        """Whether the bytes are here."""
        return self._db.execute("SELECT 1 FROM blob WHERE sha256 = ?", (sha,)).fetchone() is not None

    def drop(self, shas: Iterable[str]) -> None:
        """Takes bytes away for good."""
        self._db.executemany("DELETE FROM blob WHERE sha256 = ?", [(sha,) for sha in shas])

    def mime(self, sha: str) -> str:
        """The media type; KeyError if the bytes are not here."""
        row = self._db.execute("SELECT mime FROM blob WHERE sha256 = ?", (sha,)).fetchone()
        if row is None:
            raise KeyError(sha)
        return str(row[0])

    def size(self, sha: str) -> int:
        """How many bytes; KeyError if they are not here."""
        row = self._db.execute("SELECT size FROM blob WHERE sha256 = ?", (sha,)).fetchone()
        if row is None:
            raise KeyError(sha)
        return int(row[0])
