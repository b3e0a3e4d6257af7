"""The themes that companies share, and what they wish, as cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from klimabesog.casework.groups.themes import SECTIONS, SHARED, Interest, Theme
from klimabesog.desktop.pages.groups.base import companies
from klimabesog.desktop.pages.rows import RowButton
from klimabesog.desktop.shell import Shell
from klimabesog.desktop.widgets.base import Badge, Frame, Text, hbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.feedback import EmptyState
from klimabesog.desktop.words import when
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.desktop.pages.groups.page import NetworkPage

MOST = 6
"""So many companies of a theme are shown until all are asked for."""
FEWEST = 2
"""A theme of fewer is no reason for a working group."""


def theme_cards(page: NetworkPage, themes: Sequence[Theme], whole: Collection[str]) -> Iterable[QWidget]:
    """A card for each theme, beneath a heading for each section."""
    if not themes:
        sentence = _("Spørg til fælles temaer, hjælp og procesenergi under besøget. Svarene samles her.")
        yield Frame("card").add(EmptyState("paere", _("Ingen har valgt temaer endnu"), sentence))
        return
    for section, heading in SECTIONS.items():
        chosen = [theme for theme in themes if theme.section == section]
        if chosen:
            yield Text(_(heading), "heading")
        for theme in chosen:
            yield _card(page, theme, theme.key in whole)


def _card(page: NetworkPage, theme: Theme, whole: bool) -> QWidget:
    card = Frame("card", margins=(8, 10, 8, 10))
    card.body.setSpacing(2)
    head = hbox(spacing=12)
    head.setContentsMargins(12, 0, 8, 2)
    head.addWidget(Text(theme.label, "strong"), 1)
    head.addWidget(Badge(companies(len(theme.interests))))
    card.body.addLayout(head)
    shown = theme.interests if whole else theme.interests[:MOST]
    for interest in shown:
        card.add(_row(page.shell, interest))
    line = hbox(spacing=8)
    line.setContentsMargins(12, 4, 8, 0)
    if len(shown) < len(theme.interests):
        words = _("Vis alle {n}").format(n=len(theme.interests))
        name = _("{words}: {theme}").format(words=words, theme=theme.label)
        line.addWidget(Button(words, partial(page.show_whole, theme), kind="quiet", name=name))
    if theme.section == SHARED and len(theme.interests) >= FEWEST:
        name = _("Lav en gruppe om {theme}").format(theme=theme.label)
        line.addWidget(Button(_("Lav en gruppe …"), partial(page.make_of, theme), icon="plus", name=name))
    line.addStretch(1)
    card.body.addLayout(line)
    return card


def _row(shell: Shell, interest: Interest) -> RowButton:
    joins = _("Arbejdsgruppe: {answer}").format(answer=interest.joins) if interest.joins else ""
    asked = _("besøg {date}").format(date=when(interest.day)) if interest.day else ""
    line = " · ".join(part for part in (interest.detail, joins, asked) if part)
    row = RowButton(interest.name, line)
    row.clicked.connect(lambda _checked=False: shell.open_company(interest.company))
    return row
