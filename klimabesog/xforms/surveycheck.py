"""Rules for the rows of the survey sheet: types, names, groups that end, and cells that fit the kind of question."""

from __future__ import annotations

import re
from collections.abc import Iterator

from klimabesog.values.texts import _
from klimabesog.xforms.cellcheck import REFERENCE, references, tree_of
from klimabesog.xforms.layout import NEVER, Layout, Question
from klimabesog.xforms.problems import Found, did_you_mean
from klimabesog.xforms.sheets import Cell
from klimabesog.xforms.xpath.tree import Literal, Path

RESERVED = frozenset(("meta", "instanceid", "instancename"))
COMMON = (
    "text", "integer", "decimal", "range", "date", "time", "dateTime", "note", "calculate", "hidden", "acknowledge",
    "image", "file", "audio", "video", "geopoint", "geotrace", "geoshape", "barcode", "begin_group", "end_group",
    "begin_repeat", "end_repeat", "xml-external", "csv-external", "start", "end", "today", "username",
)  # fmt: skip
"""The types that a mistaken one is compared with."""
WITHOUT_NAME = frozenset(("note", "audit"))
LONGEST_NAME = 64
_NAME = re.compile(r"[^\W\d][\w.-]*\Z")
_SELECT_WORDS = ("select_one", "select_multiple", "rank", "select_one_from_file", "select_multiple_from_file")
_DANISH_TYPES = {
    "tekst": "text", "tal": "integer", "heltal": "integer", "decimaltal": "decimal", "dato": "date", "tid": "time",
    "klokkeslæt": "time", "billede": "image", "foto": "image", "fil": "file", "beregning": "calculate",
    "valg": "select_one liste", "gruppe": "begin_group", "number": "integer", "string": "text", "photo": "image",
    "select": "select_one liste", "checkbox": "select_multiple liste", "boolean": "select_one liste",
}  # fmt: skip
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)


def problems(form: Layout) -> Iterator[Found]:
    """All findings about the rows, in no order."""
    if not form.headings("survey", "type"):
        yield Found(form.sheet("survey").heading(""), _("Kolonnen type mangler på arket survey."))
        return
    if not form.headings("survey", "name"):
        yield Found(form.sheet("survey").heading(""), _("Kolonnen name mangler på arket survey."))
        return
    if not form.questions:
        yield Found(form.sheet("survey").heading("type"), _("Skemaet har ingen spørgsmål."))
    yield from _ends(form)
    yield from _names(form)
    for question in form.questions:
        yield from _type(form, question)
        yield from _cells(form, question)


# groups


def _ends(form: Layout) -> Iterator[Found]:
    for cell, kind, innermost in form.ends:
        if innermost is None:
            yield Found(
                cell, _("end_{kind} står uden en begyndelse, der passer. Slet rækken.").format(kind=kind)
            )
        else:
            yield Found(
                cell,
                _(
                    "Her slutter en anden, før {what} {name} fra række {row} er slut: end_{kind} mangler."
                ).format(
                    what=_called(innermost), name=innermost.name, row=innermost.row, kind=innermost.kind
                ),
            )
    named = {innermost for _cell, _kind, innermost in form.ends}
    for question in form.open:
        if question not in named:
            yield Found(
                question.at("type"),
                _("{what} {name} begynder i række {row}, men slutter ikke: end_{kind} mangler.").format(
                    what=_called(question).capitalize(),
                    name=question.name,
                    row=question.row,
                    kind=question.kind,
                ),
            )
    for question in form.questions:
        if question.container and not question.children and question not in form.open:
            yield Found(
                question.at("type"),
                _("{name} er tom: der er ingen spørgsmål i.").format(name=question.name),
                True,
            )


def _called(question: Question) -> str:
    return _("gruppen") if question.kind == "group" else _("gentagelsen")


# names


def _names(form: Layout) -> Iterator[Found]:
    seen: dict[tuple[int, str], Question] = {}
    repeats: dict[str, Question] = {}
    for question in form.questions:
        yield from _name(question)
        if not question.name:
            continue
        place = (id(question.parent), question.name.lower())
        if place in seen:
            yield from _twice(question, seen[place])
        elif question.kind == "repeat" and question.name in repeats:
            yield _repeated(question, repeats[question.name], _("Navnet {name} bruges af to gentagelser"))
        seen.setdefault(place, question)
        if question.kind == "repeat":
            repeats.setdefault(question.name, question)


def _twice(question: Question, other: Question) -> Iterator[Found]:
    if question.name == other.name:
        yield _repeated(question, other, _("Navnet {name} bruges to gange i samme gruppe"))
    else:
        yield Found(
            question.at("name"),
            _("{name} ligner {other} i række {row}: kun store og små bogstaver er forskellige.").format(
                name=question.name, other=other.name, row=other.row
            ),
            True,
        )


