"""Commands for the six steps of a company: how far it is, what the forms say, answering, skipping."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klimabesog.cli.opened import opened
from klimabesog.values.danish import format_number
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook


def add_to(commands: Any) -> None:
    """Add the group `step`."""
    step = commands.add_parser("step", help=_("en virksomheds seks trin")).add_subparsers(required=True)
    listed = step.add_parser("list", help=_("vis, hvor langt en virksomhed er"))
    listed.add_argument("company")
    listed.set_defaults(run=_list)
    show = step.add_parser("show", help=_("vis svarene i et trins skema"))
    show.add_argument("company")
    show.add_argument("form", help=_("fx partnerskabsaftale eller opfoelgning:1"))
    show.set_defaults(run=_show)
    answer = step.add_parser("answer", help=_("besvar et spørgsmål i et trin"))
    for name in ("company", "form", "ref", "value"):
        answer.add_argument(name)
    answer.set_defaults(run=_answer)
    fill = step.add_parser("fill", help=_("hent tiltagene ind i et trins skema"))
    fill.add_argument("company")
    fill.add_argument("form")
    fill.set_defaults(run=_fill)
    read = step.add_parser("read-adviser", help=_("se, hvad en rådgivers regneark ændrer, og hent det"))
    read.add_argument("company")
    read.add_argument("file", type=Path, metavar="FIL.xlsx")
    read.add_argument("--apply", action="store_true", help=_("hent det, der er forstået"))
    read.add_argument("--only", type=int, nargs="+", metavar="NR", help=_("kun linjerne med disse numre"))
    read.set_defaults(run=_read_adviser)
    skip = step.add_parser("skip", help=_("spring et trin over, eller tag det med igen (uden grund)"))
    skip.add_argument("company")
    skip.add_argument("number", type=int, choices=range(1, 7))
    skip.add_argument("reason", nargs="*")
    skip.set_defaults(run=_skip)


def _list(options: argparse.Namespace) -> int:
    with opened(options) as book:
        print_steps(book.steps(options.company))
    return 0


def print_steps(steps: StepBook) -> None:
    """How far a company is: a line for each step, the target, and what it did beside what other factors do."""
    from klimabesog.casework.steps.effort import effort_of

    for state in steps.track():
        print("\t".join((str(state.step.number), state.step.title, state.state, state.note)))
    if reached := steps.progress():
        print(
            _("Mål {target} %, foreslået {proposed} %, nået {done} %").format(
                target=format_number(reached.target_share * 100, 1),
                proposed=format_number(reached.proposed_share * 100, 1),
                done=format_number(reached.done_share * 100, 1),
            )
        )
    if effort := effort_of(steps):
        print(effort.sentence)


def _show(options: argparse.Namespace) -> int:
    from klimabesog.casework.outline import answer_text, questions

    with opened(options) as book:
        for node in questions(book.steps(options.company).form(options.form).session.root):
            print("\t".join((node.ref, node.label, answer_text(node))))
    return 0


def _answer(options: argparse.Namespace) -> int:
    with opened(options) as book:
        book.steps(options.company).answer(options.form, options.ref, options.value)
    return 0


def _fill(options: argparse.Namespace) -> int:
    with opened(options) as book:
        count = book.steps(options.company).fill(options.form)
    print(_("{n} tiltag hentet.").format(n=count))
    return 0


def _read_adviser(options: argparse.Namespace) -> int:
    """Say what the file would change, a line each; with --apply do it."""
    from klimabesog.casework.adviser.review import review_file
    from klimabesog.casework.adviser.sheet import read_adviser_file
    from klimabesog.casework.adviser.taking import take

    with opened(options) as book:
        steps = book.steps(options.company)
        review = review_file(book, steps, read_adviser_file(options.file))
        for line in review.lines:
            print("\t".join((str(line.number), line.title, line.what, line.before, line.after, line.note)))
        for trouble in review.troubles:
            print(trouble)
        if options.apply:
            chosen = review.advised if options.only is None else frozenset(options.only)
            print(_("{n} ændringer hentet.").format(n=take(steps, review, chosen)))
    return 0


def _skip(options: argparse.Namespace) -> int:
    with opened(options) as book:
        steps = book.steps(options.company)
        if options.reason:
            steps.skip(options.number, " ".join(options.reason))
        else:
            steps.unskip(options.number)
    return 0
