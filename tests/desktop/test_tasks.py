"""The worker: progress, outcome and failure come back on the window's thread."""

from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from klimabesog.desktop.tasks import Task, TaskRunner
from tests.desktop.conftest import run_events


def wait_for(task: Task) -> None:
    ended: list[bool] = []
    task.ended.connect(lambda: ended.append(True))
    for _attempt in range(200):
        if ended:
            return
        run_events(10)
    raise AssertionError("the task did not end")


def test_outcome_and_progress_come_back_on_this_thread(qtbot: QtBot) -> None:
    runner = TaskRunner()
    seen: list[tuple[object, object]] = []
    task = runner.run(lambda t: (t.progress(1, 2), 42)[1])
    task.progressed.connect(lambda share: seen.append((share, threading.current_thread())))
    task.succeeded.connect(lambda value: seen.append((value, threading.current_thread())))
    wait_for(task)
    main = threading.main_thread()
    assert seen == [(0.5, main), (42, main)]
    runner.close()


def test_a_failure_is_handed_over(qtbot: QtBot) -> None:
    runner = TaskRunner()
    errors: list[object] = []

    def work(_task: Task) -> None:
        raise ValueError("i stykker")

    task = runner.run(work)
    task.failed.connect(errors.append)
    wait_for(task)
    assert [str(error) for error in errors] == ["i stykker"]
    runner.close()


def test_work_can_be_stopped(qtbot: QtBot) -> None:
    runner = TaskRunner()

    def work(task: Task) -> str:
        while not task.cancelled():
            threading.Event().wait(0.005)
        raise RuntimeError("stopped")

    errors: list[object] = []
    task = runner.run(work)
    task.failed.connect(errors.append)
    task.cancel()
    wait_for(task)
    assert errors == [], "what was stopped has not failed"
    runner.close()


def test_work_that_waits_when_the_window_closes_is_never_begun(qtbot: QtBot) -> None:
    runner = TaskRunner()
    begun, hold = threading.Event(), threading.Event()
    done: list[str] = []
    runner.run(lambda _task: (begun.set(), hold.wait(5)))
    runner.run(lambda _task: done.append("second"))
    assert begun.wait(5)
    threading.Timer(0.05, hold.set).start()
    runner.close()
    run_events()
    assert done == []


def test_progress_told_very_often_is_passed_on_seldom_and_to_the_end(qtbot: QtBot) -> None:
    runner = TaskRunner()
    seen: list[float] = []
    task = runner.run(lambda t: [t.progress(n, 1000) for n in range(1001)])
    task.progressed.connect(seen.append)
    wait_for(task)
    assert seen[-1] == 1.0
    assert len(seen) < 100
    runner.close()
