"""New bills against the base year: a line for each carrier, with what the weather and the activity did told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from klimabesog.reports import figures
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.model import Amount
from klimabesog.reports.text import rich
from klimabesog.values import danish
from klimabesog.values.texts import _, ngettext


@dataclass(frozen=True)
class BillsLine:
    """A carrier, kWh in the months that both periods cover; a change below 0 is less use.

    `months` that were compared. `verdict`: how many those are, or that they are too few to say anything; then the
    figures count for nothing (`says_much`).
    """

    name: str
    verdict: str = ""
    says_much: bool = True
    base: float = 0.0
    now: float = 0.0
    weather: float = 0.0
    activity: float = 0.0
    rest: float = 0.0
    notes: tuple[str, ...] = ()
    months: int = 0

    @property
    def change(self) -> float:
        """Weather, activity and the rest together."""
        return self.weather + self.activity + self.rest


@dataclass(frozen=True)
class Bills:
    """All carriers with new bills; `empty` says why there is nothing to compare, `told` what explains the change."""

    lines: tuple[BillsLine, ...] = ()
    total: BillsLine | None = None
    told: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    empty: str = ""

    @property
    def whole(self) -> BillsLine | None:
        """The sum, or the only carrier with enough months; None where nothing can be said."""
        much = [line for line in self.lines if line.says_much]
        return self.total or (much[0] if len(much) == 1 else None)


def write(kit: Kit, bills: Bills) -> list[Any]:
    """The part: what came of it in words, the table, and what it rests on."""
    heading = kit.part(_("De nye regninger"), "regninger")
    if bills.empty or not bills.lines:
        return heading + kit.text(bills.empty or _("Der er ingen nye regninger at sammenligne med."))
    table = [_table(kit, bills)] if bills.whole is not None else []
    notes = [f"{line.name}: {' '.join(line.notes)}" for line in bills.lines if line.notes]
    return [
        *heading,
        *kit.text(_conclusion(bills)),
        *table,
        *kit.text(" ".join((*bills.told, *notes, *bills.notes)), "note"),
    ]


def _conclusion(bills: Bills) -> str:
    whole = bills.whole
    if whole is None:
        short = _(" og ").join(
            _("{months} på {carrier}").format(months=_months(line), carrier=_small(line.name)) for line in bills.lines
        )
        return _(
            "Der er for få måneder at sammenligne til at sige, om forbruget er faldet: {list}. Et helt år kan ikke "
            "regnes ud fra få måneder."
        ).format(list=short)
    text = _("I de samme måneder er forbruget gået fra {base} til {now} kWh ({change}).").format(
        base=_kwh(whole.base), now=_kwh(whole.now), change=_share(whole)
    )
    parts = [
        words.format(kwh=signed(kwh))
        for words, kwh in (
            (_("vejret {kwh} kWh"), whole.weather),
            (_("aktiviteten {kwh} kWh"), whole.activity),
        )
        if abs(kwh) >= 0.5
    ]
    if parts:
        text += " " + _(
            "Heraf betyder {parts}. Resten, {rest} kWh, er jeres egen indsats og det, der ikke er skrevet ned."
        ).format(parts=_(" og ").join(parts), rest=signed(whole.rest))
    return text


def _months(line: BillsLine) -> str:
    if not line.months:
        return _("ingen måneder")
    return ngettext("{n} måned", "{n} måneder", line.months).format(n=line.months)


def _small(name: str) -> str:
    return name[:1].lower() + name[1:]


def _table(kit: Kit, bills: Bills) -> Any:
    columns = (
        Column(_("Energi"), 82),
        Column(_("Måneder"), 62),
        Column(_("Basisår, kWh"), 51, True),
        Column(_("Nu, kWh"), 51, True),
        Column(_("Ændring, kWh"), 83, True),
        Column(_("Heraf vejr"), 48, True),
        Column(_("Aktivitet"), 50, True),
        Column(_("Resten"), 56, True),
    )
    rows = [_row(line) for line in bills.lines]
    if bills.total is not None:
        rows.append([rich("<b>{}</b>", bills.total.name), "", *_numbers(bills.total)])
    sums = int(bills.total is not None)
    summary = _("Nye regninger mod basisåret for hver energiart, i kWh")
    return kit.table(columns, rows, sums=sums, strong=sums, summary=summary)


def _row(line: BillsLine) -> list[Any]:
    numbers = _numbers(line) if line.says_much else [figures.DASH] * 6
    return [line.name, line.verdict, *numbers]


def _numbers(line: BillsLine) -> list[Any]:
    change = f"{signed(line.change)}\u00a0({_share(line)})" if line.base else signed(line.change)
    return [
        _kwh(line.base),
        _kwh(line.now),
        change,
        *(signed(part) for part in (line.weather, line.activity, line.rest)),
    ]


def _share(line: BillsLine) -> str:
    """ "+13 %", "−21 %", "0 %"."""
    share = line.change / line.base if line.base else 0.0
    text = danish.format_percent(share, 0).replace("-", figures.MINUS)
    return f"+{text}" if share >= 0.005 else text


def _kwh(value: float) -> str:
    return figures.number(Amount(value))


def signed(kwh: float) -> str:
    """A change with its sign, "0" for none: "+1.200", "−800"."""
    text = _kwh(kwh)
    return f"+{text}" if kwh >= 0.5 else text
