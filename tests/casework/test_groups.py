"""Groups of companies: made, changed, undone, shared; members that merge, are deleted or erased."""

from __future__ import annotations

from pathlib import Path

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.cpr import CprFound
from klimabesog.casework.deleted import deleted_records, restore_deleted
from klimabesog.casework.erasure import case_records, erase_case
from klimabesog.casework.groups.book import Groups, group_companies
from klimabesog.casework.sharing import Sharing
from klimabesog.values.errors import InputError
from tests.casework.laptops import OpenCasebook
from tests.casework.sharing_steps import join, swap


@pytest.fixture
def groups(casebook: Casebook) -> Groups:
    return Groups(casebook)


def company(casebook: Casebook, name: str) -> str:
    return casebook.save_company({"navn": f"{name} (eksempel)"})


@pytest.fixture
def smithy(casebook: Casebook) -> str:
    return company(casebook, "Smedjen")


@pytest.fixture
def bakery(casebook: Casebook) -> str:
    return company(casebook, "Bageriet")


def test_a_group_is_made_renamed_and_holds_companies(
    casebook: Casebook, groups: Groups, smithy: str, bakery: str
) -> None:
    area = groups.save("  Nordre   Havn ", "omraade", "Mødes i marts", members=[smithy])
    network = groups.save("Grønt netværk", members=[smithy, bakery, smithy])
    first, second = groups.all()
    assert (first.name, first.kind_name, first.note) == ("Grønt netværk", "Netværk", "")
    assert (second.name, second.kind_name, second.note) == ("Nordre Havn", "Område", "Mødes i marts")
    assert [member.name for member in first.members] == ["Bageriet (eksempel)", "Smedjen (eksempel)"]
    assert [group.id for group in groups.of(smithy)] == [network, area]
    assert [group.id for group in groups.of(bakery)] == [network]
    groups.save("Havnen", "tema", "", area)
    assert (groups.get(area).name, groups.get(area).kind, groups.get(area).companies) == (
        "Havnen",
        "tema",
        (smithy,),
    )
    assert set(group_companies(casebook, network)) == {smithy, bakery}


def test_what_cannot_be_is_said(groups: Groups, smithy: str) -> None:
    group = groups.save("Havnen")
    for name, sentence in (("  ", "Skriv gruppens navn."), ("HAVNEN", "Der er allerede en gruppe")):
        with pytest.raises(InputError, match=sentence):
            groups.save(name)
    assert groups.save("Havnen", id=group) == group, "its own name is not taken"
    with pytest.raises(InputError, match="kendes ikke"):
        groups.save("Ny", "klub")
    with pytest.raises(InputError, match="findes ikke"):
        groups.save("Ny", members=["nej"])
    with pytest.raises(InputError, match="ikke med i gruppen"):
        groups.lead(group, smithy)
    with pytest.raises(CprFound):
        groups.save("Ny", note="Ring til 010190-1234")
    assert [one.name for one in groups.all()] == ["Havnen"]


def test_every_change_is_a_step_to_undo(groups: Groups, smithy: str, bakery: str) -> None:
    group = groups.save("Havnen")
    assert groups.add(group, [smithy, bakery, smithy]) == 2
    assert groups.add(group, [smithy]) == 0
    groups.take_out(group, bakery)
    groups.lead(group, smithy)
    groups.remove(group)
    assert groups.all() == ()
    groups.undo()
    assert [(m.company, m.leads) for m in groups.get(group).members] == [(smithy, True)]
    groups.undo()
    assert [m.leads for m in groups.get(group).members] == [False]
    groups.undo()
    assert set(groups.get(group).companies) == {smithy, bakery}
    groups.undo()
    assert groups.get(group).companies == ()
    groups.undo()
    assert groups.all() == ()
    assert not groups.undo()
    groups.redo()
    groups.redo()
    assert set(groups.get(group).companies) == {smithy, bakery}


def test_one_leads_and_one_who_comes_back_does_not(groups: Groups, smithy: str, bakery: str) -> None:
    group = groups.save("Havnen", members=[smithy, bakery])
    groups.lead(group, bakery)
    groups.lead(group, smithy)
    assert [(m.company, m.leads) for m in groups.get(group).members] == [(smithy, True), (bakery, False)]
    groups.take_out(group, smithy)
    groups.add(group, [smithy])
    assert not any(m.leads for m in groups.get(group).members)


