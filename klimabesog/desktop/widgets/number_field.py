"""A number with Danish comma: keeps what was typed, says in one sentence below what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from klimabesog.desktop.widgets.base import Text, hbox, set_flag, show_if, vbox
from klimabesog.desktop.widgets.fields import LineField
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _


class NumberField(QWidget):
    """A number, stored as text with a point ("1234.5"), shown as a Dane writes it ("1.234,5").

    What cannot be read as a number is kept as typed: `value` is then the raw text.

    Signals:
        edited(): a key was typed.
        left(): focus went elsewhere or Enter was pressed.
        next_wanted(int)
    """

    edited = Signal()
    left = Signal()
    next_wanted = Signal(int)

    def __init__(
        self,
        value: str = "",
        name: str = "",
        *,
        unit: str = "",
        integer: bool = False,
        fill: bool = False,
        year: bool = False,
    ):
        """`fill`: as wide as its place, for narrow cells; `year`: without the point between thousands."""
        super().__init__()
        self._year = year
        self._fill = fill
        self._integer = integer
        self._shown = ""
        self.line = LineField("", name)
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        if not fill:
            self.line.setMaximumWidth(260)
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.problem = Text("", "small", "danger")
        self.problem.hide()
        self.unit = Text(unit, "body", "muted", wrap=False)
        show_if(self.unit, bool(unit))
        self._arrange()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)
        self.line.next_wanted.connect(self.next_wanted)
        self.set_value(value)

    def _arrange(self) -> None:
        layout = vbox(self, 4)
        line = hbox(spacing=8)
        line.addWidget(self.line, 2)
        line.addWidget(self.unit)
        if not self._fill:
            line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self.problem)

    @property
    def value(self) -> str:
        """The number as XForms writes it, or the raw text when it is none."""
        try:
            return self._parsed()
        except InputError:
            return self.line.text()

    def set_value(self, value: str) -> None:
        """Show a stored value, unless it is what the field already says."""
        if self.line.text().strip() and self.value == value:
            return
        self._show(self._text_of(value))
        self._judge()

    def _text_of(self, value: str) -> str:
        return value if self._year else shown_number(value)

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the number, beyond that it is one."""
        self._say(sentence)

    def set_name(self, name: str) -> None:
        self.line.setAccessibleName(name)

    def setReadOnly(self, on: bool) -> None:
        self.line.setReadOnly(on)

    def _typed(self) -> None:
        self._say("")
        self.edited.emit()

    def _leave(self) -> None:
        if self._judge():
            self._show(self._text_of(self.value))
        self.left.emit()

    def _show(self, text: str) -> None:
        if text != self.line.text():
            self.line.setText(text)

    def _parsed(self) -> str:
        text = self.line.text().strip()
        if not text:
            return ""
        number = danish.parse_number(text)
        if self._integer and number != int(number):
            raise InputError(_("Skriv et helt tal uden decimaler."))
        return danish.machine_number(int(number) if number == int(number) else number)

    def _judge(self) -> bool:
        try:
            self._parsed()
        except InputError as error:
            self._say(str(error))
            return False
        self._say("")
        return True

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        show_if(self.problem, bool(sentence))
        self.line.setAccessibleDescription(sentence)
        set_flag(self.line, "invalid", bool(sentence))


def shown_number(value: str) -> str:
    """A stored number as a Dane writes it, with all its decimals; text that is no number stays as it is."""
    try:
        float(value)
    except ValueError:
        return value
    whole, _point, fraction = value.partition(".")
    if not whole.lstrip("-").isdigit() or (fraction and not fraction.isdigit()):
        return value
    return danish.format_number(float(value), len(fraction)).replace("\N{MINUS SIGN}", "-")
