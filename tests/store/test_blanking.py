"""Single versions that were blanked: null in every table and page, on every device, while all else stands as it did."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from klimabesog.store import Blob, Change, Event, NewerEvent, Store
from klimabesog.store.event import BLANKED, BLANKED_SCHEMA, BLANKING_SCHEMA, PLAIN_SCHEMA, from_json, to_json
from klimabesog.store.salvage import Wreck
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id, new_id
from tests.store.test_erasure import SECRET, decrypted, decrypted_now, holds
from tests.store.test_merge import RECORDS

Opened = Callable[..., Store]
VISIT, NOTE, COMPANY = derived_id("visit"), derived_id("note"), derived_id("company")
CLEAN = "[navn fjernet] ringer"
INDEXED = b"hemmeligsen"
"""What the search index holds of the name: it leaves out the letters that a word shares with the one before."""


def a_note(store: Store) -> list[str]:
    """A note that named someone, twice in other words, and names no one any more; the stamps of its versions."""
    store.commit(
        [
            Change(NOTE, "@kind", "noter"),
            Change(NOTE, "tekst", f"{SECRET} ringer"),
            Change(NOTE, "aar", 2026),
        ],
        actor="anna",
        context=VISIT,
    )
    store.commit([Change(NOTE, "tekst", f"{SECRET} ringer selv")], actor="anna", context=VISIT)
    store.tidy()  # its words are in the search index, and stay there until a merge
    store.commit([Change(NOTE, "tekst", "Ring i morgen")], actor="anna", context=VISIT)
    return [version.hlc for version in reversed(store.history(NOTE, "tekst"))]


def blanking(record: str, field: str, *stamps: str) -> Change:
    return Change(record, BLANKED, {field: list(stamps)})


def values(store: Store, record: str = NOTE, field: str = "tekst") -> list[Any]:
    """What a field has been, oldest first."""
    return [version.value for version in reversed(store.history(record, field))]


def test_only_the_named_versions_are_blank(store: Store) -> None:
    first, second, third = a_note(store)
    before, conflicts = store.record(NOTE), store.conflicts()
    (event,) = store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="bo")
    assert values(store) == [None, None, "Ring i morgen"]
    assert store.record(NOTE) == before
    assert [head.hlc for head in store.heads(NOTE, "tekst")] == [third]
    assert holds(store, SECRET) == set()
    assert (store.conflicts(), store.search("rumlepot")) == (conflicts, [])
    assert (event.context, event.actor, event.schema) == (VISIT, "bo", BLANKING_SCHEMA)
    assert store.erasures() == [event]
    assert [e.schema for e in store.events()] == [
        BLANKED_SCHEMA,
        BLANKED_SCHEMA,
        PLAIN_SCHEMA,
        BLANKING_SCHEMA,
    ]
    assert [e.sets for e in store.thinned()] == [e.sets for e in list(store.events())[:2]]


def test_events_keep_their_place_and_what_they_were_based_on(store: Store) -> None:
    first, second, _third = a_note(store)
    before = list(store.events())
    store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="bo")
    for old, new in zip(before, store.events(), strict=False):
        assert new._replace(schema=1, sets=()) == old._replace(sets=())
        assert [c._replace(value=None) for c in new.sets] == [c._replace(value=None) for c in old.sets]
        assert from_json(to_json(new)) == new
    assert store.event(before[0].id).sets[2].value == 2026  # type: ignore[union-attr]


def test_what_shows_is_said_anew_in_the_same_step(store: Store) -> None:
    """Both heads of a disagreement named someone: the new text settles it, and neither is left."""
    a_note(store)
    late = f"1795000009999-00000-{derived_id('bo')}"
    other = Event(
        new_id(), derived_id("bo"), 1, late, "bo", 1, VISIT, None, (Change(NOTE, "tekst", SECRET, ()),)
    )
    store.commit([Change(NOTE, "tekst", f"{SECRET} igen")], actor="anna")
    store.apply([other])
    assert len(store.conflicts()) == 1
    heads = tuple(head.hlc for head in store.heads(NOTE, "tekst"))
    store.blank(
        [(VISIT, [Change(NOTE, "tekst", CLEAN, heads), blanking(NOTE, "tekst", *heads)])], actor="anna"
    )
    assert store.record(NOTE).fields["tekst"] == CLEAN  # type: ignore[union-attr]
    assert store.conflicts() == []
    assert [hit.record for hit in store.search("fjernet")] == [NOTE]
    assert values(store)[-1] == CLEAN
    assert values(store).count(None) == 2


def test_what_is_derived_follows_when_a_head_is_blanked(store: Store) -> None:
    links = [Change(VISIT, "@kind", "besoeg"), Change(VISIT, "virksomhed", COMPANY)]
    store.commit([*links, Change(VISIT, "navn", SECRET)], actor="anna")
    store.put_computed("skema", "1", {(VISIT, "titel"): f"Besøg hos {SECRET}", (VISIT, "antal"): 3})
    store.put_computed("andet", "1", {(VISIT, "sum"): 4})
    assert [hit.record for hit in store.search("rumlepot")] == [VISIT]
    (stamp,) = {version.hlc for version in store.history(VISIT)}
    store.blank([(None, [Change(VISIT, BLANKED, {"virksomhed": [stamp], "navn": [stamp]})])], actor="anna")
    known = store.record(VISIT)
    assert known is not None
    assert dict(known.fields) == {"virksomhed": None, "navn": None}
    assert store._db.execute("SELECT count(*) FROM link").fetchone() == (0,)
    assert store.search("rumlepot") == []
    assert (store.computed(VISIT), store.computed_key("skema"), store.computed_key("andet")) == (
        {"sum": 4},
        "",
        "1",
    )


def test_a_photo_that_only_a_blanked_version_names_goes(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    mine, shared = anna.put_blob(b"portraet"), anna.put_blob(b"maskine")
    anna.commit([Change(NOTE, "fotos", [mine, shared]), Change(COMPANY, "foto", shared)], actor="anna")
    old, photos = list(anna.events()), [Blob(b"portraet"), Blob(b"maskine")]
    bo.apply(old, photos)
    anna.blank([(None, [blanking(NOTE, "fotos", anna.history(NOTE)[0].hlc)])], actor="anna")
    bo.apply(anna.events())
    bo.apply(old, photos)
    assert [(s.has_blob(mine), s.has_blob(shared)) for s in (anna, bo)] == [(False, True), (False, True)]


def test_the_bytes_are_gone_from_the_file(store: Store, key: bytes) -> None:
    first, second, _third = a_note(store)
    store.put_computed("skema", "1", {(NOTE, "titel"): f"{SECRET} ringer selv i dag"})
    assert SECRET.encode() in decrypted_now(store, key)
    assert INDEXED in decrypted_now(store, key)
    store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    pages = decrypted(store.path, key)
    for word in (b"Rumlepot", b"Hemmeligsen", INDEXED):
        assert word not in pages
    assert b"Ring i morgen" in pages
    assert store.path.with_name("data.db-wal").stat().st_size == 0
    assert store.check() == []


def test_what_came_from_a_colleague_is_gone_from_the_file_too(opened: Opened, key: bytes) -> None:
    anna, bo = opened("anna"), opened("bo")
    first, second, _third = a_note(anna)
    for event in anna.events():
        bo.apply([event])
    assert INDEXED in decrypted_now(bo, key)
    anna.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    bo.apply(anna.events())
    pages = decrypted(bo.path, key)
    assert b"Rumlepot" not in pages
    assert INDEXED not in pages
    assert bo.path.with_name("data.db-wal").stat().st_size == 0
    assert anna.derived() == bo.derived()


def test_a_scrubbing_that_was_cut_off_is_made_up_for_at_the_next_opening(
    opened: Opened, key: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened() as store:
        first, second, _third = a_note(store)
        with monkeypatch.context() as patch:
            patch.setattr(Store, "scrub", lambda _store: None)
            store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
        assert INDEXED in decrypted_now(store, key)
    again = opened()
    assert INDEXED not in decrypted(again.path, key)
    assert again.search("rumlepot") == []


def test_someone_who_reads_meanwhile_puts_the_scrubbing_off(opened: Opened, key: bytes) -> None:
    with opened() as store:
        first, second, _third = a_note(store)
        store._db.execute("PRAGMA busy_timeout = 1")
        reader = store.reader()
        reader._db.execute("BEGIN")
        reader._db.execute("SELECT * FROM event").fetchone()
        store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
        journal = store.path.with_name("data.db-wal")
        assert journal.stat().st_size > 0
        reader.close()
    again = opened()
    assert journal.stat().st_size == 0
    assert b"Rumlepot" not in decrypted(again.path, key)


def test_no_order_of_arrival_and_no_old_bundle_brings_it_back(opened: Opened) -> None:
    anna = opened("anna")
    first, second, _third = a_note(anna)
    old = list(anna.events())
    anna.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    new = list(anna.events())
    for name, bundles in {
        "old first": (old, new),
        "new first": (new, old),
        "only the blanking, then the old": (new[-1:], reversed(old)),
        "one at a time": tuple([event] for event in [new[-1], *old, *new]),
    }.items():
        with opened(name) as store:
            for bundle in bundles:
                store.apply(bundle)
            assert values(store) == [None, None, "Ring i morgen"], name
            assert store.derived() == anna.derived(), name
            assert list(map(to_json, sorted(store.events(), key=lambda e: e.seq))) == list(
                map(to_json, new)
            ), name
            store.rebuild()
            assert store.derived() == anna.derived(), name


def test_a_backup_and_a_wreck_of_before_learn_of_it(opened: Opened, tmp_path: Path, key: bytes) -> None:
    anna = opened("anna")
    first, second, _third = a_note(anna)
    anna.backup(tmp_path / "kopi.db")
    anna.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    with Store.open(tmp_path / "kopi.db", key) as copy:
        copy.apply(anna.erasures())
        assert values(copy) == [None, None, "Ring i morgen"]
        assert b"Rumlepot" not in decrypted(copy.path, key)
    anna.backup(tmp_path / "vrag.db")
    wreck = Wreck(tmp_path / "vrag.db", key)
    with opened("ny") as store:
        store.apply(wreck.events(), wreck.blobs())
        assert store.derived() == anna.derived()
    wreck.close()


def test_what_a_colleague_wrote_unseen_stays(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    first, second, _third = a_note(anna)
    bo.apply(anna.events())
    bo.commit([Change(NOTE, "tekst", f"{SECRET} nu")], actor="bo")
    anna.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    for one, other in ((anna, bo), (bo, anna)):
        one.apply(other.events())
    for store in (anna, bo):
        assert values(store) == [None, None, "Ring i morgen", f"{SECRET} nu"]


def test_a_deleted_record_stays_deleted_and_its_text_is_gone(store: Store) -> None:
    first, second, third = a_note(store)
    store.commit([Change(NOTE, "@deleted", True)], actor="anna")
    store.blank([(VISIT, [blanking(NOTE, "tekst", first, second, third)])], actor="anna")
    known = store.record(NOTE)
    assert known is not None
    assert (known.deleted, known.fields["tekst"]) == (True, None)
    store.rebuild()
    assert store.record(NOTE) == known


def test_undoing_never_brings_a_blanked_value_back(store: Store) -> None:
    first, second, _third = a_note(store)
    changed, written = list(store.events())[2], list(store.events())[1]
    (event,) = store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    assert [change.value for change in store.inverse(changed.id)] == [None]
    assert [change.value for change in store.inverse(written.id)] == [None]
    with pytest.raises(InputError, match="kan ikke fortrydes"):
        store.inverse(event.id)


def test_an_erased_record_may_have_been_blanked_before_or_after(opened: Opened) -> None:
    anna, bo = opened("anna"), opened("bo")
    first, second, _third = a_note(anna)
    old = list(anna.events())
    anna.commit([Change(COMPANY, "navn", "Smedjen")], actor="anna")
    heads = tuple(head.hlc for head in anna.heads(NOTE, "tekst"))
    step = [Change(NOTE, "tekst", CLEAN, heads), blanking(NOTE, "tekst", first, second)]
    anna.blank([(VISIT, [*step, Change(COMPANY, "navn", "Smedjen ApS")])], actor="anna")
    anna.erase([NOTE], actor="anna")
    bo.apply(reversed(list(anna.events())))
    bo.apply(old)
    assert anna.derived() == bo.derived()
    assert {e.id: e for e in anna.events()} == {e.id: e for e in bo.events()}
    assert anna.record(NOTE) is None
    assert holds(bo, SECRET, CLEAN, "Smedjen ApS") == {"Smedjen ApS"}
    with pytest.raises(InputError, match="slettet for altid"):
        anna.blank([(None, step)], actor="anna")


def test_an_event_of_a_newer_program_is_blanked_where_it_is_understood(store: Store) -> None:
    a_note(store)
    device = new_id()
    change = {"record": NOTE, "field": "tekst", "value": SECRET, "bases": []}
    raws = {
        "as ours": {"sets": [change, {**change, "field": "andet", "value": "Bliver"}]},
        "other shape": {"sets": {NOTE: {"tekst": SECRET}}},
        "not named": {"sets": [{**change, "field": "andet", "value": "Bliver her"}]},
    }
    newer = []
    for seq, (name, more) in enumerate(raws.items(), 1):
        stamp = f"1795000001{seq:03d}-00000-{device}"
        data = {
            "id": derived_id(name),
            "device": device,
            "seq": seq,
            "hlc": stamp,
            "schema": 99,
            "actor": "x",
        }
        event = from_json(json.dumps({**data, **more}))
        assert isinstance(event, NewerEvent)
        newer.append((event, stamp))
    store.apply([newer[0][0], newer[2][0]])
    stamps = [stamp for _event, stamp in newer[:2]]
    store.blank([(None, [blanking(NOTE, "tekst", *stamps)])], actor="anna")
    store.apply([newer[1][0]])
    kept = {event.id: json.loads(event.raw) for event in store.newer_events()}
    assert kept[derived_id("as ours")]["sets"] == [
        {**change, "value": None},
        {**change, "field": "andet", "value": "Bliver"},
    ]
    assert kept[derived_id("other shape")]["sets"] == []
    assert kept[derived_id("other shape")]["actor"] == ""
    assert store.newer_events()[2] == newer[2][0]


def test_a_program_of_the_second_format_sets_it_aside(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would take "@blanked" for a field and keep the name; after an update it carries the blanking out."""
    anna = opened("anna")
    first, second, _third = a_note(anna)
    old = list(anna.events())
    anna.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="anna")
    lines = [to_json(event) for event in anna.events()]
    with monkeypatch.context() as patch:
        for module in ("event", "log", "store"):
            patch.setattr(f"klimabesog.store.{module}.SCHEMA", BLANKED_SCHEMA)
        with opened("bo") as bo:
            bo.apply(old)
            applied = bo.apply(map(from_json, lines))
            assert (applied.new, applied.quarantined) == (0, 1)
            assert f"{SECRET} ringer" in values(bo)
    bo = opened("bo")
    assert values(bo) == [None, None, "Ring i morgen"]
    assert bo.derived() == anna.derived()


