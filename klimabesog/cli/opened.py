"""Opens the casebook that the options name."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from klimabesog.casework.casebook import Casebook


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[Casebook]:
    """The casebook of `--data-dir`, with the key from `--key-file` or the keyring; closed at the end."""
    from klimabesog.casework.opening import open_casebook, place

    with open_casebook(place(options.data_dir, options.key_file)) as book:
        yield book
