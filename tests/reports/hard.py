"""A document that asks everything of the layout at once; plainly invented, nice to nobody."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from klimabesog.reports.album import Album
from klimabesog.reports.document import Document, Frontmatter, lay_out
from klimabesog.reports.kit import Column, Kit
from klimabesog.reports.kit_fields import Signatory
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.tagged.flowables import Picture, Text
from klimabesog.reports.tagged.tables import tagged_table
from klimabesog.reports.text import clean, known_glyphs, rich
from klimabesog.reports.theme import Theme
from tests.reports.pictures import Pictures

ANSWER = ("Varmegenvindingsanlægget <b>kører</b> & støjer; ΔT er ≈ 4 °C, α = 0,3 🎉. " * 80)[:5000]
FRONT = Frontmatter(
    "Prøve <æøå> & µ", "Eksempel Kommune", "Alt på én gang", "Prøve", "da-DK", "2026-11-20", False
)


def pen_drawing(clear: bool = True) -> bytes:
    """A signature as the pen pad gives it: a dark curve on a clear ground, or on white."""
    image = Image.new("RGBA", (600, 240), (255, 255, 255, 0 if clear else 255))
    draw = ImageDraw.Draw(image)
    points = [(60 + 9 * x, 120 + (x * 37 % 90) - 45) for x in range(50)]
    draw.line(points, fill=(20, 20, 60, 255), width=5, joint="curve")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def half_clear_logo() -> bytes:
    """A PNG with an alpha channel of all degrees."""
    image = Image.new("RGBA", (256, 64))
    image.putdata([(10, 107, 77, x) for _ in range(64) for x in range(256)])
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def hard_case(pictures: Pictures, photos: int = 3) -> Document:
    """The document; `photos` says with how many."""
    pictures.bytes["underskrift"] = pen_drawing()
    shown = [
        pictures.add(300 + n, f"Foto af {n}", f"Motiv {n}", size=(300, 400) if n % 3 else (400, 300))
        for n in range(photos)
    ]
    album = Album(pictures, PhotoCache())

    def story(places: Any) -> list[Any]:
        kit = Kit(Theme(), album, places)
        parts = [part for write in PARTS for part in write(kit)]
        return [*parts, *kit.photos(shown, "Prøve")]

    return lay_out(story, FRONT, lambda _: None, lambda: False)


def printable(text: str) -> str:
    """As `clean_model` makes every text of a model."""
    return clean(text, known_glyphs())[0]


def words(kit: Kit) -> list[Any]:
    """Headings, links, notes, another language."""
    logo = Picture(half_clear_logo(), 128, 32, "Logo: Eksempel Kommune")
    mixed = rich(
        "Læs {a} eller {b}; på engelsk {c}.{d} " + "Og så videre. " * 12,
        a=kit.link("vejledningen, hvis navn er så langt, at den går over flere linjer af afsnittet", ADDRESS),
        b=kit.link_to("afsnittet om felter", "felter"),
        c=kit.foreign("energy efficiency", "en"),
        d=kit.note("Den første note står under teksten & kan være lang. " * 8),
    )
    return [
        logo,
        Text("Prøve", kit.styles["title"], "H1"),
        *kit.chapter("Ord", "ord"),
        *kit.text(mixed),
        *kit.text(kit.link("Et helt afsnit, der er et link", "mailto:eksempel@eksempel.invalid")),
        *kit.text(rich("Hele {a}{b}", a=kit.link("to", ADDRESS), b=kit.link("links", ADDRESS))),
        *kit.text(printable(ANSWER)),
        *kit.notes(),
    ]


ADDRESS = "https://eksempel.invalid/vejledning?a=1&b=2"


def lists(kit: Kit) -> list[Any]:
    """Lists that break over pages, one inside the other, with links."""
    inner = [f"Punkt {n}. " + "Mere om det. " * 14 for n in range(9)]
    link = kit.link("et link i et punkt, der brydes over linjer og måske sider, " * 4, ADDRESS)
    return [
        *kit.chapter("Lister", "lister"),
        *kit.numbered([("Første", [("Inde i", ["Inderst"]), *inner]), "Andet", (rich("Se {}", link), inner)]),
        *kit.bullets([("Første", inner), printable(ANSWER), *(f"Punkt {n}" for n in range(30))]),
    ]


def tables(kit: Kit) -> list[Any]:
    """Tables over pages: spans of columns and rows, two header rows, a row taller than a page, facts."""
    cells: list[list[Any]] = [["Bærer", "Forbrug", "", "Note"], ["", "kWh", "kr.", ""]]
    cells += [[f"Bærer {n}", f"{n * 1234}", f"{n * 321}", kit.text(f"Note {n}", "cell")] for n in range(60)]
    spanned = tagged_table(
        cells,
        [130, 110, 110, 130],
        [
            ("FONT", (0, 0), (-1, -1), "SourceSans3", 9),
            ("SPAN", (0, 0), (0, 1)),
            ("SPAN", (1, 0), (2, 0)),
            ("SPAN", (3, 0), (3, 1)),
            ("SPAN", (0, 5), (0, 7)),
            ("SPAN", (1, 9), (2, 9)),
            ("NOSPLIT", (0, 5), (0, 7)),
        ],
        header_rows=2,
        header_columns=1,
        summary="Forbrug",
    )
    columns = (Column("Navn", 200), Column("Investering, kr.", 40, True), Column("Svar", 240))
    rows = [("Kompressor", "4.400.000\u00a0kr.", printable(ANSWER)), ("Lys", "1", kit.link("link", ADDRESS))]
    return [
        *kit.chapter("Tabeller", "tabeller"),
        spanned,
        kit.table(columns, rows, summary="Svar"),
        *kit.facts([("Navn", "Eksempel"), ("Tom", ""), ("Adresse", "Vej 1")], "Oplysninger"),
    ]


def fields(kit: Kit) -> list[Any]:
    """Everything that can be filled in, and signatures with a pen and without."""
    return [
        *kit.chapter("Felter", "felter"),
        *kit.text_field("Navn"),
        *kit.text_field("Navn"),
        *kit.text_field("Bemærkninger (æøå)", lines=5),
        kit.boxes("lys", "Er lyset slukket?", ["Ja", "Nej", "Delvist", "Ikke relevant", "Ved ikke"], single=True),
        kit.boxes("fund", "Hvad findes?", ["Køl", "Et svar, der er langt. " * 12, "Ventilation"], single=False),
        *kit.signatures(
            [
                Signatory("Eksempel Kommune", "Kim Eksempel", "Klimamedarbejder"),
                Signatory("Prøvefabrikken (eksempel)", "Bo Prøve", "Direktør", "20.11.2026", "underskrift"),
            ]
        ),
    ]


PARTS: tuple[Callable[[Kit], list[Any]], ...] = (words, lists, tables, fields)
