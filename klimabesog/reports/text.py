"""User text on its way into a document: never markup, and never a glyph the typeface lacks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from klimabesog.values.texts import _

T = TypeVar("T")
Path = tuple[str | int, ...]

MISSING = "\u25a1"
"""What is printed for a character that the typeface lacks: an open square."""

_INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\ufe0e", "\ufe0f"}


class Markup(str):
    """Text that is already reportlab's paragraph markup; everything else is escaped."""

    __slots__ = ()


def markup(text: str) -> Markup:
    """Plain text as paragraph markup, line feeds kept."""
    if isinstance(text, Markup):
        return text
    return Markup(escape(text).replace("\n", "<br/>"))


def rich(pattern: str, *args: str, **kwargs: str) -> Markup:
    """The trusted `pattern` (our own markup) filled with plain texts, each of them escaped."""
    return Markup(pattern.format(*map(markup, args), **{key: markup(text) for key, text in kwargs.items()}))


def plain(text: str) -> str:
    """The words of a text or of Markup, without its tags."""
    if not isinstance(text, Markup):
        return text
    return unescape(re.sub(r"<[^>]*>", "", text))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: parted by empty lines."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


def clipped(text: str, most: int) -> str:
    """The text, or as much of it as `most` characters hold, ending in "…"."""
    return text if len(text) <= most else text[: most - 1].rstrip(" ,.;:") + "…"


def known_glyphs() -> frozenset[int]:
    """The characters every face of the typeface has."""
    from reportlab.pdfbase.pdfmetrics import getFont

    from .theme import BOLD, ITALIC, REGULAR, SEMIBOLD, register_fonts

    register_fonts()
    faces = [set(getFont(name).face.charToGlyph) for name in (REGULAR, SEMIBOLD, BOLD, ITALIC)]
    return frozenset(code for code in set.intersection(*faces) if code < 0x10000)


def clean(text: str, glyphs: frozenset[int]) -> tuple[str, str]:
    """The text as it can be printed, and the characters that had to be replaced by MISSING, each once."""
    if text.isascii() and text.isprintable():
        return text, ""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    lost: dict[str, None] = {}
    kept = []
    for char in text:
        if char in _INVISIBLE or (unicodedata.category(char) == "Cc" and char != "\n"):
            continue
        fits = char == "\n" or ord(char) in glyphs
        kept.append(char if fits else MISSING)
        if not fits:
            lost[char] = None
    return "".join(kept), "".join(lost)


def clean_model(model: T, glyphs: frozenset[int]) -> tuple[T, list[str]]:
    """The model with every text printable, and a Danish warning for each field that lost a character."""
    warnings: list[str] = []

    def report(path: Path, lost: str) -> None:
        warnings.append(
            _("{field}: skriften kan ikke vise {marks}. Der står {square} i stedet.").format(
                field=_place(path), marks=", ".join(map(_name, lost)), square=MISSING
            )
        )

    cleaned: T = _clean(model, glyphs, (), report)
    return cleaned, warnings


def _clean(value: Any, glyphs: frozenset[int], path: Path, report: Callable[[Path, str], None]) -> Any:
    if isinstance(value, str):
        text, lost = clean(value, glyphs)
        if lost:
            report(path, lost)
        return text
    if isinstance(value, tuple):
        return tuple(_clean(item, glyphs, (*path, number), report) for number, item in enumerate(value, 1))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{
                field.name: _clean(getattr(value, field.name), glyphs, (*path, field.name), report)
                for field in fields(value)
            },
        )
    return value


def _place(path: Path) -> str:
    """A path such as ("measures", 3, "seen") as "Forslag 3, hvad vi så"."""
    words = ""
    for part in path:
        words += (
            f" {part}" if isinstance(part, int) else f", {field_name(part)}" if words else field_name(part)
        )
    return words


def _name(char: str) -> str:
    code = f"U+{ord(char):04X}"
    return f"{char} ({code})" if char.isprintable() else code


