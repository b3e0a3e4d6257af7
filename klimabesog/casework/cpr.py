"""Possible CPR numbers in free text: found before they become an event, and overruled by the person who knows better.

A CPR number is ddmmyy-xxxx with a date that exists; its check digit has not been required since 2007
(cpr.dk, "Personnumre uden kontrolciffer (modulus 11 kontrol)"). P-numbers have ten digits too, and so may a meter, an
account or an order: fields made for those are never looked at, nor a number with such a word before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

FREE_FIELDS = frozenset({
    "adresse", "alternativ_tekst", "ansvarlig", "begrundelse", "billedtekst", "by", "deltagere", "epost", "formaal",
    "hvem", "navn", "rolle", "sted", "tekst", "tekst_intern", "tekst_rapport",
})  # fmt: skip
"""Fields of records in which a person writes freely; answers in forms are looked at by their questions' type."""

_NUMBER = r"(?<!\d)(?<!\d[-,. ])(\d{6})([-\u2010-\u2013 \u00a0]?)(\d{4})(?![\d])(?![- ]\d)(?![,.]\d)"
_NAMED = (
    r"(?:\bp-?\s?(?:nr|nummer|numre)|produktionsenhed|pnr|m[aå]ler\w*|\bean(?:-?\w*)?|gln|aftagenummer|kundenr\w*|"
    r"kundenummer|faktura\w*|ordre\w*|konto\w*|reg\.?\s?nr|serienr\w*|serienummer|sags?nr\w*|sagsnummer|j\.?\s?nr|"
    r"journaln\w*|tlf|telefon\w*|mobil\w*|matrikel\w*|installation\w*|varenr\w*|typenr\w*)[\s.:#/]*\Z"
)
_NUMBERED = (
    r"(?:^|_)(?:p_?nr|p_?nummer|cvr|ean|gln|maaler\w*|telefon|tlf|mobil|kundenr|kundenummer|aftagenummer|journalnummer|"
    r"konto\w*|serienr|serienummer|matrikel\w*)(?:$|_)"
)
"""As text: compiled when something is written, off the way to the first window."""


class Span(NamedTuple):
    """Where a possible CPR number stands in a text: `text[start:end]`."""

    start: int
    end: int


class CprFound(InputError):
    """A possible CPR number in what is about to be saved; nothing was written.

    `text` is what was typed and `spans` where in it. `without` is the text with the numbers taken out. Write again
    within `Desk.overruling_cpr()`, or after `Desk.is_no_cpr(numbers)`, when the person says that it is none.
    """

    def __init__(self, text: str, spans: tuple[Span, ...], field: str = "") -> None:
        super().__init__(
            _("Er det et CPR-nummer? Det må ikke stå her. Fjern tallet, eller svar, at det ikke er et CPR-nummer.")
        )
        self.text, self.spans, self.field = text, spans, field

    @property
    def numbers(self) -> tuple[str, ...]:
        """The numbers as they were typed."""
        return tuple(self.text[span.start : span.end] for span in self.spans)

    @property
    def without(self) -> str:
        """The text without the numbers."""
        return taken_out(self.text, self.spans)


def find_cpr(text: str) -> tuple[Span, ...]:
    """Where possible CPR numbers stand in a text."""
    found = (
        match
        for match in re.finditer(_NUMBER, text)
        if not re.search(_NAMED, text[: match.start()][-40:], re.IGNORECASE)
    )
    return tuple(Span(*match.span()) for match in found if is_date(match[1], match[3]))


def is_date(six: str, four: str) -> bool:
    """Whether the first six digits are a day that has been, in the century that the seventh digit tells (cpr.dk)."""
    from datetime import date

    day, month, year, seventh = int(six[:2]), int(six[2:4]), int(six[4:]), int(four[0])
    if seventh < 4 or (seventh in (4, 9) and year >= 37):
        century = 1900
    elif seventh in (4, 9) or year <= 57:
        century = 2000
    else:
        century = 1800
    try:
        return date(century + year, month, day) <= date.today()
    except ValueError:
        return False


def taken_out(text: str, spans: Iterable[Span]) -> str:
    """The text without these spans, nor the blanks that would stand double then."""
    for span in sorted(spans, reverse=True):
        before, after = text[: span.start], text[span.end :]
        if (not before or before[-1] in " \n") and after[:1] == " ":
            after = after[1:]
        text = before + after
    return text.rstrip(" ") if text.strip() else ""


def is_free(question: str, kind: str, appearance: str = "") -> bool:
    """Whether an answer is free text: of a text question, not made for digits, nor for a number of another kind."""
    return kind == "text" and "numbers" not in appearance.split() and not re.search(_NUMBERED, question.casefold())


def check_text(text: str, known: str = "", field: str = "") -> None:
    """CprFound when the text has a possible CPR number that does not stand in `known`, what is saved already."""
    spans = find_cpr(text)
    if not spans:
        return
    saved = {known[span.start : span.end] for span in find_cpr(known)}
    new = tuple(span for span in spans if text[span.start : span.end] not in saved)
    if new:
        raise CprFound(text, new, field)


def texts(fields: Iterable[tuple[str, object]]) -> Iterator[tuple[str, str]]:
    """The free texts among fields, by name."""
    for name, value in fields:
        if name in FREE_FIELDS and isinstance(value, str) and len(value) >= 10:
            yield name, value
