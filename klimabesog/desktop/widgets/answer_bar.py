"""The answer bar of a checkpoint: Ja, Nej, Delvist, Ikke relevant, Ved ikke, one key each."""

from __future__ import annotations

from collections.abc import Sequence

from klimabesog.desktop.widgets.choice_bar import ChoiceBar, Segment

_KEYS = {
    "ja": ("j", "good"),
    "nej": ("n", "warn"),
    "delvist": ("d", "warn"),
    "ikke_relevant": ("i", "neutral"),
    "ved_ikke": ("v", "neutral"),
}


def answer_bar(choices: Sequence[tuple[str, str]], question: str, *, big: bool = False) -> ChoiceBar:
    """A bar for the checkpoint's choices (value, label); their order and words come from the form."""
    segments = [Segment(value, label, *_KEYS.get(value, ("", "neutral"))) for value, label in choices]
    return ChoiceBar(segments, question, big=big)
