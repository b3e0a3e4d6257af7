"""Plays a scripted case through the same API as the window: the bundled examples, demos and tests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from klimabesog.casework import outline
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.settings import keep_letter_texts
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.views import Officer
from klimabesog.casework.visit import Visit
from klimabesog.energy.factors import FactorRow
from klimabesog.values.clock import Clock, system_clock
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

Progress = Callable[[int, int], None]
_ROW = re.compile(r"^(.*)\[(\d+)\](?!.*\])")


@dataclass(frozen=True)
class Script:
    """A case script: what is done, in order, and the ISO day of the last of it ("" when it does not say)."""

    steps: tuple[dict[str, Any], ...]
    last_day: str = ""


def play(casebook: Casebook, script: Path, progress: Progress | None = None) -> Visit:
    """Play a case script (its shape is described in resources/eksempel/README.md); returns its visit.

    Raises InputError for a file that is no script, a step that is not understood, or a script that ends after today.
    """
    read = read_script(script)
    if read.last_day > casebook.desk.now().date().isoformat():
        day = format_date(read.last_day)
        raise InputError(
            _("Scriptet slutter {day}, og en sag kan ikke ligge i fremtiden.").format(day=day)
        )
    return _Player(casebook, script.parent).run(read.steps, progress or (lambda _done, _of: None))


def read_script(script: Path) -> Script:
    """A script's steps, after those of the script it goes on with. InputError for a file that is none."""
    try:
        content = json.loads(script.read_text(encoding="utf-8"))
        steps = tuple(dict(step) for step in content["steps"])
        last_day, before = str(content.get("last_day") or ""), content.get("continues")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(_("{name} er ikke et sagsscript.").format(name=script.name)) from error
    if before:
        steps = (*read_script(script.parent / str(before)).steps, *steps)
    return Script(steps, last_day)


def clock_of(script: Path) -> Clock:
    """A clock for a casebook of its own: at the script's last day, or now when that is later."""
    day = read_script(script).last_day
    evening = int(datetime.fromisoformat(f"{day}T20:00").timestamp() * 1000) if day else 0
    ahead = max(0, evening - system_clock())
    return lambda: system_clock() + ahead


