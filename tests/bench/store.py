"""`python -m tests.bench.store [--keep DIR]`: the store on 22,576 companies and 164,160 measures, with its floors.

The real assessments of the United States' Industrial Assessment Centers (`KLIMABESOG_SHARED`/data/energy/iac) are
loaded through the public import, one change-set a row.  That takes minutes; `--keep` keeps the file for the next run.
The bundle's figures (`tests.bench.exchange`) follow, so that one command prints all that is promised of the store.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from klimabesog.casework.backups import forget_in_copies, make_backup
from klimabesog.casework.casebook import DATABASE, Casebook
from klimabesog.casework.erasure import erase_case, erase_contact
from klimabesog.casework.persons import scan
from klimabesog.store import Change, driver
from klimabesog.values.ids import new_id
from tests.bench import exchange
from tests.bench.table import Line, show

KEY = bytes(range(32))
AT_ONCE = 5000
ROUNDS = 7
COMMITS = 1500
ANSWERS = 150
"""Questions of one form: with them its record is half as large again as the largest of the example case."""

STATUS = {"I": "gennemfoert", "N": "fravalgt", "P": "ikke_startet", "K": "udskudt"}
WORDS = (
    "tiltag",
    "steel",
    "plastic parts",
    "bak",
    "machin",
    "AM0100",
    "furniture comp",
    "dairy",
    "tre",
    "lys",
    "8000",
)


def main() -> int:
    """Load if need be, measure, print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.store")
    options.add_argument("--keep", type=Path, metavar="DIR", help="keep the loaded file here")
    options.add_argument(
        "--one", choices=["first-list"], help="(for the bench itself) one figure in a fresh process"
    )
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        if given.one:
            print(first_list(folder))
            return 0
        if not (folder / "loaded").exists():
            load(Path(os.environ["KLIMABESOG_SHARED"]) / "data" / "energy" / "iac", folder)
        for line in report(folder):
            print(line, flush=True)
    print("\nA bundle:", flush=True)
    return exchange.main()


# -- loading ---------------------------------------------------------------------------------------


def load(source: Path, folder: Path) -> None:
    """Companies through the CSV import, then one change-set a measure."""
    started = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    with Casebook.open(folder, KEY) as book:
        table = folder / "virksomheder.csv"
        table.write_text("\n".join(_company_lines(source)), encoding="utf-8")
        outcome = book.import_companies(table)
        companies = {r.fields["navn"].rsplit("(", 1)[1][:-1]: r.id for r in book.registry.records()}
        print(f"{outcome.created} companies in {time.perf_counter() - started:.0f} s", file=sys.stderr)
        measures = _rows(source / "rec.csv.gz")
        count = 0
        while some := list(islice(measures, AT_ONCE)):
            with book.desk.store.together():
                for row in some:
                    company = companies.get(row["id"])
                    book.desk.write(_measure(row, company), context=company)
            count += len(some)
        book.desk.store.tidy()
    seconds = time.perf_counter() - started
    (folder / "loaded").write_text(f"{outcome.created} companies, {count} measures in {seconds:.0f} s")


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", errors="replace", newline="") as lines:
        yield from csv.DictReader(lines)


def _company_lines(source: Path) -> Iterator[str]:
    yield "navn;ansatte;areal;by"
    for row in _rows(source / "assess_2026_full.csv.gz"):
        name = row["products"].replace(";", ",").replace('"', "").strip() or "Ukendt"
        square_feet = row["plant_area"].split(".")[0]
        area = (
            str(round(int(square_feet) * 0.0929))
            if square_feet.isdigit() and int(square_feet) < 10**7
            else ""
        )
        workers = row["employees"] if row["employees"].isdigit() else ""
        yield f"{name} ({row['id']});{workers};{area};{row['state']}"


def _measure(row: dict[str, str], company: str | None) -> list[Change]:
    record = new_id()
    fields = {
        "@kind": "tiltag",
        "virksomhed": company,
        "navn": f"Tiltag {row['arc2']}",
        "aar": _number(row["fy"]),
        "status": STATUS.get(row["impstatus"], "forslag"),
        "energibaerer": row["psourccode"],
        "investering": _number(row["impcost"]),
        "kwh": _number(row["pconserved"]),
        "besparelse": _number(row["psaved"]),
    }
    return [Change(record, name, value, ()) for name, value in fields.items()]


def _number(text: str) -> float | None:
    return float(text) if text else None


# -- measuring -------------------------------------------------------------------------------------


def report(folder: Path) -> Iterator[str]:
    """The table: what was measured, its floor in the same run, and what it should be."""
    megabytes = (folder / DATABASE).stat().st_size / 1e6
    yield f"loaded: {(folder / 'loaded').read_text()}; file {megabytes:.0f} MB (<= 400)"
    first = [_process(folder, "first-list") for _round in range(ROUNDS)]
    lists, floors, peaks = zip(*(map(float, line.split()) for line in first), strict=True)
    with Casebook.open(folder, KEY) as book:
        store = book.desk.store
        scan = driver.connect(store.path, KEY)
        sums = timed(lambda: store.totals("tiltag", "status", ("besparelse", "investering")), ROUNDS)
        under = timed(lambda: scan.execute(_BARE_SCAN).fetchall(), ROUNDS)
        scan.close()
        searches = [time for word in WORDS * 3 for time in timed(lambda word=word: store.search(word), 2)]  # type: ignore[misc]
        filtered = timed(lambda: book.companies("steel"), ROUNDS)
    yield show(
        [
            Line("open, and the first list of companies", lists, floors, "<= 300"),
            Line("sums of all measures by status", sums, under, "<= 150"),
            Line("search, the window's own words", searches, (), "p95 <= 50"),
            Line("company list narrowed by a word", filtered),
        ]
    )
    yield f"search p95 {quantile(searches, 0.95):.1f} ms (<= 50); memory of a process with the list {max(peaks):.0f} MB"
    yield from commits()
    yield from erasing(folder)


