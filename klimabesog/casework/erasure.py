"""A case that is erased when its time is up, or because the person asks: on every laptop, for good.

The period runs from the last follow-up or a recorded no (databeskyttelsesforordningen art. 5(1)(e): no longer than
needed), and only after filing: what was issued must stand in the municipality's filing system first (offentlighedsloven
§ 15). What is left here is a record of the deletion without personal data, and, if wished, figures without a name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from klimabesog.casework import kinds, municipality
from klimabesog.casework.laptops import Laptop, Laptops
from klimabesog.casework.letters import deletion_letter
from klimabesog.casework.life import LAYER_FIELDS
from klimabesog.casework.views import Changes
from klimabesog.casework.visitviews import DocumentRow
from klimabesog.partnership.layers import REALISED
from klimabesog.store import Event, Record
from klimabesog.values.clock import hlc_time
from klimabesog.values.danish import format_date, parse_date
from klimabesog.values.errors import InputError
from klimabesog.values.ids import new_id
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

DECLINED, DECLINED_WHY = "afslag", "afslag_grund"
"""Fields of a company: the day it said no (ISO), and why (a key of DECLINES)."""

STATISTICS = "statistik"
"""Kind of the record of figures without a name."""

DECLINES = {
    "ikke_interesseret": "Ikke interesseret",
    "ikke_tid": "Har ikke tid",
    "andet_forloeb": "Er med i et andet forløb",
    "lukker": "Lukker eller flytter",
    "intet_svar": "Svarer ikke",
    "andet": "Andet",
}
CASE, CONTACT, NAME = "sag", "kontaktperson", "navn"
"""What may be erased, as the record of the deletion says it."""

REASONS = {
    "periode": "Perioden er gået",
    "anmodning": "Den, oplysningerne handler om, har bedt om det",
    "fejl": "Sagen er oprettet ved en fejl",
    "ikke_journalpligt": "Dokumenterne skal ikke journaliseres",
    "journaliseret": "Dokumenterne er journaliseret et andet sted",
}
"""Why a case is erased: from a list, so that the deletion record can hold no personal data."""

SHARED = frozenset({kinds.FORM, kinds.FACTORS, kinds.DELETION, STATISTICS, municipality.MUNICIPALITY})
_OWNERS = frozenset({kinds.COMPANY, kinds.VISIT, kinds.INSTANCE, kinds.SCREENING})
"""Kinds that other records belong to."""
_LINKED = ("virksomhed", "besoeg", "instans", "samme_som", "screening")
_KINDS = (*kinds.NAMES, kinds.CONSUMPTION, kinds.TWIN, kinds.PARTNERSHIP, "fordeling")


@dataclass(frozen=True)
class CaseEnd:
    """How far a company's case is from being erased. `ended`: the ISO day its period runs from, "" while it goes on.

    `because`: "opfølgning" or "afslag"; `due` the ISO day it may go; `unfiled`: issued documents without a number.
    """

    company: str
    name: str
    ended: str
    because: str
    due: str
    unfiled: tuple[DocumentRow, ...]
    is_due: bool


@dataclass(frozen=True)
class Erased:
    """What an erasure did: the deletion record, how many records went, and the letter to the person who asked."""

    deletion: str
    records: int
    letter: str


@dataclass(frozen=True)
class Deletion:
    """One line of the list of deletions: no personal data. `confirmed`: each laptop, and whether it has done it too."""

    id: str
    what: str
    why: str
    when: datetime
    who: str
    records: int
    figures_kept: bool
    confirmed: tuple[tuple[Laptop, bool], ...]


# -- when ------------------------------------------------------------------------------------------


def decline(casebook: Casebook, company: str, why: str, day: str = "") -> None:
    """Note that a company has said no, on a day as typed or today: its period of keeping begins. `why`: of DECLINES."""
    if why not in DECLINES:
        raise ValueError(why)
    said = parse_date(day) if day else casebook.desk.now().date().isoformat()
    record = casebook.registry.record(company).id
    casebook.desk.save_record(record, kinds.COMPANY, {DECLINED: said, DECLINED_WHY: why}, context=record)
    casebook.desk.tell(Changes(frozenset({record}), frozenset({kinds.COMPANY})))


def take_back_no(casebook: Casebook, company: str) -> None:
    """The company came back: its case goes on."""
    record = casebook.registry.record(company).id
    casebook.desk.save_record(record, kinds.COMPANY, {DECLINED: None, DECLINED_WHY: None}, context=record)
    casebook.desk.tell(Changes(frozenset({record}), frozenset({kinds.COMPANY})))


def case_end(casebook: Casebook, company: str, today: date | None = None) -> CaseEnd:
    """When a company's case may be erased; InputError when there is none such."""
    record = casebook.registry.record(company)
    today = today or casebook.desk.now().date()
    followed, declined = _last_follow_up(casebook, record.id), str(record.fields.get(DECLINED) or "")
    ended = max(followed, declined)
    days = municipality.settings(casebook.desk).retention_days
    due = (date.fromisoformat(ended) + timedelta(days=days)).isoformat() if ended else ""
    unfiled = tuple(d for d in casebook.documents.of(record.id) if not d.journal)
    return CaseEnd(
        company=record.id,
        name=str(record.fields.get("navn") or ""),
        ended=ended,
        because="" if not ended else _("afslag") if ended == declined else _("opfølgning"),
        due=due,
        unfiled=unfiled,
        is_due=bool(due) and due <= today.isoformat() and not unfiled,
    )


