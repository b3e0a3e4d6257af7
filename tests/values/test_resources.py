"""Files of the program are found in a checkout and installed; no path leads out."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.values import resources


def test_a_checkout_keeps_them_beside_the_package() -> None:
    root = Path(resources.__file__).resolve().parents[2]
    assert resources.path("resources", "faktorer/dk.csv") == root / "resources" / "faktorer" / "dk.csv"


def test_an_installed_program_keeps_them_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "_data").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path)
    assert resources.path("forms") == tmp_path / "_data" / "forms"


@pytest.mark.parametrize(
    "parts",
    [
        (),
        ("tests",),
        ("resources", ".."),
        ("resources", "/etc/passwd"),
        ("forms", "a\\..\\..\\b"),
        ("resources", "C:x"),
        ("forms", ""),
    ],
)
def test_no_path_leads_out(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="not a"):
        resources.path(*parts)
