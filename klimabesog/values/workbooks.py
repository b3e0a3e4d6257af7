"""What an .xlsx from elsewhere may be before anything of it is read: a sound archive of bounded size."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from klimabesog.values.errors import InputError
from klimabesog.values.texts import _

MOST_UNPACKED = 100_000_000
"""Bytes of all members together; a form of 20,000 questions has 5 million."""
MOST_MEMBERS = 2_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


@dataclass(frozen=True)
class Contents:
    """What lies in the archive: the names of its members, and whether any sheet has formulas."""

    names: tuple[str, ...]
    has_formulas: bool


def look_inside(data: bytes) -> Contents:
    """Look into the archive before anything is unpacked. InputError says what to do with a bad file."""
    if data.startswith(_OLE):
        raise InputError(
            _(
                "Regnearket har adgangskode eller er i det gamle .xls-format. "
                "Gem det i Excel som .xlsx uden adgangskode."
            )
        )
    if not data.startswith(_ZIP):
        raise InputError(damaged())
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _contents(archive)
    except InputError:
        raise
    except Exception as error:  # zipfile, zlib and lzma have errors of their own
        raise InputError(damaged()) from error


def damaged() -> str:
    """What to say of a workbook that cannot be read."""
    return _("Regnearket er beskadiget. Åbn det i Excel, og gem det igen som .xlsx.")


def _contents(archive: zipfile.ZipFile) -> Contents:
    members = archive.infolist()
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_UNPACKED:
        raise InputError(_("Regnearket pakker ud til mere, end et skema kan fylde."))
    if any(member.flag_bits & 1 for member in members):
        raise InputError(_("Regnearket har adgangskode. Gem det i Excel uden adgangskode."))
    formulas = False
    for member in members:
        if member.filename.endswith((".xml", ".rels")):
            content = archive.read(member)
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:  # Excel writes neither
                raise InputError(damaged())
            formulas |= "worksheets" in member.filename and _FORMULA.search(content) is not None
    return Contents(tuple(member.filename for member in members), formulas)
