"""The box with what a document's figures rest on, for documents that have no chapter of assumptions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Factor
from klimabesog.reports.text import rich
from klimabesog.values import danish
from klimabesog.values.texts import _


@dataclass(frozen=True)
class Basis:
    """Name of the factor set, price and emission of each carrier, and remarks, a sentence or two each."""

    factor_set: str = ""
    factors: tuple[Factor, ...] = ()
    remarks: tuple[str, ...] = ()


def box(kit: Kit, basis: Basis) -> list[Any]:
    """The box; nothing without factors and remarks."""
    texts = [*_numbers(basis), " ".join(basis.remarks)]
    first, *rest = [text for text in texts if text] or [""]
    if not first:
        return []
    items = kit.text(rich("<b>{}</b> {}", _("Sådan er der regnet."), first), "boxed")
    return [kit.panel([*items, *(part for text in rest for part in kit.text(text, "boxed"))], before=10)]


def _numbers(basis: Basis) -> list[str]:
    known = [words for factor in basis.factors if (words := _words(factor))]
    if not known:
        return []
    text = _("Priser er uden moms: {list}.").format(list="; ".join(known))
    return [f"{basis.factor_set}. {text}" if basis.factor_set else text]


def _words(factor: Factor) -> str:
    """ "el 1,30 kr. og 0,135 kg CO₂e pr. kWh"."""
    price, co2 = factor.price_kr_kwh, factor.co2_kg_kwh
    parts = [f"{danish.format_number(price, 2)}\u00a0kr." if price is not None else ""]
    parts.append(f"{danish.format_number(co2, 3)}\u00a0kg\u00a0CO₂e" if co2 is not None else "")
    both = _(" og ").join(filter(None, parts))
    if not both:
        return ""
    name = factor.carrier[:1].lower() + factor.carrier[1:]
    return _("{carrier} {figures} pr. kWh").format(carrier=name, figures=both)
