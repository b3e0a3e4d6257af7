"""What the sections are made with: flowables in the document's style, user text escaped on the way in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import CondPageBreak, Spacer, Table

from klimabesog.reports import theme
from klimabesog.reports.album import Album
from klimabesog.reports.cards import Card, Cards
from klimabesog.reports.charts.palette import Palette
from klimabesog.reports.charts.pdf import ChartFigure
from klimabesog.reports.charts.shapes import Chart
from klimabesog.reports.kit_fields import FieldKit
from klimabesog.reports.kit_lists import ListKit
from klimabesog.reports.model import Photo
from klimabesog.reports.tagged.boxes import Columns, Panel, stack_height
from klimabesog.reports.tagged.flowables import Picture, Text
from klimabesog.reports.tagged.tables import tagged_table
from klimabesog.reports.text import Markup, markup, paragraphs, plain, rich
from klimabesog.reports.wording import Wording
from klimabesog.values.texts import _

PHOTO_GAP, TALLEST_PHOTO = 14.0, 178.0
TABLE_SIZE, TABLE_LEADING = 9.0, 12.0
WIDE = 170.0
"""A cell with more room than this needs no divided words."""
LONGEST_LEAD, TABLE_LEAD = 210.0, 110.0
"""The room that a chapter asks for beneath its heading: a block as a whole, a long table's head and first rows."""


@dataclass(frozen=True)
class Heading:
    """A line of the contents."""

    bookmark: str
    title: str
    level: int


@dataclass(frozen=True)
class Column:
    """A table column: its header, its share of the width, and whether it holds numbers (set to the right)."""

    title: str
    share: float
    right: bool = False


