"""Which editor a question gets, by its kind, its appearance and how many choices it has."""

from __future__ import annotations

import re

from klimabesog.casework.attachments import FILE_KINDS
from klimabesog.desktop.form_view.choice_editors import (
    RADIO_CHOICES,
    BarEditor,
    ChipsEditor,
    OptionsEditor,
    PickEditor,
    PickManyEditor,
    choice_pairs,
    fits_bar,
)
from klimabesog.desktop.form_view.choice_table import ChoiceLineEditor
from klimabesog.desktop.form_view.editors import (
    Editor,
    MomentEditor,
    MultilineEditor,
    NumberEditor,
    RangeEditor,
    ResultEditor,
    Scale,
    TextEditor,
    TriggerEditor,
)
from klimabesog.desktop.form_view.file_editor import FileEditor
from klimabesog.desktop.form_view.position_editor import PositionEditor
from klimabesog.desktop.form_view.rank_editor import RankEditor
from klimabesog.desktop.form_view.source import FormSource, Node
from klimabesog.desktop.form_view.tree import choice_count, has_word

_UNIT_IN_LABEL = re.compile(r"\(([^()]{1,12})\)\s*\??$")
SEARCHED = ("minimal", "search", "autocomplete")
ARRANGED = re.compile(r"\b(columns|horizontal|compact|quickcompact)")
CHIP_LETTERS = 200


def make_editor(node: Node, source: FormSource, *, big: bool = False, roomy: bool = True) -> Editor | None:
    """The editor for a node; None for a node that is only text (a note). `roomy`: on a card, not in a cell."""
    if node.kind == "note" and not node.calculated and not node.value:
        return None
    if node.kind in FILE_KINDS:
        return FileEditor(node, source)
    if node.calculated or node.readonly or node.kind in ("calculate", "note"):
        return ResultEditor(node, unit_of(node))
    if node.kind == "rank":
        return RankEditor(node)
    if node.kind == "select1":
        return _one_of(node, big=big, roomy=roomy)
    if node.kind == "select":
        return _several_of(node, roomy=roomy)
    return _plain_editor(node, roomy=roomy)


def _one_of(node: Node, *, big: bool, roomy: bool) -> Editor:
    if node.kb.get("kontrolpunkt"):
        return BarEditor(checkpoint=True, big=big)
    if has_word(node, "list-nolabel"):
        return ChoiceLineEditor(several=False)
    if has_word(node, *SEARCHED) or choice_count(node) > RADIO_CHOICES:
        return PickEditor(node)
    pairs = choice_pairs(node)
    if not ARRANGED.search(node.appearance or "") and fits_bar(pairs, roomy=roomy):
        return BarEditor()
    if has_word(node, "likert") and 1 < len(pairs) <= 7:
        return BarEditor()
    return OptionsEditor(several=False) if roomy or not pairs else PickEditor(node)


def _several_of(node: Node, *, roomy: bool) -> Editor:
    if has_word(node, "list-nolabel"):
        return ChoiceLineEditor(several=True)
    if has_word(node, *SEARCHED) or choice_count(node) > RADIO_CHOICES:
        return PickManyEditor(node)
    arranged = ARRANGED.search(node.appearance or "")
    if not arranged and sum(len(label) + 4 for _value, label in choice_pairs(node)) <= CHIP_LETTERS:
        return ChipsEditor()
    return OptionsEditor(several=True)


def _plain_editor(node: Node, *, roomy: bool) -> Editor:
    if node.kind in ("integer", "decimal"):
        return NumberEditor(node, unit_of(node), roomy=roomy)
    if node.kind in ("date", "time", "datetime"):
        return MomentEditor(node)
    if node.kind == "range":
        return RangeEditor(node, scale_of(node), unit_of(node))
    if node.kind == "trigger":
        return TriggerEditor(node)
    if node.kind in ("geopoint", "geotrace", "geoshape"):
        return PositionEditor(node)
    return MultilineEditor(node) if has_word(node, "multiline") else TextEditor(node)


def scale_of(node: Node) -> Scale:
    """The limits and the step of a range question; 0, 10 and 1 where the form does not say."""
    given = node.parameters
    return Scale(
        _number(given.get("start"), 0),
        _number(given.get("end"), 10),
        abs(_number(given.get("step"), 1)) or 1.0,
    )


def _number(text: object, otherwise: float) -> float:
    try:
        number = float(str(text))
    except ValueError:
        return otherwise
    return number if abs(number) < 1e15 else otherwise


def unit_of(node: Node) -> str:
    """The unit to show behind a number: what kb:enhed says when it is a unit and not the name of a question."""
    unit = str(node.kb.get("enhed", ""))
    if not unit or unit.startswith(("${", "enhed")):
        return ""
    return "" if _UNIT_IN_LABEL.search(node.label or "") else unit