_BARE_SCAN = "SELECT count(*) FROM event INDEXED BY event_seq WHERE device_n >= 0"
"""About as many index entries, read and decrypted by a bare connection."""


def _process(folder: Path, figure: str) -> str:
    command = [sys.executable, "-m", "tests.bench.store", "--keep", str(folder), "--one", figure]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def first_list(folder: Path) -> str:
    """Ms from opening to the list, ms of a bare connection reading the same rows, and this process's peak in MB."""
    import gc

    gc.disable()  # as the window does until it is idle
    started = time.perf_counter()
    with Casebook.open(folder, KEY) as book:
        count = len(book.companies())
        ours = time.perf_counter() - started
    peak = _peak()
    started = time.perf_counter()
    bare = driver.connect(folder / DATABASE, KEY)
    query = "SELECT id, state FROM record WHERE kind_n = (SELECT n FROM name WHERE text = 'virksomheder')"
    assert len(bare.execute(query).fetchall()) == count
    floor = time.perf_counter() - started
    return f"{ours * 1000} {floor * 1000} {peak}"


def _peak() -> float:
    """The most memory this process has had, in MB; 0 where the system doesn't say."""
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def commits() -> Iterator[str]:
    """A saved answer beside a bare commit of the same bytes, in turns, on the same disk with the same settings."""
    with tempfile.TemporaryDirectory() as scratch, Casebook.open(Path(scratch) / "data", KEY) as book:
        store, visit = book.desk.store, new_id()
        store.commit([Change(visit, "@kind", "besoeg")], actor="anna")
        bare = driver.connect(Path(scratch) / "bare.db", KEY)
        bare.execute("PRAGMA journal_mode = WAL").fetchall()
        bare.execute("CREATE TABLE answer(n INTEGER PRIMARY KEY, text TEXT)")
        ours, floor = [], []
        for n in range(COMMITS):
            answer = f"en bemærkning på en linje, nummer {n}" if n % 5 == 0 else ("ja", "nej")[n % 2]
            change = Change(visit, f"/data/gruppe/spoergsmaal_{n % ANSWERS}", answer)
            ours += timed(lambda change=change: store.commit([change], actor="anna", context=visit), 1)  # type: ignore[misc]
            row = ("INSERT INTO answer(text) VALUES (?)", ("x" * 100,))
            floor += timed(lambda row=row: bare.execute(*row), 1)  # type: ignore[misc]
        bare.close()
    yield show([Line("a saved answer", ours, floor, "<= 3 x")])
    over = quantile(ours, 0.99) - quantile(floor, 0.99)
    yield f"p99 {quantile(ours, 0.99):.2f} ms, {over:+.2f} ms from the bare p99 {quantile(floor, 0.99):.2f} (<= +5)"


def erasing(folder: Path) -> Iterator[str]:
    """On a copy: a person looked for, a case with a photo and a contact person erased, and a backup cleaned of them."""
    with tempfile.TemporaryDirectory() as scratch:
        shutil.copyfile(folder / DATABASE, Path(scratch) / DATABASE)
        with Casebook.open(Path(scratch), KEY) as book:
            store = book.desk.store
            cases = [row.id for row in book.companies(limit=2 * ROUNDS)]
            contacts = [book.save_contact(case, {"name": "Ida Åkjær"}) for case in cases[ROUNDS:]]
            for case in cases[:ROUNDS]:
                book.desk.write([Change(case, "billede", store.put_blob(case.encode() * 1000, "image/jpeg"))])
            found = timed(lambda: scan(store, ["Ida Åkjær"]), ROUNDS)
            whole = [t for case in cases[:ROUNDS] for t in timed(partial(erase_case, book, case, why="fejl"), 1)]
            single = [t for one in contacts for t in timed(partial(erase_contact, book, one), 1)]
            make_backup(store, book.data_dir)
            copy = timed(lambda: forget_in_copies(book, KEY), ROUNDS)
    yield show(
        [
            Line("find a person in all that was written", found, target="<= 1500"),
            Line("erase a case with a photo", whole, target="<= 1000"),
            Line("erase a contact person", single, target="<= 100"),
            Line("clean one backup", copy),
        ]
    )


def timed(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of each round."""
    samples = []
    for _round in range(rounds):
        started = time.perf_counter()
        work()
        samples.append((time.perf_counter() - started) * 1000)
    return samples


def quantile(samples: Sequence[float], share: float) -> float:
    """The sample that this share of all does not exceed."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


if __name__ == "__main__":
    sys.exit(main())