def test_a_failed_blanking_changes_nothing(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, _third = a_note(store)
    before, events = store.derived(), list(store.events())

    def full(*_args: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(store._erasures, "_blank_quarantine", full)
        with pytest.raises(RuntimeError):
            store.blank([(VISIT, [blanking(NOTE, "tekst", first, second)])], actor="bo")
    assert (store.derived(), list(store.events()), store.count_erased()) == (before, events, 0)


@pytest.mark.parametrize(
    "value",
    [
        None, [], {}, "tekst", {"tekst": []}, {"tekst": "x"}, {"tekst": None}, {"tekst": ["x"]}, {"tekst": [1]},
        {"tekst": {"x": 1}}, {"": ["S"]}, {"@kind": ["S"]}, {"@deleted": ["S"]}, {"@erased": ["S"]},
        {'a"b': ["S"]}, {"tekst": ["S", "S"]}, {"tekst": [["S"]]}, {"tekst": ["S x"]}, {"tekst": [None]},
        {"tekst": ["9999999999999-00000-S"]}, {"x" * 1001: ["S"]}, {"tekst": ["S"], "navn": []},
    ],
)  # fmt: skip
def test_what_names_no_versions_is_refused(store: Store, value: Any) -> None:
    (stamp, *_more) = a_note(store)
    wrong = json.loads(json.dumps(value).replace('"S"', json.dumps(stamp)))
    before = (store.derived(), store.vector())
    with pytest.raises((ValueError, TypeError)):
        store.blank([(None, [Change(NOTE, BLANKED, wrong)])], actor="anna")
    with pytest.raises(InputError, match="ikke kan læses"):
        from_json(json.dumps(a_blanking(wrong)))
    assert (store.derived(), store.vector()) == before


def a_blanking(value: Any, **other: Any) -> dict[str, Any]:
    """A blanking of a colleague as a bundle has it."""
    device = derived_id("bo")
    return {
        "id": new_id(),
        "device": device,
        "seq": 1,
        "hlc": f"1795000000000-00000-{device}",
        "actor": "bo",
        "schema": BLANKING_SCHEMA,
        "context": None,
        "undoes": None,
        "sets": [{"record": NOTE, "field": BLANKED, "value": value, "bases": []}],
        **other,
    }


def test_it_needs_its_format_and_no_ordinary_commit_makes_one(store: Store) -> None:
    (stamp, *_more) = a_note(store)
    right = {"tekst": [stamp]}
    assert isinstance(from_json(json.dumps(a_blanking(right))), Event)
    for schema in (PLAIN_SCHEMA, BLANKED_SCHEMA):
        with pytest.raises(InputError):
            from_json(json.dumps(a_blanking(right, schema=schema)))
    with pytest.raises(ValueError, match="blank"):
        store.commit([Change(NOTE, BLANKED, right)], actor="anna")
    with pytest.raises(ValueError, match="names versions"):
        store.blank([(None, [Change(NOTE, "tekst", "x")])], actor="anna")
    assert store.blank([], actor="anna") == []


def test_a_version_that_is_not_here_does_no_harm(store: Store) -> None:
    a_note(store)
    before = store.record(NOTE), values(store)
    elsewhere = f"1795000000000-00000-{new_id()}"
    store.blank(
        [(None, [blanking(NOTE, "tekst", elsewhere), blanking(RECORDS[0], "x", elsewhere)])], actor="a"
    )
    assert (store.record(NOTE), values(store)) == before
    assert store.record(RECORDS[0]) is None
    sound = store.derived()
    store.rebuild()
    assert store.derived() == sound
