"""Numbers that identify a company (CVR, P-number, industry code): put in one form, with a warning."""

from __future__ import annotations

import re
from dataclasses import dataclass

from klimabesog.values.texts import _

_SEPARATORS = re.compile(r"[\s\u00a0.,/:-]+")


@dataclass(frozen=True)
class Checked:
    """What was typed in its one form, and a Danish `warning` ("" = in order).

    `overridable`: the officer may keep it all the same.
    """

    value: str
    warning: str = ""
    overridable: bool = True


def check_cvr(text: str) -> Checked:
    """A CVR number: eight digits with a check digit (modulus 11); accepts blanks, hyphens and a DK prefix.

    A check digit that does not fit is only a warning: numbers outside the rule may be issued some day.
    Rule: Erhvervsstyrelsen, http://erhvervsstyrelsen.dk/modulus_11.
    """
    from stdnum.dk import cvr

    digits = _bare(text)
    digits = digits[2:] if digits[:2].upper() == "DK" else digits
    if not digits:
        return Checked("")
    if not _all_digits(digits, 8):
        return Checked(digits, _("Et CVR-nummer har 8 cifre."), overridable=False)
    if not cvr.is_valid(digits):
        return Checked(
            digits, _("CVR-nummeret har ikke det rigtige kontrolciffer. Tjek det hos virksomheden.")
        )
    return Checked(digits)


def check_pnr(text: str) -> Checked:
    """A P-number: exactly ten digits. It has no usable check digit (Erhvervsstyrelsen, same page)."""
    digits = _bare(text)
    if digits and not _all_digits(digits, 10):
        return Checked(digits, _("Et P-nummer har 10 cifre."), overridable=False)
    return Checked(digits)


def check_industry(text: str) -> Checked:
    """An industry code as shown ("561110" -> "56.11.10"); CVR stores it without dots."""
    digits = _bare(text)
    if not digits:
        return Checked("")
    if not _all_digits(digits, 6):
        return Checked(text.strip(), _("En branchekode har 6 cifre, for eksempel 56.11.10."))
    return Checked(f"{digits[:2]}.{digits[2:4]}.{digits[4:]}")


def shown_cvr(cvr: str) -> str:
    """A CVR number in pairs, as on a letterhead: "13585628" -> "13 58 56 28"; anything else as it stands."""
    return " ".join(cvr[i : i + 2] for i in range(0, 8, 2)) if _all_digits(cvr, 8) else cvr


def _bare(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _all_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
