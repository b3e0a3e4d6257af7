"""The order in which Tab goes through a page: as its parts stand, whenever they were made.

Qt goes by the time of making, so a card that is built late, or a finding that an answer opens, would come last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QComboBox, QLayout, QLineEdit, QWidget

from klimabesog.desktop.form_view.lazy import Pile, Stretch, StretchBox
from klimabesog.desktop.widgets.base import is_put_away

LEAVES = (QAbstractButton, QAbstractScrollArea, QComboBox, QLineEdit)


def is_stop(widget: QWidget) -> bool:
    """Whether Tab stops here."""
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.isEnabled()
        and widget.focusProxy() is None
    )


def next_stop(page: QWidget, widget: QWidget, *, forward: bool = True) -> QWidget | None:
    """The stop after (or before) a widget of the page; None when it was the last."""
    return next(stops_from(page, widget, forward=forward), None)


def stops_from(page: QWidget, widget: QWidget, *, forward: bool = True) -> Iterator[QWidget]:
    """All stops after (or before) a widget, in order; what is not built yet is built when it is reached."""
    step: QWidget | None = widget
    while step is not None and step is not page:
        around = step.parentWidget()
        if around is None:
            return
        yield from _beside(around, step, forward)
        if not forward and is_stop(around):
            yield around
        step = around


def _beside(around: QWidget, step: QWidget, forward: bool) -> Iterator[QWidget]:
    children = children_in_order(around)
    own = step.stretch if isinstance(step, StretchBox) else step
    if own not in children:
        return
    index = children.index(own)
    for child in children[index + 1 :] if forward else reversed(children[:index]):
        yield from stops_in(child, forward=forward)


def stops_in(part: QWidget | Stretch, *, forward: bool = True) -> Iterator[QWidget]:
    """All stops in a widget, itself included."""
    if isinstance(part, Stretch):
        if not part.built and not part.room:
            return
        widget: QWidget = part.build()
    else:
        widget = part
    if is_put_away(widget):
        return
    stop = is_stop(widget)
    if stop and forward:
        yield widget
    if not isinstance(widget, LEAVES):
        children = children_in_order(widget)
        for child in children if forward else reversed(children):
            yield from stops_in(child, forward=forward)
    if stop and not forward:
        yield widget


def children_in_order(widget: QWidget) -> Sequence[QWidget | Stretch]:
    """The children as the layout sets them; without a layout as they were made; of a pile its stretches."""
    if isinstance(widget, Pile):
        return widget.stretches
    layout = widget.layout()
    if layout is not None:
        return list(_widgets(layout))
    return [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]


def _widgets(layout: QLayout) -> Iterator[QWidget]:
    for index in range(layout.count()):
        item = layout.itemAt(index)
        inner = item.layout() if item is not None else None
        if inner is not None:
            yield from _widgets(inner)
        elif item is not None and (widget := item.widget()) is not None:
            yield widget
