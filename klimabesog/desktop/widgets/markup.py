"""Words of a form as rich text: bold, italics, links and headings as in ODK's Markdown; never HTML of the form's own.

Source: docs.getodk.org, "Styling XLSForm text". Tags that ODK allows for colours and fonts are left out, the words in
them stay. Everything else is escaped, and nothing is ever loaded.
"""

from __future__ import annotations

import html
import re

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices

from klimabesog.desktop.theme.fonts import load_bold
from klimabesog.desktop.widgets.base import Text

_SIGNS = re.compile(r"[*_\[<#\\]")
_TAG = re.compile(r"</?(?:span|p|br|font|h[1-6]|b|i|u|em|strong|div)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINK = re.compile(r"\[([^\[\]]+)\]\(((?:https?://|mailto:|tel:)[^\s()]+)\)")
_BOLD = re.compile(r"(?<![\w\\])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ITALIC = re.compile(r"(?<![\w\\*])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*])")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\\*_#\[\]])")


def plain(text: str) -> str:
    """The words alone, for a screen reader, a list or a search."""
    if not _SIGNS.search(text):
        return text
    text = _LINK.sub(r"\1", _TAG.sub("", text))
    return _ESCAPED.sub(r"\1", _ITALIC.sub(r"\2", _BOLD.sub(r"\2", _HEADING.sub(r"\1", text))))


def rich(text: str) -> str | None:
    """The words as safe HTML; None when they are plain."""
    if not _SIGNS.search(text):
        return None
    bare = _TAG.sub("", text)
    marked = html.escape(bare)
    marked = _LINK.sub(r'<a href="\2">\1</a>', marked)
    marked = _ITALIC.sub(r"<i>\2</i>", _BOLD.sub(r"<b>\2</b>", _HEADING.sub(r"<b>\1</b>", marked)))
    marked = _ESCAPED.sub(r"\1", marked)
    if bare == text and marked == html.escape(text):
        return None
    return marked.replace("\n", "<br>")


def show_words(label: Text, text: str, suffix: str = "") -> None:
    """Show a form's words in a label; its links open in the browser."""
    marked = rich(text)
    shown = text + suffix if marked is None else marked + html.escape(suffix)
    if label.text() == shown:
        return
    if marked is None:
        label.setTextFormat(Qt.TextFormat.PlainText)
    else:
        label.setTextFormat(Qt.TextFormat.RichText)
        if "<b>" in marked:
            load_bold()
        if "<a " in marked and not label.openExternalLinks():
            label.setTextInteractionFlags(Qt.TextInteractionFlag.LinksAccessibleByMouse
                                          | Qt.TextInteractionFlag.LinksAccessibleByKeyboard)  # fmt: skip
            label.linkActivated.connect(lambda address: QDesktopServices.openUrl(QUrl(address)))
    label.setText(shown)
