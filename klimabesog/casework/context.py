"""The live `instance('kontekst')` of a form: the case around it, as the nodes its expressions run over.

    root/virksomhed/{id,navn,cvr,branche,ansatte,areal,by}   root/besoeg/{id,dato,tid,medarbejder,omfang,branche}
    root/fund/{id,sted,note}                                  root/kommune/{navn,medarbejder,vejledning}
    root/faktorer/baerer[@id]/{pris_kr_kwh,co2_kg_kwh}        root/faktorer/enhed[@baerer][@enhed]/kwh_pr_enhed
    root/forbrug/baerer[@id]/{kwh,kroner,co2_kg}              root/screening/basisaar

Numbers are XForms numbers (decimal point); what is unknown is an empty element.
"""

from __future__ import annotations

from collections.abc import Mapping

from klimabesog.casework.screening import Screening
from klimabesog.xforms.xpath.nodes import ATTRIBUTE, DOCUMENT, ELEMENT, XNode

COMPANY_FIELDS = ("navn", "cvr", "branche", "branchekode", "ansatte", "areal", "adresse", "postnr", "by")
VISIT_FIELDS = ("dato", "tid", "medarbejder", "deltagere", "formaal", "omfang", "branche")
FINDING_FIELDS = ("sted", "tekst_rapport", "kontrolpunkt")


def kontekst(
    company: Mapping[str, object],
    visit: Mapping[str, object],
    screening: Screening | None,
    finding: Mapping[str, object] | None = None,
    alike: XNode | None = None,
    more: Mapping[str, Mapping[str, object]] | None = None,
) -> XNode:
    """The instance, which several forms may share; each mapping holds a record's fields with its id under "id".

    `alike`: an instance of the same case with another finding. Its factors and consumption, nearly all there is, are
    taken over as they stand (their parent remains its root), because an amount reaches every open measure form.
    `more`: further blocks by name, each with its fields: the municipality, and what only a step's form sees.
    """
    tree = Tree()
    root = tree.element(tree.document, "root")
    block(tree, root, "virksomhed", company, COMPANY_FIELDS)
    block(tree, root, "besoeg", visit, VISIT_FIELDS)
    block(tree, root, "fund", finding or {}, FINDING_FIELDS)
    if alike is not None:
        root.children += alike.named("root")[0].children[len(root.children) :]
        return tree.document
    factors = tree.element(root, "faktorer")
    if screening is not None:
        _factors(tree, factors, screening)
    consumption = tree.element(root, "forbrug")
    if screening is not None:
        _consumption(tree, consumption, screening)
    for name, fields in (more or {}).items():
        block(tree, root, name, fields, tuple(field for field in fields if field != "id"))
    return tree.document


class Tree:
    """The nodes of an instance in the order of the document, numbered as they are made."""

    def __init__(self) -> None:
        self._count = 0
        self.document = self._numbered(XNode(DOCUMENT, "", None))

    def element(self, parent: XNode, name: str, text: str | None = None, /, **attributes: str) -> XNode:
        """A new last child; `text` is None for one that gets children."""
        node = self._numbered(XNode(ELEMENT, name, parent, text))
        if attributes:
            node.attributes = [
                self._numbered(XNode(ATTRIBUTE, key, node, value)) for key, value in attributes.items()
            ]
        if parent.children:
            parent.children.append(node)
        else:  # childless nodes share one empty list
            parent.children = [node]
        return node

    def number(self, parent: XNode, name: str, value: float | None) -> None:
        """A leaf with a number, empty where it is not known."""
        self.element(parent, name, "" if value is None else _plain(value))

    def _numbered(self, node: XNode) -> XNode:
        node.order = self._count
        self._count += 1
        return node


def block(
    tree: Tree, root: XNode, name: str, fields: Mapping[str, object], wanted: tuple[str, ...]
) -> None:
    """An element with the wanted fields of a record, and its id, as children."""
    parent = tree.element(root, name)
    for field in ("id", *wanted):
        value = fields.get(field)
        if isinstance(value, float):
            tree.number(parent, field, value)
        else:
            tree.element(parent, field, "" if value is None else str(value))


def _factors(tree: Tree, parent: XNode, screening: Screening) -> None:
    for carrier in screening.carriers:
        entry = tree.element(parent, "baerer", id=carrier.code)
        tree.number(entry, "pris_kr_kwh", carrier.price)
        tree.number(entry, "co2_kg_kwh", carrier.co2)
        for unit, kwh in carrier.units.items():
            tree.number(tree.element(parent, "enhed", baerer=carrier.code, enhed=unit), "kwh_pr_enhed", kwh)


def _consumption(tree: Tree, parent: XNode, screening: Screening) -> None:
    for carrier, use in screening.consumption().items():
        entry = tree.element(parent, "baerer", id=carrier)
        tree.number(entry, "kwh", use.kwh)
        tree.number(entry, "kroner", use.kroner)
        tree.number(entry, "co2_kg", use.co2_kg)


def _plain(value: float) -> str:
    """A number as XPath writes it: decimal point, never an exponent."""
    return f"{value:.12f}".rstrip("0").rstrip(".")
