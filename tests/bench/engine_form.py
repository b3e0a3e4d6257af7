"""One form in the engine, in a process of its own: `python -m tests.bench.engine_form FORM.xml STEPS.json` prints JSON.

The steps are those the reference engine is driven with, phase by phase; times in ms, memory in MB.
"""

from __future__ import annotations

import json
import resource
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from klimabesog.xforms import Session, parse, prepare, write_submission

LOADS = 5
CLOCK = time.process_time if "--cpu" in sys.argv else time.perf_counter
"""With --cpu the processor's time: for a machine that others use too."""
NOT_CHANGES = frozenset(("warm", "add", "remove", "fanout500"))
"""Phases that are shown by themselves, or only warm up (as in the reference's own bench)."""


def main() -> int:
    """Measure and print."""
    form, steps = (Path(name) for name in sys.argv[1:3])
    print(json.dumps(measure(form.read_bytes(), json.loads(steps.read_text("utf-8")))))
    return 0


def measure(xform: bytes, spec: dict[str, Any]) -> dict[str, Any]:
    """Everything about one form; `first` is the load in a fresh process, `load` the median of those after it."""
    prepare()
    before = memory()
    first, session = timed(lambda: Session(parse(xform)))
    phases, unknown = drive(session, spec)
    changes = sorted(spent for name, times in phases.items() if name not in NOT_CHANGES for spent in times)
    measured = {
        "first": first,
        "change": statistics.median(changes),
        "p99": percentile(changes, 0.99),
        "add": median_of(phases.get("add")),
        "remove": median_of(phases.get("remove")),
        "fanout": median_of(phases.get("fanout500")),
        "validate": statistics.median(timed(lambda: check_all(session))[0] for _round in range(5)),
        "serialise": statistics.median(timed(lambda: write_submission(session))[0] for _round in range(10)),
        "memory": memory(),
        "engine_memory": memory() - before,
        "nodes": sum(1 for _node in session.walk()),
        "unknown": unknown,
        "final": {ref: session.node(ref).text for ref in spec["watch"]},
    }
    loads = [timed(lambda: Session(parse(xform)))[0] for _round in range(LOADS)]
    return {**measured, "load": statistics.median(loads)}


def drive(session: Session, spec: dict[str, Any]) -> tuple[dict[str, list[float]], int]:
    """Times by phase, and how many steps name a node that is not there (in the reference neither).

    The watched values are read after each step, as a view would.
    """
    phases: dict[str, list[float]] = {}
    unknown = 0
    for step in spec["steps"]:
        if step["op"] == "set" and session.find(step["ref"]) is None:
            unknown += 1
            continue
        spent, _none = timed(lambda step=step: apply(session, step, spec["watch"]))  # type: ignore[misc]
        phases.setdefault(step["phase"], []).append(spent)
    return phases, unknown


def apply(session: Session, step: dict[str, Any], watch: list[str]) -> None:
    """One step."""
    if step["op"] == "set":
        session.set(step["ref"], step["value"])
    elif step["op"] == "add-repeat":
        session.add_row(step["ref"])
    else:
        session.remove_row(step["ref"])
    for ref in watch:
        _value = session.node(ref).text


def check_all(session: Session) -> int:
    """Every rule of every node worked out anew, and what is missing or wrong listed."""
    session.recalculation.push_all(session.root)
    session.recalculation.run()
    return len(session.missing()) + len(session.errors())


def timed(work: Any) -> tuple[float, Any]:
    """(milliseconds, result)."""
    started = CLOCK()
    result = work()
    return (CLOCK() - started) * 1000, result


def percentile(ordered: list[float], share: float) -> float:
    """The value below which this share lies, as the reference's bench takes it."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def median_of(times: list[float] | None) -> float | None:
    """The median, None where the phase is missing."""
    return statistics.median(times) if times else None


def memory() -> float:
    """The most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
