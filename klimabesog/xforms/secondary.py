"""Secondary instances: lists within the form, CSV, XML and GeoJSON files, read when first asked for."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.xmltree import document, read_xml
from klimabesog.xforms.xpath.nodes import DOCUMENT, ELEMENT, XNode

if TYPE_CHECKING:
    from lxml import etree


MOST_ITEMS = 100_000
"""Rows of one list: about 100 MB."""


class Secondary:
    """The secondary instances of a form by id. Each is a holder node whose one child is the root element."""

    def __init__(self, elements: list[etree._Element], media: Mapping[str, bytes]) -> None:
        self._elements = {
            str(element.get("id") or f"#{place}"): element for place, element in enumerate(elements)
        }
        self._media = media
        self._read: dict[str, XNode | None] = {}

    def prepare(self, names: Iterable[str]) -> None:
        """Read the lists within the form now, so that no answer waits for it; files wait until they are asked for."""
        for name in names:
            if (element := self._elements.get(name)) is not None and not element.get("src"):
                self.get(name)

    def get(self, name: str) -> XNode | None:
        """The instance with this id; None when the form has none or its file is missing."""
        if name not in self._read:
            element = self._elements.get(name)
            self._read[name] = self._external(name) if element is None else self._load(element)
        return self._read[name]

    def _load(self, element: etree._Element) -> XNode | None:
        source = element.get("src")
        if source:
            return self._external(source.rpartition("/")[2])
        root = next((child for child in element if isinstance(child.tag, str)), None)
        return None if root is None else document(root)

    def _external(self, name: str) -> XNode | None:
        for candidate in (name, f"{name}.csv", f"{name}.xml", f"{name}.geojson"):
            if candidate in self._media:
                return read_instance(self._media[candidate], candidate)
        return None


def read_instance(data: bytes, name: str) -> XNode:
    """A file as an instance by its suffix: .csv gives root/item/column, .geojson root/item/properties, else XML."""
    suffix = name.rpartition(".")[2].lower()
    if suffix == "csv":
        return _table(data, name)
    if suffix == "geojson":
        return _geojson(data, name)
    return document(read_xml(data))


def _table(data: bytes, name: str) -> XNode:
    text = _decoded(data, name)
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = [column.strip() for column in next(rows, [])]
        return _list([list(zip(header, row, strict=False)) for row in rows if any(row)], name)
    except csv.Error as error:
        raise InputError(_("Filen {name} kan ikke læses som CSV.").format(name=name)) from error


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise InputError(_("Filen {name} er ikke tekst.").format(name=name))


def _geojson(data: bytes, name: str) -> XNode:
    try:
        features = json.loads(data)["features"]
        return _list([_feature(feature) for feature in features], name)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(_("Filen {name} er ikke GeoJSON med features.").format(name=name)) from error


def _feature(feature: dict[str, object]) -> list[tuple[str, str]]:
    cells = [("geometry", _geometry(feature.get("geometry")))]
    if "id" in feature:
        cells.append(("id", str(feature["id"])))
    properties = feature.get("properties")
    if isinstance(properties, dict):
        cells += [(str(key), "" if value is None else str(value)) for key, value in properties.items()]
    return cells


def _geometry(geometry: object) -> str:
    if not isinstance(geometry, dict):
        return ""
    found = geometry["coordinates"]
    points = (
        [found] if geometry["type"] == "Point" else found if geometry["type"] == "LineString" else found[0]
    )
    return ";".join(f"{point[1]} {point[0]} 0 0" for point in points)


def _list(rows: list[list[tuple[str, str]]], name: str) -> XNode:
    if len(rows) > MOST_ITEMS:
        raise InputError(
            _("Listen {name} er for lang: højst {most} rækker.").format(name=name, most=MOST_ITEMS)
        )
    holder = XNode(DOCUMENT, "", None)
    root = XNode(ELEMENT, "root", holder)
    holder.children = [root]
    holder.order, root.order = 0, 1
    order = 2
    items: list[XNode] = []
    for row in rows:
        item = XNode(ELEMENT, "item", root)
        item.order = order
        cells: list[XNode] = []
        for column, value in row:
            order += 1
            cell = XNode(ELEMENT, column, item, value)
            cell.order = order
            cells.append(cell)
        item.children = cells
        items.append(item)
        order += 1
    root.children = items
    return holder
