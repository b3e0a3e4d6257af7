"""The visit as the form view sees it: one form, or one measure, of an open visit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from klimabesog.casework.helpfits import for_finding
from klimabesog.casework.provenance.places import numbers_at, shows_numbers
from klimabesog.casework.provenance.values import PAYBACK, SAVED_KR, SAVED_KWH, Number
from klimabesog.casework.scope import Scope
from klimabesog.casework.visit import Visit
from klimabesog.casework.visitviews import Finding
from klimabesog.desktop.form_view.open_form import OpenForm, Splits
from klimabesog.desktop.form_view.source import MeasureLine, Node
from klimabesog.desktop.words import measure_line

THUMB = 280
KEPT_THUMBS = 200
RESULT = (SAVED_KWH, SAVED_KR, PAYBACK)
"""The figures in the line that a finding shows of its measure (`words.measure_line`)."""


class Thumbs:
    """Small pictures of a visit's photos, kept while it is open."""

    def __init__(self, visit: Visit):
        self.small = lru_cache(maxsize=KEPT_THUMBS)(lambda sha256: visit.thumbnail(sha256, THUMB))


class VisitSource(OpenForm):
    """One form, or one measure: beside the answers its findings, photos and measures."""

    def __init__(
        self,
        visit: Visit,
        form: str,
        thumbs: Thumbs,
        *,
        opened_measure: Callable[[str], object],
        opened_photo: Callable[[str], object],
        attended: Callable[[str, str], object],
        history: Callable[[str, str], object],
        splits: Splits = frozenset,
        resolve: Callable[[], object] = lambda: None,
        explained: Callable[..., object] | None = None,
        helped: Callable[[Finding], object] | None = None,
    ):
        super().__init__(visit, form, attended=attended, history=history, splits=splits, resolve=resolve)
        self._visit, self._thumbs = visit, thumbs
        self._opened_measure = opened_measure
        self._opened_photo = opened_photo
        self._explained, self._helped = explained, helped
        self.scope: Scope | None = None
        """What the visit asks; None shows all."""
        self.revealed: set[str] = set()
        """Questions outside the scope that were gone to all the same: they show as long as the page is open."""

    def is_left_out(self, node: Node) -> bool:
        """Whether the visit's scope leaves a question, or all of a group, out."""
        if self.scope is None or any(r == node.ref or r.startswith(node.ref + "/") for r in self.revealed):
            return False
        return self.scope.leaves_out(self._visit.form(self.form), node)

    def explains(self, ref: str) -> bool:
        """Whether a note shows numbers that can be asked where they come from."""
        form = self._visit.form(self.form)
        return self._explained is not None and shows_numbers(form, form.node(ref))

    def explain(self, ref: str) -> None:
        form = self._visit.form(self.form)
        numbers = numbers_at(self._visit, form, form.node(ref))
        if self._explained is not None and numbers:
            self._explained(*numbers)

    def findings(self, ref: str) -> Sequence[Finding]:
        return self._visit.findings(self.form, ref)

    def add_finding(self, ref: str) -> None:
        self._visit.add_finding(self.form, ref)

    def save_finding(self, finding: Finding, **texts: str) -> None:
        self._visit.save_finding(finding.id, **texts)

    def remove_finding(self, finding: Finding) -> None:
        self._visit.remove_finding(finding.id)

    def places(self) -> Sequence[str]:
        return sorted({finding.place for finding in self._visit.all_findings() if finding.place})

    def suggestions(self, finding: Finding) -> Sequence[tuple[str, str]]:
        return self._visit.suggestions(finding)

    def measures(self, finding: Finding) -> Sequence[MeasureLine]:
        if not finding.measures:
            return ()
        rows = [row for row in self._visit.measures() if row.instance in finding.measures]
        can_tell = self._explained is not None
        return [
            MeasureLine(row.instance, row.title, measure_line(row), can_tell and row.counts) for row in rows
        ]

    def count_help(self, finding: Finding) -> int:
        return len(for_finding(self._visit, finding))

    def show_help(self, finding: Finding) -> None:
        if self._helped is not None:
            self._helped(finding)

    def start_measure(self, form_id: str, finding: Finding) -> None:
        self._opened_measure(self._visit.start_measure(form_id, finding.id))

    def open_measure(self, instance: str) -> None:
        self._opened_measure(instance)

    def explain_measure(self, instance: str) -> None:
        if self._explained is not None:
            self._explained(*(Number(kind, instance) for kind in RESULT))

    def add_photos(self, given: Sequence[str | bytes], finding: Finding | None) -> None:
        for picture in given:
            source = Path(picture) if isinstance(picture, str) else picture
            self._visit.add_photo(source, finding.id if finding else None)

    def open_photo(self, photo: str) -> None:
        self._opened_photo(photo)

    def thumbnail(self, sha256: str) -> bytes:
        return self._thumbs.small(sha256)
