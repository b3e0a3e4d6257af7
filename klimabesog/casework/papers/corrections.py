"""What a version of a document says otherwise than the one before, found out of the two frozen models, as sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.catalogue import kind_of
from klimabesog.reports.field_names import field_name
from klimabesog.reports.model import Amount, Paper, Payback, Reworded, SectionChoice
from klimabesog.values.danish import format_number
from klimabesog.values.texts import _, ngettext

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
MOST, LONGEST = 40, 70
"""Sentences in a list, and characters of a text that is quoted whole."""
NOT_CONTENT = frozenset(
    {
        "version",
        "draft",
        "date",
        "schema",
        "language",
        "journal_number",
        "corrections",
        "rewordings",
        "sections",
    }
)
DERIVED = frozenset(
    {
        *("stacked", "worth", "carriers", "before", "kwh_after", "end_uses", "shares", "formula", "cash"),
        *(
            "aim_short",
            "aim_note",
            "rhythm_short",
            "course",
            "sentence",
            "verdict",
            "lacking_kg",
            "says_much",
        ),
        *("is_news", "is_open", "is_last"),
    }
)
"""Figures that only follow from others: naming them too would hide what was changed."""
UNITS = {
    "kwh": "kWh", "kroner": "kr.", "co2_kg": "kg CO₂e", "investment": "kr.", "operation": "kr.", "years": "år",
    "area_m2": "m²", "lifetime": "år", "price_kr_kwh": "kr./kWh", "co2_kg_kwh": "kg CO₂e/kWh",
}  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One thing that is another now: where (the names of what it stands in) and in words how."""

    where: tuple[str, ...]
    how: str


def corrections(before: Paper, after: Paper) -> tuple[str, ...]:
    """What the later document says otherwise, one sentence each; one sentence where that is nothing."""
    found = [*_sections(before, after), *_words(before, after), *_sentences(_compared(before, after, ()))]
    if len(found) > MOST:
        more = len(found) - MOST
        found = [
            *found[:MOST],
            ngettext("Og {n} ændring mere.", "Og {n} ændringer mere.", more).format(n=more),
        ]
    return tuple(found) or (_("Indholdet er det samme."),)


# -- walking --------------------------------------------------------------------------------------------------


def _compared(before: Any, after: Any, where: tuple[str, ...]) -> Iterator[Change]:
    """The fields of two dataclasses that differ."""
    for each in fields(after):
        name, old, new = each.name, getattr(before, each.name, None), getattr(after, each.name)
        if old == new or name in NOT_CONTENT or name in DERIVED:
            continue
        if isinstance(new, tuple) and isinstance(old, tuple):
            yield from _items(name, old, new, where)
        elif _is_part(old) and _is_part(new):
            yield from _compared(old, new, (*where, _label(name)))
        else:
            yield Change((*where, _label(name)), _how(name, old, new))


def _is_part(value: Any) -> bool:
    return is_dataclass(value) and not isinstance(value, Amount | Payback)


def _items(name: str, old: tuple[Any, ...], new: tuple[Any, ...], where: tuple[str, ...]) -> Iterator[Change]:
    """Parts of a list that came, went or differ; parts are the same when they are called the same."""
    known, there = _named(old), _named(new)
    label = _label(name)
    if _are_ids((*old, *new)):  # what they name is compared where it stands
        if name == "best":
            yield Change((*where, label), _("valgt om"))
        return
    for key in [key for key in known if key not in there]:
        yield Change((*where, _called(label, known[key])), _("udgået"))
    for key, item in there.items():
        place = (*where, _called(label, item))
        if key not in known:
            yield Change(place, _("nyt"))
        elif item != known[key] and is_dataclass(item):
            yield from _compared(known[key], item, place)
    if known.keys() == there.keys() and list(known) != list(there):
        yield Change((*where, label), _("en anden rækkefølge"))


def _are_ids(items: Sequence[Any]) -> bool:
    """Whether these are ids of other parts, which say nothing to a reader."""
    return bool(items) and all(isinstance(item, str) and _ID.fullmatch(item) for item in items)


def _named(items: Sequence[Any]) -> dict[str, Any]:
    """Parts of a list by what they are called; the second of a name with its number."""
    found: dict[str, Any] = {}
    for item in items:
        key, number = _key(item), 2
        while key in found:
            key, number = f"{_key(item)} {number}", number + 1
        found[key] = item
    return found


def _key(item: Any) -> str:
    return str(getattr(item, "id", "") or getattr(item, "sha256", "") or _name(item))


def _name(item: Any) -> str:
    """What a part of a list is called."""
    if not is_dataclass(item):
        return " – ".join(map(str, item)) if isinstance(item, tuple) else str(item)
    for field in ("title", "name", "question", "carrier", "what", "label", "text", "caption", "year"):
        if words := str(getattr(item, field, "") or ""):
            return words
    return ""


# -- in words -------------------------------------------------------------------------------------------------


