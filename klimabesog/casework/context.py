"""The live `instance('kontekst')` of a form: the case around it, as XML.

    root/virksomhed/{id,navn,cvr,branche,ansatte,areal,by}   root/besoeg/{id,dato,tid,medarbejder}
    root/fund/{id,sted,note}
    root/faktorer/baerer[@id]/{pris_kr_kwh,co2_kg_kwh}        root/faktorer/enhed[@baerer][@enhed]/kwh_pr_enhed
    root/forbrug/baerer[@id]/{kwh,kroner,co2_kg}

Numbers are XForms numbers (decimal point); what is unknown is an empty element.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from klimabesog.casework.screening import Screening

COMPANY_FIELDS = ("navn", "cvr", "branche", "branchekode", "ansatte", "areal", "adresse", "postnr", "by")
VISIT_FIELDS = ("dato", "tid", "medarbejder", "deltagere", "formaal")
FINDING_FIELDS = ("sted", "tekst_rapport", "kontrolpunkt")


def kontekst(
    company: Mapping[str, object],
    visit: Mapping[str, object],
    screening: Screening,
    finding: Mapping[str, object] | None = None,
) -> bytes:
    """The XML of the instance; each mapping holds a record's fields with its id under "id"."""
    root = ET.Element("root")
    _block(root, "virksomhed", company, COMPANY_FIELDS)
    _block(root, "besoeg", visit, VISIT_FIELDS)
    _block(root, "fund", finding or {}, FINDING_FIELDS)
    _factors(ET.SubElement(root, "faktorer"), screening)
    _consumption(ET.SubElement(root, "forbrug"), screening)
    return bytes(ET.tostring(root, encoding="utf-8"))


def _block(root: ET.Element, name: str, fields: Mapping[str, object], wanted: tuple[str, ...]) -> None:
    block = ET.SubElement(root, name)
    for field in ("id", *wanted):
        value = fields.get(field)
        ET.SubElement(block, field).text = "" if value is None else str(value)


def _factors(parent: ET.Element, screening: Screening) -> None:
    for carrier in screening.carriers():
        entry = ET.SubElement(parent, "baerer", id=carrier)
        _number(entry, "pris_kr_kwh", screening.price(carrier))
        _number(entry, "co2_kg_kwh", screening.co2(carrier))
        for unit, kwh in screening.units(carrier).items():
            _number(ET.SubElement(parent, "enhed", baerer=carrier, enhed=unit), "kwh_pr_enhed", kwh)


def _consumption(parent: ET.Element, screening: Screening) -> None:
    for carrier, use in screening.consumption().items():
        entry = ET.SubElement(parent, "baerer", id=carrier)
        _number(entry, "kwh", use.kwh)
        _number(entry, "kroner", use.kroner)
        _number(entry, "co2_kg", use.co2_kg)


def _number(parent: ET.Element, name: str, value: float | None) -> None:
    ET.SubElement(parent, name).text = "" if value is None else _plain(value)


def _plain(value: float) -> str:
    """A number as XPath writes it: decimal point, never an exponent."""
    return f"{value:.12f}".rstrip("0").rstrip(".")
