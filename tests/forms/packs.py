"""`python -m tests.forms.packs`: how many checkpoints each branch is asked, in the short review and the whole list."""

from __future__ import annotations

from pathlib import Path

from klimabesog.casework.scope import EXTENTS, Scope, size_of
from klimabesog.partnership.branches import BRANCHES
from klimabesog.values.resources import path as resource_path
from klimabesog.xforms import convert, parse

Sizes = dict[tuple[str, str], tuple[int, int]]


def sizes(form: Path) -> Sizes:
    """(branch, extent) -> checkpoints and chapters of a form; the branch "" is every one."""
    made = convert(form)
    definition = parse(made.xform, made.media)
    return {
        (branch, extent): size_of(definition, Scope(extent, branch))
        for branch in ("", *BRANCHES)
        for extent in EXTENTS
    }


def main() -> None:
    """Print the table."""
    found = sizes(resource_path("forms", "tjekliste.csv"))
    for branch, name in {"": "Alle brancher", **BRANCHES}.items():
        (short, short_areas), (whole, whole_areas) = found[branch, "kort"], found[branch, "hele"]
        print(
            f"{name:<24} kort {short:>3} i {short_areas:>2} områder   hele {whole:>3} i {whole_areas:>2} områder"
        )


if __name__ == "__main__":
    main()
