"""What is filled in on paper or on screen: texts, ticks, choices, signatures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from klimabesog.reports import theme
from klimabesog.reports.kit_words import WordKit
from klimabesog.reports.photos import size_of
from klimabesog.reports.tagged.boxes import Columns
from klimabesog.reports.tagged.fields import Choices, Ruled, SignatureField, TextField
from klimabesog.reports.tagged.flowables import Picture, Text
from klimabesog.reports.text import markup
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.reports.album import Album

SIGN_HEIGHT = 54.0


@dataclass(frozen=True)
class Signatory:
    """One party that signs: what is known is printed, what is not is a line to fill in.

    `drawn` is the SHA-256 of a signature drawn with the pen; without one there is a field to sign in.
    """

    party: str
    name: str = ""
    title: str = ""
    date: str = ""
    drawn: str = ""


class FieldKit(WordKit):
    """The part of the kit for forms. Field names are made unique in the document."""

    styles: dict[str, Any]
    album: Album

    def __init__(self) -> None:
        self._names: dict[str, int] = {}

    def text_field(self, label: str, name: str = "", *, lines: int = 1, style: str = "question") -> list[Any]:
        """A label and a box for a text of one or more lines."""
        return [self._label(label, style), TextField(self.field_name(name or label), label, lines)]

    def boxes(
        self, name: str, spoken: str, options: Sequence[str], *, single: bool, after: float = 8
    ) -> Choices:
        """The boxes alone, for a question that is set otherwise."""
        words = self.styles["answer"]
        return Choices(self.field_name(name), spoken, options, words, single=single, after=after)

    def _label(self, label: str, style: str) -> Text:
        text = Text(self.said(label), self.styles[style])
        text.keepWithNext = 1
        return text

    def field_name(self, wanted: str) -> str:
        """A name for a field: no dot (it would part groups), and a number when it was used before."""
        plain = wanted.replace(".", " ").strip()[:60] or "felt"
        self._names[plain] = self._names.get(plain, 0) + 1
        return plain if self._names[plain] == 1 else f"{plain} {self._names[plain]}"

    # ------------------------------------------------------------ signatures

    def signatures(self, parties: Sequence[Signatory], *, gap: float = 28) -> list[Any]:
        """The parties two by two, each with a place to sign and lines for name, title and date."""
        width = (theme.WIDTH - gap) / 2
        return [
            Columns(
                [self._signature(party) for party in parties[start : start + 2]],
                [width] * len(parties[start : start + 2]),
                gap,
                before=8,
                after=14,
                whole=True,
            )
            for start in range(0, len(parties), 2)
        ]

    def _signature(self, party: Signatory) -> list[Any]:
        rows = ((_("Navn"), party.name), (_("Titel"), party.title), (_("Dato"), party.date))
        return [
            Text(markup(party.party), self.styles["sub"]),
            *self._place_to_sign(party),
            *(part for label, value in rows for part in self._line(label, value, party.party)),
        ]

    def _place_to_sign(self, party: Signatory) -> list[Any]:
        label = Text(_("Underskrift"), self.styles["label"])
        png = self.album.drawing(party.drawn) if party.drawn else None
        if png is None:
            spoken = _("Underskrift: {party}").format(party=party.party)
            return [SignatureField(self.field_name(spoken.replace(":", "")), spoken, SIGN_HEIGHT, after=2), label]
        width, height = size_of(png)
        scale = min((SIGN_HEIGHT - 6) / height, 190 / width)
        who = party.name or party.party
        alternative = _("Underskrift: {party}").format(party=who)
        picture = Picture(png, width * scale, height * scale, alternative)
        picture.spaceBefore, picture.spaceAfter = SIGN_HEIGHT - height * scale, 2
        return [picture, Ruled(1, step=1, after=2), label]

    def _line(self, label: str, value: str, party: str) -> list[Any]:
        text = Text(markup(label), self.styles["label"])
        if value:
            return [text, Text(markup(value), self.styles["answer"])]
        text.keepWithNext = 1
        field = TextField(self.field_name(f"{label} {party}"), f"{label}: {party}", after=4)
        return [text, field]
