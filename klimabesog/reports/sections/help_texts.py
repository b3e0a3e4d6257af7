"""The municipality's texts on subsidies and help, each with the day it was last looked up; no chapter without any."""

from __future__ import annotations

from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Help, ScreeningReport
from klimabesog.reports.tagged.flowables import WebLink
from klimabesog.reports.text import rich
from klimabesog.values.texts import _


def write(kit: Kit, report: ScreeningReport) -> list[Any]:
    """The chapter."""
    if not report.help:
        return []
    parts = kit.chapter(_("Tilskud og hjælp"), "hjaelp")
    said = _(
        "Ordninger kommer og går. Ved hver står, hvornår kommunen sidst har slået den op; undersøg selv vilkårene, før "
        "I regner med den."
    )
    parts += kit.text(said)
    numbers = {measure.id: f"{n} ({measure.title})" for n, measure in enumerate(report.measures, 1)}
    for help in report.help:
        parts += kit.keep(_help(kit, help, numbers))
    return parts


def _help(kit: Kit, help: Help, numbers: dict[str, str]) -> list[Any]:
    parts: list[Any] = [kit.sub(help.title, "H3"), *kit.text(help.text)]
    parts += kit.run_in(_("Hvem"), help.who)
    if help.link:
        spoken = _("{title}: {address}").format(title=help.title, address=help.link)
        parts.append(WebLink(rich("<u>{}</u>", _shown(help.link)), kit.styles["link"], help.link, spoken))
    fits = [numbers[id] for id in help.fits if id in numbers]
    if fits:
        parts += kit.text(_("Passer til forslag {list}.").format(list=", ".join(fits)), "note")
    return [*parts, *kit.text(_dates(help), "note")]


def _shown(link: str) -> str:
    """An address as it is read: without https:// and the last slash."""
    return link.removeprefix("https://").removeprefix("http://").removesuffix("/")


def _dates(help: Help) -> str:
    """When it was looked up, and how long it holds."""
    checked = _("Kontrolleret {date}.").format(date=figures.short_date(help.checked))
    if not help.valid_until:
        return checked
    return f"{checked} " + _("Gælder til {date}.").format(date=figures.short_date(help.valid_until))
