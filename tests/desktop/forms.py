"""Real forms for tests of the form view: written as a Markdown table, run in memory by the engine."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pytestqt.qtbot import QtBot

from klimabesog.casework.trial import Trial
from klimabesog.desktop.form_view import FormView
from klimabesog.desktop.form_view.question import Question
from klimabesog.xforms import Definition, convert, parse

EVERY_TYPE = Path(__file__).parents[1] / "data" / "forms" / "alle_typer.md"


@cache
def every_type() -> Definition:
    """The form with every type and appearance of the profile."""
    form = convert(EVERY_TYPE)
    return parse(form.xform, form.media)


def form_md(folder: Path, survey: str, choices: str = "") -> Trial:
    """A form of survey lines "type | name | label | appearance | …" below a header line, as a trial."""
    lines = ["| survey |"] + [f"| | {line.strip()} |" for line in survey.strip().splitlines()]
    if choices:
        lines += ["| choices |", "| | list_name | name | label |"]
        lines += [f"| | {line.strip()} |" for line in choices.strip().splitlines()]
    lines += ["| settings |", "| | form_id | version |", "| | proeve | 1 |", ""]
    path = folder / "proeve.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    form = convert(path)
    return Trial(parse(form.xform, form.media))


def shown(qtbot: QtBot, trial: Trial, size: tuple[int, int] = (900, 700)) -> FormView:
    """The form in a view on the screen."""
    view = FormView()
    qtbot.addWidget(view)
    view.resize(*size)
    view.show_nodes(trial, trial.nodes)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    return view


def card(view: FormView, ref: str) -> Question:
    """The card of a question, built if need be."""
    found = view.question(ref)
    assert found is not None
    return found


