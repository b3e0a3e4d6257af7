"""Rules for every expression of a form: can it be read, does it compare what can be compared, can it ever be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from klimabesog.values.texts import _
from klimabesog.xforms.cellcheck import (
    REFERENCE,
    compared,
    expression_problems,
    references,
    tree_of,
    unknown_references,
)
from klimabesog.xforms.columns import EXPRESSIONS, TRANSLATED
from klimabesog.xforms.layout import ALWAYS, NEVER, Layout, Question
from klimabesog.xforms.meaning import NUMBERS, Alternative, Reader, both, choice_names, constant, possible
from klimabesog.xforms.problems import Found, did_you_mean
from klimabesog.xforms.sheets import Cell
from klimabesog.xforms.xpath.errors import ParseError
from klimabesog.xforms.xpath.tree import Call, Expr, Literal, Path, walk

_NUMERIC_LOOK = frozenset(("numbers", "counter", "thousands-sep"))
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:T.*)?\Z")


def problems(form: Layout) -> Iterator[Found]:
    """All findings about expressions, survey first."""
    names = set(form.by_name)
    doubled = {name for name, found in form.by_name.items() if len(found) > 1}
    for question in form.questions:
        for (key, _language), cell in question.cells.items():
            yield from _cell(form, question, key, cell, names, doubled)
    for cell in form.sheet("entities").cells():
        column = form.columns["entities"][cell.column].key
        if column in EXPRESSIONS or column == "label":
            yield from (Found(cell, text) for text in expression_problems(cell.value, names, doubled=doubled))
    if "instance_name" in form.settings:
        cell = form.settings["instance_name"]
        yield from (
            Found(cell, text, True) for text in expression_problems(cell.value, names, doubled=doubled)
        )


def _cell(
    form: Layout, question: Question, key: str, cell: Cell, names: set[str], doubled: set[str]
) -> Iterator[Found]:
    if key in EXPRESSIONS or (key == "default" and _is_dynamic(cell.value, question)):
        yield from _expression(form, question, key, cell, names, doubled)
    elif key in TRANSLATED or key in ("default", "trigger", "parameters"):
        yield from (Found(cell, text) for text in unknown_references(cell.value, names, doubled))
        if key == "trigger":
            yield from _trigger(form, cell, names)


def _expression(
    form: Layout, question: Question, key: str, cell: Cell, names: set[str], doubled: set[str]
) -> Iterator[Found]:
    if cell.value.lower() in ALWAYS | NEVER and key != "calculation":
        if key in ("relevant", "constraint") and cell.value.lower() in NEVER:
            yield Found(
                cell, _never(key), key == "relevant"
            )  # a question put aside, or one that is only a list
        return
    columns = _columns(form, question) if key == "choice_filter" else set()
    found = list(
        expression_problems(
            cell.value, names, columns or set(), doubled, question.container or columns is None
        )
    )
    found += _compared(form, question, cell.value)
    found += _instances(form, cell.value)
    yield from (Found(cell, text) for text in dict.fromkeys(found))
    if not found:
        yield from (Found(cell, text, True) for text in _mixed(form, question, cell.value))
        yield from _reach(form, question, key, cell)


def _is_dynamic(text: str, question: Question) -> bool:
    from klimabesog.xforms.conversion import is_dynamic

    return is_dynamic(text, question.type)


def _columns(form: Layout, question: Question) -> set[str] | None:
    """The bare names that a choice_filter may use; None when they are not known."""
    if question.file:
        return None
    cells = [key for choice in form.choices_of(question) or [] for key, _language in choice.cells]
    return {"name", "label", "list_name", *cells, *form.sheet("choices").columns}


def _trigger(form: Layout, cell: Cell, names: set[str]) -> Iterator[Found]:
    if not REFERENCE.search(cell.value):
        name = cell.value if cell.value in names else "navn"
        yield Found(cell, _("trigger skal være et spørgsmål, fx ${{{name}}}.").format(name=name))


# what is compared with what


def _compared(form: Layout, question: Question, text: str) -> Iterator[str]:
    """Comparisons that can't be what was meant, as errors."""
    tree = tree_of(text)
    if isinstance(tree, ParseError):
        return
    for other, value, op in _pairs(form, question, text, tree):
        if value in ("", "NaN") or other.kind == "rank" or (op == "has" and not other.select):
            continue
        if other.select:
            yield from _choice(form, other, value, op)
        elif other.kind in NUMBERS and isinstance(value, str) and not _numeric(value):
            yield _("{name} er et tal og kan ikke sammenlignes med '{value}'.").format(
                name=other.name, value=value
            )
        elif other.kind in ("date", "datetime", "today") and isinstance(value, str) and not _is_date(value):
            yield _("{name} er en dato. Skriv datoen som år-måned-dag, fx date('2026-12-31').").format(
                name=other.name
            )


def _pairs(
    form: Layout, question: Question, text: str, tree: Expr
) -> Iterator[tuple[Question, float | str, str]]:
    reader, names = Reader(form, question, text), references(text)
    for part in compared(tree):
        for side, other in ((part.left, part.right), (part.right, part.left)):
            found, value = _meant(form, reader, side, names), constant(other)
            if found is not None and value is not None:
                yield found, value, part.op
    for call in walk(tree):
        if isinstance(call, Call) and call.name == "selected" and len(call.args) == 2:
            found, value = _meant(form, reader, call.args[0], names), constant(call.args[1])
            if found is not None and value is not None:
                yield found, value, "has"


