"""The municipality's settings: what holds on every laptop, in one record that travels in the log and in its profile."""

from __future__ import annotations

from dataclasses import dataclass

from klimabesog.casework.desk import Desk
from klimabesog.casework.views import Changes
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _

MUNICIPALITY = "kommuner"
"""The kind of the one record with the municipality's settings."""
RECORD = derived_id(MUNICIPALITY, "1")

RETENTION_DAYS = 90
OPENING = "Besøget er vejledning. Ser vi ulovlige forhold af betydning, har kommunen pligt til at reagere."
"""The line a visit begins with, until the municipality writes its own: guidance, and the duty to act all the same."""


@dataclass(frozen=True)
class Settings:
    """What holds for every laptop of the municipality. `logo`: SHA-256 of the picture, "" for none."""

    name: str = ""
    retention_days: int = RETENTION_DAYS
    filing: str = ""
    """How a document's file is named in the filing system, "" for the program's own way."""
    filing_text: str = ""
    """The words that are copied into the filing system, "" for the program's own; both are patterns of `filing`."""
    logo: str = ""
    colour: str = ""
    """ "#rrggbb" of the documents' headings and key figures, "" for the program's own."""
    opening: str = ""
    """The first line of a visit, "" for the program's own."""
    address: str = ""
    """The municipality's postal address, as letters show it; lines parted by line feeds."""
    dpo: str = ""
    """How the data protection officer is reached, as the sheet about personal data says it; "" for not written."""
    law_points: bool = False
    """Whether checkpoints that are law (`kb:lov`) are on the short list."""

    @property
    def opening_line(self) -> str:
        """The first line of a visit, as it is said."""
        return self.opening or _(OPENING)


def settings(desk: Desk) -> Settings:
    """The municipality's settings as they stand."""
    record = desk.store.record(RECORD)
    if record is None:
        return Settings(name=desk.officer.municipality if desk.officer else "")
    fields = record.fields
    days, logo = fields.get("bevaring_dage"), str(fields.get("logo") or "")
    return Settings(
        name=str(fields.get("navn") or ""),
        retention_days=days if isinstance(days, int) and days > 0 else RETENTION_DAYS,
        filing=str(fields.get("journalmoenster") or ""),
        filing_text=str(fields.get("journaltekst") or ""),
        logo=logo if desk.store.has_blob(logo) else "",
        colour=str(fields.get("farve") or ""),
        opening=str(fields.get("vejledning") or ""),
        address=str(fields.get("adresse") or ""),
        dpo=str(fields.get("dpo") or ""),
        law_points=bool(fields.get("lovpunkter")),
    )


def as_context(desk: Desk) -> dict[str, object]:
    """The municipality as forms see it (`instance('kontekst')/root/kommune`)."""
    known = settings(desk)
    return {"navn": known.name, "medarbejder": desk.actor, "vejledning": known.opening_line}


def keep_settings(desk: Desk, fields: dict[str, object]) -> None:
    """Write fields of the municipality's record; its name is written with the first of them."""
    known = settings(desk)
    new = desk.store.record(RECORD) is None
    desk.save_record(RECORD, MUNICIPALITY, {"navn": known.name, **fields} if new else fields)
    desk.tell(Changes(frozenset({RECORD}), frozenset({MUNICIPALITY})))


def keep_opening(desk: Desk, text: str) -> None:
    """Write the first line of a visit; "" (or the program's own words) goes back to the program's."""
    line = " ".join(text.split())
    keep_settings(desk, {"vejledning": "" if line == _(OPENING) else line})


def keep_law_points(desk: Desk, on: bool) -> None:
    """Put the checkpoints that are law on the short list, or leave them out."""
    keep_settings(desk, {"lovpunkter": on})


def keep_letter_texts(desk: Desk, address: str, dpo: str) -> None:
    """Write the municipality's postal address, and how its data protection officer is reached."""
    keep_settings(desk, {"adresse": address.strip(), "dpo": dpo.strip()})


def keep_filing(desk: Desk, name: str, text: str) -> None:
    """Write the patterns of file names and of the filing text; InputError for one that can't be filled in."""
    from klimabesog.casework.filing import checked_pattern

    keep_settings(desk, {"journalmoenster": checked_pattern(name), "journaltekst": checked_pattern(text)})
