"""Dates and times as ODK sees them: ISO texts that count as days since 1970-01-01 UTC.

A date without zone means local midnight. Day numbers use the zone's standard offset all year, so that
`date(today() + 90)` lands on midnight also across a change to summer time.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from klimabesog.xforms.xpath.numbers import NAN, parse_number

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)
_DATE = re.compile(
    r"(\d{4,})-(\d{1,2})-(\d{1,2})(?:T(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?)?\Z",
    re.ASCII,
)
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?\d{2})?)?\Z", re.ASCII)
INVALID = "Invalid Date"


class DateText(str):
    """An ISO date or date-time text made by a date function; compares as a day number."""

    __slots__ = ("days",)
    days: float

    def __new__(cls, text: str, days: float) -> DateText:
        """Text as shown, with its day number."""
        made = super().__new__(cls, text)
        made.days = days
        return made


class DayNumber(float):
    """What number() makes of a date or date-time: reckons with its fraction, but as text shows whole days.

    Both official engines do so: `number('2026-08-27T08:27:00.000+07:00')` is stored as 20692.
    """

    __slots__ = ()


@lru_cache(maxsize=512)
def standard_offset(zone: tzinfo, year: int) -> timedelta:
    """The zone's offset outside summer time, in this year."""
    winter = datetime(year, 1, 1, tzinfo=zone).utcoffset() or timedelta()
    summer = datetime(year, 7, 1, tzinfo=zone).utcoffset() or timedelta()
    return min(winter, summer)


def parse_moment(text: str, zone: tzinfo) -> tuple[datetime, bool] | None:
    """(moment with zone, whether it is a mere date) of an ISO text, or None when it is neither date nor date-time."""
    found = _DATE.match(text)
    if found is None:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    try:
        naive = datetime(
            int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), micro
        )
        if hour is None:
            return naive.replace(tzinfo=timezone(standard_offset(zone, naive.year))), True
        return naive.replace(tzinfo=parse_offset(offset) if offset else zone), False
    except ValueError:
        return None


def parse_offset(text: str) -> tzinfo:
    """`Z`, `+02:00`, `+0200` or `+02`. Raises ValueError when out of range."""
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if minutes > 59:
        raise ValueError(text)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(-span if text[0] == "-" else span)


def days_of(moment: datetime) -> float:
    """Days since the epoch, with fraction."""
    return (moment - _EPOCH) / _DAY


def number_of_text(text: str, zone: tzinfo) -> float:
    """number() of a text: a plain number, or the day number of an ISO date, else NaN."""
    if isinstance(text, DateText):
        return text.days
    if len(text) >= 8 and text[4:5] == "-" and (found := parse_moment(text, zone)):
        return days_of(found[0])
    return parse_number(text)


def moment_text(moment: datetime, zone: tzinfo) -> str:
    """`2018-01-01T08:00:00.000-07:00` in the zone."""
    return moment.astimezone(zone).isoformat(timespec="milliseconds")


def date_from_text(text: str, zone: tzinfo) -> DateText:
    """date(text): the text of a date stays a date; a date-time is shown in the local zone."""
    text = text.strip()
    if isinstance(text, DateText) or not text:
        return DateText(text, text.days if isinstance(text, DateText) else NAN)
    found = parse_moment(text, zone)
    if found is None:
        return DateText(INVALID, NAN)
    moment, whole = found
    try:
        return DateText(moment.date().isoformat() if whole else moment_text(moment, zone), days_of(moment))
    except OverflowError:  # the first or last day of the calendar, elsewhere
        return DateText(INVALID, NAN)


def date_from_days(days: float, zone: tzinfo) -> DateText:
    """date(number): a mere date when it is local midnight, else a date-time."""
    try:
        moment = _EPOCH + timedelta(milliseconds=round(days * 86_400_000))
        local = moment.astimezone(timezone(standard_offset(zone, moment.year)))
    except (OverflowError, ValueError):
        return DateText(INVALID, NAN)
    midnight = local.hour == local.minute == local.second == local.microsecond == 0
    return DateText(local.date().isoformat() if midnight else moment_text(moment, zone), days)


def decimal_time(text: str, zone: tzinfo) -> float:
    """decimal-time(): the share of the local day that has passed; NaN when not a time."""
    found = _TIME.match(text.strip())
    if found is None:
        return NAN
    hour, minute, second, fraction, offset = found.groups()
    try:
        base = datetime(
            1970,
            1,
            1,
            int(hour),
            int(minute),
            int(second or 0),
            int((fraction or "0")[:3].ljust(3, "0")) * 1000,
        )
        moment = base.replace(tzinfo=parse_offset(offset) if offset else zone).astimezone(zone)
    except ValueError:
        return NAN
    return (moment.hour * 3600 + moment.minute * 60 + moment.second + moment.microsecond / 1e6) / 86400


_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS_DA = ("man", "tir", "ons", "tor", "fre", "lør", "søn")
_MONTHS_DA = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def format_moment(moment: datetime, pattern: str, danish: bool = False) -> str:
    """format-date(): the ODK escapes %Y %y %m %n %b %d %e %H %h %M %S %3 %a %W."""
    days, months = (_DAYS_DA, _MONTHS_DA) if danish else (_DAYS, _MONTHS)
    values = {
        "Y": f"{moment.year:04}", "y": f"{moment.year % 100:02}", "m": f"{moment.month:02}", "n": str(moment.month),
        "b": months[moment.month - 1], "d": f"{moment.day:02}", "e": str(moment.day), "H": f"{moment.hour:02}",
        "h": str(moment.hour), "M": f"{moment.minute:02}", "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}", "a": days[moment.weekday()],
        "W": str(moment.isocalendar().week), "%": "%",
    }  # fmt: skip
    return re.sub(r"%(.)", lambda found: values.get(found.group(1), found.group()), pattern)
