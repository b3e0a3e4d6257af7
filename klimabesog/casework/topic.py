"""What a document is about: a visit, a step, a company, or companies of the municipality; as records name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Any

from klimabesog.casework.desk import Desk
from klimabesog.casework.steps.keys import parse_key
from klimabesog.values.danish import format_date
from klimabesog.values.texts import _

FIELDS = ("virksomhed", "besoeg", "trin", "pr_dag", "gruppe", "tema")
"""The fields of a record that say it, in the order of `Topic`."""
SELECTION = FIELDS[3:]


@dataclass(frozen=True)
class Topic:
    """Ids of company, visit and step, and which companies of all (day, group, theme); "" where there is none.

    `step` is a form of the company's steps as `StepBook.form` names it, for instance "opfoelgning:2". A document about
    all companies may be of an earlier day (`until`, ISO), and of those in a `group` (its id) or with a `theme` (its
    key) alone. A document's versions are counted, and its changes kept, for each topic by itself.
    """

    company: str = ""
    visit: str = ""
    step: str = ""
    until: str = ""
    group: str = ""
    theme: str = ""

    @classmethod
    def of(cls, fields: Mapping[str, Any]) -> Topic:
        """What a record is about, given its fields; those of an older program name no selection."""
        return cls(*(str(fields.get(name) or "") for name in FIELDS))

    @property
    def fields(self) -> dict[str, str]:
        """As a record names it."""
        return {name: text for name, text in zip(FIELDS, astuple(self), strict=True) if text}

    @property
    def key(self) -> str:
        """What a document's changes are kept by: the visit, else the company with its step, or the selection."""
        selection = (f"{name}={text}" for name, text in self.fields.items() if name in SELECTION)
        return self.visit or ":".join(filter(None, (self.company, self.step, *selection)))

    def within(self, desk: Desk) -> str:
        """What it is within its company: "Besøget 20.11.2026", "Opfølgning 2"; "" for no visit and no step."""
        if not self.visit:
            return parse_key(self.step).title if self.step else ""
        record = desk.store.record(self.visit)
        day = str(record.fields.get("dato") or "") if record is not None else ""
        return _("Besøget {date}").format(date=format_date(day)) if day else _("Besøget")


def selection_words(scope: str, until: str) -> str:
    """Companies in words: "Netværk Nord · pr. 31.12.2026"."""
    day = _("pr. {date}").format(date=format_date(until)) if until else ""
    return " · ".join(filter(None, (scope, day)))
