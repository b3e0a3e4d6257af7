"""Where the figures of a follow-up's new bills come from: bill by bill, and what the change was parted with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from klimabesog.casework import outline
from klimabesog.casework.provenance.values import (
    BILL_ACTIVITY,
    BILL_BASE,
    BILL_CHANGE,
    BILL_NOW,
    BILL_REST,
    BILL_WEATHER,
    Asked,
    Explanation,
    Line,
    Number,
    Term,
)
from klimabesog.casework.provenance.writing import (
    KWH,
    PERCENT,
    WORKED_OUT,
    line,
    lines_of,
    measured,
    product,
    unless_plain,
)
from klimabesog.casework.steps.bills import compare_bills
from klimabesog.energy.carriers import carrier_name
from klimabesog.energy.comparison import CarrierComparison, Comparison, Portion
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.steps.book import StepBook

DEGREE_DAYS = "graddage"
BILLS = {
    BILL_BASE: "Forbrug i basisåret",
    BILL_NOW: "Forbrug nu",
    BILL_CHANGE: "Ændring",
    BILL_WEATHER: "Heraf vejr",
    BILL_ACTIVITY: "Heraf aktivitet",
    BILL_REST: "Resten",
}
_PARTS = {
    BILL_BASE: "base",
    BILL_NOW: "now",
    BILL_CHANGE: "change",
    BILL_WEATHER: "weather",
    BILL_ACTIVITY: "activity",
    BILL_REST: "rest",
}
"""Kinds by the field of a comparison."""


def explain_bills(book: StepBook, key: str, number: Number) -> Explanation:
    """Where a figure of a follow-up's bills comes from. InputError when there are no such bills any more."""
    result = compare_bills(book, key).result
    if not number.of:
        return _whole(result, number)
    found = next((one for one in result.carriers if one.carrier == number.of), None)
    if found is None:
        raise InputError(_("Regningerne findes ikke længere."))
    return _Carrier(book, key, found).explain(number)


def _title(number: Number, name: str) -> str:
    return f"{_(BILLS[number.kind])} · {name}"


def _whole(result: Comparison, number: Number) -> Explanation:
    """The sum of the carriers with months enough."""
    part = _PARTS[number.kind]
    lines = [
        line(carrier_name(one.carrier), getattr(one, part), KWH, origin=WORKED_OUT, on=Number(number.kind, one.carrier))
        for one in result.carriers
        if not one.too_short
    ]
    value = result.sum_of(part)
    return Explanation(
        number=number,
        title=_title(number, _("I alt")),
        shown=measured(value, KWH),
        value=value,
        how=_("Summen af de energier, der har regninger for måneder nok i begge perioder."),
        formula=unless_plain([product(one) for one in lines], value, KWH),
        lines=tuple(lines),
    )