def due_cases(casebook: Casebook, today: date | None = None) -> list[CaseEnd]:
    """Cases whose period is over ("Klar til sletning"), the longest first; those that wait for filing stand last."""
    today = today or casebook.desk.now().date()
    ended = (case_end(casebook, record.id, today) for record in _ended(casebook))
    over = [case for case in ended if case.due and case.due <= today.isoformat()]
    return sorted(over, key=lambda case: (bool(case.unfiled), case.due, case.name.casefold()))


def _ended(casebook: Casebook) -> list[Record]:
    """Companies with a follow-up or a no: only these can be due."""
    store, realised = casebook.desk.store, LAYER_FIELDS[REALISED]
    merged = casebook.registry.twins.merged()
    found = {str(r.fields.get("virksomhed")) for r in store.records(kinds.FOLLOW_UP)}
    rows = store.table(kinds.MEASURE, ("virksomhed", realised))  # there may be very many of both
    found |= {str(company) for _measure, company, layer in rows if layer}
    found |= {company for company, declined in store.table(kinds.COMPANY, (DECLINED,)) if declined}
    shown = (store.record(company) for company in {merged.get(company, company) for company in found})
    return [r for r in shown if r is not None and r.kind == kinds.COMPANY and not r.deleted]


def _last_follow_up(casebook: Casebook, company: str) -> str:
    """ISO day of the last follow-up: as dated, or when what came of a measure was written; "" for none."""
    days = [str(r.fields.get("dato") or "")[:10] for r in casebook.registry.of(kinds.FOLLOW_UP, company)]
    realised = LAYER_FIELDS[REALISED]
    for measure in casebook.registry.of(kinds.MEASURE, company):
        if measure.fields.get(realised):
            version = casebook.desk.store.version(measure.id, realised)
            days += [hlc_time(version.hlc).date().isoformat()] if version is not None else []
    return max(days, default="")


# -- erasing ---------------------------------------------------------------------------------------


def case_records(casebook: Casebook, company: str) -> list[str]:
    """Ids of all that belongs to a company's case, deleted or not: what links to it, and what was written in it."""
    store = casebook.desk.store
    found = dict.fromkeys(casebook.registry.twins.all_of(casebook.registry.record(company).id))
    queue = list(found)
    while queue:
        one = queue.pop()
        if _kind(casebook, one) not in _OWNERS:
            continue
        near = [
            r.id
            for kind in _KINDS
            for link in _LINKED
            for r in store.records(kind, deleted=True, **{link: one})
        ]
        near += [change.record for event in store.events(context=one) for change in event.sets]
        for record in near:
            if record not in found and not _is_shared(casebook, record):
                found[record] = None
                queue.append(record)
    return list(found)


def erase_case(
    casebook: Casebook,
    company: str,
    *,
    why: str = "periode",
    keep_figures: bool = True,
    today: date | None = None,
) -> Erased:
    """Erase a company with all below it, on this laptop now and on the others when they share; never undone.

    `why` is a key of REASONS. `keep_figures` keeps branch, year and results without a name. InputError when the period
    is not over, or documents are not filed, and no other reason than the period is given. The caller then carries the
    erasure into the backups (`backups.forget_in_copies`).
    """
    end = case_end(casebook, company, today)
    _refuse_early(end, why)
    records = case_records(casebook, end.company)
    letter = deletion_letter(casebook, end.company, end.name)
    visits = [record for record in records if _kind(casebook, record) == kinds.VISIT]
    counted = Counter(_kind(casebook, record) for record in records)
    if keep_figures:
        _keep_figures(casebook, end.company)
    event = casebook.desk.store.erase(records, actor=casebook.desk.actor)
    _forget_traces(casebook, visits)
    deletion = note_deletion(casebook, event, CASE, why, counted, keep_figures)
    casebook.forget_opened()
    casebook.desk.tell(Changes(frozenset(records), frozenset(kinds.NAMES)))
    return Erased(deletion, len(records), letter)


def erase_contact(casebook: Casebook, contact: str, *, why: str = "anmodning") -> Erased:
    """Erase a contact person's record. What texts elsewhere say of the person is found by `persons.find_person`."""
    record = casebook.desk.store.record(contact)
    if record is None or record.kind != kinds.CONTACT:
        raise InputError(_("Kontaktpersonen findes ikke. Vælg en fra listen."))
    if why not in REASONS:
        raise ValueError(why)
    company = case_end(casebook, str(record.fields.get("virksomhed")))
    letter = deletion_letter(casebook, company.company, company.name, person=str(record.fields.get("navn")))
    event = casebook.desk.store.erase([contact], actor=casebook.desk.actor)
    deletion = note_deletion(casebook, event, CONTACT, why, Counter({kinds.CONTACT: 1}))
    casebook.desk.tell(Changes(frozenset({contact}), frozenset({kinds.CONTACT})))
    return Erased(deletion, 1, letter)


