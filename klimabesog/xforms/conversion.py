"""XLSForm (.csv, .xlsx, .md) -> Form by pyxform, which is imported only here; no network, no Java."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _
from klimabesog.xforms.reasons import in_danish
from klimabesog.xforms.sheets import KNOWN, Sheet, read_sheets

SUFFIXES = (".csv", ".xlsx", ".md")
MOST_MEDIA = 100_000_000
"""Bytes of all files beside a form together."""
_MEDIA = re.compile(rb"jr://[a-z-]+/([^\"'<>\\/]+)")
_ROW = re.compile(r"\[row : (\d+)\] ?")
_COLUMN = re.compile(r"(?:the|,) '([a-z_:]+)' value")


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
    """pyxform refuses the form: `reason` in Danish, `original` its own words; `sheet`, `row` and `column` as it says.

    `row` is the row in the file, 0 where it names none.
    """

    def __init__(self, reason: str, name: str, sheets: Mapping[str, Sheet]) -> None:
        found = _ROW.search(reason)
        self.original = _ROW.sub("", reason)
        self.sheet = next((other for other in sheets if f"'{other}' sheet" in self.original), "survey")
        self.row = _row_in_file(sheets.get(self.sheet), int(found.group(1))) if found else 0
        column = _COLUMN.search(self.original)
        self.column = column.group(1) if column else ""
        self.reason = in_danish(self.original)
        where = _("række {row}: ").format(row=self.row) if self.row else ""
        super().__init__(_("{name}: {where}{reason}").format(name=name, where=where, reason=self.reason))


def _row_in_file(sheet: Sheet | None, counted: int) -> int:
    """pyxform counts filled rows, the headings being the first."""
    if sheet is None or not 2 <= counted < len(sheet.rows) + 2:
        return 0
    return next(iter(sheet.rows[counted - 2].values())).row


def convert(source: Path | bytes, name: str = "", media: Mapping[str, bytes] | None = None) -> Form:
    """The form of an XLSForm file, or of its bytes with a `name` that ends in .csv, .xlsx or .md.

    Media files the form names are taken from `media`, else from the folder of the file (or `<stem>-media` in it).
    Raises InputError (a Danish sentence) for anything the author can mend.
    """
    data, name, folder = _read(source, name)
    return form_of_sheets(sheets_of(data, name), data, name, folder, media)


def form_of_sheets(
    sheets: Mapping[str, Sheet],
    data: bytes,
    name: str,
    folder: Path | None = None,
    media: Mapping[str, bytes] | None = None,
) -> Form:
    """As `convert`, for sheets that have been read from `data`; `folder` is where its media files lie."""
    _refuse_sheets(sheets, name)
    xform, warnings = _convert(sheets, name)
    if media is None:
        media = _media(xform, folder, Path(name).stem)
    return form_of(xform, data, name, media, tuple(warnings))


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
        raise _named(name, _("Filen er i det gamle Excel-format. Gem den som .xlsx."))
    if suffix not in SUFFIXES:
        raise _named(name, _("Filen er ikke et skema: brug .xlsx, .csv eller .md."))


def _named(name: str, reason: str) -> InputError:
    return InputError(_("{name}: {reason}").format(name=name, reason=reason))


def sheets_of(data: bytes, name: str) -> dict[str, Sheet]:
    """The sheets of a form file; InputError, with the file's name, says why it is none."""
    suffix = Path(name).suffix.lower()
    _refuse(data, suffix, name)
    try:
        return read_sheets(data, suffix)
    except InputError as error:
        raise _named(name, str(error)) from error


def _refuse_sheets(sheets: Mapping[str, Sheet], name: str) -> None:
    if "survey" not in sheets:
        raise _named(name, _("Filen indeholder ikke noget skema: arket survey mangler."))
    for cell in (cell for sheet in sheets.values() for cell in sheet.doubled if sheet.name in KNOWN):
        reason = _("Kolonnen {column} står to gange på arket {sheet}. Slet den ene.")
        raise _named(name, reason.format(column=cell.column, sheet=cell.sheet))


def _convert(sheets: Mapping[str, Sheet], name: str) -> tuple[bytes, list[str]]:
    """Hand the sheets to pyxform as it would have read them; it never sees the file."""
    from pyxform import xls2xform
    from pyxform.errors import PyXFormError

    warnings: list[str] = []
    try:
        made = xls2xform.convert(_workbook(sheets, name), warnings=warnings, form_name="data")
    except PyXFormError as error:
        raise ConversionError(str(error), name, sheets) from error
    except Exception as error:  # a form that no one has thought of makes pyxform raise anything
        raise _named(name, _("Skemaet kan ikke omsættes. Kør form check, og ret det, den finder.")) from error
    return made.xform.encode("utf-8"), warnings


def _workbook(sheets: Mapping[str, Sheet], name: str) -> dict[str, Any]:
    book: dict[str, Any] = {"sheet_names": list(sheets), "fallback_form_name": Path(name).stem}
    for sheet in sheets.values():
        if sheet.name in KNOWN:
            book[sheet.name] = [{cell.column: cell.value for cell in row.values()} for row in sheet.rows]
            book[f"{sheet.name}_header"] = [dict.fromkeys(column for column in sheet.columns if column)]
    return book


def _media(xform: bytes, folder: Path | None, stem: str) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for match in _MEDIA.findall(xform):
        name = match.decode("utf-8", "replace")
        place = None if folder is None or name in found else beside(folder, stem, name)
        if place is None:
            continue
        found[name] = _bounded(place, MOST_MEDIA - sum(map(len, found.values())))
    return found


def beside(folder: Path, stem: str, name: str) -> Path | None:
    """The file that a form names: beside it, in `<stem>-media` or in `media`; never anywhere else."""
    if name.startswith(".") or any(sign in name for sign in '/\\:*?"<>|\0'):
        return None
    places = (folder / name, folder / f"{stem}-media" / name, folder / "media" / name)
    return next((place for place in places if place.is_file()), None)


def _bounded(place: Path, left: int) -> bytes:
    try:
        if place.stat().st_size > left:
            raise _named(place.name, _("Filen fylder for meget til et skema."))
        return place.read_bytes()
    except OSError as error:
        raise InputError(_("Filen {name} kan ikke åbnes.").format(name=place)) from error


def is_dynamic(text: str, question_type: str) -> bool:
    """Whether pyxform takes a default for an expression; everything else is the answer as it stands."""
    from pyxform.utils import default_is_dynamic

    return bool(default_is_dynamic(text, question_type))


@cache
def question_types() -> frozenset[str]:
    """The types that pyxform knows, selects and groups aside."""
    from pyxform.aliases import _type_alias_map
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return frozenset((*QUESTION_TYPE_DICT, *_type_alias_map))


@cache
def unseen_types() -> frozenset[str]:
    """Those of them that no one is asked: no control in the body."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    return frozenset(name for name, parts in QUESTION_TYPE_DICT.items() if "control" not in parts)
