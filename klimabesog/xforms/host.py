"""The world of expressions within a session: its instances, clock, language and choice labels."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from klimabesog.values.clock import Clock
from klimabesog.xforms.definition import Definition
from klimabesog.xforms.node import Node
from klimabesog.xforms.xpath.context import Host
from klimabesog.xforms.xpath.nodes import DOCUMENT, XNode

if TYPE_CHECKING:
    from klimabesog.xforms.session import Session


class FormHost(Host):
    """`given` are instances handed in by the caller; they win over those of the form."""

    def __init__(
        self, definition: Definition, given: Mapping[str, XNode], clock: Clock, zone: tzinfo, session: Session
    ) -> None:
        super().__init__(XNode(DOCUMENT, "", None), zone, lambda: datetime.fromtimestamp(clock() / 1000, UTC))
        self.definition = definition
        self.given = dict(given)
        self.session = session
        self.namespaces = definition.namespaces
        self.fixed: dict[str, list[XNode]] = {}

    def fix(self, above: XNode, path: str = "") -> None:
        """Remember what stands outside repeats by its path: it never comes or goes."""
        for name, nodes in above.children_by_name().items():
            node = nodes[0]
            if len(nodes) == 1 and isinstance(node, Node) and not node.is_row:
                self.fixed[f"{path}/{name}"] = nodes
                if node.children:
                    self.fix(node, f"{path}/{name}")

    def instance(self, name: str) -> XNode | None:
        """The instance handed in, the form's own, or the primary one by the form's id."""
        found = self.given.get(name) or self.definition.instance(name)
        return self.root if found is None and name in (self.definition.form_id, "__primary__") else found

    def itext(self, key: str) -> str:
        """The translated text."""
        return self.session.texts.by_id(key, self.session.root)

    def choice_label(self, node: XNode, value: str) -> str:
        """The label of a choice."""
        return self.session.choices.label(node, value) if isinstance(node, Node) else ""

    def version(self) -> str:
        """The form's version."""
        return self.definition.version
