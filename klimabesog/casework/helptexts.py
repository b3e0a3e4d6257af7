"""Tilskud og hjælp: the municipality's own short texts on subsidies and help, each checked by a person now and then.

A text is a record of its own for the whole municipality: it travels in bundles and in the profile file, merges field by
field, and can be undone, deleted and brought back. A check names what was checked, by a digest: a text that was changed
afterwards, here or by a colleague at the same time, is checked no longer. Nothing is shown to a company before it is.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from klimabesog.casework import kinds
from klimabesog.casework.areas import AREAS
from klimabesog.casework.desk import Desk
from klimabesog.casework.undo import Undoing, UndoStack
from klimabesog.casework.views import Changes
from klimabesog.partnership.branches import BRANCHES
from klimabesog.store import Change, Event, Record
from klimabesog.store.event import DELETED
from klimabesog.values.danish import format_date, parse_date
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _

__all__ = ["AREAS", "BRANCHES", "CHECK_DAYS", "HelpText", "HelpTexts", "Suggestion"]

CHECK_DAYS = 365
"""A check holds so long; a text that was not checked since is not printed."""
CONTEXT = derived_id(kinds.HELP, "1")
"""What all texts are written in: one history and one undo for the municipality's help."""

CHECK, ORDER = "kontrol", "raekkefoelge"
TEXTS = ("titel", "tekst", "link", "hvem", "gyldig_til")
"""Fields that a check is of."""
LISTS = ("omraader", "tiltag", "brancher")
"""Fields that say what a text fits: codes with spaces between them."""

WEB = ("https://", "http://")

NEW, CHANGED, OLD, PAST, CURRENT = "ny", "aendret", "gammel", "udloebet", "kontrolleret"


@dataclass(frozen=True)
class HelpText:
    """One text. `valid_until` and `checked` are ISO dates, "" for none; `current_check`: it is of what stands now.

    It fits focus areas, measure forms and branches by their codes; one without any is for everybody.
    """

    id: str
    title: str
    text: str = ""
    link: str = ""
    who: str = ""
    areas: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    valid_until: str = ""
    checked: str = ""
    checked_by: str = ""
    current_check: bool = False

    def state(self, today: date) -> str:
        """ny, aendret, gammel, udloebet or kontrolleret."""
        if self.valid_until and date.fromisoformat(self.valid_until) < today:
            return PAST
        if not self.checked:
            return NEW
        if not self.current_check:
            return CHANGED
        return OLD if date.fromisoformat(self.checked) < today - timedelta(days=CHECK_DAYS) else CURRENT

    def is_current(self, today: date) -> bool:
        """Whether it may be shown to a company."""
        return self.state(today) == CURRENT

    def words(self, today: date) -> str:
        """Its state in a few words: "Kontrolleret 20.11.2026 af Mette Holm", "Ikke kontrolleret siden 01.02.2025"."""
        day = format_date(self.checked) if self.checked else ""
        state = self.state(today)
        if state == PAST:
            return _("Udløb {date}, ikke kontrolleret siden").format(date=format_date(self.valid_until))
        if state == NEW:
            return _("Ikke kontrolleret endnu")
        if state == CHANGED:
            return _("Ændret efter kontrollen {date}").format(date=day)
        if state == OLD:
            return _("Ikke kontrolleret siden {date}").format(date=day)
        by = _(" af {who}").format(who=self.checked_by) if self.checked_by else ""
        return _("Kontrolleret {date}").format(date=day) + by

    def is_for(self, branch: str) -> bool:
        """Whether it is for a branch; one for some branches is not for a company whose branch is not known."""
        return not self.branches or branch in self.branches

    @property
    def is_general(self) -> bool:
        """Whether it is for no measure or area in particular."""
        return not self.areas and not self.forms

    def fits(self, form: str, area: str) -> bool:
        """Whether it fits a measure form, or what was seen in a focus area ("" for neither)."""
        return (bool(form) and form in self.forms) or (bool(area) and area in self.areas)


