"""The look of the documents: typeface, colours, paragraph styles, measures; all lengths in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from klimabesog.reports import hyphenation
from klimabesog.values import resources

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89
MARGIN = 56.0
TOP, BOTTOM = 62.0, 66.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
BODY_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

REGULAR, SEMIBOLD, BOLD, ITALIC = (
    "SourceSans3",
    "SourceSans3-Semibold",
    "SourceSans3-Bold",
    "SourceSans3-Italic",
)
_FILES = {
    REGULAR: "SourceSans3_400Regular.ttf",
    SEMIBOLD: "SourceSans3_600SemiBold.ttf",
    BOLD: "SourceSans3_700Bold.ttf",
    ITALIC: "SourceSans3_400Regular_Italic.ttf",
}

INK, MUTED, RULE, PANEL, WARNING = "#1d2523", "#56615d", "#d3dad7", "#f4f6f5", "#a33c00"
GREEN = "#0a6b4d"
SERIES = ("#0072b2", "#b84f00", "#007f5f", "#a2457c", "#4c5653", "#7a5c00")
"""Okabe-Ito's blue, vermillion, green and purple, then grey and ochre; dark enough for white text on them."""


def register_fonts() -> None:
    """Makes the four faces known to reportlab, once per process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources.path("resources", "fonts", file))))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=SEMIBOLD, italic=ITALIC, boldItalic=BOLD)


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of a line set in the semibold or the regular face."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return float(stringWidth(text, SEMIBOLD if bold else REGULAR, size))


# ---------------------------------------------------------------- colour


def rgb(colour: str) -> tuple[int, int, int]:
    """ "#0a6b4d" as (10, 107, 77). Raises ValueError when it is no such colour."""
    if len(colour) != 7 or not colour.startswith("#"):
        raise ValueError(colour)
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def contrast(one: str, other: str) -> float:
    """WCAG 2.1 contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [v / 255 for v in rgb(colour)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix(colour: str, other: str, share: float) -> str:
    """`share` of `colour`, the rest of `other`."""
    parts = (round(a * share + b * (1 - share)) for a, b in zip(rgb(colour), rgb(other), strict=True))
    return "#" + "".join(f"{v:02x}" for v in parts)


def readable(colour: str) -> str:
    """The colour, darkened as little as makes it readable (4.5:1) on white and on its own tint."""
    for step in range(100, -1, -2):
        darker = mix(colour, "#000000", step / 100)
        if contrast(darker, tint(darker)) >= 4.5:
            return darker
    return INK


def tint(colour: str) -> str:
    """A pale shade of the colour, for the background of cards."""
    return mix(colour, "#ffffff", 0.08)


@dataclass(frozen=True)
class Theme:
    """The colours of one document."""

    accent: str = GREEN
    pale: str = tint(GREEN)

    @staticmethod
    def of(colour: str | None) -> tuple[Theme, bool]:
        """The theme in the municipality's colour, and whether that had to be changed to be readable."""
        try:
            rgb(colour or GREEN)
        except ValueError:
            return Theme(), True
        wanted = (colour or GREEN).lower()
        accent = readable(wanted)
        return Theme(accent, tint(accent)), accent != wanted


# ---------------------------------------------------------------- paragraph styles

_STYLES: dict[str, dict[str, Any]] = {
    "body": {"size": 10, "leading": 14.5, "after": 6},
    "lead": {"size": 11.5, "leading": 16.5, "after": 8},
    "small": {"size": 8.8, "leading": 12.2, "after": 4, "colour": MUTED},
    "boxed": {"size": 9.2, "leading": 12.8, "after": 4},
    "note": {"size": 9.2, "leading": 12.8, "after": 4, "colour": MUTED},
    "link": {"size": 10, "leading": 14.5, "after": 4, "colour": "accent"},
    "brand": {"size": 10.5, "leading": 14, "font": SEMIBOLD, "colour": "accent"},
    "date": {"size": 10, "leading": 14, "colour": MUTED, "align": 2},
    "title": {"size": 30, "leading": 35, "font": BOLD, "after": 2},
    "subtitle": {"size": 16, "leading": 21, "after": 3},
    "chapter": {"size": 19, "leading": 24, "font": BOLD, "before": 28, "after": 6},
    "part": {"size": 14.5, "leading": 19, "font": SEMIBOLD, "before": 16, "after": 4},
    "section": {"size": 13.5, "leading": 18, "font": SEMIBOLD, "before": 13, "after": 5},
    "sub": {"size": 11, "leading": 15, "font": SEMIBOLD, "before": 9, "after": 2.5},
    "eyebrow": {"size": 8.8, "leading": 12, "font": SEMIBOLD, "colour": "accent", "before": 16, "after": 0},
    "caption": {"size": 8.8, "leading": 11.8, "before": 3, "after": 6, "colour": MUTED, "narrow": True},
    "label": {"size": 8.8, "leading": 11.5, "colour": MUTED, "narrow": True},
    "question": {"size": 9.6, "leading": 13.2, "font": SEMIBOLD, "before": 6, "after": 1},
    "answer": {"size": 9.6, "leading": 13.4, "after": 3},
    "cell": {"size": 9, "leading": 12, "narrow": True},
    "cell_wide": {"size": 9, "leading": 12},
    "cell_bold": {"size": 9, "leading": 12, "font": SEMIBOLD, "narrow": True},
    "cell_right": {"size": 9, "leading": 12, "align": 2, "narrow": True},
    "cell_right_bold": {"size": 9, "leading": 12, "font": SEMIBOLD, "align": 2, "narrow": True},
    "cell_small": {"size": 8.3, "leading": 10.6, "colour": MUTED, "narrow": True},
    "head": {"size": 8.6, "leading": 11, "font": SEMIBOLD, "colour": MUTED, "narrow": True},
    "head_right": {"size": 8.6, "leading": 11, "font": SEMIBOLD, "colour": MUTED, "align": 2, "narrow": True},
    "warning": {"size": 8.8, "leading": 12.2, "font": SEMIBOLD, "colour": WARNING},
}


def styles(theme: Theme) -> dict[str, Any]:
    """reportlab's paragraph styles by name."""
    register_fonts()
    return {name: _style(name, theme, **values) for name, values in _STYLES.items()}


def _style(
    name: str,
    theme: Theme,
    *,
    size: float,
    leading: float,
    font: str = REGULAR,
    colour: str = INK,
    before: float = 0,
    after: float = 0,
    align: int = 0,
    narrow: bool = False,
) -> Any:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name,
        fontName=font,
        fontSize=size,
        leading=leading,
        alignment=align,
        spaceBefore=before,
        spaceAfter=after,
        textColor=HexColor(theme.accent if colour == "accent" else colour),
        allowWidows=0,
        allowOrphans=0,
        bulletFontName=font,
        splitLongWords=1,
        hyphenationLang=hyphenation.danish if narrow else "",
        hyphenationMinWordLength=hyphenation.SHORTEST,
    )
