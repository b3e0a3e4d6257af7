"""Torn writes, full disks, lost journals, wrong clocks: what was acknowledged is there, the rest is said plainly."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from klimabesog.store import Change, Store
from klimabesog.values.ids import derived_id

VISIT = derived_id("visit")
DAY = 86_400_000
NOW = 1_795_000_000_000
FULL = bool(os.environ.get("KLIMABESOG_FULL"))
Opened = Callable[..., Store]


def crashed(path: Path, key: bytes, commits: int) -> list[int]:
    """A store whose program died: leaves file and journal as they were; the journal's size after each commit."""
    sizes = []
    store = Store.open(path, key)
    journal = path.with_name(path.name + "-wal")
    store.commit([Change(VISIT, "@kind", "besoeg")], actor="anna")
    store._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for n in range(commits):
        store.commit([Change(VISIT, f"/data/f{n}", f"svar {n}" * 20)], actor="anna")
        sizes.append(journal.stat().st_size)
    for name in (path, journal):
        shutil.copy(name, name.with_name("død" + name.name.removeprefix(path.stem)))
    store.close()
    return sizes


@pytest.mark.parametrize("damage", ["cut", "garbled", "zeroed"])
def test_a_torn_journal_keeps_what_was_written_before(tmp_path: Path, key: bytes, damage: str) -> None:
    """Whatever becomes of the journal from some byte on, every commit before that byte is there, whole."""
    commits, rng = 12, random.Random(damage)
    sizes = crashed(tmp_path / "data.db", key, commits)
    journal = (tmp_path / "død.db-wal").read_bytes()
    for n in range(120 if FULL else 30):
        at = rng.randrange(len(journal))
        tail = {"cut": b"", "garbled": rng.randbytes(len(journal) - at), "zeroed": bytes(len(journal) - at)}[
            damage
        ]
        path = tmp_path / f"{n}.db"
        shutil.copy(tmp_path / "død.db", path)
        path.with_name(path.name + "-wal").write_bytes(journal[:at] + tail)
        with Store.open(path, key) as store:
            shown = len(list(store.events())) - 1
            assert shown >= sum(size <= at for size in sizes)
            visit = store.record(VISIT)
            assert visit
            assert list(visit.fields) == [f"/data/f{k}" for k in range(shown)]
            assert store.check() == []
            store.commit([Change(VISIT, "videre", n)], actor="anna")


def test_a_journal_that_is_gone_is_noticed(tmp_path: Path, key: bytes) -> None:
    path = tmp_path / "data.db"
    dies = "import os,sys;from pathlib import Path;from klimabesog.store import Store,Change;"
    dies += (
        "from klimabesog.values.ids import new_id;s=Store.open(Path(sys.argv[1]),bytes.fromhex(sys.argv[2]));"
    )
    dies += "s.commit([Change(new_id(),'@kind','besoeg')],actor='a');os._exit(9)"
    run = [sys.executable, "-c", dies, str(path), key.hex()]
    assert subprocess.run(run).returncode == 9
    with Store.open(path, key) as store:
        assert store.notices == []
        assert len(store.records("besoeg")) == 1
        device = store.device
    assert subprocess.run(run).returncode == 9
    path.with_name("data.db-wal").unlink()
    with Store.open(path, key) as store:
        assert len(store.notices) == 1
        assert "sikkerhedskopi" in store.notices[0]
        assert store.device != device, "the numbers that are lost may be at a colleague's already"
        assert store.check() == []
    with Store.open(path, key) as store:
        assert store.notices == []


_FILLS = """
import resource, sys
from pathlib import Path
from klimabesog.store import Change, Store
from klimabesog.values.errors import SurroundingsError
from klimabesog.values.ids import derived_id
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with Store.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2])) as store:
    visit = derived_id("visit")
    store.commit([Change(visit, "@kind", "besoeg")], actor="anna")
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), resource.RLIM_INFINITY))
    for n in range(10000):
        try:
            store.commit([Change(visit, f"/data/f{n % 40}", "x" * 3000)], actor="anna")
        except SurroundingsError as error:
            print("full", error, flush=True)
            break
        print(n, flush=True)
    print(store.vector()[store.device], flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    store.commit([Change(visit, "efter", "plads igen")], actor="anna")
    print(store.vector()[store.device], flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs RLIMIT_FSIZE")
@pytest.mark.parametrize("limit", [300_000, 512 * 1024 + 77, 1_000_000])
def test_a_disk_that_fills_up(tmp_path: Path, key: bytes, limit: int) -> None:
    """No file may grow beyond a limit: what was acknowledged stays, the refusal is a sentence, and work goes on."""
    run = [sys.executable, "-c", _FILLS, str(tmp_path / "data.db"), key.hex(), str(limit)]
    done = subprocess.run(run, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    *acknowledged, refused, before, after = done.stdout.splitlines()
    assert refused.startswith("full ")
    assert "." in refused
    assert int(before) == len(acknowledged) + 1
    assert int(after) == int(before) + 1
    with Store.open(tmp_path / "data.db", key) as store:
        assert len(list(store.events())) == int(after)
        assert store.check() == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="an administrator writes everywhere")
def test_a_folder_that_turned_read_only(opened: Opened, tmp_path: Path) -> None:
    opened("a").close()
    (tmp_path / "a").chmod(0o500)
    try:
        with pytest.raises(Exception, match="adgang"):
            opened("a")
    finally:
        (tmp_path / "a").chmod(0o700)


# -- the clock -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("behind", "told"), [(0, False), (DAY - 60_000, False), (DAY + 60_000, True), (90 * DAY, True)]
)
def test_a_clock_far_behind_is_told_once_and_orders_nothing_wrong(
    opened: Opened, behind: int, told: bool
) -> None:
    with opened("a", lambda: NOW) as store:
        store.commit([Change(VISIT, "@kind", "besoeg"), Change(VISIT, "navn", "før")], actor="anna")
    with opened("a", lambda: NOW - behind) as store:
        assert bool(store.notices) == told
        assert not told or "Stil uret" in store.notices[0]
        store.commit([Change(VISIT, "navn", "efter")], actor="anna")
        visit = store.record(VISIT)
        assert visit
        assert visit.fields["navn"] == "efter"


def test_a_clock_that_was_months_ahead(opened: Opened) -> None:
    """A day with the wrong clock, then the right one: the order of work stays the order of work."""
    with opened("a", lambda: NOW + 200 * DAY) as store:
        store.commit([Change(VISIT, "@kind", "besoeg"), Change(VISIT, "navn", "først")], actor="anna")
    with opened("a", lambda: NOW) as store:
        store.commit([Change(VISIT, "navn", "sidst")], actor="anna")
        assert [v.value for v in store.history(VISIT, "navn")] == ["sidst", "først"]
