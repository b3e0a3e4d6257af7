"""`python -m tests.bench.exchange`: a bundle of 4,200 events and 200 photos (80 MB), out and in.

The floor of an import is the same 80 MB of photos written into an empty store in one transaction, and nothing else;
SQLite brings the journal into the file before that returns, where an import leaves it to a worker.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from klimabesog.exchange.bundle import export_bundle, import_bundle, verify_bundle
from klimabesog.store import Change, Store
from klimabesog.values.ids import new_id
from tests.bench.table import Line, show

EVENTS, PHOTOS, PHOTO_BYTES = 4_200, 200, 400_000
ROUNDS = 5
KEY, TEAM = os.urandom(32), os.urandom(32)


def main() -> int:
    """Measure and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        with Store.open(place / "a.db", KEY) as source:
            _fill(source)
            path = place / "alt.klimabesog"
            out = [_ms(lambda: export_bundle(source, path, TEAM)) for _round in range(ROUNDS)]
            photos = [source.blob(sha) for sha in source.setting("fotos")]
            since = source.vector()
            source.commit([Change(new_id(), "@kind", "noter")], actor="a")
            little = [
                _ms(lambda: export_bundle(source, place / "lidt", TEAM, since)) for _round in range(ROUNDS)
            ]
        check = [_ms(lambda: verify_bundle(path, TEAM).close()) for _round in range(ROUNDS)]
        took, floor, settled = [], [], []
        for n in range(ROUNDS):
            floor.append(_in_a_new_store(place / f"gulv{n}.db", lambda store: _keep(store, photos)))
            with Store.open(place / f"b{n}.db", KEY) as store:
                took.append(_ms(lambda store=store: import_bundle(store, path, TEAM)))  # type: ignore[misc]
                settled.append(_ms(store.settle_journal))
        size = path.stat().st_size / 1e6
    print(f"{EVENTS} events, {PHOTOS} photos, {size:.0f} MB\n")
    print(
        show(
            [
                Line("export all", out, target="<= 3000"),
                Line("export what is new (one event)", little),
                Line("verify", check),
                Line("import all, durable", took, floor, "<= 1000"),
                Line("afterwards, in a worker: the journal into the file", settled),
            ]
        )
    )
    return 0


def _fill(store: Store) -> None:
    """Sixty forms answered, with photos."""
    rng = random.Random(4)
    with store.together():
        shas = [store.put_blob(rng.randbytes(PHOTO_BYTES), "image/jpeg") for _n in range(PHOTOS)]
        for sha in shas:
            store.commit(
                [Change(record := new_id(), "@kind", "fotos"), Change(record, "sha256", sha)], actor="a"
            )
        forms = [new_id() for _n in range(60)]
        for n in range(EVENTS - PHOTOS):
            change = Change(rng.choice(forms), f"/data/gruppe/q{n % 60}", f"svar {n} med lidt tekst")
            store.commit([change], actor="a", context=forms[0])
        store.set_setting("fotos", shas)


def _keep(store: Store, photos: list[bytes]) -> None:
    with store.together():
        for photo in photos:
            store.put_blob(photo, "image/jpeg")


def _in_a_new_store(path: Path, do: Callable[[Store], object]) -> float:
    with Store.open(path, KEY) as store:
        return _ms(lambda: do(store))


def _ms(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    raise SystemExit(main())
