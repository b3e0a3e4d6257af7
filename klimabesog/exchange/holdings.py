"""Which events files hold: of each device, ranges of its sequence numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import Any, Self

from klimabesog.values.ids import is_id

Ranges = list[list[int]]
"""First and last numbers, ascending, neither touching nor overlapping."""


class Holdings:
    """A set of (device, sequence number)."""

    def __init__(self, ranges: Mapping[str, Ranges] | None = None) -> None:
        self._ranges: dict[str, Ranges] = {d: [list(r) for r in found] for d, found in (ranges or {}).items()}

    @classmethod
    def from_json(cls, value: object) -> Self:
        """What `as_json` gave; ValueError for anything else."""
        if not isinstance(value, dict) or not all(map(is_id, value)):
            raise ValueError("not holdings")
        held = cls()
        for device, ranges in value.items():
            for first, last in ranges:
                if not (isinstance(first, int) and isinstance(last, int) and 0 < first <= last):
                    raise ValueError("not holdings")
                held._add(device, first, last)
        return held

    def as_json(self) -> dict[str, Any]:
        """Plain lists."""
        return {device: [list(r) for r in ranges] for device, ranges in self._ranges.items()}

    def add(self, device: str, seq: int) -> None:
        """One event more."""
        self._add(device, seq, seq)

    def take(self, other: Holdings, but: Iterable[str] = ()) -> None:
        """Everything the other holds, save what is of the devices in `but`."""
        left_out = set(but)
        for device, ranges in other._ranges.items():
            if device not in left_out:
                for first, last in ranges:
                    self._add(device, first, last)

    def meets(self, other: Holdings) -> bool:
        """Whether some event is in both."""
        return any(
            first <= end and start <= last
            for device, ranges in self._ranges.items()
            for first, last in ranges
            for start, end in other._ranges.get(device, ())
        )

    def vector(self) -> dict[str, int]:
        """Of each device the last number before the first gap."""
        return {device: ranges[0][1] for device, ranges in self._ranges.items() if ranges[0][0] == 1}

    def last(self, device: str) -> int:
        """The device's highest number; 0 for none."""
        ranges = self._ranges.get(device)
        return ranges[-1][1] if ranges else 0

    @property
    def devices(self) -> list[str]:
        """Those whose events are held."""
        return list(self._ranges)

    def __contains__(self, place: tuple[str, int]) -> bool:
        device, seq = place
        ranges = self._ranges.get(device, [])
        at = bisect_left(ranges, [seq + 1]) - 1
        return at >= 0 and ranges[at][0] <= seq <= ranges[at][1]

    def __len__(self) -> int:
        return sum(last - first + 1 for ranges in self._ranges.values() for first, last in ranges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Holdings) and self._ranges == other._ranges

    __hash__ = None  # type: ignore[assignment]

    def _add(self, device: str, first: int, last: int) -> None:
        ranges = self._ranges.setdefault(device, [])
        next_in_line = ranges and first > ranges[-1][0]
        start = len(ranges) - 1 if next_in_line else max(0, bisect_left(ranges, [first]) - 1)
        while start < len(ranges) and ranges[start][1] + 1 < first:
            start += 1
        end = start
        while end < len(ranges) and ranges[end][0] <= last + 1:
            first, last = min(first, ranges[end][0]), max(last, ranges[end][1])
            end += 1
        ranges[start:end] = [[first, last]]
