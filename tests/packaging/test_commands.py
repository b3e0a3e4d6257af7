"""run.py and test.py: what they start, and how they end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]


@pytest.mark.parametrize(
    ("arguments", "display", "expected"),
    [
        ([], True, []),
        ([], False, ["demo"]),
        (["doctor"], False, ["doctor"]),
        (["--data-dir", "x"], True, ["--data-dir", "x"]),
    ],
)
def test_app_opens_or_plays_the_example(
    script: Script, arguments: list[str], display: bool, expected: list[str]
) -> None:
    assert script("run").app_arguments(arguments, display) == expected


def test_missing_package_ends_with_three_and_two_sentences(
    script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = script("run")

    def prepare(*_: object) -> None:
        raise run.environment.SetupError("Noget mangler.", "Something is missing.")

    monkeypatch.setattr(run.environment, "prepare", prepare)
    with pytest.raises(SystemExit) as ended:
        run.main()
    assert ended.value.code == 3
    assert capsys.readouterr().err == "Noget mangler.\nSomething is missing.\n"


@pytest.mark.parametrize("display", [True, False])
def test_libraries_of_the_window_are_asked_for_only_with_a_display(
    script: Script, monkeypatch: pytest.MonkeyPatch, display: bool
) -> None:
    run = script("run")
    asked: list[object] = []

    def prepare(locks: object, system: list[object]) -> ModuleType:
        asked.extend(system)
        return run.environment.Environment(Path("v"), Path("r"))

    monkeypatch.setattr(run.environment, "prepare", prepare)
    monkeypatch.setattr(run.environment, "has_display", lambda: display)
    monkeypatch.setattr(run.environment, "become", asked.append)
    monkeypatch.setattr(run.sys, "argv", ["run.py", "doctor"])
    run.main()
    *system, command = asked
    assert command == [str(run.environment.Environment(Path("v")).python), "-m", "klimabesog", "doctor"]
    assert set(run.environment.OFFSCREEN) <= set(system)
    assert set(run.environment.DISPLAY).issubset(system) is display


def test_full_run_tells_its_tests_where_the_recordings_are(
    script: Script, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    test = script("test")
    monkeypatch.setattr(test.environment, "ROOT", tmp_path / "project")
    before = {"KLIMABESOG_FULL": "1", "KLIMABESOG_SHARED": "/old", "PATH": "/bin"}
    assert test.variables(False, before) == {"PATH": "/bin", "QT_QPA_PLATFORM": "offscreen"}
    assert "KLIMABESOG_SHARED" not in test.variables(True, before)
    (tmp_path / "shared").mkdir()
    assert test.variables(True, {}) == {
        "QT_QPA_PLATFORM": "offscreen",
        "KLIMABESOG_FULL": "1",
        "KLIMABESOG_SHARED": str(tmp_path / "shared"),
    }


def test_what_the_full_run_could_not_find_is_named(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    test = script("test")
    monkeypatch.setattr(test.environment, "is_present", lambda each: each.name != "xdotool")
    assert test.not_found({"KLIMABESOG_SHARED": "x"}) == ["xdotool (package xdotool)"]
    assert "shared" in test.not_found({})[-1]


@pytest.mark.parametrize(
    ("code", "passed"), [("pass", True), ("raise SystemExit(1)", False), ("raise SystemExit(5)", False)]
)
def test_check_passes_only_on_exit_zero(
    script: Script, code: str, passed: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    test = script("test")
    outcome = test.run(test.Check("it", (sys.executable, "-c", f"print('word'); {code}")), {})
    assert outcome.passed is passed
    printed = capsys.readouterr().out
    assert ("word" in printed) is not passed
    assert outcome.line() in printed


def test_check_that_hangs_is_ended(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    test = script("test")
    monkeypatch.setattr(test, "LIMIT", 0.2)
    assert not test.run(test.Check("it", (sys.executable, "-c", "import time; time.sleep(9)")), {}).passed


def test_all_checks_run_after_a_failed_one(
    script: Script, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    test = script("test")
    monkeypatch.setattr(test, "prepare", lambda full: test.environment.Environment())
    monkeypatch.setattr(test, "run", lambda check, _: test.Outcome(check.name, check.name != "mypy", 1.0))
    monkeypatch.setattr(test.sys, "argv", ["test.py", "-k", "x"])
    assert test.main() == 1
    summary = capsys.readouterr().out
    assert "FAILED  mypy" in summary
    assert "ok      pytest" in summary
