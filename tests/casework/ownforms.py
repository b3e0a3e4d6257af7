"""Small forms of a municipality's own, as Markdown, installed for tests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from klimabesog.casework.casebook import Casebook
from klimabesog.casework.sharing import Sharing
from klimabesog.values.resources import path as resource
from klimabesog.xforms import convert


def install(casebook: Casebook, text: str, name: str = "eget.md") -> str:
    """Install a form written as Markdown; the record id of its version."""
    return casebook.library.install([convert(text.encode(), name)])[0]


def changed(form_id: str, version: str, changes: Mapping[str, str]) -> tuple[str, str]:
    """A bundled form with texts exchanged, as another version of it: the text, and the name to install it under."""
    text = resource("forms", f"{form_id}.csv").read_text(encoding="utf-8")
    for before, after in changes.items():
        assert before in text, before
        text = text.replace(before, after)
    return re.sub(rf",{form_id},\d+,", f",{form_id},{version},", text), f"{form_id}.csv"


def survey(
    *rows: str, version: str = "1", choices: str = "", form_id: str = "maskiner", title: str = "Maskiner"
) -> str:
    """A form of these survey rows: `type | name | label | relevant | constraint | required | appearance…`."""
    head = "| survey |\n|  | type | name | label | relevant | constraint | required | bind::kb:rapport |\n"
    lines = "".join(f"|  | {row} |\n" for row in rows)
    listed = f"| choices |\n|  | list_name | name | label |\n{choices}" if choices else ""
    named = "|  | form_title | form_id | version | namespaces |\n"
    settings = f'|  | {title} | {form_id} | {version} | kb="https://klimabesog.dk/ns/kb" |\n'
    return f"{head}{lines}{listed}| settings |\n{named}{settings}"


CHOICES = "|  | art | drejebaenk | Drejebænk |\n|  | art | fraeser | Fræser |\n|  | art | saks | Saks |\n"

FIRST = survey(
    "begin_group | hal | Hallen | | | |",
    "text | navn | Hvad hedder hallen? | | | |",
    "integer | antal | Hvor mange maskiner er der? | | . >= 0 | |",
    "select_one art | art | Hvilken slags er der flest af? | | | |",
    "text | ejer | Hvem ejer maskinerne? | | | | nej",
    "decimal | effekt | Hvor stor er effekten? | | | |",
    "end_group | | | | | |",
    "begin_repeat | maskine | Maskine | | | |",
    "text | maerke | Mærke | | | |",
    "integer | aar | Årgang | | | |",
    "end_repeat | | | | | |",
    choices=CHOICES,
)

SECOND = survey(
    "begin_group | hal | Hallen | | | |",
    "text | navn | Hvad kalder I hallen? | | | |",
    "integer | antal | Hvor mange maskiner er der? | | . <= 10 | |",
    "select_one art | art | Hvilken slags er der flest af? | | | |",
    "integer | effekt | Hvor stor er effekten (hele kW)? | | | |",
    "end_group | | | | | |",
    "begin_group | om | Om maskinerne | | | |",
    "begin_repeat | maskine | Maskine | | | |",
    "text | maerke | Mærke | | | |",
    "integer | aar | Årgang | | | |",
    "end_repeat | | | | | |",
    "text | kontakt | Hvem kender maskinerne? | | | yes |",
    "end_group | | | | | |",
    version="2",
    choices="|  | art | drejebaenk | Drejebænk |\n|  | art | saks | Saks |\n",
)
"""The owner is gone, the repeat stands in a group, the milling machine can't be chosen, ten machines at most."""


def share(sender: Casebook, receiver: Casebook, folder: Path) -> None:
    """All that one laptop knows, taken in by the other."""
    Sharing(receiver).set_team_key(Sharing(sender).team_key)
    bundle = folder / f"{len(list(folder.iterdir()))}.klimabesog"
    Sharing(sender).export(bundle)
    Sharing(receiver).take_in(bundle)
