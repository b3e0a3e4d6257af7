"""A field to pick several of many choices: those picked stand as chips that can be taken away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from klimabesog.desktop.widgets.base import Text, empty, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.choice_list import Pair
from klimabesog.desktop.widgets.flow import FlowLayout
from klimabesog.desktop.widgets.pick_field import PickField
from klimabesog.values.texts import _


class PickSeveral(QWidget):
    """Choices as (value, label); `values` are those picked, in the order they were. One that is not offered stays."""

    def __init__(self, label: str, choices: Sequence[Pair]):
        super().__init__()
        self._labels = dict(choices)
        self._values: list[str] = []
        self.chips: dict[str, Button] = {}
        self.field = PickField(label, _("Vælg, eller skriv for at søge"))
        self.field.offer(choices)
        self.field.picked.connect(self._add)
        title = Text(label, "small-strong")
        title.setBuddy(self.field)
        self._box = QWidget()
        self._flow = FlowLayout(self._box, spacing=8)
        column = vbox(self, 4)
        for widget in (title, self._box, self.field):
            column.addWidget(widget)
        self.setFocusProxy(self.field)
        self._draw()

    @property
    def values(self) -> tuple[str, ...]:
        """What is picked."""
        return tuple(self._values)

    def set_values(self, values: Iterable[str]) -> None:
        """Have these picked."""
        self._values = list(dict.fromkeys(values))
        self._draw()

    def _add(self, value: str) -> None:
        self.field.set_value("", "")
        if value and value not in self._values:
            self.set_values([*self._values, value])

    def _remove(self, value: str) -> None:
        self.set_values(one for one in self._values if one != value)
        self.field.setFocus()

    def _draw(self) -> None:
        empty(self._flow)
        self.chips = {}
        for value in self._values:
            label = self._labels.get(value, value)
            name = _("Fjern {label}").format(label=label)
            chip = Button(
                label.replace("&", "&&"), partial(self._remove, value), kind="chip", icon="kryds", name=name
            )
            self.chips[value] = chip
            self._flow.addWidget(chip)
        show_if(self._box, bool(self._values))
