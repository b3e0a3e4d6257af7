"""The split on end uses: suggested, corrected, counted by the measures, and never more than there is."""

from __future__ import annotations

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.energy.state import Split
from klimabesog.values.errors import InputError
from tests.casework.steps import BASELINE, CHECKLIST, FREE, anew, electricity, leaks, measure, named

ROW = "/data/fordeling[{}]/fordel_{}"


def split(visit: Visit, row: int, end_use: str, percent: str, carrier: str = "el") -> None:
    if visit.session(BASELINE).find(f"/data/fordeling[{row}]") is None:
        visit.add_row(BASELINE, "/data/fordeling")
    for name, value in (("energi", carrier), ("anvendelse", end_use), ("andel", percent)):
        visit.answer(BASELINE, ROW.format(row, name), value)


def shares(visit: Visit) -> dict[str, float]:
    return {split.end_use: split.share for split in visit.screening.splits}


def test_a_share_is_a_record_that_the_screening_knows(casebook: Casebook, visit: Visit) -> None:
    electricity(visit)
    split(visit, 1, "trykluft", "40")
    assert visit.screening.splits == (Split("el", "trykluft", 0.4),)
    (record,) = casebook.desk.store.records(kinds.SPLIT, screening=visit.screening.id)
    assert record.fields["andel"] == "40"
    assert anew(casebook, visit).screening.splits == visit.screening.splits


def test_the_given_split_caps_what_a_measure_saves(visit: Visit) -> None:
    """Leaks of a compressor said to take 40,000 kWh; but only a tenth of 100,000 goes to compressed air."""
    electricity(visit, "100000")
    leaks(visit, "40000")
    before = visit.measures()[0]
    assert before.kwh == pytest.approx(40_000 * 0.25 * 0.60)
    split(visit, 1, "trykluft", "10")
    after = visit.measures()[0]
    assert after.kwh == pytest.approx(10_000 * 0.25 * 0.60)
    visit.undo()
    assert visit.measures()[0].kwh == before.kwh


def test_what_measures_know_comes_out_of_what_is_not_split(visit: Visit) -> None:
    electricity(visit, "100000")
    split(visit, 1, "proces", "90")
    leaks(visit, "40000")
    assert visit.measures()[0].kwh == pytest.approx(10_000 * 0.25 * 0.60), (
        "a tenth is left for the compressor"
    )
    light = {"ud_titel": "LED", "ud_investering": "4000", "slutanvendelse": "belysning", "kwh": "5000"}
    measure(visit, FREE, light)
    row = next(row for row in visit.measures() if row.title == "LED")
    assert row.kwh == 0, "nothing is left for the light"


def test_too_much_is_said_and_counts_for_nothing(visit: Visit) -> None:
    electricity(visit)
    leaks(visit)
    before = visit.result().saving_kwh
    split(visit, 1, "trykluft", "60")
    split(visit, 2, "belysning", "60")
    assert visit.screening.splits == ()
    assert visit.result().saving_kwh == before
    assert visit.screening.problems == (
        "El er fordelt med 120 %. Ret fordelingen; indtil da regnes der uden den.",
    )
    assert [hit.ref for hit in visit.errors()] == [ROW.format(1, "andel"), ROW.format(2, "andel")]


@pytest.mark.parametrize("value", ["", "en del", "-5", "0", "250"])
def test_what_is_no_share_is_none(visit: Visit, value: str) -> None:
    electricity(visit)
    split(visit, 1, "trykluft", value)
    assert visit.screening.splits == ()
    assert visit.result().measures == 0


# -- suggested -------------------------------------------------------------------------------------


def test_a_suggestion_fills_everything_in_one_step(casebook: Casebook, visit: Visit) -> None:
    casebook.save_company({"branchekode": "25.53.00"}, visit.company.id)
    electricity(visit)
    visit.answer(CHECKLIST, named(visit, CHECKLIST, "koel_findes").ref, "nej")
    visit.suggest_split()
    assert sum(shares(visit).values()) == pytest.approx(1)
    assert "koeling" not in shares(visit)
    assert {record.fields["kilde"] for record in casebook.desk.store.records(kinds.SPLIT)} == {"skoen"}
    assert visit.errors() == []
    assert anew(casebook, visit).screening.splits == visit.screening.splits
    visit.undo()
    assert visit.screening.splits == ()
    visit.redo()
    assert sum(shares(visit).values()) == pytest.approx(1)


def test_a_suggestion_knows_what_the_measures_know(visit: Visit) -> None:
    """Where the branch is not known the table has no compressed air; but here a compressor was measured."""
    electricity(visit, "100000")
    leaks(visit, "40000")
    before = visit.measures()[0].kwh
    visit.suggest_split()
    assert shares(visit)["trykluft"] == 0.4
    assert sum(shares(visit).values()) == pytest.approx(1)
    assert visit.measures()[0].kwh == pytest.approx(before)


def given(visit: Visit, percent: str) -> None:
    """Compressed air's part of the electricity, as an officer states it."""
    for name, value in (("energi", "el"), ("anvendelse", "trykluft"), ("andel", percent)):
        visit.answer(BASELINE, f"/data/fordeling[1]/fordel_{name}", value)


def test_a_share_of_one_machine_is_not_one_of_the_whole_end_use(visit: Visit) -> None:
    """15 % of a compressor's 40,000 kWh are 6,000, however much the other compressors of the split take."""
    electricity(visit, "100000")
    leaks(visit, "40000")
    given(visit, "60")
    assert visit.measures()[0].kwh == pytest.approx(6_000)
    leaks(visit, "20000")
    assert sum(shown.kwh or 0.0 for shown in visit.measures()) == pytest.approx(6_000 + 0.05 * 54_000)
    assert visit.lists().numbers == ()


def test_a_share_of_more_than_the_split_leaves_is_capped_and_said(visit: Visit) -> None:
    electricity(visit, "100000")
    leaks(visit, "40000")
    given(visit, "20")
    assert visit.measures()[0].kwh == pytest.approx(0.15 * 20_000)
    (remark,) = visit.lists().numbers
    assert remark.label.replace("\u00a0", " ") == (
        "Regner med 40.000 kWh, men der bruges kun 20.000 kWh til det: tjek tallene"
    )
    assert remark.ref.endswith("/ind_forbrug")


def test_a_branch_known_by_name_alone(casebook: Casebook, visit: Visit) -> None:
    casebook.desk.save_record(visit.company.id, kinds.COMPANY, {"branche": "Detailhandel"})
    electricity(visit)
    visit.suggest_split()
    assert shares(visit)["koeling"] == 0.3


def test_a_suggestion_leaves_what_was_entered(visit: Visit) -> None:
    electricity(visit)
    split(visit, 1, "trykluft", "30")
    split(visit, 2, "belysning", "")
    visit.suggest_split()
    assert shares(visit)["trykluft"] == 0.3
    assert sum(shares(visit).values()) == pytest.approx(1)
    rows = [n for n in visit.session(BASELINE).root.children if n.name == "fordeling"]
    assert len(rows) == len(shares(visit)), "the row that was begun is filled, not doubled"
    with pytest.raises(InputError, match="fordelt allerede"):
        visit.suggest_split()


def test_nothing_to_split(visit: Visit) -> None:
    with pytest.raises(InputError, match="Skriv forbruget først"):
        visit.suggest_split()
