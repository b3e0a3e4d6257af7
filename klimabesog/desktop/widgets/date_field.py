"""A date typed the Danish way, with a calendar to pick from; one tab stop. And a month, a year, a time of day."""

from __future__ import annotations

import re
from datetime import datetime

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QWidget

from klimabesog.desktop.widgets.base import Text, hbox, set_flag, show_if, vbox
from klimabesog.desktop.widgets.button import Button
from klimabesog.desktop.widgets.fields import LineField
from klimabesog.values import danish
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_MONTH = re.compile(r"^(\d{1,2}|[a-zæøå]{3,9}\.?)[ .\-/]+(\d{4})$", re.IGNORECASE)
_TIME = re.compile(r"^([01]?\d|2[0-3])(?:[.:]?([0-5]\d))?$")


class MomentField(QWidget):
    """What date and time fields share: typed text, a sentence below when it cannot be read.

    Signals:
        edited(), left(), next_wanted(int)
    """

    edited = Signal()
    left = Signal()
    next_wanted = Signal(int)

    def __init__(self, value: str, name: str, placeholder: str):
        super().__init__()
        self.line = LineField("", name, placeholder)
        self.line.setMaximumWidth(190)
        self.problem = Text("", "small", "danger")
        self.problem.hide()
        layout = vbox(self, 4)
        self.top = hbox(spacing=6)
        self.top.addWidget(self.line, 2)
        layout.addLayout(self.top)
        layout.addWidget(self.problem)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._typed)
        self.line.left.connect(self._leave)
        self.line.next_wanted.connect(self.next_wanted)
        self.set_value(value)

    def parse(self, text: str) -> str:
        """What was typed as stored; InputError when it cannot be read."""
        raise NotImplementedError

    def shown(self, value: str) -> str:
        """The stored value as a Dane writes it."""
        raise NotImplementedError

    @property
    def value(self) -> str:
        """The value as stored (ISO), or the raw text when it cannot be read."""
        text = self.line.text().strip()
        try:
            return self.parse(text) if text else ""
        except InputError:
            return text

    def set_value(self, value: str) -> None:
        """Show a stored value."""
        if value != self.value:
            self.line.setText(self.shown(value))
        self._judge()

    def setReadOnly(self, on: bool) -> None:
        self.line.setReadOnly(on)

    def _typed(self) -> None:
        self._say("")
        self.edited.emit()

    def _leave(self) -> None:
        if self._judge():
            self.line.setText(self.shown(self.value))
        self.left.emit()

    def _judge(self) -> bool:
        text = self.line.text().strip()
        try:
            if text:
                self.parse(text)
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


class DateField(MomentField):
    """A date; Alt+Down or the button opens the calendar."""

    def __init__(self, value: str = "", name: str = ""):
        super().__init__(value, name, _("dd.mm.åååå"))
        self.button = Button(kind="icon", icon="kalender", name=_("Vælg dato"), clicked=self.open_calendar)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.top.addWidget(self.button)
        self.top.addStretch(1)
        self._popup: QFrame | None = None

    def parse(self, text: str) -> str:
        return danish.parse_date(text)

    def shown(self, value: str) -> str:
        return danish.format_date(value) if re.fullmatch(r"\d{4}-\d\d-\d\d", value) else value

    def setReadOnly(self, on: bool) -> None:
        super().setReadOnly(on)
        self.button.setEnabled(not on)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the calendar below the field."""
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.setProperty("kind", "card")
        calendar = QCalendarWidget(popup)
        calendar.setLocale(QLocale("da_DK"))
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setGridVisible(False)
        current = QDate.fromString(self.value[:10], "yyyy-MM-dd")
        calendar.setSelectedDate(current if current.isValid() else QDate.currentDate())
        calendar.clicked.connect(self._picked)
        calendar.activated.connect(self._picked)
        vbox(popup, 0).addWidget(calendar)
        self._popup = popup
        popup.move(self.line.mapToGlobal(QPoint(0, self.line.height() + 2)))
        popup.show()
        calendar.setFocus()

    def _text_for(self, day: QDate) -> str:
        """The text for a day picked from the calendar."""
        return danish.format_date(day.toString("yyyy-MM-dd"))

    def _picked(self, day: QDate) -> None:
        if self._popup is not None:
            self._popup.close()
            self._popup = None
        self.line.setText(self._text_for(day))
        self._judge()
        self.edited.emit()
        self.left.emit()


class MonthField(MomentField):
    """A month of a year: "11.2026" or "november 2026", stored as its first day."""

    def __init__(self, value: str = "", name: str = ""):
        super().__init__(value, name, _("mm.åååå"))
        self.top.addStretch(1)

    def parse(self, text: str) -> str:
        found = _MONTH.match(text)
        month = f"1.{found[1]}." if found and found[1].isdigit() else f"1. {found[1]} " if found else ""
        try:
            return danish.parse_date(month + (found[2] if found else ""))
        except InputError:
            raise InputError(_("Skriv måned og år som 11.2026.")) from None

    def shown(self, value: str) -> str:
        return f"{value[5:7]}.{value[:4]}" if _DAY.match(value) else value


class YearField(MomentField):
    """A year, stored as its first day."""

    def __init__(self, value: str = "", name: str = ""):
        super().__init__(value, name, _("åååå"))
        self.line.setMaximumWidth(110)
        self.top.addStretch(1)

    def parse(self, text: str) -> str:
        if not re.fullmatch(r"[12]\d{3}", text):
            raise InputError(_("Skriv et årstal med fire cifre."))
        return f"{text}-01-01"

    def shown(self, value: str) -> str:
        return value[:4] if _DAY.match(value) else value


class DateTimeField(DateField):
    """A date and a time of day in one line: "20.11.2026 14.05". Stored with the offset of this computer's zone."""

    def __init__(self, value: str = "", name: str = ""):
        self._stored = value
        super().__init__(value, name)
        self.line.setPlaceholderText(_("dd.mm.åååå tt.mm"))

    def parse(self, text: str) -> str:
        day, _kl, time = re.sub(r"\s+kl\.?\s+", " ", text).rpartition(" ")
        found = _TIME.match(time)
        if not found:
            raise InputError(_("Skriv dato og klokkeslæt som 20.11.2026 14.05."))
        plain = f"{danish.parse_date(day)}T{int(found[1]):02d}:{found[2] or '00'}"
        if self._stored[:16] == plain:
            return self._stored  # seconds and zone as they came
        return datetime.fromisoformat(plain).astimezone().isoformat(timespec="milliseconds")

    def shown(self, value: str) -> str:
        if not re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d", value):
            return super().shown(value)
        return f"{danish.format_date(value[:10])} {value[11:16].replace(':', '.')}"

    def set_value(self, value: str) -> None:
        self._stored = value
        super().set_value(value)

    def _text_for(self, day: QDate) -> str:
        """The day picked, with the time that stands or the present one."""
        time = self.value[11:16] if "T" in self.value else datetime.now().strftime("%H:%M")
        return f"{super()._text_for(day)} {time.replace(':', '.')}"


class TimeField(MomentField):
    """A time of day: "14.05", "14:05" and "1405" are all five past two."""

    def __init__(self, value: str = "", name: str = ""):
        super().__init__(value, name, _("tt.mm"))
        self.top.addStretch(1)

    def parse(self, text: str) -> str:
        found = _TIME.match(text)
        if not found:
            raise InputError(_("Skriv et klokkeslæt som 14.05."))
        return f"{int(found[1]):02d}:{found[2] or '00'}"

    def shown(self, value: str) -> str:
        return value[:5].replace(":", ".") if re.match(r"\d\d:\d\d", value) else value
