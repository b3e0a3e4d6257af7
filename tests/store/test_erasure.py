"""What was erased is gone from every table, page, search and device, and nothing brings it back."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from klimabesog.store import Blob, Change, Event, NewerEvent, Store
from klimabesog.store.driver import PAGE_BYTES
from klimabesog.store.event import BLANKED_SCHEMA, PLAIN_SCHEMA, from_json, to_json
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from tests.store.test_merge import HISTORIES, RECORDS, act, devices, share, state

Opened = Callable[..., Store]
COMPANY, CONTACT, NOTE = derived_id("company"), derived_id("contact"), derived_id("note")
SECRET = "Rumlepot Hemmeligsen"
RESERVED = 48
"""What SQLCipher keeps at a page's end: the initialisation vector (16) and the HMAC (32)."""


def decrypted(path: Path, key: bytes) -> bytes:
    """Every page of the file as SQLite sees it, slack and free pages included."""
    data, pages = path.read_bytes(), []
    for start in range(0, len(data), PAGE_BYTES):
        page = data[start : start + PAGE_BYTES]
        vector = page[-RESERVED : -RESERVED + 16]
        body = page[16 if start == 0 else 0 : -RESERVED]
        cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        pages.append(cipher.update(body) + cipher.finalize())
    return b"".join(pages)


def a_person(store: Store) -> str:
    """A company with a contact whose name stands in a photo's caption too; the photo's hash."""
    sha = store.put_blob(b"portraet af en person" * 200, "image/jpeg")
    store.commit(
        [
            Change(COMPANY, "@kind", "virksomheder"),
            Change(COMPANY, "navn", "Smedjen"),
            Change(CONTACT, "@kind", "kontakter"),
            Change(CONTACT, "navn", SECRET),
            Change(CONTACT, "virksomhed", COMPANY),
        ],
        actor="anna",
        context=COMPANY,
    )
    store.commit([Change(CONTACT, "foto", sha)], actor="anna", context=COMPANY)
    for n in range(40):
        store.commit([Change(CONTACT, "navn", f"{SECRET} {n}")], actor="anna", context=COMPANY)
    store.put_computed("liste", "1", {(CONTACT, "vist"): SECRET, (COMPANY, "antal"): 1})
    store.tidy()
    return sha


def holds(store: Store, *words: str) -> set[str]:
    """Which of the words anything in the log or beside it says."""
    text = json.dumps([to_json(e) for e in store.events()] + [e.raw for e in store.newer_events()])
    text += json.dumps([store.computed(r) for r in (COMPANY, CONTACT, NOTE)])
    return {word for word in words if word in text}


def test_the_bytes_are_gone_from_the_file(store: Store, key: bytes) -> None:
    a_person(store)
    assert SECRET.encode() in decrypted_now(store, key)
    assert b"rumlepot" in decrypted_now(store, key)
    store.erase([CONTACT], actor="bo")
    pages = decrypted(store.path, key)
    for word in (b"Rumlepot", b"rumlepot", b"Hemmeligsen", b"hemmeligsen", b"portraet"):
        assert word not in pages
    assert b"Smedjen" in pages
    assert store.path.with_name("data.db-wal").stat().st_size == 0
    assert store.check() == []


def decrypted_now(store: Store, key: bytes) -> bytes:
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return decrypted(store.path, key)


def test_nothing_shows_it_any_more(store: Store) -> None:
    sha = a_person(store)
    before = store.vector()
    erasure = store.erase([CONTACT], actor="bo")
    assert store.record(CONTACT) is None
    assert store.records("kontakter") == store.history(CONTACT) == store.search("rumlepot") == []
    assert store.computed(CONTACT) == {}
    assert store.computed(COMPANY) == {"antal": 1}
    assert not store.has_blob(sha)
    assert holds(store, SECRET) == set()
    assert [r.fields["navn"] for r in store.records("virksomheder")] == ["Smedjen"]
    assert store.vector() == {store.device: before[store.device] + 1}
    assert (store.is_erased(CONTACT), store.is_erased(COMPANY)) == (True, False)
    assert store.erasures() == [erasure]
    assert (erasure.actor, erasure.schema) == ("bo", BLANKED_SCHEMA)