def _repeated(question: Question, other: Question, sentence: str) -> Found:
    said = sentence.format(name=question.name)
    return Found(question.at("name"), _("{said} (også i række {row}).").format(said=said, row=other.row))


def _name(question: Question) -> Iterator[Found]:
    cell, name = question.at("name"), question.name
    if not name:
        if question.kind not in WITHOUT_NAME:
            yield Found(question.at("type"), _("Spørgsmålet mangler et navn (name)."))
        return
    if name.lower() in RESERVED or (name == "data" and question.kind == "repeat"):
        yield Found(cell, _("Navnet {name} er optaget af skemaet selv. Vælg et andet.").format(name=name))
    elif not _NAME.match(name) and question.kind not in ("audit",):
        yield Found(cell, _bad_name(name))
    elif len(name) > LONGEST_NAME:
        yield Found(
            cell,
            _("Navnet er langt: {count} tegn. Et kort navn er lettere at bruge i betingelser.").format(
                count=len(name)
            ),
            True,
        )
    elif cell.text != cell.text.rstrip() and question.cell("name") is not None:
        yield Found(cell, _("Navnet {name} har mellemrum til sidst. Slet dem.").format(name=name), True)


def _bad_name(name: str) -> str:
    if any(sign.isspace() for sign in name):
        return _("Navnet må ikke have mellemrum: skriv {name}.").format(name="_".join(name.split()))
    return _(
        "Navnet {name} må kun have bogstaver, tal, - _ og punktum, og det skal begynde med et bogstav."
    ).format(name=name)


# types


def _type(form: Layout, question: Question) -> Iterator[Found]:
    if not question.type:
        if question.name or question.cell("label"):
            yield Found(question.at("name"), _("Spørgsmålet mangler en type (kolonnen type)."))
        return
    if question.container:
        return
    if question.select:
        yield from _list(form, question)
        return
    from klimabesog.xforms.conversion import question_types

    if question.type not in question_types() and question.type.partition(" ")[0] not in ("osm", "audit"):
        yield Found(question.at("type"), _unknown_type(form, question.type))


def _unknown_type(form: Layout, text: str) -> str:
    first, _space, rest = text.partition(" ")
    said = _("Typen {name} kendes ikke.").format(name=text)
    if first in _SELECT_WORDS and not rest:
        return _("Skriv listens navn efter {type}, fx {type} {example}.").format(
            type=first, example=next(iter(form.lists), "svar")
        )
    if first in _SELECT_WORDS:
        return _("Efter {type} står navnet på én liste og højst or_other.").format(type=first)
    plain = text.lower()
    if plain in _DANISH_TYPES:
        return said + " " + _("Mener du {near}?").format(near=_DANISH_TYPES[plain])
    candidates = {*COMMON, *_SELECT_WORDS}
    near = did_you_mean(plain.replace("begin group", "begin_group").replace("-", "_"), candidates)
    return said + (near or did_you_mean(first.lower(), candidates))


def _list(form: Layout, question: Question) -> Iterator[Found]:
    if question.file or question.list_name in form.lists:
        if question.kind == "select_multiple":
            yield from _spaces(form, question)
        return
    if "choices" not in form.sheets:
        yield Found(
            question.at("type"),
            _("Arket choices mangler, og {name} skal bruge listen {list}.").format(
                name=question.name, list=question.list_name
            ),
        )
        return
    yield Found(
        question.at("type"),
        _("Listen {name} findes ikke på arket choices.").format(name=question.list_name)
        + did_you_mean(question.list_name, form.lists),
    )


def _spaces(form: Layout, question: Question) -> Iterator[Found]:
    for choice in form.choices_of(question) or []:
        if any(sign.isspace() for sign in choice.name):
            yield Found(
                choice.at("name"),
                _("Svaret {name} må ikke have mellemrum: skriv {better}.").format(
                    name=choice.name, better="_".join(choice.name.split())
                ),
            )


# cells


def _cells(form: Layout, question: Question) -> Iterator[Found]:
    required = question.cell("required")
    if required is not None and required.value.lower() not in NEVER:
        if question.kind == "note":
            yield Found(
                required, _("En note kan ikke besvares, så den kan ikke være påkrævet. Slet required.")
            )
        elif question.container:
            yield Found(
                required, _("required virker ikke på en gruppe. Skriv det ved spørgsmålene i den."), True
            )
    if question.kind == "calculate" and not question.text("calculation") and not question.text("default"):
        yield Found(question.at("calculation"), _("Beregningen mangler (kolonnen calculation)."))
    yield from _label(question)
    yield from _read_only(form, question)
    yield from _default(form, question)
    if (count := question.cell("repeat_count")) is not None:
        yield from _count(form, question, count)
    if question.kind == "range":
        yield from _range(question)


def _unseen(question: Question) -> bool:
    from klimabesog.xforms.conversion import unseen_types

    return question.type in unseen_types() or question.kind == "audit"


