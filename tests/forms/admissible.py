"""Answers that a form's own limits allow: drawn as places between the limits, which may hang on each other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

MOST = 1e7
"""Where a form sets no upper limit."""
_LIMIT = re.compile(r"\. ([<>])(=?) (\S+)(?: \+ (\d+))?")
Drawn = Mapping[str, Any]


def numbers(form: Any) -> list[dict[str, str]]:
    """The rows of the number questions, in the order of the form."""
    kinds = ("decimal", "integer")
    return [row for row in form.sheets.survey if row["type"] in kinds and row["name"].startswith("ind_")]


def choices(form: Any) -> dict[str, list[str]]:
    """The choice questions, sources among them, and what can be chosen."""
    lists: dict[str, list[str]] = {}
    for row in form.sheets.choices:
        lists.setdefault(row["list_name"], []).append(row["name"])
    rows = (row for row in form.sheets.survey if row["type"].startswith("select_one "))
    return {row["name"]: lists[row["type"].split()[1]] for row in rows if row["name"].startswith("ind_")}


def answers(form: Any) -> st.SearchStrategy[Drawn]:
    """A choice for every list, and for every number its place (0-1) between the limits or None: left blank."""
    chosen = {name: st.sampled_from(values) for name, values in choices(form).items()}
    place = st.one_of(st.floats(0, 1), st.sampled_from((0.0, 0.5, 1.0)), st.none())
    return st.fixed_dictionaries({**chosen, **{row["name"]: place for row in numbers(form)}})


def answer(form: Any, drawn: Drawn) -> None:
    """Give the drawn answers; choices first, because they suggest numbers. What is not asked is left alone."""
    for name in choices(form):
        if form.node(name).relevant:
            form.fill(**{name: drawn[name]})
    for row in numbers(form):
        if form.node(row["name"]).relevant:
            form.fill(
                **{row["name"]: "" if drawn[row["name"]] is None else at(form, row, drawn[row["name"]])}
            )


def limits(form: Any, row: dict[str, str]) -> tuple[float, float]:
    """The least and the most that may be answered as the form stands."""
    low, high = 0.0, MOST
    for sign, equal, bound, more in _LIMIT.findall(row.get("constraint", "")):
        other = re.fullmatch(r"\$\{(\w+)\}", bound)
        text = form[other[1]] if other else bound
        inside = (float(text) if text else (low if sign == ">" else high)) + float(more or 0)
        if not equal:
            inside += 1e-3 if sign == ">" else -1e-3
        low, high = (inside, high) if sign == ">" else (low, inside)
    return low, max(low, high)


def at(form: Any, row: dict[str, str], place: float) -> str:
    """The number at this place between its limits, as a person could have typed it."""
    low, high = limits(form, row)
    value = low + place * (high - low)
    if row["type"] == "integer":
        return str(round(value))
    typed = f"{value:.4f}".rstrip("0").rstrip(".")
    return typed if low <= float(typed) <= high else repr(value)
