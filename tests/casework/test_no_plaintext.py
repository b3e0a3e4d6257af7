"""Nothing typed lies in clear: not in the data folder, the temporary one, or a file that the program has mapped."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

WORDS = ("Rumlepottesmedjen", "Krumspringsson", "kraftværkshemmelig", "båndsavsskramlet")

_VISITS = """
import os, sys
from pathlib import Path
from klimabesog.casework.backups import make_backup
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.views import Officer
from klimabesog.store import Change
from klimabesog.values.ids import new_id

company, person, answer, note = sys.argv[2].split(",")
with Casebook.open(Path(sys.argv[1]), os.urandom(32)) as book:
    book.set_officer(Officer("Anna", "Eksempel Kommune"))
    made = book.save_company({"navn": company})
    book.save_contact(made, {"name": person, "phone": "12345678"})
    visit = book.start_visit(made, "20.11.2026", participants=person)
    visit.answer("besoeg", "/data/interesser/investeringsramme", answer)
    store = book.desk.store
    sha = store.put_blob((note * 500).encode(), "text/plain")
    for n in range(300):
        record = new_id()
        changes = [Change(record, "@kind", "noter"), Change(record, "tekst", f"{note} {n} " * 40)]
        store.commit(changes, actor="anna")
    assert book.desk.store.search(note[:8]) and book.companies(company[:6])
    store._db.execute("SELECT state FROM record ORDER BY state DESC").fetchall()
    make_backup(store, book.data_dir)
    print("worked", flush=True)
    sys.stdin.readline()
"""


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="needs /proc")
def test_nothing_typed_lies_in_clear(tmp_path: Path) -> None:
    data, scratch = tmp_path / "data", tmp_path / "tmp"
    scratch.mkdir()
    environment = {**os.environ, "TMPDIR": str(scratch), "SQLITE_TMPDIR": str(scratch)}
    run = [sys.executable, "-c", _VISITS, str(data), ",".join(WORDS)]
    with subprocess.Popen(
        run, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as program:
        assert program.stdout is not None
        assert program.stdin is not None
        assert program.stdout.readline() == "worked\n"
        mapped = mapped_files(program.pid)
        while_open = found_in([*files(data), *files(scratch), *mapped])
        program.stdin.write("\n")
    assert program.returncode == 0
    assert any(path.name.endswith("-shm") for path in mapped), "the scan looks where SQLite maps"
    assert while_open == []
    assert found_in([*files(data), *files(scratch)]) == []


def test_the_scan_finds_what_is_there(tmp_path: Path) -> None:
    for n, text in enumerate((WORDS[0].encode(), WORDS[2].encode("utf-16-le"), rb"b\xe5ndsavsskramlet")):
        (tmp_path / f"{n}").write_bytes(b"\x00\xff" + text + b"\x00")
    assert [word for _path, word in found_in(files(tmp_path))] == [WORDS[0], WORDS[2], WORDS[3]]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def mapped_files(pid: int) -> list[Path]:
    """The files a process has mapped into its memory, libraries included."""
    lines = Path(f"/proc/{pid}/maps").read_text().splitlines()
    paths = {Path(line.split(maxsplit=5)[5]) for line in lines if "/" in line}
    return [path for path in paths if path.is_file()]


def found_in(paths: list[Path]) -> list[tuple[str, str]]:
    """Where any of the words stands, in any of the encodings a program writes text in, as typed or lower case."""
    wanted = {form: word for word in WORDS for form in forms(word)}
    found = set()
    for path in paths:
        data = path.read_bytes()
        found |= {(str(path), word) for form, word in wanted.items() if form in data}
    return sorted(found)


def forms(word: str) -> set[bytes]:
    texts = {word, word.lower(), word.encode("unicode_escape").decode()}
    return {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "latin-1")}
