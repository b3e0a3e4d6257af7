"""The live `instance('kontekst')` of a form: the case around it, as the nodes its expressions run over.

    root/virksomhed/{id,navn,cvr,branche,ansatte,areal,by}   root/besoeg/{id,dato,tid,medarbejder}
    root/fund/{id,sted,note}
    root/faktorer/baerer[@id]/{pris_kr_kwh,co2_kg_kwh}        root/faktorer/enhed[@baerer][@enhed]/kwh_pr_enhed
    root/forbrug/baerer[@id]/{kwh,kroner,co2_kg}

Numbers are XForms numbers (decimal point); what is unknown is an empty element.
"""

from __future__ import annotations

from collections.abc import Mapping

from klimabesog.casework.screening import Screening
from klimabesog.xforms.xpath.nodes import ATTRIBUTE, DOCUMENT, ELEMENT, XNode

COMPANY_FIELDS = ("navn", "cvr", "branche", "branchekode", "ansatte", "areal", "adresse", "postnr", "by")
VISIT_FIELDS = ("dato", "tid", "medarbejder", "deltagere", "formaal")
FINDING_FIELDS = ("sted", "tekst_rapport", "kontrolpunkt")


def kontekst(
    company: Mapping[str, object],
    visit: Mapping[str, object],
    screening: Screening,
    finding: Mapping[str, object] | None = None,
) -> XNode:
    """The instance, which several forms may share; each mapping holds a record's fields with its id under "id"."""
    holder = XNode(DOCUMENT, "", None)
    root = _element(holder, "root")
    _block(root, "virksomhed", company, COMPANY_FIELDS)
    _block(root, "besoeg", visit, VISIT_FIELDS)
    _block(root, "fund", finding or {}, FINDING_FIELDS)
    _factors(_element(root, "faktorer"), screening)
    _consumption(_element(root, "forbrug"), screening)
    return holder


def _element(parent: XNode, name: str, text: str | None = None, /, **attributes: str) -> XNode:
    """A new last child; `text` is None for one that gets children."""
    node = XNode(ELEMENT, name, parent, text)
    node.attributes = [XNode(ATTRIBUTE, key, node, value) for key, value in attributes.items()]
    parent.children = [*parent.children, node]
    return node


def _block(root: XNode, name: str, fields: Mapping[str, object], wanted: tuple[str, ...]) -> None:
    block = _element(root, name)
    for field in ("id", *wanted):
        value = fields.get(field)
        _element(block, field, "" if value is None else str(value))


def _factors(parent: XNode, screening: Screening) -> None:
    for carrier in screening.carriers:
        entry = _element(parent, "baerer", id=carrier.code)
        _number(entry, "pris_kr_kwh", carrier.price)
        _number(entry, "co2_kg_kwh", carrier.co2)
        for unit, kwh in carrier.units.items():
            _number(_element(parent, "enhed", baerer=carrier.code, enhed=unit), "kwh_pr_enhed", kwh)


def _consumption(parent: XNode, screening: Screening) -> None:
    for carrier, use in screening.consumption().items():
        entry = _element(parent, "baerer", id=carrier)
        _number(entry, "kwh", use.kwh)
        _number(entry, "kroner", use.kroner)
        _number(entry, "co2_kg", use.co2_kg)


def _number(parent: XNode, name: str, value: float | None) -> None:
    _element(parent, name, "" if value is None else _plain(value))


def _plain(value: float) -> str:
    """A number as XPath writes it: decimal point, never an exponent."""
    return f"{value:.12f}".rstrip("0").rstrip(".")
