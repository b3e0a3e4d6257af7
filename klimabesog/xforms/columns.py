"""The columns of an XLSForm: what a heading means, under which of its names, in which language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

TRANSLATED = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message",
    "image", "big-image", "audio", "video",
)  # fmt: skip
TEXTS = TRANSLATED[:5]
MEDIA = TRANSLATED[5:]
SURVEY = (
    "type", "name", *TRANSLATED, "required", "relevant", "constraint", "calculation", "default", "appearance",
    "read_only", "choice_filter", "repeat_count", "trigger", "parameters", "save_to", "autoplay", "rows",
    "query", "intent", "disabled", "compact_tag", "no_app_error_string",
)  # fmt: skip
CHOICES = ("list_name", "name", "label", "image", "big-image", "audio", "video", "sms_option")
SETTINGS = (
    "form_title", "form_id", "version", "default_language", "instance_name", "namespaces", "style",
    "public_key", "submission_url", "auto_send", "auto_delete", "allow_choice_duplicates", "prefix",
    "delimiter", "name", "clean_text_values", "omit_instanceID", "client_editable", "instance_xmlns",
    "attribute", "entity_version", "sms_keyword", "sms_separator", "add_none_option",
)  # fmt: skip
ENTITIES = ("list_name", "label", "create_if", "update_if", "entity_id", "repeat")
KNOWN = {
    "survey": SURVEY,
    "choices": CHOICES,
    "external_choices": CHOICES,
    "settings": SETTINGS,
    "entities": ENTITIES,
}
EXPRESSIONS = frozenset((
    "relevant", "required", "constraint", "calculation", "read_only", "choice_filter", "repeat_count",
    "create_if", "update_if", "entity_id", "instance_name",
))  # fmt: skip
"""Columns whose cells are expressions (`label` of the entities sheet is one too, and `default` often)."""

_ALIASES = {
    "survey": {
        "relevance": "relevant", "readonly": "read_only", "calculate": "calculation", "caption": "label",
        "command": "type", "tag": "name", "value": "name", "count": "repeat_count", "jr:count": "repeat_count",
        "constraining_message": "constraint_message", "requiredmsg": "required_message",
        "noapperrorstring": "no_app_error_string",
    },
    "choices": {"list name": "list_name", "caption": "label", "value": "name"},
    "settings": {
        "set_form_title": "form_title", "title": "form_title", "set_form_id": "form_id", "id_string": "form_id",
    },
    "entities": {"dataset": "list_name"},
}  # fmt: skip
_ALIASES["external_choices"] = _ALIASES["choices"]
_GROUPED = {
    ("bind", "relevant"): "relevant", ("bind", "required"): "required", ("bind", "readonly"): "read_only",
    ("bind", "constraint"): "constraint", ("bind", "calculate"): "calculation",
    ("bind", "jr:constraintmsg"): "constraint_message", ("bind", "jr:requiredmsg"): "required_message",
    ("bind", "entities:saveto"): "save_to", ("bind", "jr:noapperrorstring"): "no_app_error_string",
    ("control", "appearance"): "appearance", ("control", "jr:count"): "repeat_count",
    ("body", "appearance"): "appearance", ("body", "jr:count"): "repeat_count",
    ("media", "image"): "image", ("media", "big-image"): "big-image", ("media", "audio"): "audio",
    ("media", "video"): "video",
}  # fmt: skip
PREFIXES = frozenset(("bind", "body", "control", "instance", "media"))
"""First parts of headings that pass something on to the XForm as it stands."""


@dataclass(frozen=True, slots=True)
class Column:
    """One heading: `key` is its usual name ("" when it means nothing to a form), `language` as behind the `::`."""

    heading: str
    key: str
    language: str = ""
    passed: str = ""
    """What is passed on as it stands: "bind::kb:enhed"."""


def column(sheet: str, heading: str, double_colon: bool = True) -> Column:
    """What a heading means. Without a `::` anywhere on the sheet, `:` parts language and prefix too."""
    known = KNOWN.get(sheet, ())
    if (key := _key(sheet, heading, known)) and "::" not in heading:
        return Column(heading, key)
    parts = _parts(heading, double_colon)
    first, rest = snake(parts[0]), parts[1:]
    if first in PREFIXES and rest:
        key = _GROUPED.get((first, snake(rest[0])), "")
        language = rest[1] if len(rest) > 1 and key in TRANSLATED else ""
        return Column(heading, key, language, "" if key else f"{first}::{rest[0]}")
    key = _key(sheet, parts[0], known)
    if rest and key in TRANSLATED:
        return Column(heading, key, "::".join(rest))
    return Column(heading, key if not rest else "")


def _key(sheet: str, text: str, known: tuple[str, ...]) -> str:
    for name in (text, snake(text)):
        found = _ALIASES.get(sheet, {}).get(name, name)
        if found in known:
            return found
    return ""


def _parts(heading: str, double_colon: bool) -> list[str]:
    if double_colon or "::" in heading:
        return [part.strip() for part in heading.split("::")]
    parts = [part.strip() for part in heading.split(":")]
    return [part for part in _joined(parts) if part] or [heading]


def _joined(parts: list[str]) -> Iterator[str]:
    """`jr:count` stays one word."""
    rest = iter(parts)
    for part in rest:
        yield f"jr:{next(rest, '')}" if part == "jr" else part


def snake(text: str) -> str:
    """A heading as pyxform compares it."""
    return "_".join(text.split()).lower()
