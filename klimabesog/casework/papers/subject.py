"""What a document is about: a visit, a company, or the municipality's companies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from klimabesog.casework.settings import settings
from klimabesog.reports.model import Municipality

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook
    from klimabesog.casework.desk import Desk
    from klimabesog.casework.visit import Visit


@dataclass(frozen=True)
class Subject:
    """A casebook, and the ids of the company, visit and step that a document is about; "" where it is about none.

    `step` is a form of the company's steps as `StepBook.form` names it, for instance "opfoelgning:2". A document about
    all companies may be of an earlier day (`until`, ISO), and of those in a `group` (its id) or with a `theme` (its
    key) alone.
    """

    book: Casebook
    company: str = ""
    visit: str = ""
    step: str = ""
    until: str = ""
    group: str = ""
    theme: str = ""

    @property
    def key(self) -> str:
        """What a document's versions are counted within: the visit, else the step, else the company."""
        return self.visit or ":".join(filter(None, (self.company, self.step)))

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
