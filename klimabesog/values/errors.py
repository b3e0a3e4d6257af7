"""Errors that a person can do something about; every other exception is a bug in the program.

`str(error)` is one Danish sentence that says what to do.
The command line shows it and leaves with `exit_code`.
"""

from __future__ import annotations


class KlimabesogError(Exception):
    """A foreseeable error; its message is one Danish sentence for the person at the screen."""

    exit_code = 1


class InputError(KlimabesogError):
    """What the user gave (a file, a number, a form) cannot be used as it is."""

    exit_code = 1


class SurroundingsError(KlimabesogError):
    """The machine stands in the way: disk full, folder read-only, file locked, no keyring."""

    exit_code = 3
