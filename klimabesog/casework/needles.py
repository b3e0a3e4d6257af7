"""What a person is looked for by: names, e-mail addresses and phone numbers, found in texts and taken out of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from klimabesog.casework.wayfinding import plain
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

REMOVED = "[navn fjernet]"
"""What stands where a name stood."""

_LEAST_DIGITS = 6
_LEAST_LETTERS = 3
_COUNTRY = "45"
_GAP = r"[\s.\-/()]*"
_JSON_GAP = r"(?:[\s.\-/()]|\\[nrt])*"
"""What may stand between the digits of a number; a line's end is written otherwise in JSON."""
_WORD = re.compile(r"[^\W_]+")
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?=(?:['’]?s)?(?![^\W_]))"
"""A whole word: "_" in a file's name parts words too, and the s of the genitive may follow and stays."""
_SEVERAL = re.compile(rf"{re.escape(REMOVED)}(?:(?:[ ,\-]|\b[^\W\d_]\.)*{re.escape(REMOVED)})+")
"""What is left of "Åkjær, Ida" or "Ida M. Åkjær" when each word has been taken out."""


class Needle:
    """A name, whose words must all stand in one text; an e-mail address; or a phone number, however it is spaced.

    InputError for one too short to find anyone by.
    """

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        self.words = plain(text).split()
        digits = "".join(filter(str.isdigit, text))
        self.is_number = len(digits) >= _LEAST_DIGITS and not any(map(str.isalpha, text))
        if not self.is_number and max(map(len, self.words), default=0) < _LEAST_LETTERS:
            raise InputError(_("»{text}« er for kort til at finde en person med.").format(text=text))
        self._digits = _gapped(_local(digits), _JSON_GAP) if self.is_number else None
        if self.is_number:
            self._whole, self._parts = _number(digits), None
        elif "@" in text:
            self._whole, self._parts = re.compile(rf"(?<![\w.+-]){_spaced(text)}(?!\.?[\w-])", re.I), None
        else:
            self._whole = re.compile(_BEFORE + _spaced(text) + _AFTER, re.I)
            self._parts = _any_of(_long_words(text), _BEFORE, _AFTER)

    @property
    def is_name(self) -> bool:
        """Whether it is neither a number nor an address."""
        return self._parts is not None

    def is_in(self, text: str) -> bool:
        """Whether a text says it, in whatever order, inside other words too."""
        if self.is_number:
            return self._whole.search(text) is not None
        whole = plain(text)
        return all(word in whole for word in self.words)

    def may_be_in(self, json_text: str) -> bool:
        """Whether a text may say it that stands in this JSON somewhere; quick, and never wrong when it says no."""
        if self._digits is not None:
            return self._digits.search(json_text) is not None
        plain_words = all(map(str.isalnum, self.words))
        return self.is_in(json_text if plain_words else _unescaped(json_text))

    def without(self, text: str) -> str:
        """The text without it: the whole of it, then its single words; a text that says neither comes back as it is."""
        known = unicodedata.normalize("NFC", text)
        taken = self._whole.sub(REMOVED, known)
        if self._parts is not None:
            taken = self._parts.sub(REMOVED, taken)
        return _SEVERAL.sub(REMOVED, taken) if taken != known else text

    def without_inside(self, text: str) -> str:
        """The text without its words wherever their letters stand, inside other words too."""
        words = _long_words(self.text) if self.is_name else [self.text]
        known = unicodedata.normalize("NFC", text)
        inside = _any_of(words, "", "")
        return inside.sub(REMOVED, known) if inside is not None and not self.is_number else text


class Needles:
    """All that one person is looked for by; InputError when there is nothing, or something too short."""

    def __init__(self, texts: Iterable[str]) -> None:
        known = [Needle(text) for text in dict.fromkeys(map(str.strip, texts)) if text]
        if not known:
            raise InputError(_("Skriv et navn, en e-mailadresse eller et telefonnummer."))
        self.all = sorted(known, key=lambda needle: needle.is_name)  # a name's words may stand in an address

    def are_in(self, value: Any) -> bool:
        """Whether some text of a value says one of them."""
        return any(needle.is_in(text) for text in texts(value) for needle in self.all)

    def may_be_in(self, json_text: str) -> bool:
        """Whether a value may say one of them that stands in this JSON; quick, and never wrong when it says no."""
        return any(needle.may_be_in(json_text) for needle in self.all)

    def without(self, value: Any) -> Any:
        """The value without them, as words; where they stand only inside other words, without these letters."""
        taken = _each_text(value, self._without)
        if taken == value and self.are_in(value):
            taken = _each_text(value, self._without_inside)
        return taken

    def are_words_of(self, value: Any) -> bool:
        """Whether they stand in a value as words: then it is sure that a person is meant."""
        return bool(_each_text(value, self._without) != value)

    def _without(self, text: str) -> str:
        for needle in self.all:
            text = needle.without(text)
        return text

    def _without_inside(self, text: str) -> str:
        for needle in self.all:
            if needle.is_in(text):
                text = needle.without_inside(text)
        return text


def texts(value: object) -> Iterator[str]:
    """The texts in a value of the log."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def _each_text(value: Any, change: Any) -> Any:
    """The value with each of its texts changed; names of parts stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {name: _each_text(part, change) for name, part in value.items()}
    if isinstance(value, list):
        return [_each_text(part, change) for part in value]
    return value


def _spaced(text: str) -> str:
    return r"[\s_]+".join(map(re.escape, unicodedata.normalize("NFC", text).split()))


def _long_words(text: str) -> list[str]:
    """The words that are worth looking for alone, the longest first: a shorter one may begin it."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return sorted({word for word in words if len(word) >= _LEAST_LETTERS}, key=lambda w: (-len(w), w))


def _any_of(words: list[str], before: str, after: str) -> re.Pattern[str] | None:
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, words))}){after}", re.I) if words else None


def _number(digits: str) -> re.Pattern[str]:
    """A phone number with or without its country, and whatever stands between the digits."""
    country = rf"(?:\(?(?:\+|00)?{_GAP}{_GAP.join(_COUNTRY)}{_GAP})?"
    return re.compile(rf"(?<!\d){country}{_gapped(_local(digits), _GAP).pattern}(?!\d)")


def _local(digits: str) -> str:
    """The number without its country."""
    local = digits.removeprefix("00")
    return local.removeprefix(_COUNTRY) if len(local) > 8 else local


def _gapped(digits: str, gap: str) -> re.Pattern[str]:
    return re.compile(gap.join(digits))


def _unescaped(json_text: str) -> str:
    """JSON with the quotes and backslashes as they were written."""
    return json_text.replace('\\"', '"').replace("\\\\", "\\") if "\\" in json_text else json_text
