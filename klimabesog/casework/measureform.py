"""What a measure form says: its `ud_*` results and `ud_stroem…` streams, read into the arithmetic's terms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from klimabesog.energy.accuracy import CLASSES, RULE_OF_THUMB
from klimabesog.energy.errors import AmountError
from klimabesog.energy.streams import MONEY, Measure, Stream
from klimabesog.xforms import Node

STREAM_PREFIX = "ud_stroem"
TEXTS = (
    "ud_titel",
    "ud_beskrivelse",
    "ud_forudsaetninger",
    "ud_andre_fordele",
    "ud_naeste_skridt",
    "ud_formel",
)


@dataclass(frozen=True)
class Estimate:
    """A measure form's result.

    `bases` are kWh a year that the form knows of an (end use, carrier), on which its shares rest.
    `complete` is False while a stream, or an amount in one, is missing; `problem` says what cannot be true.
    """

    measure: Measure
    bases: dict[tuple[str, str], float]
    complete: bool
    problem: str = ""
    root: Node | None = field(default=None, repr=False, compare=False)

    @property
    def texts(self) -> dict[str, str]:
        """What the form says in words now, by the names in TEXTS; put together only where they are read."""
        return result_texts(self.root) if self.root is not None else dict.fromkeys(TEXTS, "")


def read_estimate(root: Node, instance: str, title: str) -> Estimate:
    """The estimate that a measure form, or a row that says the same of a measure, stands at."""
    results = {node.name: node.value for node in leaves(root) if node.name.startswith("ud_")}
    groups = list(_stream_groups(root))
    problem, streams, bases = "", [], {}
    for group in groups:
        values = {child.name: child.value for child in group.children}
        try:
            stream = _stream(values)
        except (AmountError, ValueError) as error:
            problem = str(error)
            continue
        if stream is None:
            continue
        streams.append(stream)
        if base := _number(values.get("grundlag")):
            bases[stream.end_use, stream.carrier] = base
    measure = Measure(
        id=instance,
        title=results.get("ud_titel") or title,
        streams=tuple(streams),
        investment=_number(results.get("ud_investering")),
        operation=_number(results.get("ud_drift")) or 0.0,
        lifetime=_number(results.get("ud_levetid")),
        accuracy=results.get("ud_klasse", "") if results.get("ud_klasse") in CLASSES else RULE_OF_THUMB,
        subsidy=_number(results.get("ud_tilskud")) or 0.0,
        later=tuple(_later(results)),
    )
    return Estimate(measure, bases, bool(streams) and len(streams) == len(groups), problem, root)


def _later(results: Mapping[str, str]) -> Iterator[tuple[float, float]]:
    """(year, kr.): a part that is replaced on the way, and what is left at the end; only where the form asks."""
    year, price = (_number(results.get(name)) for name in ("ud_udskiftning_aar", "ud_udskiftning"))
    if year is not None and price:
        yield year, -price
    lifetime, left = _number(results.get("ud_levetid")), _number(results.get("ud_restvaerdi"))
    if lifetime is not None and left:
        yield lifetime, left


def result_texts(root: Node) -> dict[str, str]:
    """Every text result by name, "" while there is none.

    A note gives its label, with the figures filled in; any other node its value. One result may be several notes
    (`ud_formel`, `ud_formel_huller` …): those relevant now, in the order of the form.
    """
    pieces: dict[str, list[str]] = {name: [] for name in TEXTS}
    for node in leaves(root):
        name = next((name for name in TEXTS if f"{node.name}_".startswith(f"{name}_")), "")
        if name and (text := node.label if node.kind == "note" else node.value):
            pieces[name].append(text)
    return {name: " ".join(texts) for name, texts in pieces.items()}


def area_of(nodes: Sequence[Node]) -> str:
    """The focus area code of a measure form: chosen in it, or named on one of its questions or groups; "" for none."""
    chosen = next((node.value for node in nodes if node.name == "ud_indsatsomraade"), "")
    return chosen or next((area for node in nodes if (area := node.kb.get("omraade", ""))), "")


def leaves(node: Node) -> Iterator[Node]:
    """Every relevant leaf beneath a node."""
    if not node.relevant:
        return
    if not node.children:
        yield node
    for child in node.children:
        yield from leaves(child)


def _stream_groups(node: Node) -> Iterator[Node]:
    """The groups, or rows of a repeat, that hold a stream each."""
    for child in node.children:
        if not child.relevant:
            continue
        if child.name.startswith(STREAM_PREFIX) and child.children:
            yield child
        else:
            yield from _stream_groups(child)


def _stream(values: dict[str, str]) -> Stream | None:
    """One stream; None while its amount is missing."""
    kind = values.get("art", "")
    kwh, share, money = (_number(values.get(name)) for name in ("kwh", "andel", "kroner"))
    if share is not None and values.get("grundlag") == "":
        share = None  # a share of nothing known yet
    if kind == "" or (money is None if kind == MONEY else kwh is None and share is None):
        return None
    return Stream(
        kind=kind,
        end_use=values.get("slutanvendelse", ""),
        carrier=values.get("energibaerer", ""),
        kwh=None if kind == MONEY or share is not None else kwh,
        share=None if kind == MONEY else share,
        to_carrier=values.get("til_energibaerer", ""),
        efficiency=_number(values.get("virkningsgrad")),
        money=money,
    )


def _number(text: str | None) -> float | None:
    """A calculated number; None when it is empty or not a number."""
    try:
        number = float(text) if text else None
    except ValueError:
        return None
    return None if number is None or number != number else number
