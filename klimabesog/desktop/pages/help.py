"""F1: the keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Badge, Text, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.texts import _

STEP_KEYS = "I et trin"
KEYS = (
    (
        "Ved et kontrolpunkt",
        (
            ("J N D I V", "Ja, Nej, Delvist, Ikke relevant, Ved ikke"),
            ("Enter eller ↓", "Næste spørgsmål"),
            ("↑", "Forrige spørgsmål"),
        ),
    ),
    (
        "Ved et spørgsmål",
        (
            ("Ctrl+L", "Spørg senere"),
            ("Ctrl+K", "Kommentar, kun internt"),
            ("Ctrl+H", "Svarets historik"),
            ("Ctrl+.", "Spørgsmålets menu"),
        ),
    ),
    (
        "I besøget",
        (
            ("Ctrl+J", "Søg i spørgsmål, svar, kommentarer og noter"),
            ("Ctrl+M", "Følg op: mangler, fejl, spørg senere, tal at se på"),
            ("F8 / Shift+F8", "Næste og forrige at følge op på"),
            ("Ctrl+R", "Rundgang"),
            ("F5", "Vis for virksomheden"),
            ("Ctrl+E", "Noter og fotos til og fra"),
            ("Ctrl+Z / Ctrl+Shift+Z", "Fortryd og gendan"),
            ("Ctrl+V", "Sæt et foto ind"),
            ("Alt+↑ / Alt+↓", "Lad et tiltag virke før eller senere"),
        ),
    ),
    (
        STEP_KEYS,
        (
            ("Ctrl+J", "Søg i trinnets spørgsmål"),
            ("Ctrl+M", "Følg op: mangler, fejl, spørg senere"),
            ("F8 / Shift+F8", "Næste og forrige at følge op på"),
            ("Ctrl+Z / Ctrl+Y", "Fortryd og gendan"),
            ("← →", "Fra trin til trin, når rækken af trin har fokus; Enter åbner"),
        ),
    ),
    (
        "I et dokument",
        (
            ("Alt+↑ / Alt+↓", "Flyt afsnittet"),
            ("Ctrl+Z / Ctrl+Shift+Z", "Fortryd og gendan en ændring"),
        ),
    ),
    (
        "Overalt",
        (
            ("Ctrl+1 … Ctrl+5", "Overblik, Virksomheder, Besøg, Skemaer, Indstillinger"),
            ("Ctrl+F", "Søg i alt: virksomheder, besøg, svar, noter"),
            ("Ctrl+Shift+N", "Hurtig note"),
            ("F1", "Denne hjælp"),
        ),
    ),
)


class HelpDialog(Dialog):
    """What the page on screen is about, if it says so, and all shortcuts."""

    def __init__(self, parent: QWidget, topic: tuple[str, str] | None = None):
        super().__init__(parent, topic[0] if topic else _("Genveje"), width=660)
        content = QWidget()
        page = vbox(content, 12)
        page.setContentsMargins(0, 0, 12, 0)
        if topic is not None:
            page.addWidget(Text(topic[1], "body"))
            page.addWidget(Text(_("Genveje"), "title"))
        for title, keys in sorted(KEYS, key=lambda part: topic is not None and part[0] != STEP_KEYS):
            page.addWidget(Text(_(title), "strong"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(18)
            grid.setVerticalSpacing(6)
            grid.setColumnMinimumWidth(0, 190)
            grid.setColumnStretch(1, 1)
            for line, (key, what) in enumerate(keys):
                grid.addWidget(Badge(_(key)), line, 0)
                grid.addWidget(Text(_(what), "body"), line, 1)
            page.addLayout(grid)
        page.addWidget(Text(_("Alt gemmes af sig selv. Der er ingen Gem-knap."), "small", "muted"))
        page.addStretch(1)
        scroll = Scroll(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # the arrow keys scroll
        scroll.setAccessibleName(_("Hjælp"))
        scroll.setMinimumHeight(min(620, parent.window().height() - 220))
        self.body.addWidget(scroll, 1)
        self.add_buttons(Button(_("Luk"), self.accept, kind="primary"))
