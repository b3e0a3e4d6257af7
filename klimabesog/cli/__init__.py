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
    options = _options(sys.argv[1:] if arguments is None else arguments)
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


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for. The commands are only read when one is named: the window need not wait for them."""
    options, rest = _window_parser(add_help=False).parse_known_args(arguments)
    if len(rest) == 1 and _is_shared_file(rest[0]):
        options.offered = Path(rest[0])
        rest = []
    return parser().parse_args(arguments) if rest else options


def _is_shared_file(argument: str) -> bool:
    """Whether it names a colleague's file or a profile: the window opens and shows what it would bring."""
    if argument.startswith("-"):
        return False
    from klimabesog.casework.sharedfiles import is_shared_file

    return is_shared_file(Path(argument))


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    from klimabesog.cli import (
        cases,
        demo,
        documents,
        factors,
        forms,
        groups,
        help_texts,
        keeping,
        persons,
        sharing,
        steps,
    )

    top = _window_parser(add_help=True)
    top.add_argument("--version", action="version", version=f"Klimabesøg {__version__}")
    commands = top.add_subparsers(metavar="KOMMANDO")
    demo.add_to(commands)
    cases.add_to(commands)
    forms.add_to(commands)
    keeping.add_to(commands)
    sharing.add_to(commands)
    persons.add_to(commands)
    factors.add_to(commands)
    help_texts.add_to(commands)
    steps.add_to(commands)
    groups.add_to(commands)
    documents.add_to(commands)
    return top


def _window_parser(add_help: bool) -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="klimabesog",
        description=_("Klimabesøg og energiscreening hos virksomheder."),
        epilog=_("klimabesog FIL.klimabesog åbner vinduet og viser, hvad filen bringer."),
        add_help=add_help,
    )
    top.add_argument(
        "--data-dir", type=Path, metavar="MAPPE", help=_("brug denne datamappe i stedet for din egen")
    )
    top.add_argument(
        "--key-file", type=Path, metavar="FIL", help=_("fil med adgangskoden, hvor der ingen nøglering er")
    )
    top.set_defaults(run=_open_window, offered=None)
    return top


def _open_window(options: argparse.Namespace) -> int:
    gc.disable()  # a start makes much and drops little; the window puts it on again when it is idle
    from klimabesog.desktop.app import run

    return run([], data_dir=options.data_dir, key_file=options.key_file, offered=options.offered)


if __name__ == "__main__":
    sys.exit(main())
