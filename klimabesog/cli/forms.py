"""Commands for form authors: check, convert, save as Excel, and try a form without the window."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from klimabesog.values.texts import _


def add_to(commands: Any) -> None:
    """Add `form`."""
    form = commands.add_parser("form", help=_("skemaer")).add_subparsers(required=True)
    check = form.add_parser("check", help=_("find fejl i et skema"))
    check.add_argument("file", type=Path)
    check.add_argument("--lang", choices=("da", "en"), default="da", help=_("sprog for fejlene"))
    check.set_defaults(run=_check)
    convert = form.add_parser("convert", help=_("lav skemaets XForm"))
    convert.add_argument("file", type=Path)
    convert.add_argument("-o", "--out", type=Path, required=True, metavar="FIL.xml")
    convert.set_defaults(run=_convert)
    xlsx = form.add_parser("xlsx", help=_("gem skemaet til Excel"))
    xlsx.add_argument("file", type=Path)
    xlsx.add_argument("-o", "--out", type=Path, required=True, metavar="FIL.xlsx")
    xlsx.set_defaults(run=_xlsx)
    run = form.add_parser("run", help=_("prøv et skema: spil trin fra en JSON-fil"))
    run.add_argument("file", type=Path)
    run.add_argument("--steps", type=Path, metavar="TRIN.json")
    run.add_argument("--kontekst", type=Path, metavar="SAG.xml", help=_("sagen omkring skemaet"))
    run.add_argument("--json", action="store_true")
    run.set_defaults(run=_run)


def _check(options: argparse.Namespace) -> int:
    from klimabesog.casework.authoring import problems_of, speaking

    with speaking(options.lang):
        problems = problems_of(options.file)
        for problem in problems:
            print(problem)
    return 0 if all(problem.warning for problem in problems) else 1


def _convert(options: argparse.Namespace) -> int:
    from klimabesog.casework.authoring import convert_form
    from klimabesog.casework.saving import save_file

    print(save_file(options.out, convert_form(options.file)))
    return 0


def _xlsx(options: argparse.Namespace) -> int:
    from klimabesog.casework.excel import workbook_of
    from klimabesog.casework.saving import save_file

    print(save_file(options.out, workbook_of(options.file)))
    return 0


def _run(options: argparse.Namespace) -> int:
    from klimabesog.casework.authoring import tried_lines, try_form

    given = (options.file, options.steps, options.kontekst)
    if options.json:
        print(json.dumps(try_form(*given), ensure_ascii=False, indent=1))
    else:
        print("\n".join(tried_lines(*given)))
    return 0