class _Carrier:
    """One carrier's comparison."""

    def __init__(self, book: StepBook, key: str, one: CarrierComparison) -> None:
        self.book, self.key, self.one = book, key, one

    def explain(self, number: Number) -> Explanation:
        terms, how = {
            BILL_BASE: self._base,
            BILL_NOW: self._now,
            BILL_CHANGE: self._change,
            BILL_WEATHER: self._weather,
            BILL_ACTIVITY: self._activity,
            BILL_REST: self._rest,
        }[number.kind]()
        value = float(getattr(self.one, _PARTS[number.kind]))
        return Explanation(
            number=number,
            title=_title(number, carrier_name(self.one.carrier)),
            shown=measured(value, KWH),
            value=value,
            how=how,
            formula=unless_plain(terms, value, KWH),
            lines=lines_of(terms),
            inputs=tuple(self._activities()) if number.kind == BILL_ACTIVITY and terms else (),
            notes=self.one.notes,
        )

    def _part(self, kind: str) -> Line:
        """A figure of the same carrier, with its own explanation."""
        value = float(getattr(self.one, _PARTS[kind]))
        return line(_(BILLS[kind]), value, KWH, origin=WORKED_OUT, on=Number(kind, self.one.carrier))

    # -- each figure: what it is made of, and how ----------------------------------------------------------------------

    def _base(self) -> tuple[list[Term], str]:
        words = _("Basisårets regninger i de måneder, begge perioder dækker.")
        return [product(_bill(portion)) for portion in self.one.base_bills], words

    def _now(self) -> tuple[list[Term], str]:
        words = _("De nye regninger i de måneder, begge perioder dækker.")
        return [product(_bill(portion)) for portion in self.one.now_bills], words

    def _change(self) -> tuple[list[Term], str]:
        terms = [product(self._part(BILL_NOW)), product(self._part(BILL_BASE), minus=True)]
        return terms, _("Det nye forbrug minus basisårets, i de samme måneder.")

    def _weather(self) -> tuple[list[Term], str]:
        drivers, base = self.one.drivers, self._part(BILL_BASE)
        days = drivers.degree_days
        if not self.one.weather or days is None:
            return [], _("Vejret gør ingen forskel her, eller det er ikke regnet med.")
        share = line(_("Rumvarmens del"), drivers.weather_share, PERCENT, asked=self._asked("rumvarme_procent"))
        then = self._days(_("Graddage i basisperioden"), sum(days.base[m] for m in self.one.months), "basis")
        later = self._days(_("Graddage i den nye periode"), sum(days.now[m] for m in self.one.months), "nu")
        terms = [product(base, share, later, over=[then]), product(base, share, minus=True)]
        return terms, _("Det, flere eller færre graddage gør ved den del af forbruget, der er rumvarme.")

    def _days(self, label: str, value: float, name: str) -> Line:
        return line(label, value, "", asked=self._asked(f"{DEGREE_DAYS}_{name}"))

    def _activity(self) -> tuple[list[Term], str]:
        activity = self.one.drivers.activity
        if activity is None or not self.one.activity:
            return [], _("Ingen aktivitet gør forskel her, eller den er ikke regnet med.")
        growth = line(activity.name, activity.share * (activity.now / activity.base - 1), PERCENT, origin=WORKED_OUT)
        base = self._part(BILL_BASE)
        terms = [product(base, growth)]
        if self.one.weather:
            terms.append(product(self._part(BILL_WEATHER), growth))
        return terms, _("Det, mere eller mindre aktivitet gør ved den del af forbruget, der følger den.")

    def _rest(self) -> tuple[list[Term], str]:
        terms = [
            product(self._part(BILL_CHANGE)),
            product(self._part(BILL_WEATHER), minus=True),
            product(self._part(BILL_ACTIVITY), minus=True),
        ]
        return terms, _("Det, der er tilbage: virksomhedens egen indsats og alt, som ingen har skrevet ned.")

    # -- what was answered ---------------------------------------------------------------------------------------------

    def _activities(self) -> Iterator[Line]:
        """The rows of activities, as they were answered."""
        for node in self.book.form(self.key).session.walk():
            if node.is_row and node.name == "aktivitet":
                said = {child.name: child for child in node.children if child.value}
                if {"hvad", "basis", "nu", "andel"} <= said.keys():
                    texts = {name: outline.answer_text(child) for name, child in said.items()}
                    what = texts.get("hvad_andet") or texts["hvad"]
                    words = _("{base} i basisåret, {now} nu; {share} % af forbruget følger med")
                    text = words.format(base=texts["basis"], now=texts["nu"], share=texts["andel"])
                    yield Line(what, None, "", text, asked=Asked(self.key, said["basis"].ref))

    def _asked(self, name: str) -> Asked | None:
        asked = (node for node in outline.questions(self.book.form(self.key).session.root) if node.name == name)
        node = next(asked, None)
        return Asked(self.key, node.ref) if node is not None else None


def _bill(portion: Portion) -> Line:
    """ "1.1.2025–31.12.2025 · måler 12": the kWh of it that fall in the months compared."""
    bill = portion.bill
    period = f"{format_date(bill.start)}–{format_date(bill.end)}"
    meter = _("måler {meter}").format(meter=bill.meter) if bill.meter else ""
    whole = abs(portion.kwh - bill.kwh) < 0.5
    source = "" if whole else _("dens del af dagene; hele regningen er {kwh}").format(kwh=measured(bill.kwh, KWH))
    return line(" · ".join(filter(None, (period, meter))), portion.kwh, KWH, origin=_("Regning"), source=source)
