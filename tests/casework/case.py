"""A case well into the steps: a visit with bills and two measures, and what is written in the steps' forms."""

from __future__ import annotations

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.visit import Visit
from tests.casework.steps import FREE, electricity, leaks, measure

INFORMATION, AGREEMENT, REVIEW, PLAN = (
    "information",
    "partnerskabsaftale",
    "teknisk_gennemgang",
    "handlingsplan",
)
FIRST, SECOND = "opfoelgning:1", "opfoelgning:2"
GOAL = "/data/maalet/maal"
ROWS = "/data/tiltagene/plan"
BILLS = "/data/regninger/forbrug"
LAMPS = {"ud_titel": "LED", "ud_investering": "40000", "slutanvendelse": "belysning", "kwh": "5000"}
KINDS = "/data/partnerskabet/partnerskabstyper"


def with_measures(visit: Visit) -> Visit:
    """Bills of 100,000 kWh of electricity, and two measures: leaks (6,000 kWh a year) and lamps (5,000 kWh)."""
    electricity(visit)
    leaks(visit)
    measure(visit, FREE, LAMPS)
    return visit


def steps(casebook: Casebook, visit: Visit) -> StepBook:
    """The steps of the visit's company."""
    return casebook.steps(visit.company.id)


def agree(book: StepBook, number: int, deadline: str = "2027-03-01", who: str = "Ulla") -> None:
    """A row of the plan: with in it, by whom and when."""
    for name, value in {"beslutning": "ikke_startet", "ansvarlig": who, "frist": deadline}.items():
        book.answer(PLAN, f"{ROWS}[{number}]/{name}", value)


def sign(book: StepBook, percent: str = "20") -> None:
    """A signed agreement with a target."""
    book.answer(AGREEMENT, "/data/maalet/maal_procent", percent)
    book.answer(AGREEMENT, "/data/underskrifter/virksomhed_dato", "2026-11-18")
    book.answer(AGREEMENT, "/data/underskrifter/kommune_dato", "2026-11-19")


def bill(book: StepBook, key: str, carrier: str, amount: str, start: str, end: str) -> None:
    """One more bill in a follow-up."""
    rows = [node for node in book.session(key).walk() if node.is_row and node.name == "forbrug"]
    blank = next((row for row in rows if not row.child("energibaerer").value), None)  # type: ignore[union-attr]
    if blank is None:
        book.add_row(key, BILLS)
    ref = blank.ref if blank is not None else f"{BILLS}[{len(rows) + 1}]"
    for name, value in {"energibaerer": carrier, "maengde": amount, "fra": start, "til": end}.items():
        book.answer(key, f"{ref}/{name}", value)
