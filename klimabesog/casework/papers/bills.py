"""Which bills and documents a company should find before a visit: by the energy it uses, else by its branch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from klimabesog.energy.carriers import carrier_name
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.documents.confirmation import Bill

METERED, DELIVERED, DRIVEN = "maalt", "leveret", "koert"
KINDS = {
    "el": METERED,
    "fjernvarme": METERED,
    "naturgas": METERED,
    "bygas": METERED,
    "damp": METERED,
    "diesel": DRIVEN,
    "benzin": DRIVEN,
    "hvo": DRIVEN,
}
"""How a carrier comes to the company; what is not named here is delivered by the load (or made on the place)."""

HEAT = "varme"
"""Stands for whatever a company heats with, while that is not known."""
PROCESS = "proces"
"""Stands for the fuels of ovens and boilers in production, while they are not known."""
BRANCHES = {
    "butik": ("el", HEAT),
    "kontor": ("el", HEAT),
    "vaerksted": ("el", HEAT, "diesel"),
    "produktion": ("el", HEAT, PROCESS, "diesel"),
    "restaurant": ("el", HEAT, "lpg"),
    "tung": ("el", HEAT, PROCESS, "diesel"),
}
"""Our own choice by what a branch mostly uses; only what to ask for, no figure rests on it."""
USUAL = ("el", HEAT, "diesel")
SERVICED = frozenset({"vaerksted", "produktion", "restaurant", "tung", "butik"})
"""Branches that mostly have compressors, ventilation or cooling under a service agreement."""


def bills(carriers: Iterable[str], branch: str, year: int) -> Iterator[Bill]:
    """What to find: a line for each carrier of the baseline (codes), else what the branch mostly uses."""
    from klimabesog.reports.documents.confirmation import Bill

    for code in tuple(dict.fromkeys(carriers)) or BRANCHES.get(branch, USUAL):
        name, where = _energy(code)
        yield Bill(name, where, _period(code, year))
    whole = _("hele {year}").format(year=year)
    yield Bill(_("Vand og affald"), _("Årsopgørelse for vand; fakturaer fra renovatøren"), whole)
    yield Bill(_("Bygningen"), _("BBR-meddelelse (areal og byggeår), energimærke, tegning"), _("seneste"))
    if branch in SERVICED:
        where = _("Rapporter for ventilation, trykluft, køl eller kedel")
        yield Bill(_("Eftersyn og service"), where, _("seneste"))
    where = _("Klimaregnskab, energisyn, tilbud eller rapporter, I allerede har")
    yield Bill(_("Det, I har i forvejen"), where, _("seneste"))


def _energy(code: str) -> tuple[str, str]:
    """A carrier's name and where its bills are found."""
    known = {
        "el": (_("El"), _("Regninger, eller log ind på eloverblik.dk og hent forbruget")),
        "fjernvarme": (_("Fjernvarme"), _("Varmeværkets årsopgørelse eller selvbetjening")),
        HEAT: (_("Varme"), _("Årsopgørelse for fjernvarme eller gas, eller regninger for olie og træpiller")),
        PROCESS: (_("Brændsel til ovne og kedler"), _("Regninger for gas, olie, damp eller andet")),
    }
    if code in known:
        return known[code]
    where = {
        METERED: _("Leverandørens årsopgørelse eller selvbetjening"),
        DRIVEN: _("Kontoudtog fra tankkortet: liter, gerne for hver bil"),
    }
    return carrier_name(code), where.get(KINDS.get(code, DELIVERED), _("Regninger for hver levering"))


def _period(code: str, year: int) -> str:
    if code == "el":
        return _("{year}, måned for måned").format(year=year)
    if KINDS.get(code, DELIVERED) == DELIVERED and code not in (HEAT, PROCESS):
        return _("{year}, og hvad der lå på lager").format(year=year)
    return _("hele {year}").format(year=year)
