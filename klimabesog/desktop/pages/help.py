"""F1: the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.desktop.widgets.base import Badge, Text
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values.texts import _

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
    """All shortcuts on one page."""

    def __init__(self, parent: QWidget):
        super().__init__(parent, _("Genveje"), width=620)
        for title, keys in KEYS:
            self.body.addWidget(Text(_(title), "strong"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(18)
            grid.setVerticalSpacing(6)
            grid.setColumnMinimumWidth(0, 190)
            grid.setColumnStretch(1, 1)
            for line, (key, what) in enumerate(keys):
                grid.addWidget(Badge(_(key)), line, 0)
                grid.addWidget(Text(_(what), "body"), line, 1)
            self.body.addLayout(grid)
        self.body.addWidget(
            Text(_("Alt gemmes af sig selv. Der er ingen Gem-knap i et besøg."), "small", "muted")
        )
        self.add_buttons(Button(_("Luk"), self.accept, kind="primary"))