def field_name(name: str) -> str:
    """What the window calls a field of the model; the field's own name where it has no other."""
    names = {
        "company": _("Virksomhed"),
        "municipality": _("Kommune"),
        "visit": _("Besøg"),
        "name": _("navn"),
        "areas": _("Indsatsområde"),
        "findings": _("fund"),
        "photos": _("foto"),
        "caption": _("billedtekst"),
        "alt": _("alternativ tekst"),
        "measures": _("Forslag"),
        "title": _("overskrift"),
        "note": _("bemærkning"),
        "seen": _("hvad vi så"),
        "proposal": _("hvad vi foreslår"),
        "inputs": _("beregning"),
        "uncertainty": _("usikkerhed"),
        "other_benefits": _("andre fordele"),
        "next_step": _("næste skridt"),
        "actions": _("Handling"),
        "what": _("hvad"),
        "interview": _("Interview, kapitel"),
        "answers": _("spørgsmål"),
        "question": _("spørgsmål"),
        "answer": _("svar"),
        "checklist": _("Tjekliste"),
        "checkpoints": _("kontrolpunkt"),
        "text": _("tekst"),
        "participants": _("deltager"),
        "role": _("rolle"),
        "introduction": _("Indledning"),
        "remark": _("bemærkning"),
        "place": _("sted"),
        "label": _("navn"),
        "source": _("kilde"),
        "baseline": _("Forbrug"),
        "factors": _("Faktor"),
        "conditions": _("Forudsætning"),
        "responsible": _("ansvarlig"),
        "deadline": _("frist"),
        "address": _("adresse"),
        "purpose": _("formål"),
        "scope": _("omfang"),
        "opening": _("indledende linje"),
        "sections": _("Afsnit"),
        "comment": _("kommentar"),
        "formula": _("formel"),
        "overlap": _("overlap"),
        "estimate": _("vores skøn"),
        "counted": _("hvis tal der gælder"),
        "value": _("værdi"),
        "facts": _("oplysning"),
        "help": _("Tilskud og hjælp"),
        "who": _("hvem"),
        "link": _("adresse på nettet"),
        **_names_of_steps(),
    }
    return names.get(name, name)


def _names_of_steps() -> dict[str, str]:
    """What only the documents of the steps have: agreement, plan, follow-up."""
    return {
        "municipality_cvr": _("kommunens CVR-nummer"),
        "municipality_address": _("kommunens adresse"),
        "company_contact": _("virksomhedens kontakt"),
        "municipality_contact": _("kommunens kontakt"),
        "kinds": _("partnerskab"),
        "terms": _("aftalt"),
        "level": _("niveau"),
        "start": _("begynder"),
        "end": _("slutter"),
        "aim": _("mål"),
        "base_kwh": _("basisårets forbrug"),
        "base_co2_kg": _("basisårets udledning"),
        "documented": _("hvordan det er vist"),
        "documented_how": _("hvordan besparelsen vises"),
        "rhythm": _("hvor tit der gøres status"),
        "company_duties": _("virksomheden lover"),
        "municipality_duties": _("kommunen bidrager med"),
        "mention": _("omtale"),
        "personal_data": _("personoplysninger"),
        "ending": _("ophør"),
        "further": _("andet, der er aftalt"),
        "signings": _("underskrift"),
        "party": _("part"),
        "drawn": _("tegnet underskrift"),
        "goal": _("mål"),
        "words": _("med ord"),
        "share": _("andel"),
        "measured": _("hvordan det måles"),
        "owner": _("planens ejer"),
        "review": _("hvor tit planen ses efter"),
        "planned": _("planen"),
        "planned_sum": _("planen i alt"),
        "undecided": _("ikke besluttet"),
        "whole_sum": _("planen og det, der ikke er besluttet"),
        "left_out": _("valgt fra"),
        "other": _("andet i planen"),
        "agreed_on": _("aftalt den"),
        "agreed_by": _("aftalt med"),
        "agreed": _("aftalt"),
        "meetings": _("opfølgning"),
        "held": _("holdt"),
        "priority": _("rækkefølge"),
        "area": _("indsatsområde"),
        "effect": _("besparelse"),
        "basis": _("forudsætninger"),
        "remarks": _("bemærkning"),
        "number": _("nummer"),
        "day": _("mødedag"),
        "how": _("mødeform"),
        "way": _("vejen til målet"),
        "target_year": _("målets år"),
        "proposed": _("foreslået"),
        "done": _("gennemført"),
        "effort": _("egen indsats"),
        "own_kg": _("egen indsats"),
        "factors_kg": _("andre faktorer"),
        "later": _("faktorernes år"),
        "completed": _("færdig"),
        "reached": _("opnået"),
        "price": _("aftalt pris"),
        "paid": _("pris"),
        "reason": _("grund"),
        "obstacles": _("barrierer"),
        "bills": _("nye regninger"),
        "lines": _("energi"),
        "total": _("i alt"),
        "base": _("basisåret"),
        "now": _("nu"),
        "weather": _("vejr"),
        "activity": _("aktivitet"),
        "rest": _("resten"),
        "told": _("vilkår"),
        "notes": _("bemærkning"),
        "empty": _("bemærkning"),
        "help_wanted": _("hjælp fra kommunen"),
        "next_day": _("næste opfølgning"),
        "whole": _("hele partnerskabet"),
        "began": _("begyndt"),
        "rounds": _("opfølgning"),
        "left": _("ikke gennemført"),
        "lessons": _("erfaringer"),
    }
