"""A plain SVG as a drawing: filled and stroked paths in points of its own box.

Shapes, groups, transforms, fills and strokes are drawn. A gradient is drawn as the mean of its colours, a transparent
colour as it looks on white; clipping is left out. There is no text, no picture and no style sheet in a plain one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from klimabesog.reports.svg.paths import Op, PathError, Point, path_ops

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_CALL = re.compile(r"(\w+)\s*\(([^)]*)\)")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
MOST_SHAPES = 5000


class UnreadableDrawing(Exception):
    """The bytes are no drawing that can be shown."""


@dataclass(frozen=True)
class Shape:
    """A path with what it is filled and stroked with ("#rrggbb", None for nothing); `width` of the stroke."""

    ops: tuple[Op, ...]
    fill: str | None
    stroke: str | None = None
    width: float = 1.0
    even_odd: bool = False


@dataclass(frozen=True)
class Drawing:
    """A drawing: its size, and its shapes in the order they are drawn, with the origin at the upper left."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class Matrix:
    """x' = ax + cy + e, y' = bx + dy + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def __call__(self, point: Point) -> Point:
        x, y = point.real, point.imag
        return complex(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def then(self, inner: Matrix) -> Matrix:
        """This one after an inner one."""
        at, x, y = self(complex(inner.e, inner.f)), complex(inner.a, inner.b), complex(inner.c, inner.d)
        moved = Matrix(self.a, self.b, self.c, self.d)
        x, y = moved(x), moved(y)
        return Matrix(x.real, x.imag, y.real, y.imag, at.real, at.imag)

    @property
    def scale(self) -> float:
        """How much longer a stroke gets."""
        return math.sqrt(abs(self.a * self.d - self.b * self.c))


def read(data: bytes) -> Drawing:
    """The drawing that an SVG file holds. UnreadableDrawing when it is none, or has nothing to draw."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
        return _drawing(root)
    except (etree.XMLSyntaxError, PathError, ValueError, OverflowError) as error:
        raise UnreadableDrawing(str(error)) from error


def _drawing(root: Any) -> Drawing:
    if root.tag != f"{SVG}svg":
        raise UnreadableDrawing(str(root.tag))
    left, top, width, height = _box(root)
    if not (width > 0 and height > 0):
        raise UnreadableDrawing("size")
    paints = {e.get("id"): _mean(e, root) for kind in ("linear", "radial") for e in root.iter(f"{SVG}{kind}Gradient")}
    shapes = tuple(_shapes(root, Matrix(e=-left, f=-top), {}, paints))
    if not shapes or len(shapes) > MOST_SHAPES:
        raise UnreadableDrawing("shapes")
    return Drawing(width, height, shapes)


