"""Commands for the municipality's texts on subsidies and help: list, write, take over a pointer, check."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from klimabesog.cli.opened import opened
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.helptexts import HelpTexts

_FIELDS = (
    ("titel", "title", "overskrift"),
    ("tekst", "text", "hvad det går ud på"),
    ("link", "link", "adresse på nettet"),
    ("hvem", "who", "hvem der tilbyder det, og hvem det er til"),
    ("omraader", "areas", "indsatsområder, fx »var try«"),
    ("tiltag", "measures", "tiltag efter skemanavn, fx »led varmepumpe«"),
    ("brancher", "branches", "brancher, fx »kontor butik«"),
    ("gyldig_til", "until", "gælder til (dato)"),
)


def add_to(commands: Any) -> None:
    """Add help-texts."""
    texts = commands.add_parser("help-texts", help=_("tilskud og hjælp")).add_subparsers(required=True)
    listing = texts.add_parser("list", help=_("vis kommunens tekster, og hvornår de er kontrolleret"))
    listing.add_argument(
        "--suggestions", action="store_true", help=_("vis de forslag, der følger med programmet")
    )
    listing.set_defaults(run=_list)
    add = texts.add_parser("add", help=_("skriv en tekst"))
    for name, option, words in _FIELDS:
        add.add_argument(
            f"--{option}", dest=name, default="", help=_(words), required=name in ("titel", "tekst")
        )
    add.set_defaults(run=_add)
    take = texts.add_parser("take", help=_("gør et forslag til kommunens egen tekst"))
    take.add_argument("suggestion", metavar="FORSLAG")
    take.set_defaults(run=_take)
    check = texts.add_parser("check", help=_("sig, at teksten er slået op i dag og holder"))
    check.add_argument("number", type=int, metavar="NR", help=_("nummeret i listen"))
    check.set_defaults(run=_check)


def _list(options: argparse.Namespace) -> None:
    from klimabesog.casework.helptexts import HelpTexts

    with opened(options) as book:
        texts = HelpTexts(book.desk)
        if options.suggestions:
            for one in texts.suggestions():
                print(f"{one.id} · {one.fields['titel']} · {one.caveat} ({one.source})")
            return
        today = book.desk.now().date()
        for number, text in enumerate(texts.all(), 1):
            parts = (f"{number}. {text.title}", text.words(today), text.link)
            print(" · ".join(part for part in parts if part))


def _add(options: argparse.Namespace) -> None:
    from klimabesog.casework.helptexts import HelpTexts

    with opened(options) as book:
        given = {name: getattr(options, name) for name, _option, _words in _FIELDS}
        HelpTexts(book.desk).save(given)
        print(_("Teksten er gemt. Den kommer i rapporten, når den er kontrolleret."))


def _take(options: argparse.Namespace) -> None:
    from klimabesog.casework.helptexts import HelpTexts

    with opened(options) as book:
        texts = HelpTexts(book.desk)
        if options.suggestion not in [one.id for one in texts.suggestions()]:
            raise InputError(
                _("Der er intet forslag {id}. Se dem med --suggestions.").format(id=options.suggestion)
            )
        texts.take_over(options.suggestion)
        print(_("Teksten er gemt. Den kommer i rapporten, når den er kontrolleret."))


def _check(options: argparse.Namespace) -> None:
    from klimabesog.casework.helptexts import HelpTexts

    with opened(options) as book:
        texts = HelpTexts(book.desk)
        id = _at(texts, options.number)
        texts.check(id)
        print(texts.get(id).words(book.desk.now().date()))


def _at(texts: HelpTexts, number: int) -> str:
    """The text of a number in the list."""
    known = texts.all()
    if not 1 <= number <= len(known):
        raise InputError(_("Der er ingen tekst nr. {n}. Se dem med help-texts list.").format(n=number))
    return known[number - 1].id