def _sentences(changes: Iterator[Change]) -> Iterator[str]:
    """The changes of each part as one sentence."""
    parts: dict[tuple[str, ...], list[str]] = {}
    for change in changes:
        alone = change.how in (_("udgået"), _("nyt"), _("en anden rækkefølge"), _("valgt om"))
        place, last = (change.where, "") if alone else (change.where[:-1], change.where[-1])
        parts.setdefault(place, []).append(" ".join(filter(None, (last, change.how))))
    for place, said in parts.items():
        words = ", ".join(dict.fromkeys(said))
        yield _capital(f"{', '.join(place)}: {words}." if place else f"{words}.")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _called(label: str, item: Any) -> str:
    name = _name(item)
    return f"{label} »{_short(name)}«" if name else label


def _how(name: str, old: Any, new: Any) -> str:
    """ "fra 74.400 kr. til 70.000 kr."; long texts are not quoted."""
    before, after = _shown(name, old), _shown(name, new)
    if not after:
        return _("udgået")
    if not before:
        return _("tilføjet: {after}").format(after=after) if len(after) <= LONGEST else _("tilføjet")
    if max(len(before), len(after)) > LONGEST:
        return _("omskrevet")
    return _("fra {before} til {after}").format(before=before, after=after)


def _shown(name: str, value: Any) -> str:
    unit = UNITS.get(name, "")
    if isinstance(value, Amount):
        decimals = 1 if name == "years" else 0
        return figures.with_unit(value, unit, decimals) if unit else figures.number(value, decimals)
    if isinstance(value, Payback):
        return figures.payback(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nej")
    if isinstance(value, int | float):
        return f"{format_number(float(value), 0 if float(value).is_integer() else 3)} {unit}".strip()
    if is_dataclass(value) or isinstance(value, tuple):
        return _name(value)
    return f"»{value}«" if value else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rstrip()}…"


def _label(name: str) -> str:
    """What a field is called in the list."""
    words = {
        "base_year": _("basisår"), "baseline": _("energiforbrug"), "best": _("de bedste forslag"),
        "totals": _("samlet"), "after": _("besparelse"), "alone": _("besparelse"), "kwh": _("energi"),
        "kroner": _("beløb"), "co2_kg": _("udledning"), "investment": _("investering"), "payback": _("tilbagebetaling"),
        "operation": _("drift"), "lifetime": _("levetid"), "accuracy": _("sikkerhed"), "conditions": _("forudsætning"),
        "factor_set": _("faktorsæt"), "price_basis": _("priser"), "author": _("forfatter"), "cvr": _("CVR-nr."),
        "p_number": _("P-nr."), "branch": _("branche"), "employees": _("ansatte"), "area_m2": _("areal"),
        "operating_hours": _("driftstid"), "heating": _("opvarmning"), "ownership": _("ejerforhold"),
        "time_from": _("tidspunkt"), "time_to": _("tidspunkt"), "target": _("mål"), "status": _("status"),
        "amount": _("mængde"), "unit": _("enhed"), "period": _("periode"), "meter": _("måler"), "tags": _("mærkat"),
        "price_kr_kwh": _("pris"), "co2_kg_kwh": _("udledning"), "year": _("år"), "contact": _("kontakt"),
        "department": _("afdeling"), "colour": _("farve"), "logo": _("logo"), "percent": _("procent"),
        "valid_until": _("gyldig til"), "checked": _("kontrolleret"), "in_order": _("punkter i orden"),
        "years": _("år"), "months": _("måneder"), "link": _("adresse på nettet"),
    }  # fmt: skip
    return words.get(name) or field_name(name).lower()


# -- the officer's changes --------------------------------------------------------------------------------------


def _sections(before: Paper, after: Paper) -> Iterator[str]:
    kind = kind_of(after.TYPE)
    titles: dict[str, Callable[[], str]] = {section.id: section.title for section in kind.sections}
    old = {choice.id: choice for choice in kind.choices(before) if choice.id in titles}
    new = {choice.id: choice for choice in kind.choices(after) if choice.id in titles}
    for name in [n for n in old if n not in new]:
        yield _("Afsnittet »{title}« er udeladt.").format(title=titles[name]())
    for name in [n for n in new if n not in old]:
        yield _("Afsnittet »{title}« er kommet med.").format(title=titles[name]())
    if [n for n in old if n in new] != [n for n in new if n in old]:
        yield _("Afsnittene står i en anden rækkefølge.")
    empty = SectionChoice("")
    for name, choice in new.items():
        if choice.comment != old.get(name, empty).comment:
            yield _("Bemærkningen til »{title}« er ændret.").format(title=titles[name]())


def _words(before: Paper, after: Paper) -> Iterator[str]:
    """Texts that got other words, or their own back."""
    old, new = _by_text(before.rewordings), _by_text(after.rewordings)
    for place in dict.fromkeys((*old, *new)):
        was, now = old.get(place, place[1]), new.get(place, place[1])
        if was != now:
            yield _("»{before}« er skrevet om til »{after}«.").format(before=_short(was), after=_short(now))


def _by_text(rewordings: Sequence[Reworded]) -> dict[tuple[str, str], str]:
    return {(each.section, each.original): each.text for each in rewordings}
