"""The clock, and hybrid logical clock stamps that order events of devices whose clocks disagree.

A stamp is text that sorts: `1795000000000-00042-<device>`: milliseconds since 1970 of the latest of
the own clock and every stamp seen, a counter within that millisecond, and the device.
(Kulkarni et al. 2014, "Logical Physical Clocks".)
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from klimabesog.values.ids import is_id

Clock = Callable[[], int]
"""Milliseconds since 1970-01-01 UTC."""

COUNTER_LIMIT = 100_000
LATEST_WALL = 9_000_000_000_000
"""Stamps at or after this millisecond (year 2255) are refused: nothing later could be ordered behind them."""

_HLC = re.compile(r"(\d{13})-(\d{5})-([0-9a-f-]{36})\Z", re.ASCII)


class Hlc(NamedTuple):
    """The parts of a stamp: wall in ms, counter within the millisecond, device id."""

    wall: int
    counter: int
    device: str

    def __str__(self) -> str:
        return f"{self.wall:013d}-{self.counter:05d}-{self.device}"


def system_clock() -> int:
    """The machine's own clock in ms since 1970."""
    return time.time_ns() // 1_000_000


def parse_hlc(text: str) -> Hlc:
    """The parts of a stamp; ValueError if it is not one, or lies beyond what can be ordered."""
    match = _HLC.match(text)
    if match is None or not is_id(match[3]) or int(match[1]) >= LATEST_WALL:
        raise ValueError(f"not a clock stamp: {text!r}")
    return Hlc(int(match[1]), int(match[2]), match[3])


def tick(last: str | None, now: int, device: str) -> str:
    """The next stamp of `device`: later than `last`, the latest seen from anyone, whatever `now` says."""
    wall, counter = max(now, 0), 0
    if last is not None:
        seen = parse_hlc(last)
        if seen.wall >= wall:
            wall, counter = seen.wall, seen.counter + 1
    if counter >= COUNTER_LIMIT:
        wall, counter = wall + 1, 0
    return str(Hlc(wall, counter, device))


def local_time(ms: int) -> datetime:
    """Milliseconds since 1970 as a moment in the machine's own time zone."""
    return datetime.fromtimestamp(ms / 1000, tz=UTC).astimezone()


def hlc_time(stamp: str) -> datetime:
    """The moment a stamp was made, as its device saw it, in the machine's own time zone."""
    return local_time(int(stamp[:13]))