class Kit(ListKit, FieldKit):
    """Makes flowables, numbers chapters and photos, and collects the contents. One for each pass."""

    def __init__(
        self, look: theme.Theme, album: Album, places: Mapping[str, int], wording: Wording | None = None
    ) -> None:
        self.look, self.album, self.places = look, album, places
        self.wording = wording or Wording()
        self.styles = theme.styles(look)
        self.headings: list[Heading] = []
        self.starts: dict[str, str] = {}
        """Section -> the bookmark of its first heading, of those that print something."""
        self._chapters = self._appendices = self._photos = 0
        ListKit.__init__(self)
        FieldKit.__init__(self)

    def trial(self) -> Kit:
        """A kit to try with how much room something takes: what it writes is not noted as printed."""
        other = copy(self)
        other.wording = self.wording.aside()
        return other

    def page_of(self, bookmark: str) -> int:
        """The page a bookmark came to stand on in the pass before; 88 in the first pass."""
        return self.places.get(bookmark, 88)

    # ------------------------------------------------------------ text

    def text(self, text: str, style: str = "body", *, fixed: bool = False) -> list[Any]:
        """The paragraphs of a text; a `fixed` one (a date, a version) can't be reworded."""
        parts = [text] if isinstance(text, Markup) else paragraphs(text)
        return [Text(markup(part) if fixed else self.said(part), self.styles[style]) for part in parts]

    def run_in(self, head: str, text: str, style: str = "body") -> list[Any]:
        """A paragraph that begins with its heading in semibold; nothing for an empty text."""
        first, *rest = paragraphs(text) or [""]
        if not first:
            return []
        return [
            *self.text(rich("<b>{}</b> {}", head + ".", first), style),
            *(flowable for part in rest for flowable in self.text(part, style)),
        ]

    def missing(self, sentence: str) -> list[Any]:
        """The sentence that says what is not there."""
        return [self.panel(self.text(sentence, "note"), bar=False)]

    # ------------------------------------------------------------ headings

    def chapter(self, title: str, bookmark: str, *, appendix: bool = False) -> list[Any]:
        """A numbered chapter heading; `with_first_block` keeps it with what follows."""
        if appendix:
            self._appendices += 1
            number = _("Bilag {letter}").format(letter=chr(64 + self._appendices))
        else:
            self._chapters += 1
            number = str(self._chapters)
        said = self.wording.said(title)
        return [self._heading(f"{number}\u00a0\u00a0{said}", "chapter", "H2", bookmark, 0)]

    def unnumbered(self, title: str, bookmark: str) -> Text:
        """A chapter heading without a number."""
        return self._heading(title, "chapter", "H2", bookmark, 0)

    def with_first_block(self, items: list[Any]) -> list[Any]:
        """A chapter that begins on a new page unless its heading and its first block fit on this one.

        The first block is what the first page break on condition asks for, or the beginning of a long text.
        """
        lead: list[Any] = []
        for item in items:
            height = stack_height([*lead, item], theme.WIDTH) if lead else 0
            if isinstance(item, CondPageBreak):
                return [CondPageBreak(min(stack_height(lead, theme.WIDTH) + item.height + 40, 460)), *items]
            if height > LONGEST_LEAD:
                if isinstance(item, Table):
                    return [CondPageBreak(stack_height(lead, theme.WIDTH) + TABLE_LEAD), *items]
                break
            lead.append(item)
        whole = stack_height(lead, theme.WIDTH) + lead[0].getSpaceBefore()
        return [CondPageBreak(LONGEST_LEAD if len(lead) < len(items) else min(whole, 110)), *items]

    def section(self, title: str, bookmark: str = "", *, need: float = 100) -> list[Any]:
        """A heading within a chapter; with a bookmark it stands in the contents."""
        return [CondPageBreak(need), self._heading(self.wording.said(title), "section", "H3", bookmark, 1)]

    def part(self, title: str, bookmark: str = "") -> list[Any]:
        """A heading of a short document, without a number; `with_first_block` keeps it with what follows."""
        return [self._heading(self.wording.said(title), "part", "H2", bookmark, 0)]

    def sub(self, title: str, role: str = "H4") -> Text:
        """The smallest heading; stays with what follows inside columns and panels."""
        heading = Text(self.said(title), self.styles["sub"], role)
        heading.keepWithNext = 1
        return heading

    def _heading(self, title: str, style: str, role: str, bookmark: str, level: int) -> Text:
        if bookmark:
            self.headings.append(Heading(bookmark, title, level))
        return Text(markup(title), self.styles[style], role, bookmark=bookmark, level=level)

    def keep(self, items: list[Any], most: float = 400) -> list[Any]:
        """The same flowables, begun on a new page unless they (or `most` points of them) fit on this one."""
        return [CondPageBreak(min(stack_height(items, theme.WIDTH) + 14, most)), *items]

    # ------------------------------------------------------------ boxes

    def panel(self, items: Sequence[Any], *, bar: bool = True, before: float = 6, after: float = 8) -> Panel:
        """A box on a grey ground; `bar` draws the accent line at its left."""
        return Panel(items, theme.PANEL, self.look.accent if bar else "", before=before, after=after)

    def cards(
        self, cards: Sequence[Card], *, size: float = 15.5, before: float = 0, after: float = 10
    ) -> Cards:
        """Key-figure cards."""
        said = self.wording.said
        cards = [replace(card, label=said(card.label), note=said(card.note)) for card in cards]
        return Cards(cards, self.look, self.styles, size=size, before=before, after=after)

    def chart(self, chart: Chart, *, before: float = 4, after: float = 8) -> ChartFigure:
        """A chart, as wide as it was made."""
        return ChartFigure(chart, palette=Palette(accent=self.look.accent), before=before, after=after)

    def space(self, height: float) -> Spacer:
        """Empty room."""
        return Spacer(0, height)

    # ------------------------------------------------------------ tables

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Any]],
        *,
        width: float = theme.WIDTH,
        sums: int = 0,
        strong: int = 0,
        summary: str = "",
        header: bool = True,
        row_heads: bool = True,
        before: float = 2,
        after: float = 10,
        close: bool = False,
    ) -> Any:
        """A table with thin lines; a heavier one above the last `sums` rows; the last `strong` rows are bold.

        `close` sets the rows closer, for a table that stands beside something.
        A cell is plain text, Markup, or a list of flowables.
        """
        widths = column_widths(columns, rows, width, strong)
        body = [
            [
                self._cell(value, column.right, wide - 11, bold=len(rows) - number <= strong)
                for value, column, wide in zip(row, columns, widths, strict=True)
            ]
            for number, row in enumerate(rows)
        ]
        right = [number for number, column in enumerate(columns) if column.right]
        return tagged_table(
            (self._table_head(columns) if header else []) + body,
            widths,
            _table_style(len(rows), right, sums=sums, strong=strong, header=header, last=len(columns) - 1)
            + (CLOSE_ROWS if close else []),
            header_rows=int(header),
            header_columns=int(row_heads),
            summary=summary,
            before=before,
            after=after,
        )

    def _table_head(self, columns: Sequence[Column]) -> list[list[Text]]:
        """The row of headers; made only where it is printed, for what is made may be reworded."""
        return [[Text(self.said(c.title), self.styles["head_right" if c.right else "head"]) for c in columns]]

    def _cell(self, value: Any, right: bool, room: float, *, bold: bool) -> Any:
        if isinstance(value, list):
            return value
        if not right:
            return Text(self.said(value), self.styles["cell_bold" if bold else "cell" if room < WIDE else "cell_wide"])
        style = self.styles["cell_right_bold" if bold else "cell_right"]
        wide = number_width(value, bold)
        if wide > room and len(value.split(" ")) == 1:  # a figure never breaks, however large
            size = max(TABLE_SIZE * (room - 0.5) / wide, 5.5)
            return Text(markup(value), style.clone("large_figure", fontSize=size))
        if wide > room or isinstance(value, Markup):
            return Text(markup(value), style)
        return value  # a plain string costs a fifth of a paragraph, and numbers are most of a long table

    def facts(self, facts: Sequence[tuple[str, Any]], summary: str, *, share: float = 0.27) -> list[Any]:
        """What is known, line by line: a name (`share` of the width) and its value; empty values are left out."""
        rows = [(name, value) for name, value in facts if value]
        columns = (Column(_("Oplysning"), share), Column(_("Svar"), 1 - share))
        return [self.table(columns, rows, header=False, summary=summary)] if rows else []

    # ------------------------------------------------------------ photos

    def photos(
        self, photos: Sequence[Photo], about: str, *, width: float = theme.WIDTH, abreast: int = 2
    ) -> list[Any]:
        """Photos in rows, each with number and caption; `about` stands in for a missing alternative text."""
        rows = [photos[i : i + abreast] for i in range(0, len(photos), abreast)]
        return [self._photo_row(row, about, width, abreast) for row in rows]

    def _photo_row(self, row: Sequence[Photo], about: str, width: float, abreast: int) -> Columns:
        shares = [self.album.shape(photo) for photo in row]
        room = width - PHOTO_GAP * (len(row) - 1)
        height = min(room / sum(shares), TALLEST_PHOTO, *(width / s for s in shares))
        if len(row) < abreast:
            height = min(height, (width - PHOTO_GAP) / 2 / shares[0])
        widths = [height * share for share in shares]
        return Columns(
            [self._photo(photo, about, wide, height) for photo, wide in zip(row, widths, strict=True)],
            widths,
            PHOTO_GAP,
            before=5,
            after=10,
        )

    def _photo(self, photo: Photo, about: str, width: float, height: float) -> list[Any]:
        self._photos += 1
        number = _("Foto {number}").format(number=self._photos)
        caption = f"{number}. {self.wording.said(photo.caption)}" if photo.caption else f"{number}."
        jpeg = self.album.page_copy(photo, (width, height), number)
        if jpeg is None:
            return self.missing(_("{photo} kan ikke vises.").format(photo=caption.rstrip(".")))
        picture = Picture(jpeg, width, height, self.album.alternative(photo, about, number))
        picture.keepWithNext = 1
        return [picture, *self.text(caption, "caption", fixed=True)]


