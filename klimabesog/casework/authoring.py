"""For those who write forms: check one, convert it, and try it out without a window."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from klimabesog.casework import formrules, kinds
from klimabesog.casework.library import builtin_paths
from klimabesog.values import texts
from klimabesog.values.danish import show_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _, ngettext
from klimabesog.xforms import Form, Node, Session, convert, parse
from klimabesog.xforms.check import AuthorProblem, check, checked
from klimabesog.xforms.layout import Layout
from klimabesog.xforms.problems import Found

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
    problems, form = checked(data, path.name, path, measure_ids(measures), _rules)
    if form is None:
        raise FormRejected(path.name, problems)
    return form, problems


def check_form(path: Path) -> list[str]:
    """What is wrong with a form: one line each, "file:sheet:row:column: sentence"; empty when it is sound."""
    return [str(problem) for problem in problems_of(path)]


def problems_of(path: Path) -> list[AuthorProblem]:
    """The checker's findings, warnings included; InputError when the file cannot be opened."""
    return check(path, measure_ids(), _rules)


def speaking(language: str) -> AbstractContextManager[None]:
    """Within, the checker speaks "da" or "en"."""
    from klimabesog.xforms.english import ENGLISH

    return texts.speaking(ENGLISH if language == "en" else {})


def _rules(form: Layout) -> Iterator[Found]:
    return formrules.problems(form, builtin_paths())


def measure_ids(further: Iterable[str] = ()) -> frozenset[str]:
    """The measure forms that `kb:tiltag` may name: the program's own, and `further` ones that are installed."""
    own = (path.stem for path in builtin_paths() if path.parent.name == kinds.MEASURE)
    return frozenset((*own, *further))


def convert_form(path: Path) -> bytes:
    """The form's XForm; InputError says what stops it."""
    return convert(path).xform


def try_form(path: Path, script: Path | None = None, case: Path | None = None) -> dict[str, dict[str, Any]]:
    """Replay a script of {op, ref, value} steps (set, add-repeat, remove-repeat, language) in a form.

    Returns, by reference, each question's value and FLAGS. `case` is the case around the form (kontekst as XML), else
    `kontekst.xml` beside the form, else an empty one. InputError names the step that cannot be done.
    """
    return {node.ref: _facts(node) for node in _leaves(_tried(path, script, case))}


def tried_lines(path: Path, script: Path | None = None, case: Path | None = None) -> list[str]:
    """The same for the eye: a line for each question with its text, its answer and what is special about it."""
    return [_line(node) for node in _leaves(_tried(path, script, case)) if "/meta/" not in node.ref]


def _tried(path: Path, script: Path | None, case: Path | None) -> Session:
    form = convert(path)
    session = Session(
        parse(form.xform, form.media), instances=_instances(path, case), show_number=show_number
    )
    for number, step in enumerate(_steps(script) if script else [], 1):
        try:
            _apply(session, step)
        except InputError as error:
            raise InputError(_("Trin {number}: {reason}").format(number=number, reason=error)) from error
    return session


def _leaves(session: Session) -> Iterator[Node]:
    return (node for node in session.walk() if not node.children)


def _instances(form: Path, case: Path | None) -> dict[str, bytes]:
    beside = case or form.with_name("kontekst.xml")
    if case is None and not beside.exists():
        return {"kontekst": b"<root/>"}
    try:
        return {"kontekst": beside.read_bytes()}
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=beside)) from error


def _steps(path: Path) -> list[dict[str, Any]]:
    try:
        steps = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(_("{name} er ikke en JSON-fil med trin.").format(name=path.name)) from error
    if not isinstance(steps, list) or not all(isinstance(step, dict) and "op" in step for step in steps):
        raise InputError(
            _("{name} skal være en liste af trin som {{op, ref, value}}.").format(name=path.name)
        )
    return steps


def _apply(session: Session, step: dict[str, Any]) -> None:
    ref, value = str(step.get("ref") or ""), _value(step.get("value"))
    operations: dict[str, Callable[[], object]] = {
        "set": lambda: session.set(_asked(session, ref), value),
        "add-repeat": lambda: session.add_row(ref),
        "remove-repeat": lambda: session.remove_row(ref),
        "language": lambda: session.set_language(_spoken(session, value)),
    }
    run = operations.get(str(step["op"]))
    if run is None:
        known = ", ".join(operations)
        raise InputError(_("Trinnet {op} kendes ikke. Brug {known}.").format(op=step["op"], known=known))
    run()


def _value(given: object) -> str:
    """What is typed in the field: a number or a text."""
    if given is None:
        return ""
    if isinstance(given, bool) or not isinstance(given, str | int | float):
        raise InputError(
            _("Svaret {value} skal være tekst eller et tal.").format(value=json.dumps(given)[:40])
        )
    return str(given)


def _asked(session: Session, ref: str) -> str:
    """The reference of a question that a person can answer."""
    node = session.node(ref)
    if node.calculated or node.children:
        raise InputError(_("{label} kan ikke besvares: værdien regnes ud.").format(label=node.label or ref))
    return ref


def _spoken(session: Session, language: str) -> str:
    if language not in session.languages:
        known = ", ".join(session.languages) or _("ingen")
        raise InputError(
            _("Sproget {language} findes ikke. Skemaets sprog: {known}.").format(
                language=language, known=known
            )
        )
    return language


def _facts(node: Node) -> dict[str, Any]:
    return {
        "value": node.text,
        "relevant": node.relevant,
        "required": node.required,
        "readonly": node.readonly,
        "constraint_ok": node.message_kind != "constraint",
    }


def _line(node: Node) -> str:
    """`/data/antal  Antal: 7  (påkrævet)`."""
    said = []
    if not node.relevant:
        said.append(_("skjult"))
    elif node.missing:
        said.append(_("mangler svar"))
    elif node.required:
        said.append(_("påkrævet"))
    if node.calculated:
        said.append(_("regnes ud"))
    elif node.readonly and node.kind != "note":
        said.append(_("låst"))
    if node.relevant and node.message and not node.missing:
        said.append(_("gælder ikke: {message}").format(message=node.message))
    label = " ".join((node.label or node.name).split())
    answer = "" if node.kind == "note" else f": {node.text}".rstrip()
    return f"{node.ref}  {label}{answer}" + (f"  ({', '.join(said)})" if said else "")
