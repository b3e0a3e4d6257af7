"""The branches a checklist has packs for, and which of them a company's industry code (DB07, DB25) points to."""

from __future__ import annotations

BRANCHES = {
    "butik": "Butik, handel og lager",
    "kontor": "Kontor",
    "vaerksted": "Værksted og håndværk",
    "produktion": "Produktion",
    "restaurant": "Restaurant og hotel",
    "tung": "Tung industri",
}
"""Code, as forms use it (`kb:branche`) -> Danish name."""

_OF_CODES: tuple[tuple[str, str], ...] = (
    # mines, paper, refineries, chemicals, cement and glass, metal, power stations: energy goes into the process itself
    ("tung", "05 06 07 08 09 17 19 20 23 24 35"),
    # food, textiles, wood, print, pharmaceuticals, plastics, machines, furniture; water and waste; laundries
    ("produktion", "10 11 12 13 14 15 16 18 21 22 26 27 28 29 30 31 32 36 37 38 39 961"),
    # metalwork, machine repair, building trades, lorry and bus garages, car repair (452 in DB07, 9531 in DB25)
    ("vaerksted", "25 33 41 42 43 45 49 95"),
    # wholesale and retail, car sales (451 in DB07), storage, post; hairdressers and other personal services
    ("butik", "451 46 47 52 53 96"),
    ("restaurant", "55 56"),
    # publishing to public services; culture and associations
    (
        "kontor",
        "58 59 60 61 62 63 64 65 66 68 69 70 71 72 73 74 75 77 78 79 80 81 82 84 85 86 87 88 90 91 94",
    ),
)
"""Branch and the beginnings of its codes, by Danmarks Statistik's names of the divisions (`resources/db25.csv`).

Our own choice by what uses energy there, only ever a proposal. Left out, because no pack fits: farming, forestry,
fishing (01–03), ships and aircraft (50, 51), gambling, sport and leisure (92, 93), households (97–99).
"""


def branch_of(code: str) -> str:
    """The branch that an industry code (with or without dots) points to, "" for none; the longest beginning decides."""
    digits = "".join(filter(str.isdigit, code))
    known = {start: branch for branch, starts in _OF_CODES for start in starts.split()}
    found = (known.get(digits[:length]) for length in range(len(digits), 1, -1))
    return next((branch for branch in found if branch), "")
