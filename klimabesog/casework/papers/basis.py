"""What the figures of the steps' documents rest on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from klimabesog.casework import reportfigures
from klimabesog.reports.sections.basis import Basis
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.visit import Visit
    from klimabesog.energy.stacking import StackResult


def basis_of(visit: Visit, stacked: StackResult, *remarks: str) -> Basis:
    """Prices and factors of the carriers in play, how measures are added up, and further remarks."""
    common = (
        _(
            "Det samme forbrug spares ikke to gange. Udledningen er regnet med de samme faktorer før og efter."
        ),
        _("»Ca.« står foran skøn. Det er vejledning og ikke et energisyn efter EN 16247."),
    )
    factors = tuple(reportfigures.factors(visit, stacked))
    return Basis(visit.screening.factors.title, factors, (*remarks, *common))
