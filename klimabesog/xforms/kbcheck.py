"""Rules for the program's own columns (`bind::kb:…`): known, with a known value, on the right kind of row."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from klimabesog.values.texts import _
from klimabesog.xforms.choicecheck import KB_NAMESPACE
from klimabesog.xforms.layout import Layout, Question
from klimabesog.xforms.meaning import NUMBERS
from klimabesog.xforms.problems import Found, did_you_mean
from klimabesog.xforms.sheets import Cell

KB = ("omraade", "kontrolpunkt", "tiltag", "kort", "branche", "lov", "enhed", "kilde", "lag", "rapport")
AREAS = (
    "bel", "ven", "try", "koel", "var", "kli", "pro", "mot", "its", "tra", "ve", "aff", "van", "ind", "adf",
)  # fmt: skip
REPORT = ("resume", "fund", "bilag", "fortrolig", "nej")
LAYERS = ("raadgiver", "aftalt", "realiseret")
BRANCHES = ("kontor", "butik", "restaurant", "vaerksted", "produktion", "tung")
_COLUMN = re.compile(r"(?:(bind|body|control|instance)::)?kb:+(.*)\Z")
_LIKE_A_NAME = re.compile(r"[a-zæøå]+(?:_\w+)+\Z")
PREFIX = "bind::kb:"


def problems(form: Layout, measures: Collection[str] | None) -> Iterator[Found]:
    """All findings; `measures` are the ids of the measure forms that there are, None when that is not known."""
    used = False
    for heading in form.sheet("survey").columns:
        if found := _COLUMN.match(heading):
            used = True
            yield from _heading(form, heading, found[1] or "", found[2])
    if used:
        yield from _namespace(form)
    points: dict[str, Question] = {}
    for question in form.questions:
        for passed, cell in question.passed.items():
            if passed.startswith(PREFIX):
                yield from _cell(form, question, passed.removeprefix(PREFIX), cell, measures)
        yield from _point(question, points)


def _heading(form: Layout, heading: str, prefix: str, name: str) -> Iterator[Found]:
    cell = form.sheet("survey").heading(heading)
    if name not in KB:
        near = did_you_mean(name, KB)
        yield Found(
            cell,
            _("Kolonnen {column} kendes ikke. Der findes {known}.").format(
                column=heading, known=", ".join(f"kb:{other}" for other in KB)
            )
            + near,
        )
    elif prefix != "bind":
        yield Found(
            cell, _("Kolonnen {column} skal hedde {right}.").format(column=heading, right=PREFIX + name)
        )


def _namespace(form: Layout) -> Iterator[Found]:
    cell = form.settings.get("namespaces")
    if cell is None:
        heading = form.sheet("settings").heading("")
        yield Found(
            heading, _("Arket settings skal have kolonnen namespaces med {text}.").format(text=KB_NAMESPACE)
        )
    elif KB_NAMESPACE not in cell.value.replace("'", '"'):
        yield Found(cell, _("Skriv {text}.").format(text=KB_NAMESPACE))


def _cell(
    form: Layout, question: Question, name: str, cell: Cell, measures: Collection[str] | None
) -> Iterator[Found]:
    rule = _RULES.get(name)
    if rule is not None:
        yield from (Found(cell, text) for text in rule(form, question, cell.value))
    if name == "tiltag" and measures is not None:
        for measure in cell.value.split():
            if measure not in measures:
                yield Found(
                    cell,
                    _("Tiltagsskemaet {name} findes ikke.").format(name=measure)
                    + did_you_mean(measure, measures),
                )


def _point(question: Question, points: dict[str, Question]) -> Iterator[Found]:
    cell = question.passed.get(PREFIX + "kontrolpunkt")
    if cell is None:
        return
    other = points.setdefault(cell.value, question)
    if other is not question:
        yield Found(
            cell,
            _("Kontrolpunktet {name} bruges også i række {row}. Giv det sit eget nummer.").format(
                name=cell.value, row=other.row
            ),
        )


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], Iterator[str]]:
    def check(text: str) -> Iterator[str]:
        if text not in allowed:
            yield _("{text} kendes ikke her. Vælg mellem {allowed}.").format(
                text=text, allowed=", ".join(allowed)
            )

    return check


def _area(form: Layout, question: Question, text: str) -> Iterator[str]:
    yield from _one_of(AREAS)(text)


def _report(form: Layout, question: Question, text: str) -> Iterator[str]:
    yield from _one_of(REPORT)(text)


def _short(form: Layout, question: Question, text: str) -> Iterator[str]:
    yield from _one_of(("ja", "nej"))(text)


def _law(form: Layout, question: Question, text: str) -> Iterator[str]:
    yield from _one_of(("ja", "nej"))(text)
    if not question.container and PREFIX + "kontrolpunkt" not in question.passed:
        yield _("kb:lov virker kun sammen med kb:kontrolpunkt på samme række, eller på en gruppe.")


def _branch(form: Layout, question: Question, text: str) -> Iterator[str]:
    for word in text.split():
        yield from _one_of(BRANCHES)(word)


def _checkpoint(form: Layout, question: Question, text: str) -> Iterator[str]:
    if question.kind != "select_one":
        yield _("kb:kontrolpunkt hører til et select_one-spørgsmål, ikke {type}.").format(type=question.type)
        return
    names = {choice.name for choice in form.choices_of(question) or []}
    if names and not names & {"nej", "delvist"}:
        yield _(
            "Et kontrolpunkt skal have svaret nej eller delvist i sin liste, ellers giver det aldrig et fund."
        )


def _measure(form: Layout, question: Question, text: str) -> Iterator[str]:
    if PREFIX + "kontrolpunkt" not in question.passed:
        yield _("kb:tiltag virker kun sammen med kb:kontrolpunkt på samme række.")


def _layer(form: Layout, question: Question, text: str) -> Iterator[str]:
    """Rows with a layer change measures: which one, and whether it holds, must be asked in them."""
    yield from _one_of(LAYERS)(text)
    if question.kind != "repeat":
        yield _("kb:lag hører til en gentagelse, ikke {type}.").format(type=question.type)
        return
    names = {child.name for child in question.children}
    for name in ("tiltag", "ud_gaelder"):
        if name not in names:
            yield _("En gentagelse med kb:lag skal have {name}.").format(name=name)


def _unit(form: Layout, question: Question, text: str) -> Iterator[str]:
    if question.container or question.kind in ("note", "select_one", "select_multiple", "image"):
        yield _("kb:enhed hører til et tal, ikke {type}.").format(type=question.type)
    elif text in form.by_name:
        yield from _sibling(form, question, text, "kb:enhed")
    elif _LIKE_A_NAME.match(text):
        yield _("Spørgsmålet {name}, som kb:enhed nævner, findes ikke.").format(name=text) + did_you_mean(
            text, form.by_name
        )


def _source(form: Layout, question: Question, text: str) -> Iterator[str]:
    if question.container or question.kind not in (*NUMBERS, "calculate", "text"):
        yield _("kb:kilde hører til et tal, ikke {type}.").format(type=question.type)
    elif text not in form.by_name:
        yield _("Spørgsmålet {name}, som kb:kilde nævner, findes ikke.").format(name=text) + did_you_mean(
            text, form.by_name
        )
    else:
        yield from _sibling(form, question, text, "kb:kilde")


def _sibling(form: Layout, question: Question, name: str, column: str) -> Iterator[str]:
    if not any(other.parent is question.parent for other in form.by_name[name]):
        yield _("{column}: {name} skal stå i samme gruppe som {question}.").format(
            column=column, name=name, question=question.name
        )


_RULES: dict[str, Callable[[Layout, Question, str], Iterator[str]]] = {
    "omraade": _area,
    "rapport": _report,
    "kort": _short,
    "lov": _law,
    "branche": _branch,
    "kontrolpunkt": _checkpoint,
    "tiltag": _measure,
    "enhed": _unit,
    "kilde": _source,
    "lag": _layer,
}
