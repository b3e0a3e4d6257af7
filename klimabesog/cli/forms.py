"""Commands for form authors: check, convert, save as Excel, and try a form without the window."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.xforms import Node, Session

FLAGS = ("relevant", "required", "readonly", "constraint_ok")


def add_to(commands: Any) -> None:
    """Add `form`."""
    form = commands.add_parser("form", help=_("skemaer")).add_subparsers(required=True)
    check = form.add_parser("check", help=_("find fejl i et skema"))
    check.add_argument("file", type=Path)
    check.set_defaults(run=_check)
    convert = form.add_parser("convert", help=_("lav skemaets XForm"))
    convert.add_argument("file", type=Path)
    convert.add_argument("-o", "--out", type=Path, required=True, metavar="FIL.xml")
    convert.set_defaults(run=_convert)
    run = form.add_parser("run", help=_("prøv et skema: spil trin fra en JSON-fil"))
    run.add_argument("file", type=Path)
    run.add_argument("--steps", type=Path, metavar="TRIN.json")
    run.add_argument("--json", action="store_true")
    run.set_defaults(run=_run)


def _check(options: argparse.Namespace) -> int:
    from klimabesog.xforms.check import check

    problems = check(options.file)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _convert(options: argparse.Namespace) -> int:
    from klimabesog.casework.saving import save_file
    from klimabesog.xforms import convert

    print(save_file(options.out, convert(options.file).xform))
    return 0


def _run(options: argparse.Namespace) -> int:
    """Replay {op, ref, value} steps (set, add-repeat, remove-repeat, language), then print every question."""
    from klimabesog.xforms import Session, convert, parse

    form = convert(options.file)
    session = Session(parse(form.xform, form.media), instances=_instances(options.file))
    for step in _steps(options.steps) if options.steps else []:
        _apply(session, step)
    facts = {node.ref: _facts(node) for node in session.walk() if not node.children}
    if options.json:
        print(json.dumps(facts, ensure_ascii=False, indent=1))
    else:
        for ref, fact in facts.items():
            print("\t".join((ref, fact["value"], *(name for name in FLAGS if fact[name]))))
    return 0


def _instances(form: Path) -> dict[str, bytes]:
    """`kontekst.xml` beside the form, if the author has put one there; else an empty case."""
    beside = form.with_name("kontekst.xml")
    return {"kontekst": beside.read_bytes() if beside.exists() else b"<root/>"}


def _steps(path: Path) -> list[dict[str, str]]:
    try:
        steps = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(_("{name} er ikke en JSON-fil med trin.").format(name=path.name)) from error
    if not isinstance(steps, list) or not all(isinstance(step, dict) and "op" in step for step in steps):
        raise InputError(
            _("{name} skal være en liste af trin som {{op, ref, value}}.").format(name=path.name)
        )
    return steps


def _apply(session: Session, step: dict[str, str]) -> None:
    ref, value = step.get("ref", ""), step.get("value") or ""
    operations: dict[str, Callable[[], object]] = {
        "set": lambda: session.set(ref, str(value)),
        "add-repeat": lambda: session.add_row(ref),
        "remove-repeat": lambda: session.remove_row(ref),
        "language": lambda: session.set_language(str(value)),
    }
    if step["op"] not in operations:
        raise InputError(
            _("Trinnet {op} kendes ikke. Brug {known}.").format(op=step["op"], known=", ".join(operations))
        )
    operations[step["op"]]()


def _facts(node: Node) -> dict[str, Any]:
    return {
        "value": node.value,
        "relevant": node.relevant,
        "required": node.required,
        "readonly": node.readonly,
        "constraint_ok": node.valid,
    }
