"""User text on its way into a document: never markup, and never a glyph the typeface lacks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from html import unescape
from typing import Any, TypeVar
from xml.sax.saxutils import escape

from klimabesog.reports.field_names import field_name
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
