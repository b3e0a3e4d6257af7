"""The form engine on large forms: `python -m tests.bench.engine [--reference DIR] [--slow] [--only FORM …]`.

Every form runs in a process of its own, N times, medians shown; beside it ODK's own web engine in the same run, where
node is there (its package is fetched into a temporary folder, or taken from DIR). The forms and steps are those of the
shared folder (KLIMABESOG_SHARED, else ../shared). Exit 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FORMS = ("q1000", "q5000", "rep50", "rep100", "rep500", "whova", "soar1590")
SLOW = frozenset(("q5000", "rep500"))
"""Forms that take the reference engine minutes: only with --slow."""
SIZES = (1_000, 5_000, 20_000)
COLUMNS = ("first", "load", "change", "p99", "add", "remove", "validate", "serialise", "memory")
HEADS = (
    "form", "engine", "first load", "load", "change", "change p99", "add row", "remove row", "validate all",
    "serialise", "MB", "watched values",
)  # fmt: skip
TARGETS: dict[str, dict[str, float]] = {
    "q1000": {"first": 100, "load": 100, "p99": 5},
    "q5000": {"first": 500, "load": 500, "p99": 5},
    "rep50": {"p99": 5},
    "rep100": {"p99": 5},
    "rep500": {"first": 250, "load": 250, "p99": 5, "add": 20, "validate": 200},
    "whova": {"p99": 5},
    "soar1590": {"p99": 5},
}
MOST_MEMORY = 120
Figures = dict[str, Any]


def main() -> int:
    """Measure, print the tables, and say which targets hold."""
    options = _options()
    forms = bench_folder() / "data" / "xforms" / "bench"
    clock = ("--cpu",) if options.cpu else ()
    ours = {name: measured(forms, name, options.rounds, clock) for name in options.only or FORMS}
    theirs: dict[str, Figures] = {}
    with tempfile.TemporaryDirectory() as folder:
        reference = reference_folder(options.reference, Path(folder))
        for name in ours if reference else ():
            if options.slow or name not in SLOW:
                theirs[name] = reference_measured(reference, forms, name)
    print("processor time in ms (the reference: the clock's)\n" if options.cpu else "times in ms\n")
    print(table([HEADS, *rows(ours, theirs)]))
    print("\ntargets\n")
    checks = list(targets(ours))
    print(table([("", "measured", "target", ""), *(check[:4] for check in checks)]))
    if not options.only:
        print("\na change with the same readers in forms of growing size, ms\n")
        print(table(scaling()))
    return 0 if all(check[3] == "ok" for check in checks) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.engine")
    parser.add_argument("--reference", type=Path, help="a folder with the reference engine installed")
    parser.add_argument(
        "--slow", action="store_true", help="the reference also on the forms that take it minutes"
    )
    parser.add_argument("--cpu", action="store_true", help="our processor time: for a machine others use too")
    parser.add_argument("--only", nargs="*", choices=FORMS)
    parser.add_argument("--rounds", type=int, default=3)
    return parser.parse_args()


def bench_folder() -> Path:
    """The shared folder."""
    return Path(os.environ.get("KLIMABESOG_SHARED") or ROOT.parent / "shared")


def measured(forms: Path, name: str, rounds: int, clock: tuple[str, ...] = ()) -> Figures:
    """The medians of so many processes; `clock` is empty or --cpu."""
    command = [
        sys.executable,
        "-m",
        "tests.bench.engine_form",
        str(forms / f"{name}.xml"),
        _steps(forms, name),
    ]
    runs = [_printed([*command, *clock]) for _round in range(rounds)]
    return {key: _middle([run[key] for run in runs]) for key in runs[0]}


def _middle(values: list[Any]) -> Any:
    return statistics.median(values) if isinstance(values[0], float) else values[0]


def _steps(forms: Path, name: str) -> str:
    return str(forms / f"{name}.steps.json")


def _printed(command: list[str]) -> Figures:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def reference_folder(given: Path | None, folder: Path) -> Path | None:
    """Where the reference engine is installed; None (and a line that says why) when it can't be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        print("node or npm is not here: without the reference engine\n")
        return None
    target = given or folder / "reference"
    if (target / "node_modules").is_dir():
        return target
    shutil.copytree(
        bench_folder() / "tools" / "xforms-bench", target, dirs_exist_ok=True, copy_function=shutil.copyfile
    )
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund"], cwd=target, capture_output=True, text=True
    )
    if done.returncode:
        print(f"the reference engine could not be fetched: {done.stderr.strip()[-300:]}\n")
        return None
    return target


