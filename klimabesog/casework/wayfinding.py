"""Finding a question in a visit: by words, or in a list of those that lack something."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from klimabesog.casework import outline
from klimabesog.casework.instance import FormInstance
from klimabesog.casework.scope import Scope
from klimabesog.casework.visitviews import Finding, Note, QuestionHit
from klimabesog.values.texts import _
from klimabesog.xforms import Node

NOTES_PAGE = "side:noter"
"""The chapter named by a hit in a note that stands at no question; its `ref` is the note's id."""


@dataclass(frozen=True)
class Place:
    """A chapter as the lists name it: its key and title, the form as the visit names it, and its top node."""

    key: str
    title: str
    form: str
    instance: FormInstance
    top: Node

    @classmethod
    def of(cls, instance: FormInstance, top: Node) -> Place:
        """A chapter of a form of the visit."""
        title = top.label or instance.definition.title
        return cls(outline.chapter_key(instance, top), title, instance.form_id, instance, top)

    def hit(self, node: Node) -> QuestionHit:
        """A question as a line in a list that jumps to it."""
        return QuestionHit(
            chapter=self.key,
            chapter_title=self.title,
            form=self.form,
            ref=node.ref,
            label=node.label or node.name,
            answer=_answer(node),
            message=node.message or "",
            row=outline.row_of(node),
        )


def _answer(node: Node) -> str:
    """The answer as it counts: a choice that is not on offer does not."""
    return outline.answer_text(node) if outline.is_answered(node) else ""


@dataclass(frozen=True)
class Lists:
    """Questions that want something, each list in the order of the visit; a comment stands in `found`.

    `numbers` are remarks on figures, in `label`; the question they stand at is in `found`.
    """

    missing: tuple[QuestionHit, ...]
    errors: tuple[QuestionHit, ...]
    later: tuple[QuestionHit, ...]
    comments: tuple[QuestionHit, ...]
    numbers: tuple[QuestionHit, ...] = ()


def lists(places: Iterable[Place], scope: Scope) -> Lists:
    """All lists, in one walk through the forms; what the visit's scope leaves out misses nothing."""
    missing, errors, later, comments = [], [], [], []
    for place in places:
        for node in scope.divide(place.instance, place.top)[0]:
            if node.required and not outline.is_answered(node):
                missing.append(place.hit(node))
            if not node.valid:
                errors.append(place.hit(node))
            if place.instance.is_later(node):
                later.append(place.hit(node))
            if text := place.instance.comment(node):
                comments.append(replace(place.hit(node), found=text))
    return Lists(tuple(missing), tuple(errors), tuple(later), tuple(comments))


def at(places: Iterable[Place], form: str, ref: str) -> QuestionHit | None:
    """The question of this form and ref, None when it is not asked now."""
    for place in places:
        if place.form == form:
            for node in outline.questions(place.top):
                if node.ref == ref:
                    return place.hit(node)
    return None


def plain(text: str) -> str:
    """A text as words are compared: small letters, and each Danish letter one sign (å is never a)."""
    return unicodedata.normalize("NFC", text).casefold()


def search(
    text: str,
    places: Iterable[Place],
    notes: Sequence[Note],
    findings: Mapping[tuple[str, str], Sequence[Finding]],
) -> list[QuestionHit]:
    """What holds every word of `text`: where each begins a word first, else in the order of the visit, notes last.

    Looked through are labels, hints, answers as shown, comments, notes and what was written at findings (by form and
    ref). The chapter's title counts too, but not alone: else each of its questions would be found.
    """
    words = plain(text).split()
    if not words:
        return []
    noted: dict[tuple[str, str], list[Note]] = {}
    for note in notes:
        noted.setdefault((note.form or "", note.ref or ""), []).append(note)
    found = []
    for place in places:
        for node in outline.questions(place.top):
            at = (place.form, node.ref)
            hit = _match(words, place, node, noted.get(at, ()), findings.get(at, ()))
            if hit is not None:
                found.append(hit)
    loose = (note for note in notes if not note.form)
    found += [_note_hit(note) for note in loose if all(word in plain(note.text) for word in words)]
    begun = [re.compile(rf"\b{re.escape(word)}") for word in words]
    return sorted(found, key=lambda hit: not _begins(begun, hit))


def _begins(begun: Sequence[re.Pattern[str]], hit: QuestionHit) -> bool:
    """Whether each word searched for begins a word of the hit."""
    text = plain(" ".join((hit.label, hit.answer, hit.found, hit.chapter_title)))
    return all(word.search(text) for word in begun)


def _match(
    words: list[str], place: Place, node: Node, notes: Sequence[Note], findings: Sequence[Finding]
) -> QuestionHit | None:
    seen = plain(f"{node.label or node.name}\n{_answer(node)}")
    beside = list(_beside(place, node, notes, findings))
    whole = "\n".join([seen, *(plain(text) for _name, text in beside)])
    if not any(word in whole for word in words):
        return None
    titled = f"{whole}\n{plain(place.title)}"
    if not all(word in titled for word in words):
        return None
    left = [word for word in words if word not in seen]
    told = [
        f"{name}: {text}" if name else text for name, text in beside if any(w in plain(text) for w in left)
    ]
    return replace(place.hit(node), message="", found=" · ".join(told))


def _beside(
    place: Place, node: Node, notes: Sequence[Note], findings: Sequence[Finding]
) -> Iterator[tuple[str, str]]:
    """What belongs to a question beside its label and answer: what it is, and the text."""
    yield _("Hjælp"), node.hint
    yield _("Kommentar"), place.instance.comment(node)
    yield "", node.kb.get("kontrolpunkt", "")
    for finding in findings:
        for text in (finding.place, finding.printed, finding.internal):
            yield _("Fund"), text
    for note in notes:
        yield _("Note"), note.text


def _note_hit(note: Note) -> QuestionHit:
    return QuestionHit(
        chapter=NOTES_PAGE, chapter_title=_("Noter"), form="", ref=note.id, label=_("Note"), found=note.text
    )


def next_hit(
    found: Iterable[QuestionHit], order: Sequence[tuple[str, str]], now: tuple[str, str] | None, by: int
) -> QuestionHit | None:
    """The hit after (+1) or before (-1) the question `now`, round the end; None when there is none.

    `order` are (form, ref) of all questions as they stand in the visit; hits elsewhere are left out.
    """
    place = {at: number for number, at in enumerate(order)}
    known = sorted(
        (hit for hit in found if (hit.form, hit.ref) in place),
        key=lambda hit: place[hit.form, hit.ref] * by,
    )
    here = place.get(now) if now else None
    ahead = [hit for hit in known if here is None or (place[hit.form, hit.ref] - here) * by > 0]
    return next(iter(ahead or known), None)


def marks(text: str, words: str) -> list[tuple[int, int]]:
    """(start, length) of each word of a search in a text; the text must be in Unicode's composed form (NFC)."""
    letters = [(sign, place) for place, letter in enumerate(text) for sign in letter.casefold()]
    hay = "".join(sign for sign, _place in letters)
    found: set[int] = set()
    for word in plain(words).split():
        start = hay.find(word)
        while start >= 0:
            found.update(place for _sign, place in letters[start : start + len(word)])
            start = hay.find(word, start + 1)
    return _runs(sorted(found))


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Neighbouring places as (start, length)."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and sum(runs[-1]) == place:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((place, 1))
    return runs