@dataclass(frozen=True)
class Suggestion:
    """A pointer that comes with the program: `caveat` is what is not sure, `source` where it was read."""

    id: str
    fields: Mapping[str, str]
    caveat: str
    source: str


class HelpTexts(Undoing):
    """The texts of one desk. Each change is one step that can be undone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._undo = UndoStack(desk, CONTEXT)

    def all(self) -> tuple[HelpText, ...]:
        """Every text in its order."""
        records = self._desk.store.records(kinds.HELP)
        return tuple(_text(r) for r in sorted(records, key=lambda r: (_order(r), r.created_hlc, r.id)))

    def get(self, id: str) -> HelpText:
        """One text; InputError when it is gone."""
        return _text(self._record(id))

    def suggestions(self) -> tuple[Suggestion, ...]:
        """The program's pointers that were not taken over, nor taken over and deleted again."""
        return tuple(one for one in bundled() if self._is_free(suggestion_record(one.id)))

    def _is_free(self, id: str) -> bool:
        """Whether a pointer was never made a text, or its making was undone."""
        record = self._desk.store.record(id)
        return record is None or (record.deleted and not record.fields.get("titel"))

    # -- changing --------------------------------------------------------------------------------

    def save(self, given: Mapping[str, str], id: str | None = None) -> str:
        """Write a text, a new one without `id`; returns its id. `given` has fields of TEXTS and LISTS.

        InputError: no title, no text, an address that is none, no date, an area or branch that is not known.
        """
        if id is None:
            return self._make(new_id(), given)
        self._write(self._desk.differences(id, kinds.HELP, _checked(given, self._record(id).fields)))
        return id

    def check(self, id: str) -> None:
        """Say that a person has looked the text up today, as it stands, and that it holds."""
        record = self._record(id)
        check = {
            "dato": self._desk.now().date().isoformat(),
            "af": self._desk.actor,
            "indhold": digest(record.fields),
        }
        self._write(self._desk.differences(id, kinds.HELP, {CHECK: check}))

    def move(self, id: str, by: int) -> bool:
        """Put a text earlier (-1) or later (+1); False when it can't."""
        order = [text.id for text in self.all()]
        place = order.index(id)
        if not 0 <= place + by < len(order):
            return False
        order[place], order[place + by] = order[place + by], order[place]
        places = dict(enumerate(order, 1))
        self._write(
            [c for n, one in places.items() for c in self._desk.differences(one, kinds.HELP, {ORDER: n})]
        )
        return True

    def remove(self, id: str) -> None:
        """Delete a text; undo, and "Slettet", bring it back."""
        self._write([Change(self._record(id).id, DELETED, True)])

    def take_over(self, suggestion: str, given: Mapping[str, str] | None = None) -> str:
        """Make a pointer a text of the municipality's, as it is or as `given`; it is checked by nobody yet.

        Its id follows from the pointer's, so that two officers who take the same one over mean one text.
        """
        found = next((one for one in self.suggestions() if one.id == suggestion), None)
        if found is None:
            raise InputError(_("Forslaget er taget over allerede."))
        return self._make(suggestion_record(suggestion), found.fields if given is None else given)

    def _make(self, id: str, given: Mapping[str, str]) -> str:
        """Begin a text, as the last one."""
        fields = {**_checked(given, {}), ORDER: self._last() + 1}
        self._write(self._desk.differences(id, kinds.HELP, fields))
        return id

    def _record(self, id: str) -> Record:
        record = self._desk.store.record(id)
        if record is None or record.deleted or record.kind != kinds.HELP:
            raise InputError(_("Teksten findes ikke længere."))
        return record

    def _last(self) -> float:
        return max((_order(record) for record in self._desk.store.records(kinds.HELP)), default=0.0)

    def _write(self, changes: list[Change]) -> None:
        self._desk.write(changes, context=CONTEXT)
        self._tell(frozenset(change.record for change in changes))

    def _tell(self, records: frozenset[str]) -> None:
        self._desk.tell(Changes(records, frozenset({kinds.HELP})))

    # -- undo ------------------------------------------------------------------------------------

    def _reverted(self, step: Event) -> None:
        self._tell(frozenset(change.record for change in step.sets))


