"""XML text -> nodes for XPath. Entities, external files and the network are off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.xpath.nodes import ATTRIBUTE, COMMENT, DOCUMENT, ELEMENT, INSTRUCTION, TEXT, XNode

if TYPE_CHECKING:
    from lxml import etree

XML = "http://www.w3.org/XML/1998/namespace"


def read_xml(data: bytes) -> etree._Element:
    """The root element. Raises InputError when the text is not XML or declares entities."""
    from lxml import etree

    if b"<!ENTITY" in data.replace(b"\0", b""):  # also in UTF-16: before anything is expanded
        raise InputError(_("XML-filen bruger entiteter, og det er ikke tilladt."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(_refusal(error.msg or "")) from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and declared.entities():
        raise InputError(_("XML-filen bruger entiteter, og det er ikke tilladt."))
    return root


def _refusal(told: str) -> str:
    if "depth" in told.lower():
        return _("XML-filen kan ikke læses: den er indlejret for dybt.")
    if "huge" in told.lower() or "too long" in told.lower() or "too large" in told.lower():
        return _("XML-filen kan ikke læses: den holder en tekst på over 10 MB.")
    return _("XML-filen kan ikke læses: {error}").format(error=told)


def split_tag(tag: str) -> tuple[str, str]:
    """(namespace, local name) of an lxml tag."""
    if tag[0] == "{":
        namespace, _brace, name = tag[1:].partition("}")
        return namespace, name
    return "", tag


def document(element: etree._Element, *, keep_text: bool = False) -> XNode:
    """A document node over the element, numbered in document order."""
    counter = _Counter()
    root = XNode(DOCUMENT, "", None)
    root.order = counter.next()
    if not keep_text:
        root.children = [_compact(element, root, counter)]
        return root
    before = [_other(node, root, counter) for node in reversed(list(element.itersiblings(preceding=True)))]
    main = _full(element, root, counter)
    root.children = [*before, main, *(_other(node, root, counter) for node in element.itersiblings())]
    return root


def told(element: etree._Element) -> dict[str, str]:
    """The attributes by tag."""
    return dict(element.items())  # type: ignore[arg-type]


def is_element(node: object) -> bool:
    """Whether an lxml node is an element (comments and instructions have no text as tag)."""
    return isinstance(getattr(node, "tag", None), str)


def elements(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements, without comments and instructions."""
    return (child for child in element if is_element(child))


def local(element: etree._Element) -> str:
    """The name without namespace."""
    return split_tag(str(element.tag))[1]


class _Counter:
    def __init__(self) -> None:
        self.value = -1

    def next(self) -> int:
        self.value += 1
        return self.value


def _element(source: etree._Element, parent: XNode, counter: _Counter) -> XNode:
    tag = str(source.tag)
    if tag[0] == "{":
        namespace, name = split_tag(tag)
        node = XNode(ELEMENT, name, parent)
        node.namespace, node.prefix = namespace, source.prefix or ""
    else:
        node = XNode(ELEMENT, tag, parent)
    node.order = counter.next()
    if given := source.items():
        node.attributes = [_attribute(name, value, node, source, counter) for name, value in given]
    return node


def _attribute(
    tag: str | bytes, value: str | bytes, node: XNode, source: etree._Element, counter: _Counter
) -> XNode:
    made = XNode(ATTRIBUTE, "", node, str(value))
    made.namespace, made.name = split_tag(str(tag))
    made.order = counter.next()
    if made.namespace == XML:
        made.prefix = "xml"
    elif made.namespace:
        made.prefix = next(
            (prefix or "" for prefix, uri in source.nsmap.items() if uri == made.namespace and prefix), ""
        )
    return made


def _compact(source: etree._Element, parent: XNode, counter: _Counter) -> XNode:
    node = _element(source, parent, counter)
    children = [_compact(child, node, counter) for child in source if isinstance(child.tag, str)]
    if children:
        node.children = children
    else:
        node.text = "".join(map(str, source.itertext())) if len(source) else source.text or ""
    return node


def _full(source: etree._Element, parent: XNode, counter: _Counter) -> XNode:
    node = _element(source, parent, counter)
    children: list[XNode] = []
    _text(source.text, node, children, counter)
    for child in source:
        build = _full if is_element(child) else _other
        children.append(build(child, node, counter))
        _text(child.tail, node, children, counter)
    node.children = children
    return node


def _text(text: str | None, node: XNode, children: list[XNode], counter: _Counter) -> None:
    if text:
        made = XNode(TEXT, "", node, text)
        made.order = counter.next()
        children.append(made)


def _other(source: etree._Element, parent: XNode, counter: _Counter) -> XNode:
    from lxml import etree

    if isinstance(source, etree._ProcessingInstruction):
        made = XNode(INSTRUCTION, str(source.target), parent, source.text or "")
    else:
        made = XNode(COMMENT, "", parent, source.text or "")
    made.order = counter.next()
    return made
