"""The groups of one desk: made, renamed, deleted, with members; each change one step that can be undone.

A group is the whole municipality's, and so is the context its changes are written in: they travel with everything and
with "alt siden sidst", never with a single company's case, which therefore names no other company. That a company is in
a group is a record of its own that belongs to the company: it is erased with the case, and follows a company that was
found to be the same as another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.undo import Undoing, UndoStack
from klimabesog.casework.views import Changes
from klimabesog.partnership.groups import GROUP_KINDS, LEADER, NETWORK
from klimabesog.store import Change, Event, Record
from klimabesog.store.event import DELETED
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

CONTEXT = derived_id(kinds.GROUP, "1")
"""What all groups are written in: one history and one undo."""

__all__ = ["CONTEXT", "GROUP_KINDS", "Group", "Groups", "Member", "group_companies"]


@dataclass(frozen=True)
class Member:
    """A company in a group; `leads`: it leads the group."""

    company: str
    name: str
    leads: bool = False


@dataclass(frozen=True)
class Group:
    """A group; `kind` is a key of GROUP_KINDS, `note` internal, `members` by name, the one that leads first."""

    id: str
    name: str
    kind: str
    note: str
    members: tuple[Member, ...]

    @property
    def kind_name(self) -> str:
        """ "Netværk"."""
        return _(GROUP_KINDS.get(self.kind, GROUP_KINDS[NETWORK]))

    @property
    def companies(self) -> tuple[str, ...]:
        """The ids of its members."""
        return tuple(member.company for member in self.members)


class Groups(Undoing):
    """The groups of one casebook."""

    def __init__(self, casebook: Casebook) -> None:
        self._desk, self._registry = casebook.desk, casebook.registry
        self._undo = UndoStack(casebook.desk, CONTEXT)

    # -- reading ---------------------------------------------------------------------------------------

    def all(self) -> tuple[Group, ...]:
        """Every group, by name."""
        members = self._members()
        found = [_group(r, members.get(r.id, ())) for r in self._desk.store.records(kinds.GROUP)]
        return tuple(sorted(found, key=lambda group: (group.name.casefold(), group.id)))

    def get(self, id: str) -> Group:
        """One group; InputError when it is gone."""
        return _group(self._record(id), self._members().get(id, ()))

    def named(self, name: str) -> Group:
        """The group of this name, however it is written, or id; InputError when there is none."""
        wanted = " ".join(name.split()).casefold()
        found = next((g for g in self.all() if g.id == name or g.name.casefold() == wanted), None)
        if found is None:
            raise InputError(_("Der er ingen gruppe {name}. Se dem med group list.").format(name=name))
        return found

    def of(self, company: str) -> tuple[Group, ...]:
        """The groups a company is in."""
        main = self._registry.twins.main(company)
        return tuple(group for group in self.all() if main in group.companies)

    def _members(self) -> dict[str, tuple[Member, ...]]:
        """Members by group: companies that stand; those found to be the same are one."""
        merged = self._registry.twins.merged()
        leads: dict[tuple[str, str], bool] = {}
        for record in self._desk.store.records(kinds.MEMBER):
            company = str(record.fields.get("virksomhed") or "")
            place = (str(record.fields.get("gruppe") or ""), merged.get(company, company))
            leads[place] = leads.get(place, False) or record.fields.get("rolle") == LEADER
        names = self._registry.names({company for _group, company in leads})
        found: dict[str, list[Member]] = {}
        for (group, company), leading in leads.items():
            if company in names:
                found.setdefault(group, []).append(Member(company, names[company], leading))
        return {group: tuple(sorted(them, key=_first_to_show)) for group, them in found.items()}

    # -- changing --------------------------------------------------------------------------------------

    def save(
        self,
        name: str,
        kind: str = NETWORK,
        note: str = "",
        id: str | None = None,
        members: Iterable[str] = (),
    ) -> str:
        """Make a group (without `id`), with these companies in it, or write a known one anew; returns its id.

        InputError: no name, a name that another group has, a kind that is none.
        """
        fields = self._checked(name, kind, note, id)
        if id is not None:
            self._record(id)
        group = id or new_id()
        changes = self._desk.differences(group, kinds.GROUP, fields)
        self._write([*changes, *self._joining(group, members)])
        return group

    def remove(self, id: str) -> None:
        """Delete a group; undo, and "Slettet", bring it back with its members."""
        self._write([Change(self._record(id).id, DELETED, True)])

    def add(self, id: str, companies: Iterable[str]) -> int:
        """Take companies in; returns how many were not in already."""
        known = set(self.get(id).companies)
        new = [one for one in dict.fromkeys(map(self._registry.twins.main, companies)) if one not in known]
        self._write(list(self._joining(id, new)))
        return len(new)

    def place(self, company: str, groups: Iterable[str]) -> None:
        """Let a company be in exactly these groups, in one step."""
        before, after = {group.id for group in self.of(company)}, set(groups)
        main = self._registry.record(company).id
        changes = [
            change
            for group in sorted(after - before)
            for change in self._joining(self._record(group).id, [main])
        ]
        for group in sorted(before - after):
            changes += [Change(member, DELETED, True) for member in self._standing(group, main)]
        self._write(changes)

    def take_out(self, id: str, company: str) -> None:
        """Take a company out, by whichever of its records it is in."""
        self._write([Change(member, DELETED, True) for member in self._standing(id, company)])

    def lead(self, id: str, company: str | None) -> None:
        """Let a member lead the group, in place of whoever did; None for nobody. InputError for no member."""
        group = self.get(id)
        if company is not None and company not in group.companies:
            raise InputError(_("Virksomheden er ikke med i gruppen. Tag den med først."))
        changes: list[Change] = []
        for member in group.members:
            role = LEADER if member.company == company else None
            for record in self._standing(id, member.company):
                changes += self._desk.differences(record, kinds.MEMBER, {"rolle": role})
        self._write(changes)

    def _checked(self, name: str, kind: str, note: str, id: str | None) -> dict[str, str]:
        name = " ".join(name.split())
        if not name:
            raise InputError(_("Skriv gruppens navn."))
        if kind not in GROUP_KINDS:
            raise InputError(
                _("{kind} kendes ikke. Vælg mellem {known}.").format(kind=kind, known=", ".join(GROUP_KINDS))
            )
        taken = (group for group in self.all() if group.id != id)
        if any(group.name.casefold() == name.casefold() for group in taken):
            raise InputError(_("Der er allerede en gruppe, der hedder {name}.").format(name=name))
        return {"navn": name, "art": kind, "tekst": note.strip()}

    def _joining(self, group: str, companies: Iterable[str]) -> Iterator[Change]:
        """What makes companies members. The id follows from both, so that two officers who add one mean one."""
        for one in dict.fromkeys(self._registry.record(company).id for company in companies):
            member = derived_id(group, kinds.MEMBER, one)
            known = self._desk.store.record(member)
            fields = {"gruppe": group, "virksomhed": one}
            yield from self._desk.differences(member, kinds.MEMBER, fields)
            if known is not None and known.deleted:
                yield from (Change(member, DELETED, None), Change(member, "rolle", None))

    def _standing(self, group: str, company: str) -> list[str]:
        """The records that say that a company is in a group."""
        records = self._registry.of(kinds.MEMBER, company)
        return [record.id for record in records if record.fields.get("gruppe") == group]

    def _record(self, id: str) -> Record:
        record = self._desk.store.record(id)
        if record is None or record.deleted or record.kind != kinds.GROUP:
            raise InputError(_("Gruppen findes ikke længere."))
        return record

    def _write(self, changes: list[Change]) -> None:
        self._desk.write(changes, context=CONTEXT)
        self._tell(frozenset(change.record for change in changes))

    def _tell(self, records: frozenset[str]) -> None:
        if records:
            self._desk.tell(Changes(records, frozenset({kinds.GROUP, kinds.MEMBER})))

    # -- undo ------------------------------------------------------------------------------------------

    def _reverted(self, step: Event) -> None:
        self._tell(frozenset(change.record for change in step.sets))


def group_companies(casebook: Casebook, group: str) -> tuple[str, ...]:
    """The ids of the companies in a group (an id), for whatever reports on some of them; InputError when it is gone."""
    return Groups(casebook).get(group).companies


def _group(record: Record, members: tuple[Member, ...]) -> Group:
    fields: Mapping[str, object] = record.fields
    words = {name: str(fields.get(name) or "") for name in ("navn", "art", "tekst")}
    return Group(record.id, words["navn"], words["art"] or NETWORK, words["tekst"], members)


def _first_to_show(member: Member) -> tuple[bool, str]:
    return not member.leads, member.name.casefold()
