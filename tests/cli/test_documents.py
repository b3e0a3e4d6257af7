"""Documents by command: issued, filed, received."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

Lines = Callable[..., list[str]]
Fails = Callable[..., str]


def test_a_version_is_locked_packed_and_filed(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    company = ok("company", "add", "navn=Prøvesmedjen (eksempel)")[0]
    ok("visit", "start", company)
    document = ok("document", "issue", "screeningsrapport", company)[0]
    (place,) = ok("document", "package", document, "--out", tmp_path)
    known = json.loads((Path(place) / "metadata.json").read_text("utf-8"))
    assert (known["virksomhed"], known["version"]) == ("Prøvesmedjen (eksempel)", "1")
    (packed,) = ok("document", "package", document, "--out", tmp_path, "--zip")
    assert packed.endswith(".zip")
    ok("document", "journal", document, "26-1234")
    assert "26-1234" in ok("document", "list", company)[0]
    assert "findes ikke" in fails(1, "document", "package", company, "--out", tmp_path)


def test_a_document_is_received(ok: Lines, fails: Fails, tmp_path: Path) -> None:
    company = ok("company", "add", "navn=Prøvesmedjen (eksempel)")[0]
    scan = tmp_path / "aftale.pdf"
    scan.write_bytes(b"%PDF-1.7")
    ok("document", "receive", company, scan, "--type", "underskrevet", "--date", "21.11.2026")
    assert ok("document", "list", company)[0].split("\t")[1:4] == ["Underskrevet aftale", "", "2026-11-21"]
    scan.rename(tmp_path / "aftale.exe")
    assert "kan ikke tages ind" in fails(1, "document", "receive", company, tmp_path / "aftale.exe")
