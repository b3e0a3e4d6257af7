"""What nobody caught: a sentence in the window, a log without what was written in the case."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from klimabesog.desktop.errors import ErrorReporter
from klimabesog.values.errors import SurroundingsError


def raised(error: Exception) -> Exception:
    try:
        raise error
    except Exception as caught:
        return caught


@pytest.fixture
def reporter(tmp_path: Path) -> ErrorReporter:
    return ErrorReporter(tmp_path / "log" / "fejl.log")


def test_a_foreseeable_error_is_its_own_sentence(
    reporter: ErrorReporter, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(reporter.said) as said:
        reporter._hook(SurroundingsError, raised(SurroundingsError("Disken er fuld. Gør plads.")), None)
    assert said.args == ["Disken er fuld. Gør plads."]
    assert not (tmp_path / "log").exists()


def test_a_bug_is_logged_without_personal_data(reporter: ErrorReporter, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(reporter.said) as said:
        reporter._hook(ValueError, raised(ValueError("Bodil Krog, 12 34 56 78")), None)
    log = (tmp_path / "log" / "fejl.log").read_text("utf-8")
    assert "Bodil" not in log + said.args[0]
    assert "ValueError" in log
    assert "test_errors.py" in log
    assert str(Path.home()) not in log


def test_the_hooks_are_put_back(reporter: ErrorReporter) -> None:
    before = sys.excepthook
    restore = reporter.install()
    assert sys.excepthook == reporter._hook
    restore()
    assert sys.excepthook is before
