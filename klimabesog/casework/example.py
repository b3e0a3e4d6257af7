"""Plays a scripted case through the same API as the window: the bundled example, demos and tests."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from klimabesog.casework import outline
from klimabesog.casework.casebook import Casebook
from klimabesog.casework.steps.book import StepBook
from klimabesog.casework.views import Officer
from klimabesog.casework.visit import Visit
from klimabesog.values.errors import InputError
from klimabesog.values.resources import path as resource_path
from klimabesog.values.texts import _

EXAMPLE = ("resources", "eksempel", "nordkrogen.json")
Progress = Callable[[int, int], None]
_ROW = re.compile(r"^(.*)\[(\d+)\](?!.*\])")


def play_example(casebook: Casebook, progress: Progress | None = None) -> Visit:
    """Create the bundled example company with its visit; an officer is invented if there is none."""
    return play(casebook, resource_path(*EXAMPLE), progress)


def play(casebook: Casebook, script: Path, progress: Progress | None = None) -> Visit:
    """Play a case script (its shape is described in resources/eksempel/README.md); returns its visit.

    Raises InputError for a file that is no script, or a step that is not understood.
    """
    try:
        steps = [dict(step) for step in json.loads(script.read_text(encoding="utf-8"))["steps"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError(_("{name} er ikke et sagsscript.").format(name=script.name)) from error
    return _Player(casebook, script.parent).run(steps, progress or (lambda _done, _of: None))


class _Player:
    """One run of a script: the company and visit that its steps are about."""

    def __init__(self, casebook: Casebook, folder: Path) -> None:
        self._casebook, self._folder = casebook, folder
        self._company = ""
        self._visit: Visit | None = None
        self._step_book: StepBook | None = None
        self._points: dict[str, str] = {}
        self._latest: dict[str, str] = {}

    def run(self, steps: list[dict[str, Any]], progress: Progress) -> Visit:
        known: Mapping[str, Callable[..., None]] = {
            "officer": self._officer,
            "company": self._add_company,
            "contact": self._contact,
            "visit": self._start,
            "answers": self._answers,
            "checkpoints": self._checkpoints,
            "finding": self._finding,
            "measure": self._measure,
            "later": self._later,
            "note": self._note,
            "step": self._step,
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

    def _officer(self, name: str, municipality: str, **more: str) -> None:
        if self._casebook.officer is None:
            self._casebook.set_officer(Officer(name, municipality, **more))

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

    def _later(self, form: str, ref: str = "", point: str = "") -> None:
        self.visit.set_later(form, ref or self._points[point], True)

    def _note(self, text: str, printed: bool = False) -> None:
        self.visit.save_note(text, printed)

    # -- the company's six steps -----------------------------------------------------------------

    @property
    def _steps(self) -> StepBook:
        if self._step_book is None:
            self._step_book = self._casebook.steps(self._company)
        return self._step_book

    def _step(self, form: str, values: Mapping[str, str]) -> None:
        book = self._steps
        book.refresh()  # the visit may have gone on since
        for ref, value in values.items():
            if row := _ROW.match(ref):
                while book.form(form).session.find(row[0]) is None:
                    book.add_row(form, row[1])
            book.answer(form, ref, value)

    def _step_measure(self, form: str, measure: str, values: Mapping[str, str]) -> None:
        """Answer in the row of a measure, by its title."""
        book = self._steps
        book.refresh()
        book.fill(form)
        row = book.measure_row(form, measure)
        for name, value in values.items():
            book.answer(form, f"{row}/{name}", value)

    def _skip(self, step: int, reason: str) -> None:
        self._steps.skip(step, reason)
