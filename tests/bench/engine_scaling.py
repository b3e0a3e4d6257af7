"""What a change costs in forms of growing size: `python -m tests.bench.engine_scaling N` prints JSON for one size.

The form is made here: groups of twenty questions, half of them hidden until the group's first is answered, and
READERS calculations that read the first question, spread evenly over the whole form.
"""

from __future__ import annotations

import json
import statistics
import sys

from klimabesog.xforms import Session, parse, prepare
from tests.bench.engine_form import memory, timed

READERS = 10
GROUP = 20
ROUNDS = 200


def main() -> int:
    """Measure one size and print JSON."""
    print(json.dumps(measure(int(sys.argv[1]))))
    return 0


def measure(size: int) -> dict[str, float]:
    """Times in ms: reading and opening the form, a change with READERS readers, one with a single, one with none."""
    xform = form(size)
    prepare()
    load, session = timed(lambda: Session(parse(xform)))
    return {
        "questions": size,
        "load": load,
        "readers": changing(session, "/data/g0/q0"),
        "one": changing(session, "/data/g1/q20"),
        "none": changing(session, "/data/g0/q1"),
        "memory": memory(),
    }


def changing(session: Session, ref: str) -> float:
    """The median cost of giving the question another answer."""
    return statistics.median(
        timed(lambda value=str(turn): session.set(ref, value))[0] for turn in range(ROUNDS)
    )


def form(size: int) -> bytes:
    """An XForm with this many questions."""
    groups = [range(start, min(start + GROUP, size)) for start in range(0, size, GROUP)]
    every = size // READERS
    model, binds, body = [], [], []
    for number, questions in enumerate(groups):
        model.append(f"<g{number}>" + "".join(f"<q{each}/>" for each in questions) + f"</g{number}>")
        binds += [_bind(number, questions[0], each, every) for each in questions]
        body.append(
            f'<group ref="/data/g{number}"><label>Del {number}</label>'
            + "".join(
                f'<input ref="/data/g{number}/q{each}"><label>Nr. {each}</label></input>'
                for each in questions
            )
            + "</group>"
        )
    return (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>'
        f'<instance><data id="stor">{"".join(model)}</data></instance>{"".join(binds)}</model></h:head>'
        f"<h:body>{''.join(body)}</h:body></h:html>"
    ).encode()


def _bind(group: int, first: int, each: int, every: int) -> str:
    rules = f'nodeset="/data/g{group}/q{each}" type="int"'
    if each and each % every == every // 2:
        rules += f' calculate="/data/g0/q0 + {each}"'
    elif group and each == first + 1:
        rules += f" relevant=\"/data/g{group}/q{first} != ''\""
    return f"<bind {rules}/>"


if __name__ == "__main__":
    sys.exit(main())