def _box(root: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is seen."""
    box = [float(n) for n in _NUMBER.findall(root.get("viewBox") or "")]
    if len(box) == 4:
        return box[0], box[1], box[2], box[3]
    return 0.0, 0.0, _length(root.get("width")), _length(root.get("height"))


def _length(text: str | None) -> float:
    """A length in px, 0 for none and for a share of something."""
    found = re.fullmatch(rf"\s*({_NUMBER.pattern})\s*(\w*)\s*", text or "")
    return float(found[1]) * _UNITS.get(found[2], 0.0) if found else 0.0


# -- shapes --------------------------------------------------------------------------------------------------------


def _shapes(
    element: Any, matrix: Matrix, inherited: Mapping[str, str], paints: Mapping[str, str]
) -> Iterator[Shape]:
    if not isinstance(element.tag, str) or element.tag in (f"{SVG}defs", f"{SVG}clipPath"):
        return
    look = {**inherited, **_look(element, inherited)}
    matrix = matrix.then(_transform(element.get("transform") or ""))
    make = OUTLINES.get(element.tag.removeprefix(SVG))
    if make is not None and look.get("display") != "none" and look.get("visibility") != "hidden":
        shape = _shape(make(element), matrix, look, paints)
        if shape is not None:
            yield shape
    for child in element:
        yield from _shapes(child, matrix, look, paints)


def _shape(
    ops: tuple[Op, ...], matrix: Matrix, look: Mapping[str, str], paints: Mapping[str, str]
) -> Shape | None:
    fill = _paint(look.get("fill", "#000000"), _share(look, "fill-opacity"), look, paints)
    stroke = _paint(look.get("stroke", "none"), _share(look, "stroke-opacity"), look, paints)
    if not ops or (fill is None and stroke is None):
        return None
    placed = tuple((kind, tuple(matrix(point) for point in points)) for kind, points in ops)
    width = (_length(look.get("stroke-width")) if "stroke-width" in look else 1.0) * matrix.scale
    return Shape(placed, fill, stroke if width > 0 else None, width, look.get("fill-rule") == "evenodd")


def _look(element: Any, inherited: Mapping[str, str]) -> dict[str, str]:
    """What an element says of its looks, by attribute or in its `style`; opacities multiply."""
    said = {name: value.strip() for name, value in element.attrib.items() if name in LOOKS}
    for part in (element.get("style") or "").split(";"):
        name, _colon, value = part.partition(":")
        if name.strip() in LOOKS:
            said[name.strip()] = value.strip()
    said = {name: value for name, value in said.items() if value != "inherit"}
    if "opacity" in said:
        said["opacity"] = str(_share(said, "opacity") * _share(inherited, "opacity"))
    return said


LOOKS = frozenset({
    "fill", "stroke", "stroke-width", "fill-rule", "opacity", "fill-opacity", "stroke-opacity", "display",
    "visibility", "color",
})  # fmt: skip


def _share(look: Mapping[str, str], name: str) -> float:
    """An opacity, 1 unless it says otherwise."""
    text = look.get(name, "1")
    found = _NUMBER.match(text)
    value = float(found[0]) / (100 if text.endswith("%") else 1) if found else 1.0
    return min(1.0, max(0.0, value))


def _paint(text: str, opacity: float, look: Mapping[str, str], paints: Mapping[str, str]) -> str | None:
    """A colour as it looks on white; None for none."""
    opacity *= _share(look, "opacity")
    if text == "none" or opacity == 0:
        return None
    if text.startswith("url("):
        name = text[4:].partition(")")[0].strip("\"' #")
        text = paints.get(name, "#000000")
    return _on_white(look.get("color", "#000000") if text == "currentColor" else text, opacity)


def _on_white(text: str, opacity: float = 1.0) -> str | None:
    from PIL import ImageColor

    if text == "transparent":
        return None
    red, green, blue, *alpha = ImageColor.getrgb(text)
    share = opacity * (alpha[0] / 255 if alpha else 1.0)
    parts = (round(part * share + 255 * (1 - share)) for part in (red, green, blue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _mean(gradient: Any, root: Any) -> str:
    """The mean colour of a gradient's stops, its own or those of the one it refers to."""
    stops = gradient.findall(f"{SVG}stop")
    other = next((value for name, value in gradient.attrib.items() if name.endswith("href")), "")
    if not stops and other.startswith("#"):
        stops = [s for e in root.iter() if e.get("id") == other[1:] for s in e.findall(f"{SVG}stop")]
    colours = [colour for stop in stops if (colour := _stop(stop)) is not None]
    if not colours:
        return "#000000"
    parts = zip(*((int(c[1:3], 16), int(c[3:5], 16), int(c[5:7], 16)) for c in colours), strict=True)
    return "#" + "".join(f"{round(sum(part) / len(part)):02x}" for part in parts)


def _stop(stop: Any) -> str | None:
    said = dict(part.split(":", 1) for part in (stop.get("style") or "").split(";") if ":" in part)
    said = {name.strip(): value.strip() for name, value in said.items()}
    colour = said.get("stop-color") or stop.get("stop-color") or "#000000"
    opacity = said.get("stop-opacity") or stop.get("stop-opacity") or "1"
    return _on_white(colour, _share({"opacity": opacity}, "opacity"))


# -- outlines ------------------------------------------------------------------------------------------------------


def _transform(text: str) -> Matrix:
    """A list of transforms as one matrix."""
    matrix = Matrix()
    for name, numbers in _CALL.findall(text):
        values = [float(n) for n in _NUMBER.findall(numbers)]
        matrix = matrix.then(_one_transform(name, values))
    return matrix


def _one_transform(name: str, v: list[float]) -> Matrix:
    if name == "matrix" and len(v) == 6:
        return Matrix(*v)
    if name == "translate" and v:
        return Matrix(e=v[0], f=v[1] if len(v) > 1 else 0.0)
    if name == "scale" and v:
        return Matrix(a=v[0], d=v[1] if len(v) > 1 else v[0])
    if name == "rotate" and v:
        turn, centre = math.radians(v[0]), complex(v[1], v[2]) if len(v) == 3 else 0j
        spin = Matrix(math.cos(turn), math.sin(turn), -math.sin(turn), math.cos(turn))
        back = Matrix(e=-centre.real, f=-centre.imag)
        return Matrix(e=centre.real, f=centre.imag).then(spin).then(back)
    if name in ("skewX", "skewY") and v:
        lean = math.tan(math.radians(v[0]))
        return Matrix(c=lean) if name == "skewX" else Matrix(b=lean)
    raise ValueError(name)


def _number(element: Any, name: str) -> float:
    return _length(element.get(name))


def _path(element: Any) -> tuple[Op, ...]:
    return path_ops(element.get("d") or "")


def _rect(element: Any) -> tuple[Op, ...]:
    x, y, width, height = (_number(element, name) for name in ("x", "y", "width", "height"))
    rx, ry = _number(element, "rx"), _number(element, "ry")
    rx, ry = min(rx or ry, width / 2), min(ry or rx, height / 2)
    if not (width > 0 and height > 0):
        return ()
    if not (rx and ry):
        return path_ops(f"M{x} {y}h{width}v{height}h{-width}z")
    corner = f"a{rx} {ry} 0 0 1"
    return path_ops(
        f"M{x + rx} {y}h{width - 2 * rx}{corner} {rx} {ry}v{height - 2 * ry}{corner} {-rx} {ry}"
        f"h{2 * rx - width}{corner} {-rx} {-ry}v{2 * ry - height}{corner} {rx} {-ry}z"
    )


def _ellipse(element: Any) -> tuple[Op, ...]:
    x, y = _number(element, "cx"), _number(element, "cy")
    rx = _number(element, "r") or _number(element, "rx")
    ry = _number(element, "r") or _number(element, "ry")
    if not (rx > 0 and ry > 0):
        return ()
    return path_ops(f"M{x - rx} {y}a{rx} {ry} 0 1 1 {2 * rx} 0a{rx} {ry} 0 1 1 {-2 * rx} 0z")


def _line(element: Any) -> tuple[Op, ...]:
    x1, y1, x2, y2 = (_number(element, name) for name in ("x1", "y1", "x2", "y2"))
    return path_ops(f"M{x1} {y1}L{x2} {y2}")


def _polyline(element: Any) -> tuple[Op, ...]:
    numbers = [float(n) for n in _NUMBER.findall(element.get("points") or "")]
    points = [complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
    return tuple(("L" if number else "M", (point,)) for number, point in enumerate(points))


def _polygon(element: Any) -> tuple[Op, ...]:
    ops = _polyline(element)
    return (*ops, ("Z", ())) if ops else ()


OUTLINES: Mapping[str, Callable[[Any], tuple[Op, ...]]] = {
    "path": _path,
    "rect": _rect,
    "circle": _ellipse,
    "ellipse": _ellipse,
    "line": _line,
    "polyline": _polyline,
    "polygon": _polygon,
}
