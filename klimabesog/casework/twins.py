"""Two records of one company: found by their CVR number, shown as one, and parted again without loss.

Two laptops may each create a company before they share. That they are the same is a record of its own: it says which
one is shown, and nothing of the two is moved. What hangs on the second is listed under the first.
"""

from __future__ import annotations

from typing import NamedTuple

from klimabesog.casework import kinds
from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes
from klimabesog.store import Change, Record
from klimabesog.store.event import KIND
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _

TOLD = frozenset({kinds.COMPANY, kinds.VISIT, kinds.CONTACT, kinds.SITE, kinds.DOCUMENT})


class Pair(NamedTuple):
    """Two companies with one CVR number: ids, names and what tells them apart (town, visits)."""

    first: str
    second: str
    cvr: str
    first_text: str
    second_text: str


class Merged(NamedTuple):
    """A company shown as another: `record` says so, `first` is the one that shows."""

    record: str
    first: str
    second: str
    first_name: str
    second_name: str


class Twins:
    """Which companies of one desk are the same."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def merged(self) -> dict[str, str]:
        """Company -> the one it is shown as, for those shown as another. Two that say so of each other agree too."""
        says = {
            str(r.fields["virksomhed"]): str(r.fields["samme_som"])
            for r in self._records()
            if not r.fields.get("forskellige") and r.fields.get("samme_som") and r.fields.get("virksomhed")
        }
        found = {company: self._shown_as(company, says) for company in says}
        return {company: main for company, main in found.items() if main != company}

    def main(self, company: str) -> str:
        """The company it is shown as: mostly itself."""
        return self.merged().get(company, company)

    def all_of(self, company: str) -> list[str]:
        """The records of a company: the one that shows first."""
        merged = self.merged()
        main = merged.get(company, company)
        return [main, *sorted(other for other, shown in merged.items() if shown == main)]

    def pairs(self) -> list[Pair]:
        """Companies with one CVR number that nobody has said yes or no about, by name."""
        store = self._desk.store
        merged = self.merged()
        apart = {frozenset((str(r.fields.get("virksomhed")), str(r.fields.get("samme_som")))) for r in self._records()}
        by_cvr: dict[str, list[Record]] = {}
        for record in store.records(kinds.COMPANY):
            if record.id not in merged and (cvr := str(record.fields.get("cvr") or "")):
                by_cvr.setdefault(cvr, []).append(record)
        found = [
            self._pair(cvr, first, second)
            for cvr, alike in by_cvr.items()
            for n, first in enumerate(alike)
            for second in alike[n + 1 :]
            if frozenset((first.id, second.id)) not in apart
        ]
        return sorted(found, key=lambda pair: pair.first_text.casefold())

    def merges(self) -> list[Merged]:
        """What is shown as one now, to be parted again."""
        standing = self.merged()
        return [
            Merged(r.id, standing[second], second, self._name(standing[second]), self._name(second))
            for r in self._records()
            if (second := str(r.fields.get("virksomhed"))) in standing and not r.fields.get("forskellige")
        ]

    def merge(self, first: str, second: str) -> str:
        """Show the second as the first; what the first does not say is taken from the second. Returns the record's id.

        InputError when one of them is gone, or they are one already.
        """
        one, other = self._company(first), self._company(second)
        if self.main(one.id) == self.main(other.id):
            raise InputError(_("De to er allerede samlet."))
        twin = new_id()
        changes = [
            Change(twin, KIND, kinds.TWIN),
            Change(twin, "virksomhed", other.id),
            Change(twin, "samme_som", one.id),
        ]
        lacking = {f: v for f, v in other.fields.items() if v not in (None, "") and one.fields.get(f) in (None, "")}
        changes += [Change(one.id, field, value) for field, value in lacking.items()]
        with self._desk.overruling_cpr():
            self._desk.write(changes, context=one.id)
        self._tell({one.id, other.id})
        return twin

    def keep_apart(self, first: str, second: str) -> None:
        """The two are different companies all the same: do not ask again."""
        fields = {"virksomhed": self._company(second).id, "samme_som": self._company(first).id, "forskellige": True}
        self._desk.save_record(new_id(), kinds.TWIN, fields, context=first)
        self._tell({first, second})

    def part(self, record: str) -> None:
        """Show two companies apart again; what the first was given of the second goes back, where it still shows."""
        store = self._desk.store
        made = next((v for v in store.history(record, KIND)), None)
        twin = store.record(record)
        if made is None or twin is None or twin.deleted:
            raise InputError(_("De to er allerede skilt ad."))
        first = str(twin.fields.get("samme_som"))
        changes = [
            change
            for change in store.inverse(made.event)
            if change.record == record or self._still_shows(change, made.event)
        ]
        self._desk.write(changes, context=first, undoes=made.event)
        self._tell({first, str(twin.fields.get("virksomhed"))})

    # -- parts -----------------------------------------------------------------------------------

    def _records(self) -> list[Record]:
        return self._desk.store.records(kinds.TWIN)

    def _shown_as(self, company: str, says: dict[str, str]) -> str:
        """Follow who is shown as whom, past companies that were deleted; of a ring the smallest id shows."""
        trail = [company]
        while (following := says.get(trail[-1])) is not None:
            if following in trail:
                return min(trail[trail.index(following) :])
            trail.append(following)
        shown = next((c for c in reversed(trail) if self._stands(c)), company)
        return shown

    def _stands(self, company: str) -> bool:
        record = self._desk.store.record(company)
        return record is not None and not record.deleted

    def _company(self, company: str) -> Record:
        record = self._desk.store.record(company)
        if record is None or record.kind != kinds.COMPANY or record.deleted:
            raise InputError(_("Virksomheden findes ikke. Vælg en fra listen."))
        return record

    def _still_shows(self, change: Change, event: str) -> bool:
        shown = self._desk.store.version(change.record, change.field)
        return shown is not None and shown.event == event

    def _name(self, company: str) -> str:
        record = self._desk.store.record(company)
        return str(record.fields.get("navn") or "") if record is not None else ""

    def _pair(self, cvr: str, first: Record, second: Record) -> Pair:
        """The older one first: it is proposed as the one to show."""
        if second.created_hlc < first.created_hlc:
            first, second = second, first
        return Pair(first.id, second.id, cvr, self._text(first), self._text(second))

    def _text(self, record: Record) -> str:
        visits = len(self._desk.store.records(kinds.VISIT, virksomhed=record.id))
        town = " ".join(str(record.fields.get(name) or "") for name in ("postnr", "by")).strip()
        counted = _("1 besøg") if visits == 1 else _("{n} besøg").format(n=visits)
        return ", ".join(part for part in (str(record.fields.get("navn") or ""), town, counted) if part)

    def _tell(self, companies: set[str]) -> None:
        self._desk.tell(Changes(frozenset(companies), TOLD))