def test_events_keep_their_place_and_what_they_say_of_others(store: Store) -> None:
    a_person(store)
    before = list(store.events())
    store.erase([CONTACT], actor="bo")
    after = list(store.events())[:-1]
    assert [(e.id, e.device, e.seq, e.hlc) for e in after] == [(e.id, e.device, e.seq, e.hlc) for e in before]
    assert {c.record for c in after[0].sets} == {COMPANY}
    assert (after[0].actor, after[0].context) == ("anna", COMPANY)
    assert all((e.actor, e.context, e.undoes, e.sets) == ("", None, None, ()) for e in after[1:])
    assert all(from_json(to_json(event)) == event for event in after)


def test_a_blob_that_something_else_names_stays(store: Store) -> None:
    sha = a_person(store)
    mark = store.put_blob(b"kommunens logo", "image/png")
    store.set_setting("logo", mark)
    store.commit([Change(CONTACT, "logo", mark)], actor="anna")
    store.commit([Change(NOTE, "@kind", "noter"), Change(NOTE, "foto", sha)], actor="anna")
    store.erase([CONTACT], actor="bo")
    assert store.has_blob(sha)
    assert store.has_blob(mark)
    store.erase([NOTE], actor="bo", blobs=[mark])
    assert not store.has_blob(sha)
    assert store.has_blob(mark)


