"""One number: chosen among the known ones, or typed with where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from klimabesog.casework.factorlines import (
    BOUNDARIES,
    EMISSION,
    PRICE,
    REGIONS,
    FactorLine,
    row_number,
    shown_unit,
)
from klimabesog.casework.factorsets import FactorRow
from klimabesog.desktop.form_view.choice_editors import Combo
from klimabesog.desktop.pages.company_form import Entry
from klimabesog.desktop.widgets.base import Frame, Text, column, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.values import danish
from klimabesog.values.errors import InputError, KlimabesogError
from klimabesog.values.texts import _

COUNTRY = "-"
"""The choice "Hele landet": no grid area."""


@dataclass(frozen=True)
class NumberTask:
    """What the dialog is for. `save` takes what was typed; `choose` a known row, `remove` an own one, where offered.

    `company`: the number is one company's, so it has the year it is from and no years it holds for.
    """

    line: FactorLine
    units: Sequence[str]
    boundary: str
    save: Callable[[FactorRow], object]
    choose: Callable[[FactorRow], object] | None = None
    alternatives: Sequence[FactorRow] = ()
    remove: Callable[[], object] | None = None
    company: bool = False


class NumberDialog(Dialog):
    """The dialog."""

    def __init__(self, parent: QWidget, task: NumberTask):
        super().__init__(parent, task.line.name, width=640)
        self._task = task
        row = task.line.row
        if task.line.row is not None:
            now = _("Gælder nu: {number}. {source}").format(number=task.line.number, source=task.line.source)
            self.body.addWidget(Text(now, "body", "muted"))
        self.choices = [self._choice(row) for row in task.alternatives]
        own = row if row is not None and (task.line.own or task.line.stated) else None
        self.number, self.year = Entry(_("Tal")), Entry(_("Gælder for år"), _("Tom: alle år"))
        self.source = Entry(_("Kilde"), _("Fx værkets miljødeklaration"))
        self.unit, self.region = Combo(_("Enhed")), Combo(_("Område"))
        self.url, self.source_year = Entry(_("Adresse på nettet")), Entry(_("Kildens år"), _("Fx 2025"))
        self.note = Entry(_("Bemærkning"))
        self.boundary = ChoiceBar(
            [Segment(code, _(name)) for code, name in BOUNDARIES.items()], _("Grænse"), clearable=False
        )
        self._fill(own)
        self.body.addWidget(self._fields())
        self._problem = Text("", "small", "danger")
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.back = Button(_("Brug tabellens tal"), self._remove, icon="fortryd")
        show_if(self.back, task.remove is not None)
        self.add_buttons(
            self.back, Button(_("Annuller"), self.reject), Button(_("Gem"), self.save, kind="primary")
        )
        self.number.line.setFocus()

    @property
    def problem(self) -> str:
        """What is wrong with what was typed."""
        return self._problem.text()

    def _choice(self, row: FactorRow) -> Button:
        frame = Frame("inset", row=True, margins=(12, 7, 8, 7))
        words = vbox(spacing=0)
        facts = (row_number(row), str(row.year or ""), _(REGIONS.get(row.variant, "")))
        words.addWidget(Text(" · ".join(filter(None, facts)), "strong"))
        words.addWidget(Text(row.source, "small", "muted"))
        frame.body.addLayout(words, 1)
        button = Button(_("Brug"), lambda: self._choose(row))
        button.setAccessibleName(f"{_('Brug')} {row_number(row)}, {row.source}")
        frame.body.addWidget(button)
        self.body.addWidget(frame)
        return button

    def _fields(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.addWidget(self.number, 0, 0)
        grid.addWidget(column(Text(_("Enhed"), "small-strong"), self.unit, spacing=4), 0, 1)
        grid.addWidget(self.source_year if self._task.company else self.year, 0, 2)
        emission = self._task.line.kind == EMISSION
        if emission:
            grid.addWidget(column(Text(_("Grænse"), "small-strong"), self.boundary, spacing=4), 1, 0, 1, 2)
        if emission and self._task.line.carrier == "el" and not self._task.company:
            grid.addWidget(column(Text(_("Område"), "small-strong"), self.region, spacing=4), 1, 2)
        grid.addWidget(self.source, 2, 0, 1, 2 if not self._task.company else 3)
        if not self._task.company:
            grid.addWidget(self.source_year, 2, 2)
        grid.addWidget(self.url, 3, 0, 1, 3)
        grid.addWidget(self.note, 4, 0, 1, 3)
        return box

    def _fill(self, own: FactorRow | None) -> None:
        """What is known already: the own row, else unit and boundary alone."""
        task = self._task
        for unit in task.units:
            self.unit.addItem(f"{self._measure()}/{shown_unit(unit)}", unit)
        self.region.addItem(_("Hele landet"), COUNTRY)
        for code, name in REGIONS.items():
            self.region.addItem(_(name), code)
        known = own or task.line.row
        if known is not None:
            self.unit.setCurrentIndex(max(0, self.unit.findData(known.unit)))
        self.boundary.set_value(own.boundary if own is not None else task.boundary)
        if own is None:
            return
        self.region.setCurrentIndex(max(0, self.region.findData(own.variant or COUNTRY)))
        self.number.line.setText(danish.format_number(own.value, 6).rstrip("0").rstrip(","))
        for entry, year in ((self.year, own.year), (self.source_year, own.source_year)):
            entry.line.setText(str(year or ""))
        for entry, text in ((self.source, own.source), (self.url, own.url), (self.note, own.note)):
            entry.line.setText(text)

    def _measure(self) -> str:
        kind = self._task.line.kind
        return {EMISSION: "kg CO₂e", PRICE: "kr."}.get(kind, "kWh")

    def save(self) -> None:
        """Keep what was typed, or say what is wrong with it."""
        try:
            self._task.save(self._typed())
        except KlimabesogError as error:
            self._refuse(str(error))
            return
        self.accept()

    def _typed(self) -> FactorRow:
        kind = self._task.line.kind
        region = str(self.region.currentData() or COUNTRY)
        return FactorRow(
            kind=kind,
            carrier=self._task.line.carrier,
            unit=str(self.unit.currentData()),
            value=_number(self.number, _("Skriv tallet.")),
            year=None if self._task.company else _year(self.year),
            boundary=self.boundary.value if kind == EMISSION else "",
            variant=region if region in REGIONS else "",
            source=self.source.text,
            url=self.url.text,
            source_year=_year(self.source_year),
            certainty="egen",
            note=self.note.text,
        )

    def _choose(self, row: FactorRow) -> None:
        if self._task.choose is not None:
            self._attempt(lambda: self._task.choose and self._task.choose(row))

    def _remove(self) -> None:
        if self._task.remove is not None:
            self._attempt(self._task.remove)

    def _attempt(self, act: Callable[[], object]) -> None:
        try:
            act()
        except KlimabesogError as error:
            self._refuse(str(error))
            return
        self.accept()

    def _refuse(self, sentence: str) -> None:
        self._problem.setText(sentence)
        show_if(self._problem, True)


def _number(entry: Entry, missing: str) -> float:
    if not entry.text:
        raise InputError(missing)
    return danish.parse_number(entry.text)


def _year(entry: Entry) -> int | None:
    """A year as typed; None for nothing. InputError for what is no year."""
    if not entry.text:
        return None
    if not entry.text.isdecimal():
        raise InputError(_("Et årstal skal have fire cifre, fx 2025."))
    return int(entry.text)