def _refuse_early(end: CaseEnd, why: str) -> None:
    if why not in REASONS:
        raise ValueError(why)
    if why != "periode":
        return
    if end.unfiled:
        titles = ", ".join(d.title if d.received else f"{d.title} nr. {d.label}" for d in end.unfiled)
        raise InputError(
            _("Mangler journalnummer: {titles}. Skriv nummeret, eller vælg en anden grund.").format(
                titles=titles
            )
        )
    if not end.is_due:
        text = (
            _("Sagen må tidligst slettes {date}. Vælg en anden grund, hvis det skal være før.").format(
                date=format_date(end.due)
            )
            if end.due
            else _("Sagen er ikke slut: der er ingen opfølgning og intet afslag. Vælg en anden grund.")
        )
        raise InputError(text)


def _is_shared(casebook: Casebook, record: str) -> bool:
    """Whether a record belongs to no single case."""
    return _kind(casebook, record) in SHARED


def _kind(casebook: Casebook, record: str) -> str:
    known = casebook.desk.store.record(record)
    return known.kind if known is not None else ""


def _forget_traces(casebook: Casebook, visits: Iterable[str]) -> None:
    """What this laptop alone remembers of the visits: which question was open when."""
    store = casebook.desk.store
    for visit in visits:
        if store.setting(f"spor:{visit}"):
            store.set_setting(f"spor:{visit}", [])
    place = store.setting("sted")
    if place and place[0] in set(visits):
        store.set_setting("sted", None)


def _keep_figures(casebook: Casebook, company: str) -> None:
    """What a portfolio counts, of the newest visit: the year, two digits of the branch, results, how many measures."""
    visits = casebook.visits(company)
    if not visits:
        return
    visit = casebook.look_at(visits[0].id)
    result = visit.result()
    branch = str(casebook.registry.record(company).fields.get("branchekode") or "")
    fields = {
        "aar": visits[0].date[:4],
        "branche": branch[:2],
        "besoeg": len(visits),
        "tiltag": dict(Counter(row.status for row in visit.measures())),
        "forbrug_kwh": result.consumption_kwh,
        "besparelse_kwh": result.saving_kwh,
        "besparelse_kroner": result.saving_kroner,
        "besparelse_co2_kg": result.saving_co2_kg,
        "investering": result.investment,
    }
    casebook.desk.save_record(new_id(), STATISTICS, fields)


# -- the record of deletions -----------------------------------------------------------------------


def note_deletion(
    casebook: Casebook, event: Event, what: str, why: str, counted: Counter[str], figures: bool = False
) -> str:
    """Keep a record of what `event` erased, for all laptops; its id. `counted`: how many, by kind of record."""
    record = new_id()
    fields = {
        "hvad": what,
        "hvorfor": why,
        "tid": casebook.desk.now().isoformat(),
        "poster": {kind or "andet": number for kind, number in counted.items()},
        "tal_bevaret": figures,
        "enhed": event.device,
        "nummer": event.seq,
    }
    casebook.desk.save_record(record, kinds.DELETION, fields)
    return record


def deletions(casebook: Casebook) -> list[Deletion]:
    """The record of deletions, newest first, with the laptops that have carried each out."""
    laptops = Laptops(casebook.desk)
    former = set(casebook.desk.store.own_devices()) - {casebook.desk.store.device}
    known = [laptop for laptop in laptops.all() if not laptop.removed and laptop.device not in former]
    records = casebook.desk.store.records(kinds.DELETION)
    rows = [_deletion(casebook, laptops, known, record) for record in records]
    return sorted(rows, key=lambda row: row.when, reverse=True)


def _deletion(casebook: Casebook, laptops: Laptops, known: list[Laptop], record: Record) -> Deletion:
    fields = record.fields
    device, number = str(fields.get("enhed")), int(fields.get("nummer") or 0)
    made = casebook.desk.store.history(record.id)[-1]
    counted = fields.get("poster") or {}
    return Deletion(
        id=record.id,
        what=_what(str(fields.get("hvad")), counted),
        why=REASONS.get(str(fields.get("hvorfor")), ""),
        when=datetime.fromisoformat(str(fields.get("tid"))),
        who=made.actor,
        records=sum(counted.values()),
        figures_kept=bool(fields.get("tal_bevaret")),
        confirmed=tuple(
            (
                laptop,
                laptop.own or laptop.device == device or laptops.has(laptop.device).get(device, 0) >= number,
            )
            for laptop in known
        ),
    )


def _what(what: str, counted: Mapping[str, int]) -> str:
    if what == NAME:
        places = sum(counted.values())
        return ngettext("Et navn fra {n} sted", "Et navn fra {n} steder", places).format(n=places)
    if what != CASE:
        return _("En kontaktperson")
    visits = int(counted.get(kinds.VISIT, 0))
    return _("En virksomhed med {n} besøg").format(n=visits) if visits else _("En virksomhed uden besøg")
