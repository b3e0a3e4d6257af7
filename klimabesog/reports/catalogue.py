"""Which types of document there are, by id; how one is written is loaded when it is first made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from klimabesog.values.texts import _

if TYPE_CHECKING:  # reportlab is loaded with the first document, not with the first list of them
    from klimabesog.reports.documents.kind import Kind


@dataclass(frozen=True)
class Entry:
    """A type of document: its id in records, its module in `reports.documents`, its name."""

    id: str
    module: str
    title: Callable[[], str]


ENTRIES = (
    Entry("invitation", "invitation", lambda: _("Invitation til klimabesøg")),
    Entry("persondata", "privacy", lambda: _("Oplysning om persondata")),
    Entry("moedebekraeftelse", "confirmation", lambda: _("Bekræftelse af besøg")),
    Entry("papirskema", "paper_form", lambda: _("Interview og tjekliste på papir")),
    Entry("papirskema_blank", "paper_form", lambda: _("Blank interview og tjekliste")),
    Entry("screeningsrapport", "screening", lambda: _("Energiscreening")),
    Entry("resume", "summary", lambda: _("Energiscreening på én side")),
    Entry("samtalereferat", "handout", lambda: _("Det talte vi om")),
    Entry("partnerskabsaftale", "agreement", lambda: _("Partnerskabsaftale")),
    Entry("raadgiveroplaeg", "brief", lambda: _("Oplæg til rådgiveren")),
    Entry("klimahandlingsplan", "plan", lambda: _("Klimahandlingsplan")),
    Entry("opfoelgningsrapport", "followup", lambda: _("Opfølgningsrapport")),
    Entry("portefoeljerapport", "portfolio", lambda: _("Porteføljerapport")),
)


def entry(id_: str) -> Entry:
    """The type with this id; KeyError for another."""
    return {each.id: each for each in ENTRIES}[id_]


def kind_of(id_: str) -> Kind[Any]:
    """How documents of the type are written. KeyError for a type there is not."""
    kind: Kind[Any] = import_module(f"klimabesog.reports.documents.{entry(id_).module}").KIND
    return kind
