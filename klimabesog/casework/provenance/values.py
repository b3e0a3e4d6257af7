"""A number that can be explained, and its explanation: where it comes from, how it arises, and what lies beneath it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from klimabesog.energy.accuracy import CLASSES
from klimabesog.values.texts import _

USE_KWH, USE_KR, USE_CO2 = "forbrug_kwh", "forbrug_kr", "forbrug_co2"
"""A year's use. `of`: "" all of it, a carrier's code, or the id of one bill."""
SAVED_KWH, SAVED_KR, SAVED_CO2 = "sparet_kwh", "sparet_kr", "sparet_co2"
"""What is saved a year. `of`: "" all measures, or the instance of one. `part`: see `Number`."""
NET_KR = "sparet_netto"
"""Kr. saved a year, less dearer operation."""
INVESTMENT, PAYBACK = "investering", "tilbagebetaling"
NPV, IRR = "nutidsvaerdi", "intern_rente"
PRICE, EMISSION, HEATING = "pris", "udledning", "braendvaerdi"
"""Of a carrier (`of`): kr. per kWh, kg CO2e per kWh, kWh per unit (`part`)."""
INTEREST = "kalkulationsrente"
REDUCTION = "mindre_udledning"
"""CO2e saved as a share of the base year's emission. `part`: "" proposed, or "gennemfoert"."""

BILL_BASE, BILL_NOW, BILL_CHANGE = "regninger_basis", "regninger_nu", "regninger_aendring"
BILL_WEATHER, BILL_ACTIVITY, BILL_REST = "regninger_vejr", "regninger_aktivitet", "regninger_rest"
"""Of a follow-up's new bills: kWh of a carrier (`of`; "" all that can be compared) in the months compared."""
OWN_EFFORT, OTHER_FACTORS = "egen_indsats", "andre_faktorer"
"""What the emission has changed by since the base year. `of`: a carrier, "" all."""

ALONE, CARRIED_OUT = "alene", "gennemfoert"
"""Parts of a saving: before overlap; of the measures that were carried out."""


class Number(NamedTuple):
    """Names a number. `kind` is one of the constants above.

    `part` of a saving: "" as it counts after overlap, "alene" before it, "gennemfoert" of what was carried out; or the
    layer (skoen, raadgiver, aftalt, realiseret) of one measure, which is without overlap.
    """

    kind: str
    of: str = ""
    part: str = ""


PROGRESS = (Number(REDUCTION), Number(REDUCTION, "", CARRIED_OUT))
"""What stands in the sentence on the way to a target."""


class Asked(NamedTuple):
    """The question in which something is answered: the form as the visit names it, and the reference."""

    form: str
    ref: str


@dataclass(frozen=True)
class Line:
    """One part of a number.

    `value` in `unit` (None: not known), `text` as it reads with its unit. `origin` is where it comes from in a word or
    two ("Regning", "Skøn", "Regnet ud"), `source` the words behind it with their year, `url` its address, `accuracy` A,
    B, C or "". `on` explains it further, `asked` is where it can be put right. `internal`: never shown to the company.
    """

    label: str
    value: float | None
    unit: str
    text: str
    origin: str = ""
    source: str = ""
    url: str = ""
    accuracy: str = ""
    on: Number | None = None
    asked: Asked | None = None
    internal: bool = False


class Factor(NamedTuple):
    """A line that is multiplied with, or divided by (`over`)."""

    line: Line
    over: bool = False


class Term(NamedTuple):
    """A product of lines that is added, or taken off (`minus`)."""

    factors: tuple[Factor, ...]
    minus: bool = False


@dataclass(frozen=True)
class Formula:
    """A sum of products, and the number they come to: `result` in `unit`."""

    terms: tuple[Term, ...]
    result: float
    unit: str
    text: str
    """Written out with the numbers in: "12.390 kWh × 1,30 kr./kWh = 16.107 kr."."""


@dataclass(frozen=True)
class Explanation:
    """Where a number comes from.

    `title` names it, `shown` is how it reads where it was seen, `value` the number unrounded (None: there is none).
    `how` is one sentence. `inputs` are figures beneath it that stand in no formula of ours (what a measure's form was
    told), `wording` the form's own formula. `notes` say what else is to be known; `accuracy` is the class of the whole.
    `asked`: the question to answer where something is missing.
    """

    number: Number
    title: str
    shown: str
    value: float | None
    how: str
    formula: Formula | None = None
    lines: tuple[Line, ...] = ()
    inputs: tuple[Line, ...] = ()
    wording: str = ""
    notes: tuple[str, ...] = ()
    accuracy: str = ""
    asked: Asked | None = None


_KINDS = {
    **dict.fromkeys((USE_KWH, SAVED_KWH), "Energi"),
    **dict.fromkeys((USE_KR, SAVED_KR, NET_KR), "Kroner"),
    **dict.fromkeys((USE_CO2, SAVED_CO2), "Udledning"),
    INVESTMENT: "Investering",
    PAYBACK: "Tilbagebetaling",
    NPV: "Nutidsværdi",
    IRR: "Intern rente",
    INTEREST: "Kalkulationsrente",
    REDUCTION: "Foreslået",
    PRICE: "Pris",
    EMISSION: "Udledning",
    HEATING: "Brændværdi",
    BILL_BASE: "Basisår",
    BILL_NOW: "Nu",
    BILL_CHANGE: "Ændring",
    BILL_WEATHER: "Vejr",
    BILL_ACTIVITY: "Aktivitet",
    BILL_REST: "Resten",
    OWN_EFFORT: "Egen indsats",
    OTHER_FACTORS: "Andre faktorer",
}


def kind_words(number: Number) -> str:
    """What tells a number from the others that stand beside it: "Energi", "Kroner", "Udledning"."""
    if number.kind == REDUCTION and number.part == CARRIED_OUT:
        return _("Nået")
    return _(_KINDS[number.kind])


def accuracy_words(letter: str) -> str:
    """A class in words, with its letter: "Tommelfingerregel eller skøn (C)"."""
    return f"{_(CLASSES[letter])} ({letter})"
