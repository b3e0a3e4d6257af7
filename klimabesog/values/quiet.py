"""Large trees (forms, documents) are built without the cyclic collector looking through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Within, nothing is collected: a tree being built is all alive, and halves its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def set_aside() -> Iterator[None]:
    """Within, nothing is collected; afterwards only what was made within is looked through.

    For work on another thread, while a person types: looking through all there is would hold them up for a fifth of a
    second. What was garbage before stays until `tidy`.
    """
    gc.freeze()
    with without_collection():
        yield
    gc.collect(1)


def tidy() -> None:
    """Collect all garbage now, at a moment when nobody waits, and set the rest aside."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
