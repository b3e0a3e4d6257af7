"""The wheel: what is top-level in the checkout travels inside the package."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return zipfile.ZipFile(next(folder.glob("klimabesog-*-py3-none-any.whl")))


@pytest.mark.parametrize("folder", ["forms", "resources"])
def test_data_folders_are_inside(wheel: zipfile.ZipFile, folder: str) -> None:
    command = ["git", "ls-files", "-z", folder]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    expected = {f"klimabesog/_data/{each}" for each in tracked.stdout.split("\0") if each}
    assert expected
    assert expected <= set(wheel.namelist())


def test_nothing_but_the_package_is_inside(wheel: zipfile.ZipFile) -> None:
    tops = {each.split("/")[0] for each in wheel.namelist()}
    assert tops == {"klimabesog", "klimabesog-0.1.0.dist-info"}


def test_both_commands_and_the_licence_are_inside(wheel: zipfile.ZipFile) -> None:
    points = wheel.read("klimabesog-0.1.0.dist-info/entry_points.txt").decode()
    assert "klimabesog = klimabesog.cli:main" in points
    assert "klimabesog-app = klimabesog.cli:app" in points
    assert "klimabesog-0.1.0.dist-info/licenses/LICENSE" in wheel.namelist()
