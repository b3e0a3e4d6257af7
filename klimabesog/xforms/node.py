"""One node of a running form: an answer, group, repeat row or calculated value, with its facts as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from klimabesog.xforms.definition import Control, NodeDef
from klimabesog.xforms.kinds import kind_of
from klimabesog.xforms.values import Choice
from klimabesog.xforms.xpath.nodes import ATTRIBUTE, ELEMENT, XNode

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session

_NO_CONTROL = Control("")


class Node(XNode):
    """A node of the instance. Read it; change it through the session.

    `value` is the answer kept, `text` what expressions see: '' while the node is not relevant.
    """

    __slots__ = (
        "computed", "definition", "gone", "message_kind", "order_in_repeat", "own_readonly", "own_relevant", "readonly",
        "relevant", "required", "row_id", "session", "shown", "valid", "value",
    )  # fmt: skip
    parent: Node | None
    children: list[Node]  # type: ignore[assignment]

    def __init__(self, definition: NodeDef, parent: XNode, session: Session, value: str) -> None:
        super().__init__(ATTRIBUTE if definition.is_attribute else ELEMENT, definition.name, parent)
        self.prefix = definition.prefix
        self.namespace = definition.namespace
        self.definition = definition
        self.session = session
        self.value = value
        self.computed: str | None = None
        self.relevant = self.own_relevant = True
        self.readonly = self.own_readonly = False
        self.required = False
        self.valid = True
        self.message_kind = ""
        self.gone = False
        self.row_id = ""
        self.order_in_repeat = 0.0
        self.shown: frozenset[str] | None = None

    @property
    def ref(self) -> str:
        """The path with row numbers, `/data/rep[2]/x`. It shifts when rows before it come or go."""
        parts: list[str] = []
        node: Node | None = self
        while isinstance(node, Node):
            shown = node.qname
            if node.node_type == ATTRIBUTE:
                shown = "@" + shown
            elif node.definition.is_repeat:
                shown += f"[{node.number}]"
            parts.append(shown)
            node = node.parent
        return "/" + "/".join(reversed(parts))

    @property
    def number(self) -> int:
        """The place of a row among the rows of its repeat, from 1."""
        return self.place_among_alike()

    @property
    def path(self) -> str:
        """The path without row numbers: the field name in the store."""
        return self.definition.path

    @property
    def record(self) -> str:
        """The id of the record this is stored under: the nearest row, else the instance."""
        node: Node | None = self
        while isinstance(node, Node):
            if node.row_id:
                return node.row_id
            node = node.parent
        return self.session.instance_id

    @property
    def control(self) -> Control:
        """The body's control (an empty one when the node has none)."""
        return self.definition.control or _NO_CONTROL

    @property
    def kind(self) -> str:
        """One of these, or `note` for a text that is always readonly.

        text, integer, decimal, date, time, datetime, select1, select, rank, range, image, file, signature,
        audio, video, geopoint, geotrace, geoshape, barcode, trigger, calculate, group, repeat.
        """
        definition = self.definition
        if not definition.kind:
            definition.kind = kind_of(definition)
        return definition.kind

    @property
    def calculated(self) -> bool:
        """Whether the value comes from a calculation (or a preload) and is never stored as an answer."""
        return self.definition.calculate is not None

    @property
    def appearance(self) -> str:
        """The appearance words."""
        return self.control.appearance

    @property
    def parameters(self) -> Mapping[str, str]:
        """Attributes of the control: start, end, step, mediatype, rows, accuracyThreshold …"""
        return self.control.parameters

    @property
    def kb(self) -> Mapping[str, str]:
        """The kb: attributes, without prefix."""
        return self.definition.kb

    @property
    def label(self) -> str:
        """The label in the language in use, outputs filled in (Markdown as written)."""
        return self.session.texts.show(self.control.label, self)

    @property
    def hint(self) -> str:
        """The hint."""
        return self.session.texts.show(self.control.hint, self)

    @property
    def guidance(self) -> str:
        """The guidance hint."""
        return self.session.texts.show(self.control.hint, self, "guidance")

    @property
    def image(self) -> str:
        """The media file name shown with the label, or ''."""
        return self.session.texts.show(self.control.label, self, "image").rpartition("/")[2]

    @property
    def message(self) -> str | None:
        """Why the answer does not hold (its constraint or its type), None when it does."""
        return self.session.texts.message(self)

    @property
    def required_message(self) -> str | None:
        """The form's own words for a missing answer, if it has any."""
        message = self.definition.required_message
        return None if message is None else self.session.texts.show(message, self)

    @property
    def missing(self) -> bool:
        """Whether an answer is required and absent."""
        return self.required and self.relevant and self.text == ""

    @property
    def choices(self) -> list[Choice]:
        """The choices on offer now, in order."""
        return self.session.choices.of(self)

    @property
    def is_row(self) -> bool:
        """Whether this is a row of a repeat."""
        return self.definition.is_repeat

    def child(self, name: str) -> Node | None:
        """The first child with this name."""
        found = self.named(name)
        return found[0] if found else None  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"<Node {self.ref} {self.value!r}>"
