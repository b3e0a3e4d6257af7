"""The municipality's own look on its documents: logo and colour, kept for all laptops and checked before they are."""

from __future__ import annotations

import re

from klimabesog.casework.desk import Desk
from klimabesog.casework.logo import checked_logo
from klimabesog.casework.settings import keep_settings, settings
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

_COLOUR = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})")


def logo_of(desk: Desk) -> bytes | None:
    """The logo, a PNG or an SVG; None while there is none."""
    known = settings(desk).logo
    return desk.store.blob(known) if known else None


def keep_logo(desk: Desk, data: bytes) -> None:
    """Use a logo from now on. InputError says what is wrong with it."""
    kind = checked_logo(data)
    keep_settings(desk, {"logo": desk.store.put_blob(data, kind)})


def remove_logo(desk: Desk) -> None:
    """Print the municipality's name instead."""
    keep_settings(desk, {"logo": ""})


def keep_colour(desk: Desk, text: str) -> None:
    """Use a colour from now on, as it is typed; "" goes back to the program's. InputError when it is none."""
    keep_settings(desk, {"farve": colour_of(text)})


def colour_of(text: str) -> str:
    """ "#1D4F91", "1d4f91" or "#15a" as "#rrggbb", "" for nothing. InputError for another text."""
    typed = text.strip().casefold()
    if not typed:
        return ""
    found = _COLOUR.fullmatch(typed)
    if found is None:
        raise InputError(_("Skriv farven som # og seks tegn, fx #1d4f91, eller vælg den i farvevælgeren."))
    digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
    return f"#{digits}"


def printed_colour(colour: str) -> tuple[str, bool]:
    """The colour that documents use, and whether the municipality's had to be darkened to be read on white."""
    from klimabesog.reports.theme import Theme

    look, changed = Theme.of(colour or None)
    return look.accent, changed
