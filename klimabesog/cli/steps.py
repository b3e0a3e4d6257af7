"""Commands for the six steps of a company: how far it is, what the forms say, answering, skipping."""

from __future__ import annotations

import argparse
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


def _skip(options: argparse.Namespace) -> int:
    with opened(options) as book:
        steps = book.steps(options.company)
        if options.reason:
            steps.skip(options.number, " ".join(options.reason))
        else:
            steps.unskip(options.number)
    return 0
