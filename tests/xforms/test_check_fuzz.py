"""Whatever stands in the cells: the checker finds problems or refuses the file, and never breaks down."""

from __future__ import annotations

import csv
import io
import os

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from klimabesog.xforms.check import AuthorProblem, check_bytes

EXAMPLES = int(os.environ.get("KLIMABESOG_FUZZ", "60"))
FUZZ = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))

NAMES = st.sampled_from(["a", "b", "g", "r", "æ", "a b", "1", "", "meta", "a" * 70, "x\x00y", "${a}"])
TYPES = st.sampled_from([
    "text", "integer", "decimal", "date", "note", "calculate", "range", "select_one l", "select_multiple l",
    "select_one l or_other", "rank l", "select_one", "select_one_from_file x.csv", "select_one ${a}", "begin_group",
    "end_group", "begin repeat", "end repeat", "begin loop over l", "end loop", "image", "geopoint", "xml-external",
    "csv-external", "hidden", "audit", "start", "osm x", "nonsense", "", "begin_group x y z",
])  # fmt: skip
PIECES = st.sampled_from([
    "${a}", "${b}", "${nix}", "${", "}", ".", "..", "'x'", "'ja'", '"', "1", "1,5", "1.5", "(", ")", "[", "]", "and",
    "or", "not(", "if(", ",", ";", "=", "!=", "=>", "<", ">", "+", "-", "*", "div", "selected(", "count(", "sum(",
    "instance('l')", "/root/item", "[name = ${a}]", "true()", "false()", "today()", "date('2020-01-01')", "“x”", "–",
    "æøå", "$a", "@", "::", "//", "regex(., '[')", "position(..)", "current()", "\\", "\n", "\t", "é",
])  # fmt: skip
EXPRESSIONS = st.lists(PIECES, max_size=8).map(" ".join)
ANYTHING = st.one_of(EXPRESSIONS, st.text(max_size=20), NAMES)
COLUMNS = st.lists(
    st.sampled_from([
        "label", "label::Dansk (da)", "label::English (en)", "hint", "relevant", "constraint", "calculation", "default",
        "required", "read_only", "appearance", "choice_filter", "repeat_count", "trigger", "parameters", "save_to",
        "bind::kb:enhed", "bind::kb:kilde", "bind::kb:kontrolpunkt", "bind::kb:rapport", "kb:omraade", "bind::x:y",
        "relevent", "image", "media::image", "disabled", "", "body::z", "control:appearance", "::", ":",
        "constraint_message", "instance::kb:", "bind::", "jr:count",
    ]),
    max_size=6, unique=True,
)  # fmt: skip
Row = list[str]


@st.composite
def forms(draw: st.DrawFn) -> list[Row]:
    """The rows of a CSV form: a survey with odd cells, perhaps with choices, entities and settings."""
    columns = ["type", "name", *draw(COLUMNS)]
    rows: list[Row] = [["survey"], ["", *columns]]
    for _number in range(draw(st.integers(0, 6))):
        rows.append(["", draw(TYPES), draw(NAMES), *(draw(ANYTHING) for _column in columns[2:])])
    if draw(st.booleans()):
        rows += [["choices"], ["", "list_name", "name", "label", "by"]]
        rows += [
            ["", "l", draw(ANYTHING), draw(ANYTHING), draw(ANYTHING)]
            for _number in range(draw(st.integers(0, 3)))
        ]
    if draw(st.booleans()):
        rows += [["entities"], ["", "list_name", "label", "create_if", "repeat"]]
        rows += [
            [
                "",
                draw(st.sampled_from(["tiltag", "x", "", "a b"])),
                draw(ANYTHING),
                draw(EXPRESSIONS),
                draw(NAMES),
            ]
        ]
    if draw(st.booleans()):
        rows += [["settings"], ["", "form_id", "version", "default_language", "namespaces", "instance_name"]]
        rows += [["", *(draw(ANYTHING) for _column in range(5))]]
    return rows


def written(rows: list[Row]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def sound(found: list[AuthorProblem], name: str) -> None:
    """Each finding is a sentence with a place that can be."""
    for problem in found:
        assert problem.file == name
        assert problem.message
        assert "Traceback" not in problem.message
        assert problem.row >= 0
        assert problem.row == 0 or problem.sheet


@FUZZ
@given(forms())
@example([["survey"], ["", "type", "name"], ["", "begin loop over l", "a"]])
@example([["survey"], ["", "type", "name", "calculation"], ["", "calculate", "a", "(" * 400]])
@example(
    [
        ["survey"],
        ["", "type", "name", "relevant"],
        ["", "text", "a", " or ".join(["${a} = 1 and ${a} = 2"] * 200)],
    ]
)
def test_odd_cells(rows: list[Row]) -> None:
    sound(check_bytes(written(rows), "f.csv"), "f.csv")


@FUZZ
@given(EXPRESSIONS)
def test_odd_expressions(text: str) -> None:
    rows = [
        ["survey"],
        ["", "type", "name", "label", "relevant", "constraint", "calculation"],
        ["", "select_one l", "a", "A", "", "", ""],
        ["", "integer", "b", "B", text, text, text],
        ["choices"],
        ["", "list_name", "name", "label"],
        ["", "l", "ja", "Ja"],
    ]
    sound(check_bytes(written(rows), "f.csv"), "f.csv")


@FUZZ
@given(st.binary(max_size=400), st.sampled_from(["f.csv", "f.md", "f.xlsx", "f.xls", "f.txt", "f", ""]))
@example(b"survey\n,\n,", "f.csv")
@example(b"|survey|\n||\n", "f.md")
def test_odd_files(data: bytes, name: str) -> None:
    sound(check_bytes(data, name), name)


@FUZZ
@given(st.text(alphabet="|,\n survey choices type name label text a'\"\\#-", max_size=300), st.booleans())
def test_odd_tables(text: str, markdown: bool) -> None:
    name = "f.md" if markdown else "f.csv"
    sound(check_bytes(text.encode(), name), name)