def number_width(value: Any, bold: bool) -> float:
    """Width of a table cell's text on one line, in points; 0 for flowables."""
    if not isinstance(value, str):
        return 0.0
    return theme.text_width(plain(value), TABLE_SIZE, bold)


def column_widths(
    columns: Sequence[Column], rows: Sequence[Sequence[Any]], width: float, strong: int = 0
) -> list[float]:
    """The columns' widths by their shares, except that a column of numbers is as wide as its widest figure.

    What that takes comes from the other columns, each of which keeps at least half.
    """
    total = sum(column.share for column in columns)
    widths = [width * column.share / total for column in columns]
    needs = [
        max((_figure_width(row[c], len(rows) - n <= strong) for n, row in enumerate(rows)), default=0) + 11.5
        if column.right
        else 0.0
        for c, column in enumerate(columns)
    ]
    lacking = sum(max(need - wide, 0) for need, wide in zip(needs, widths, strict=True))
    spare = [wide / 2 if not column.right else 0 for column, wide in zip(columns, widths, strict=True)]
    given = min(lacking, sum(spare))
    if given <= 0:
        return widths
    return [
        wide + max(need - wide, 0) * given / lacking - own * given / sum(spare)
        for wide, need, own in zip(widths, needs, spare, strict=True)
    ]


def _figure_width(value: Any, bold: bool) -> float:
    """The width of a cell that is a figure; 0 for words, which may break."""
    return number_width(value, bold) if isinstance(value, str) and " " not in value else 0.0


CLOSE_ROWS: list[Any] = [("TOPPADDING", (0, 0), (-1, -1), 2.0), ("BOTTOMPADDING", (0, 0), (-1, -1), 3.0)]


def _table_style(
    rows: int, right: Sequence[int], *, sums: int, strong: int, header: bool, last: int
) -> list[Any]:
    rule, ink = HexColor(theme.RULE), HexColor(theme.INK)
    style: list[Any] = [
        ("FONT", (0, 0), (-1, -1), theme.REGULAR, TABLE_SIZE, TABLE_LEADING),
        ("TEXTCOLOR", (0, 0), (-1, -1), ink),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 5),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (last, 0), (last, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 3.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 4.5),
        ("LINEBELOW", (0, int(header)), (-1, -1), 0.5, rule),
        *(("ALIGN", (column, 0), (column, -1), "RIGHT") for column in right),
    ]
    if strong:
        style.append(("FONT", (0, -strong), (-1, -1), theme.SEMIBOLD, TABLE_SIZE, TABLE_LEADING))
    if header:
        style += [("VALIGN", (0, 0), (-1, 0), "BOTTOM"), ("LINEBELOW", (0, 0), (-1, 0), 1, ink)]
    else:
        style.append(("LINEABOVE", (0, 0), (-1, 0), 0.5, rule))
    if sums and rows > sums:
        style += [("LINEABOVE", (0, -sums), (-1, -sums), 1, ink), ("NOSPLIT", (0, -sums - 1), (-1, -1))]
    return style
