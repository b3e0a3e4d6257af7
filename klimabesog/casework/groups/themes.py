"""Which companies share a theme, wish the same help, or could give up the same fuel.

The themes are Klimaalliancen Aarhus's, the fuels Fredericia's, the help Det grønne akademi's. Gathered from the newest
interview of each company, as the `temaer` records keep it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from klimabesog.casework import kinds
from klimabesog.casework.groups.said import Labels, Said, newest_said
from klimabesog.values.danish import format_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

SHARED, HELP, FUELS, HEAT = "temaer", "hjaelp", "kan_omlaegges", "procestemperatur"
SECTIONS = {
    SHARED: "Vil arbejde på det sammen med andre",
    HELP: "Ønsker hjælp",
    FUELS: "Kan lægge brændslet om",
    HEAT: "Procesvarme",
}
"""The properties that companies are gathered by, and what they say of them, in the order shown."""
NOTHING = frozenset({"intet", "ingen"})
"""Answers that are no theme."""
WASTE_THEME = "affald"
"""The theme beneath which waste is offered and looked for."""
WORKING_GROUP = "arbejdsgruppe"
JOINS = ("leder", "med")
"""Answers about a working group that mean yes; the first would lead it."""

_DETAILS = {
    f"{SHARED}:overskudsvarme": (
        ("overskudsvarme_temperatur", "°C"), ("overskudsvarme_mwh", "MWh/år"), ("overskudsvarme_kilde", ""),
    ),
    f"{SHARED}:solceller": (("tag_m2", "m² frit tag"),),
    f"{SHARED}:lading": (("lade_antal", "køretøjer om tre år"),),
    f"{SHARED}:indkoeb": (("indkoeb", ""),),
    f"{HELP}:kandidat": (("kandidat_opgave", ""),),
}  # fmt: skip
"""What a company told of a theme: properties with their units."""


@dataclass(frozen=True)
class Interest:
    """A company that chose a theme: `day` (ISO) of the visit, what it told of it, its answer about a working group.

    `working_group` is a code ("leder", "med" …), "" for none; `joins` in words.
    """

    company: str
    name: str
    visit: str
    day: str
    detail: str = ""
    working_group: str = ""
    joins: str = ""


@dataclass(frozen=True)
class Theme:
    """A theme with the companies that chose it; `key` ("temaer:affald") names it in scripts."""

    key: str
    label: str
    interests: tuple[Interest, ...]

    @property
    def section(self) -> str:
        """The property it was gathered by: a key of SECTIONS."""
        return self.key.partition(":")[0]

    @property
    def companies(self) -> tuple[str, ...]:
        """The ids of its companies."""
        return tuple(interest.company for interest in self.interests)

    @property
    def joining(self) -> tuple[str, ...]:
        """Those that would join a working group."""
        return tuple(one.company for one in self.interests if one.working_group in JOINS)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Those that would lead it."""
        return tuple(one.company for one in self.interests if one.working_group == JOINS[0])


def themes(casebook: Casebook, companies: Collection[str] | None = None) -> tuple[Theme, ...]:
    """The themes that at least one company (of these) chose: by section, those of most companies first."""
    labels = Labels(casebook)
    found: dict[str, list[Interest]] = {}
    for said in newest_said(casebook, kinds.THEMES):
        if companies is None or said.company in companies:
            for key, interest in _interests(said, labels):
                found.setdefault(key, []).append(interest)
    all_ = [_theme(key, labels, interests) for key, interests in found.items()]
    return tuple(sorted(all_, key=lambda one: _place(one, labels)))


def _place(one: Theme, labels: Labels) -> tuple[int, int, int]:
    """By section, those of most companies first, else as the form offers them."""
    codes, code = labels.codes(kinds.THEMES, one.section), one.key.partition(":")[2]
    place = codes.index(code) if code in codes else len(codes)
    return list(SECTIONS).index(one.section), -len(one.interests), place


def theme(casebook: Casebook, key: str) -> Theme:
    """One theme by its key, or by its label; InputError when no company chose it."""
    wanted = key.casefold()
    for one in themes(casebook):
        if wanted in (one.key, one.label.casefold()):
            return one
    raise InputError(_("Ingen virksomhed har valgt {theme}. Se temaerne med group themes.").format(theme=key))


def is_about_waste(themes: str) -> bool:
    """Whether waste is among the themes that were chosen: streams told of before it was taken off are not meant."""
    return WASTE_THEME in themes.split()


def theme_companies(casebook: Casebook, key: str) -> tuple[str, ...]:
    """The ids of the companies that chose a theme, for whatever reports on some of them; none is no error."""
    return next((one.companies for one in themes(casebook) if one.key == key), ())


def _theme(key: str, labels: Labels, interests: list[Interest]) -> Theme:
    section, _colon, code = key.partition(":")
    once = {interest.company: interest for interest in interests}
    return Theme(key, labels.of(kinds.THEMES, section, code), tuple(once.values()))


def _interests(said: Said, labels: Labels) -> Iterator[tuple[str, Interest]]:
    """What one company chose, by key."""
    answer = said.text(WORKING_GROUP)
    plain = Interest(said.company, said.name, said.visit, said.day)
    joining = replace(
        plain, working_group=answer, joins=labels.of(kinds.THEMES, WORKING_GROUP, answer) if answer else ""
    )
    for section in SECTIONS:
        for code in said.text(section).split():
            if code not in NOTHING:
                key = f"{section}:{code}"
                yield key, replace(joining if section == SHARED else plain, detail=_detail(said, key))


def _detail(said: Said, key: str) -> str:
    """ "45 °C · 120 MWh/år · Ovnen, på hverdage"."""
    told = ((said.text(field), unit) for field, unit in _DETAILS.get(key, ()))
    return " · ".join(
        f"{_number(text)} {_(unit)}" if unit else " ".join(text.split()) for text, unit in told if text
    )


def _number(text: str) -> str:
    try:
        return format_number(float(text), min(len(text.partition(".")[2]), 2))
    except ValueError:
        return text
