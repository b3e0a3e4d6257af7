"""Commands for the municipality's factors and prices: what is in force, out as CSV, and in again."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from klimabesog.cli.opened import opened
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


def add_to(commands: Any) -> None:
    """Add factors."""
    factors = commands.add_parser("factors", help=_("faktorer og priser")).add_subparsers(required=True)
    listing = factors.add_parser("list", help=_("vis det sæt, nye besøg regnes med"))
    listing.add_argument("--own", action="store_true", help=_("vis kun kommunens egne tal"))
    listing.set_defaults(run=_list)
    export = factors.add_parser("export", help=_("gem tabellen som CSV til Excel"))
    export.add_argument("file", type=Path)
    export.set_defaults(run=_export)
    take_in = factors.add_parser("import", help=_("hent tabellen fra CSV"))
    take_in.add_argument("file", type=Path)
    take_in.add_argument("--dry-run", action="store_true", help=_("vis kun, hvad der ændres"))
    take_in.set_defaults(run=_import)


def _list(options: argparse.Namespace) -> None:
    from klimabesog.casework.factorlines import row_line
    from klimabesog.casework.factorsets import FactorSets, summary
    from klimabesog.values.danish import format_percent

    with opened(options) as book:
        in_force = FactorSets(book.desk).in_force()
        rate = _("kalkulationsrente {rate}").format(rate=format_percent(in_force.interest))
        print(f"{summary(in_force.factors)} · {rate}")
        for row in in_force.factors.own_rows() if options.own else in_force.factors.rows:
            print(row_line(row))


def _export(options: argparse.Namespace) -> None:
    from klimabesog.casework.factorcsv import table_bytes
    from klimabesog.casework.factorsets import FactorSets
    from klimabesog.casework.saving import save_file

    with opened(options) as book:
        save_file(options.file, table_bytes(FactorSets(book.desk).factors))
        print(options.file)


def _import(options: argparse.Namespace) -> None:
    from klimabesog.casework.factorcsv import change_line, read_file
    from klimabesog.casework.factorsets import FactorSets

    with opened(options) as book:
        sets = FactorSets(book.desk)
        found = read_file(options.file, sets.factors)
        if found.problems:
            raise InputError("\n".join((*found.problems, _("Intet er hentet. Ret filen, og hent den igen."))))
        for change in found.changes:
            print(change_line(change))
        if not found.changes:
            print(_("Filen ændrer ikke noget."))
        elif not options.dry_run:
            sets.put(found.factors)
