"""What the documents of the bench hold, the same for every engine: 20 pages, 13 charts, 40 photos of 12 megapixels."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from klimabesog.reports import theme
from klimabesog.reports.charts.bars import StackedBar, stacked
from klimabesog.reports.charts.palette import Palette
from klimabesog.reports.charts.shapes import Chart, Line, Polygon, Rect, Shape

CHAPTERS, PHOTOS, ROWS = 13, 40, 1000
SIZE = (4000, 3000)
SENTENCE = (
    "Varmegenvindingen på ventilationsanlægget kører døgnet rundt, og kompressoren holder trykket om natten. "
    "Vi foreslår at slukke begge dele uden for driftstiden og at følge forbruget måned for måned. "
)
BOX = (230.0, 172.0)
"""Every photo's place on the page, in points."""


@dataclass(frozen=True)
class Chapter:
    """A chapter: heading, text, a table of measures, a chart with its text, and photos with captions."""

    title: str
    text: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    chart: Chart
    photos: tuple[int, ...]


def chapters() -> list[Chapter]:
    """The whole document."""
    theme.register_fonts()
    return [_chapter(number) for number in range(CHAPTERS)]


def _chapter(number: int) -> Chapter:
    share = range(number * PHOTOS // CHAPTERS, (number + 1) * PHOTOS // CHAPTERS)
    rows = tuple(table_row(number * 7 + n) for n in range(7))
    return Chapter(f"Indsatsområde {number + 1}", (SENTENCE * 3,) * 2, rows, _chart(number), tuple(share))


def table_row(number: int) -> tuple[str, ...]:
    """A measure: its name, kWh, kroner, payback."""
    name = f"Forslag {number + 1}: sluk ventilationen uden for driftstiden"
    return (name, f"{number * 137 + 900}", f"{number * 211 + 1400}", f"{number % 9 + 1},{number % 7}")


def _chart(number: int) -> Chart:
    bars = [
        StackedBar(f"{2020 + n}", (900.0 - 40 * n, 400.0 + 11 * number, 150.0), f"{1450 - 29 * n}")
        for n in range(6)
    ]
    legend = ("El", "Fjernvarme", "Gas")
    return stacked(bars, theme.WIDTH, f"Forbrug i område {number + 1}", theme.text_width, legend=legend)


def svg(chart: Chart) -> str:
    """The chart for engines that read SVG."""
    size = f'width="{chart.width:.1f}" height="{chart.height:.1f}" viewBox="0 0 {chart.width:.1f} {chart.height:.1f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(map(_svg_shape, chart.shapes))}</svg>'


def _svg_shape(shape: Shape) -> str:
    colour = Palette().of
    if isinstance(shape, Rect):
        return (
            f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}" height="{shape.height:.1f}" '
            f'rx="{shape.radius}" fill="{colour(shape.fill)}"/>'
        )
    if isinstance(shape, Line):
        ends = f'x1="{shape.x0:.1f}" y1="{shape.y0:.1f}" x2="{shape.x1:.1f}" y2="{shape.y1:.1f}"'
        return f'<line {ends} stroke="{colour(shape.colour)}" stroke-width="{shape.thickness}"/>'
    if isinstance(shape, Polygon):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        return f'<polygon points="{points}" fill="{colour(shape.fill) if shape.fill else "none"}"/>'
    weight = "600" if shape.bold else "400"
    place = f'x="{shape.x:.1f}" y="{shape.y:.1f}" text-anchor="{shape.anchor}"'
    face = f'font-family="Source Sans 3" font-size="{shape.size}" font-weight="{weight}"'
    return f'<text {place} {face} fill="{colour(shape.colour)}">{shape.text}</text>'


def paint_photos(folder: Path) -> list[Path]:
    """40 different photos of 12 megapixels and about 2 MB, every third lying on its side with an EXIF note."""
    from PIL import Image

    folder.mkdir(parents=True, exist_ok=True)
    sources = [_scene(number) for number in range(5)]
    files = []
    for number in range(PHOTOS):
        image, exif = sources[number % 5].copy(), Image.Exif()
        image.paste(f"hsl({number * 9}, 60%, 50%)", (300 + 70 * number, 500, 700 + 70 * number, 1500))
        if number % 3 == 0:
            image, exif[0x0112] = image.transpose(Image.Transpose.ROTATE_90), 6
        file = folder / f"{number:02}.jpg"
        image.save(file, "JPEG", quality=80, exif=exif, comment=f"foto {number}".encode())
        files.append(file)
    return files


def _scene(number: int) -> Any:
    """Large soft shapes and the grain of a sensor."""
    from PIL import Image, ImageChops, ImageFilter

    from tests.reports.pictures import painted

    with Image.open(BytesIO(painted(number, (800, 600)))) as small:
        large = small.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(SIZE, 22).filter(ImageFilter.GaussianBlur(1)).convert("RGB")
    return ImageChops.add(large, grain, 1.0, -128)


def read_photos(folder: Path) -> dict[str, bytes]:
    """The photos by their SHA-256, in order."""
    photos = [file.read_bytes() for file in sorted(folder.glob("*.jpg"))]
    return {hashlib.sha256(data).hexdigest(): data for data in photos}
