"""Which editor a question gets."""

from __future__ import annotations

import re

from klimabesog.desktop.form_view.choice_editors import (
    RADIO_CHOICES,
    BarEditor,
    ChipsEditor,
    ComboEditor,
    RadioEditor,
    RankEditor,
    choice_pairs,
    fits_bar,
)
from klimabesog.desktop.form_view.editors import (
    Editor,
    MomentEditor,
    MultilineEditor,
    NumberEditor,
    RangeEditor,
    ResultEditor,
    TextEditor,
    TriggerEditor,
)
from klimabesog.desktop.form_view.source import FormSource, Node

_UNIT_IN_LABEL = re.compile(r"\(([^()]{1,12})\)\s*\??$")


def make_editor(node: Node, source: FormSource, *, big: bool = False, roomy: bool = True) -> Editor | None:
    """The editor for a node; None for a node that is only text (a note). `roomy`: on a card, not in a cell."""
    if node.kind == "note" and not node.calculated:
        return None
    if node.calculated or node.kind in ("calculate", "note"):
        return ResultEditor(node, unit_of(node))
    if node.kind in ("select1", "select", "rank"):
        return _choice_editor(node, big, roomy)
    return _plain_editor(node)


def _choice_editor(node: Node, big: bool, roomy: bool) -> Editor:
    if node.kind == "rank":
        return RankEditor()
    if node.kind == "select":
        return ChipsEditor()
    pairs = choice_pairs(node)
    if node.kb.get("kontrolpunkt"):
        return BarEditor(checkpoint=True, big=big)
    if fits_bar(pairs, roomy=roomy) and "minimal" not in (node.appearance or ""):
        return BarEditor()
    if roomy and 0 < len(pairs) <= RADIO_CHOICES and "minimal" not in (node.appearance or ""):
        return RadioEditor()
    return ComboEditor(node)


def _plain_editor(node: Node) -> Editor:
    if node.kind in ("integer", "decimal"):
        return NumberEditor(node, unit_of(node))
    if node.kind in ("date", "time", "datetime"):
        return MomentEditor(node)
    if node.kind == "range":
        return RangeEditor(node, *range_of(node))
    if node.kind == "trigger":
        return TriggerEditor(node)
    return MultilineEditor(node) if "multiline" in (node.appearance or "") else TextEditor(node)


def range_of(node: Node) -> tuple[float, float, float]:
    """Start, end and step of a range question."""
    parameters = getattr(node, "parameters", None) or {}
    return (
        float(parameters.get("start", 0)),
        float(parameters.get("end", 10)),
        float(parameters.get("step", 1)) or 1.0,
    )


def unit_of(node: Node) -> str:
    """The unit to show behind a number: what kb:enhed says when it is a unit and not the name of a question."""
    unit = str(node.kb.get("enhed", ""))
    if not unit or unit.startswith(("${", "enhed")):
        return ""
    return "" if _UNIT_IN_LABEL.search(node.label or "") else unit
