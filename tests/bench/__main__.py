"""`python -m tests.bench [--quick]`: start, visit, typing, search, store and report on the example case."""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.example import play_example
from klimabesog.casework.opening import open_casebook, place
from klimabesog.casework.visit import Visit
from tests.bench.table import Line, show
from tests.forms.ready import READY

HERE = Path(__file__).parent
ALLOWANCE_MS = 150
"""What the first window may take beyond 1.25 times the bare one."""


def main() -> int:
    """Measure and print the table."""
    options = argparse.ArgumentParser(prog="python -m tests.bench")
    options.add_argument("--quick", action="store_true", help="few rounds, for a first look")
    rounds = 5 if options.parse_args().quick else 15
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        os.environ["PYTHON_KEYRING_BACKEND"] = "tests.bench.file_keyring.FileKeyring"
        os.environ["KLIMABESOG_BENCH_KEYRING"] = str(Path(folder) / "keyring.json")
        with open_casebook(place(data)) as book:
            visit = play_example(book).id
            lines = [*measure_visit(book, visit, rounds), measure_commit(book, visit, Path(folder), rounds)]
        start = measure_start(data, rounds)
    print(show([start, *lines]))
    bare = statistics.median(start.floor)
    allowed = 1.25 * bare + ALLOWANCE_MS
    print(
        f"\nfirst window: {start.median:.0f} ms; allowed 1.25 x {bare:.0f} + {ALLOWANCE_MS} = {allowed:.0f} ms"
    )
    return 0


def measure_start(data: Path, rounds: int) -> Line:
    """The app's first window and a bare one, in turns; the key comes from a keyring."""
    ours, bare = [], []
    _spawn("bare_window.py")  # warm
    _spawn("app_window.py", str(data))
    for _round in range(rounds):
        bare.append(_spawn("bare_window.py"))
        ours.append(_spawn("app_window.py", str(data)))
    return Line("first window, list filled", ours, bare, "<= 500")


def _spawn(script: str, *arguments: str) -> float:
    command = [sys.executable, str(HERE / script), repr(time.time()), *arguments]
    platform = (
        {} if os.environ.get("DISPLAY") or sys.platform == "win32" else {"QT_QPA_PLATFORM": "offscreen"}
    )
    environment = {**os.environ, **platform, "PYTHONPATH": str(HERE.parents[1])}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # a person's second start finds compiled modules
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True, env=environment)
    return float(done.stdout.split()[0])


def measure_visit(book: Casebook, visit: str, rounds: int) -> list[Line]:
    """Opening the visit, answering, searching and the report, on the example case."""
    opened = timed(lambda: _open_anew(book, visit), rounds)
    case = book.visit(visit)
    answers = iter(range(10**6))
    report = case.render_report
    report()
    return [
        Line("open the visit (three forms, six measures)", opened, target="<= 150"),
        Line("answer a checkpoint", timed(lambda: _flip(case, next(answers)), rounds * 10), target="<= 16"),
        Line(
            "answer an amount of the baseline",
            timed(lambda: _amount(case, next(answers)), rounds * 4),
            target="<= 16",
        ),
        Line("search the questions", timed(lambda: case.search("lys slukket"), rounds), target="<= 50"),
        Line(
            "search everything", timed(lambda: book.desk.store.search("kompressor"), rounds), target="<= 50"
        ),
        Line("result strip", timed(case.result, rounds), target="<= 16"),
        slowest_measure(case, rounds),
        Line("the report, 18 pages", timed(report, max(3, rounds // 3)), target="<= 1500"),
    ]


def slowest_measure(case: Visit, rounds: int) -> Line:
    """A number in a measure form, all its results and its place among the others; of all forms the slowest."""
    lines = []
    for form_id, answers in READY.items():
        instance = case.start_measure(form_id)
        refs = {node.name: node.ref for node in case.form(instance).session.walk()}
        for name, value in answers.items():
            case.answer(instance, refs[name], str(value))
        ref, values = refs[[*answers][-1]], iter(range(10, 10**6))

        def type_one(instance: str = instance, ref: str = ref, values: Iterator[int] = values) -> None:
            case.answer(instance, ref, str(next(values)))
            case.measures()
            case.measure_texts(instance)

        lines.append(
            Line(f"a number in a measure ({form_id}, slowest)", timed(type_one, rounds), target="<= 16")
        )
        case.remove_measure(instance)
    return max(lines, key=lambda line: line.median)


def _open_anew(book: Casebook, visit: str) -> None:
    book.forget_opened()
    book.visit(visit)


def _flip(case, number: int) -> None:  # type: ignore[no-untyped-def]
    case.answer("tjekliste", "/data/bel/bel_05", ("ja", "nej")[number % 2])


def _amount(case, number: int) -> None:  # type: ignore[no-untyped-def]
    case.answer("forbrug", "/data/forbrug[1]/maengde", str(300_000 + number))


def measure_commit(book: Casebook, visit: str, folder: Path, rounds: int) -> Line:
    """A saved answer's event in the store, and one bare SQLCipher commit of 100 bytes, in turns."""
    import sqlcipher3

    from klimabesog.store import Change

    bare = sqlcipher3.connect(str(folder / "bare.db"), isolation_level=None)
    bare.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE t (x TEXT)")
    ours, floor, numbers = [], [], iter(range(10**6))
    for _round in range(rounds * 20):
        floor += timed(lambda: bare.execute("INSERT INTO t VALUES (?)", ("x" * 100,)), 1)
        change = Change(visit, "formaal", str(next(numbers)))
        ours += timed(lambda change=change: book.desk.write([change], context=visit), 1)
    bare.close()
    return Line("commit one answer", ours, floor, "<= 3 x floor")


def timed(work: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of each call."""
    samples = []
    for _time in range(times):
        started = time.perf_counter()
        work()
        samples.append((time.perf_counter() - started) * 1000)
    return samples


if __name__ == "__main__":
    sys.exit(main())
