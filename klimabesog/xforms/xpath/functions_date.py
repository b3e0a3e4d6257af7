"""ODK's dates: today, now, date, date-time, format-date, decimal-date-time, decimal-time."""

from __future__ import annotations

from datetime import datetime

from klimabesog.xforms.xpath import dates
from klimabesog.xforms.xpath.context import Context, Value, to_number, to_text
from klimabesog.xforms.xpath.dates import DateText
from klimabesog.xforms.xpath.library import function
from klimabesog.xforms.xpath.numbers import NAN, parse_number


@function("today", result="text")
def today(context: Context) -> Value:
    """The date here and now."""
    zone = context.host.zone
    return dates.date_from_text(context.host.now().astimezone(zone).date().isoformat(), zone)


@function("now", result="text")
def now(context: Context) -> Value:
    """The moment, in the local zone."""
    moment = context.host.now()
    return DateText(dates.moment_text(moment, context.host.zone), dates.days_of(moment))


@function("date", 1, result="text")
@function("date-time", 1, result="text")
def date(context: Context, value: Value) -> Value:
    """A date or date-time from its text or day number."""
    zone = context.host.zone
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return dates.date_from_days(value, zone) if value == value else DateText(dates.INVALID, NAN)
    text = value if isinstance(value, DateText) else to_text(value)
    figure = parse_number(text)
    return dates.date_from_days(figure, zone) if figure == figure else dates.date_from_text(text, zone)


def _moment(context: Context, value: Value) -> datetime | None:
    zone = context.host.zone
    if isinstance(value, float):
        value = dates.date_from_days(value, zone) if value == value else ""
    found = dates.parse_moment(to_text(value).strip(), zone)
    if found is None:
        return None
    moment, whole = found
    try:
        return moment if whole else moment.astimezone(zone)
    except OverflowError:
        return None


@function("format-date", 2, result="text")
@function("format-date-time", 2, result="text")
def format_date(context: Context, value: Value, pattern: Value) -> Value:
    """The date written by ODK's escapes; '' when it is no date."""
    moment = _moment(context, value)
    return "" if moment is None else dates.format_moment(moment, to_text(pattern), context.host.danish_dates)


@function("decimal-date-time", 1, result="number")
def decimal_date_time(context: Context, value: Value) -> Value:
    """Days since 1970-01-01 UTC, with fraction; NaN for a text that is no date."""
    if isinstance(value, DateText | float):
        return to_number(value, context.host.zone)
    found = dates.parse_moment(to_text(value).strip(), context.host.zone)
    return NAN if found is None else dates.days_of(found[0])


@function("decimal-time", 1, result="number")
def decimal_time(context: Context, value: Value) -> Value:
    """The share of the day."""
    return dates.decimal_time(to_text(value), context.host.zone)
