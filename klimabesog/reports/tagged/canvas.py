"""A reportlab canvas that marks what is drawn, keeps the structure tree and writes both on save."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from . import metadata
from . import reportlab_private as private
from .reportlab_private import Array, Dictionary, Name, Reference, String
from .tree import ROOT, Element, write_tree

private.install()


class _Mark(str):
    """An operator that begins or ends marked content."""

    __slots__ = ()


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Writes PDF/UA-1 and PDF/A-2a. Flowables say what they draw with `mark`, `within` and `artifact`.

    `when` dates the file; `lang` is its language, for instance "da-DK".
    """

    def __init__(self, *args: Any, when: datetime, **kwargs: Any) -> None:
        self.root = Element("Document")
        self.open: list[Element] = [self.root]
        self.known: dict[Hashable, Element] = {}
        self.places: dict[str, int] = {}
        """bookmark -> page number, of the headings drawn so far"""
        self._page: list[Element] = []
        self._pages: list[list[Element]] = []
        self._links: list[tuple[Any, Element]] = []
        self._marking = False
        self._when = when.astimezone(UTC)
        kwargs |= {"pdfVersion": (1, 7), "invariant": 1, "pageCompression": 1}
        super().__init__(*args, **kwargs)
        private.stamp(self, self._when)

    # ------------------------------------------------------------ marking

    def element(self, role: str, key: Hashable = None, **details: Any) -> Element:
        """A new element at the open place; with a `key` the same each time (pieces of a split flowable)."""
        found = self.known.get(key) if key is not None else None
        if found is None:
            found = Element(role, self.open[-1], **details)
            if key is not None:
                self.known[key] = found
        return found

    @contextmanager
    def within(self, element: Element) -> Iterator[Element]:
        """Elements made inside belong under `element`."""
        self.open.append(element)
        yield element
        self.open.pop()

    def mark(self, element: Element) -> AbstractContextManager[None]:
        """What is drawn inside is the content of `element`, unless it already belongs to another."""
        if self._marking:
            return self._marked("")
        number = len(self._page)
        self._page.append(element)
        element.kids.append(("content", private.page_name(self), number))
        return self._marked(f"/{element.role} <</MCID {number}>> BDC")

    def artifact(self, kind: str = "Layout") -> AbstractContextManager[None]:
        """What is drawn inside is decoration ("Layout") or page furniture ("Pagination"): not read aloud."""
        return self._marked(f"/Artifact <</Type /{kind}>> BDC")

    @contextmanager
    def _marked(self, operator: str) -> Iterator[None]:
        if self._marking:
            yield
            return
        self._marking = True
        code = private.page_code(self)
        code.append(_Mark(operator))
        yield
        code.append(_Mark("EMC"))
        self._marking = False

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:
        """reportlab's text object, with spaces between the lines."""
        return private.SpacedText(self, x, y, direction)

    def link_to(
        self, bookmark: str, box: tuple[float, float, float, float], contents: str, element: Element
    ) -> None:
        """A link over `box` (present coordinates) to a bookmark; it belongs to the Link `element`."""
        self._link(box, contents, element, Dest=private.destination(self, bookmark))

    def link_out(
        self, address: str, box: tuple[float, float, float, float], contents: str, element: Element
    ) -> None:
        """A link over `box` to an address on the net; it belongs to the Link `element`."""
        action = Dictionary({"Type": Name("Action"), "S": Name("URI"), "URI": String(address)})
        self._link(box, contents, element, A=action)

    def _link(
        self, box: tuple[float, float, float, float], contents: str, element: Element, **target: Any
    ) -> None:
        annotation = Dictionary(
            {
                "Type": Name("Annot"),
                "Subtype": Name("Link"),
                "Rect": Array(private.on_page(self, box)),
                "Border": Array([0, 0, 0]),
                "F": 4,
                "Contents": String(contents),
                **target,
            }
        )
        reference = private.add_annotation(self, annotation)
        element.kids.append(("object", private.page_name(self), reference))
        self._links.append((annotation, element))

    # ------------------------------------------------------------ pages and file

    def showPage(self) -> None:
        """Ends the page; what nobody marked becomes an artifact."""
        code = private.page_code(self)
        code[:] = _unmarked_as_artifacts(code)
        super().showPage()
        private.set_on_last_page(self, StructParents=len(self._pages), Tabs=Name("S"))
        self._pages.append(self._page)
        self._page = []

    def save(self) -> None:
        """Ends the last page. Nothing is written until `write`: a layout may be only a trial."""
        if private.page_code(self):
            self.showPage()

    def write(self) -> None:
        """Writes the file; once, after `save`."""
        write_tree(self, self.root, self._pages, self._links)
        self.setViewerPreference("DisplayDocTitle", "true")
        private.set_in_catalog(
            self,
            StructTreeRoot=Reference(ROOT),
            MarkInfo=Dictionary({"Marked": "true"}),
            OutputIntents=metadata.output_intents(self),
            Metadata=private.metadata_stream(lambda info: metadata.xmp(info, self._when)),
        )
        private.write(self)


def _unmarked_as_artifacts(code: list[str]) -> list[str]:
    result: list[str] = []
    free: list[str] = []
    depth = 0
    for operator in code:
        if isinstance(operator, _Mark):
            if depth == 0:
                result += _artifact(free)
                free = []
            depth += -1 if operator == "EMC" else 1
            result.append(operator)
        else:
            (result if depth else free).append(operator)
    return result + _artifact(free)


def _artifact(code: list[str]) -> list[str]:
    return ["/Artifact BMC", *code, "EMC"] if "".join(code).strip() else code
