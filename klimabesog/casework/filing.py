"""What goes into the municipality's filing system: the file, what describes it, its name and the words to copy.

Names and words follow patterns that the municipality sets, with the same placeholders in both.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from klimabesog.casework import kinds
from klimabesog.casework.documents import as_issued, model_of, title_of, words_of
from klimabesog.casework.received import kind_name
from klimabesog.casework.saving import free_name, safe_name, save_file
from klimabesog.casework.settings import settings
from klimabesog.values.danish import format_date
from klimabesog.values.errors import InputError, SurroundingsError
from klimabesog.values.texts import _

if TYPE_CHECKING:
    from klimabesog.casework.casebook import Casebook

USUAL_NAME = "{type} {virksomhed} {dato} v{version}"
USUAL_TEXT = "{type}, {virksomhed}, CVR {cvr}, P-nr. {pnr}, {om}, {dato}, version {version}"
EXAMPLE: Mapping[str, str] = {
    "type": "Energiscreening",
    "virksomhed": "Nordkrogens Maskinværksted",
    "dato": "2026-11-27",
    "version": "1",
    "cvr": "12345678",
    "pnr": "1234567890",
    "om": "Besøget 20.11.2026",
    "kommune": "Eksempel Kommune",
    "medarbejder": "Ida Sommer",
}
"""What each placeholder stands for, by an example."""
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Filing:
    """A document as the filing system is to know it. Dates are ISO; `record` is its id here, `sha256` of the file.

    `file` is the name that a received one came with, "" for one made here.
    """

    record: str
    title: str
    type: str
    date: str
    version: str
    company: str
    cvr: str
    p_number: str
    about: str
    municipality: str
    author: str
    sha256: str
    journal_number: str
    file: str
    file_type: str
    received: bool
    note: str
    case: str

    @property
    def placeholders(self) -> dict[str, str]:
        """What the patterns may name."""
        return {
            "type": self.title,
            "virksomhed": self.company,
            "dato": self.date,
            "version": self.version,
            "cvr": self.cvr,
            "pnr": self.p_number,
            "om": self.about,
            "kommune": self.municipality,
            "medarbejder": self.author,
        }


# -- patterns -------------------------------------------------------------------------------------------------


def checked_pattern(pattern: str) -> str:
    """The pattern as it is kept, "" for the program's own. InputError names what is wrong."""
    text = " ".join(pattern.split())
    for name in _PLACEHOLDER.findall(text):
        if name not in EXAMPLE:
            known = ", ".join(f"{{{each}}}" for each in EXAMPLE)
            raise InputError(_("{{{name}}} kendes ikke. Brug {known}.").format(name=name, known=known))
    if "{" in _PLACEHOLDER.sub("", text) or "}" in _PLACEHOLDER.sub("", text):
        raise InputError(_("Der mangler en klamme. Skriv fx {virksomhed} med begge."))
    if text and not _PLACEHOLDER.search(text):
        raise InputError(_("Mønstret giver alle dokumenter samme navn. Tag fx {type} og {dato} med."))
    return text