def reference_measured(folder: Path, forms: Path, name: str) -> Figures:
    """The same steps in the reference engine."""
    loads = "1" if name in SLOW else "3"
    out = folder / f"{name}.json"
    command = [
        "node",
        str(folder / "bench_webforms.mjs"),
        str(forms / f"{name}.xml"),
        _steps(forms, name),
        str(out),
        loads,
    ]
    subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    told = json.loads(out.read_text("utf-8"))
    phases = told["phases"]
    return {
        "first": told["load_ms"]["first"],
        "load": told["load_ms"]["median"],
        "change": told["change_ms"]["median"],
        "p99": told["change_ms"]["p99"],
        "add": phases["add"]["median"] if "add" in phases else None,
        "remove": phases["remove"]["median"] if "remove" in phases else None,
        "validate": None,  # it keeps a list of violations and works nothing out anew
        "serialise": told["serialise_ms"]["median"],
        "memory": told["rss_mb"],
        "final": told["final"],
    }


def rows(ours: dict[str, Figures], theirs: dict[str, Figures]) -> Iterator[tuple[str, ...]]:
    """Two lines for each form."""
    for name, figures in ours.items():
        yield (name, "klimabesog", *_cells(figures), "")
        if (other := theirs.get(name)) is not None:
            yield ("", "xforms-engine", *_cells(other), agreement(figures["final"], other["final"]))


def _cells(figures: Figures) -> list[str]:
    return [_figure(figures[column]) for column in COLUMNS]


def _figure(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if value < 1 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def agreement(ours: dict[str, str], theirs: dict[str, str]) -> str:
    """Whether the watched values ended alike, and where not."""
    if not ours:
        return "none watched"
    other = [
        f"{ref}: {ours[ref]!r}, there {theirs.get(ref)!r}"
        for ref in ours
        if not _alike(ours[ref], theirs.get(ref))
    ]
    return "; ".join(other) or f"{len(ours)} equal"


def _alike(one: str, other: object) -> bool:
    told = "" if other is None else str(other)
    try:
        return abs(float(one) - float(told)) < 1e-6 * max(1.0, abs(float(one)))
    except ValueError:
        return one == told


def targets(ours: dict[str, Figures]) -> Iterator[tuple[str, str, str, str]]:
    """(what, measured, target, ok or OVER)."""
    for name, figures in ours.items():
        for column, most in {**TARGETS[name], "memory": MOST_MEMORY}.items():
            verdict = "ok" if figures[column] <= most else "OVER"
            unit = "MB" if column == "memory" else "ms"
            label = HEADS[COLUMNS.index(column) + 2] if column != "memory" else "memory"
            yield (f"{name}: {label}", _figure(figures[column]), f"<= {most:g} {unit}", verdict)


def scaling() -> list[tuple[str, ...]]:
    """The table of sizes."""
    lines = [("questions", "first load", "10 readers", "1 reader", "no reader", "MB")]
    for size in SIZES:
        found = _printed([sys.executable, "-m", "tests.bench.engine_scaling", str(size)])
        columns = ("load", "readers", "one", "none", "memory")
        lines.append((str(size), *(_figure(found[column]) for column in columns)))
    return lines


def table(lines: list[tuple[str, ...]]) -> str:
    """Rows as text: the first column to the left, the others to the right, the last as it is."""
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place in (0, len(line) - 1) else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


if __name__ == "__main__":
    sys.exit(main())
