"""`python -m tests.bench.gaps [--quick]`: how long the app's window stands still, on the example with all six steps.

While a document's preview is built and shown, when a change of the document makes it anew, when a company's page with
its progress chart is opened, when the result is shown to the company, and when forty measures are drawn. Each line is
the longest gap of the event loop in milliseconds, and the longest that the window's thread itself worked without a
pause (what other work on the machine can't lengthen much); the medians of the rounds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.casescript import clock_of, play
from klimabesog.casework.charts import Picture
from klimabesog.casework.example import WHOLE_COURSE, script_of
from klimabesog.desktop.app import make_app
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.pages.company import CompanyPage
from klimabesog.desktop.pages.documents.page import DocumentPage
from klimabesog.desktop.pages.visit.present import PresentWindow
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.theme import Theme, ThemeChoice
from klimabesog.desktop.widgets.chart_view import ChartCard
from klimabesog.reports.charts import payback
from klimabesog.reports.model import Amount, Payback
from klimabesog.values.quiet import tidy

TARGET_MS = 50
AFTERWARDS_MS = 500


def main() -> int:
    """Measure and print."""
    options = argparse.ArgumentParser(prog="python -m tests.bench.gaps")
    options.add_argument("--quick", action="store_true", help="two rounds, for a first look")
    rounds = 2 if options.parse_args().quick else 7
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app, script = make_app([]), script_of(WHOLE_COURSE)
    with (
        tempfile.TemporaryDirectory() as folder,
        Casebook.open(Path(folder) / "data", bytes(range(32)), clock=clock_of(script)) as book,
    ):
        visit = play(book, script)
        opening = Opening(Path(folder) / "data")
        opening.way = "memory"
        window = MainWindow(book, opening, Theme(app, ThemeChoice.LIGHT), WindowState(Path(folder) / "data"))
        window.resize(1366, 768)
        window.show()
        gaps: dict[str, list[tuple[float, float]]] = {}
        for number in range(rounds):
            for name, gap in _round(window, visit.id, number).items():
                gaps.setdefault(name, []).append(gap)
        window.close()
    print(f"{'':44}{'gap, ms':>10}{'own work':>10}{'at first':>10}  target < {TARGET_MS}")
    for name, found in gaps.items():
        gap, work = (statistics.median(column) for column in zip(*found, strict=True))
        print(f"{name:44}{gap:10.0f}{work:10.0f}{found[0][1]:10.0f}")
    return 0


def _round(window: MainWindow, visit: str, number: int) -> dict[str, tuple[float, float]]:
    company = window.casebook.visit(visit).company.id
    found = {"(nothing happens)": longest_gap(lambda: None, lambda: True)}

    def made() -> bool:
        return isinstance(window.page, DocumentPage) and window.page.made is not None

    found["a document's page, built and shown"] = longest_gap(lambda: window.open_report(visit), made)
    page = window.page
    assert isinstance(page, DocumentPage)
    before = page.made
    found["its preview after a change"] = longest_gap(
        lambda: page.draft.introduce(f"Indledning {number}"), lambda: page.made is not before
    )

    window.open_company(company)
    about = window.page
    assert isinstance(about, CompanyPage)
    found["the progress chart of a company's page"] = longest_gap(
        lambda: None, lambda: about.progress.has_chart
    )
    shown: list[PresentWindow] = []

    def present() -> None:
        shown.append(PresentWindow(window, window.casebook.visit(visit)))
        shown[0].resize(1366, 768)
        shown[0].show()

    found["Vis for virksomheden"] = longest_gap(present, lambda: len(shown[0].findChildren(ChartCard)) >= 4)
    shown[0].close()
    cards: list[ChartCard] = []

    def many() -> None:
        cards.append(ChartCard(_forty_measures()))
        cards[0].resize(420, 800)
        cards[0].show()

    found["a chart of forty measures"] = longest_gap(many, lambda: True)
    cards[0].close()
    tidy()
    return found


def _forty_measures() -> Picture:
    points = [
        payback.Paid(f"Tiltag {n}", Amount(9_000.0 * (n * 7 % 41)), Payback(Amount(n * 11 % 17 / 2)))
        for n in range(1, 41)
    ]
    return Picture("", lambda width, m: payback.payback_against_investment(points, width, m))


def longest_gap(act: Callable[[], object], is_done: Callable[[], bool]) -> tuple[float, float]:
    """The longest time in ms that the event loop was away, and that its thread worked in such a time; from the act
    until shortly after it is done."""
    loop, gaps, works = QEventLoop(), [0.0], [0.0]
    last, worked = [time.perf_counter()], [time.thread_time()]
    done_at: list[float] = []

    def beat() -> None:
        now = time.perf_counter()
        gaps.append((now - last[0]) * 1000)
        works.append((time.thread_time() - worked[0]) * 1000)
        if not done_at and is_done():
            done_at.append(now)
        if done_at and (now - done_at[0]) * 1000 > AFTERWARDS_MS:
            loop.quit()
        last[0], worked[0] = time.perf_counter(), time.thread_time()

    timer = QTimer(interval=1)
    timer.timeout.connect(beat)
    QTimer.singleShot(0, act)
    timer.start()
    loop.exec()
    timer.stop()
    return max(gaps), max(works)


if __name__ == "__main__":
    sys.exit(main())
