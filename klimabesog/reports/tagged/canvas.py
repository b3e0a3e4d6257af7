"""A reportlab canvas that marks what is drawn, keeps the structure tree and writes both on save."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
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


class _Marked(str):
    """A text object that holds its own marks."""

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
        self._annotations: list[tuple[Any, Element]] = []
        self.on_stretch: Callable[[str, Any], None] | None = None
        """told where the links of the paragraph being drawn stand, line by line"""
        self._marking = False
        self._fields: list[Any] = []
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
        return self._marked("" if self._marking else self._content(element))

    def _content(self, element: Element) -> str:
        """The operator that begins a new content of `element`."""
        number = len(self._page)
        self._page.append(element)
        element.kids.append(("content", private.page_name(self), number))
        return f"/{element.role} <</MCID {number}>> BDC"

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

    @property
    def marking(self) -> bool:
        """Whether what is drawn now belongs to an element or an artifact already."""
        return self._marking

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> Any:
        """reportlab's text object, with spaces between the lines."""
        return private.SpacedText(self, x, y, direction)

    def stretch_text(
        self, x: float, y: float, element: Element, stretch: Callable[[str], Element]
    ) -> private.StretchText:
        """A text object of `element`, in which each link of reportlab's markup is `stretch(href)`."""
        return private.StretchText(
            self, x, y, lambda href: self._content(stretch(href)), lambda: self._content(element)
        )

    def drawText(self, text: Any) -> None:
        """Draws a text object."""
        code = str(text.getCode())
        private.page_code(self).append(_Marked(code) if isinstance(text, private.StretchText) else code)

    def linkURL(self, url: str, rect: Any, relative: int = 0, **_: Any) -> None:
        """Called by reportlab's paragraph for each line of a link in its markup."""
        if self.on_stretch is not None:
            self.on_stretch(url, rect)

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
        border = Array([0, 0, 0])
        self._annotate("Link", box, element, Border=border, Contents=String(contents), **target)

    def _annotate(self, kind: str, box: Sequence[float], element: Element, **entries: Any) -> Any:
        """An annotation over `box` (present coordinates) that belongs to `element`; gives the reference."""
        annotation = Dictionary(
            {
                "Type": Name("Annot"),
                "Subtype": Name(kind),
                "Rect": Array(private.on_page(self, box)),
                "F": 4,
                **entries,
            }
        )
        reference = private.add_annotation(self, annotation)
        element.kids.append(("object", private.page_name(self), reference))
        self._annotations.append((annotation, element))
        return reference

    # ------------------------------------------------------------ fields to fill in

    def widget(self, box: Sequence[float], spoken: str, **entries: Any) -> Any:
        """A widget over `box` in a Form element of its own; gives the reference. `spoken` says what it is for."""
        element = self.element("Form")
        return self._annotate("Widget", box, element, TU=String(spoken), **entries)

    def field(self, reference: Any) -> None:
        """Makes a widget, or the parent of several, a field of the document."""
        self._fields.append(reference)

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
        write_tree(self, self.root, self._pages, self._annotations)
        self.setViewerPreference("DisplayDocTitle", "true")
        form = {"AcroForm": fields_dictionary(self._fields)} if self._fields else {}
        private.set_in_catalog(
            self,
            **form,
            StructTreeRoot=Reference(ROOT),
            MarkInfo=Dictionary({"Marked": "true"}),
            OutputIntents=metadata.output_intents(self),
            Metadata=private.metadata_stream(lambda info: metadata.xmp(info, self._when)),
        )
        private.write(self)

    def release(self) -> None:
        """Gives the memory back at once; after `write`, or when the layout was only a trial."""
        for element in list(self.root.walk()):
            element.kids, element.parent = [], None
        private.release(self)


def fields_dictionary(fields: Sequence[Any]) -> Any:
    """The catalog's /AcroForm. Typed text is set in Helvetica, which every viewer has."""
    helvetica = {
        "Type": Name("Font"),
        "Subtype": Name("Type1"),
        "BaseFont": Name("Helvetica"),
        "Encoding": Name("WinAnsiEncoding"),
    }
    fonts = Dictionary({"Font": Dictionary({"Helv": Dictionary(helvetica)})})
    return Dictionary({"Fields": Array(fields), "DA": String("/Helv 0 Tf 0 0 0 rg"), "DR": fonts})


def _unmarked_as_artifacts(code: list[str]) -> list[str]:
    result: list[str] = []
    free: list[str] = []
    depth = 0
    for operator in code:
        if isinstance(operator, _Marked) and not depth:
            result += [*_artifact(free), operator]
            free = []
        elif isinstance(operator, _Mark):
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
