"""`python -m tests.bench.documents [--quick] [--peers [FOLDER]]`: how fast, how large, how much memory documents take.

A report of 20 pages with 13 charts and 40 photos of 12 megapixels from nothing and with shrunk photos at hand, a table
of 1,000 rows, and how long a window stands still meanwhile. `--peers` does the same report with typst (PDF/UA-1 and
PDF/A-2a) and WeasyPrint (PDF/UA-1) in the same run: it installs both into an environment of their own in FOLDER, or
in a folder that is removed afterwards. WeasyPrint needs Pango: `apt-get install libpango-1.0-0 libpangoft2-1.0-0`.
All engines take turns, every document in a process of its own; times are medians. On a machine with other work, read
the processor's time and the ratio to the photos alone, not the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from klimabesog.values import resources
from tests.bench.documents_content import BOX, chapters, paint_photos, svg
from tests.bench.documents_ours import HEADS

HERE = Path(__file__).parent
PEERS = ("typst", "weasyprint")
OURS = ("ours", "ours-cached", "ours-table", "shrink")
NAMES = {
    "ours": ("the report, photos shrunk on the way", "<= 5000 ms, 150 MB, 5 MB"),
    "ours-cached": ("the report, shrunk photos at hand", "<= 1500 ms, 150 MB"),
    "ours-table": ("a table of 1,000 rows", "<= 2000 ms"),
    "shrink": ("(the photos shrunk, nothing else)", ""),
    "typst": ("(the report by typst)", ""),
    "weasyprint": ("(the report by WeasyPrint)", ""),
}
FACES = ((400, "SourceSans3_400Regular.ttf"), (600, "SourceSans3_600SemiBold.ttf"))


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.documents")
    options.add_argument("--quick", action="store_true", help="two rounds, for a first look")
    options.add_argument(
        "--peers", nargs="?", const="", metavar="FOLDER", help="typst and WeasyPrint beside it"
    )
    chosen = options.parse_args()
    rounds = 2 if chosen.quick else 7
    with tempfile.TemporaryDirectory() as temporary, peers(chosen.peers) as python:
        folder = Path(temporary)
        photos = folder / "photos"
        paint_photos(photos)
        content = write_content(folder)
        engines = [(name, sys.executable) for name in OURS]
        engines += [(name, python) for name in PEERS if python]
        print(table(measure(engines, content, photos, folder, rounds)))
        print(windows(photos, rounds))
    return 0


@contextmanager
def peers(folder: str | None) -> Iterator[str]:
    """The interpreter of an environment with both peers; "" when they are not asked for."""
    if folder is None:
        yield ""
        return
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(folder or temporary)
        python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
        if not python.exists():
            venv.create(home, with_pip=True)
            subprocess.run([str(python), "-m", "pip", "install", "-q", *PEERS], check=True)
        yield str(python)


def write_content(folder: Path) -> Path:
    """The content for engines that live in another environment."""
    parts = [
        {
            **{key: value for key, value in vars(chapter).items() if key != "chart"},
            "svg": svg(chapter.chart),
            "alt": chapter.chart.alternative,
        }
        for chapter in chapters()
    ]
    fonts = str(resources.path("resources", "fonts").resolve())
    content = {
        "chapters": parts,
        "heads": HEADS,
        "box": BOX,
        "fonts": fonts,
        "faces": FACES,
        "folder": str(folder),
    }
    file = folder / "content.json"
    file.write_text(json.dumps(content), "utf-8")
    return file


Sample = dict[str, float]


def measure(
    engines: Sequence[tuple[str, str]], content: Path, photos: Path, folder: Path, rounds: int
) -> dict[str, list[Sample]]:
    """Every engine in turns, round by round."""
    samples: dict[str, list[Sample]] = {name: [] for name, _python in engines}
    for _round in range(rounds):
        for name, python in engines:
            arguments = [name, str(content), str(photos), str(folder / f"{name}.pdf")]
            samples[name].append(json.loads(_run(python, "documents_engine.py", *arguments)))
    return samples


def _run(python: str, script: str, *arguments: str) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(HERE.parents[1])}
    done = subprocess.run(
        [python, str(HERE / script), *arguments], capture_output=True, text=True, check=False, env=environment
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def table(samples: dict[str, list[Sample]]) -> str:
    """Medians, one engine a line."""
    head = f"{'':40}{'ms':>8}{'best':>8}{'cpu ms':>8}{'peak MB':>9}{'file MB':>9}  target"
    return "\n".join([head, *(_line(name, taken) for name, taken in samples.items())])


def _line(name: str, taken: list[Sample]) -> str:
    middle = {key: statistics.median(sample[key] for sample in taken) for key in taken[0]}
    title, target = NAMES[name]
    best = min(sample["ms"] for sample in taken)
    figures = f"{middle['ms']:8.0f}{best:8.0f}{middle['cpu']:8.0f}{middle['peak_mb']:9.0f}{middle['mb']:9.2f}"
    return f"{title:40}{figures}  {target}"


def windows(photos: Path, rounds: int) -> str:
    """The longest gaps of a window's event loop, the median of the rounds, beside a bare loop of Python."""
    works = ("floor", "report", "cached", "table")
    gaps: dict[str, list[float]] = {work: [] for work in works}
    for _round in range(rounds):
        for work in works:
            gaps[work].append(float(_run(sys.executable, "documents_window.py", str(photos), work)))
    middle = {work: statistics.median(found) for work, found in gaps.items()}
    said = ", ".join(f"{work} {gap:.0f} ms" for work, gap in middle.items() if work != "floor")
    return (
        f"\nlongest gap of the window: {said}; a bare loop of Python {middle['floor']:.0f} ms (target < 50)"
    )


if __name__ == "__main__":
    sys.exit(main())
