"""For those who write forms: check one, convert it, and try it out without a window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from klimabesog.casework import kinds
from klimabesog.casework.library import builtin_paths
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext
from klimabesog.xforms import Form, Node, Session, convert, parse
from klimabesog.xforms.check import AuthorProblem, check, checked

FLAGS = ("relevant", "required", "readonly", "constraint_ok")


class FormRejected(InputError):
    """A form has errors and is not installed. `problems` are all findings, warnings included, in reading order."""

    def __init__(self, name: str, problems: list[AuthorProblem]) -> None:
        count = sum(not problem.warning for problem in problems)
        super().__init__(
            ngettext(
                "{name} har {count} fejl. Ret den, og prøv igen.",
                "{name} har {count} fejl. Ret dem, og prøv igen.",
                count,
            ).format(name=name, count=count)
        )
        self.problems = problems


def checked_form(path: Path, measures: Iterable[str] = ()) -> tuple[Form, list[AuthorProblem]]:
    """The form at `path`, ready to be installed, and the checker's warnings.

    `measures`: form ids of installed measure forms beside the program's own, for `kb:tiltag`.
    Raises FormRejected with the problems when it has errors, InputError when the file cannot be opened.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=path)) from error
    problems, form = checked(data, path.name, path, measure_ids(measures))
    if form is None:
        raise FormRejected(path.name, problems)
    return form, problems


def check_form(path: Path) -> list[str]:
    """What is wrong with a form: one line each, "file:sheet:row:column: sentence"; empty when it is sound."""
    return [str(problem) for problem in problems_of(path)]


def problems_of(path: Path) -> list[AuthorProblem]:
    """The checker's findings, warnings included; InputError when the file cannot be opened."""
    return check(path, measure_ids())


def measure_ids(further: Iterable[str] = ()) -> frozenset[str]:
    """The measure forms that `kb:tiltag` may name: the program's own, and `further` ones that are installed."""
    own = (path.stem for path in builtin_paths() if path.parent.name == kinds.MEASURE)
    return frozenset((*own, *further))


def convert_form(path: Path) -> bytes:
    """The form's XForm; InputError says what stops it."""
    return convert(path).xform


def try_form(path: Path, script: Path | None = None) -> dict[str, dict[str, Any]]:
    """Replay a script of {op, ref, value} steps (set, add-repeat, remove-repeat, language) in a form.

    Returns, by reference, each question's value and FLAGS. `kontekst.xml` beside the form is the case around it.
    """
    form = convert(path)
    session = Session(parse(form.xform, form.media), instances=_instances(path))
    for step in _steps(script) if script else []:
        _apply(session, step)
    return {node.ref: _facts(node) for node in session.walk() if not node.children}


def _instances(form: Path) -> dict[str, bytes]:
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
    ref, value = step.get("ref", ""), str(step.get("value") or "")
    operations: dict[str, Callable[[], object]] = {
        "set": lambda: session.set(ref, value),
        "add-repeat": lambda: session.add_row(ref),
        "remove-repeat": lambda: session.remove_row(ref),
        "language": lambda: session.set_language(value),
    }
    if step["op"] not in operations:
        known = ", ".join(operations)
        raise InputError(_("Trinnet {op} kendes ikke. Brug {known}.").format(op=step["op"], known=known))
    operations[step["op"]]()


def _facts(node: Node) -> dict[str, Any]:
    return {
        "value": node.text,
        "relevant": node.relevant,
        "required": node.required,
        "readonly": node.readonly,
        "constraint_ok": node.message_kind != "constraint",
    }
