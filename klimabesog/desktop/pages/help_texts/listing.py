"""Texts of help to read: on a measure's page, at the end of a visit, beneath a finding, and for the company."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from klimabesog.casework.helptexts import CURRENT, HelpText
from klimabesog.desktop.pages.measure_table import Link
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Badge, Frame, Text, rule, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _

Reasoned = tuple[HelpText, str]
"""A text, and why it is shown ("" where that goes without saying)."""


class HelpCard(Frame):
    """Texts on a card; it is hidden while there are none. `role` of its heading."""

    def __init__(self, texts: Sequence[Reasoned], today: date, role: str = "heading"):
        super().__init__("card")
        self.texts = [text for text, _reason in texts]
        self.add(Text(_("Tilskud og hjælp"), role))
        for widget in _listed(texts, today):
            self.add(widget)


class HelpDialog(Dialog):
    """Texts that fit a finding."""

    bounded = True

    def __init__(self, parent: QWidget, texts: Sequence[Reasoned], today: date):
        super().__init__(parent, _("Tilskud og hjælp"), width=560)
        content = QWidget()
        column = vbox(content, 10)
        for widget in _listed(texts, today):
            column.addWidget(widget)
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setMinimumHeight(min(320, max(160, parent.window().height() - 300)))
        self.body.addWidget(scroll, 1)
        close = Button(_("Luk"), self.accept, kind="primary")
        self.add_buttons(close)
        close.setFocus()


def _listed(texts: Sequence[Reasoned], today: date) -> Iterable[QWidget]:
    for number, (text, reason) in enumerate(texts):
        if number:
            yield rule()
        yield _block(text, reason, today)


def _block(text: HelpText, reason: str, today: date) -> QWidget:
    """One text; one that was not checked lately is marked."""
    box = QWidget()
    column = vbox(box, 3)
    head = QWidget()
    line = FlowLayout(head, spacing=10)
    line.addWidget(Text(text.title, "strong", wrap=False))
    if text.state(today) != CURRENT:
        line.addWidget(Badge(text.words(today), "warn"))
    column.addWidget(head)
    column.addWidget(Text(text.text, "body"))
    if text.who:
        column.addWidget(Text(_("Hvem: {who}").format(who=text.who), "small"))
    if text.link:
        column.addWidget(link_to(text))
    dates = [reason, text.words(today) if text.state(today) == CURRENT else "", until(text)]
    if said := " · ".join(part for part in dates if part):
        column.addWidget(Text(said, "small", "muted"))
    return box


def until(text: HelpText) -> str:
    """ "Gælder til 30.06.2027", "" where it has no end."""
    return _("Gælder til {date}").format(date=format_date(text.valid_until)) if text.valid_until else ""


def link_to(text: HelpText) -> QWidget:
    """The address of a text, opened in the browser."""
    shown = text.link.removeprefix("https://").removeprefix("http://").removesuffix("/")
    link = Link(shown, lambda: QDesktopServices.openUrl(QUrl(text.link)), "body")
    link.setAccessibleName(_("{title}: {address}").format(title=text.title, address=shown))
    link.setToolTip(text.link)
    return link