def _meant(form: Layout, reader: Reader, expr: Expr, names: dict[int, str]) -> Question | None:
    """The question of a plain ${name} or `.`, also one in the rows of a repeat."""
    if (found := reader.question(expr)) is not None:
        return found
    if isinstance(expr, Path) and expr.absolute and len(expr.steps) == 1 and not expr.steps[0].predicates:
        return form.question(names.get(expr.offset, ""))
    return None


def _choice(form: Layout, question: Question, value: float | str, op: str) -> Iterator[str]:
    names = choice_names(question, form)
    if not names or op in ("<", "<=", ">", ">="):
        return
    if isinstance(value, float):
        if not any(_numeric(name) and float(name) == value for name in names):
            yield _no_choice(question, f"{value:g}", names)
        return
    words = value.split() if question.kind == "select_multiple" else [value]
    for word in words:
        if word not in names:
            yield _no_choice(question, word, names)


def _no_choice(question: Question, value: str, names: frozenset[str]) -> str:
    return _("{name} kan ikke være '{value}': listen {list} har ikke det svar.").format(
        name=question.name, value=value, list=question.list_name
    ) + (did_you_mean(value, names) or " " + _few(names))


def _few(names: frozenset[str]) -> str:
    if len(names) > 8:
        return _("Se listen på arket choices.")
    return _("Der er {names}.").format(names=", ".join(sorted(names)))


def _numeric(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text[:10])
    except ValueError:
        return False
    return True


def _mixed(form: Layout, question: Question, text: str) -> Iterator[str]:
    """Comparisons that work, but hardly as meant, as warnings."""
    tree = tree_of(text)
    if isinstance(tree, ParseError):
        return
    for other, value, op in _pairs(form, question, text, tree):
        if value == "" or op == "has":
            continue
        if other.kind in NUMBERS and isinstance(value, str):
            yield _("Skriv tallet uden anførselstegn: {value}.").format(value=value)
        elif other.kind == "date" and isinstance(value, float):
            yield _("{name} er en dato, men sammenlignes med tallet {value}.").format(
                name=other.name, value=f"{value:g}"
            )
        elif (
            other.kind == "text"
            and op in ("<", "<=", ">", ">=")
            and isinstance(value, float)
            and not _NUMERIC_LOOK & set(other.text("appearance").split())
        ):
            yield _("{name} er tekst, men sammenlignes med et tal. Brug typen integer eller decimal.").format(
                name=other.name
            )


def _instances(form: Layout, text: str) -> Iterator[str]:
    """`instance('x')` and `pulldata('x', …)` that the form has no list or file for."""
    tree = tree_of(text)
    if "instance" not in text or isinstance(tree, ParseError):
        return
    known = instance_names(form)
    for part in walk(tree):
        if (
            isinstance(part, Call)
            and part.name == "instance"
            and part.args
            and isinstance(part.args[0], Literal)
        ):
            name = part.args[0].value
            if name not in known and not name.startswith("__"):
                yield _("instance('{name}') findes ikke i skemaet.").format(name=name) + (
                    " " + _("Sæt en række med typen xml-external og navnet kontekst ind øverst.")
                    if name == "kontekst"
                    else did_you_mean(name, known)
                )


def instance_names(form: Layout) -> frozenset[str]:
    """The lists and files that expressions can look up in."""
    if form.instances is None:
        form.instances = frozenset(_instance_names(form))
    return form.instances


def _instance_names(form: Layout) -> set[str]:
    names = set(form.lists)
    for question in form.questions:
        if question.kind in ("xml-external", "csv-external"):
            names.add(question.name)
        if question.file:
            names.add(question.file.rpartition(".")[0])
        for cell in question.cells.values():
            names.update(_PULLED.findall(cell.value))
    return names


_PULLED = re.compile(r"pulldata\s*\(\s*['\"]([^'\"]+)['\"]")


# can it ever be true


def _never(key: str) -> str:
    if key == "constraint":
        return _("Betingelsen kan aldrig være opfyldt, så intet svar er gyldigt.")
    return _("Betingelsen kan aldrig være sand, så spørgsmålet kan aldrig nås.")


def _reach(form: Layout, question: Question, key: str, cell: Cell) -> Iterator[Found]:
    if key not in ("relevant", "constraint"):
        return
    own = Reader(form, question, cell.value).alternatives()
    if key == "constraint":
        own = [(*atoms,) for atoms in own if not _blank(atoms, question)]
    if not possible(own, form):
        yield Found(cell, _never(key))
    elif key == "relevant" and (outer := _contradicted(form, question, own)):
        yield Found(
            cell,
            _("Betingelsen modsiger den i {name} (række {row}), så spørgsmålet kan aldrig nås.").format(
                name=outer.name, row=outer.row
            ),
        )


def _blank(atoms: Alternative, question: Question) -> bool:
    """A limit is only asked about answers, so an alternative that wants none does not count."""
    return any(atom.question is question and atom.op == "=" and atom.value == "" for atom in atoms)


def _contradicted(form: Layout, question: Question, own: list[Alternative]) -> Question | None:
    """The group around that is never shown together with this."""
    for outer in question.around():
        cell = outer.cell("relevant")
        if cell is None:
            continue
        condition = Reader(form, outer, cell.value).alternatives()
        if not possible(condition, form):
            return None  # said there
        own = both(own, condition)
        if not possible(own, form):
            return outer
    return None