def _label(question: Question) -> Iterator[Found]:
    if question.container or not question.type or not question.name or _unseen(question):
        return
    if question.text("calculation") and question.kind not in ("note",) and not question.text("appearance"):
        return  # calculated fields are often left without a text
    if not any(key in ("label", "hint", "guidance_hint", "image", "audio", "video", "big-image")
               for key, _language in question.cells):  # fmt: skip
        yield Found(
            question.at("name"), _("Spørgsmålet {name} mangler en tekst (label).").format(name=question.name)
        )


def _read_only(form: Layout, question: Question) -> Iterator[Found]:
    cell = question.cell("read_only")
    if cell is None or cell.value.lower() in NEVER or question.container or question.kind in ("note", "text"):
        return
    if not question.text("calculation") and not question.text("default") and not _unseen(question):
        yield Found(
            cell,
            _("{name} kan hverken besvares eller regnes ud. Skriv en calculation eller en default.").format(
                name=question.name
            ),
            True,
        )


def _default(form: Layout, question: Question) -> Iterator[Found]:
    cell = question.cell("default")
    if cell is None or question.container:
        return
    from klimabesog.xforms.conversion import is_dynamic

    if is_dynamic(cell.value, question.type):
        if question.kind == "date" and re.match(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\Z", cell.value):
            yield Found(cell, _date_sentence(cell.value))
        return
    yield from _plain_default(form, question, cell)


def _plain_default(form: Layout, question: Question, cell: Cell) -> Iterator[Found]:
    value = cell.value
    if question.kind in ("integer", "decimal", "range") and not _PLAIN_NUMBER.match(value):
        better = value.replace(",", ".")
        if _PLAIN_NUMBER.match(better) and better != value:
            yield Found(
                cell,
                _("Decimaltal skrives med punktum: {right} i stedet for {wrong}.").format(
                    right=better, wrong=value
                ),
            )
        else:
            yield Found(cell, _("Standardsvaret {value} er ikke et tal.").format(value=value))
    elif question.kind == "integer" and "." in value and float(value) % 1:
        yield Found(cell, _("Standardsvaret {value} er ikke et helt tal.").format(value=value))
    elif question.kind == "date" and not _DATE.match(value[:10]):
        yield Found(cell, _date_sentence(value))
    elif question.select and (choices := form.choices_of(question)):
        names = {choice.name for choice in choices} | {"other"}
        for word in [value] if question.kind == "select_one" else value.split():
            if word not in names:
                yield Found(
                    cell,
                    _("Standardsvaret {value} findes ikke i listen {list}.").format(
                        value=word, list=question.list_name
                    )
                    + did_you_mean(word, names - {"other"}),
                )


def _date_sentence(value: str) -> str:
    return _("Datoen {text} skrives år-måned-dag, fx 2026-12-31.").format(text=value)


def _count(form: Layout, question: Question, cell: Cell) -> Iterator[Found]:
    if question.kind != "repeat":
        yield Found(cell, _("repeat_count virker kun på en begin_repeat."), True)
        return
    value = cell.value
    tree = tree_of(value)
    if _NAME.match(value) and value in form.by_name:
        yield Found(cell, _("Skriv ${{{name}}} i stedet for {name}.").format(name=value))
    elif _NAME.match(value) or (isinstance(tree, Literal) and not _PLAIN_NUMBER.match(tree.value)):
        yield Found(cell, _("repeat_count skal være et tal, ikke {value}.").format(value=value))
    elif isinstance(tree, Path) and REFERENCE.fullmatch(value):
        counted = form.question(references(value).get(0, ""))
        if counted is not None and counted.kind in (
            "text",
            "date",
            "time",
            "note",
            "select_multiple",
            "image",
        ):
            yield Found(
                cell,
                _("repeat_count skal være et tal, men {name} er af typen {type}.").format(
                    name=counted.name, type=counted.type
                ),
            )
    elif value.startswith("-"):
        yield Found(cell, _("repeat_count kan ikke være negativt."))


_PARAMETER = re.compile(r"(\w+)\s*=\s*([^\s;]+?)(?=[\s;,]+\w+\s*=|\s*\Z)")


def _range(question: Question) -> Iterator[Found]:
    cell = question.cell("parameters")
    if cell is None:
        return
    given = dict(_PARAMETER.findall(cell.value))
    numbers = {name: text for name, text in given.items() if name in ("start", "end", "step")}
    for name, text in numbers.items():
        if not _PLAIN_NUMBER.match(text):
            yield Found(
                cell, _("{name} skal være et tal med punktum, ikke {text}.").format(name=name, text=text)
            )
            return
    start, end, step = (
        float(numbers.get(name, usual)) for name, usual in (("start", 1), ("end", 10), ("step", 1))
    )
    if step == 0:
        yield Found(cell, _("step kan ikke være 0."))
    elif abs(step) > abs(end - start):
        yield Found(cell, _("step er større end afstanden mellem start og end."))
