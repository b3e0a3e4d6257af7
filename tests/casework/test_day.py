"""A day of conflicting work: three laptops on the same companies and visits, exchanging at odd moments.

Anna's clock is right, Bo's forty days slow, Cilia's an hour fast. They meet in a shared folder, by a file on a stick,
and not at all for hours. In the evening all three show the same: state, figures, conflicts, documents.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharedfolder import SharedFolder
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.visit import Visit
from tests.casework.laptops import MORNING, OpenCasebook, Ticking
from tests.casework.ownforms import FIRST, install
from tests.casework.steps import (
    AMOUNT,
    BASELINE,
    CHECKLIST,
    INTERVIEW,
    LED,
    TIGHT,
    WORK,
    YEAR_BUILT,
    electricity,
    leaks,
    named,
    photo,
)

DAY = 86_400_000
OWN, HALL = "maskiner", "/data/hal/navn"


class Team:
    """The three laptops, and what they do together."""

    def __init__(self, books: dict[str, Casebook], shared: Path, stick: Path) -> None:
        self.books, self.shared, self.stick = books, shared, stick

    def sync(self, *names: str) -> None:
        """Through the shared folder, one after the other."""
        for name in names:
            outcome = SharedFolder(self.books[name], self.shared).sync_now()
            assert outcome.problems == ()

    def carry(self, sender: str, receiver: str, case: str | None = None) -> None:
        """A file on a stick: everything, or one case."""
        path = self.stick / f"{len(list(self.stick.iterdir()))}.klimabesog"
        Sharing(self.books[sender]).export(path, case)
        Sharing(self.books[receiver]).take_in(path)

    def visit(self, name: str, visit: Visit) -> Visit:
        """The visit as this laptop has it now."""
        self.books[name].forget_opened()
        return self.books[name].visit(visit.id)


@pytest.fixture
def team(open_casebook: OpenCasebook, tmp_path: Path) -> Team:
    clocks = {"anna": 0, "bo": -40 * DAY, "cilia": 3_600_000}
    books = {name: open_casebook(name, Ticking(MORNING + off)) for name, off in clocks.items()}
    for book in books.values():
        Sharing(book).set_team_key(Sharing(books["anna"]).team_key)
    for folder in ("fælles", "stik"):
        (tmp_path / folder).mkdir()
    return Team(books, tmp_path / "fælles", tmp_path / "stik")


def test_a_day_of_conflicting_work(team: Team) -> None:
    anna, bo, cilia = (team.books[name] for name in ("anna", "bo", "cilia"))

    # morning: Anna begins two visits, Bo hears of them through the folder, Cilia gets one case on a stick
    smithy = anna.save_company({"navn": "Smedjen", "ansatte": "12"})
    bakery = anna.save_company({"navn": "Bageriet"})
    first = anna.start_visit(smithy, "2026-11-20", "09:00")
    electricity(first)
    first.answer(CHECKLIST, TIGHT, "nej")
    finding = first.findings(CHECKLIST, TIGHT)[0].id
    first.add_photo(photo("red"), finding)
    measure = leaks(first, finding=finding)
    second = anna.start_visit(bakery, "2026-11-20", "13:00")
    team.sync("anna", "bo")
    team.carry("anna", "cilia", first.id)
    assert [row.company_name for row in cilia.visits()] == ["Smedjen"]

    # each works on the first visit without the others; an own form comes from two sides
    version = install(bo, FIRST)
    theirs = team.visit("bo", first)
    theirs.add_form(OWN)
    theirs.answer(OWN, HALL, "Hal Bo")
    theirs.answer(INTERVIEW, WORK, "Bo: bukker og svejser")
    theirs.answer(BASELINE, AMOUNT, "120000")
    theirs.answer(measure, named(theirs, measure, "ind_laek").ref, "30")
    theirs.add_photo(photo("blue"), finding)
    hers = team.visit("cilia", first)
    hers.answer(INTERVIEW, WORK, "Cilia: drejer og fræser")
    hers.answer(INTERVIEW, YEAR_BUILT, "1974")
    hers.answer(measure, named(hers, measure, "ud_investering").ref, "9000")
    hers.save_note("Ring til Per om kompressoren")
    first = team.visit("anna", first)
    first.answer(INTERVIEW, WORK, "Anna: smeder")
    first.answer(BASELINE, AMOUNT, "90000")
    first.answer(INTERVIEW, YEAR_BUILT, "1980")
    first.undo()
    team.sync("cilia", "bo")
    assert anna.desk.store.conflicts() == []

    # noon: Anna agrees the measure as she sees it, Bo removes it, Cilia goes on with it
    first.agree_measure(measure, "Driftslederen", "2026-12-04")
    team.visit("bo", first).remove_measure(measure)
    hers = team.visit("cilia", first)
    hers.answer(measure, named(hers, measure, "ind_taet").ref, "50")
    photos = team.visit("bo", first).photos()
    team.visit("bo", first).remove_photo(photos[0].id)
    hers.save_photo(photos[0].id, caption="Utæt kobling ved pressen")
    team.carry("bo", "anna")
    team.sync("cilia")
    document = team.visit("anna", first).issue_report()
    pdf = anna.documents.pdf(document)

    # afternoon: the bakery; Bo deletes the company while Anna visits it; Cilia knows nothing of it yet
    second = team.visit("anna", second)
    second.answer(CHECKLIST, LED, "nej")
    bo.delete_record(bakery)
    bo.save_company({"navn": "Smedjen ApS"}, smithy)
    anna.save_company({"navn": "Smedjen A/S"}, smithy)
    anna.save_company({"navn": "Bageriet i Byen"}, bakery)
    anna.hand_over(smithy, "Cilia")
    bo.save_contact(smithy, {"name": "Per Pedersen", "phone": "12345678"})
    team.sync("bo", "cilia", "anna")
    extra = cilia.start_visit(smithy, "2027-01-15")
    cilia.delete_record(extra.id)

    # two settle the same conflict differently, one undoes
    for name, text in (("anna", "Smeder og svejser"), ("bo", "Bukker, smeder og drejer")):
        team.visit(name, first).answer(INTERVIEW, WORK, text)
    last = team.visit("bo", first)
    last.answer(INTERVIEW, YEAR_BUILT, "1990")
    last.undo()

    # evening: everyone meets in the folder, some twice
    team.sync("bo", "anna", "cilia", "anna", "bo", "cilia", "bo")
    shown = {name: everything(book) for name, book in team.books.items()}
    assert shown["anna"] == shown["bo"] == shown["cilia"]
    assert {conflict.field for conflict in shown["anna"]["conflicts"]} >= {"navn", WORK}
    assert len({book.desk.store.derived() for book in team.books.values()}) == 1
    for book in team.books.values():
        assert book.documents.pdf(document) == pdf
        assert SharedFolder(book).sync_now().went == 0

    # and nobody's work is gone
    said = {revision.value for revision in team.visit("cilia", first).history(INTERVIEW, WORK)}
    assert said >= {"Bo: bukker og svejser", "Cilia: drejer og fræser", "Anna: smeder", "Smeder og svejser"}
    assert "Bukker, smeder og drejer" in said
    seen = team.visit("bo", first)
    assert [row.instance for row in seen.measures()] == [measure]  # deleted, but others went on with it
    assert seen.measures()[0].status == "ikke_startet"
    assert [form.form_id for form in seen.added_forms()] == [OWN]
    assert seen.node(OWN, HALL).value == "Hal Bo"
    assert len(seen.photos()) == 2
    assert bo.library.definition(version).form_id == anna.library.definition(version).form_id == OWN
    assert "Bageriet i Byen" in [row.name for row in cilia.companies()]
    assert [row.id for row in anna.visits()].count(extra.id) == 0
    assert anna.company(smithy).fields["ansvarlig"] == "Cilia"

    # the tables can be made again from the log, the figures from the tables
    before = everything(cilia)
    cilia.desk.store.rebuild()
    cilia.recompute()
    assert everything(cilia) == before


def everything(book: Casebook) -> dict[str, Any]:
    """What an officer can see anywhere: lists, pages, answers, figures, conflicts, documents."""
    book.forget_opened()
    store = book.desk.store
    records = sorted({change.record for event in store.events() for change in event.sets})
    visits = {row.id: book.visit(row.id) for row in book.visits()}
    return {
        "companies": book.companies(),
        "pages": [book.company(row.id) for row in book.companies()],
        "visits": book.visits(),
        "answers": {v: answers(visit) for v, visit in visits.items()},
        "results": {v: (visit.result(), visit.measures(), visit.chapters()) for v, visit in visits.items()},
        "photos": {v: [(p.sha256, p.caption) for p in visit.photos()] for v, visit in visits.items()},
        "notes": {v: [note.text for note in visit.notes()] for v, visit in visits.items()},
        "computed": {record: store.computed(record) for record in records},
        "conflicts": store.conflicts(),
        "documents": {c.id: book.documents.of(c.id) for c in book.companies()},
        "deleted": [r for r in records if (known := store.record(r)) is not None and known.deleted],
    }


def answers(visit: Visit) -> dict[str, str]:
    """Every answer and figure of a visit, by form and place."""
    found = {}
    keys = [INTERVIEW, BASELINE, CHECKLIST]
    keys += [row.instance for row in visit.measures()]
    keys += [form.form_id for form in visit.added_forms()]
    for key in keys:
        for node in visit.session(key).walk():
            found[f"{key} {node.ref}"] = node.value
    return found
