"""Errors of the energy arithmetic that a person can mend."""

from __future__ import annotations

from klimabesog.values.errors import InputError


class UnknownUnit(InputError):
    """An amount is given in a unit that no row of the factor set converts."""


class FactorTableError(InputError):
    """A factor table or a frozen factor set cannot be read."""


class AmountError(InputError):
    """An amount, share or efficiency is outside what can be true."""
