"""The pictures of the README, taken of the example case: `python -m tests.end_to_end.pictures FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtTest import QTest  # the platform is chosen before Qt is read

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.opening import memory_key
from klimabesog.desktop.app import make_app
from klimabesog.desktop.main_window import MainWindow
from klimabesog.desktop.opening import Opening
from klimabesog.desktop.state import WindowState
from klimabesog.desktop.theme import Theme, ThemeChoice

SIZE = (1366, 768)


def main() -> None:
    """Take them all."""
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    app = make_app([])
    theme = Theme(app, ThemeChoice.LIGHT, 1.0)
    with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder), memory_key()) as book:
        visit = book.create_example().id
        window: Any = MainWindow(book, Opening(Path(folder)), theme, WindowState(Path(folder)))
        window.resize(*SIZE)
        window.show()
        window.open_visit(visit, "tjekliste:/data/try")
        take(window, target / "besoeg.png")
        window.open_company(book.visits()[0].company)
        take(window, target / "virksomhed.png")
        window.close()


def take(window: Any, path: Path) -> None:
    """One picture of the window as it stands."""
    window.resize(*SIZE)
    QTest.qWait(600)
    assert window.grab().save(str(path))
    print(path)


if __name__ == "__main__":
    main()
