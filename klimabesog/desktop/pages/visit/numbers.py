"""Tallene bag: the prices and factors of one visit, what is the company's own, and moving to the set in force now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from klimabesog.casework.factorlines import (
    EMISSION,
    HEATING_VALUE,
    PRICE,
    FactorLine,
    carrier_name,
    kind_name,
    line_of,
)
from klimabesog.casework.factorsets import FactorRow
from klimabesog.casework.provenance.explain import explain_set
from klimabesog.casework.provenance.factors import number_of_line
from klimabesog.casework.provenance.values import INTEREST, Asked, Number
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitnumbers import CarrierNumbers, FigureChange, Move
from klimabesog.desktop.pages.explain_dialog import ExplainDialog, explain_numbers
from klimabesog.desktop.pages.factors.dialog import NumberDialog, NumberTask
from klimabesog.desktop.pages.factors.table import FactorTable
from klimabesog.desktop.pages.scroll import Scroll
from klimabesog.desktop.widgets.base import Frame, Text, empty, hbox, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.dialog import Dialog
from klimabesog.desktop.widgets.number_field import NumberField
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class NumbersDialog(Dialog):
    """The dialog.

    Signals:
        said(str): a number was changed; what to say, with an undo of the visit.
        jumped(object): the question where a figure is answered (Asked) is wanted.
    """

    said = Signal(str)
    jumped = Signal(object)

    def __init__(self, parent: QWidget, visit: Visit):
        super().__init__(parent, _("Tallene bag"), width=980)
        self._visit = visit
        self.newer = Frame("info", row=True)
        self.newer.body.addWidget(
            Text(_("Kommunen har et nyere sæt end det, besøget begyndte med."), "body"), 1
        )
        self.newer.body.addWidget(Button(_("Se ændringerne …"), self.preview, kind="primary"))
        content = QWidget()
        column = vbox(content, 12)
        self._words = Text("", "body", "muted")
        column.addWidget(self._words)
        column.addWidget(self.newer)
        self.table = FactorTable(self.edit, self._editable, self._explain_line)
        column.addWidget(self.table)
        self.paid = vbox(spacing=2)
        column.addLayout(self.paid)
        column.addLayout(self._rate())
        column.addStretch(1)
        scroll = Scroll(content)
        scroll.setMinimumHeight(380)
        self.body.addWidget(scroll, 1)
        close = Button(_("Luk"), self.accept, kind="primary")
        self.add_buttons(close)
        self.refresh()
        close.setFocus()

    def _rate(self):  # type: ignore[no-untyped-def]
        line = hbox(spacing=10)
        line.addWidget(Text(_("Kalkulationsrente"), "small-strong", wrap=False))
        self.interest = NumberField("", _("Kalkulationsrente"), unit="%")
        self.interest.line.setMaximumWidth(120)
        self.interest.left.connect(self._keep_interest)
        line.addWidget(self.interest)
        why = Button(kind="icon", icon="info", name=_("Kalkulationsrenten, vis hvor tallet kommer fra"))
        why.clicked.connect(lambda _checked=False: self.explain(Number(INTEREST)))
        line.addWidget(why)
        line.addStretch(1)
        return line

    def explain(self, number: Number) -> ExplainDialog:
        """Say where a number of the visit comes from."""
        return explain_numbers(self, self._visit, [number], self._jump)

    def _explain_line(self, line: FactorLine) -> None:
        """Say where a number of the set comes from."""
        ExplainDialog(self, partial(explain_set, self._visit), [number_of_line(line)]).open()

    def _paid_line(self, one: CarrierNumbers) -> QWidget:
        box = QWidget()
        line = hbox(box, 4)
        words = _paid(one)
        line.addWidget(Text(words, "small", "muted"), 1)
        why = Button(
            kind="icon", icon="info", name=_("{words} Vis hvor tallet kommer fra").format(words=words)
        )
        why.clicked.connect(lambda _checked=False: self.explain(Number(PRICE, one.carrier)))
        line.addWidget(why)
        return box

    def _jump(self, asked: Asked) -> None:
        self.accept()
        self.jumped.emit(asked)

    def refresh(self) -> None:
        """The numbers as they stand."""
        numbers = self._visit.numbers
        figures = numbers.figures()
        self._words.setText(_told(self._visit, bool(figures)))
        show_if(self.newer, numbers.newer() is not None)
        self.table.show_lines([(one.carrier, self._lines(one)) for one in figures])
        empty(self.paid)
        for one in figures:
            if one.paid is not None:
                self.paid.addWidget(self._paid_line(one))
        self.interest.set_value(danish.machine_number(round(numbers.interest * 100, 4)))
        self.interest.setReadOnly(not numbers.editable)

    def _lines(self, one: CarrierNumbers) -> list[FactorLine]:
        factors = self._visit.numbers.factors
        heating = [line_of(factors, HEATING_VALUE, one.carrier, figure) for figure in one.heating]
        emission = line_of(factors, EMISSION, one.carrier, one.emission)
        return [*heating, emission, line_of(factors, PRICE, one.carrier, one.price)]

    def _editable(self, line: FactorLine) -> bool:
        return line.kind != HEATING_VALUE and self._visit.numbers.editable

    def edit(self, line: FactorLine) -> NumberDialog:
        """State a price or an emission for this company."""
        numbers = self._visit.numbers
        factors = numbers.factors
        stated = numbers.stated(line.kind, line.carrier)
        task = NumberTask(
            line=line,
            units=factors.units(line.carrier),
            boundary=factors.boundary,
            save=partial(self._state, line),
            choose=partial(self._choose, line),
            alternatives=[r for r in factors.alternatives(line.kind, line.carrier) if r.use == "alternativ"],
            remove=partial(self._unstate, line) if stated is not None else None,
            company=True,
        )
        dialog = NumberDialog(self, task)
        dialog.open()
        return dialog

    def _state(self, line: FactorLine, row: FactorRow) -> None:
        self._visit.numbers.state(row)
        self._done(_("{name}: virksomhedens eget tal gælder.").format(name=line.name))

    def _choose(self, line: FactorLine, row: FactorRow) -> None:
        self._state(line, replace(row, source_year=row.source_year or row.year))

    def _unstate(self, line: FactorLine) -> None:
        self._visit.numbers.unstate(line.kind, line.carrier)
        self._done(_("{name}: sættets tal gælder igen.").format(name=line.name))

    def _keep_interest(self) -> None:
        try:
            rate = danish.parse_number(self.interest.line.text()) / 100
            if round(rate, 8) == round(self._visit.numbers.interest, 8) or not self._visit.numbers.editable:
                return
            self._visit.numbers.set_interest(rate)
        except InputError as error:
            self.interest.show_problem(str(error))
            return
        self._done(_("Kalkulationsrenten er {rate}.").format(rate=danish.format_percent(rate)))

    def preview(self) -> MoveDialog | None:
        """Show what the newer set changes here, before anything is."""
        move = self._visit.numbers.newer()
        if move is None:
            return None
        dialog = MoveDialog(self, move, partial(self._move, move))
        dialog.open()
        return dialog

    def _move(self, move: Move) -> None:
        self._visit.numbers.move(move)
        self._done(_("Besøget regner nu med kommunens nye sæt."))

    def _done(self, sentence: str) -> None:
        self.refresh()
        self.said.emit(sentence)


class MoveDialog(Dialog):
    """What moving to another set does to the company's figures."""

    def __init__(self, parent: QWidget, move: Move, act: Callable[[], object]):
        super().__init__(parent, _("Skift til det nye sæt"), width=620)
        lines = [_changed(change) for change in move.changes]
        if move.interest != move.interest_before:
            lines.append(
                _("Kalkulationsrente: {before} → {after}").format(
                    before=danish.format_percent(move.interest_before),
                    after=danish.format_percent(move.interest),
                )
            )
        words = _("Det her ændrer sig for virksomheden. Det, der er oplyst for den, bliver stående.")
        self.body.addWidget(Text(words if lines else _("Ingen af virksomhedens tal ændrer sig."), "body"))
        for line in lines:
            self.body.addWidget(Text(line, "body"))
        self.body.addWidget(Text(_effect(move), "strong"))
        self.go = Button(_("Skift"), partial(self._go, act), kind="primary")
        self.add_buttons(Button(_("Annuller"), self.reject), self.go)

    def _go(self, act: Callable[[], object]) -> None:
        self.accept()
        act()


