"""The store: one append-only log of what people decided, and everything that follows from it."""

from klimabesog.store.blobs import Blob
from klimabesog.store.event import Applied, Change, Conflict, Event, NewerEvent, Version
from klimabesog.store.records import Record
from klimabesog.store.search import Hit
from klimabesog.store.store import Store

__all__ = [
    "Applied", "Blob", "Change", "Conflict", "Event", "Hit", "NewerEvent", "Record", "Store", "Version",
]  # fmt: skip
