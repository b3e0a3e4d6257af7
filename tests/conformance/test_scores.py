"""The recorded behaviour of the official engines: the share of whole cases must not fall (docs/conformance.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LEAST = {"walks": 0.968, "scenarios": 0.99, "xpath": 0.994}
"""What holds today. The scenarios keep room for one case that compares random numbers (docs/conformance.md)."""
CASES = {"walks": 96, "scenarios": 245, "xpath": 2517}
"""How many recordings there are: fewer means that some were not found."""


@pytest.mark.full
def test_whole_cases_do_not_fall():
    where = os.environ.get("KLIMABESOG_SHARED", "")
    scorer = Path(where) / "tools" / "xforms_score.py"
    assert where, "the recordings are not here: they belong in a folder `shared` beside the checkout"
    assert scorer.is_file(), f"the recordings are not in {where}"
    adapter = Path(__file__).with_name("adapter.py")
    done = subprocess.run(
        [sys.executable, str(scorer), str(adapter), "all", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    results = json.loads(done.stdout)
    assert {name: result["cases"] for name, result in results.items()} == CASES
    shares = {name: result["whole_share"] for name, result in results.items()}
    assert all(shares[name] >= least for name, least in LEAST.items()), shares
