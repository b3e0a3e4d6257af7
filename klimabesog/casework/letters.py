"""Letters to people who asked to have their data erased; they are shown once and kept nowhere in the program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from klimabesog.casework import municipality
from klimabesog.casework.personfiles import Unread, unread_lines
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _, ngettext

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.visitviews import DocumentRow


def deletion_letter(casebook: Casebook, company: str, name: str, person: str = "") -> str:
    """What is erased of a case (or of one contact person), and what remains in the filing system."""
    filed = [_named(document) for document in casebook.documents.of(company) if document.journal]
    gone = (
        _("Vi har slettet oplysningerne om kontaktpersonen {person} hos {company} i Klimabesøg.")
        if person
        else _("Vi har slettet sagen om {company} i Klimabesøg: besøg, svar, noter, fotos og beregninger.")
    ).format(person=person, company=name)
    kept = [
        _("Dokumenter, vi har sendt eller modtaget, skal vi gemme (offentlighedsloven § 15). I vores journal ligger:"),
        *filed,
    ] if filed else [_("Der ligger ingen dokumenter fra forløbet i vores journal.")]  # fmt: skip
    everywhere = _(
        "Vores øvrige computere sletter dem, næste gang de deler data. Sikkerhedskopierne er renset."
    )
    return _letter(casebook, [gone, everywhere, "", *kept])


def redaction_letter(
    casebook: Casebook,
    person: str,
    places: int,
    documents: Sequence[DocumentRow],
    kept: int,
    *,
    is_officer: bool,
    unread: Sequence[Unread] = (),
) -> str:
    """In how many places a person's name is gone, and where it remains.

    `documents`: issued and received ones that say it; `kept`: other places that were left as they are; `is_officer`:
    some of what was written in the program was written under the name; `unread`: files that could not be searched.
    """
    gone = ngettext(
        "Vi har fjernet {person} fra {n} sted i Klimabesøg, også i tidligere udgaver af teksten.",
        "Vi har fjernet {person} fra {n} steder i Klimabesøg, også i tidligere udgaver af teksterne.",
        places,
    ).format(person=person, n=places)
    everywhere = _(
        "Vores øvrige computere gør det samme, næste gang de deler data. Sikkerhedskopierne er renset."
    )
    remains = list(_remains(documents, kept, is_officer)) or [_("Navnet står ikke andre steder i teksten.")]
    searched = _("Vi har søgt i al tekst og i de filer, programmet kan læse. Billeder er ikke gennemsøgt.")
    return _letter(casebook, [gone, everywhere, "", *remains, "", searched, *unread_lines(unread)])


def _remains(documents: Sequence[DocumentRow], kept: int, is_officer: bool) -> Iterator[str]:
    if documents:
        yield _(
            "Navnet står stadig i dokumenter, vi har sendt eller modtaget. Dem skal vi gemme (offentlighedsloven § 15):"
        )
        yield from map(_named, documents)
    if kept:
        yield ngettext(
            "Vi har beholdt navnet {n} sted, fordi (skriv hvorfor).",
            "Vi har beholdt navnet {n} steder, fordi (skriv hvorfor).",
            kept,
        ).format(n=kept)
    if is_officer:
        yield _("Det står stadig, hvem der i kommunen har skrevet hvad. Det hører til sagens historik.")


def _named(document: DocumentRow) -> str:
    journal = (
        _("journalnummer {journal}").format(journal=document.journal)
        if document.journal
        else _("endnu ikke journaliseret")
    )
    number = _("nr. {number}").format(number=document.label) if document.label else ""
    title = " ".join(filter(None, (document.title, number)))
    date = format_date(document.created)
    return _("- {title} af {date}, {journal}").format(title=title, date=date, journal=journal)


def _letter(casebook: Casebook, paragraphs: Iterable[str]) -> str:
    """Between who writes and the date, and the signature."""
    return "\n".join(
        [
            municipality.settings(casebook.desk).name or _("Kommunen"),
            format_date(casebook.desk.now().date()),
            "",
            _("Sletning af oplysninger"),
            "",
            *paragraphs,
            "",
            _("Venlig hilsen"),
            casebook.desk.actor,
            "",
        ]
    )
