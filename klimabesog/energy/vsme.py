"""The energy and emission part (B3) of a VSME report, from a baseline: values ready for a table.

VSME asks for energy in MWh, renewable and not, and gross emissions of scope 1 (what the company burns itself) and
scope 2, location-based (bought electricity, heat and steam). Both are what leaves a chimney, so the emissions here are
counted with the combustion boundary; where a carrier has no such figure the life cycle's is used, and a note names it.
Life cycle emissions before the chimney are scope 3 and not in this part. Wood and straw: biogenic CO2 stands outside.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from klimabesog.energy.baseline import Baseline
from klimabesog.energy.carriers import carrier, carrier_name
from klimabesog.energy.factors import COMBUSTION, FactorSet
from klimabesog.values.texts import _

RENEWABLE, OTHER, UNKNOWN = "vedvarende", "ikke_vedvarende", "ukendt"
KINDS = {RENEWABLE: "Vedvarende", OTHER: "Ikke vedvarende", UNKNOWN: "Ukendt fordeling"}
"""How a carrier counts; what depends on the supply (electricity, district heating, grid gas) is not guessed."""


@dataclass(frozen=True)
class CarrierLine:
    """A carrier's line: MWh, kind (see KINDS), scope 1 or 2, tonnes CO2e (None: not known), boundary of the factor."""

    carrier: str
    mwh: float
    kind: str
    scope: int
    tonnes: float | None
    boundary: str


@dataclass(frozen=True)
class B3:
    """The table of a year, and what is to be said beneath it."""

    year: int
    lines: tuple[CarrierLine, ...]
    notes: tuple[str, ...] = ()

    def mwh(self, kind: str = "") -> float:
        """MWh of a kind, or of all."""
        return math.fsum(line.mwh for line in self.lines if kind in ("", line.kind))

    def tonnes(self, scope: int | None = None) -> float:
        """Tonnes CO2e of a scope, or of both, as far as they are known."""
        return math.fsum(line.tonnes or 0.0 for line in self.lines if scope in (None, line.scope))


def b3(baseline: Baseline, factors: FactorSet) -> B3:
    """The table of a baseline; `factors` is the set it was computed with, whose own figures count here too."""
    burnt = factors.for_year(baseline.year, COMBUSTION)
    lines = tuple(_line(code, kwh, burnt) for code, kwh in baseline.use().items())
    return B3(baseline.year, lines, (_method(), *_notes(lines)))


def _line(code: str, kwh: float, burnt: FactorSet) -> CarrierLine:
    known, factor = carrier(code), burnt.co2(code)
    kind = UNKNOWN if known is None or known.renewable is None else RENEWABLE if known.renewable else OTHER
    return CarrierLine(
        carrier=code,
        mwh=kwh / 1000,
        kind=kind,
        scope=known.scope if known else 1,
        tonnes=kwh * factor.value / 1000 if factor else None,
        boundary=factor.boundary if factor else "",
    )


def _method() -> str:
    return _(
        "Udledningen er regnet fra forbrændingen: scope 1 er det, virksomheden selv brænder, scope 2 er købt el, varme "
        "og damp (lokationsbaseret). Certifikater for grøn strøm er ikke regnet med. Summen kan være en anden end i "
        "resten af rapporten, som bruger faktorerne i kapitlet Forudsætninger."
    )


def _notes(lines: Iterable[CarrierLine]) -> Iterator[str]:
    for line in lines:
        name = carrier_name(line.carrier)
        if line.tonnes is None:
            yield _("{carrier}: udledningen er ukendt og ikke med i summen.").format(carrier=name)
        elif line.boundary != COMBUSTION:
            yield _(
                "{carrier}: tallet er for hele livscyklussen, fordi et for forbrændingen mangler."
            ).format(carrier=name)
