"""On a real X display: the visit by hand again, and the app as a process of its own that only X events reach."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
Environment = Mapping[str, str]


@pytest.fixture(scope="module")
def display() -> Iterator[Environment]:
    """An X server with a window manager; the environment that leads to it."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        number = os.read(read, 16).decode().strip()
        environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        with subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL) as manager:
            yield environment
            manager.terminate()
        server.terminate()


@pytest.mark.full("Xvfb", "openbox")
def test_the_visit_by_hand_in_a_real_window(display: Environment) -> None:
    by_hand = Path(__file__).with_name("test_visit_by_hand.py")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(by_hand)]
    done = subprocess.run(command, cwd=ROOT, env=display, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-4000:]


@pytest.mark.full("Xvfb", "openbox", "xdotool")
def test_a_first_start_by_events_from_outside(display: Environment, tmp_path: Path) -> None:
    """The welcome by keyboard alone: name, municipality, and the space bar on the button."""
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("en lang adgangssætning til prøver\n", encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "klimabesog",
        "--data-dir",
        str(tmp_path / "data"),
        "--key-file",
        str(passphrase),
    ]
    with subprocess.Popen(command, cwd=ROOT, env=display, stderr=subprocess.PIPE, text=True) as app:
        try:
            window = waited(display, "search", "--onlyvisible", "--name", "Klimabes")
            xdotool(display, "windowfocus", window)
            xdotool(display, "type", "--delay", "20", "ida sommer")
            xdotool(display, "key", "Tab")
            xdotool(display, "type", "--delay", "20", "eksempel kommune")
            xdotool(display, "key", "Tab", "Tab", "space")
            officer = until(lambda: _officer(tmp_path / "data", app))
        finally:
            app.kill()
    assert officer == "ida sommer"


def _officer(data: Path, app: subprocess.Popen[str]) -> str:
    """Who the app says works there, once it has been stopped in its main window; "" before."""
    assert app.poll() is None, app.stderr.read() if app.stderr else ""
    state = data / "klimabesog.db"
    return _read_officer(data, app) if state.exists() else ""


def _read_officer(data: Path, app: subprocess.Popen[str]) -> str:
    from klimabesog.casework.opening import open_casebook, place

    time.sleep(2)
    app.kill()
    app.wait()
    with open_casebook(place(data, data.parent / "passphrase")) as book:
        return book.officer.name if book.officer else "nobody"


def waited(display: Environment, *command: str) -> str:
    """The first line xdotool gives, as soon as it gives one."""
    return str(until(lambda: xdotool(display, *command).splitlines()[:1])[0])


def xdotool(display: Environment, *command: str) -> str:
    """One xdotool command; never waits for ever, as it would when the app has died."""
    done = subprocess.run(["xdotool", *command], env=display, capture_output=True, text=True, timeout=20)
    return done.stdout


def until(found: Callable[[], Any]) -> Any:
    """What `found` gives, as soon as it gives anything."""
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if result := found():
            return result
        time.sleep(0.2)
    raise AssertionError("it did not come")
