"""What colleagues answered differently without seeing each other ("Afklar"), and settling it.

The store keeps every such value; the newest shows. One disagreement may stand in several places of the log: an amount
with its unit and source, an answer and the property it was saved to. They were written together, so they are settled
together: never half of one person's figure and half of another's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.instance import COMMENT, LATER, companions
from klimabesog.casework.views import Changes
from klimabesog.casework.whereabouts import Spot, Whereabouts
from klimabesog.store import Change, Conflict
from klimabesog.store.event import Version
from klimabesog.values.clock import hlc_time
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms import Node

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

ANSWER, TEXT, FIELD = "svar", "tekst", "felt"
"""Kinds: an answer in a form (typed anew in its own editor), a text, another field of a record."""

WRITTEN = frozenset({
    "adresse", "alternativ_tekst", "billedtekst", "by", "deltagere", "epost", "formaal", "hvem", "indledning", "navn",
    "rolle", "sted", "tekst", "tekst_intern", "tekst_rapport", "telefon", "tid", "titel",
})  # fmt: skip
"""Fields of records that are plain text, so that a third one can be written."""


MADE_BY_FORMS = frozenset({
    kinds.MEASURE, kinds.CONSUMPTION, kinds.SPLIT, kinds.ROW, kinds.INFORMATION, kinds.AGREEMENT, kinds.REVIEW,
    kinds.PLAN, kinds.FOLLOW_UP, kinds.WASTE, kinds.THEMES,
})  # fmt: skip
"""Records that answers are saved to (`save_to`)."""


@dataclass(frozen=True)
class Said:
    """What one person said: `event` names it; `when` is local time."""

    event: str
    text: str
    who: str
    when: datetime
    own: bool
    values: Mapping[tuple[str, str], object]
    """(record, field) -> value, of the places that this disagreement stands in."""


@dataclass(frozen=True)
class Clash:
    """One disagreement: where, and what each said, the one that shows first.

    `id` stays the same while it stands. `writable`: a third value may be written, as text (an XForms string for an
    answer); `combinable`: both texts may be put together.
    """

    id: str
    kind: str
    spot: Spot
    said: tuple[Said, ...]
    places: tuple[tuple[str, str], ...]
    writable: bool
    combinable: bool

    @property
    def combined(self) -> str:
        """All that was said, oldest first, one after the other; what another text contains is left out."""
        kept: list[str] = []
        for one in reversed(self.said):
            if one.text.strip() and not any(one.text in text for text in kept):
                kept = [text for text in kept if text not in one.text] + [one.text]
        return "\n".join(kept)


def open_conflicts(casebook: Casebook, context: str | None = None) -> list[Clash]:
    """What is to be settled, by company, visit and place: in all of the casebook, in one visit, or in the steps of one
    company (its partnership)."""
    where = Whereabouts(casebook)
    groups = _groups(casebook, where, context)
    clashes = [_clash(casebook, where, group) for group in groups]
    return sorted(
        clashes, key=lambda c: (c.spot.company_name.casefold(), c.spot.visit_name, c.spot.chapter, c.id)
    )


def count_conflicts(casebook: Casebook, context: str | None = None) -> int:
    """How many there are: quick, no form is opened."""
    return sum(1 for _group in _groups(casebook, Whereabouts(casebook), context))


def count_touching(casebook: Casebook, records: frozenset[str]) -> int:
    """How much that touches these records is to be settled: disagreements, and companies made twice."""
    split = {conflict.record for conflict in casebook.desk.store.conflicts()} & records
    groups = _groups(casebook, Whereabouts(casebook), None) if split else ()
    clashes = sum(any(conflict.record in split for conflict in group) for group in groups)
    return clashes + sum(bool({pair.first, pair.second} & records) for pair in casebook.registry.twins.pairs())


def split_questions(casebook: Casebook, context: str) -> frozenset[tuple[str, str]]:
    """(record, path) of the questions on which the answers differ, for the badges on their cards."""
    where = Whereabouts(casebook)
    places = (place for group in _groups(casebook, where, context) for place in group)
    return frozenset((c.record, c.field) for c in places if c.field.startswith("/"))


def settle(casebook: Casebook, clash: Clash, chosen: Said | str) -> None:
    """End a disagreement: with what one said, or with another text (an XForms string for an answer).

    Written as one change that names every value that stood, so that it ends on every laptop; the visit's undo takes
    it back. InputError when it has been settled meanwhile, or a third value can't be written here; CprFound for a
    possible CPR number in a text.
    """
    if not any(casebook.desk.store.conflicts(record) for record, _field in clash.places):
        raise InputError(_("Det er allerede afklaret."))
    if isinstance(chosen, Said):
        with casebook.desk.overruling_cpr():  # it has been saved before
            _write(casebook, clash, _values_of(casebook, clash, chosen))
    elif not clash.writable:
        raise InputError(_("Vælg en af de to. Her kan der ikke skrives en tredje."))
    elif clash.kind == ANSWER:
        _answer(casebook, clash, chosen)
    else:
        _write(casebook, clash, dict.fromkeys(clash.places, chosen))


# -- reading ---------------------------------------------------------------------------------------


def _groups(casebook: Casebook, where: Whereabouts, context: str | None) -> Iterator[list[Conflict]]:
    """Conflicts that are one disagreement: answers of the same change-sets, with what they were saved to, also in a
    record of another form; each other one alone. `context`: those with any part in it."""
    together: dict[object, list[Conflict]] = {}
    contexts: dict[object, set[str]] = {}
    store = casebook.desk.store
    for conflict in store.conflicts():
        record = store.record(conflict.record)
        if record is None or conflict.kind in (kinds.FORM, kinds.FACTORS):
            continue
        saved_to = record.fields.get("instans") and record.kind in MADE_BY_FORMS
        key: object = (conflict.record, conflict.field)
        if conflict.field.startswith("/") or saved_to:
            key = frozenset(head.event for head in conflict.heads)
        together.setdefault(key, []).append(conflict)
        if context is not None:
            contexts.setdefault(key, set()).add(where.context_of(record))
    yield from (group for key, group in together.items() if context is None or context in contexts[key])


def _clash(casebook: Casebook, where: Whereabouts, group: list[Conflict]) -> Clash:
    group = sorted(group, key=lambda c: (not c.field.startswith("/"), c.record, c.field))
    first = _leading(where, group, casebook)
    kind = _kind(first)
    places = tuple((c.record, c.field) for c in group)
    texts = kind == TEXT or (kind == ANSWER and _is_text(where, first, casebook))
    return Clash(
        id=f"{first.record}:{first.field}",
        kind=kind,
        spot=where.spot(first.record, first.field),
        said=tuple(_said(casebook, where, group, first, head) for head in _distinct(first.heads)),
        places=places,
        writable=kind in (ANSWER, TEXT),
        combinable=texts,
    )


def _leading(where: Whereabouts, group: list[Conflict], casebook: Casebook) -> Conflict:
    """The place that names the group: the figure before its unit and source, an answer before what it is saved to."""
    answers = [c for c in group if c.field.startswith("/")]
    beside: set[tuple[str, str]] = set()
    for conflict in answers:
        if (node := _node(where, conflict, casebook)) is not None:
            beside |= {(other.record, other.path) for other in companions(node)}
    return next((c for c in answers if (c.record, c.field) not in beside), group[0])


def _node(where: Whereabouts, conflict: Conflict, casebook: Casebook) -> Node | None:
    record = casebook.desk.store.record(conflict.record)
    found = where.question(record, conflict.field) if record is not None else None
    return found[1] if found else None


def _kind(conflict: Conflict) -> str:
    if conflict.field.startswith("/"):
        return ANSWER
    return TEXT if conflict.field in WRITTEN or conflict.field.startswith(COMMENT) else FIELD


def _is_text(where: Whereabouts, conflict: Conflict, casebook: Casebook) -> bool:
    node = _node(where, conflict, casebook)
    return node is not None and node.kind == "text" and "numbers" not in node.appearance.split()


def _distinct(heads: Iterable[Version]) -> list[Version]:
    """One head of each value, the newest."""
    kept: list[Version] = []
    for head in heads:
        if all(head.value != other.value for other in kept):
            kept.append(head)
    return kept


def _said(
    casebook: Casebook, where: Whereabouts, group: list[Conflict], first: Conflict, head: Version
) -> Said:
    values = {(c.record, c.field): v.value for c in group for v in c.heads if v.event == head.event}
    texts = [where.shown(first.record, first.field, head.value)]
    texts += [
        where.shown(c.record, c.field, values[c.record, c.field])
        for c in group
        if c is not first and c.field.startswith("/") and (c.record, c.field) in values
    ]
    return Said(
        event=head.event,
        text=" · ".join(filter(None, texts)) if len(texts) > 1 else _flagged(first, texts[0], head.value),
        who=head.actor,
        when=hlc_time(head.hlc),
        own=head.device == casebook.desk.store.device,
        values=values,
    )


def _flagged(conflict: Conflict, text: str, value: object) -> str:
    return (_("Ja") if value else _("Nej")) if conflict.field.startswith(LATER) else text


# -- settling --------------------------------------------------------------------------------------


def _values_of(casebook: Casebook, clash: Clash, said: Said) -> dict[tuple[str, str], object]:
    """What one person said in every place; where they said nothing, what shows stays."""
    values: dict[tuple[str, str], object] = {}
    for place in clash.places:
        shown = casebook.desk.store.version(*place)
        values[place] = said.values.get(place, shown.value if shown else None)
    return values


def _write(casebook: Casebook, clash: Clash, values: Mapping[tuple[str, str], object]) -> None:
    """One change-set; the desk names every standing version. An open visit reads the answers anew."""
    spot, changes = clash.spot, {place: Change(*place, value) for place, value in values.items()}
    context = spot.visit or spot.company or clash.places[0][0]
    if spot.step:
        book = casebook.steps(spot.company)
        context = book.context
        changes |= {(c.record, c.field): c for c in book.following(spot.step, values)}
    casebook.desk.write(changes.values(), context=context)
    _tell(casebook, clash)


def _answer(casebook: Casebook, clash: Clash, text: str) -> None:
    """A third answer, by the form: it works out what the answer is saved to and what depends on it."""
    record, path = next(place for place in clash.places if f"{place[0]}:{place[1]}" == clash.id)
    known = casebook.desk.store.record(record)
    found = Whereabouts(casebook).question(known, path) if known is not None else None
    if found is None:
        raise InputError(_("Spørgsmålet stilles ikke længere. Vælg et af svarene."))
    form, node = found
    form.settle(node.ref, text, clash.places)
    _tell(casebook, clash)


def _tell(casebook: Casebook, clash: Clash) -> None:
    """The visit that is open, and lists, follow."""
    records = frozenset(record for record, _field in clash.places)
    if clash.spot.step:
        casebook.steps(clash.spot.company).form(clash.spot.step).recompute()
    if clash.spot.visit:
        visit = casebook.look_at(clash.spot.visit)
        visit.reload(records)
        visit.recompute()
    casebook.desk.tell(Changes(records, frozenset(kinds.NAMES), clash.spot.visit or None))
