"""The places that name a person, each with what it says and what it will say when the name has been taken out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from klimabesog.casework import attachments, kinds
from klimabesog.casework.conflicts import MADE_BY_FORMS
from klimabesog.casework.cpr import is_free
from klimabesog.casework.needles import Needles, texts
from klimabesog.casework.personfiles import Found, file_spot, is_file
from klimabesog.casework.persons import FORMER, GONE, NOW, needles_of, search, state_of
from klimabesog.casework.whereabouts import Spot, Whereabouts
from klimabesog.store import Change, Record
from klimabesog.store.event import Version
from klimabesog.values.texts import _
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

Progress = Callable[[int, int], None]
At = tuple[str, str]
"""A record and a field of it."""

_ORDER = (NOW, FORMER, GONE)
_ALONE = frozenset({"epost", "telefon"})
"""Fields that hold an address or a number and nothing else: they are emptied."""


@dataclass(frozen=True)
class Place:
    """A field that names the person now, did so before, or did so before it was deleted (`state` as in `persons`).

    `before` is what it says, as it reads, and `after` what it will say: "" where nothing is left. `versions`: how many
    go. `sure` is False where the name stands only inside other words. `why_not`: why it can't be changed, in one
    sentence, "" where it can. `beside`: where the same words were saved to, which go with it.
    """

    record: str
    field: str
    kind: str
    spot: Spot
    state: str
    before: str
    after: str
    versions: int
    sure: bool = True
    why_not: str = ""
    beside: tuple[At, ...] = ()

    @property
    def where(self) -> str:
        """The place in one line."""
        name = self.spot.label or kinds.NAMES.get(self.kind, self.kind).capitalize()
        return " · ".join(part for part in (self.spot.text, name) if part)

    @property
    def at(self) -> At:
        """Record and field."""
        return self.record, self.field


def all_needles(casebook: Casebook, needles: Iterable[str], found: Iterable[Found]) -> list[str]:
    """What to look for: the needles, and the other ones of the contact person they mean, if they mean just one."""
    given, store = list(needles), casebook.desk.store
    named = {one.record for one in found if one.field == "navn"}
    contacts = [r.id for r in map(store.record, named) if r is not None and r.kind == kinds.CONTACT]
    known = {text.casefold() for text in given}
    more = needles_of(casebook, contacts[0]) if len(contacts) == 1 else []
    return [*given, *(text for text in more if text.casefold() not in known)]


def find_places(casebook: Casebook, needles: Sequence[str]) -> list[Place]:
    """Everything that names a person by any of these; see `places_of`."""
    return places_of(casebook, needles, search(casebook.desk.store, needles).found)


def places_of(
    casebook: Casebook,
    needles: Sequence[str],
    found: Iterable[Found],
    progress: Progress = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Place]:
    """The places that were found, with what each will say; those that can't be changed last. [] when cancelled."""
    look = Look(casebook, needles)
    groups: dict[At, list[Found]] = {}
    for one in found:
        groups.setdefault((one.record, one.field), []).append(one)
    places: list[Place] = []
    for number, group in enumerate(groups.values()):
        if cancelled():
            return []
        progress(number, len(groups))
        places.append(look.place(group))
    return sorted(
        look.together(places, groups),
        key=lambda p: (bool(p.why_not), _ORDER.index(p.state), p.spot.company_name, p.spot.visit_name, p.where),
    )


