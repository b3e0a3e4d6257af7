"""The process is killed at any moment of a visit in the window: everything that was shown as saved is there again.

Three kills in every run; a dozen with KLIMABESOG_FULL (`python3 packaging/test.py --full`), and any number with
KLIMABESOG_KILLS.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.example import play_example
from klimabesog.casework.opening import open_casebook, place

KILLS = int(os.environ.get("KLIMABESOG_KILLS") or (12 if os.environ.get("KLIMABESOG_FULL") else 3))
AUTOSAVE_S = 2.0
"""Text is saved at most this long after the last key."""

Line = dict[str, Any]
Answers = dict[tuple[str, str], set[object]]
"""(record, path) -> the values that may stand there."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with the example case, opened by a passphrase file."""
    (tmp_path / "passphrase").write_text("en lang adgangssætning til prøver\n", encoding="utf-8")
    with opened(tmp_path) as book:
        play_example(book)
    return tmp_path


def test_nothing_is_lost_whenever_the_process_is_killed(folder: Path) -> None:
    dice = random.Random(20261121)
    answers: Answers = {}
    before = standing(folder)
    at = ""
    for number in range(KILLS):
        lines = run_and_kill(folder, seed=number, after=dice.uniform(0.05, 1.5))
        opened_at = next(line["opened"] for line in lines if "opened" in line)
        assert not at or opened_at == at, "the visit opens where it was"
        for line in lines:
            take(answers, line, before)
            at = line.get("place", at)
        settle(folder, answers)
    assert len(answers) > KILLS, "the typist hardly answered anything"


def standing(folder: Path) -> dict[tuple[str, str], object]:
    """What stands in the example case before anyone types: (record, path) -> value."""
    with opened(folder) as book:
        changes = (change for event in book.desk.store.events() for change in event.sets)
        return {(change.record, change.field): change.value for change in changes}


def take(answers: Answers, line: Line, before: dict[tuple[str, str], object]) -> None:
    """What may stand in the store now: the value last stored, or one that was on its way when the kill came."""
    if "saved" in line:
        record, path, value = line["saved"]
        answers[record, path] = {value}
    elif "trying" in line:
        record, path, value = line["trying"]
        answers.setdefault((record, path), {before.get((record, path))}).add(value)


def settle(folder: Path, answers: Answers) -> None:
    """Each stored answer is there, and the file is sound; what stands is what the next round starts from."""
    with opened(folder) as book:
        assert book.desk.store.check() == []
        for (record, path), allowed in answers.items():
            found = book.desk.store.record(record)
            value = found.fields.get(path) if found else None
            assert value in allowed, path
            answers[record, path] = {value}


@pytest.mark.parametrize("task", ["sentence", "note"])
def test_text_with_the_cursor_in_it_is_there_two_seconds_after_the_last_key(folder: Path, task: str) -> None:
    with typist(folder, 1, task) as process:
        lines = read_until(process, "typed")
        time.sleep(AUTOSAVE_S)
        process.kill()
    text = next(line["typed"] for line in lines if "typed" in line)
    with opened(folder) as book:
        kept = [
            value for event in book.desk.store.events() for value in (change.value for change in event.sets)
        ]
    assert text in kept


def run_and_kill(folder: Path, seed: int, after: float) -> list[Line]:
    """Let the typist work for `after` seconds from the moment the visit is open, then kill."""
    with typist(folder, seed) as process:
        lines = read_until(process, "opened")
        time.sleep(after)
        process.kill()
        assert process.stdout is not None
        return [*lines, *parsed(process.stdout.read().splitlines())]


class typist(subprocess.Popen[str]):
    """A typist at work."""

    def __init__(self, folder: Path, seed: int, *task: str) -> None:
        command = [
            sys.executable,
            "-m",
            "tests.end_to_end.typist",
            str(folder / "data"),
            str(folder / "passphrase"),
        ]
        super().__init__([*command, str(seed), *task], stdout=subprocess.PIPE, text=True, encoding="utf-8")


def read_until(process: subprocess.Popen[str], word: str) -> list[Line]:
    """The lines up to the first that has this word."""
    assert process.stdout is not None
    lines = []
    for text in process.stdout:
        lines += parsed([text])
        if lines and word in lines[-1]:
            return lines
    pytest.fail(f"the typist stopped before it said {word!r}")


def parsed(texts: list[str]) -> Iterator[Line]:
    """Whole lines as values; the one that the kill cut off is left out."""
    for text in texts:
        try:
            yield json.loads(text)
        except ValueError:
            continue


def opened(folder: Path) -> Casebook:
    """The casebook as the next start finds it."""
    return open_casebook(place(folder / "data", folder / "passphrase"))
