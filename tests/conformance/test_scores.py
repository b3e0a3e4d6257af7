"""The recorded behaviour of the official engines: the share of whole cases must not fall."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

LEAST = {"walks": 0.95, "scenarios": 0.98, "xpath": 0.98}


@pytest.mark.full("shared")
def test_whole_cases_do_not_fall():
    scorer = Path(os.environ["KLIMABESOG_SHARED"]) / "tools" / "xforms_score.py"
    adapter = Path(__file__).with_name("adapter.py")
    done = subprocess.run(
        [sys.executable, str(scorer), str(adapter), "all", "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    shares = {name: result["whole_share"] for name, result in json.loads(done.stdout).items()}
    assert all(shares[name] >= least for name, least in LEAST.items()), shares
