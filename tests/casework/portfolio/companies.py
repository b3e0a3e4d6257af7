"""Six invented companies, each somewhere else in the six steps; some do not want to be named."""

from __future__ import annotations

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from tests.casework.case import FIRST, GOAL, PLAN, agree, sign, steps, with_measures

MENTION = "/data/pligterne/omtale"
AGREEMENT = "partnerskabsaftale"
STATUS = "/data/tiltagene/status_tiltag"
NAMES = (
    "Vindeby Emballage og Kartonnage A/S",
    "Strandens Bageri",
    "Kildemosens Maskinfabrik ApS",
    "Hedegård Træ og Plade",
    "Lyngbakkens Vaskeri",
    "Overdrevets Autolakering",
)
BRANCHES = ("Emballage", "Fødevarer", "Metal", "Træ", "Vaskeri", "Autobranchen")


def six(casebook: Casebook) -> list[str]:
    """The ids of the companies: one only visited, one signed, two planned, and two followed up; two are named."""
    found = [_visited(casebook, number) for number in range(len(NAMES))]
    for visit, mention in zip(found[1:], ("nej", "ja", "nej", "ja", "efter_aftale"), strict=True):
        book = steps(casebook, visit)
        sign(book)
        book.answer(AGREEMENT, MENTION, mention)
    for visit in found[2:]:
        book = steps(casebook, visit)
        book.answer(PLAN, GOAL, "Mindre")
        book.fill(PLAN)
        agree(book, 1)
        agree(book, 2)
    _follow_up(casebook, found[4], {"status": "gennemfoert", "gennemfoert": "2026-11-19"})
    _follow_up(casebook, found[5], {"status": "fravalgt", "fravalgt_grund": "for_dyrt"})
    return [visit.company.id for visit in found]


def _visited(casebook: Casebook, number: int) -> Visit:
    fields = {"navn": NAMES[number], "branche": BRANCHES[number]}
    visit = with_measures(casebook.start_visit(casebook.save_company(fields), "20.11.2026", "10:05"))
    visit.finish()
    return visit


def _follow_up(casebook: Casebook, visit: Visit, said: dict[str, str]) -> None:
    """Of the two measures one came to something, the other is held up."""
    book = steps(casebook, visit)
    book.fill(FIRST)
    for name, value in said.items():
        book.answer(FIRST, f"{STATUS}[1]/{name}", value)
    for name, value in {"status": "udskudt", "barrierer": "tid oekonomi"}.items():
        book.answer(FIRST, f"{STATUS}[2]/{name}", value)
