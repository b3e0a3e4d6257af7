"""The keys that seal what the officers of a municipality share: the newest for writing, the older ones for reading.

They lie in the encrypted store. A laptop that is removed leaves a new key to be made; files from before stay readable.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from klimabesog.casework.desk import Desk
from klimabesog.store import keys

RING = "holdnoegler"
SINGLE = "holdnoegle"
"""The setting of the first editions, which knew one key."""


class TeamKey(NamedTuple):
    """A key of 32 bytes; `since` is when it was made or came here (ms)."""

    key: bytes
    since: int


class TeamKeys:
    """The key ring of one desk."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def current(self) -> bytes:
        """The key to seal with; made the first time."""
        ring = self.ring()
        if not ring:
            self.use(keys.new_key())
            ring = self.ring()
        return ring[0].key

    @property
    def every(self) -> list[bytes]:
        """The keys to read with, the current one first."""
        current = self.current
        return [current, *(known.key for known in self.ring() if known.key != current)]

    def ring(self) -> list[TeamKey]:
        """What there is; empty before anything was shared."""
        setting = self._desk.store.setting
        kept: list[dict[str, Any]] = setting(RING) or []
        if not kept and (single := setting(SINGLE)):
            return [TeamKey(bytes.fromhex(str(single)), 0)]
        return [TeamKey(bytes.fromhex(known["noegle"]), int(known["fra"])) for known in kept]

    def use(self, key: bytes) -> None:
        """Seal with this key from now on."""
        others = [known for known in self.ring() if known.key != key]
        self._keep([TeamKey(key, self._desk.clock()), *others])

    def renew(self) -> bytes:
        """A new key: whoever has only the old ones can't read what is shared from now on."""
        self.use(keys.new_key())
        return self.current

    def join(self, ring: Sequence[bytes]) -> bool:
        """Take another laptop's ring, its current key first; True if this laptop now seals with another key.

        A current key known here already changes nothing: an old profile must not bring back a key that was left.
        """
        known = {entry.key for entry in self.ring()}
        now = self._desk.clock()
        newcomers = [TeamKey(key, now) for key in ring if key not in known]
        if ring[0] in known:
            self._keep([*self.ring(), *newcomers])
            return False
        self._keep([*newcomers, *self.ring()])
        return True

    def _keep(self, ring: Sequence[TeamKey]) -> None:
        kept = [{"noegle": entry.key.hex(), "fra": entry.since} for entry in ring]
        self._desk.store.set_setting(RING, kept)