def test_a_blob_that_only_another_blob_names_goes_when_it_is_listed(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    a_person(anna)
    inner = anna.put_blob(b"foto i et dokument", "image/jpeg")
    bo.apply(anna.events(), [Blob(b"foto i et dokument", "image/jpeg")])
    anna.erase([CONTACT], actor="anna", blobs=[inner])
    bo.apply(anna.events())
    assert not anna.has_blob(inner)
    assert not bo.has_blob(inner)


def test_a_later_change_of_it_is_refused_here(store: Store) -> None:
    a_person(store)
    store.erase([CONTACT], actor="bo")
    before = store.vector()
    with pytest.raises(InputError, match="slettet for altid"):
        store.commit([Change(CONTACT, "navn", "Igen"), Change(COMPANY, "by", "Horsens")], actor="anna")
    assert store.vector() == before
    store.put_computed("liste", "2", {(CONTACT, "vist"): SECRET, (COMPANY, "antal"): 0})
    assert (store.computed(CONTACT), store.computed(COMPANY)) == ({}, {"antal": 0})
    with pytest.raises(ValueError, match="erase"):
        store.commit([Change(COMPANY, "@erased", [])], actor="anna")
    with pytest.raises(ValueError, match="not an event"):
        store.erase([], actor="bo")


def test_an_old_bundle_does_not_bring_it_back(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    sha = a_person(anna)
    bundle, photo = list(anna.events()), [Blob(anna.blob(sha), "image/jpeg")]
    anna.erase([CONTACT], actor="anna")
    assert anna.apply(bundle, photo).new == 0
    bo.apply(anna.events())
    bo.apply(bundle, photo)
    for store in (anna, bo):
        assert store.record(CONTACT) is None
        assert not store.has_blob(sha)
        assert holds(store, SECRET) == set()


def test_a_new_photo_still_comes_in(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    a_person(anna)
    anna.erase([CONTACT], actor="anna")
    sha = bo.put_blob(b"maskinrum", "image/jpeg")
    bo.commit([Change(NOTE, "@kind", "noter"), Change(NOTE, "foto", sha)], actor="bo")
    anna.apply(bo.events(), [Blob(b"maskinrum", "image/jpeg")])
    assert anna.blob(sha) == b"maskinrum"


def test_what_a_colleague_wrote_meanwhile_is_blanked_on_arrival(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    a_person(anna)
    bo.apply(anna.events())
    late = bo.commit(
        [Change(CONTACT, "navn", SECRET + " junior"), Change(COMPANY, "by", "Horsens")], actor="bo"
    )
    anna.erase([CONTACT], actor="anna")
    anna.apply(bo.events())
    assert holds(anna, SECRET) == set()
    assert [r.fields.get("by") for r in anna.records("virksomheder")] == ["Horsens"]
    bo.apply(anna.events())
    assert anna.event(late.id) == bo.event(late.id)
    assert anna.derived() == bo.derived()


def test_an_event_of_a_newer_program_is_blanked_where_it_names_it(store: Store) -> None:
    a_person(store)
    device = new_id()
    known = {"record": CONTACT, "field": "navn", "value": SECRET, "bases": []}
    raws = {
        "sets": {"sets": [known, {**known, "record": NOTE, "value": "Andet"}]},
        "odd": {"sets": {CONTACT: {"navn": SECRET}}},
        "elsewhere": {"sets": [], "changes": {CONTACT: SECRET}},
    }
    later = []
    for seq, (name, more) in enumerate(raws.items(), 1):
        for when, shift in (("before", 0), ("after", 10)):
            data = {"id": derived_id(name, when), "device": device, "seq": seq + shift, "schema": 99, **more}
            newer = from_json(json.dumps(data))
            assert isinstance(newer, NewerEvent)
            if when == "before":
                store.apply([newer])
            else:
                later.append(newer)
    assert holds(store, SECRET) == {SECRET}
    store.erase([CONTACT], actor="bo")
    assert holds(store, SECRET) == set()
    store.apply(later)
    assert len(store.newer_events()) == 6
    assert holds(store, SECRET, "Andet") == {"Andet"}


def test_it_stays_erased_after_a_rebuild_and_reopening(opened: Opened) -> None:
    with opened() as store:
        a_person(store)
        bundle = list(store.events())
        store.erase([CONTACT], actor="bo")
        before = store.derived()
        store.rebuild()
        assert store.derived() == before
        assert store.is_erased(CONTACT)
    again = opened()
    again.apply(e._replace(id=new_id(), seq=e.seq + 100) for e in bundle)
    assert again.record(CONTACT) is None
    assert holds(again, SECRET) == set()


def test_a_failed_erasure_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    a_person(store)
    before, events = store.derived(), list(store.events())

    def full(*_args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(store._blobs, "drop", full)
        patch.setattr(store._erasures, "_drop_blobs", full)
        with pytest.raises(RuntimeError):
            store.erase([CONTACT], actor="bo")
    assert (store.derived(), list(store.events())) == (before, events)
    store.commit([Change(CONTACT, "navn", "Nyt")], actor="anna")


def test_plain_events_keep_the_first_format(store: Store) -> None:
    """So that a program from before erasure reads all but what it does not know."""
    a_person(store)
    assert {event.schema for event in store.events()} == {PLAIN_SCHEMA}


def test_an_erasure_is_not_undone(store: Store) -> None:
    record = new_id()
    store.commit([Change(record, "navn", "Testværk")], actor="anna")
    erased = store.erase([record], actor="anna")
    with pytest.raises(InputError, match="kan ikke fortrydes"):
        store.inverse(erased.id)


@settings(max_examples=HISTORIES, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    seed=st.integers(0, 2**32),
    skews=st.lists(st.integers(-90, 90), min_size=3, max_size=4),
    steps=st.integers(5, 50),
)
def test_erasures_merge_in_any_order(seed: int, skews: list[int], steps: int) -> None:
    rng = random.Random(seed)
    with devices(skews) as stores:
        erased: set[str] = set()
        bundles: list[list[Event]] = []
        for _step in range(steps):
            store, roll = rng.choice(stores), rng.random()
            if roll < 0.06:
                record = rng.choice(RECORDS)
                store.erase([record], actor="bo")
                erased.add(record)
            elif roll < 0.75:
                _act_unless_erased(store, rng)
            else:
                share(rng.choice(stores), store, rng)
            if rng.random() < 0.1:
                bundles.append(list(store.events()))
        every = {e.id: e for store in stores for e in store.events()}
        old = [event for bundle in bundles for event in bundle]
        for store in stores:
            others = [event for other in stores for event in other.events()]
            rng.shuffle(others)
            store.apply(others)
            store.apply(old)
        states = [(state(store), store.derived()) for store in stores]
        assert all(one == states[0] for one in states)
        for store in stores:
            events = list(store.events())
            assert {e.id for e in events} == set(every)
            assert not any(c.record in erased and c.field != "@erased" for e in events for c in e.sets)
            assert all(store.record(record) is None for record in erased)
            store.rebuild()
        assert [(state(store), store.derived()) for store in stores] == states


def _act_unless_erased(store: Store, rng: random.Random) -> None:
    try:
        act(store, rng)
    except InputError:
        pass
    except ValueError:  # undoing an event of which nothing is left
        assert any(not event.sets for event in store.events())
