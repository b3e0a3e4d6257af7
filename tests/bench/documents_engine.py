"""One document by one engine in a process of its own; prints what it took as JSON.

    documents_engine.py ENGINE CONTENT.json PHOTOS OUT.pdf

ENGINE is ours, ours-cached, ours-table, typst, weasyprint or shrink (the photos alone: nobody can be faster).
The peers read the content as a file, since they live in an environment of their own.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

Content = dict[str, Any]
DPI, QUALITY = 180, 82


def shrunk(file: Path, box: tuple[float, float]) -> tuple[bytes, int, int]:
    """A photo for the page as our own engine makes it, for the peers: they would embed 12 megapixels."""
    from PIL import Image, ImageOps

    pixels = round(box[0] * DPI / 72), round(box[1] * DPI / 72)
    with Image.open(file) as image:
        image.draft("RGB", (2 * pixels[0], 2 * pixels[1]))
        upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail(pixels, Image.Resampling.LANCZOS, reducing_gap=2)
    out = BytesIO()
    upright.info.clear()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), *upright.size


def ours(_content: Content, photos: Path) -> Callable[[], bytes]:
    """Our engine from photos as they were kept to the finished file."""
    from tests.bench import documents_ours

    return lambda: documents_ours.report(photos, documents_ours.new_cache())


def ours_cached(_content: Content, photos: Path) -> Callable[[], bytes]:
    """The same a second time, the shrunk photos at hand."""
    from tests.bench import documents_ours

    cache = documents_ours.new_cache()
    documents_ours.report(photos, cache)
    return lambda: documents_ours.report(photos, cache)


def ours_table(_content: Content, _photos: Path) -> Callable[[], bytes]:
    """A table of 1,000 rows."""
    from tests.bench import documents_ours

    return documents_ours.table


def shrink(content: Content, photos: Path) -> Callable[[], bytes]:
    """The photos alone."""
    return lambda: b"".join(shrunk(file, content["box"])[0] for file in sorted(photos.glob("*.jpg")))


def typst(content: Content, photos: Path) -> Callable[[], bytes]:
    """Typst: PDF/UA-1 and PDF/A-2a."""
    import typst as engine

    folder = Path(content["folder"])

    def build() -> bytes:
        for file in sorted(photos.glob("*.jpg")):
            (folder / file.name).write_bytes(shrunk(file, content["box"])[0])
        (folder / "bench.typ").write_text(_typst(content), "utf-8")
        return engine.compile(
            str(folder / "bench.typ"), font_paths=[content["fonts"]], pdf_standards=["ua-1", "a-2a"]
        )

    return build


def _typst(content: Content) -> str:
    parts = [
        '#set document(title: "Energiscreening", author: "Eksempel")',
        '#set text(lang: "da", font: "Source Sans 3", size: 10pt, hyphenate: true)',
        "#set page(margin: 56pt, footer: context align(right)[Side #counter(page).display()])",
        "= Energiscreening",
        "#outline()",
    ]
    for number, chapter in enumerate(content["chapters"]):
        svg = Path(content["folder"]) / f"chart{number}.svg"
        svg.write_text(chapter["svg"], "utf-8")
        cells = "".join(f"[{cell}]," for row in chapter["rows"] for cell in row)
        heads = "".join(f"[{head}]," for head in content["heads"])
        parts += [f"= {chapter['title']}", *(f"{text}\n" for text in chapter["text"])]
        parts.append(f"#table(columns: (3fr, 1fr, 1fr, 1fr), table.header({heads}), {cells})")
        parts.append(f'#figure(image("{svg.name}", width: 100%, alt: "{chapter["alt"]}"))')
        photos = "".join(
            f'figure(image("{photo:02}.jpg", height: {content["box"][1]}pt, alt: "Motiv {photo}"), '
            f"caption: [Foto {photo}]),"
            for photo in chapter["photos"]
        )
        parts.append(f"#grid(columns: 2, gutter: 10pt, {photos})")
    return "\n\n".join(parts)


def weasyprint(content: Content, photos: Path) -> Callable[[], bytes]:
    """WeasyPrint: PDF/UA-1, as it can make only one variant at a time."""
    import weasyprint as engine

    folder = Path(content["folder"])

    def build() -> bytes:
        for file in sorted(photos.glob("*.jpg")):
            (folder / file.name).write_bytes(shrunk(file, content["box"])[0])
        html = engine.HTML(string=_html(content), base_url=str(folder))
        data: bytes = html.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
        return data

    return build


def _html(content: Content) -> str:
    faces = "".join(
        f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; '
        f'src: url("file://{content["fonts"]}/{file}") }}'
        for weight, file in content["faces"]
    )
    style = (
        f"{faces} @page {{ size: A4; margin: 56pt; @bottom-right {{ content: counter(page) }} }}"
        'body { font: 10pt "Source Sans 3"; hyphens: auto } table { width: 100% } img.foto { height: '
        f"{content['box'][1]}pt }}"
    )
    parts = [f'<html lang="da"><head><title>Energiscreening</title><style>{style}</style></head><body>']
    parts.append("<h1>Energiscreening</h1>")
    for chapter in content["chapters"]:
        heads = "".join(f"<th>{head}</th>" for head in content["heads"])
        rows = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in chapter["rows"]
        )
        parts.append(f"<h2>{chapter['title']}</h2>" + "".join(f"<p>{text}</p>" for text in chapter["text"]))
        parts.append(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
        parts.append(f'<figure role="img" aria-label="{chapter["alt"]}">{chapter["svg"]}</figure>')
        parts += [
            f'<figure style="display: inline-block"><img class="foto" src="{photo:02}.jpg" alt="Motiv {photo}">'
            f"<figcaption>Foto {photo}</figcaption></figure>"
            for photo in chapter["photos"]
        ]
    return "".join(parts) + "</body></html>"


ENGINES = {
    "ours": ours,
    "ours-cached": ours_cached,
    "ours-table": ours_table,
    "typst": typst,
    "weasyprint": weasyprint,
    "shrink": shrink,
}


def main() -> None:
    """Build once and tell."""
    engine, content, photos, out = sys.argv[1:]
    build = ENGINES[engine](json.loads(Path(content).read_text("utf-8")), Path(photos))
    wall, cpu = time.perf_counter(), time.process_time()
    data = build()
    took = {"ms": (time.perf_counter() - wall) * 1000, "cpu": (time.process_time() - cpu) * 1000}
    Path(out).write_bytes(data)
    print(json.dumps({**took, "peak_mb": peak_mb(), "mb": len(data) / 1e6}))


def peak_mb() -> float:
    """The most memory this process has held (Linux; elsewhere 0). `getrusage` would count the parent's."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    main()
