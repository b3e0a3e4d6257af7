"""A workbook as plain data: sheets of one table each, for people who go on in a spreadsheet.

Numbers are raw; a column says its unit in its title and how it is shown by its form. A text is always a text, also one
that begins with "=".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

TEXT, LONG, WHOLE, ONE, AMOUNT, EXACT, PERCENT, DAY = (
    "text", "long", "whole", "one", "amount", "exact", "percent", "day",
)  # fmt: skip
FORMS = {
    TEXT: "@",
    LONG: "@",
    WHOLE: "[$-406]#,##0",
    ONE: "[$-406]#,##0.0",
    AMOUNT: "[$-406]#,##0.###",
    EXACT: "[$-406]#,##0.00####",
    PERCENT: "[$-406]0.0\\ %",
    DAY: "dd\\.mm\\.yyyy",
}
"""How a column shows its cells, and the number format of each; `[$-406]` is Danish."""

NUMBERS = frozenset({WHOLE, ONE, AMOUNT, EXACT, PERCENT})

Plain = str | float | date | None


@dataclass(frozen=True)
class Shown:
    """A value that is shown in another form than its column's."""

    value: Plain
    form: str


Cell = Plain | Shown


@dataclass(frozen=True)
class Column:
    """A column; `title` has the unit and is unlike every other of its sheet.

    `band`: the heading that columns beside each other have in common. `filled`: another person may write in it, helped
    by `hint`, `choices` (a text of a list) and the limits `low` and `high` (a number). `hidden`: for the program alone.
    """

    title: str
    form: str = TEXT
    width: float = 12
    band: str = ""
    filled: bool = False
    hint: str = ""
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table. `total`: a last line of sums. `blank`: so many empty rows beneath it in which `blank_fill` (titles of
    columns) may be written too. `kept`: columns that stay in view. `mark`: what the program knows the sheet by.
    `empty`: the sentence for a table without rows. `wide`: printed on A3, so many sheets of paper `across`.
    """

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
    total: tuple[Cell, ...] = ()
    blank: int = 0
    blank_fill: frozenset[str] = frozenset()
    kept: int = 1
    mark: str = ""
    empty: str = ""
    wide: bool = False
    across: int = 1

    def __post_init__(self) -> None:
        titles = [column.title for column in self.columns]
        if len(set(titles)) < len(titles):
            raise ValueError(f"two columns of {self.name} have one title")
        if any(len(row) != len(titles) for row in (*self.rows, *([self.total] if self.total else []))):
            raise ValueError(f"a row of {self.name} is not as long as its columns are many")

    @property
    def has_bands(self) -> bool:
        """Whether a row of headings in common stands above the titles."""
        return any(column.band for column in self.columns)

    @property
    def head_rows(self) -> int:
        """How many rows stand above the table."""
        return 2 if self.has_bands else 1


@dataclass(frozen=True)
class Workbook:
    """Sheets and what the file says about itself; `created` is an ISO moment, the same for equal data."""

    title: str
    subject: str
    author: str
    created: str
    sheets: tuple[Sheet, ...]


def unwritable(sheet: str, row: int) -> InputError:
    """The sentence for a sign that no workbook can hold."""
    return InputError(
        _("Et tegn i {sheet}, række {row}, kan ikke stå i Excel. Skriv teksten igen.").format(
            sheet=sheet, row=row
        )
    )
