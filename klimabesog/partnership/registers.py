"""Bundled registers: the town of a postal code, the name of an industry code."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from klimabesog.values import resources


@dataclass(frozen=True)
class Towns:
    """Postal code -> town."""

    by_code: Mapping[str, str]

    def town(self, postal_code: str) -> str:
        """The town of a four-digit postal code (a "DK-" before it is ignored); "" if it is not known."""
        return self.by_code.get(postal_code.strip().upper().removeprefix("DK").lstrip("- "), "")


@dataclass(frozen=True)
class Industries:
    """Industry code without dots, of two to six digits -> Danish name."""

    by_code: Mapping[str, str]

    def name(self, code: str) -> str:
        """The name of the longest known beginning of a code, with or without dots; "" if none is known."""
        digits = code.replace(".", "").strip()
        found = (self.by_code.get(digits[:length]) for length in range(len(digits), 1, -1))
        return next((name for name in found if name), "")

    def code(self, name: str) -> str:
        """The code of the branch with this name, or whose name begins with it; "" if none is."""
        wanted = name.strip().casefold()
        names = {known.casefold(): code for code, known in self.by_code.items()}
        begun = (code for known, code in names.items() if wanted and known.startswith(wanted))
        return names.get(wanted) or next(begun, "")


@cache
def towns() -> Towns:
    """The bundled postal codes; OSError if the file is gone."""
    return Towns(_pairs("postnumre.csv"))


@cache
def industries() -> Industries:
    """The bundled industry names; OSError if the file is gone."""
    return Industries(_pairs("db25.csv"))


def _pairs(name: str) -> dict[str, str]:
    """The two columns of a bundled table, without its head."""
    with resources.path("resources", name).open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file, delimiter=";")
        next(rows)
        return {row[0]: row[1] for row in rows if len(row) > 1}
