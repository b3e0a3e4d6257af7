"""Texts a person reads: Danish in the source, translated by gettext when another language is in use."""

from __future__ import annotations

import gettext as _gettext
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

DOMAIN = "klimabesog"
_current: list[_gettext.NullTranslations] = [_gettext.NullTranslations()]


def _(message: str) -> str:
    """The message in the language in use."""
    return _current[0].gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The singular for 1, else the plural, in the language in use."""
    return _current[0].ngettext(singular, plural, n)


def use(language: str | None = None, localedir: str | os.PathLike[str] | None = None) -> None:
    """Use a language from now on: None or "da" is the Danish source; one without a catalogue stays Danish.

    Catalogues are `resources/translations/<language>/LC_MESSAGES/klimabesog.mo`.
    """
    if language is None or language.split("_")[0] == "da":
        _current[0] = _gettext.NullTranslations()
        return
    if localedir is None:
        from klimabesog.values.resources import path

        localedir = path("resources", "translations")
    _current[0] = _gettext.translation(DOMAIN, localedir, [language], fallback=True)


class _Table(_gettext.NullTranslations):
    """Translations at hand as a table; what is not in it stays Danish."""

    def __init__(self, table: Mapping[str, str]) -> None:
        super().__init__()
        self._table = table

    def gettext(self, message: str) -> str:
        return self._table.get(message, message)


@contextmanager
def speaking(table: Mapping[str, str]) -> Iterator[None]:
    """Within, sentences are said as this table of Danish sentences has them."""
    before = _current[0]
    _current[0] = _Table(table)
    try:
        yield
    finally:
        _current[0] = before