class _Player:
    """One run of a script: the company and visit that its steps are about."""

    def __init__(self, casebook: Casebook, folder: Path) -> None:
        self._casebook, self._folder = casebook, folder
        self._company = ""
        self._visit: Visit | None = None
        self._step_book: StepBook | None = None
        self._points: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def run(self, steps: Sequence[Mapping[str, Any]], progress: Progress) -> Visit:
        known: Mapping[str, Callable[..., None]] = {
            "officer": self._officer,
            "company": self._add_company,
            "contact": self._contact,
            "visit": self._start,
            "answers": self._answers,
            "checkpoints": self._checkpoints,
            "finding": self._finding,
            "measure": self._measure,
            "move": self._move,
            "number": self._number,
            "later": self._later,
            "note": self._note,
            "finish": self._finish,
            "step": self._step,
            "attach": self._attach,
            "fetch": self._fetch,
            "step_measure": self._step_measure,
            "skip": self._skip,
        }
        for number, step in enumerate(steps, 1):
            arguments = {name: value for name, value in step.items() if name != "op"}
            try:
                known[step["op"]](**arguments)
            except (KeyError, TypeError) as error:
                raise InputError(
                    _("Trin {n} i scriptet forstås ikke ({e}).").format(n=number, e=error)
                ) from error
            progress(number, len(steps))
        return self.visit

    @property
    def visit(self) -> Visit:
        """The visit begun by the script."""
        if self._visit is None:
            raise InputError(_("Scriptet begynder ikke noget besøg."))
        return self._visit

    def _officer(self, name: str, municipality: str, dpo: str = "", **more: str) -> None:
        if self._casebook.officer is None:
            self._casebook.set_officer(Officer(name, municipality, **more))
            if dpo:
                keep_letter_texts(self._casebook.desk, "", dpo)

    def _add_company(self, fields: dict[str, object]) -> None:
        self._company = self._casebook.save_company(fields, cvr_override=True)

    def _contact(self, fields: dict[str, object]) -> None:
        self._casebook.save_contact(self._company, fields)

    def _start(
        self, date: str, time: str = "", participants: str = "", fields: Mapping[str, str] | None = None
    ) -> None:
        self._visit = self._casebook.start_visit(self._company, date, time, participants)
        if fields:
            self._visit.save_details(**fields)
        self._points = {
            node.kb["kontrolpunkt"]: node.ref
            for node in self._visit.session(outline.CHECKLIST).walk()
            if outline.is_checkpoint(node)
        }

    def _answers(self, form: str, values: Mapping[str, str]) -> None:
        self._fill(form, values)

    def _fill(self, form: str, values: Mapping[str, str]) -> None:
        """Answer in the order written; a reference to a row that is not there yet adds it."""
        for ref, value in values.items():
            if row := _ROW.match(ref):
                while self.visit.session(form).find(row[0]) is None:
                    self.visit.add_row(form, row[1])
            self.visit.answer(form, ref, value)

    def _checkpoints(self, values: Mapping[str, str]) -> None:
        for point, answer in values.items():
            self.visit.answer(outline.CHECKLIST, self._points[point], answer)

    def _finding(
        self,
        point: str,
        answer: str,
        place: str = "",
        printed: str = "",
        internal: str = "",
        photos: list[dict[str, str]] | None = None,
    ) -> None:
        ref = self._points[point]
        self.visit.answer(outline.CHECKLIST, ref, answer)
        if point in self._latest:
            finding = self.visit.add_finding(outline.CHECKLIST, ref)
        else:
            finding = self.visit.findings(outline.CHECKLIST, ref)[0].id
        self._latest[point] = finding
        self.visit.save_finding(finding, place=place, printed=printed, internal=internal)
        for photo in photos or []:
            kept = self.visit.add_photo(self._folder / photo["file"], finding)
            self.visit.save_photo(kept.id, caption=photo["caption"], alt_text=photo["alt"])

    def _measure(self, form: str, values: Mapping[str, str], point: str | None = None) -> None:
        instance = self.visit.start_measure(form, self._latest.get(point) if point else None)
        self._fill(instance, values)

    def _move(self, measure: str, by: int) -> None:
        """Let a measure, by its title, act earlier or later than is proposed."""
        instances = {row.title: row.instance for row in self.visit.measures()}
        self.visit.move_measure(instances[measure], by)

    def _number(self, **row: Any) -> None:
        """State a price or an emission for this company: the fields of a factor row."""
        self.visit.numbers.state(FactorRow(**row))

    def _later(self, form: str, ref: str = "", point: str = "") -> None:
        self.visit.set_later(form, ref or self._points[point], True)

    def _note(self, text: str, printed: bool = False) -> None:
        self.visit.save_note(text, printed)

    def _finish(self) -> None:
        self.visit.finish()

    # -- the company's six steps -----------------------------------------------------------------

    @property
    def _steps(self) -> StepBook:
        if self._step_book is None:
            self._step_book = self._casebook.steps(self._company)
        return self._step_book

    def _step(self, form: str, values: Mapping[str, str]) -> None:
        self._steps.refresh()  # the visit may have gone on since
        self._fill_step(form, values)

    def _attach(self, form: str, ref: str, file: str) -> None:
        """A file, or a signature drawn at the meeting, as the answer to a question of a step."""
        self._steps.attach(form, ref, self._folder / file)

    def _fill_step(self, form: str, values: Mapping[str, str]) -> None:
        book = self._steps
        for ref, value in values.items():
            if row := _ROW.match(ref):
                while book.form(form).session.find(row[0]) is None:
                    book.add_row(form, row[1])
            book.answer(form, ref, value)

    def _fetch(self, form: str) -> None:
        self._steps.refresh()
        self._steps.fill(form)

    def _step_measure(self, form: str, measure: str, values: Mapping[str, str]) -> None:
        """Answer in the row of a measure, by its title."""
        self._steps.refresh()
        self._steps.fill(form, only=measure)
        row = self._steps.measure_row(form, measure)
        self._fill_step(form, {f"{row}/{name}": value for name, value in values.items()})

    def _skip(self, step: int, reason: str) -> None:
        self._steps.skip(step, reason)
