"""What companies said in their newest interview of themes and waste, read from records alone: no form is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.outline import INTERVIEW
from klimabesog.store import Record
from klimabesog.values.errors import InputError
from klimabesog.xforms import Session

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

BLANK_CASE = b"<root/>"
SELECTS = ("select", "select1", "rank")

Place = tuple[str, str]
"""(entity list, property)."""


@dataclass(frozen=True)
class Said:
    """A record of what a company said: `fields` as it counts now (what is hidden is empty), `day` ISO of the visit."""

    company: str
    name: str
    visit: str
    day: str
    fields: Mapping[str, object]

    def text(self, field: str) -> str:
        """A field as text, "" for none."""
        return str(self.fields.get(field) or "").strip()


def newest_said(casebook: Casebook, kind: str) -> list[Said]:
    """The records of a kind (temaer, affald) from each company's newest visit that told of either, by name."""
    newest, merged = _newest_visits(casebook), casebook.registry.twins.merged()
    names = casebook.registry.names(newest)
    found = []
    for record in casebook.desk.store.records(kind):
        visit, company = (str(record.fields.get(name) or "") for name in ("besoeg", "virksomhed"))
        company = merged.get(company, company)
        if company in names and newest[company][1] == visit:
            fields = casebook.desk.fields(record)
            found.append(Said(company, names[company], visit, newest[company][0][0], fields))
    return sorted(found, key=lambda said: said.name.casefold())


def _newest_visits(casebook: Casebook) -> dict[str, tuple[tuple[str, str], str]]:
    """Company -> (date and time, visit) of the newest visit that stands and has told anything of the two kinds."""
    store, merged = casebook.desk.store, casebook.registry.twins.merged()
    told = {str(r.fields.get("besoeg")) for kind in (kinds.THEMES, kinds.WASTE) for r in store.records(kind)}
    newest: dict[str, tuple[tuple[str, str], str]] = {}
    for record in filter(None, map(store.record, told)):
        if record.kind == kinds.VISIT and not record.deleted:
            company = str(record.fields.get("virksomhed") or "")
            main = merged.get(company, company)
            newest[main] = max(newest.get(main, (("", ""), "")), (_when(record), record.id))
    return newest


def _when(visit: Record) -> tuple[str, str]:
    return str(visit.fields.get("dato") or ""), str(visit.fields.get("tid") or "")


class Labels:
    """What codes of the interview's questions are called: as the form in use offers them; a code it lacks stays."""

    def __init__(self, casebook: Casebook) -> None:
        self._labels = dict(_labels(casebook))

    def of(self, kind: str, field: str, code: str) -> str:
        """The label of a code in a property of a list."""
        return self._labels.get((kind, field), {}).get(code, code)

    def codes(self, kind: str, field: str) -> list[str]:
        """The codes on offer, in the form's order."""
        return list(self._labels.get((kind, field), {}))


def _labels(casebook: Casebook) -> Iterator[tuple[Place, dict[str, str]]]:
    try:
        definition = casebook.library.definition(casebook.library.current(INTERVIEW).id)
    except InputError:  # nothing was ever installed, so nobody has answered either
        return
    saved = {
        id(node): (entity.dataset, name)
        for entity in definition.entities
        for name, node in entity.properties.items()
    }
    session = Session(definition, instances={"kontekst": BLANK_CASE})
    for node in session.walk():
        place = saved.get(id(node.definition))
        if place is not None and node.kind in SELECTS:
            yield place, {choice.value: choice.label for choice in node.choices}