# -- fields --------------------------------------------------------------------------------------------------------


def digest(fields: Mapping[str, object]) -> str:
    """SHA-256 of what a check is of; the same for the same words on every laptop."""
    words = [str(fields.get(name) or "") for name in TEXTS]
    return hashlib.sha256(json.dumps(words, ensure_ascii=False).encode()).hexdigest()


def suggestion_record(suggestion: str) -> str:
    """The record that a pointer becomes."""
    return derived_id(kinds.HELP, suggestion)


def _text(record: Record) -> HelpText:
    fields = record.fields
    check = fields.get(CHECK)
    known: Mapping[str, object] = check if isinstance(check, dict) else {}
    words = {name: str(fields.get(name) or "") for name in (*TEXTS, *LISTS)}
    return HelpText(
        id=record.id,
        title=words["titel"],
        text=words["tekst"],
        link=words["link"] if words["link"].startswith(WEB) else "",
        who=words["hvem"],
        areas=tuple(words["omraader"].split()),
        forms=tuple(words["tiltag"].split()),
        branches=tuple(words["brancher"].split()),
        valid_until=_day(words["gyldig_til"]),
        checked=_day(str(known.get("dato") or "")),
        checked_by=str(known.get("af") or ""),
        current_check=known.get("indhold") == digest(fields),
    )


def _day(text: str) -> str:
    """An ISO date; "" for what is none, whoever wrote it."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _order(record: Record) -> float:
    place = record.fields.get(ORDER)
    return float(place) if isinstance(place, int | float) else float("inf")


def _checked(given: Mapping[str, str], before: Mapping[str, object]) -> dict[str, str]:
    """The fields as they are kept. InputError for what can't be."""
    fields = {
        name: " ".join(text.split()) if name != "tekst" else text.strip() for name, text in given.items()
    }
    whole = {name: str(fields.get(name, before.get(name)) or "") for name in ("titel", "tekst")}
    if not whole["titel"]:
        raise InputError(_("Skriv en overskrift."))
    if not whole["tekst"]:
        raise InputError(_("Skriv, hvad det går ud på."))
    if fields.get("link"):
        fields["link"] = _address(fields["link"])
    if fields.get("gyldig_til"):
        fields["gyldig_til"] = parse_date(fields["gyldig_til"])
    for name, codes in (("omraader", AREAS), ("brancher", BRANCHES)):
        if unknown := [code for code in fields.get(name, "").split() if code not in codes]:
            raise InputError(
                _("{code} kendes ikke. Vælg mellem {known}.").format(code=unknown[0], known=", ".join(codes))
            )
    return fields


def _address(text: str) -> str:
    """An address on the net, with https:// where none was written. InputError for what is none."""
    address = text if text.startswith(WEB) else f"https://{text}"
    host = address.partition("://")[2].partition("/")[0]
    if " " in address or "." not in host.strip("."):
        raise InputError(_("»{text}« er ikke en adresse. Skriv den som sparenergi.dk.").format(text=text))
    return address


# -- the program's pointers ----------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def bundled() -> tuple[Suggestion, ...]:
    """The pointers that come with the program."""
    with resource_path("resources", "hjaelp.csv").open(encoding="utf-8-sig", newline="") as file:
        return tuple(_suggestions(csv.DictReader(file, delimiter=";")))


def _suggestions(lines: Iterator[Mapping[str, str]]) -> Iterator[Suggestion]:
    for line in lines:
        fields = {name: line[name] for name in ("titel", "tekst", "link", "hvem", "omraader")}
        yield Suggestion(line["id"], fields, line["forbehold"], line["kilde"])
