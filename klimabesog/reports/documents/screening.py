"""The screening report: front page, contents, and its chapters."""

from __future__ import annotations

from klimabesog.reports.documents.kind import Kind, Section
from klimabesog.reports.model import ScreeningReport, photos_of, published
from klimabesog.reports.sections import (
    actions,
    appendix,
    assumptions,
    company,
    consumption,
    elaborated,
    extracts,
    findings,
    front,
    help_texts,
    measures,
)
from klimabesog.values.texts import _

KIND = Kind[ScreeningReport](
    about=lambda report: report.company.name or _("uden navn"),
    opening=front.write,
    sections=(
        Section("virksomhed", lambda: _("Virksomheden og besøget"), company.write),
        Section("forbrug", lambda: _("Energiforbruget"), consumption.write),
        Section("fund", lambda: _("Det så vi"), findings.write),
        Section("tiltag", lambda: _("Alle forslag"), measures.write),
        Section("uddybning", lambda: _("Forslagene uddybet"), elaborated.write),
        Section("handling", lambda: _("Næste skridt"), actions.write),
        Section("hjaelp", lambda: _("Tilskud og hjælp"), help_texts.write),
        Section("forudsaetninger", lambda: _("Forudsætninger"), assumptions.write),
        Section("vsme", lambda: _("Bilag: energi og klima til VSME"), extracts.write_vsme),
        Section("affald", lambda: _("Bilag: affald i ti fraktioner"), extracts.write_waste),
        Section("interview", lambda: _("Bilag: interview"), appendix.write_interview),
        Section("tjekliste", lambda: _("Bilag: tjekliste"), appendix.write_checklist),
    ),
    contents=True,
    photos=photos_of,
    published=published,
)
