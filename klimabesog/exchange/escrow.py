"""A laptop's key kept for the municipality: sealed to a public key, opened with the private half that is on paper.

X25519 with a key pair for the one message, HKDF-SHA256 and AES-256-GCM (as in RFC 9180's base mode).  A laptop holds
only what it can't open itself, so neither a stolen laptop nor the profile file gives another laptop's key away.
"""

from __future__ import annotations

import os

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

_INFO = b"klimabesog escrow 1"
_PUBLIC, _NONCE = 32, 12


def new_pair() -> tuple[bytes, bytes]:
    """A private key and its public half, 32 bytes each."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def seal_to(public: bytes, key: bytes) -> bytes:
    """The key, for the holder of the private half only."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    ours, nonce = once.public_key().public_bytes_raw(), os.urandom(_NONCE)
    return ours + nonce + AESGCM(_derived(shared, ours, public)).encrypt(nonce, key, _INFO)


def open_with(private: bytes, sealed: bytes) -> bytes:
    """The key.  InputError: it was sealed to another key, or is damaged."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    mine = X25519PrivateKey.from_private_bytes(private)
    once, nonce = sealed[:_PUBLIC], sealed[_PUBLIC : _PUBLIC + _NONCE]
    try:
        shared = mine.exchange(X25519PublicKey.from_public_bytes(once))
        key = _derived(shared, once, mine.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, sealed[_PUBLIC + _NONCE :], _INFO)
    except (InvalidTag, ValueError) as error:
        raise InputError(
            _("Kommunens gendannelsesnøgle passer ikke til denne computer. Tjek, at det er den rigtige.")
        ) from error


def _derived(shared: bytes, once: bytes, public: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=32, salt=once + public, info=_INFO).derive(shared)
