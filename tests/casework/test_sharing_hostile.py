"""Well-formed events that make no sense: a colleague's program gone wrong must not take the lists with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from klimabesog.casework import kinds
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.handover import officers, responsible
from klimabesog.casework.municipality import RECORD, settings
from klimabesog.casework.sharing import Sharing
from klimabesog.casework.visit import Visit
from klimabesog.store import Change
from klimabesog.values.ids import new_id
from tests.casework.laptops import OpenCasebook

NONSENSE: list[Any] = [
    5,
    -1.5,
    True,
    "",
    "mange\x00",
    "ÆØÅ" * 50,
    [],
    [[]],
    {},
    {"a": {"b": None}},
    None,
    RECORD,
]
FIELDS = {
    kinds.COMPANY: (
        "navn",
        "cvr",
        "ansatte",
        "by",
        "branche",
        "branchekode",
        "reklamebeskyttet",
        "ansvarlig",
    ),
    kinds.VISIT: ("virksomhed", "dato", "tid", "status", "deltagere", "medarbejder"),
    kinds.CONTACT: ("virksomhed", "navn", "telefon"),
}


@pytest.mark.parametrize("value", NONSENSE, ids=repr)
def test_nonsense_in_any_field_leaves_the_lists_standing(
    casebook: Casebook, open_casebook: OpenCasebook, visit: Visit, tmp_path: Path, value: Any
) -> None:
    bo = open_casebook("bo")
    Sharing(bo).set_team_key(Sharing(casebook).team_key)
    for kind, fields in FIELDS.items():
        for field in fields:
            changes = [Change(record := new_id(), "@kind", kind), Change(record, field, value)]
            if kind == kinds.VISIT and field != "virksomhed":
                changes.append(Change(record, "virksomhed", visit.company.id))
            casebook.desk.store.commit(changes, actor="Anna")
    casebook.desk.store.commit(
        [
            Change(RECORD, "@kind", "kommuner"),
            Change(RECORD, "bevaring_dage", value),
            Change(RECORD, "logo", value),
        ],
        actor="Anna",
    )
    Sharing(casebook).export(tmp_path / "x.klimabesog")
    Sharing(bo).take_in(tmp_path / "x.klimabesog")
    assert len(bo.companies()) == 1 + len(FIELDS[kinds.COMPANY])
    assert visit.id in [row.id for row in bo.visits()]
    assert officers(bo)
    assert all(isinstance(responsible(bo, row.id), str) for row in bo.companies())
    assert Sharing(bo).known_of(casebook.desk.store.device).cases
    assert settings(bo.desk).retention_days > 0
    assert Sharing(bo).take_in(tmp_path / "x.klimabesog").new == 0
    assert bo.visit(visit.id).result() == visit.result()
