"""A municipality's logo: a PNG, or a plain SVG with shapes and nothing that runs or reaches out."""

from __future__ import annotations

import io

from klimabesog.exchange.profile import MAX_LOGO
from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

PNG, SVG = "image/png", "image/svg+xml"
MAX_PIXELS = 16_000_000

_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = frozenset(
    {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "title", "desc", "defs",
     "linearGradient", "radialGradient", "stop", "clipPath"}
)  # fmt: skip


def checked_logo(data: bytes) -> str:
    """The media type of a logo that may be used; InputError says what is wrong with it."""
    if len(data) > MAX_LOGO:
        raise InputError(_("Logoet fylder for meget. Brug et på højst 2 MB."))
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[-8:-4] == b"IEND":
        _check_png(data)
        return PNG
    _check_svg(data)
    return SVG


def _check_png(data: bytes) -> None:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            size = image.width * image.height
            if size <= MAX_PIXELS:
                image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(_unusable()) from error
    if size > MAX_PIXELS:
        raise InputError(_("Logoet er for stort. Brug et på højst 4.000 × 4.000 billedpunkter."))


def _check_svg(data: bytes) -> None:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(_unusable()) from error
    if root.tag != f"{_SVG}svg" or b"<!DOCTYPE" in data:
        raise InputError(_unusable())
    for element in root.iter():
        tag = element.tag if isinstance(element.tag, str) else ""
        plain = tag.startswith(_SVG) and tag.removeprefix(_SVG) in _SHAPES
        if not plain or not all(_is_plain(str(n), str(v)) for n, v in element.attrib.items()):
            raise InputError(
                _("Logoet rummer andet end streger, flader og farver. Gem det som PNG, og prøv igen.")
            )


def _is_plain(name: str, value: str) -> bool:
    """No script, no reference out of the file."""
    local, value = name.rpartition("}")[2].casefold(), "".join(value.split()).casefold()
    if local.startswith("on"):
        return False
    if local == "href":
        return value.startswith("#")
    outward = value.replace("url(#", "").replace("url('#", "").replace('url("#', "")
    return "url(" not in outward and "javascript:" not in value and "@import" not in value


def _unusable() -> str:
    return _("Logoet kan ikke bruges. Vælg en PNG- eller SVG-fil.")
