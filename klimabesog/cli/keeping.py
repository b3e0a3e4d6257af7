"""Commands for keeping the data: bundles, backups, keys, and a check of the whole."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from klimabesog.cli.opened import opened
from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _


def add_to(commands: Any) -> None:
    """Add bundle, verify, backup, restore, key and doctor."""
    bundle = commands.add_parser("bundle", help=_("del med en kollega")).add_subparsers(required=True)
    out = bundle.add_parser("export", help=_("skriv alt, eller ét besøg, til en fil"))
    out.add_argument("file", type=Path)
    out.add_argument("--only", metavar="ID", help=_("kun dette besøg eller denne virksomhed"))
    out.add_argument("--to", metavar="NAVN", help=_("kun det, der er nyt siden sidst for denne modtager"))
    out.add_argument("--password-file", type=Path, metavar="FIL", help=_("til en uden for holdet"))
    out.set_defaults(run=_export)
    into = bundle.add_parser("import", help=_("hent en kollegas fil ind"))
    into.add_argument("file", type=Path)
    into.add_argument("--password-file", type=Path, metavar="FIL", help=_("til en fil med adgangssætning"))
    into.set_defaults(run=_import)
    verify = commands.add_parser("verify", help=_("se efter, om en delt fil er hel"))
    verify.add_argument("file", type=Path)
    verify.set_defaults(run=_verify)
    backup = commands.add_parser("backup", help=_("skriv en krypteret sikkerhedskopi"))
    backup.add_argument("file", type=Path)
    backup.set_defaults(run=_backup)
    restore = commands.add_parser(
        "restore", help=_("hent en sikkerhedskopi; det nuværende gemmes ved siden af")
    )
    restore.add_argument("file", type=Path)
    restore.set_defaults(run=_restore)
    _key_commands(commands.add_parser("key", help=_("nøgler")).add_subparsers(required=True))
    doctor = commands.add_parser("doctor", help=_("undersøg databasen"))
    doctor.add_argument("--rebuild", action="store_true", help=_("byg alt afledt op igen fra loggen"))
    doctor.set_defaults(run=_doctor)


def _key_commands(commands: Any) -> None:
    show = commands.add_parser("show-recovery", help=_("vis gendannelsesnøglen, så den kan gemmes på papir"))
    show.set_defaults(run=_show_recovery)
    recover = commands.add_parser("recover", help=_("åbn dataene igen med gendannelsesnøglen"))
    recover.add_argument("words", nargs="+", metavar="gruppe")
    recover.set_defaults(run=_recover)
    team = commands.add_parser("show-team", help=_("vis den nøgle, som kollegernes computere skal kende"))
    team.set_defaults(run=_show_team)
    join = commands.add_parser("set-team", help=_("skriv den nøgle, som en kollegas computer viser"))
    join.add_argument("words", nargs="+", metavar="gruppe")
    join.set_defaults(run=_set_team)


# -- bundles -------------------------------------------------------------------------------------


def _export(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        if options.to:
            info = Sharing(book).export_new(options.file, options.to)
        else:
            info = Sharing(book).export(options.file, options.only, password=_password(options))
    print(_("{path}: {n} ændringer, {m} filer.").format(path=info.path, n=info.events, m=len(info.blobs)))
    return 0


def _import(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        result = Sharing(book).take_in(options.file, password=_password(options))
    print(
        _("{n} nye ændringer i {v} besøg. {c} steder, hvor I har skrevet hver sit.").format(
            n=result.new, v=len(result.visits), c=len(result.conflicts)
        )
    )
    return 0


def _password(options: argparse.Namespace) -> str | None:
    from klimabesog.casework.municipality import read_passphrase

    return read_passphrase(options.password_file) if options.password_file else None


def _verify(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        info = Sharing(book).verify(options.file)
    print(_("Filen er hel: {n} ændringer.").format(n=info.events))
    return 0


# -- backups and keys ----------------------------------------------------------------------------


def _backup(options: argparse.Namespace) -> int:
    with opened(options) as book:
        book.backup(options.file)
    print(options.file)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from klimabesog.casework.backups import restore
    from klimabesog.casework.opening import place

    restored = restore(place(options.data_dir, options.key_file), options.file)
    print(_("Sikkerhedskopien er hentet. Det, der var før, ligger i {path}.").format(path=restored.aside))
    return 0


def _show_recovery(options: argparse.Namespace) -> int:
    from klimabesog.casework.opening import place, recovery_key

    print(recovery_key(place(options.data_dir, options.key_file)))
    return 0


def _recover(options: argparse.Namespace) -> int:
    from klimabesog.casework.opening import place, recover

    where = place(options.data_dir, options.key_file)
    known = where.exists
    recover(where, " ".join(options.words))
    if known:
        print(_("Nøglen passer. Dataene kan åbnes igen."))
    else:
        print(_("Nøglen er gemt. Hent nu din sikkerhedskopi med klimabesog restore FIL."))
    return 0


def _show_team(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        print(Sharing(book).team_key_text)
    return 0


def _set_team(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        Sharing(book).join_team(" ".join(options.words))
    print(_("Nøglen er gemt. Du kan nu læse kollegernes filer."))
    return 0


def _doctor(options: argparse.Namespace) -> int:
    with opened(options) as book:
        if options.rebuild:
            book.desk.store.rebuild()
            book.recompute()
        problems = book.desk.store.check()
    if problems:
        raise SurroundingsError("\n".join(problems))
    print(_("Databasen er i orden."))
    return 0
