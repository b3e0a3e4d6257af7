"""The forms of the six steps, and how each instance of one is named and stored."""

from __future__ import annotations

from typing import NamedTuple

from klimabesog.casework import kinds
from klimabesog.partnership.steps import FOLLOW_UPS
from klimabesog.values.errors import InputError
from klimabesog.values.ids import derived_id
from klimabesog.values.texts import _

INFORMATION, AGREEMENT, REVIEW, PLAN, FOLLOW_UP = (
    "information", "partnerskabsaftale", "teknisk_gennemgang", "handlingsplan", "opfoelgning",
)  # fmt: skip
FORMS = {1: INFORMATION, 3: AGREEMENT, 4: REVIEW, 5: PLAN, 6: FOLLOW_UP}
"""Step number -> form id; step 2 is the visit, with forms of its own."""
FOLLOW_UP_STEP = 6
BILL_CHAPTERS = frozenset({"regninger", "vilkaar"})
"""The chapters of a follow-up that new bills stand in, and what explains them."""

RESTS_ON_VISIT = frozenset({AGREEMENT, REVIEW, PLAN, FOLLOW_UP})
"""Forms that speak of a visit's use and measures: with the first answer in one, the case keeps to that visit."""


class StepKey(NamedTuple):
    """One instance of a step's form; `number` counts follow-ups from 1, 0 for forms that there is one of."""

    form: str
    number: int = 0

    def __str__(self) -> str:
        return f"{self.form}:{self.number}" if self.number else self.form

    @property
    def step(self) -> int:
        """The number of its step."""
        return next(number for number, form in FORMS.items() if form == self.form)

    @property
    def title(self) -> str:
        """ "Opfølgning 2"; "" for a form that its own title names."""
        return _("Opfølgning {n}").format(n=self.number) if self.number else ""

    def instance(self, company: str) -> str:
        """Its id: the same on every laptop."""
        return derived_id(company, self.form, *([str(self.number)] if self.number else []))


def all_keys() -> list[StepKey]:
    """Every form that a company's steps can have."""
    single = [StepKey(form) for form in FORMS.values() if form != FOLLOW_UP]
    return [*single, *(StepKey(FOLLOW_UP, number) for number in range(1, FOLLOW_UPS + 1))]


def partnership_id(company: str) -> str:
    """The record of a company's partnership, which is also the context that its steps are worked on in."""
    return derived_id(company, kinds.PARTNERSHIP)


def parse_key(text: str) -> StepKey:
    """The key that `str` gave; InputError for another text."""
    form, _colon, number = text.partition(":")
    counted = form == FOLLOW_UP
    if form in FORMS.values() and counted == bool(number) and (not counted or number.isdigit()):
        key = StepKey(form, int(number or 0))
        if not counted or 1 <= key.number <= FOLLOW_UPS:
            return key
    raise InputError(_("{text} er ikke et trin. Vælg et fra virksomhedens side.").format(text=text))