def filled(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with its placeholders filled in; a part between commas that names only what is not known goes."""
    parts = [part for part in pattern.split(",") if _says_something(part, values)]
    text = _PLACEHOLDER.sub(lambda m: values.get(m[1], ""), ",".join(parts))
    return " ".join(text.split()).strip(" ,")


def _says_something(part: str, values: Mapping[str, str]) -> bool:
    names = _PLACEHOLDER.findall(part)
    return not names or any(values.get(name) for name in names)


def file_stem(pattern: str, values: Mapping[str, str]) -> str:
    """A file's name without its ending."""
    return safe_name(re.sub(r"\bv$", "", filled(usable(pattern, USUAL_NAME), values)).strip())


def usable(pattern: str, usual: str) -> str:
    """The pattern, or the usual one for a pattern that a later program or a hand has made unreadable here."""
    try:
        return checked_pattern(pattern) or usual
    except InputError:
        return usual


# -- a document ------------------------------------------------------------------------------------------------


def filing_of(casebook: Casebook, document: str) -> Filing:
    """A document, issued or received, as the filing system is to know it. InputError when there is none."""
    record = casebook.desk.store.record(document)
    if record is None or record.deleted or record.kind != kinds.DOCUMENT:
        raise InputError(_("Dokumentet findes ikke. Vælg et fra listen."))
    fields = as_issued(casebook.desk, record)
    model = model_of(casebook.desk, fields)
    company = _company(casebook, str(fields.get("virksomhed") or ""), model)
    received = bool(fields.get("modtaget"))
    kind = str(fields.get("type") or "")
    return Filing(
        record=record.id,
        title=kind_name(kind) if received else title_of(kind),
        type=kind,
        date=str(fields.get("modtaget") or fields.get("udstedt") or "")[:10],
        version=casebook.documents.row(record.id).label,
        company=company["name"],
        cvr=company["cvr"],
        p_number=company["p_number"],
        about=words_of(casebook.desk, fields),
        municipality=settings(casebook.desk).name,
        author=str(model.get("author") or fields.get("af") or ""),
        sha256=str(fields.get("pdf") or ""),
        journal_number=str(fields.get("journalnummer") or ""),
        file=str(fields.get("navn") or ""),
        file_type=str(fields.get("filtype") or "application/pdf"),
        received=received,
        note=str(fields.get("note") or ""),
        case=str(fields.get("virksomhed") or ""),
    )


def _company(casebook: Casebook, company: str, model: Mapping[str, Any]) -> dict[str, str]:
    """Name and numbers of the company: as the document says them, else as they stand now."""
    said = model.get("company")
    frozen: Mapping[str, Any] = said if isinstance(said, dict) else {}
    if not company:
        return {"name": "", "cvr": "", "p_number": ""}
    now = casebook.registry.record(company).fields
    sites = casebook.registry.sites(company)
    return {
        "name": str(frozen.get("name") or now.get("navn") or ""),
        "cvr": str(now.get("cvr") or ""),
        "p_number": str(frozen.get("p_number") or next((site.pnr for site in sites if site.pnr), "")),
    }


def filing_text(casebook: Casebook, filing: Filing) -> str:
    """The words to copy into the filing system."""
    pattern = usable(settings(casebook.desk).filing_text, USUAL_TEXT)
    shown = {**filing.placeholders, "dato": format_date(filing.date) if filing.date else ""}
    return filled(pattern, shown)


def file_name(casebook: Casebook, filing: Filing, suffix: str = ".pdf") -> str:
    """What the document's file is called."""
    return file_stem(settings(casebook.desk).filing, filing.placeholders) + suffix


# -- the package -----------------------------------------------------------------------------------------------


def package(casebook: Casebook, document: str, folder: Path, *, zipped: bool = False) -> Path:
    """Write a document's filing package into a folder: a folder of its own, or one zip; returns its path.

    It holds the file as it was frozen or received, `metadata.json`, `metadata.xml` and `journaltekst.txt`. What is
    there already stays: the package then gets a number. InputError: no such document. SurroundingsError: the file is
    not what was frozen, or nothing can be written.
    """
    filing = filing_of(casebook, document)
    data = content(casebook, filing)
    stem = file_name(casebook, filing, "")
    suffix = PurePath(filing.file).suffix or ".pdf"
    files = {
        stem + suffix: data,
        "metadata.json": _as_json(filing, stem + suffix),
        "metadata.xml": _as_xml(filing, stem + suffix),
        "journaltekst.txt": filing_text(casebook, filing).encode("utf-8-sig"),  # Notepad takes it for Danish then
    }
    if zipped:
        return save_file(free_name(folder / f"{stem}.zip"), _zip(files))
    place = free_name(folder / stem)
    for name, content_ in files.items():
        save_file(place / name, content_)
    return place


def content(casebook: Casebook, filing: Filing) -> bytes:
    """The file of a document, as it was frozen or received. SurroundingsError when it is not that, or not here yet."""
    store = casebook.desk.store
    if not store.has_blob(filing.sha256):
        raise SurroundingsError(_("Filen er ikke nået frem fra kollegaens computer. Del, og prøv igen."))
    data = store.blob(filing.sha256)
    if hashlib.sha256(data).hexdigest() != filing.sha256:
        raise SurroundingsError(_("Filen er beskadiget. Hent en sikkerhedskopi under Indstillinger."))
    return data


def _metadata(filing: Filing, file: str) -> dict[str, str]:
    return {
        "titel": ", ".join(filter(None, (filing.title, filing.company))),
        "dokumenttype": filing.title,
        "typekode": filing.type,
        "retning": "modtaget" if filing.received else "udgående",
        "dato": filing.date,
        "version": filing.version,
        "virksomhed": filing.company,
        "cvr": filing.cvr,
        "p_nummer": filing.p_number,
        "vedroerer": filing.about,
        "kommune": filing.municipality,
        "forfatter": filing.author,
        "journalnummer": filing.journal_number,
        "bemaerkning": filing.note,
        "fil": file,
        "filtype": filing.file_type,
        "sha256": filing.sha256,
        "sag": filing.case,
        "dokument_id": filing.record,
    }


def _as_json(filing: Filing, file: str) -> bytes:
    return json.dumps(_metadata(filing, file), ensure_ascii=False, indent=2).encode()


def _as_xml(filing: Filing, file: str) -> bytes:
    root = ElementTree.Element("dokument")
    for name, text in _metadata(filing, file).items():
        ElementTree.SubElement(root, name).text = _printable(text)
    ElementTree.indent(root)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _printable(text: str) -> str:
    """Without the control characters that XML can't hold."""
    return "".join(sign for sign in text if sign in "\n\t" or ord(sign) >= 32)


def _zip(files: Mapping[str, bytes]) -> bytes:
    """The same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()
