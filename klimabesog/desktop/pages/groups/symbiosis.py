"""Waste that fits across companies, as cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from klimabesog.casework.groups.exchange import Match, Symbiosis, WasteStream, symbiosis, tonnes_text
from klimabesog.desktop.pages.groups.base import list_card
from klimabesog.desktop.pages.measure_table import Link
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, column
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.texts import _

HALF = 300
"""Pixels below which offer and want stand beneath each other."""


def symbiosis_cards(shell: Shell) -> Iterable[QWidget]:
    """What fits, and what found nobody."""
    found = symbiosis(shell.casebook)
    if found.is_empty:
        sentence = _(
            "Spørg under besøget, hvilket affald virksomheden tilbyder eller søger. Her ser du, hvad der passer."
        )
        yield Frame("card").add(EmptyState("kopier", _("Intet affald er tilbudt eller søgt endnu"), sentence))
        return
    yield Text(_("Passer sammen"), "heading")
    if not found.matches:
        words = _("Ingen virksomhed søger det, som en anden tilbyder, endnu.")
        yield Frame("card").add(Text(words, "body", "muted"))
    for match in found.matches:
        yield match_card(shell, found, match)
    yield from _left(shell, found, _("Tilbydes, men ingen søger det endnu"), found.offers)
    yield from _left(shell, found, _("Søges, men ingen tilbyder det endnu"), found.wants)


def group_matches(shell: Shell, members: Collection[str]) -> Iterable[QWidget]:
    """What fits between companies of a group; nothing at all where nothing does."""
    found = symbiosis(shell.casebook, members)
    for match in found.matches:
        yield match_card(shell, found, match)


def match_card(shell: Shell, found: Symbiosis, match: Match) -> Frame:
    """An offer beside the want that it fits."""
    card = Frame("card", margins=(18, 12, 18, 14))
    head = QWidget()
    line = FlowLayout(head, spacing=10)
    line.addWidget(Text(found.fraction(match.offer), "strong", wrap=False))
    if covered := tonnes_text(match.tonnes):
        line.addWidget(Badge(_("dækker {amount}").format(amount=covered), "good"))
    if match.same_words:
        line.addWidget(Badge(_("beskrevet ens"), "info"))
    if match.doubt:
        line.addWidget(Badge(_("mindre rent end ønsket"), "warn"))
    sides = QWidget()
    beside = FlowLayout(sides, spacing=18, column_width=HALF)
    for word, stream in ((_("Tilbyder"), match.offer), (_("Søger"), match.want)):
        beside.addWidget(_side(shell, found, word, stream))
    card.add(head, sides)
    return card


def _side(shell: Shell, found: Symbiosis, word: str, stream: WasteStream) -> QWidget:
    company = Link(found.name(stream), lambda: shell.open_company(stream.company), "body")
    company.setMinimumHeight(40)
    company.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    said = Text(found.said(stream) or _("Ikke beskrevet"), "body")
    return column(Text(word, "small", "muted"), company, said, spacing=0)


def _left(shell: Shell, found: Symbiosis, title: str, streams: Sequence[WasteStream]) -> Iterable[QWidget]:
    if not streams:
        return
    card = list_card(title)
    for stream in streams:
        line = " · ".join(part for part in (found.fraction(stream), found.said(stream)) if part)
        row = RowButton(found.name(stream), line)
        row.clicked.connect(lambda _checked=False, company=stream.company: shell.open_company(company))
        card.add(row)
    yield card
