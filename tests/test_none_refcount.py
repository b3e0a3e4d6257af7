"""Guard: calls into Qt must not change the reference count of None.

PySide6 6.12.0 takes one reference to None with every call that returns nothing; on Python 3.11 the process
aborts ("deallocating None") after a few thousand. From 3.12 None is immortal and the fault cannot show.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QLabel, QTableWidget, QTableWidgetItem
from pytestqt.qtbot import QtBot

CALLS = 300
SLACK = 30
"""References that come and go by themselves: caches, the test runner. The fault takes one per call."""


def label(qtbot: QtBot) -> Callable[[], object]:
    widget = QLabel()
    qtbot.addWidget(widget)
    return lambda: widget.setText("Brødrene Æbelø")


def timer(qtbot: QtBot) -> Callable[[], object]:
    kept = QTimer()
    return lambda: kept.setInterval(50)


def events(qtbot: QtBot) -> Callable[[], object]:
    return QCoreApplication.processEvents


def parent(qtbot: QtBot) -> Callable[[], object]:
    widget = QLabel()
    qtbot.addWidget(widget)
    return widget.parent


def table(qtbot: QtBot) -> Callable[[], object]:
    widget = QTableWidget(1, 1)
    qtbot.addWidget(widget)
    return lambda: widget.setItem(0, 0, QTableWidgetItem("x"))


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from Python 3.12")
@pytest.mark.parametrize("make", [label, timer, events, parent, table])
def test_calls_leave_none_alone(qtbot: QtBot, make: Callable[[QtBot], Callable[[], object]]) -> None:
    call = make(qtbot)
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    assert abs(sys.getrefcount(None) - before) < SLACK
