"""Commands for documents: which can be made, making one, issuing it, and its journal number."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from klimabesog.casework.received import RECEIVED
from klimabesog.cli.opened import opened
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.papers.subject import Subject


def add_to(commands: Any) -> None:
    """Add the group `document`."""
    document = commands.add_parser("document", help=_("dokumenter")).add_subparsers(required=True)
    offered = document.add_parser("types", help=_("vis, hvilke dokumenter en virksomhed kan få"))
    offered.add_argument("company", nargs="?", default="")
    offered.set_defaults(run=_types)
    listed = document.add_parser("list", help=_("vis en virksomheds udstedte dokumenter"))
    listed.add_argument("company")
    listed.set_defaults(run=_list)
    make = document.add_parser("make", help=_("lav et dokument som kladde"))
    _add_subject(make)
    make.add_argument("-o", "--out", type=Path, required=True, metavar="FIL.pdf")
    make.set_defaults(run=_make)
    issue = document.add_parser("issue", help=_("lås en version af et dokument"))
    _add_subject(issue)
    issue.set_defaults(run=_issue)
    pack = document.add_parser("package", help=_("skriv pakken til journalen: fil, metadata og journaltekst"))
    pack.add_argument("document")
    pack.add_argument("--out", type=Path, required=True, metavar="MAPPE")
    pack.add_argument("--zip", action="store_true", help=_("som én zip-fil"))
    pack.set_defaults(run=_package)
    receive = document.add_parser("receive", help=_("tag et modtaget dokument ind"))
    receive.add_argument("company")
    receive.add_argument("file", type=Path)
    receive.add_argument("--type", default="andet", help=", ".join(RECEIVED))
    receive.add_argument("--date", default="", metavar="DATO", help=_("ellers i dag"))
    receive.add_argument("--note", default="", metavar="TEKST")
    receive.set_defaults(run=_receive)
    journal = document.add_parser("journal", help=_("skriv et dokuments journalnummer"))
    journal.add_argument("document")
    journal.add_argument("number")
    journal.set_defaults(run=_journal)


def _add_subject(command: argparse.ArgumentParser) -> None:
    command.add_argument("type", help=_("fx screeningsrapport; »document types« viser dem alle"))
    command.add_argument("company", nargs="?", default="", help=_("virksomheden, når det handler om én"))
    command.add_argument("--visit", default="", metavar="BESØG", help=_("ellers det nyeste"))
    command.add_argument("--date", default="", metavar="DATO", help=_("om alle virksomheder: pr. denne dag"))
    command.add_argument("--group", default="", metavar="GRUPPE", help=_("kun virksomhederne i en gruppe"))
    command.add_argument("--theme", default="", metavar="TEMA", help=_("kun dem, der har valgt et tema"))
    command.add_argument("--step", default="", metavar="TRIN", help=_("fx opfoelgning:2"))


def _types(options: argparse.Namespace) -> int:
    from klimabesog.casework.papers.offers import OFFERS, subjects
    from klimabesog.casework.papers.subject import Subject

    with opened(options) as book:
        for offer in OFFERS:
            state = ""
            if options.company:
                company = Subject(book, options.company)
                state = offer.lacking(next(subjects(company, offer.level), company))
            print("\t".join((offer.type, offer.title, state)).rstrip())
    return 0


def _list(options: argparse.Namespace) -> int:
    with opened(options) as book:
        for row in book.documents.of(options.company):
            print("\t".join((row.id, row.title, row.label, row.created[:10], row.journal or "–", row.sha256)))
    return 0


def _make(options: argparse.Namespace) -> int:
    from klimabesog.casework.papers.offers import offer
    from klimabesog.casework.rendering import render
    from klimabesog.casework.saving import save_file

    with opened(options) as book:
        about = _subject(book, options)
        document = render(offer(options.type).assemble(about), about.photo)
        print(save_file(options.out, document.pdf))
    for warning in document.warnings:
        print(warning)
    return 0


def _issue(options: argparse.Namespace) -> int:
    from klimabesog.casework.papers.issuing import issue
    from klimabesog.casework.papers.offers import offer

    with opened(options) as book:
        about = _subject(book, options)
        paper = offer(options.type).assemble(about)
        print(issue(book.documents, paper, about.photo, about.topic))
    return 0


def _subject(book: Casebook, options: argparse.Namespace) -> Subject:
    """What the options name; without a visit or a step the company's newest."""
    from klimabesog.casework.papers.offers import offer, subjects
    from klimabesog.casework.papers.subject import Subject
    from klimabesog.values.errors import InputError

    named = Subject(book, options.company, options.visit, options.step, **_selection(book, options))
    level = offer(options.type).level
    if not offer(options.type).reads_all and (named.until or named.group or named.theme):
        raise InputError(_("Dato, gruppe og tema vælges kun til dokumenter om alle virksomheder."))
    if level != "kommune" and not options.company:
        raise InputError(_("Skriv også, hvilken virksomhed det gælder."))
    about = next(subjects(named, level), named)
    if sentence := offer(options.type).lacking(about):
        raise InputError(sentence)
    return about


def _package(options: argparse.Namespace) -> int:
    from klimabesog.casework.filing import package

    with opened(options) as book:
        print(package(book, options.document, options.out, zipped=options.zip))
    return 0


def _receive(options: argparse.Namespace) -> int:
    from klimabesog.casework.received import Received

    with opened(options) as book:
        company = book.registry.record(options.company).id
        received = Received(book.desk)
        print(received.add(options.file, company, kind=options.type, date=options.date, note=options.note))
    return 0


def _selection(book: Casebook, options: argparse.Namespace) -> dict[str, str]:
    """The day, group and theme that a document about all companies is limited to."""
    from klimabesog.casework.groups.book import Groups
    from klimabesog.casework.groups.themes import theme
    from klimabesog.values.danish import parse_date

    return {
        "until": parse_date(options.date) if options.date else "",
        "group": Groups(book).named(options.group).id if options.group else "",
        "theme": theme(book, options.theme).key if options.theme else "",
    }


def _journal(options: argparse.Namespace) -> int:
    with opened(options) as book:
        book.documents.set_journal(options.document, options.number)
    return 0
