"""A person in the data: everything that is said of one, where, and as a file to hand over (GDPR articles 15 and 20)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.needles import Needles
from klimabesog.casework.personfiles import (
    Found,
    Searched,
    Unread,
    file_spot,
    is_file,
    search_files,
    unread_lines,
)
from klimabesog.casework.saving import save_file
from klimabesog.casework.whereabouts import Spot, Whereabouts
from klimabesog.store import Record, Store
from klimabesog.store.event import Version
from klimabesog.values.clock import hlc_time
from klimabesog.values.danish import format_date, format_time
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

NOW, FORMER, GONE = "nu", "tidligere", "slettet"
"""What shows now, what was overwritten, and what stands in a deleted record: the log keeps all of them."""

WORDS = {NOW: "Står der nu", FORMER: "Tidligere svar", GONE: "Slettet, kan gendannes"}


@dataclass(frozen=True)
class Trace:
    """One thing that is said of a person: where, what, by whom and when (local time); `state` as in `WORDS`."""

    record: str
    field: str
    kind: str
    kind_name: str
    spot: Spot
    text: str
    who: str
    when: datetime
    state: str

    @property
    def where(self) -> str:
        """The place in one line."""
        parts = (self.spot.text, self.spot.label or self.kind_name)
        return " · ".join(part for part in parts if part)


def needles_of(casebook: Casebook, contact: str) -> list[str]:
    """What a contact person is looked for by: name, e-mail, phone."""
    record = casebook.desk.store.record(contact)
    if record is None or record.kind != kinds.CONTACT:
        raise InputError(_("Kontaktpersonen findes ikke. Vælg en fra listen."))
    return [
        text for name in ("navn", "epost", "telefon") if (text := str(record.fields.get(name) or "").strip())
    ]


def find_person(casebook: Casebook, *needles: str) -> list[Trace]:
    """Everything that names a person by any of these: name, e-mail or phone, as written. What shows now first.

    Looked through is all that was ever written, overwritten and deleted text too, the text of issued documents, and
    that of files as far as it can be read; not what photos show. InputError when a needle is too short to find by.
    """
    return located(casebook, search(casebook.desk.store, needles).found)


def search(
    store: Store,
    needles: Iterable[str],
    progress: Callable[[float], None] = lambda _part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Searched:
    """The places in the log and in the files beside it, and which files can't be searched.

    Takes a second for a large log, and a while for many files: it may run on a worker with a reader of its own.
    `progress` gets 0 to 1 of the files.
    """
    wanted = list(needles)
    found = scan(store, wanted, cancelled)
    files = search_files(store, Needles(wanted), progress, cancelled)
    return Searched([*found, *files.found], files.unread)


def scan(store: Store, needles: Iterable[str], cancelled: Callable[[], bool] = lambda: False) -> list[Found]:
    """The places in the log and in issued documents."""
    wanted = Needles(needles)
    found: list[Found] = []
    actors: dict[str, Found] = {}
    for event in store.events_saying(lambda text: not cancelled() and wanted.may_be_in(text)):
        if wanted.are_in(event.actor):
            said = Version(event.hlc, event.actor, event.actor, event.id, event.device)
            actors.setdefault(event.actor, Found("", "", said))
        for change in event.sets:
            if not change.field.startswith("@") and wanted.are_in(change.value):
                said = Version(event.hlc, change.value, event.actor, event.id, event.device, change.field)
                found.append(Found(change.record, change.field, said))
    return [*found, *_in_documents(store, wanted), *actors.values()]


def located(
    casebook: Casebook,
    found: Sequence[Found],
    progress: Callable[[int, int], None] = lambda _done, _of: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Trace]:
    """Places in the person's words; as far as it came when it was cancelled."""
    where = Whereabouts(casebook)
    traces = {}
    for number, place in enumerate(found):
        if cancelled():
            break
        progress(number, len(found))
        trace = _trace(casebook, where, place)
        traces[place.record, place.field, trace.text, trace.state] = trace
    order = {NOW: 0, FORMER: 1, GONE: 2}
    return sorted(
        traces.values(), key=lambda t: (order[t.state], t.spot.company_name, t.spot.visit_name, t.where)
    )


