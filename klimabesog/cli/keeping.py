"""Commands for keeping the data: bundles, backups, keys, and a check of the whole."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.opening import Place
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
    backup.add_argument("file", type=Path, nargs="?", help=_("uden fil: i datamappen, som de daglige"))
    backup.add_argument("--list", action="store_true", help=_("vis dem, der er i datamappen"))
    backup.set_defaults(run=_backup)
    restore = commands.add_parser(
        "restore", help=_("hent en sikkerhedskopi; det nuværende gemmes ved siden af")
    )
    restore.add_argument("file", type=Path)
    restore.add_argument("--preview", action="store_true", help=_("vis kun, hvad der ville ændre sig"))
    restore.add_argument(
        "--keep",
        choices=("others", "all", "none"),
        default="others",
        help=_(
            "hvad der tages med af det, der er lavet siden: andres (others), alt (all) eller intet (none)"
        ),
    )
    restore.set_defaults(run=_restore)
    _key_commands(commands.add_parser("key", help=_("nøgler")).add_subparsers(required=True))
    doctor = commands.add_parser("doctor", help=_("undersøg databasen"))
    doctor.add_argument("--rebuild", action="store_true", help=_("byg alt afledt op igen fra loggen"))
    doctor.add_argument(
        "--mend",
        action="store_true",
        help=_("byg beskadigede data op igen; den gamle fil gemmes ved siden af"),
    )
    doctor.add_argument("--bundles", type=Path, metavar="MAPPE", help=_("mappe med delte filer, til --mend"))
    doctor.set_defaults(run=_doctor)


def _key_commands(commands: Any) -> None:
    show = commands.add_parser("show-recovery", help=_("vis gendannelsesnøglen, så den kan gemmes på papir"))
    show.set_defaults(run=_show_recovery)
    recover = commands.add_parser("recover", help=_("åbn dataene igen med gendannelsesnøglen"))
    recover.add_argument("words", nargs="+", metavar="gruppe")
    recover.set_defaults(run=_recover)
    attempt = commands.add_parser("try-recovery", help=_("prøv gendannelsesnøglen, som den står på arket"))
    attempt.add_argument("words", nargs="+", metavar="gruppe")
    attempt.set_defaults(run=_try_recovery)
    change = commands.add_parser("change", help=_("skift dataenes nøgle"))
    change.add_argument("--new-key-file", type=Path, metavar="FIL", help=_("fil med en ny adgangssætning"))
    change.set_defaults(run=_change_key)
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
    from klimabesog.casework.backups import list_backups, make_backup
    from klimabesog.casework.opening import place

    if options.list:
        for backup in list_backups(place(options.data_dir, options.key_file)):
            print(f"{backup.path}  {backup.why}  {backup.size / 1e6:.1f} MB")
        return 0
    with opened(options) as book:
        if options.file:
            book.backup(options.file)
        path = options.file or make_backup(book.desk.store, book.data_dir).path
    print(path)
    return 0


def _restore(options: argparse.Namespace) -> int:
    from klimabesog.casework.backups import preview, restore
    from klimabesog.casework.opening import place

    where = place(options.data_dir, options.key_file)
    if options.preview:
        seen = preview(where, options.file)
        print(_("{c} virksomheder og {v} besøg.").format(c=seen.companies, v=seen.visits))
        for name in (*seen.lost_companies, *seen.lost_visits):
            print(_("Mangler i kopien: {name}").format(name=name))
        for name in (*seen.back_companies, *seen.back_visits):
            print(_("Kommer tilbage: {name}").format(name=name))
        print(
            _("Lavet siden: {own} ændringer her og {others} hos andre.").format(
                own=seen.own_changes, others=seen.others_changes
            )
        )
        return 0
    restored = restore(where, options.file, keep=options.keep)
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


def _change_key(options: argparse.Namespace) -> int:
    from klimabesog.casework.keychange import change_key
    from klimabesog.casework.opening import passphrase_of, place

    where = place(options.data_dir, options.key_file)
    new = passphrase_of(Place(where.data_dir, options.new_key_file)) if options.new_key_file else None
    failed = change_key(where, new_passphrase=new)
    print(_("Nøglen er skiftet. Print gendannelsesnøglen igen, og makulér det gamle ark."))
    for path in failed:
        print(_("{path} kunne ikke læses og har stadig den gamle nøgle.").format(path=path))
    return 0


def _try_recovery(options: argparse.Namespace) -> int:
    from klimabesog.casework.keychange import try_paper

    with opened(options) as book:
        try_paper(book, " ".join(options.words))
    print(_("Nøglen passer. Gem arket et sikkert sted."))
    return 0


# -- doctor --------------------------------------------------------------------------------------


def _doctor(options: argparse.Namespace) -> int:
    from klimabesog.casework.opening import place

    where = place(options.data_dir, options.key_file)
    if options.mend:
        return _mend(where, options.bundles)
    with opened(options) as book:
        problems = book.desk.store.check()
        if problems:
            raise SurroundingsError(
                "\n".join([*problems, _("Byg dataene op igen: klimabesog doctor --mend")])
            )
        if options.rebuild:
            _rebuild(book)
        for line in _state(book, where):
            print(line)
    print(_("Databasen er i orden."))
    return 0


def _rebuild(book: Casebook) -> None:
    store = book.desk.store
    before = store.derived()
    store.rebuild()
    book.recompute()
    if store.derived() == before:
        print(_("Alt afledt er bygget op igen og er det samme som før."))
    else:
        print(_("Noget afledt passede ikke til loggen og er nu rettet."))


def _state(book: Casebook, where: Place) -> Iterator[str]:
    """What the officer should know of the data, their copies and their key."""
    from klimabesog.casework.backups import list_backups
    from klimabesog.casework.keychange import tried

    yield from book.warnings
    backups = list_backups(where)
    if backups:
        newest = f"{backups[0].taken:%d.%m.%Y %H.%M}"
        yield _("Antal sikkerhedskopier: {n}, den nyeste fra {newest}.").format(n=len(backups), newest=newest)
    else:
        yield _("Der er ingen sikkerhedskopi endnu: klimabesog backup")
    if book.key_kind == "keyring" and not tried(book):
        yield _("Gendannelsesnøglen er ikke prøvet endnu: klimabesog key try-recovery")


def _mend(where: Place, bundles: Path | None) -> int:
    from klimabesog.casework.mending import mend

    mended = mend(where, bundles=bundles)
    source = mended.backup.path.name if mended.backup else _("ingen sikkerhedskopi")
    print(
        _(
            "Data er bygget op igen fra {source}, {n} ændringer fra den gamle fil og {m} fra delte filer."
        ).format(source=source, n=mended.salvaged, m=mended.from_bundles)
    )
    if mended.unreadable:
        print(_("{n} ændringer kunne ikke læses.").format(n=mended.unreadable))
    for path in mended.refused:
        print(_("{path} kunne ikke bruges.").format(path=path))
    if mended.aside:
        print(_("Den gamle fil ligger i {path}.").format(path=mended.aside))
    return 0
