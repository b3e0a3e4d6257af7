"""The letter: what letters to a company have in common. The address stands where a window envelope shows it.

The window: 20 mm from the left edge, from 50 mm beneath the upper edge and at most 35 mm high (C5 and M65 envelopes).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from klimabesog.reports import figures, theme
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import Paper
from klimabesog.reports.sections.masthead import brand
from klimabesog.reports.tagged.boxes import Columns, stack_height
from klimabesog.reports.tagged.flowables import Text
from klimabesog.reports.text import markup
from klimabesog.values.texts import _

POINTS_A_MM = 72 / 25.4
WINDOW_TOP, WINDOW_HEIGHT, TEXT_TOP = 50 * POINTS_A_MM, 35 * POINTS_A_MM, 88 * POINTS_A_MM
"""From the upper edge of the paper to the window; the window's height; to the letter's own words."""
ADDRESS_WIDTH = 90 * POINTS_A_MM


@dataclass(frozen=True)
class Recipient:
    """Whom a letter is to. `attention`: the person it is for; `address`: street and town, one line each."""

    name: str = ""
    attention: str = ""
    address: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sender:
    """The officer who writes, with telephone and e-mail, and the municipality's postal address (lines)."""

    name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True, kw_only=True)
class Letter(Paper):
    """What every letter has. `introduction` is its opening paragraph, which the municipality may write anew."""

    recipient: Recipient = Recipient()
    sender: Sender = Sender()


def head(kit: Kit, letter: Letter, subject: str) -> list[Any]:
    """Brand, address, date and contact, what the letter is about, the greeting and the opening paragraph."""
    mark = brand(kit, letter.municipality)
    to_window = WINDOW_TOP - theme.TOP
    columns = Columns(
        [_address(kit, letter.recipient), _facts(kit, letter)],
        (ADDRESS_WIDTH, theme.WIDTH - ADDRESS_WIDTH - 60),
        60,
    )
    used = to_window + columns.wrap(theme.WIDTH, theme.PAGE_HEIGHT)[1]
    return [
        *mark,
        kit.space(to_window - stack_height(mark, theme.WIDTH)),
        columns,
        kit.space(max(TEXT_TOP - theme.TOP - used, 18)),
        Text(kit.said(subject), kit.styles["chapter"].clone("letter_subject", fontSize=17, leading=22), "H1"),
        *kit.text(_greeting(letter.recipient)),
        *kit.text(letter.introduction),
    ]


def _greeting(recipient: Recipient) -> str:
    return _("Kære {name}").format(name=recipient.attention or recipient.name or _("virksomhed"))


def _address(kit: Kit, recipient: Recipient) -> list[Any]:
    """The lines of the address; as many as the window shows."""
    attention = _("Att. {name}").format(name=recipient.attention) if recipient.attention else ""
    lines = [line for line in (recipient.name, attention, *recipient.address) if line]
    style = kit.styles["body"].clone("address", leading=13.5, spaceAfter=0)
    fitting: list[Any] = []
    for line in lines:
        text = Text(markup(line), style)
        if stack_height([*fitting, text], ADDRESS_WIDTH) > WINDOW_HEIGHT:
            break
        fitting.append(text)
    return fitting or kit.text(_("Adressen mangler"), "note")


def _facts(kit: Kit, letter: Letter) -> list[Any]:
    """Date, journal number and whom to ask, at the right of the address."""
    sender = letter.sender
    lines = [
        (_("Dato"), figures.year_date(letter.date)),
        (_("Journalnr."), letter.journal_number),
        (_("Kontakt"), sender.name),
        (_("Telefon"), sender.phone),
        (_("E-mail"), sender.email),
        (_("Adresse"), ", ".join(sender.address.splitlines())),
    ]
    return [part for label, value in lines if value for part in _fact(kit, label, value)]


def _fact(kit: Kit, label: str, value: str) -> list[Any]:
    return kit.text(f"{label}: {value}", "label", fixed=True)


def closing(kit: Kit, letter: Letter) -> list[Any]:
    """The complimentary close with who writes."""
    office = ", ".join(filter(None, (letter.municipality.department, letter.municipality.name)))
    words = "\n".join(filter(None, (_("Venlig hilsen"), letter.sender.name, office)))
    return kit.keep([kit.space(8), *kit.text(words)])


def reach(sender: Sender) -> str:
    """How to reach who writes: "Ida Sommer på tlf. 00 00 00 00 eller ida@eksempel.invalid"; "" without a name."""
    ways = [
        _("tlf. {phone}").format(phone=sender.phone) if sender.phone else "",
        sender.email,
    ]
    said = _(" eller ").join(filter(None, ways))
    if not sender.name:
        return said
    return _("{name} på {ways}").format(name=sender.name, ways=said) if said else sender.name
