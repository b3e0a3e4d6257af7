"""The nodes XPath runs over: light objects with a by-name index of their children.

A *compact* element has its own `text` and no text nodes (form answers, rows of a choice list); a full one
(XML read with `keep_text`) holds text, comment and instruction nodes as children and `text` is None.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ELEMENT, ATTRIBUTE, TEXT, COMMENT, INSTRUCTION, DOCUMENT = range(6)
_NONE: list[XNode] = []


class XNode:
    """One node: `node_type` is one of the constants above, `name` the local name, `prefix` as written.

    `order` is -1 where document order is not numbered (form nodes, which come and go).
    """

    __slots__ = (
        "attributes",
        "children",
        "index",
        "keys",
        "name",
        "namespace",
        "node_type",
        "order",
        "parent",
        "place",
        "prefix",
        "text",
    )

    def __init__(self, kind: int, name: str, parent: XNode | None, text: str | None = None) -> None:
        self.node_type = kind
        self.name = name
        self.parent = parent
        self.text = text
        self.prefix = ""
        self.namespace = ""
        self.children: list[XNode] = _NONE
        self.attributes: list[XNode] = _NONE
        self.index: dict[str, list[XNode]] | None = None
        self.keys: dict[tuple[str, ...], dict[str, list[XNode]]] | None = None
        self.order = -1
        self.place = 1

    def named(self, name: str) -> list[XNode]:
        """Child elements with this local name (a shared list: do not change it)."""
        index = self.index
        if index is None:
            index = self._build_index()
        return index.get(name, _NONE)

    def children_by_name(self) -> dict[str, list[XNode]]:
        """Child elements by local name (shared: do not change it)."""
        return self._build_index() if self.index is None else self.index

    def _build_index(self) -> dict[str, list[XNode]]:
        index: dict[str, list[XNode]] = {}
        for child in self.children:
            if child.node_type == ELEMENT:
                alike = index.setdefault(child.name, [])
                alike.append(child)
                child.place = len(alike)
        self.index = index
        return index

    def place_among_alike(self) -> int:
        """The place among the parent's children of the same name, from 1."""
        if self.parent is not None:
            self.parent.named(self.name)
        return self.place

    def attribute(self, name: str) -> XNode | None:
        """The attribute with this local name, if any."""
        for node in self.attributes:
            if node.name == name:
                return node
        return None

    def string(self) -> str:
        """The XPath string-value."""
        if self.text is not None:
            return self.text
        return "".join(_texts(self))

    @property
    def qname(self) -> str:
        """The name with its prefix as written."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name


def _texts(node: XNode) -> Iterator[str]:
    for child in node.children:
        if child.text is None:
            yield from _texts(child)
        elif child.node_type in (TEXT, ELEMENT):
            yield child.text


def content(node: XNode) -> list[XNode]:
    """The children as XPath sees them: a compact leaf shows its text as one text node."""
    if node.children or not node.text or node.node_type not in (ELEMENT, DOCUMENT):
        return node.children
    return [XNode(TEXT, "", node, node.text)]


def cells(item: XNode, name: str) -> list[XNode]:
    """The children with this name, or the attribute when the name begins with `@`."""
    if name[:1] != "@":
        return item.named(name)
    attribute = item.attribute(name[1:])
    return [] if attribute is None else [attribute]


def keyed(parent: XNode, name: str, key: str) -> dict[str, list[XNode]]:
    """Text of the cell `key` -> the children `name` that have it; kept for lists that do not change."""
    if parent.keys is None:
        parent.keys = {}
    index = parent.keys.get((name, key))
    if index is None:
        index = {}
        for item in parent.named(name):
            for text in {node.string() for node in cells(item, key)}:
                index.setdefault(text, []).append(item)
        if parent.order >= 0:
            parent.keys[name, key] = index
    return index


def top(node: XNode) -> XNode:
    """The topmost node of the tree."""
    while node.parent is not None:
        node = node.parent
    return node


def descendants(node: XNode) -> Iterator[XNode]:
    """All nodes below, in document order."""
    for child in content(node):
        yield child
        if child.node_type == ELEMENT:
            yield from descendants(child)


def in_document_order(nodes: Iterable[XNode]) -> list[XNode]:
    """Unique nodes in document order."""
    unique = list({id(node): node for node in nodes}.values())
    if len(unique) < 2:
        return unique
    if all(node.order >= 0 for node in unique):
        return sorted(unique, key=lambda node: node.order)
    return sorted(unique, key=_place)


def _place(node: XNode) -> tuple[tuple[int, int], ...]:
    place: list[tuple[int, int]] = []
    while node.parent is not None:
        parent = node.parent
        if node.node_type == ATTRIBUTE:
            place.append((0, _index(parent.attributes, node)))
        else:
            place.append((1, _index(parent.children, node)))
        node = parent
    return tuple(reversed(place))


def _index(nodes: list[XNode], node: XNode) -> int:
    for index, other in enumerate(nodes):
        if other is node:
            return index
    return -1