def test_a_deleted_group_can_be_brought_back(casebook: Casebook, groups: Groups, smithy: str) -> None:
    group = groups.save("Havnen", members=[smithy])
    groups.remove(group)
    (row,) = deleted_records(casebook)
    assert (row.kind_name, row.title) == ("Gruppe", "Havnen")
    restore_deleted(casebook, row.id)
    assert groups.get(group).companies == (smithy,)


def test_a_company_that_is_deleted_is_no_member_until_it_is_back(
    casebook: Casebook, groups: Groups, smithy: str
) -> None:
    group = groups.save("Havnen", members=[smithy])
    casebook.delete_record(smithy)
    assert groups.get(group).members == ()
    casebook.restore_record(smithy)
    assert groups.get(group).companies == (smithy,)


def test_companies_found_to_be_the_same_are_one_member(
    casebook: Casebook, groups: Groups, smithy: str, bakery: str
) -> None:
    both, only = groups.save("Begge", members=[smithy, bakery]), groups.save("Kun en", members=[bakery])
    groups.lead(both, bakery)
    twin = casebook.registry.twins.merge(smithy, bakery)
    assert [(m.company, m.leads) for m in groups.get(both).members] == [(smithy, True)]
    assert groups.get(only).companies == (smithy,)
    assert {g.id for g in groups.of(bakery)} == {both, only}
    assert groups.add(only, [bakery]) == 0
    casebook.registry.twins.part(twin)
    assert groups.get(only).companies == (bakery,)
    casebook.registry.twins.merge(smithy, bakery)
    groups.take_out(both, smithy)
    assert groups.get(both).companies == ()


def test_an_erased_company_leaves_its_groups_for_good(
    casebook: Casebook, groups: Groups, smithy: str, bakery: str
) -> None:
    group = groups.save("Havnen", members=[smithy, bakery])
    groups.add(group, [smithy])
    members = {r.id: r.fields["virksomhed"] for r in casebook.desk.store.records(kinds.MEMBER)}
    records = set(case_records(casebook, smithy))
    assert {id for id, of in members.items() if of == smithy} <= records
    assert group not in records
    assert not {id for id, of in members.items() if of == bakery} & records
    erase_case(casebook, smithy, why="anmodning", keep_figures=False)
    assert groups.get(group).companies == (bakery,)
    again = Groups(casebook)
    again.undo()
    again.redo()
    assert smithy not in {c for one in again.all() for c in one.companies}, (
        "undo brings no erased member back"
    )
    left = casebook.desk.store.records(kinds.MEMBER, deleted=True)
    assert all(record.fields.get("virksomhed") != smithy for record in left)


# -- two laptops -----------------------------------------------------------------------------------


def test_groups_travel_and_two_who_add_the_same_company_mean_one(
    open_casebook: OpenCasebook, casebook: Casebook, groups: Groups, smithy: str, tmp_path: Path
) -> None:
    bo = open_casebook("bo")
    join(casebook, bo)
    group = groups.save("Havnen", members=[])
    swap(casebook, bo, tmp_path)
    theirs = Groups(bo)
    groups.add(group, [smithy])
    theirs.add(group, [smithy])
    theirs.save("Nordhavnen", "omraade", "", group)
    swap(casebook, bo, tmp_path)
    for one in (groups, theirs):
        assert [(g.name, g.kind, g.companies) for g in one.all()] == [("Nordhavnen", "omraade", (smithy,))]
    assert casebook.desk.store.conflicts() == []
    path = tmp_path / "siden.klimabesog"
    Sharing(casebook).export_new(path, "bo")
    groups.take_out(group, smithy)
    Sharing(casebook).export_new(path, "bo")
    Sharing(bo).take_in(path)
    assert theirs.get(group).companies == ()


def test_a_single_case_brings_no_group_and_no_other_company(
    open_casebook: OpenCasebook, casebook: Casebook, groups: Groups, smithy: str, bakery: str, tmp_path: Path
) -> None:
    groups.save("Havnen", note="Bageriet leder", members=[smithy, bakery])
    path = tmp_path / "sag.klimabesog"
    Sharing(casebook).export(path, smithy)
    bo = open_casebook("bo")
    join(casebook, bo)
    Sharing(bo).take_in(path)
    assert [row.name for row in bo.companies()] == ["Smedjen (eksempel)"]
    assert Groups(bo).all() == ()
    said = [str(change.value) for event in bo.desk.store.events() for change in event.sets]
    assert not [text for text in said if "Havnen" in text or "Bageriet" in text or bakery in text]
