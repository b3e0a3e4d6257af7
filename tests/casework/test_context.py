"""The case around a form as its expressions see it."""

from __future__ import annotations

import pytest

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.visit import Visit
from klimabesog.xforms.xpath.nodes import XNode, descendants
from tests.casework.steps import CHECKLIST, TIGHT, electricity


def at(case: XNode, path: str, **attributes: str) -> str:
    """The text at a path below the root, where the element or the one around it has these attributes."""
    nodes = case.children
    for step in path.split("/"):
        nodes = [child for node in nodes for child in node.named(step)]
    (found,) = [node for node in nodes if any(has(each, attributes) for each in (node, node.parent) if each)]
    return found.string()


def has(node: XNode, attributes: dict[str, str]) -> bool:
    return {a.name: a.string() for a in node.attributes}.items() >= attributes.items()


def test_company_visit_and_finding(casebook: Casebook, visit: Visit) -> None:
    casebook.save_company({"cvr": "13585628"}, visit.company.id)
    visit.answer(CHECKLIST, TIGHT, "nej")
    finding = visit.findings(CHECKLIST, TIGHT)[0].id
    visit.save_finding(finding, place="Hal 2", internal="Hemmeligt")
    case = visit.kontekst(finding)
    assert at(case, "virksomhed/navn") == visit.title
    assert at(case, "virksomhed/cvr") == "13585628"
    assert at(case, "besoeg/dato") == "2026-11-20"
    assert at(case, "besoeg/medarbejder") == "Anna"
    assert (at(case, "fund/id"), at(case, "fund/sted")) == (finding, "Hal 2")
    assert at(visit.kontekst(), "fund/sted") == ""
    assert "Hemmeligt" not in case.string()


def test_factors_and_consumption(visit: Visit) -> None:
    assert at(visit.kontekst(), "faktorer/enhed/kwh_pr_enhed", baerer="fjernvarme", enhed="MWh") == "1000"
    electricity(visit, "100000", "150000")
    case = visit.kontekst()
    assert at(case, "forbrug/baerer/kwh", id="el") == "100000"
    assert at(case, "forbrug/baerer/kroner", id="el") == "150000"
    assert float(at(case, "forbrug/baerer/co2_kg", id="el")) == pytest.approx(
        100_000 * float(at(case, "faktorer/baerer/co2_kg_kwh", id="el"))
    )


def test_numbered_in_document_order(visit: Visit) -> None:
    case = visit.kontekst()
    orders = [node.order for node in descendants(case) if node.order >= 0]
    assert orders == sorted(orders)
    assert len(set(orders)) == len(orders) > 200


def test_numbers_without_exponents(visit: Visit) -> None:
    electricity(visit, "12345678901.5", "0.0000001")
    case = visit.kontekst()
    assert at(case, "forbrug/baerer/kwh", id="el") == "12345678901.5"
    assert "e" not in at(case, "forbrug/baerer/kroner", id="el")
