"""The screening report as a PDF: `build(model, photos)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from klimabesog.reports.album import Album
from klimabesog.reports.document import BuildCancelled, Cancelled, Document, Frontmatter, Progress
from klimabesog.reports.document import build as lay_out
from klimabesog.reports.kit import Kit
from klimabesog.reports.model import PhotoSource, ScreeningReport, SectionChoice, photos_of, published
from klimabesog.reports.photos import PhotoCache
from klimabesog.reports.sections import (
    actions,
    appendix,
    assumptions,
    company,
    consumption,
    contents,
    elaborated,
    findings,
    front,
    help_texts,
    measures,
)
from klimabesog.reports.text import clean_model, known_glyphs
from klimabesog.reports.theme import Theme
from klimabesog.values.texts import _

__all__ = ["BuildCancelled", "Document", "build"]

_WRITERS: Mapping[str, Callable[[Kit, ScreeningReport], list[Any]]] = {
    "virksomhed": company.write,
    "forbrug": consumption.write,
    "fund": findings.write,
    "tiltag": measures.write,
    "uddybning": elaborated.write,
    "handling": actions.write,
    "hjaelp": help_texts.write,
    "forudsaetninger": assumptions.write,
    "interview": appendix.write_interview,
    "tjekliste": appendix.write_checklist,
}


def build(
    report: ScreeningReport,
    photos: PhotoSource,
    *,
    cache: PhotoCache | None = None,
    progress: Progress = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> Document:
    """The report as PDF/UA-1 and PDF/A-2a; equal models and photos give equal bytes.

    Internal and confidential answers are left out. `photos` fetches a photo's bytes by its SHA-256; `cache`
    keeps the shrunk copies. `progress` gets 0 to 1. Raises BuildCancelled as soon as `cancelled()` is true.
    The document's warnings name fields with unprintable characters, photos that are missing or lack an
    alternative text, and a municipal colour that had to be changed.
    """
    clean, warnings = clean_model(published(report), known_glyphs())
    look, changed = Theme.of(clean.municipality.colour)
    if changed:
        warnings.append(_("Kommunens farve kan ikke læses på hvidt; rapporten bruger en mørkere."))

    def check() -> None:
        if cancelled():
            raise BuildCancelled

    album = Album(photos, cache or PhotoCache(), check)
    _shrink_all(album, clean, progress)
    document = lay_out(
        lambda places: _story(Kit(look, album, places), clean), _frontmatter(clean), progress, cancelled
    )
    return replace(document, warnings=(*warnings, *album.warnings))


def _shrink_all(album: Album, report: ScreeningReport, progress: Progress) -> None:
    pictures = photos_of(report)
    for number, photo in enumerate(pictures, 1):
        album.copy(photo.sha256)
        progress(0.4 * number / len(pictures))


def _story(kit: Kit, report: ScreeningReport) -> list[Any]:
    body = [flowable for choice in report.sections for flowable in _section(kit, report, choice)]
    return [*front.write(kit, report), *contents.write(kit, kit.headings), *body]


def _section(kit: Kit, report: ScreeningReport, choice: SectionChoice) -> list[Any]:
    writer = _WRITERS.get(choice.id)
    if writer is None:
        return []
    parts = writer(kit, report)
    if not parts:
        return []
    heading, *rest = parts
    return kit.with_first_block([heading, *kit.text(choice.comment), *rest])


def _frontmatter(report: ScreeningReport) -> Frontmatter:
    kind = _("Energiscreening")
    name = report.company.name or _("uden navn")
    municipality = report.municipality.name
    return Frontmatter(
        title=f"{kind} · {name}",
        author=report.author or municipality or "Klimabesøg",
        subject=_("Energiscreening af {company}, version {version}").format(
            company=name, version=report.version
        ),
        footer=" · ".join((kind, name, _("version {number}").format(number=report.version))),
        language=report.language,
        date=report.date,
        draft=report.draft,
    )
