"""How long a visit takes, and what is done when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from klimabesog.casework.scope import SHORT, Scope
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.confirmation import AgendaItem

LEAST, MOST = 45, 90
PARTS = {LEAST: (5, 15, 15, 10), MOST: (10, 30, 35, 15)}
"""Minutes for the welcome, the conversation, the walk-round and the summing up."""


def minutes_of(scope: Scope) -> int:
    """Minutes of a visit: 45 for the short review, 90 for the whole checklist."""
    return LEAST if scope.extent == SHORT else MOST


def agenda(start: str, minutes: int) -> Iterator[AgendaItem]:
    """The parts of a visit that begins at `start` (HH:MM, "" unknown)."""
    from klimabesog.reports.documents.confirmation import AgendaItem

    clock = datetime.strptime(start, "%H:%M") if start else None
    for length, (what, who) in zip(PARTS[minutes], _parts(), strict=True):
        until = clock + timedelta(minutes=length) if clock else None
        begins, ends = (moment.strftime("%H:%M") if moment else "" for moment in (clock, until))
        yield AgendaItem(length, what, who, begins, ends)
        clock = until


def _parts() -> tuple[tuple[str, str], ...]:
    """What is done, and who of the company is needed."""
    return (
        (_("Velkommen: hvad vil vi gerne nå?"), _("Alle")),
        (_("Samtale: jer og jeres energi, planer, ønsker og et muligt partnerskab"), _("Alle")),
        (_("Rundgang: vi ser på anlæg og bygning sammen"), _("Den, der kender bygning og maskiner")),
        (_("Opsamling: det så vi, de bedste forslag og næste skridt"), _("Alle, også ledelsen")),
    )
