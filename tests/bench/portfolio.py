"""`python -m tests.bench.portfolio [N]`: the portfolio report of N companies (500), read and laid out.

One company is played with its bills, two measures, an agreement and a plan; the others are copies of its records under
their own ids, so that nothing is cached by content that would not be in life but the factor set.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.papers.offers import offer
from klimabesog.casework.papers.subject import Subject
from klimabesog.casework.rendering import render
from klimabesog.casework.views import Officer
from klimabesog.store import Change, Record
from klimabesog.values.ids import derived_id
from tests.bench.table import Line, show

KEY = bytes(range(32))
COPIED = (
    kinds.COMPANY, kinds.SCREENING, kinds.VISIT, kinds.CONSUMPTION, kinds.SPLIT, kinds.MEASURE, kinds.AGREEMENT,
    kinds.PLAN, kinds.FOLLOW_UP, kinds.INFORMATION, kinds.PARTNERSHIP,
)  # fmt: skip
BRANCHES = ("Maskinindustri", "Detailhandel", "Bageri", "Emballage", "Autoværksted")
ROUNDS = 5


def main() -> int:
    """Fill a store, measure, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder), KEY) as book:
        book.set_officer(Officer("Ida Sommer", "Eksempel Kommune"))
        book.create_example(case="engdammen")
        copy_cases(book, count - 1)
        print(show(list(measure(book))))
    return 0


def copy_cases(book: Casebook, count: int) -> None:
    """The one company's case again and again, each record under an id of its own."""
    store = book.desk.store
    records = [record for kind in COPIED for record in store.records(kind)]
    computed = {record.id: store.computed(record.id) for record in records}
    own = {record.id for record in records}
    for number in range(count):
        salt = f"bench {number}"
        store.commit(list(_copied(records, own, salt, number)), actor="bench")
        rows = {
            (derived_id(record, salt), name): _renamed(value, own, salt)
            for record, fields in computed.items()
            for name, value in fields.items()
        }
        store.put_computed(derived_id(salt, "computed"), "bench", rows)


def _copied(records: Iterable[Record], own: set[str], salt: str, number: int) -> Iterator[Change]:
    for record in records:
        copy = derived_id(record.id, salt)
        yield Change(copy, "@kind", record.kind)
        for name, value in {**record.fields, **_different(record, number)}.items():
            yield Change(copy, name, _renamed(value, own, salt))


def _different(record: Record, number: int) -> dict[str, object]:
    """Names and branches of their own; every third does not want to be named."""
    if record.kind == kinds.COMPANY:
        return {"navn": f"Virksomhed {number} (eksempel)", "branche": BRANCHES[number % len(BRANCHES)]}
    return {"omtale": "nej"} if record.kind == kinds.AGREEMENT and number % 3 == 0 else {}


def _renamed(value: object, own: set[str], salt: str) -> object:
    return derived_id(value, salt) if isinstance(value, str) and value in own else value


def measure(book: Casebook) -> Iterator[Line]:
    """Reading the cases, and laying the report out."""
    document, about = offer("portefoeljerapport"), Subject(book)
    reading, drawing = [], []
    for _round in range(ROUNDS):
        started = time.process_time()
        paper = document.plain(about)
        read = time.process_time()
        pages = render(paper, about.photo).pages
        reading.append((read - started) * 1000)
        drawing.append((time.process_time() - read) * 1000)
    print(f"{len(book.companies())} companies, {pages} pages")
    yield Line("reading all cases, CPU", reading, target="8000")
    yield Line("laying the report out, CPU", drawing, target="3000")


if __name__ == "__main__":
    sys.exit(main())
