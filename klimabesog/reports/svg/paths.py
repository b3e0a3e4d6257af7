"""The path language of SVG (`d="M0 0 L10 10 …"`) as moves, lines and cubic curves in absolute coordinates."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Point = complex
"""x + yj, y downwards."""
Op = tuple[str, tuple[Point, ...]]
"""("M", (p,)), ("L", (p,)), ("C", (control, control, p)) or ("Z", ())."""

_TOKEN = re.compile(r"([MmZzLlHhVvCcSsQqTtAa])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
_FLAGS = re.compile(r"[01]")


class PathError(ValueError):
    """The text is no path."""


def path_ops(text: str) -> tuple[Op, ...]:
    """The operations of a path. PathError when it cannot be read."""
    pen = _Pen()
    for command, numbers in _commands(text):
        pen.do(command, numbers)
    return tuple(pen.ops)


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    """Each command with its numbers; a repeated one is given again, a further pair after a move is a line."""
    place, command = 0, ""
    while place < len(text):
        if text[place] in " ,\t\r\n\f":
            place += 1
            continue
        found = _TOKEN.match(text, place)
        if found is None:
            raise PathError(text[place : place + 20])
        if found[1]:
            command, place = found[1], found.end()
            if command in "Zz":
                yield command, []
                continue
        elif not command or command in "Zz":
            raise PathError(text[place : place + 20])
        numbers, place = _numbers(text, place, command)
        yield command, numbers
        command = {"M": "L", "m": "l"}.get(command, command)


def _numbers(text: str, place: int, command: str) -> tuple[list[float], int]:
    """The numbers that a command takes, and where they end; the flags of an arc may stand without a space."""
    numbers: list[float] = []
    while len(numbers) < _COUNTS[command.upper()]:
        while place < len(text) and text[place] in " ,\t\r\n\f":
            place += 1
        flag = command in "Aa" and len(numbers) in (3, 4)
        found = (_FLAGS if flag else _TOKEN).match(text, place)
        if found is None or (not flag and found[1]):
            raise PathError(text[place : place + 20])
        numbers.append(float(found[0]))
        place = found.end()
    if not all(map(math.isfinite, numbers)):
        raise PathError(text[:20])
    return numbers, place


@dataclass
class _Pen:
    """Where the pen is, where the figure began, and the last control point for a smooth curve."""

    ops: list[Op] = field(default_factory=list)
    here: Point = 0j
    start: Point = 0j
    control: Point | None = None
    before: str = ""

    def do(self, command: str, numbers: list[float]) -> None:
        """Carry out one command."""
        base = self.here if command.islower() else 0j
        kind = command.upper()
        if kind == "Z":
            self.ops.append(("Z", ()))
            self.here = self.start
        elif kind in "HV":
            self._line(self._along(kind, numbers[0], command.islower()))
        elif kind == "A":
            self._arc(numbers, base)
        else:
            points = [base + complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
            self._drawn(kind, points)
        if kind not in "CSQT":
            self.control = None
        self.before = kind

    def _along(self, kind: str, number: float, relative: bool) -> Point:
        x, y = self.here.real, self.here.imag
        if kind == "H":
            return complex(number + x * relative, y)
        return complex(x, number + y * relative)

    def _drawn(self, kind: str, points: list[Point]) -> None:
        if kind == "M":
            self.ops.append(("M", (points[0],)))
            self.here = self.start = points[0]
        elif kind == "L":
            self._line(points[0])
        elif kind == "C":
            self._curve(*points)
        elif kind == "S":
            self._curve(self._mirrored("CS"), *points)
        elif kind == "Q":
            self._quadratic(*points)
        else:
            self._quadratic(self._mirrored("QT"), points[0])

    def _mirrored(self, kinds: str) -> Point:
        """The control point of a smooth curve: the last one's mirror image, if there was one of these kinds."""
        if self.control is None or self.before not in kinds:
            return self.here
        return 2 * self.here - self.control

    def _line(self, to: Point) -> None:
        self.ops.append(("L", (to,)))
        self.here = to

    def _curve(self, first: Point, second: Point, to: Point) -> None:
        self.ops.append(("C", (first, second, to)))
        self.control, self.here = second, to

    def _quadratic(self, control: Point, to: Point) -> None:
        start = self.here
        self._curve(start + (control - start) * 2 / 3, to + (control - to) * 2 / 3, to)
        self.control = control

    def _arc(self, numbers: list[float], base: Point) -> None:
        rx, ry, turn, large, sweep, x, y = numbers
        for curve in arc(self.here, base + complex(x, y), abs(rx), abs(ry), turn, bool(large), bool(sweep)):
            self._curve(*curve)


def arc(
    start: Point, end: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> Iterator[tuple[Point, Point, Point]]:
    """An elliptical arc as cubic curves (SVG 2, B.2.4: from end points to a centre); `turn` in degrees."""
    if start == end:
        return
    if rx == 0 or ry == 0:
        yield start + (end - start) / 3, start + (end - start) * 2 / 3, end
        return
    spin = complex(math.cos(math.radians(turn)), math.sin(math.radians(turn)))
    half = (start - end) / 2 / spin
    grow = math.hypot(half.real / rx, half.imag / ry)
    rx, ry = (rx * grow, ry * grow) if grow > 1 else (rx, ry)
    unit = complex(half.real / rx, half.imag / ry)
    reach = math.sqrt(max(0.0, 1 / abs(unit) ** 2 - 1))
    centre = unit * 1j * reach * (1 if large == sweep else -1)
    first, last = unit - centre, -unit - centre
    begin = math.atan2(first.imag, first.real)
    angle = math.atan2(last.imag, last.real) - begin
    angle += (2 * math.pi if angle < 0 else 0) if sweep else (-2 * math.pi if angle > 0 else 0)
    middle = (start + end) / 2 + complex(centre.real * rx, centre.imag * ry) * spin
    yield from _pieces(begin, angle, lambda p: middle + complex(p.real * rx, p.imag * ry) * spin)


def _pieces(begin: float, angle: float, placed: Callable[[Point], Point]) -> Iterator[tuple[Point, Point, Point]]:
    """Pieces of the unit circle of at most a quarter each, put where they belong."""
    count = max(1, math.ceil(abs(angle) / (math.pi / 2) - 1e-9))
    step = angle / count
    pull = 4 / 3 * math.tan(step / 4)
    for number in range(count):
        a, b = begin + number * step, begin + (number + 1) * step
        at, to = complex(math.cos(a), math.sin(a)), complex(math.cos(b), math.sin(b))
        yield placed(at + at * 1j * pull), placed(to - to * 1j * pull), placed(to)
