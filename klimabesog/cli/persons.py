"""Commands for what colleagues answered differently, for persons' rights, and for what was deleted."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klimabesog.casework.casebook import Casebook
from klimabesog.cli.opened import opened
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.nameplaces import Place


def add_to(commands: Any) -> None:
    """Add conflict, person, case and deleted."""
    conflicts = commands.add_parser("conflict", help=_("det, kolleger har svaret forskelligt på"))
    conflicts = conflicts.add_subparsers(required=True)
    conflicts.add_parser("list", help=_("vis dem")).set_defaults(run=_conflicts)
    choose = conflicts.add_parser("choose", help=_("vælg et af svarene"))
    choose.add_argument("conflict", metavar="ID")
    choose.add_argument("number", type=int, metavar="NR", help=_("svarets nummer i listen"))
    choose.set_defaults(run=_choose)
    _person_commands(
        commands.add_parser("person", help=_("en persons oplysninger")).add_subparsers(required=True)
    )
    _case_commands(commands.add_parser("case", help=_("sager, der er slut")).add_subparsers(required=True))
    gone = commands.add_parser("deleted", help=_("det, der er slettet")).add_subparsers(required=True)
    gone.add_parser("list", help=_("vis det")).set_defaults(run=_deleted)
    back = gone.add_parser("restore", help=_("gendan noget"))
    back.add_argument("record", metavar="ID")
    back.set_defaults(run=_restore)


def _person_commands(commands: Any) -> None:
    find = commands.add_parser("find", help=_("find alt om en person"))
    find.add_argument("needles", nargs="+", metavar="TEKST", help=_("navn, e-mail eller telefon"))
    find.set_defaults(run=_find)
    export = commands.add_parser("export", help=_("skriv det i en fil, der kan udleveres"))
    export.add_argument("needles", nargs="+", metavar="TEKST")
    export.add_argument("-o", "--out", type=Path, required=True, metavar="MAPPE")
    export.set_defaults(run=_export)
    redact = commands.add_parser("redact", help=_("fjern navnet fra alt, der er skrevet, for altid"))
    redact.add_argument("needles", nargs="+", metavar="TEKST", help=_("navn, e-mail eller telefon"))
    redact.add_argument("--keep", type=int, nargs="+", default=[], metavar="NR", help=_("bevar disse steder"))
    redact.add_argument("--yes", action="store_true", help=_("gør det; ellers vises stederne kun"))
    redact.add_argument("--letter", type=Path, metavar="FIL", help=_("skriv brevet om sletningen hertil"))
    redact.set_defaults(run=_redact)


def _case_commands(commands: Any) -> None:
    from klimabesog.casework.erasure import DECLINES, REASONS

    commands.add_parser("due", help=_("vis sager, der er klar til sletning")).set_defaults(run=_due)
    no = commands.add_parser("decline", help=_("notér, at en virksomhed har sagt nej"))
    no.add_argument("company", metavar="ID")
    no.add_argument("why", choices=DECLINES)
    no.add_argument("--date", default="", help=_("dato, fx 20.11.2026"))
    no.set_defaults(run=_decline)
    erase = commands.add_parser("erase", help=_("slet en sag for altid, på alle computere"))
    erase.add_argument("company", metavar="ID")
    erase.add_argument("--why", choices=REASONS, default="periode")
    erase.add_argument("--no-figures", action="store_true", help=_("bevar heller ikke tal uden navn"))
    erase.add_argument("--letter", type=Path, metavar="FIL", help=_("skriv brevet om sletningen hertil"))
    erase.set_defaults(run=_erase)
    commands.add_parser("deletions", help=_("vis listen over sletninger")).set_defaults(run=_deletions)


def _conflicts(options: argparse.Namespace) -> None:
    from klimabesog.casework.conflicts import open_conflicts

    with opened(options) as book:
        for clash in open_conflicts(book):
            print(f"{clash.id}  {clash.spot.text} · {clash.spot.label}")
            for number, said in enumerate(clash.said, 1):
                print(f"  {number}. {said.text}  ({said.who}, {format_date(said.when.date())})")


def _choose(options: argparse.Namespace) -> None:
    from klimabesog.casework.conflicts import open_conflicts, settle
    from klimabesog.values.errors import InputError

    with opened(options) as book:
        clash = next((clash for clash in open_conflicts(book) if clash.id == options.conflict), None)
        if clash is None or not 1 <= options.number <= len(clash.said):
            raise InputError(_("Det findes ikke på listen. Se den med »conflict list«."))
        settle(book, clash, clash.said[options.number - 1])


def _find(options: argparse.Namespace) -> None:
    from klimabesog.casework.personfiles import unread_lines
    from klimabesog.casework.persons import WORDS, located, search

    with opened(options) as book:
        searched = search(book.desk.store, options.needles)
        for trace in located(book, searched.found):
            print(f"{WORDS[trace.state]}: {trace.where}: {' '.join(trace.text.split())}")
        for line in unread_lines(searched.unread):
            print(line)


def _export(options: argparse.Namespace) -> None:
    from klimabesog.casework.persons import export_person, located, search

    with opened(options) as book:
        searched = search(book.desk.store, options.needles)
        traces, name = located(book, searched.found), options.needles[0]
        for path in export_person(traces, options.out, name, unread=searched.unread):
            print(path)


def _redact(options: argparse.Namespace) -> None:
    from klimabesog.casework.nameplaces import all_needles, places_of
    from klimabesog.casework.persons import search
    from klimabesog.casework.redaction import redact
    from klimabesog.casework.saving import save_file

    with opened(options) as book:
        store = book.desk.store
        needles = all_needles(book, options.needles, search(store, options.needles).found)
        print(_("Søgt på: {needles}").format(needles=" · ".join(needles)))
        searched = search(store, needles)
        places = places_of(book, needles, searched.found)
        for number, place in enumerate(places, 1):
            print(_place_line(number, place))
        kept = [p for n, p in enumerate(places, 1) if n in options.keep or p.why_not or not p.sure]
        if not options.yes:
            print(_("Intet er ændret. Kør igen med --yes, så fjernes navnet. Det kan ikke fortrydes."))
            return
        done = redact(book, needles, [place for place in places if place not in kept], kept, unread=searched.unread)
        assert done is not None
        if options.letter:
            save_file(options.letter, done.letter.encode("utf-8-sig"))
        said = ngettext("Fjernet fra {n} sted.", "Fjernet fra {n} steder.", done.places)
        print(said.format(n=done.places))
        _clean_copies(book, options)


def _place_line(number: int, place: Place) -> str:
    """ "3. Smedjen · Navn: Ida -> [navn fjernet]", or why it stays."""
    said = " ".join(place.before.split())
    if place.why_not:
        return f"{number}. {place.where}: {said}  ({place.why_not})"
    unsure = "" if place.sure else "  " + _("(kun inde i andre ord: bevares)")
    after = " ".join(place.after.split()) or _("(tomt)")
    return f"{number}. {place.where}: {said} -> {after}{unsure}"


def _due(options: argparse.Namespace) -> None:
    from klimabesog.casework.erasure import due_cases

    with opened(options) as book:
        for case in due_cases(book):
            waits = _("mangler journalnummer") if case.unfiled else _("klar")
            print(f"{case.company}  {case.name}  {case.because} {format_date(case.ended)}  {waits}")


def _decline(options: argparse.Namespace) -> None:
    from klimabesog.casework.erasure import decline

    with opened(options) as book:
        decline(book, options.company, options.why, options.date)


def _erase(options: argparse.Namespace) -> None:
    from klimabesog.casework.erasure import erase_case
    from klimabesog.casework.saving import save_file

    with opened(options) as book:
        done = erase_case(book, options.company, why=options.why, keep_figures=not options.no_figures)
        if options.letter:
            save_file(options.letter, done.letter.encode("utf-8-sig"))
        print(_("Slettet: {n} poster.").format(n=done.records))
        _clean_copies(book, options)


def _clean_copies(book: Casebook, options: argparse.Namespace) -> None:
    """Take the case out of the backups too; a damaged one is named."""
    from klimabesog.casework.backups import forget_in_copies
    from klimabesog.casework.opening import key_of, place

    for path in forget_in_copies(book, key_of(place(options.data_dir, options.key_file))):
        print(_("{name} kunne ikke renses. Slet filen.").format(name=path))


def _deletions(options: argparse.Namespace) -> None:
    from klimabesog.casework.erasure import deletions

    with opened(options) as book:
        for row in deletions(book):
            done = sum(confirmed for _laptop, confirmed in row.confirmed)
            computers = _("gjort på {n} af {m} computere").format(n=done, m=len(row.confirmed))
            print(f"{format_date(row.when.date())}  {row.what}  {row.why}  {row.who}  {computers}")


def _deleted(options: argparse.Namespace) -> None:
    from klimabesog.casework.deleted import deleted_records

    with opened(options) as book:
        for row in deleted_records(book):
            print(
                f"{row.id}  {row.kind_name}  {row.title}  {row.where}  {row.who}, {format_date(row.when.date())}"
            )


def _restore(options: argparse.Namespace) -> None:
    from klimabesog.casework.deleted import restore_deleted

    with opened(options) as book:
        restore_deleted(book, options.record)
