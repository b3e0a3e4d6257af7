"""The scripts of packaging/ as modules: the folder is no package, because a library has its name."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], ModuleType]:
    """`script("environment")`: that file of packaging/, imported afresh."""
    monkeypatch.syspath_prepend(PACKAGING)
    for name in ("environment", "run", "test"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    return importlib.import_module


@pytest.fixture
def environment(script: Callable[[str], ModuleType]) -> ModuleType:
    """packaging/environment.py"""
    return script("environment")
