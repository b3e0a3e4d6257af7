"""Findings: there as soon as the answer says so, any number of them, hidden and back with the answer."""

from __future__ import annotations

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from tests.casework.steps import CHECKLIST, INTERVIEW, LEAKS, LED, TIGHT, WORK, anew, leaks, photo


def test_the_first_finding_is_there_with_a_derived_id(casebook: Casebook, visit: Visit) -> None:
    """Two laptops that answer no to the same checkpoint mean the same finding."""
    assert visit.findings(CHECKLIST, TIGHT) == []
    visit.answer(CHECKLIST, TIGHT, "nej")
    (finding,) = visit.findings(CHECKLIST, TIGHT)
    form = visit.form(CHECKLIST)
    assert finding.id == derived_id(visit.id, kinds.FINDING, form.id, form.id, TIGHT)
    assert (finding.checkpoint, finding.area, finding.answer) == ("TRY-01", "try", "nej")
    assert not finding.stored
    assert casebook.desk.store.records(kinds.FINDING) == []


@pytest.mark.parametrize(
    ("answer", "there"), [("nej", 1), ("delvist", 1), ("ja", 0), ("ved_ikke", 0), ("", 0)]
)
def test_which_answers_are_findings(visit: Visit, answer: str, there: int) -> None:
    visit.answer(CHECKLIST, TIGHT, answer)
    assert len(visit.all_findings()) == there


def test_no_question_but_a_checkpoint_has_findings(visit: Visit) -> None:
    visit.answer(INTERVIEW, WORK, "nej")
    assert visit.findings(INTERVIEW, WORK) == []


def test_texts_are_kept(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0]
    visit.save_finding(finding.id, place="Hal 2")
    visit.save_finding(finding.id, printed="Hvislen", internal="Spørg Bo")
    (kept,) = anew(casebook, visit).all_findings()
    assert (kept.place, kept.printed, kept.internal, kept.stored) == ("Hal 2", "Hvislen", "Spørg Bo", True)


def test_several_at_one_checkpoint(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    first = visit.findings(CHECKLIST, TIGHT)[0].id
    second, third = (visit.add_finding(CHECKLIST, TIGHT) for _n in range(2))
    visit.save_finding(second, place="Hal 3")
    again = anew(casebook, visit).findings(CHECKLIST, TIGHT)
    assert [f.id for f in again] == [first, second, third]
    assert [f.order for f in again] == [1, 2, 3]
    assert again[1].place == "Hal 3"
    visit.remove_finding(second)
    fourth = visit.add_finding(CHECKLIST, TIGHT)
    assert [f.id for f in visit.findings(CHECKLIST, TIGHT)] == [first, third, fourth]


def test_a_removed_first_finding_stays_away(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    first = visit.findings(CHECKLIST, TIGHT)[0].id
    second = visit.add_finding(CHECKLIST, TIGHT)
    visit.remove_finding(first)
    third = visit.add_finding(CHECKLIST, TIGHT)
    assert [f.id for f in anew(casebook, visit).findings(CHECKLIST, TIGHT)] == [second, third]


def test_an_untouched_first_finding_can_be_removed(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    visit.remove_finding(visit.findings(CHECKLIST, TIGHT)[0].id)
    assert anew(casebook, visit).findings(CHECKLIST, TIGHT) == []


def test_hidden_with_the_answer_and_back(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, place="Hal 2")
    kept = visit.add_photo(photo(), finding)
    visit.answer(CHECKLIST, TIGHT, "ja")
    assert visit.all_findings() == []
    with pytest.raises(InputError, match="Fundet findes ikke længere"):
        visit.finding(finding)
    with pytest.raises(InputError, match="Fundet findes ikke længere"):
        visit.add_photo(photo("navy"), finding)
    assert len(visit.photos()) == 1, "nothing half done"
    visit = anew(casebook, visit)
    visit.answer(CHECKLIST, TIGHT, "delvist")
    (back,) = visit.all_findings()
    assert (back.place, back.answer, back.photos) == ("Hal 2", "delvist", (kept,))


def test_in_the_order_of_the_checklist(visit: Visit) -> None:
    for ref in (TIGHT, LED):
        visit.answer(CHECKLIST, ref, "nej")
    assert [finding.ref for finding in visit.all_findings()] == [LED, TIGHT]


def test_suggested_measures_and_those_begun(casebook: Casebook, visit: Visit) -> None:
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0]
    assert (LEAKS, casebook.library.title(LEAKS)) in visit.suggestions(finding)
    instance = leaks(visit, finding=finding.id)
    assert visit.finding(finding.id).measures == (instance,)
    assert visit.measures()[0].finding == finding.id
    visit.remove_measure(instance)
    assert visit.finding(finding.id).measures == ()