def _told(visit: Visit, used: bool) -> str:
    if not used:
        return _("Skriv forbruget først, så står tallene for hver energi her.")
    factors = visit.numbers.factors
    said = _("{name}, læst for {year}.").format(name=factors.title, year=factors.year)
    if visit.numbers.editable:
        return said + " " + _("Ret et tal, hvis virksomheden har et bedre: rettelsen gælder kun her.")
    return said + " " + _("Besøget er afsluttet, så tallene ligger fast.")


def _paid(one: CarrierNumbers) -> str:
    return _("{carrier}: regningen giver {price} kr./kWh, og den går forud for prisen i tabellen.").format(
        carrier=carrier_name(one.carrier), price=danish.format_number(one.paid or 0.0, 2)
    )


def _changed(change: FigureChange) -> str:
    """ "El, udledning: 0,135 → 0,117 kg CO₂e/kWh"."""
    unit = {EMISSION: "kg CO₂e/kWh", PRICE: "kr./kWh"}.get(change.kind, f"kWh/{change.unit}")
    before, after = (_figure(figure) for figure in (change.before, change.after))
    name = f"{carrier_name(change.carrier)}, {kind_name(change.kind).lower()}"
    return f"{name}: {before} → {after} {unit}"


def _figure(figure: object) -> str:
    value = getattr(figure, "value", None)
    return "–" if value is None else danish.format_number(value, 4).rstrip("0").rstrip(",")


def _effect(move: Move) -> str:
    """What the base year comes to before and after."""
    return _("Årsforbruget: {kr} → {kr_after} kr. og {t} → {t_after} t CO₂e.").format(
        kr=danish.format_number(move.before.kr),
        kr_after=danish.format_number(move.after.kr),
        t=danish.format_number(move.before.co2_kg / 1000, 1),
        t_after=danish.format_number(move.after.co2_kg / 1000, 1),
    )
