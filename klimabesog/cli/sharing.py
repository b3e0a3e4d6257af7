"""Commands for sharing: the shared folder, the municipality's profile, laptops, handing a case over."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from klimabesog.cli.opened import opened
from klimabesog.values.errors import SurroundingsError
from klimabesog.values.texts import _


def add_to(commands: Any) -> None:
    """Add share, profile, laptops and hand-over."""
    share = commands.add_parser("share", help=_("del gennem den fælles mappe nu"))
    share.add_argument("folder", type=Path, nargs="?", help=_("mappen; den huskes til næste gang"))
    share.add_argument("--status", action="store_true", help=_("vis kun, hvordan det står"))
    share.add_argument("--off", action="store_true", help=_("del ikke længere gennem mappen"))
    share.set_defaults(run=_share)
    _profile_commands(commands.add_parser("profile", help=_("kommuneprofil")).add_subparsers(required=True))
    _laptop_commands(commands.add_parser("laptops", help=_("kollegernes computere")))
    over = commands.add_parser("hand-over", help=_("overdrag en virksomhed til en kollega"))
    over.add_argument("company", metavar="ID")
    over.add_argument("officer", metavar="NAVN")
    over.set_defaults(run=_hand_over)


def _profile_commands(commands: Any) -> None:
    make = commands.add_parser("make", help=_("skriv en profil, som sætter andre computere op"))
    make.add_argument("file", type=Path)
    make.add_argument("--name", metavar="KOMMUNE")
    make.add_argument("--folder", metavar="MAPPE", help=_("den fælles mappe, gerne med %%VARIABEL%%"))
    make.add_argument("--days", type=int, metavar="DAGE", help=_("hvor længe en afsluttet sag bevares"))
    make.add_argument("--filing", metavar="MØNSTER", help=_("filnavn i journalsystemet"))
    make.add_argument("--logo", type=Path, metavar="FIL", help=_("PNG eller SVG"))
    make.add_argument("--colour", metavar="FARVE", help=_("dokumenternes farve, fx #1d4f91"))
    _passphrase(make)
    make.set_defaults(run=_make_profile)
    open_ = commands.add_parser("open", help=_("sæt denne computer op med en profil"))
    open_.add_argument("file", type=Path, nargs="?", help=_("udelades, når it-afdelingen har lagt den klar"))
    _passphrase(open_)
    open_.set_defaults(run=_open_profile)
    recovery = commands.add_parser("new-recovery", help=_("lav kommunens gendannelsesnøgle"))
    recovery.set_defaults(run=_new_recovery)
    recover = commands.add_parser("recover", help=_("åbn dataene igen med kommunens gendannelsesnøgle"))
    recover.add_argument("words", nargs="+", metavar="gruppe")
    recover.set_defaults(run=_recover)


def _passphrase(parser: Any) -> None:
    parser.add_argument(
        "--passphrase-file", type=Path, required=True, metavar="FIL", help=_("fil med adgangssætningen")
    )


def _laptop_commands(parser: Any) -> None:
    parser.set_defaults(run=_laptops)
    commands = parser.add_subparsers()
    known = commands.add_parser("known", help=_("hvad en tabt computer kendte til"))
    known.add_argument("device", metavar="ID")
    known.set_defaults(run=_known)
    remove = commands.add_parser("remove", help=_("fjern en computer, og lav en ny holdnøgle"))
    remove.add_argument("device", metavar="ID")
    remove.set_defaults(run=_remove)


# -- the shared folder -----------------------------------------------------------------------------------------------


def _share(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharedfolder import SharedFolder

    with opened(options) as book:
        folder = SharedFolder(book, options.folder)
        if options.off:
            folder.forget()
        elif not options.status:
            outcome = folder.sync_now()
            print(_("{came} ændringer hentet, {went} delt.").format(came=outcome.came, went=outcome.went))
        status = folder.status()
    print(status.text)
    if status.waiting:
        print(_("{n} filer er ikke helt ankommet.").format(n=status.waiting))
    if status.problems and not options.off:
        raise SurroundingsError("\n".join(status.problems))
    return 0


# -- the profile -----------------------------------------------------------------------------------------------------


def _make_profile(options: argparse.Namespace) -> int:
    from klimabesog.casework.municipality import make_profile

    with opened(options) as book:
        path = make_profile(
            book,
            options.file,
            _read_passphrase(options),
            name=options.name,
            folder=options.folder,
            retention_days=options.days,
            filing=options.filing,
            logo=_read(options.logo) if options.logo else None,
            colour=options.colour,
        )
    print(path)
    return 0


def _open_profile(options: argparse.Namespace) -> int:
    from klimabesog.casework.municipality import open_profile, placed_path, read_passphrase
    from klimabesog.casework.opening import place

    own = place(options.data_dir, options.key_file).passphrase_file
    with opened(options) as book:
        done = open_profile(
            book,
            options.file or placed_path(),
            _read_passphrase(options),
            own_passphrase=read_passphrase(own) if own else None,
        )
    print(_("Computeren er sat op for {name}.").format(name=done.municipality))
    if done.folder:
        print(_("Fælles mappe: {folder}").format(folder=done.folder))
    return 0


def _new_recovery(options: argparse.Namespace) -> int:
    from klimabesog.casework.municipality import new_recovery

    with opened(options) as book:
        print(new_recovery(book))
    print(_("Skriv nøglen ud, og læg den i pengeskabet. Den vises kun denne ene gang."))
    return 0


def _recover(options: argparse.Namespace) -> int:
    from klimabesog.casework.municipality import recover_by_municipality
    from klimabesog.casework.opening import place

    recover_by_municipality(place(options.data_dir, options.key_file), " ".join(options.words))
    print(_("Nøglen passer. Dataene kan åbnes igen."))
    return 0


def _read_passphrase(options: argparse.Namespace) -> str:
    from klimabesog.casework.municipality import read_passphrase

    return read_passphrase(options.passphrase_file)


def _read(path: Path) -> bytes:
    from klimabesog.values.errors import InputError

    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(_("Filen {path} kan ikke læses. Tjek, at den findes.").format(path=path)) from error


# -- laptops and cases -----------------------------------------------------------------------------------------------


def _laptops(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        for laptop in Sharing(book).laptops():
            heard = laptop.heard or laptop.last_work
            when = f"{heard:%d.%m.%Y %H.%M}" if heard else ""
            note = _("denne computer") if laptop.own else _("fjernet") if laptop.removed else ""
            print("\t".join((laptop.device, laptop.officer, when, note)).rstrip())
    return 0


def _known(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        known = Sharing(book).known_of(options.device)
    heard = known.laptop.heard
    print(_("Sidst delt: {when}").format(when=f"{heard:%d.%m.%Y %H.%M}" if heard else _("aldrig")))
    for case in known.cases:
        sure = _("var på computeren") if case.certain else _("kan være nået frem")
        print("\t".join((case.name, case.cvr, ", ".join(case.visits), "; ".join(case.persons), sure)))
    return 0


def _remove(options: argparse.Namespace) -> int:
    from klimabesog.casework.sharing import Sharing

    with opened(options) as book:
        Sharing(book).remove_laptop(options.device)
    print(_("Computeren er fjernet. Lav en ny profil til kollegerne, så de får den nye nøgle."))
    return 0


def _hand_over(options: argparse.Namespace) -> int:
    from klimabesog.casework.handover import hand_over

    with opened(options) as book:
        hand_over(book, options.company, options.officer)
    print(_("Sagen er overdraget til {name}.").format(name=options.officer))
    return 0
