"""The structure tree: what a screen reader walks through, in the order it was drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .reportlab_private import Array, Dictionary, Name, Reference, String, add_object

ROOT = "StructRoot"


class Element:
    """One element: a role of PDF 1.7 (P, H1, Table …), its parts in order, its texts and attributes.

    `kids` holds elements, ("content", page, number) for marked content and ("object", page, reference).
    `texts` are strings such as Alt; `attributes` is one attribute dictionary, owner under "O".
    """

    __slots__ = ("attributes", "kids", "name", "parent", "role", "texts")

    def __init__(
        self,
        role: str,
        parent: Element | None = None,
        *,
        texts: dict[str, str] | None = None,
        attributes: dict[str, Any] | None = None,
    ) -> None:
        self.role, self.parent = role, parent
        self.kids: list[Element | tuple[str, str, Any]] = []
        self.texts, self.attributes = texts or {}, attributes or {}
        self.name = ""
        if parent is not None:
            parent.kids.append(self)

    def child(self, role: str) -> Element:
        """The first part with this role, made when there is none yet."""
        found = (kid for kid in self.kids if isinstance(kid, Element) and kid.role == role)
        return next(found, None) or Element(role, self)

    def walk(self) -> Iterator[Element]:
        """This element and all below, parents first."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def write_tree(
    canvas: Any, root: Element, pages: list[list[Element]], annotations: list[tuple[Any, Element]]
) -> None:
    """Writes the tree and its parent tree as objects under the name ROOT.

    `pages` gives the element of each marked content number, page by page; `annotations` each link's element.
    """
    elements = list(root.walk())
    for number, element in enumerate(elements):
        element.name = f"Struct{number}"
    for element in elements:
        add_object(canvas, _dictionary(element), element.name)
    numbers = _parent_tree(pages, annotations)
    add_object(
        canvas,
        Dictionary(
            {
                "Type": Name("StructTreeRoot"),
                "K": Array([Reference(root.name)]),
                "ParentTree": Dictionary({"Nums": Array(numbers)}),
                "ParentTreeNextKey": len(numbers) // 2,
                **_named(elements),
            }
        ),
        ROOT,
    )


def _parent_tree(pages: list[list[Element]], annotations: list[tuple[Any, Element]]) -> list[Any]:
    numbers: list[Any] = []
    for number, elements in enumerate(pages):
        numbers += [number, Array([Reference(element.name) for element in elements])]
    for number, (annotation, element) in enumerate(annotations, len(pages)):
        annotation["StructParent"] = number
        numbers += [number, Reference(element.name)]
    return numbers


def _named(elements: list[Element]) -> dict[str, Any]:
    """The tree of elements that carry an ID (notes), sorted as the standard wants it."""
    named = sorted((e.texts["ID"], e) for e in elements if "ID" in e.texts)
    names = [part for name, element in named for part in (String(name), Reference(element.name))]
    return {"IDTree": Dictionary({"Names": Array(names)})} if names else {}


def _dictionary(element: Element) -> Any:
    entries: dict[str, Any] = {
        "Type": Name("StructElem"),
        "S": Name(element.role),
        "P": Reference(element.parent.name if element.parent else ROOT),
        "K": _kids(element),
    }
    entries |= {key: String(text) for key, text in element.texts.items()}
    if element.attributes:
        entries["A"] = Dictionary(
            {
                key: Name(value) if isinstance(value, str) else value
                for key, value in element.attributes.items()
            }
        )
    return Dictionary(entries)


def _kids(element: Element) -> Any:
    """The element's content. A field stands alone without a list around it: pyHanko looks for it there when it tells
    whether a second signature has left the first one's document as it was."""
    kids = [_kid(kid) for kid in element.kids]
    return kids[0] if element.role == "Form" and len(kids) == 1 else Array(kids)


def _kid(kid: Element | tuple[str, str, Any]) -> Any:
    if isinstance(kid, Element):
        return Reference(kid.name)
    kind, page, what = kid
    if kind == "content":
        return Dictionary({"Type": Name("MCR"), "Pg": Reference(page), "MCID": what})
    return Dictionary({"Type": Name("OBJR"), "Pg": Reference(page), "Obj": what})
