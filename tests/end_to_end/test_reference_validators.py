"""What leaves the program, judged by the standards' own validators, made with the command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def klimabesog(*arguments: object) -> None:
    """Run the command; its own message is what a failure shows."""
    command = [sys.executable, "-m", "klimabesog", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.full("java")
def test_odk_accepts_every_form(tmp_path: Path, odk_validate: Callable[..., None]) -> None:
    forms = sorted((ROOT / "forms").rglob("*.csv"))
    assert forms
    for form in forms:
        place = "-".join(form.relative_to(ROOT / "forms").with_suffix(".xml").parts)
        klimabesog("form", "convert", form, "-o", tmp_path / place)
    odk_validate(*sorted(tmp_path.glob("*.xml")))


@pytest.mark.full("shared", "javac")
def test_verapdf_accepts_every_document_of_the_example(tmp_path: Path, verapdf: Callable[..., None]) -> None:
    klimabesog("demo", "--out", tmp_path)
    documents = sorted(tmp_path.rglob("*.pdf"))
    assert documents
    verapdf(*documents)