def export_person(
    traces: Iterable[Trace],
    folder: Path,
    name: str,
    now: datetime | None = None,
    unread: Sequence[Unread] = (),
) -> list[Path]:
    """Write what is known of a person as a text to read and as JSON; returns the two paths.

    `unread` are the files that could not be searched: the text names them.

    SurroundingsError when the folder can't be written to.
    """
    from klimabesog.casework.saving import free_name, safe_name

    listed, now = list(traces), now or datetime.now()
    stem = safe_name(_("Oplysninger om {name}").format(name=name))
    readable = free_name(folder / f"{stem}.txt")
    machine = free_name(folder / f"{stem}.json")
    data = {
        "om": name,
        "dannet": now.isoformat(timespec="seconds"),
        "oplysninger": [_as_json(trace) for trace in listed],
    }
    return [
        save_file(
            readable, _as_text(name, listed, now, unread).encode("utf-8-sig")
        ),  # Notepad takes it for Danish then
        save_file(machine, json.dumps(data, ensure_ascii=False, indent=1).encode()),
    ]


def _in_documents(store: Store, wanted: Needles) -> Iterator[Found]:
    """Issued documents whose text names the person."""
    for record in store.records(kinds.DOCUMENT, deleted=True):
        model = str(record.fields.get("model") or "")
        if model and store.has_blob(model) and wanted.are_in(json.loads(store.blob(model))):
            version = next(iter(store.history(record.id, "model")))
            yield Found(record.id, "model", version)


# -- in words --------------------------------------------------------------------------------------


def _trace(casebook: Casebook, where: Whereabouts, found: Found) -> Trace:
    version = found.version
    common = {"who": version.actor, "when": hlc_time(version.hlc)}
    if not found.record:
        spot = Spot(label=_("Har arbejdet i Klimabesøg"))
        return Trace("", "", "medarbejder", _("Medarbejder"), spot, version.actor, state=NOW, **common)  # type: ignore[arg-type]
    record = casebook.desk.store.record(found.record)
    kind = record.kind if record is not None else ""
    spot = where.spot(found.record, found.field)
    text = where.shown(found.record, found.field, version.value)
    if kind == kinds.DOCUMENT and found.field == "model":
        spot, text = _document_spot(spot, record), _("Navnet står i dokumentets tekst.")
    elif record is not None and is_file(kind, found.field):
        spot, text = file_spot(spot, record), _("Navnet står i filens tekst.")
    return Trace(
        record=found.record,
        field=found.field,
        kind=kind,
        kind_name=kinds.NAMES.get(kind, kind).capitalize(),
        spot=spot,
        text=text,
        state=state_of(casebook, record, found),
        **common,  # type: ignore[arg-type]
    )


def _document_spot(spot: Spot, record: Record | None) -> Spot:
    from dataclasses import replace

    number = str(record.fields.get("nummer") or "") if record is not None else ""
    return replace(spot, label=_("Udstedt dokument nr. {number}").format(number=number))


def state_of(casebook: Casebook, record: Record | None, found: Found) -> str:
    """Whether a version that was found shows now, was overwritten, or is deleted with its record or case."""
    if record is None or record.deleted or _case_deleted(casebook, record):
        return GONE
    heads = casebook.desk.store.heads(found.record, found.field)
    return NOW if any(head.event == found.version.event for head in heads) else FORMER


def _case_deleted(casebook: Casebook, record: Record) -> bool:
    """Whether the visit or company around a record is deleted."""
    store = casebook.desk.store
    above = (
        store.record(str(record.fields[name])) for name in ("besoeg", "virksomhed") if record.fields.get(name)
    )
    return any(owner is not None and owner.deleted for owner in above)


def _as_json(trace: Trace) -> dict[str, str]:
    return {
        "sted": trace.where,
        "art": trace.kind_name,
        "tekst": trace.text,
        "skrevet_af": trace.who,
        "skrevet": trace.when.isoformat(timespec="seconds"),
        "status": WORDS[trace.state],
        "post": trace.record,
        "felt": trace.field,
    }


def _as_text(name: str, traces: list[Trace], now: datetime, unread: Sequence[Unread]) -> str:
    lines = [
        _("Oplysninger om {name} i Klimabesøg").format(name=name),
        _("Dannet {date} kl. {time}").format(date=format_date(now.date()), time=format_time(now)),
        "",
        _("Listen viser, hvad der er skrevet, her og i filer, programmet kan læse. Billeder er ikke gennemsøgt."),
        *unread_lines(unread),
    ]
    for state, word in WORDS.items():
        chosen = [trace for trace in traces if trace.state == state]
        if chosen:
            lines += ["", f"{word} ({len(chosen)})", "-" * (len(word) + 5)]
        for trace in chosen:
            when = f"{format_date(trace.when.date())} kl. {format_time(trace.when)}"
            lines += [
                trace.where,
                f"    {trace.text}".replace("\n", "\n    "),
                f"    {trace.who}, {when}",
                "",
            ]
    if not traces:
        lines += ["", _("Der er ingen oplysninger.")]
    return "\r\n".join(lines) + "\r\n"
