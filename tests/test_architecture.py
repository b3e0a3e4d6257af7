"""What import-linter cannot say about the package as a whole: lean start, declared libraries, short files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "klimabesog"
LONGEST_FILE = 500

SLOW = ("PySide6", "reportlab", "pyxform", "openpyxl", "PIL", "pi_heif", "pypdfium2", "babel", "stdnum")
"""Libraries that cost tens of milliseconds each: loaded by what needs them, not by the command's start."""


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported_libraries(path: Path) -> Iterator[str]:
    """Top-level names of everything a file imports from outside the standard library and the project."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        modules = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules = [node.module]
        for module in modules:
            top = module.split(".")[0]
            if top not in ("klimabesog", "_typeshed") and top not in sys.stdlib_module_names:
                yield top


def normal(distribution: str) -> str:
    """A distribution's name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


@pytest.fixture(scope="module")
def declared() -> set[str]:
    """The runtime dependencies of pyproject.toml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    matches = [re.match(r"[\w.-]+", each) for each in project["dependencies"]]
    return {normal(match.group()) for match in matches if match}


def test_every_imported_library_is_declared(declared: set[str]) -> None:
    brought_by = packages_distributions()
    undeclared = {
        f"{name(path)}: {library}"
        for path in sources()
        for library in imported_libraries(path)
        if not declared & {normal(each) for each in brought_by.get(library, [])} and library != "shiboken6"
    }
    assert undeclared == set()


def test_every_declared_library_is_used(declared: set[str]) -> None:
    brought_by = packages_distributions()
    imported = {library for path in sources() for library in imported_libraries(path)}
    used = {normal(each) for library in imported for each in brought_by.get(library, [])}
    assert declared - used == set()


def test_every_folder_is_a_package() -> None:
    """A folder without `__init__.py` imports all the same, but import-linter does not see it."""
    assert {name(path.parent) for path in sources() if not (path.parent / "__init__.py").exists()} == set()


def test_command_starts_without_slow_libraries() -> None:
    code = f"import sys, klimabesog.cli; print(*[each for each in {SLOW} if each in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_files_stay_short_enough_to_do_one_thing() -> None:
    paths = [*sources(), *ROOT.glob("packaging/*.py"), *ROOT.glob("tests/**/*.py")]
    lengths = {name(path): len(path.read_text("utf-8").splitlines()) for path in paths}
    assert {path: length for path, length in lengths.items() if length > LONGEST_FILE} == {}


@pytest.mark.parametrize("sheet", ["sheet", "nordkrogen", "engdammen"])
def test_the_spreadsheet_knows_nothing_of_the_program(sheet: str) -> None:
    tree = ast.parse((ROOT / "tests" / "spreadsheet" / f"{sheet}.py").read_text("utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {each.name for node in ast.walk(tree) if isinstance(node, ast.Import) for each in node.names}
    assert modules <= {"__future__", "collections.abc", "typing", "math", "tests.spreadsheet.sheet"}
