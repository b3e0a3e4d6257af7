"""The command `demo`: the example cases, played without a window, with every document they lead to."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from klimabesog.cli.cases import print_result
from klimabesog.values.texts import _


def add_to(commands: Any) -> None:
    """Add `demo`."""
    demo = commands.add_parser("demo", help=_("spil eksemplerne igennem, og skriv alle dokumenterne"))
    demo.add_argument("--out", type=Path, metavar="MAPPE", help=_("hvor dokumenterne lægges"))
    demo.add_argument(
        "--case",
        metavar="EKSEMPEL",
        help=_("kun ét: nordkrogen (et første besøg), nordkrogen-trin (alle seks trin) eller engdammen"),
    )
    demo.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    """Play each example in a folder of its own with a key in memory, never in the user's own data."""
    from klimabesog.casework.example import HEAVY, WHOLE_COURSE, script_of

    out = options.out or Path.cwd() / "klimabesog-eksempel"
    codes = [options.case] if options.case else [WHOLE_COURSE, HEAVY]
    scripts = {code: script_of(code) for code in codes}
    for code, script in scripts.items():
        with tempfile.TemporaryDirectory() as folder:
            _play(script, (options.data_dir or Path(folder)) / code, out / code)
    return 0


def _play(script: Path, data_dir: Path, out: Path) -> None:
    from klimabesog.casework import kinds
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.casescript import clock_of, play
    from klimabesog.casework.opening import memory_key
    from klimabesog.casework.papers.everything import write_all
    from klimabesog.casework.papers.subject import Subject
    from klimabesog.casework.workbooks.case import case_name, save_case
    from klimabesog.cli.steps import print_steps

    with Casebook.open(data_dir, memory_key(), clock=clock_of(script)) as book:
        print(_("Eksemplet spilles igennem …"), flush=True)
        visit = play(book, script)
        print_result(visit)
        if visit.status != kinds.DRAFT:
            print_steps(book.steps(visit.company.id))
        company = visit.company.id
        print(save_case(book, company, out / case_name(book, company)), flush=True)
        for path in write_all(Subject(book, visit.company.id), out):
            print(path, flush=True)
