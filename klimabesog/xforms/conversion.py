"""XLSForm (.csv, .xlsx, .md) -> Form by pyxform, which is imported only here; no network, no Java."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.reasons import in_danish

SUFFIXES = (".csv", ".xlsx", ".md")
MOST_BYTES = 20_000_000
MOST_UNPACKED = 200_000_000
_MEDIA = re.compile(rb"jr://[a-z-]+/([^\"'<>\\/]+)")
_ROW = re.compile(r"\[row : (\d+)\] ?")


@dataclass(frozen=True)
class Form:
    """A form ready to be kept: the XForm, what it was made from, and its attached files by name.

    `sha256` is the hash of XForm and media together: the identity of this very version.
    """

    form_id: str
    version: str
    title: str
    xform: bytes
    source: bytes
    source_name: str
    media: Mapping[str, bytes] = field(default_factory=dict)
    sha256: str = ""
    warnings: tuple[str, ...] = ()


class ConversionError(InputError):
    """pyxform refuses the form: `reason` in Danish, `original` its own words, `row` the row it names (0 if none)."""

    def __init__(self, reason: str, name: str) -> None:
        found = _ROW.search(reason)
        self.row = int(found.group(1)) if found else 0
        self.original = _ROW.sub("", reason)
        self.reason = in_danish(self.original)
        where = _("række {row}: ").format(row=self.row) if self.row else ""
        super().__init__(_("{name}: {where}{reason}").format(name=name, where=where, reason=self.reason))


def convert(source: Path | bytes, name: str = "", media: Mapping[str, bytes] | None = None) -> Form:
    """The form of an XLSForm file, or of its bytes with a `name` that ends in .csv, .xlsx or .md.

    Media files the form names are taken from `media`, else from the folder of the file (or `<stem>-media` in it).
    Raises InputError (a Danish sentence) for anything the author can mend.
    """
    data, name, folder = _read(source, name)
    suffix = Path(name).suffix.lower()
    _refuse(data, suffix, name)
    xform, warnings = _convert(data, suffix, name)
    return form_of(
        xform,
        data,
        name,
        media if media is not None else _media(xform, folder, Path(name).stem),
        tuple(warnings),
    )


def form_of(
    xform: bytes, source: bytes, name: str, media: Mapping[str, bytes], warnings: tuple[str, ...] = ()
) -> Form:
    """A Form from an XForm at hand (converted, or received as XML)."""
    form_id, version, title = head(xform)
    digest = hashlib.sha256(xform)
    for file in sorted(media):
        digest.update(file.encode() + b"\0" + hashlib.sha256(media[file]).digest())
    return Form(form_id, version, title, xform, source, name, dict(media), digest.hexdigest(), warnings)


def head(xform: bytes) -> tuple[str, str, str]:
    """(form id, version, title) of an XForm, without building it."""
    from klimabesog.xforms.xmltree import read_xml, split_tag

    html = read_xml(xform)
    primary = html.find(".//{*}model/{*}instance/*")
    if primary is None:
        raise InputError(_("Skemaet har ingen primær instans (model/instance)."))
    title = html.find(".//{*}title")
    form_id = primary.get("id") or split_tag(str(primary.tag))[1]
    return form_id, primary.get("version") or "", "" if title is None else title.text or ""


def _read(source: Path | bytes, name: str) -> tuple[bytes, str, Path | None]:
    if isinstance(source, bytes):
        return source, name, None
    try:
        return source.read_bytes(), name or source.name, source.parent
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=source)) from error


def _refuse(data: bytes, suffix: str, name: str) -> None:
    if suffix == ".xls":
        raise InputError(_("{name} er i det gamle Excel-format. Gem den som .xlsx.").format(name=name))
    if suffix not in SUFFIXES:
        raise InputError(_("{name} er ikke et skema: brug .xlsx, .csv eller .md.").format(name=name))
    if len(data) > MOST_BYTES:
        raise InputError(_("{name} fylder for meget til et skema.").format(name=name))
    if suffix == ".xlsx":
        _refuse_workbook(data, name)


def _refuse_workbook(data: bytes, name: str) -> None:
    import zipfile

    try:
        with zipfile.ZipFile(BytesIO(data)) as workbook:
            size = sum(entry.file_size for entry in workbook.infolist())
            names = set(workbook.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(_damaged(name)) from error
    if size > MOST_UNPACKED:
        raise InputError(_("{name} pakker ud til mere, end et skema kan fylde.").format(name=name))
    if not any(entry.startswith("xl/workbook") for entry in names):
        raise InputError(_damaged(name))


def _damaged(name: str) -> str:
    return _("{name} er beskadiget. Åbn den i Excel, og gem den igen som .xlsx.").format(name=name)


def _no_form(name: str) -> str:
    return _("{name} indeholder ikke noget skema: arket survey mangler.").format(name=name)


def _convert(data: bytes, suffix: str, name: str) -> tuple[bytes, list[str]]:
    from pyxform import xls2xform
    from pyxform.errors import PyXFormError

    warnings: list[str] = []
    try:
        made = xls2xform.convert(BytesIO(data), warnings=warnings, form_name="data", file_type=suffix)
    except PyXFormError as error:
        if "not recognized as a supported" in str(error) or "could not be read" in str(error).lower():
            raise InputError(_damaged(name) if suffix == ".xlsx" else _no_form(name)) from error
        raise ConversionError(str(error), name) from error
    except Exception as error:  # a damaged workbook makes openpyxl raise anything
        raise InputError(_damaged(name)) from error
    return made.xform.encode("utf-8"), warnings


def _media(xform: bytes, folder: Path | None, stem: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for match in _MEDIA.findall(xform):
        name = match.decode("utf-8", "replace")
        if folder is None or name in found or name.startswith("."):
            continue
        for place in (folder, folder / f"{stem}-media", folder / "media"):
            if (place / name).is_file():
                found[name] = (place / name).read_bytes()
                break
    return found
