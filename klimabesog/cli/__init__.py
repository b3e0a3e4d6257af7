"""The `klimabesog` command: everything the window does, from a script; errors are one Danish sentence.

Exit 0 well, 1 the user's input, 2 usage, 3 the surroundings (disk, keyring, locked file).
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from klimabesog import __version__
from klimabesog.values.errors import KlimabesogError
from klimabesog.values.texts import _


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; without a command the window opens."""
    options = parser().parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console or a pipe may not speak UTF-8 by itself
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return int(options.run(options) or 0)
    except KlimabesogError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # the reader of our output left early: nothing to say to anyone
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115
        return 0


def app() -> int:
    """Open the window (the entry point without a console)."""
    return main(sys.argv[1:])


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from klimabesog.cli import cases, forms, keeping

    top = argparse.ArgumentParser(
        prog="klimabesog", description=_("Klimabesøg og energiscreening hos virksomheder.")
    )
    top.add_argument("--version", action="version", version=f"Klimabesøg {__version__}")
    top.add_argument(
        "--data-dir", type=Path, metavar="MAPPE", help=_("brug denne datamappe i stedet for din egen")
    )
    top.add_argument(
        "--key-file", type=Path, metavar="FIL", help=_("fil med adgangskoden, hvor der ingen nøglering er")
    )
    top.set_defaults(run=_open_window)
    commands = top.add_subparsers(metavar="KOMMANDO")
    cases.add_to(commands)
    forms.add_to(commands)
    keeping.add_to(commands)
    return top


def prepare_start() -> None:
    """What makes the first window come sooner; to be called before anything of Qt is imported.

    PySide6 looks into the source of every module imported after it (for its `__feature__` switch), so what needs no
    Qt is read before it. Garbage is collected from the first idle moment on: a start makes much and drops little.
    """
    gc.disable()
    from klimabesog.casework.opening import prepare

    prepare()


def _open_window(options: argparse.Namespace) -> int:
    prepare_start()
    from klimabesog.desktop.app import run

    return run([], data_dir=options.data_dir, key_file=options.key_file)


if __name__ == "__main__":
    sys.exit(main())