class Look:
    """One look through a casebook for a person: what stands in each place, and what is to stand there."""

    def __init__(self, casebook: Casebook, needles: Sequence[str]) -> None:
        self._casebook, self._store = casebook, casebook.desk.store
        self._needles, self.where = Needles(needles), Whereabouts(casebook)

    def place(self, group: list[Found]) -> Place:
        """A field with the versions of it that were found."""
        record_id, field = group[0].record, group[0].field
        record = self._store.record(record_id)
        if not record_id:
            return _officer(group[0])
        if record is not None and record.kind == kinds.DOCUMENT and field == "model":
            return self._document(record)
        if record is not None and is_file(record.kind, field):
            return self._file(record, field)
        named, heads = self.named(record_id, field), self._store.heads(record_id, field)
        standing = [version for version in named if version in heads]
        said = (standing or named or [group[-1].version])[0].value
        stays = not standing or record is None or record.deleted
        new = None if stays else self.new_value(record, field, heads[0].value)
        return Place(
            record=record_id,
            field=field,
            kind=record.kind if record is not None else "",
            spot=self.where.spot(record_id, field),
            state=min((state_of(self._casebook, record, one) for one in group), key=_ORDER.index),
            before=self._reads(record_id, field, said, said),
            after=self._reads(record_id, field, new, said),
            versions=len(named),
            sure=any(self._needles.are_words_of(one.version.value) for one in group),
            why_not="" if named else _("Navnet står ikke her som et ord. Ret teksten selv, og søg igen."),
        )

    def _reads(self, record: str, field: str, value: Any, said: Any) -> str:
        """A value as a person reads it; of one with many parts those that differ from what was `said`, or say it."""
        if not isinstance(value, (dict, list)):
            return self.where.shown(record, field, value)
        taken = self._needles.without(said)
        pairs = zip(texts(value), texts(said), texts(taken), strict=False)
        return " · ".join(text for text, before, after in pairs if before != after)

    def _document(self, record: Record) -> Place:
        number = str(record.fields.get("nummer") or "")
        label = _("Udstedt dokument nr. {number}").format(number=number)
        return _unchangeable(
            record.id,
            kinds.DOCUMENT,
            replace(self.where.spot(record.id, "model"), label=label),
            _("Navnet står i dokumentets tekst."),
            _("Det bliver stående. Det forsvinder kun med hele sagen: »Slet for altid« på virksomhedens side."),
        )

    def _file(self, record: Record, field: str) -> Place:
        """A file is kept as it came, or not at all."""
        return _unchangeable(
            record.id,
            record.kind,
            file_spot(self.where.spot(record.id, field), record),
            _("Navnet står i filens tekst."),
            _("Filen bliver stående, som den er. Fjern den selv, hvis den ikke skal gemmes."),
            field,
        )

    def together(self, places: list[Place], groups: dict[At, list[Found]]) -> list[Place]:
        """What an answer was saved to (`save_to`) goes with the answer."""
        by_event: dict[tuple[str, object], Place] = {}
        for place in places:
            if place.field.startswith("/") and not place.why_not:
                by_event |= {(f.version.event, _key(f.version.value)): place for f in groups[place.at]}
        beside: dict[At, list[At]] = {}
        for place in places:
            if place.kind in MADE_BY_FORMS and not place.field.startswith("/"):
                answers = [by_event.get((f.version.event, _key(f.version.value))) for f in groups[place.at]]
                if answers[-1] is not None:
                    beside.setdefault(answers[-1].at, []).append(place.at)
        hidden = {at for ats in beside.values() for at in ats}
        return [replace(p, beside=tuple(beside.get(p.at, ()))) for p in places if p.at not in hidden]

    def named(self, record: str, field: str) -> list[Version]:
        """The versions of a field that say the name."""
        history = self._store.history(record, field)
        return [version for version in history if self._needles.without(version.value) != version.value]

    def new_value(self, record: Record | None, field: str, value: Any) -> Any:
        """What is to stand in a field in place of a value that says the name."""
        taken = self._needles.without(value)
        if taken == value or record is None:
            return taken
        if field in _ALONE:
            return None
        node = self._question(record, field)[1]
        if node is None:
            return taken
        if node.kind in attachments.FILE_KINDS:
            return attachments.renamed(str(taken))
        return taken if is_free(node.name, node.kind, node.appearance) else ""

    def changes(self, record_id: str, field: str) -> tuple[list[Change], list[str]]:
        """What takes the name out of a field as it stands at this moment: new words, and the stamps of what goes.

        The new words name every version that stands, so that a disagreement is settled. A deleted record gets none:
        they would bring it back.
        """
        named = [version.hlc for version in self.named(record_id, field)]
        heads, record = self._store.heads(record_id, field), self._store.record(record_id)
        if record is None or record.deleted or not {head.hlc for head in heads} & {*named}:
            return [], named
        new = self.new_value(record, field, heads[0].value)
        changes = [Change(record_id, field, new, tuple(head.hlc for head in heads))]
        instance, node = self._question(record, field)
        if node is not None and node.kind in attachments.FILE_KINDS:
            changes += attachments.renaming(self._casebook.desk, instance, str(heads[0].value), str(new))
        return changes, named

    def _question(self, record: Record, field: str) -> tuple[str, Node | None]:
        """The id of the form instance and the question that an answer belongs to; None when it is not asked now."""
        found = self.where.question(record, field) if field.startswith("/") else None
        return (found[0].id, found[1]) if found is not None else ("", None)

    def context(self, record_id: str) -> str | None:
        """What a record is worked on in: a visit, a company's steps, the company."""
        record = self._store.record(record_id)
        if record is None:
            return None
        return self.where.context_of(record) or self.where.company_of(record) or None


def _officer(found: Found) -> Place:
    name = found.version.actor
    why = _("Navnet på den, der har skrevet i Klimabesøg, hører til sagens historik og bliver stående.")
    return _unchangeable("", "medarbejder", Spot(label=_("Har arbejdet i Klimabesøg")), name, why)


def _unchangeable(
    record: str, kind: str, spot: Spot, text: str, why_not: str, field: str = "model"
) -> Place:
    field = field if record else ""
    return Place(record, field, kind, spot, NOW, text, text, 0, why_not=why_not)


def _key(value: object) -> object:
    """A value as a key: what an answer is saved to is the same text."""
    return value if isinstance(value, str) else repr(value)
