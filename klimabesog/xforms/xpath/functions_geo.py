"""Area, length and containment of geopoints, as JavaRosa computes them (a sphere of radius 6,378,100 m)."""

from __future__ import annotations

import math
from itertools import pairwise

from klimabesog.xforms.xpath.context import Context, Value, to_text
from klimabesog.xforms.xpath.library import MANY, function
from klimabesog.xforms.xpath.numbers import parse_number

RADIUS = 6_378_100.0
Point = tuple[float, float]


def _points(values: tuple[Value, ...]) -> list[Point] | None:
    """(latitude, longitude) of all points; None when a text is not points."""
    texts: list[str] = []
    for value in values:
        texts += [node.string() for node in value] if isinstance(value, list) else [to_text(value)]
    points: list[Point] = []
    for part in ";".join(texts).split(";"):
        words = part.split()
        if not words:
            continue
        figures = [parse_number(word) for word in words]
        if len(figures) < 2 or not (abs(figures[0]) <= 90 and abs(figures[1]) <= 180):
            return None
        points.append((figures[0], figures[1]))
    return points


@function("area", 1, result="number")
def area(context: Context, shape: Value) -> Value:
    """Square metres within the shape."""
    points = _points((shape,))
    if not points or len(points) < 3:
        return 0.0
    ring = points if points[0] == points[-1] else [*points, points[0]]
    return round(abs(sum(_wedge(a, b) for a, b in pairwise(ring))) * RADIUS * RADIUS / 2, 2)


def _wedge(first: Point, second: Point) -> float:
    (lat1, lon1), (lat2, lon2) = first, second
    return math.radians(lon2 - lon1) * (2 + math.sin(math.radians(lat1)) + math.sin(math.radians(lat2)))


@function("distance", 1, MANY, result="number")
def distance(context: Context, *shape: Value) -> Value:
    """Metres along the points."""
    points = _points(shape)
    if not points or len(points) < 2:
        return 0.0
    return round(sum(_between(a, b) for a, b in pairwise(points)), 2)


def _between(first: Point, second: Point) -> float:
    (lat1, lon1), (lat2, lon2) = [(math.radians(lat), math.radians(lon)) for lat, lon in (first, second)]
    half = (
        math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(half)))


@function("geofence", 2, result="boolean")
def geofence(context: Context, point: Value, shape: Value) -> Value:
    """Whether the point lies within the closed shape.

    W. R. Franklin's pnpoly with x = longitude, so that a point on the edge falls as in both official engines.
    """
    here, corners = _points((point,)), _points((shape,))
    if not here or not corners or len(corners) < 2 or corners[0] != corners[-1]:
        return False
    (latitude, longitude), inside = here[0], False
    for (lat1, lon1), (lat2, lon2) in pairwise(corners):
        if (lat1 > latitude) != (lat2 > latitude):
            inside ^= longitude < (lon1 - lon2) * (latitude - lat2) / (lat1 - lat2) + lon2
    return inside
