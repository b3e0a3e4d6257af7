"""What a document is about: a visit, a company, or the municipality's companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework.groups.book import Groups
from klimabesog.casework.groups.themes import theme
from klimabesog.casework.settings import settings
from klimabesog.casework.topic import Topic, selection_words
from klimabesog.reports.model import Municipality
from klimabesog.values.errors import InputError

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.desk import Desk
    from klimabesog.casework.visit import Visit


@dataclass(frozen=True)
class Subject:
    """A casebook, and what in it a document is about: see `Topic`."""

    book: Casebook
    company: str = ""
    visit: str = ""
    step: str = ""
    until: str = ""
    group: str = ""
    theme: str = ""

    @property
    def topic(self) -> Topic:
        """What it is about, as records name it."""
        return Topic(self.company, self.visit, self.step, self.until, self.group, self.theme)

    @property
    def scope(self) -> str:
        """Which of all companies: the group's and the theme's name; "" for each of them, and for what is gone."""
        try:
            names = [Groups(self.book).get(self.group).name] if self.group else []
            names += [theme(self.book, self.theme).label] if self.theme else []
        except InputError:  # the making of the document says so
            return ""
        return " · ".join(names)

    @property
    def words(self) -> str:
        """What it is about: "Besøget 20.11.2026", "Netværk Nord · pr. 31.12.2026"; "" for a company, and for all."""
        if self.company:
            return self.topic.within(self.book.desk)
        return selection_words(self.scope, self.until)

    @property
    def opened(self) -> Visit:
        """The visit, opened; a document about a company may use it where there is one."""
        return self.book.visit(self.visit)

    def photo(self, sha256: str) -> bytes:
        """The bytes of a photo. KeyError when there is none."""
        return self.book.desk.store.blob(sha256)


def municipality(subject: Subject) -> Municipality:
    """Who hands the document out: the officer's municipality, with its colour and logo."""
    return letterhead(subject.book.desk)


def letterhead(desk: Desk) -> Municipality:
    """The municipality as it stands at the head of a document made at this desk."""
    officer, known = desk.officer, settings(desk)
    colour, logo = known.colour or None, known.logo or None
    if officer is None:
        return Municipality(known.name, colour=colour, logo=logo)
    contact = ", ".join(part for part in (officer.name, officer.phone, officer.email) if part)
    return Municipality(officer.municipality, officer.department, contact, colour, logo)
