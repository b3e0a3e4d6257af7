"""The machine's own time zone with its summer time, as the standard library knows it (also on Windows)."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, tzinfo

_EPOCH = datetime(1970, 1, 1)


class LocalZone(tzinfo):
    """Offsets asked of the operating system, moment by moment."""

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """The offset in force at this local time."""
        return timedelta(seconds=self._local(moment).tm_gmtoff)

    def dst(self, moment: datetime | None) -> timedelta:
        """One hour while summer time is in force."""
        return timedelta(hours=1) if self._local(moment).tm_isdst > 0 else timedelta()

    def tzname(self, moment: datetime | None) -> str:
        """The zone's short name."""
        return self._local(moment).tm_zone

    def fromutc(self, moment: datetime) -> datetime:
        """Local time of a moment given in UTC."""
        seconds = (moment.replace(tzinfo=None) - _EPOCH).total_seconds()
        offset = timedelta(seconds=_at(seconds).tm_gmtoff)
        return (moment.replace(tzinfo=UTC) + offset).replace(tzinfo=self)

    @staticmethod
    def _local(moment: datetime | None) -> time.struct_time:
        if moment is None:
            return time.localtime()
        parts = (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, 0, 0, -1)
        try:
            return _at(time.mktime(parts))
        except (OverflowError, ValueError):  # outside what the operating system can count
            return _at(0)


def _at(seconds: float) -> time.struct_time:
    try:
        return time.localtime(seconds)
    except (OverflowError, OSError, ValueError):  # Windows counts from 1970
        return time.localtime(0)
