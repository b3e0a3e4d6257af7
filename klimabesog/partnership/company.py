"""A company (CVR), its sites (P-number) and contacts, and what is worth a warning while they are typed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from klimabesog.partnership.checks import Checked, check_cvr, check_industry, check_pnr
from klimabesog.partnership.registers import towns
from klimabesog.values.danish import machine_number, parse_number
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

INDUSTRY_VERSION = "DB25"
"""CVR's industry codes since 1 January 2025; older data may be DB07."""


@dataclass(frozen=True)
class Contact:
    """A person at the company. No CPR number, ever."""

    name: str
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Site:
    """A place the company works at (produktionsenhed); `area_m2` is heated floor area."""

    name: str
    pnr: str = ""
    address: str = ""
    postal_code: str = ""
    town: str = ""
    area_m2: float | None = None


@dataclass(frozen=True)
class Company:
    """A company. `protected`: reklamebeskyttet in CVR, kept and shown; `industry` as shown ("56.11.10")."""

    name: str
    cvr: str = ""
    industry: str = ""
    industry_version: str = INDUSTRY_VERSION
    address: str = ""
    postal_code: str = ""
    town: str = ""
    employees: int | None = None
    protected: bool = False
    sites: tuple[Site, ...] = ()
    contacts: tuple[Contact, ...] = ()


def check_fields(fields: Mapping[str, str]) -> dict[str, Checked]:
    """Each field of a company as typed, in its one form and with its warning; unknown fields are left out.

    Fields: navn, cvr, pnr, branchekode, postnr, by, ansatte, areal. A known postal code fills an empty `by`.
    """
    checked = {name: check(fields[name]) for name, check in _CHECKS.items() if name in fields}
    if "postnr" in checked and not fields.get("by", "").strip():
        checked["by"] = Checked(towns().town(checked["postnr"].value))
    return checked


def _check_name(text: str) -> Checked:
    name = " ".join(text.split())
    return Checked(name, "" if name else _("Skriv virksomhedens navn."), overridable=False)


def _check_postal_code(text: str) -> Checked:
    code = text.strip().upper().removeprefix("DK").lstrip("- ")
    if code and not (len(code) == 4 and code.isascii() and code.isdigit()):
        return Checked(code, _("Et postnummer har 4 cifre."))
    if code and not towns().town(code):
        return Checked(code, _("Postnummeret er ikke på listen. Skriv selv byen."))
    return Checked(code)


def _check_count(text: str) -> Checked:
    """A whole number of people."""
    checked = _check_amount(text)
    if not checked.warning and "." in checked.value:
        return Checked(text.strip(), _("Skriv et helt tal."), overridable=False)
    return checked


def _check_amount(text: str) -> Checked:
    """A number that is not negative, as the log holds it."""
    if not text.strip():
        return Checked("")
    try:
        number = parse_number(text)
    except InputError as error:
        return Checked(text.strip(), str(error), overridable=False)
    if number < 0:
        return Checked(text.strip(), _("Tallet kan ikke være negativt."), overridable=False)
    return Checked(machine_number(number))


def _plain(text: str) -> Checked:
    return Checked(text.strip())


_CHECKS = {
    "navn": _check_name,
    "cvr": check_cvr,
    "pnr": check_pnr,
    "branchekode": check_industry,
    "postnr": _check_postal_code,
    "by": _plain,
    "ansatte": _check_count,
    "areal": _check_amount,
}
